"""Copies of lead pictures: fetched once, only pictures, and never a reason to stop."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import httpx2
import pytest

from copydesk.gather import Fetcher
from copydesk.model import Dossier, Image
from copydesk.pipeline.picture_copies import MAX_BYTES, copies_of
from dossiers import another

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0" + b"\x00" * 20


class _Pictures(BaseHTTPRequestHandler):
    """One server of pictures and of what only says that it is one."""

    asked: ClassVar[list[str]] = []
    bodies: ClassVar[dict[str, bytes]] = {
        "/tern.png": PNG,
        "/script.png": b"<svg onload=alert(1)>",
        "/huge.png": PNG + b"\x00" * MAX_BYTES,
    }

    def do_GET(self) -> None:
        type(self).asked.append(self.path)
        body = self.bodies.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "image/png")
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def pictures() -> Iterator[str]:
    _Pictures.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Pictures) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def showing(number: int, url: str) -> Dossier:
    dossier = another(number)
    image = Image(url, "A ship", "R. Vane")
    return replace(dossier, draft=replace(dossier.draft, hero=image, hero_article=None))


def fetcher() -> Fetcher:
    """One that may ask this machine, which the usual guard forbids."""
    return Fetcher(httpx2.HTTPTransport(), obey_robots=False)


def test_a_picture_is_fetched_once(pictures: str, tmp_path: Path) -> None:
    url = f"{pictures}/tern.png"
    first = copies_of([showing(1, url), showing(2, url)], tmp_path, fetcher())
    assert {u: path.read_bytes() for u, path in first.items()} == {url: PNG}
    assert copies_of([showing(1, url)], tmp_path, fetcher()) == first
    assert _Pictures.asked == ["/tern.png"]


def test_what_is_no_picture_stays_a_link_and_is_told(
    pictures: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    names = ("script.png", "huge.png", "none.png", "tern.png")
    stories = [showing(n, f"{pictures}/{name}") for n, name in enumerate(names)]
    found = copies_of(stories, tmp_path, fetcher())
    assert list(found) == [f"{pictures}/tern.png"]
    assert [path.suffix for path in tmp_path.iterdir()] == [".png"]
    assert caplog.text.count("stays a link") == 3


def test_the_guard_holds_for_pictures(pictures: str, tmp_path: Path) -> None:
    assert copies_of([showing(1, f"{pictures}/tern.png")], tmp_path) == {}
    assert _Pictures.asked == []
