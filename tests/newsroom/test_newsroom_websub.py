"""A feed that names a hub is told of by it: a real hub, the service, and a real watcher."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from hub import Hub, call
from pretend import HandTime, Outlet, PretendWeb
from town import fire

from copydesk.gather.web import Fetcher
from copydesk.model import Source, SourceKind
from copydesk.model.calls import HubState
from copydesk.newsroom.websub import POLLED, Receipt, Subscriber, received, verified
from copydesk.settings import WatchSettings
from copydesk.store import Store
from web.conftest import running

pytestmark = pytest.mark.xdist_group("watch")

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
TOPIC = "http://127.0.0.1:9/feed.xml"
PRIVATE = [ip_network("127.0.0.0/8")]


class Now:
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
def hub() -> Iterator[Hub]:
    made = Hub()
    yield made
    made.close()


@pytest.mark.slow
def test_what_a_hub_tells_is_on_the_page_without_asking_the_feed(hub: Hub, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    outlets = [Outlet(number, f"Outlet {number}", hub=hub.address) for number in range(2)]
    before = datetime.now(UTC) - timedelta(days=10)
    for outlet in outlets:
        outlet.reports = [fire(900 + outlet.number, before, outlet.number)]
    web = PretendWeb(outlets, Now())
    with running(url) as service:
        environment = {
            **os.environ,
            "COPYDESK_WATCH__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
            "COPYDESK_WATCH__CALLBACK": service.address,
            "COPYDESK_WATCH__HOST_SECONDS": "0.1",
            "COPYDESK_WATCH__SETTLE_SECONDS": "0.2",
            "COPYDESK_WORKERS": "1",
        }
        feeds = [web.feed(outlet) for outlet in outlets]
        line = [sys.executable, "-m", "copydesk", "watch", *feeds, "--store", url]
        watcher = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True)
        try:
            asked = {found.topic: found for found in hub.wait(2)}
            assert all(found.confirmed and found.lease > 0 for found in asked.values())
            with service.client() as reader, reader.stream("GET", "/events") as events:
                lines = events.iter_lines()
                assert next(lines).startswith("retry")
                now = datetime.now(UTC)
                forged = fire(7, now, 0)
                outlets[0].reports.append(forged)
                assert hub.tell(asked[feeds[0]], web.content(outlets[0]), "guessed") == 202
                outlets[0].reports.remove(forged)
                for outlet in outlets:
                    outlet.reports.append(fire(3, now, outlet.number))
                    assert hub.tell(asked[web.feed(outlet)], web.content(outlet)) == 202
                told = next(row for row in lines if row.startswith("data:"))
            assert "mill-lane" in told
            with service.client() as reader:
                assert "Mill Lane" in reader.get("/").text
            with Store(url) as store:
                assert store.sources.page(web.page(outlets[0], forged)) is None
            polled = [r for r in web.requests if r.path == "/feed.xml"]
            assert len(polled) == len(outlets)
        finally:
            watcher.send_signal(signal.SIGTERM)
            _, said = watcher.communicate()
            web.close()
        assert watcher.returncode == 0, said
        assert "told by its hub" in said


@pytest.fixture
def watched(store: Store, hub: Hub) -> Iterator[tuple[Store, Subscriber, HandTime, Source]]:
    """A source whose feed named the hub, and who asks it; nobody answers its calls."""
    source = Source(TOPIC, SourceKind.FEED, hub=hub.address, topic=TOPIC, last_success=NOON)
    store.sources.add(source)
    time = HandTime(NOON)
    settings = WatchSettings(callback="http://127.0.0.1:9/")
    with Fetcher(obey_robots=False, private=PRIVATE) as fetcher:
        yield store, Subscriber(store, fetcher, time, settings), time, source


Watched = tuple[Store, Subscriber, HandTime, Source]


def live(store: Store, now: datetime, lease: int = 1000) -> str:
    """Confirm the source's subscription as its hub would; its token."""
    found = store.hubs.of(TOPIC)
    assert found is not None
    asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.lease_seconds": str(lease)}
    assert verified(store, found.token, {**asked, "hub.challenge": "c"}, now) == "c"
    return found.token


def test_a_lease_is_renewed_before_it_ends(watched: Watched, hub: Hub) -> None:
    store, subscriber, time, source = watched
    hub.status = 204  # takes it, and verifies nothing by itself
    subscriber.tend(source, None)
    live(store, time.now())
    found = store.hubs.of(TOPIC)
    assert found is not None
    assert found.ends is not None
    assert found.next_ask < found.ends
    subscriber.tend(source, None)
    assert store.hubs.of(TOPIC) == found  # not sooner
    time.time = found.next_ask
    subscriber.tend(source, None)
    again = store.hubs.of(TOPIC)
    assert again is not None
    assert (again.tries, again.token, again.secret) == (1, found.token, found.secret)


def test_who_is_told_polls_seldom_until_the_hub_misses_something(watched: Watched) -> None:
    store, subscriber, time, source = watched
    soon = replace(source, next_fetch=NOON + timedelta(minutes=5))
    assert subscriber.tend(soon, 0).source.next_fetch == soon.next_fetch
    token = live(store, time.now(), 864000)
    # A hub that has told nothing yet is not relied upon.
    assert subscriber.tend(soon, 0).source.next_fetch == soon.next_fetch
    assert store.hubs.receive(token, TOPIC, "application/rss+xml", b"x", time.now())
    assert subscriber.tend(soon, 0).source.next_fetch == NOON + POLLED
    missed = subscriber.tend(soon, 2)
    assert missed.source.next_fetch == soon.next_fetch
    assert "missed" in (missed.told or "")
    assert subscriber.tend(soon, 0).source.next_fetch == soon.next_fetch


def test_nobody_else_can_confirm_or_tell(watched: Watched) -> None:
    store, subscriber, time, source = watched
    subscriber.tend(source, None)
    found = store.hubs.of(TOPIC)
    assert found is not None
    asked = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c"}
    assert verified(store, "guessed", asked, time.now()) is None
    assert verified(store, found.token, {**asked, "hub.topic": "http://other/"}, NOON) is None
    assert verified(store, found.token, {**asked, "hub.mode": "unsubscribe"}, NOON) is None
    for signature in ("", "sha256=00", "md5=00", f"sha256={'0' * 64}", "sha256=\u00e9"):
        kept = received(store, found.token, "text/xml", signature, b"<rss/>", NOON)
        assert kept is Receipt.IGNORED
    assert received(store, "guessed", "text/xml", "", b"<rss/>", NOON) is Receipt.UNKNOWN
    assert store.hubs.pushed(TOPIC) == ()


def test_a_hub_that_refuses_is_told_and_asked_again_a_day_later(watched: Watched) -> None:
    store, subscriber, time, source = watched
    subscriber.tend(source, None)
    found = store.hubs.of(TOPIC)
    assert found is not None
    denied = {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "closed"}
    assert verified(store, found.token, denied, time.now()) == ""
    refused = store.hubs.of(TOPIC)
    assert refused is not None
    assert (refused.state, refused.reason) == (HubState.REFUSED, "denied: closed")
    assert refused.next_ask == NOON + timedelta(days=1)


def test_a_hub_that_fails_is_asked_ever_later(watched: Watched, hub: Hub) -> None:
    store, subscriber, time, source = watched
    hub.status = 500
    waits = []
    for _ in range(4):
        subscriber.tend(source, None)
        found = store.hubs.of(TOPIC)
        assert found is not None
        assert "500" in (found.reason or "")
        waits.append(found.next_ask - time.now())
        time.time = found.next_ask
    assert waits == sorted(set(waits))


def test_a_feed_over_https_is_not_trusted_to_a_hub_without(watched: Watched) -> None:
    store, subscriber, _, source = watched
    subscriber.tend(replace(source, topic="https://outlet.example/feed.xml"), None)
    assert store.hubs.of(TOPIC) is None


def test_a_removed_source_leaves_its_hub(watched: Watched, hub: Hub) -> None:
    store, subscriber, time, source = watched
    subscriber.tend(source, None)
    token = live(store, time.now())
    store.sources.remove(TOPIC)
    subscriber.leave()
    assert [found.mode for found in hub.wait(2)] == ["subscribe", "unsubscribe"]
    assert received(store, token, "text/xml", "", b"", NOON) is Receipt.LEFT
    asked = {"hub.mode": "unsubscribe", "hub.topic": TOPIC, "hub.challenge": "bye"}
    assert verified(store, token, asked, NOON) == "bye"
    assert store.hubs.all() == ()


def test_what_is_told_and_cannot_be_read_makes_the_feed_be_asked(watched: Watched) -> None:
    store, subscriber, time, source = watched
    subscriber.tend(source, None)
    token = live(store, time.now())
    assert store.hubs.receive(token, TOPIC, "text/plain", b"no feed at all", time.now())
    told = subscriber.read(replace(source, next_fetch=NOON + POLLED))
    assert told.source.next_fetch == NOON
    assert "cannot be read" in (told.told or "")
    assert store.hubs.pushed(TOPIC) == ()


def test_a_service_confirms_nothing_that_was_not_asked_for(tmp_path: Path) -> None:
    with running(f"sqlite:///{tmp_path / 'desk.sqlite'}") as service:
        given = {"hub.mode": "subscribe", "hub.challenge": "<script>alert(1)</script>"}
        assert call(f"{service.address}/websub/x", given, TOPIC)[0] == 404
