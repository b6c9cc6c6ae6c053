"""A pretend web of feeds, and a pretend time that several processes share.

Real HTTP on loopback: every outlet has an address of its own in 127.0.0.0/8, so that hosts are told
apart. What a server shows depends on the pretend time only. Nothing here knows the newsroom.
"""

from __future__ import annotations

import contextlib
import hashlib
import heapq
import itertools
import socket
import socketserver
import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol
from xml.sax.saxutils import escape

START = datetime(2026, 3, 2, 6, tzinfo=UTC)


class SharedTime:
    """A time that moves on when all who share it wait; over TCP, so that processes can.

    Args:
        start: where it begins.
        end: where it stands still; who waits for later goes on waiting.
    """

    def __init__(self, start: datetime, end: datetime) -> None:
        self._now = start
        self._end = end
        self._lock = threading.Condition()
        self._clients = 0
        self._waiting: list[datetime] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                outer._serve(self)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            request_queue_size = 50

        self._server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """Where clients connect."""
        return int(self._server.server_address[1])

    def now(self) -> datetime:
        """The time."""
        with self._lock:
            return self._now

    def close(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()

    def wait_for_end(self) -> None:
        """Return when the end is reached."""
        with self._lock:
            self._lock.wait_for(lambda: self._now >= self._end)

    def extend(self, end: datetime) -> None:
        """Move the end."""
        with self._lock:
            self._end = end
            self._move_on()

    def _serve(self, handler: socketserver.StreamRequestHandler) -> None:
        with self._lock:
            self._clients += 1
        try:
            for line in handler.rfile:
                command, _, rest = line.decode().strip().partition(" ")
                if command == "wait" and not self._wait(datetime.fromisoformat(rest), handler):
                    return
                handler.wfile.write(f"{self.now().isoformat()}\n".encode())
        except OSError:
            pass
        finally:
            with self._lock:
                self._clients -= 1
                self._move_on()

    def _wait(self, until: datetime, handler: socketserver.StreamRequestHandler) -> bool:
        """Wait for a time; False when the client is gone."""
        with self._lock:
            if until <= self._now:
                return True
            heapq.heappush(self._waiting, until)
            self._move_on()
            while self._now < until:
                self._lock.wait(0.2)
                if self._now < until and _gone(handler.connection):
                    self._waiting.remove(until)
                    heapq.heapify(self._waiting)
                    return False
            return True

    def _move_on(self) -> None:
        """Move to the next time somebody waits for, when all wait."""
        if self._clients and len(self._waiting) >= self._clients:
            self._now = min(self._waiting[0], self._end)
            while self._waiting and self._waiting[0] <= self._now:
                heapq.heappop(self._waiting)
            self._lock.notify_all()


def _gone(connection: socket.socket) -> bool:
    connection.setblocking(False)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
    finally:
        connection.setblocking(True)


class HandTime:
    """A time that is set by hand; also a clock whose waiting moves it on."""

    def __init__(self, start: datetime = START) -> None:
        self.time = start

    def now(self) -> datetime:
        """The time."""
        return self.time

    def wait(self, until: datetime, stop: threading.Event) -> None:
        """Move on to that time."""
        self.time = max(self.time, until)


class Time(Protocol):
    """What tells the pretend web the time."""

    def now(self) -> datetime:
        """The time."""
        ...


class RemoteClock:
    """A clock that asks a `SharedTime`."""

    def __init__(self, port: int) -> None:
        self._connection = socket.create_connection(("127.0.0.1", port))
        self._lines = self._connection.makefile("r")
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """The time."""
        with self._lock:
            return self._ask("now")

    def wait(self, until: datetime, stop: threading.Event) -> None:
        """Wait for a time, or for ``stop``."""
        if stop.is_set():
            return
        with self._lock:
            self._connection.sendall(f"wait {until.isoformat()}\n".encode())
            self._connection.settimeout(0.05)
            try:
                while True:
                    try:
                        if self._connection.recv(1, socket.MSG_PEEK):
                            break
                    except TimeoutError:
                        if stop.is_set():
                            # The answer that is still to come is nobody's: begin anew.
                            port = self._connection.getpeername()[1]
                            self._connection.close()
                            self._connection = socket.create_connection(("127.0.0.1", port))
                            self._lines = self._connection.makefile("r")
                            return
            finally:
                self._connection.settimeout(None)
            self._lines.readline()

    def _ask(self, command: str) -> datetime:
        self._connection.sendall(f"{command}\n".encode())
        return datetime.fromisoformat(self._lines.readline().strip())


@dataclass(frozen=True)
class Report:
    """A report of an outlet."""

    at: datetime
    slug: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass
class Outlet:
    """An outlet with a host of its own.

    Attributes:
        number: which host: 127.1.0.1 and so on.
        reports: published as their times come.
        whole: the feed carries whole reports.
        delay: Crawl-delay in its robots.txt; 0 for none.
        minutes: the feed's ttl; 0 for none.
        max_age: seconds of its feed's Cache-Control; 0 for none.
        answers: status and headers of the next answers of its feed, before it behaves.
        lies: its validators change although its feed does not.
        hub: address of the WebSub hub that its feed names; "" for none.
    """

    number: int
    name: str
    reports: list[Report] = field(default_factory=list)
    whole: bool = False
    delay: int = 0
    minutes: int = 0
    max_age: int = 0
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    lies: bool = False
    moved: bool = False
    listed: int = 20
    hub: str = ""

    def shown(self, now: datetime) -> list[Report]:
        """What its feed lists, newest first."""
        out = sorted((r for r in self.reports if r.at <= now), key=lambda r: r.at, reverse=True)
        return out[: self.listed]

    @property
    def host(self) -> str:
        """Its address."""
        return f"127.1.{self.number // 200}.{self.number % 200 + 1}"


@dataclass(frozen=True)
class Request:
    """A request that came."""

    at: datetime
    host: str
    path: str
    conditional: bool
    status: int
    agent: str


class PretendWeb:
    """Serves outlets by the pretend time."""

    def __init__(self, outlets: list[Outlet], time: Time) -> None:
        self.outlets = {outlet.host: outlet for outlet in outlets}
        self.time = time
        self.requests: list[Request] = []
        #: Paths that answer with 404, whatever is published there.
        self.gone: set[str] = set()
        self.served: dict[tuple[str, str], str] = {}
        #: When each report was first announced in a feed that was served.
        self.announced: dict[str, datetime] = {}
        #: Fetches without a condition of what the same address had served before, byte for byte.
        self.needless: list[Request] = []
        self._lock = threading.Lock()
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                web._answer(self)

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 100

            def verify_request(self, request: object, client_address: tuple[str, int]) -> bool:  # type: ignore[override]
                return client_address[0].startswith("127.")

            def handle_error(self, *_: object) -> None:  # type: ignore[override]
                """A client that was killed is no error of ours."""

        self._server = Server(("0.0.0.0", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        """The one port of all hosts."""
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()

    def feed(self, outlet: Outlet) -> str:
        """Address of an outlet's feed."""
        return f"http://{outlet.host}:{self.port}/feed.xml"

    def content(self, outlet: Outlet) -> bytes:
        """What an outlet's feed lists now, as its hub tells it."""
        return self._feed(outlet, self.time.now())

    def page(self, outlet: Outlet, report: Report) -> str:
        """Address of a report."""
        return f"http://{outlet.host}:{self.port}/{report.slug}.html"

    def published(self) -> dict[str, Report]:
        """All reports that are out, by address."""
        now = self.time.now()
        return {
            self.page(outlet, report): report
            for outlet in self.outlets.values()
            for report in outlet.reports
            if report.at <= now
        }

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        host = handler.connection.getsockname()[0]
        outlet = self.outlets.get(host)
        now = self.time.now()
        status, headers, body = self._content(outlet, handler.path, now)
        headers = dict(headers)
        conditional = "if-none-match" in handler.headers
        etag = headers.get("etag")
        if status == 200 and etag and handler.headers.get("if-none-match") == etag:
            status, body = 304, b""
        request = Request(
            now, host, handler.path, conditional, status, handler.headers.get("user-agent", "")
        )
        digest = hashlib.sha256(body).hexdigest()
        with self._lock:
            self.requests.append(request)
            if status == 200:
                key = (host, handler.path)
                unchanged = self.served.get(key) == digest
                if unchanged and not conditional and handler.path != "/robots.txt":
                    self.needless.append(request)
                self.served[key] = digest
                if outlet and handler.path.endswith("/feed.xml"):
                    for report in outlet.shown(now):
                        self.announced.setdefault(self.page(outlet, report), now)
        with contextlib.suppress(OSError):
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.send_header("content-length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

    def _content(
        self, outlet: Outlet | None, path: str, now: datetime
    ) -> tuple[int, dict[str, str], bytes]:
        if outlet is None or path in self.gone:
            return 404, {}, b""
        if path == "/robots.txt":
            rule = f"Crawl-delay: {outlet.delay}\n" if outlet.delay else ""
            return 200, {}, f"User-agent: *\nDisallow: /private/\n{rule}".encode()
        if path == "/feed.xml" and outlet.moved:
            return 301, {"location": "/new/feed.xml"}, b""
        if path.endswith("/feed.xml"):
            with self._lock:
                if outlet.answers:
                    status, headers = outlet.answers.pop(0)
                    return status, headers, b""
            body = self._feed(outlet, now)
            mark = hashlib.sha256(body).hexdigest()[:16]
            if outlet.lies:
                mark = hashlib.sha256(f"{mark}{now}".encode()).hexdigest()[:16]
            headers = {"content-type": "application/rss+xml", "etag": f'"{mark}"'}
            if outlet.max_age:
                headers["cache-control"] = f"max-age={outlet.max_age}"
            return 200, headers, body
        for report in outlet.reports:
            if path == f"/{report.slug}.html" and report.at <= now:
                body = self._page(outlet, report)
                mark = hashlib.sha256(body).hexdigest()[:16]
                headers = {"content-type": "text/html; charset=utf-8", "etag": f'"{mark}"'}
                return 200, headers, body
        return 404, {}, b""

    def _feed(self, outlet: Outlet, now: datetime) -> bytes:
        items = "".join(self._item(outlet, report) for report in outlet.shown(now))
        ttl = f"<ttl>{outlet.minutes}</ttl>" if outlet.minutes else ""
        links = ""
        if outlet.hub:
            links = (
                f'<atom:link rel="hub" href="{outlet.hub}"/>'
                f'<atom:link rel="self" href="{self.feed(outlet)}"/>'
            )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>{escape(outlet.name)}</title>{links}{ttl}{items}</channel></rss>"
        ).encode()

    def _item(self, outlet: Outlet, report: Report) -> str:
        text = "".join(f"<p>{escape(p)}</p>" for p in report.paragraphs)
        shown = text if outlet.whole else escape(report.paragraphs[0])
        return (
            f"<item><title>{escape(report.title)}</title>"
            f"<link>{self.page(outlet, report)}</link><guid>{report.slug}</guid>"
            f"<pubDate>{format_datetime(report.at)}</pubDate>"
            f"<description>{escape(shown)}</description></item>"
        )

    def _page(self, outlet: Outlet, report: Report) -> bytes:
        text = "".join(f"<p>{escape(p)}</p>" for p in report.paragraphs)
        return (
            f"<!doctype html><html lang=en><head><title>{escape(report.title)}</title>"
            f'<meta property="og:site_name" content="{escape(outlet.name)}">'
            f'<meta property="article:published_time" content="{report.at.isoformat()}"></head>'
            f"<body><article><h1>{escape(report.title)}</h1>{text}</article></body></html>"
        ).encode()


@contextlib.contextmanager
def pretend_web(outlets: list[Outlet], span: timedelta) -> Iterator[tuple[PretendWeb, SharedTime]]:
    """A web of outlets whose time runs from `START` for a span."""
    time = SharedTime(START, START + span)
    web = PretendWeb(outlets, time)
    try:
        yield web, time
    finally:
        web.close()
        time.close()


def too_close(web: PretendWeb, pause: timedelta) -> list[tuple[Request, Request]]:
    """Pairs of requests to one host that follow each other sooner than it allows."""
    by_host: dict[str, list[Request]] = defaultdict(list)
    for request in web.requests:
        by_host[request.host].append(request)
    found = []
    for host, requests in by_host.items():
        allowed = max(pause, timedelta(seconds=web.outlets[host].delay))
        for one, other in itertools.pairwise(requests):
            redirected = one.status == 301 and other.at == one.at
            if other.at - one.at < allowed and not redirected:
                found.append((one, other))
    return found
