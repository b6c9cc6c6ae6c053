"""The service: readers' pages, the desk and an interface for programs.

Only click is imported here; see `copydesk.cli.single_stages`.
"""

from __future__ import annotations

import logging
import socket
from contextlib import suppress

import click

from copydesk.cli.options import settings_from, settings_options

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@click.command()
@click.option(
    "--store", metavar="URL", help="Database of the newsroom. Default: that of the settings."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option(
    "--https/--no-https",
    default=None,
    help="Whether browsers reach the service over HTTPS, as behind a proxy that ends it: cookies "
    "are then for HTTPS only. Default: yes, unless the host is this machine alone.",
)
@click.option(
    "--proxy",
    metavar="ADDRESS",
    help="Address of the proxy in front, whose word on where a request came from is believed.",
)
@click.option(
    "--log-requests/--no-log-requests",
    default=True,
    show_default=True,
    help="One line of JSON a request on standard error.",
)
@settings_options
def serve(
    store: str | None,
    host: str,
    port: int,
    https: bool | None,
    proxy: str | None,
    log_requests: bool,
    workers: int | None,
    model: str | None,
) -> None:
    """Serve the newsroom: pages for readers, the desk at /desk, the interface for programs at /api.

    Stories come from the store: fill it with `copydesk run` or `copydesk watch` beside it. Make an
    account for the desk with `copydesk users add`.

    \b
    copydesk serve --store sqlite:///desk.sqlite
    """
    from copydesk.errors import SettingsError

    settings = settings_from(workers, model)
    url = store or settings.store.url
    if not url:
        raise click.UsageError("give --store URL, or set store.url in copydesk.toml")
    secure = host not in _LOOPBACK if https is None else https
    try:
        import uvicorn

        from copydesk.web.application import make
    except ImportError as error:
        raise SettingsError("serve needs its extra: pip install 'copydesk[serve]'") from error
    _log(log_requests)
    application = make(url, settings, secure=secure)
    listening = _listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    port = listening.getsockname()[1]
    click.echo(f"Serving http://{shown}:{port}/  (the desk is at /desk, Ctrl-C stops)", err=True)
    options = uvicorn.Config(
        application,
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=proxy is not None,
        forwarded_allow_ips=proxy or "",
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(options)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        raise SystemExit(1)


def _listening(host: str, port: int) -> socket.socket:
    """A socket at the address, so that who reads "Serving" finds the service there.

    Raises:
        SettingsError: nobody can listen there: the port is taken, or the address is another's.
    """
    from copydesk.errors import SettingsError

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise SettingsError(
            f"cannot listen at {host}, port {port}: {error.strerror or error}; "
            "give another --port or --host"
        ) from error


def _log(requests: bool) -> None:
    """Requests as lines of JSON, apart from what is said in words."""
    log = logging.getLogger("copydesk.web.requests")
    log.propagate = False
    log.setLevel(logging.INFO if requests else logging.CRITICAL)
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log.handlers = [handler]
