"""Which addresses may be called: public unicast ones, decided at connect time.

A name is resolved once and the connection goes to the very address that was judged, so a
name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from typing import Any

import httpcore2

#: NAT64 (RFC 6052) and 6to4 (RFC 3056): addresses that carry an IPv4 address within.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_WEB_PORTS = frozenset({80, 443, 8000, 8080, 8443})


class Forbidden(OSError):
    """The address is not one that copydesk calls."""


def is_public(address: str) -> bool:
    """Whether an IP address is public and unicast.

    Private, loopback, link-local, multicast, reserved and documentation ranges are not, nor
    is an IPv6 address that wraps such an IPv4 address. A malformed address is not.
    """
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    inner = _inner(ip)
    if inner is not None:
        return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _inner(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> ipaddress.IPv4Address | None:
    if not isinstance(ip, ipaddress.IPv6Address):
        return None
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.teredo[1] if ip.teredo is not None else None


def judge(host: str, port: int, private: Sequence[Network] = ()) -> str:
    """The address to connect to for a host.

    Args:
        host, port: where a request is to go.
        private: networks of one's own that may be called, on any port, though they are not
            public.

    Raises:
        Forbidden: the port is none of the web, or any address of the host is not public.
        OSError: the name does not resolve.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    if addresses and all(_within(address, private) for address in addresses):
        return addresses[0]
    if port not in _WEB_PORTS:
        raise Forbidden(f"port {port} is not one of the web")
    for address in addresses:
        if not is_public(address):
            raise Forbidden(f"{host} is {address}, which is not a public address")
    if not addresses:
        raise Forbidden(f"{host} has no address")
    return addresses[0]


def _within(address: str, networks: Sequence[Network]) -> bool:
    if not networks:
        return False
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    return any(ip in network for network in networks)


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections for httpcore2, to judged addresses only; ``private`` as for `judge`."""

    def __init__(
        self, backend: httpcore2.NetworkBackend | None = None, private: Sequence[Network] = ()
    ) -> None:
        self._backend = backend or httpcore2.SyncBackend()
        self._private = tuple(private)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the host's judged address.

        Raises:
            httpcore2.ConnectError: refused or unreachable.
        """
        try:
            address = judge(host, port, self._private)
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from error
        return self._backend.connect_tcp(address, port, timeout, local_address, socket_options)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a report does not live on a local socket."""
        raise httpcore2.ConnectError("local sockets are not called")

    def sleep(self, seconds: float) -> None:
        """Wait between attempts."""
        self._backend.sleep(seconds)
