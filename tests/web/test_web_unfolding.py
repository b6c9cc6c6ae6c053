"""``copydesk demo --live``: outlets on this machine publish, and the page changes."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from lxml import etree, html

from copydesk.newsroom.pretend_outlets import PretendOutlets, brought_near
from copydesk.pipeline.reading import read
from copydesk.settings import Settings

pytestmark = pytest.mark.xdist_group("watch")

#: Far longer than it takes on an idle machine.
PATIENCE_SECONDS = 400.0
NOW = datetime(2031, 5, 20, 12, tzinfo=UTC)


def test_events_are_brought_near_by_whole_weeks(examples: Path) -> None:
    reports = read((str(examples),), Settings(workers=1)).articles
    near = brought_near(reports, NOW)
    before = {report.id: report for report in reports}
    dated = [report for report in near if report.published is not None]
    assert len(near) == len(reports)
    assert dated == sorted(dated, key=lambda report: report.published or NOW)
    assert near[: len(dated)] == tuple(dated)
    for report in dated:
        was = before[report.id].published
        assert was is not None
        assert report.published is not None
        assert (report.published - was) % timedelta(weeks=1) == timedelta()
        assert NOW - timedelta(weeks=3) < report.published <= NOW


def test_nothing_is_out_before_its_time(examples: Path) -> None:
    reports = read((str(examples / "ferry-fire"),), Settings(workers=1)).articles
    outlets = PretendOutlets(reports)
    try:
        first = reports[0]
        shown = [httpx2.get(feed).text for feed in outlets.feeds]
        assert not any("<item>" in feed for feed in shown)
        outlets.let_out(first)
        shown = [httpx2.get(feed).text for feed in outlets.feeds]
        assert sum(feed.count("<item>") for feed in shown) == 1
        assert httpx2.get(f"{outlets.address}/nobody/feed.xml").status_code == 404
    finally:
        outlets.close()


def test_a_page_has_its_title_above_its_paragraphs_and_nowhere_else(examples: Path) -> None:
    reports = read((str(examples),), Settings(workers=1)).articles
    outlets = PretendOutlets(reports)
    try:
        for report in reports:
            outlets.let_out(report)
        links = [
            link.text or ""
            for feed in outlets.feeds
            for link in etree.fromstring(httpx2.get(feed).content).iter("link")
        ]
        pages = [html.fromstring(httpx2.get(link).content) for link in links if ".html" in link]
    finally:
        outlets.close()
    assert len(pages) > len(outlets.feeds)
    for page in pages:
        title = page.findtext(".//h1")
        paragraphs = [p.text_content() for p in page.iter("p")]
        assert paragraphs
        assert not [p for p in paragraphs if title in p]


class _Late(BaseHTTPRequestHandler):
    """A service that hangs up the first time, and then gives the challenge back."""

    called = 0

    def do_GET(self) -> None:
        type(self).called += 1
        if self.called > 1:
            challenge = parse_qs(urlsplit(self.path).query)["hub.challenge"][0].encode()
            self.send_response(200)
            self.send_header("content-length", str(len(challenge)))
            self.end_headers()
            self.wfile.write(challenge)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def test_a_service_that_starts_late_is_subscribed_all_the_same(examples: Path) -> None:
    outlets = PretendOutlets(
        read((str(examples / "ferry-fire"),), Settings(workers=1)).articles[:1]
    )
    service = HTTPServer(("127.0.0.1", 0), _Late)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    try:
        asked = {
            "hub.mode": "subscribe",
            "hub.topic": outlets.feeds[0],
            "hub.callback": f"http://127.0.0.1:{service.server_address[1]}/websub/one",
        }
        assert httpx2.post(f"{outlets.address}/hub", data=asked).status_code == 202
        assert outlets.wait_for_subscribers(PATIENCE_SECONDS)
    finally:
        outlets.close()
        service.shutdown()
        service.server_close()


def test_a_demonstration_ends_where_its_port_is_taken(examples: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        words = ["demo", str(examples / "ferry-fire"), "--live", "--site", str(tmp_path), "--port"]
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", *words, port],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    assert done.returncode == 1
    assert port in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_the_page_changes_while_the_event_unfolds(examples: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "copydesk", "demo", str(examples / "ferry-fire"), "--live"]
    demo = subprocess.Popen(
        [*line, "--seconds", "2", "--site", str(tmp_path), "--port", str(port), "--workers", "1"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert demo.stderr is not None
    bound = threading.Timer(PATIENCE_SECONDS, demo.kill)
    bound.start()
    reports: list[int] = []
    told = 0
    try:
        for line in demo.stderr:
            told += "told by its hub" in line
            if line.startswith("written: "):
                # It is before readers by then, and grows as reports come.
                place = f"http://127.0.0.1:{port}/stories/{line.split()[1]}.json"
                reports.append(len(httpx2.get(place, timeout=60).json()["reports"]))
            if reports and reports[-1] == 4:
                break
    finally:
        bound.cancel()
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=90)
    assert demo.returncode == 0
    assert reports == sorted(reports)
    assert reports[-1] == 4
    assert told > 0
