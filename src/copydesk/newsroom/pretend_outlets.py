"""Outlets to try a newsroom with: a small web on this machine, with feeds, pages and a WebSub hub.

For `copydesk demo --live`. Reports are let out one by one; the hub tells whoever subscribed, as an
outlet's own would.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen
from uuid import uuid4
from xml.sax.saxutils import escape, quoteattr

from copydesk.model import RUNNING, Article, Role
from copydesk.publish.slugs import slug

_LOG = logging.getLogger(__name__)
_WEEK = timedelta(weeks=1)
_LARGEST_FORM = 16 * 1024
_PATIENCE_SECONDS = 20.0
#: The service may start after the watcher has subscribed: how often it is asked, and how far apart.
_TRIES, _APART_SECONDS = 60, 1.0
_LEASE_SECONDS = 86400
#: Parts of a report that its page has below the title.
_PRINTED = RUNNING | {Role.BYLINE, Role.DATELINE, Role.SUBHEAD, Role.BULLET, Role.CREDIT}


def brought_near(reports: Sequence[Article], now: datetime) -> tuple[Article, ...]:
    """The reports as if their events were of this week, in the order in which they came out.

    A story of a year ago takes no more reports. Times move by whole weeks, the same for all reports
    of one folder, so that "on Tuesday" stays true. Undated reports come last.

    Args:
        reports: each with the file it was read from as its source.
        now: aware UTC.
    """
    newest: dict[str, datetime] = {}
    for report in reports:
        if report.changed is not None:
            event = _event(report)
            newest[event] = max(newest.get(event, report.changed), report.changed)
    moved = []
    for report in reports:
        shift = _WEEK * ((now - newest[_event(report)]) // _WEEK) if report.changed else _WEEK * 0
        published = report.published + shift if report.published else None
        modified = report.modified + shift if report.modified else None
        moved.append(replace(report, published=published, modified=modified))
    return tuple(sorted(moved, key=lambda r: (r.published is None, r.published or now, r.source)))


def _event(report: Article) -> str:
    folder = Path(report.source.partition("#")[0].partition(".jsonl")[0]).parent
    return str(folder.parent if folder.name == "corrections" else folder)


@dataclass(frozen=True, slots=True)
class _Subscribed:
    outlet: str
    topic: str
    callback: str
    secret: str


class PretendOutlets:
    """A web of the reports' outlets on loopback, where nothing is out yet.

    Args:
        reports: in the order in which they are to come out.
        port: on this machine; 0 for any that is free.
    """

    def __init__(self, reports: Sequence[Article], port: int = 0) -> None:
        self._outlets = {self._folder(r): r.outlet or "A paper" for r in reports}
        self._out: dict[str, list[Article]] = {folder: [] for folder in self._outlets}
        self._subscribed: dict[str, _Subscribed] = {}
        self._turn = threading.Condition()
        outlets = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                found = outlets._content(self.path)
                media, body = found or ("text/plain", b"Not found\n")
                self.send_response(200 if found else 404)
                self.send_header("content-type", media)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                size = min(int(self.headers.get("content-length") or 0), _LARGEST_FORM)
                form = parse_qs(self.rfile.read(size).decode("utf-8", "replace"))
                self.send_response(202 if self.path == "/hub" else 404)
                self.end_headers()
                if self.path == "/hub":
                    asked = {name: values[0] for name, values in form.items()}
                    threading.Thread(target=outlets._verify, args=(asked,), daemon=True).start()

            def log_message(self, *_: object) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where they stand."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def feeds(self) -> tuple[str, ...]:
        """Addresses of all feeds."""
        return tuple(f"{self.address}/{folder}/feed.xml" for folder in sorted(self._outlets))

    @property
    def listing(self) -> str:
        """All feeds as a list of sources, in TOML."""
        return "".join(
            f'[[source]]\naddress = "{self.address}/{folder}/feed.xml"\noutlet = "{name}"\n\n'
            for folder, name in sorted(self._outlets.items())
        )

    def close(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()

    def wait_for_subscribers(self, seconds: float) -> bool:
        """Return when all feeds are subscribed to, or False after so many seconds."""
        with self._turn:
            return self._turn.wait_for(
                lambda: len(self._subscribed) == len(self._outlets), timeout=seconds
            )

    def let_out(self, report: Article) -> None:
        """Publish a report, and have the hub tell of it."""
        folder = self._folder(report)
        with self._turn:
            self._out[folder].append(report)
        self._tell(folder)

    def _tell(self, folder: str) -> None:
        with self._turn:
            told = self._subscribed.get(folder)
        if told is None:
            return
        body = self._feed(folder)
        mark = hmac.new(told.secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"content-type": "application/rss+xml", "x-hub-signature": f"sha256={mark}"}
        _ask(Request(told.callback, data=body, headers=headers, method="POST"))

    def _folder(self, report: Article) -> str:
        return slug(report.outlet or "A paper")

    def _verify(self, asked: dict[str, str]) -> None:
        """Ask whoever subscribes whether they meant it."""
        topic = asked.get("hub.topic", "")
        folder = topic.removeprefix(f"{self.address}/").removesuffix("/feed.xml")
        callback, mode = asked.get("hub.callback", ""), asked.get("hub.mode", "")
        if folder not in self._outlets or not callback.startswith("http://127.0.0.1:"):
            return
        challenge = uuid4().hex
        given = {
            "hub.mode": mode,
            "hub.topic": topic,
            "hub.challenge": challenge,
            "hub.lease_seconds": str(_LEASE_SECONDS),
        }
        if _ask(Request(f"{callback}?{urlencode(given)}"), _TRIES) != challenge.encode():
            return
        with self._turn:
            if mode == "subscribe":
                secret = asked.get("hub.secret", "")
                self._subscribed[folder] = _Subscribed(folder, topic, callback, secret)
            else:
                self._subscribed.pop(folder, None)
            late = bool(self._out[folder])
            self._turn.notify_all()
        if late:
            self._tell(folder)

    def _content(self, path: str) -> tuple[str, bytes] | None:
        folder, _, name = path.strip("/").partition("/")
        if folder not in self._outlets:
            return None
        if name == "feed.xml":
            return "application/rss+xml", self._feed(folder)
        with self._turn:
            found = [r for r in self._out[folder] if _page_name(r) == name]
        return ("text/html; charset=utf-8", _page(found[-1])) if found else None

    def _feed(self, folder: str) -> bytes:
        here = f"{self.address}/{folder}"
        with self._turn:
            out = list(reversed(self._out[folder]))
        items = "".join(
            f"<item><title>{escape(report.title or '')}</title>"
            f"<link>{here}/{_page_name(report)}</link></item>"
            for report in out
        )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>'
            f"<title>{escape(self._outlets[folder])}</title>"
            f'<atom:link rel="hub" href="{self.address}/hub"/>'
            f'<atom:link rel="self" href="{here}/feed.xml"/>{items}</channel></rss>'
        ).encode()


def _page_name(report: Article) -> str:
    return f"{slug(report.title or report.id)}.html"


def _page(report: Article) -> bytes:
    times = "".join(
        f"<meta property={quoteattr(name)} content={quoteattr(time.isoformat())}>"
        for name, time in (
            ("article:published_time", report.published),
            ("article:modified_time", report.modified),
        )
        if time is not None
    )
    title = escape(report.title or "")
    text = "".join(
        f"<p>{escape(' '.join(report.text[block.start : block.end].split()))}</p>"
        for block in report.blocks
        if block.role in _PRINTED
    )
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:site_name" content={quoteattr(report.outlet or "A paper")}>{times}'
        f"</head><body><article><h1>{title}</h1>{text}</article></body></html>"
    ).encode()


def _ask(request: Request, tries: int = 1) -> bytes:
    """The answer of the newsroom's service; empty where there is none after so many tries."""
    while True:
        try:
            with urlopen(request, timeout=_PATIENCE_SECONDS) as answer:
                body: bytes = answer.read(1000)
                return body
        except OSError as error:  # a refusal by the service is one too
            tries -= 1
            if tries < 1 or isinstance(error, HTTPError):
                _LOG.warning("the service did not answer the pretend hub: %s", error)
                return b""
            time.sleep(_APART_SECONDS)
