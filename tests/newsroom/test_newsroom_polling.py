"""Asking sources over real HTTP on loopback, with a store and a time set by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path

import pytest
from pretend import START, HandTime, Outlet, PretendWeb, Report
from town import fire

from copydesk.extract.worker import Extractor
from copydesk.gather import Fetcher
from copydesk.model import Health, PageState, Source, SourceKind
from copydesk.newsroom.hosts import Gate
from copydesk.newsroom.intake import Intake, TakenIn
from copydesk.newsroom.polling import Poller
from copydesk.settings import WatchSettings
from copydesk.store import Store

PAUSE = timedelta(seconds=5)
HOUR = timedelta(hours=1)
ME = "me"


class Desk:
    """A web of one outlet, a store, and the means to ask and to read."""

    def __init__(self, outlet: Outlet, store: Store, extractor: Extractor, **limits: int) -> None:
        self.outlet = outlet
        self.time = HandTime()
        self.web = PretendWeb([outlet], self.time)
        self.sources = store.sources
        self.store = store
        settings = WatchSettings.model_validate({"first_days": 3, **limits})
        self.fetcher = Fetcher(
            obey_robots=False, contact="desk@example.org", private=[ip_network("127.0.0.0/8")]
        )
        gate = Gate(self.sources, self.fetcher, self.time, PAUSE)
        self.poller = Poller(self.sources, gate, self.time, settings)
        self.intake = Intake(self.sources, gate, self.time, settings, extractor.read)
        self.address = self.web.feed(outlet)
        self.sources.add(Source(self.address))

    def close(self) -> None:
        self.fetcher.close()
        self.web.close()

    def turn(self) -> Source:
        """Wait until the source is due, then work on it as a watcher does."""
        due = self.sources.next_due(self.time.now())
        assert due is not None
        self.time.time = max(due, self.time.now())
        now = self.time.now()
        source = self.sources.claim(ME, now, now + HOUR)
        assert source is not None
        if source.next_fetch is None or source.next_fetch <= now:
            source = self.poller.poll(source).source
        taken: TakenIn = self.intake.take_in(source)
        self.sources.finish(taken.source, ME)
        found = self.sources.get(source.address)
        assert found is not None
        return found

    def until(self, count: int) -> Source:
        """Turns until so many reports are in the store."""
        for _ in range(200):
            source = self.turn()
            if self.store.count() >= count:
                return source
        raise AssertionError(f"{self.store.count()} reports after 200 turns")

    def asked(self, path: str = "/feed.xml") -> int:
        return sum(request.path == path for request in self.web.requests)


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as opened:
        yield opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as opened:
        yield opened


@pytest.fixture
def outlet() -> Outlet:
    reports = [fire(n, START - timedelta(minutes=30 * (n + 1)), 1) for n in range(4)]
    return Outlet(1, "The Pretend Post", reports)


@pytest.fixture
def desk(outlet: Outlet, store: Store, extractor: Extractor) -> Iterator[Desk]:
    made = Desk(outlet, store, extractor)
    yield made
    made.close()


def late(minutes: int, number: int = 9) -> Report:
    return fire(number, START + timedelta(minutes=minutes), 1)


def test_what_a_feed_announces_is_read_once(desk: Desk) -> None:
    desk.until(4)
    for _ in range(6):
        desk.turn()
    articles = desk.store.articles()
    assert {a.url for a in articles} == {desk.web.page(desk.outlet, r) for r in desk.outlet.reports}
    assert {a.outlet for a in articles} == {"The Pretend Post"}
    assert desk.web.needless == []
    assert all(
        r.conditional for r in desk.web.requests if r.path == "/feed.xml" and r.status == 304
    )


def test_requests_say_who_asks(desk: Desk) -> None:
    desk.turn()
    assert {request.agent for request in desk.web.requests} == {
        "copydesk/0.2.0 (+desk@example.org; news reader; robots.txt respected)"
    }


def test_a_host_is_asked_as_seldom_as_it_wants(desk: Desk) -> None:
    desk.outlet.delay = 20
    desk.until(4)
    times = [request.at for request in desk.web.requests]
    assert all(b - a >= timedelta(seconds=20) for a, b in pairwise(times))


def test_whole_reports_are_taken_from_the_feed(desk: Desk) -> None:
    desk.outlet.whole = True
    long = tuple(p * 3 for p in desk.outlet.reports[0].paragraphs)
    desk.outlet.reports[0] = replace(desk.outlet.reports[0], paragraphs=long)
    desk.until(4)
    assert desk.asked(f"/{desk.outlet.reports[0].slug}.html") == 0


def test_a_permanent_redirect_is_followed_and_remembered(desk: Desk) -> None:
    desk.outlet.moved = True
    source = desk.until(4)
    assert source.location == desk.address.replace("/feed.xml", "/new/feed.xml")
    before = desk.asked()
    desk.turn()
    assert desk.asked() == before


def test_validators_go_to_the_address_they_came_from(desk: Desk) -> None:
    source = desk.until(4)
    desk.outlet.moved = True
    desk.outlet.reports.append(late(0))
    desk.time.time = source.next_fetch or desk.time.time
    desk.turn()
    first = next(r for r in desk.web.requests if r.path == "/new/feed.xml")
    assert not first.conditional


def test_the_same_bytes_are_no_news_whatever_the_validators_say(desk: Desk) -> None:
    desk.outlet.lies = True
    source = desk.until(4)
    for _ in range(3):
        source = desk.turn()
    assert source.repeats >= 3
    assert source.health is Health.GOOD


def test_a_report_that_changes_is_read_again(desk: Desk) -> None:
    desk.until(4)
    old = desk.outlet.reports[0]
    changed = (old.paragraphs[0].replace("injured", "hurt badly"), *old.paragraphs[1:])
    desk.outlet.reports[0] = replace(old, title=f"CORRECTED {old.title}", paragraphs=changed)
    for _ in range(8):
        desk.turn()
    article = next(a for a in desk.store.articles() if (a.url or "").endswith(f"{old.slug}.html"))
    assert "hurt badly" in article.text
    assert len(desk.store.revisions(article.id)) == 2


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_failing_source_is_asked_less_and_less_and_never_given_up(
    desk: Desk, status: int
) -> None:
    desk.turn()  # robots.txt
    desk.outlet.answers = [(status, {})] * 5
    waits = []
    for _ in range(5):
        source = desk.turn()
        assert (source.health, source.last_error) == (Health.FAILING, f"HTTP status {status}")
        assert source.next_fetch is not None
        waits.append(source.next_fetch - desk.time.now())
    assert waits == sorted(waits)
    assert desk.until(4).health is Health.GOOD


def test_retry_after_is_kept(desk: Desk) -> None:
    desk.turn()
    desk.outlet.answers = [(429, {"retry-after": "7200"})]
    asked = desk.turn()
    assert asked.next_fetch is not None
    assert asked.next_fetch - desk.time.now() >= 2 * HOUR


def test_a_ttl_is_kept_whether_the_feed_has_changed_or_not(desk: Desk) -> None:
    desk.outlet.minutes = 200
    desk.until(4)
    for _ in range(4):
        desk.turn()
    times = [r.at for r in desk.web.requests if r.path == "/feed.xml"]
    assert len(times) >= 4
    assert all(b - a >= timedelta(minutes=200) for a, b in pairwise(times))


def test_robots_txt_is_obeyed(store: Store, desk: Desk) -> None:
    private = Source(desk.address.replace("/feed.xml", "/private/feed.xml"))
    store.sources.remove(desk.address)
    store.sources.add(private)
    desk.turn()
    source = desk.turn()
    assert source.health is Health.FAILING
    assert "robots.txt" in (source.last_error or "")
    assert [request.path for request in desk.web.requests] == ["/robots.txt"]


def test_an_empty_feed_is_no_broken_one(desk: Desk) -> None:
    desk.outlet.reports = []
    desk.turn()
    source = desk.turn()
    assert (source.kind, source.health) == (SourceKind.FEED, Health.GOOD)


def test_a_page_that_is_no_source_is_told(store: Store, desk: Desk) -> None:
    page = desk.web.page(desk.outlet, desk.outlet.reports[0])
    store.sources.remove(desk.address)
    store.sources.add(Source(page, SourceKind.FEED))
    desk.turn()
    assert "names no feed" in (desk.turn().last_error or "")


def test_a_flooding_source_is_slowed_told_and_bounded(
    outlet: Outlet, store: Store, extractor: Extractor
) -> None:
    outlet.listed = 1000
    outlet.reports = [fire(n, START - timedelta(minutes=n + 1), 1) for n in range(60)]
    desk = Desk(outlet, store, extractor, items_per_hour=4)
    try:
        desk.turn()
        source = desk.turn()
        assert source.health is Health.FLOODING
        assert " 4 reports" in (source.last_error or "")
        counts = store.sources.counts(source.address)
        assert (counts[PageState.DROPPED], counts[PageState.WAITING]) == (20, 40)
        begin = desk.time.now()
        while store.count() < 9:
            desk.turn()
        assert desk.time.now() - begin >= 2 * HOUR
    finally:
        desk.close()


def test_reports_from_before_are_not_read(desk: Desk) -> None:
    old = fire(30, START - timedelta(days=4), 1)
    desk.outlet.reports.append(old)
    desk.until(4)
    for _ in range(4):
        desk.turn()
    assert desk.asked(f"/{old.slug}.html") == 0
    assert desk.store.sources.counts(desk.address)[PageState.OLD] == 1


def test_a_report_that_is_gone_is_told(desk: Desk) -> None:
    desk.until(4)
    desk.outlet.reports.append(late(0, 11))
    page = desk.web.page(desk.outlet, late(0, 11))
    desk.web.gone.add(f"/{late(0, 11).slug}.html")
    for _ in range(4):
        desk.turn()
    found = desk.store.sources.page(page)
    assert found is not None
    assert (found.state, found.reason) == (PageState.REFUSED, "HTTP status 404")


def test_a_host_that_somebody_asks_now_is_looked_at_again_soon(desk: Desk) -> None:
    """Whoever asks it holds it for two minutes, should they die; a request takes a second."""
    now = desk.time.now()
    host = desk.web.feed(desk.outlet).split("/")[2]
    assert desk.sources.reserve(host, now, now + timedelta(seconds=120)) is None
    source = desk.turn()
    assert source.next_fetch is not None
    assert source.next_fetch - now <= timedelta(seconds=5)
    assert desk.web.requests == []
    # One that asked to be left alone is left alone.
    desk.sources.free(host, now + timedelta(minutes=20))
    desk.time.time = source.next_fetch
    assert desk.turn().next_fetch == now + timedelta(minutes=20)
