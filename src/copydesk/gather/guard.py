"""Which addresses may be called: public unicast ones, decided at connect time.

A name is resolved once and the connection goes to the very address that was judged, so a
name that answers differently the second time (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore2

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_IPV4 = ipaddress.IPv4Network
_IPV6 = ipaddress.IPv6Network
#: IPv4 blocks that are not public and unicast, by IANA's registry of special-purpose addresses
#: (RFC 6890 and after) and RFC 5771. Written out, since what Python's ipaddress calls global
#: changes with its version. 192.88.99.0/24 are the relays of 6to4, which are given up.
_NOT_PUBLIC_4 = tuple(
    _IPV4(block)
    for block in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
)  # fmt: skip
#: All public IPv6 addresses lie within 2000::/3 (RFC 4291), but for these blocks: protocol
#: assignments, among them Teredo, documentation, and 6to4.
_PUBLIC_6 = _IPV6("2000::/3")
_NOT_PUBLIC_6 = tuple(
    _IPV6(block) for block in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)
#: Blocks whose last 32 bits are an IPv4 address that is called in the end: addresses mapped to
#: IPv6, and NAT64 (RFC 6052).
_WRAPPED = (_IPV6("::ffff:0:0/96"), _IPV6("64:ff9b::/96"))
#: Bits 64 to 95 of an ISATAP address (RFC 5214), which ends in an IPv4 address too.
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})
_WEB_PORTS = frozenset({80, 443, 8000, 8080, 8443})
#: Seconds to wait for the name of a host to be resolved.
_RESOLVE_SECONDS = 10.0


class Forbidden(OSError):
    """The address is not one that copydesk calls."""


def is_public(address: str) -> bool:
    """Whether an IP address is public and unicast.

    Private, loopback, link-local, site-local, multicast, reserved and documentation ranges are
    not, nor is an IPv6 address that wraps such an IPv4 address. A malformed address is not.
    """
    try:
        ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in block for block in _NOT_PUBLIC_4)
    last = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    if any(ip in block for block in _WRAPPED):
        return is_public(str(last))
    if (int(ip) >> 32) & 0xFFFF_FFFF in _ISATAP and not is_public(str(last)):
        return False
    return ip in _PUBLIC_6 and not any(ip in block for block in _NOT_PUBLIC_6)


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
    addresses = _resolved(host, port)
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


def _resolved(host: str, port: int) -> list[str]:
    """Addresses of a host, resolved in a thread, since the system's resolver knows no limit."""
    answers: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def resolve() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put([str(entry[4][0]) for entry in found])
        except OSError as error:
            answers.put(error)
        except ValueError as error:  # labels that no name may have
            answers.put(socket.gaierror(f"{host!r} is not the name of a host: {error}"))

    threading.Thread(target=resolve, daemon=True).start()
    try:
        answer = answers.get(timeout=_RESOLVE_SECONDS)
    except queue.Empty:
        raise socket.gaierror(f"{host} does not resolve within {_RESOLVE_SECONDS:g} s") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


class Deadline:
    """When the answer at hand has to be there; each thread has its own.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._here = threading.local()

    @property
    def _end(self) -> float | None:
        end: float | None = getattr(self._here, "end", None)
        return end

    def start(self, seconds: float) -> None:
        """The next answer has so many seconds from now."""
        self._here.end = self._clock() + seconds

    def passed(self) -> bool:
        """Whether the time is over."""
        return self._end is not None and self._clock() > self._end

    def left(self, timeout: float | None) -> float | None:
        """The seconds that a single step may take: its own limit, or what is left.

        Raises:
            httpcore2.ReadTimeout: nothing is left.
        """
        if self._end is None:
            return timeout
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the answer took too long")
        return left if timeout is None else min(timeout, left)


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose reads and writes end with the deadline, however slowly bytes drip in."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there."""
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write all of it."""
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        """The same connection, encrypted."""
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return BoundedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens connections for httpcore2, to judged addresses only; ``private`` as for `judge`."""

    def __init__(
        self,
        backend: httpcore2.NetworkBackend | None = None,
        private: Sequence[Network] = (),
        deadline: Deadline | None = None,
    ) -> None:
        self._backend = backend or httpcore2.SyncBackend()
        self._private = tuple(private)
        self._deadline = deadline or Deadline(time.monotonic)

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
        left = self._deadline.left(timeout)
        stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
        return BoundedStream(stream, self._deadline)

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: a report does not live on a local socket."""
        raise httpcore2.ConnectError("local sockets are not called")

    def sleep(self, seconds: float) -> None:
        """Wait between attempts."""
        self._backend.sleep(seconds)
