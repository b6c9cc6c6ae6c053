"""``copydesk watch``: real processes, real HTTP on loopback, a pretend time that they share.

Of the kills, ten run always, half of them on each database; ``COPYDESK_KILLS`` asks for more.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pretend import START, Outlet, PretendWeb, SharedTime, pretend_web, too_close
from town import outlets

from copydesk.newsroom.schedule import LONGEST
from copydesk.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("watch")]

PAUSE = timedelta(seconds=5)
PROGRAM = Path(__file__).with_name("pretend_watch.py")
#: Longer than a watcher of twenty-five pretend minutes takes on an idle machine.
PATIENCE_SECONDS = 25.0
KILLS = int(os.environ.get("COPYDESK_KILLS", "10"))


def watch(
    time: SharedTime, site: Path, store: str, *words: str, kill: str = "-"
) -> subprocess.Popen[str]:
    """Start a watcher; reports from before the start are not to be read."""
    environment = {
        **os.environ,
        "COPYDESK_WATCH__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
        "COPYDESK_WATCH__FIRST_DAYS": "0.001",
        "COPYDESK_WORKERS": "1",
    }
    line = [sys.executable, str(PROGRAM), str(time.port), kill, "watch", *words]
    with said(site).open("a") as stream:
        return subprocess.Popen(
            [*line, "--site", str(site), "--store", store],
            env=environment,
            stderr=stream,
            text=True,
        )


def said(site: Path) -> Path:
    """Where the watchers of a site say what they do."""
    return site.with_name("said.txt")


def finish(watchers: Sequence[subprocess.Popen[str]], site: Path) -> None:
    """Stop watchers as a service manager does."""
    for watcher in watchers:
        watcher.send_signal(signal.SIGTERM)
    assert [watcher.wait() for watcher in watchers] == [0] * len(watchers), said(site).read_text()


def whole(web: PretendWeb, store: Store, site: Path) -> None:
    """Nothing was lost, nothing doubled, and every page stands whole."""
    settled = web.time.now() - timedelta(minutes=3)
    due = {
        address
        for address, at in web.announced.items()
        if at <= settled and web.published()[address].at >= START
    }
    addresses = [article.url or "" for article in store.articles()]
    assert due - set(addresses) == set()
    assert [address for address, count in Counter(addresses).items() if count > 1] == []
    told = Counter(key for story in store.stories() for key in story.articles)
    assert set(told.values()) <= {1}
    assert set(told) == {article.id for article in store.articles()}
    for story in store.stories():
        versions = list(store.versions(story.id))
        assert [version.version for version in versions] == [*range(1, len(versions) + 1)]
        page = site / "stories" / f"{versions[-1].slug}.html"
        assert page.read_text("utf-8").rstrip().endswith("</html>")
        # What `serve` would show is the same version, whole.
        assert store.shelf.standing()[story.id][0] == versions[-1].version
        shelved = store.shelf.page(f"stories/{versions[-1].slug}.html")
        assert shelved is not None
        assert shelved.body.rstrip().endswith(b"</html>")
    assert list(site.rglob(".copydesk-?*.tmp")) == []


def test_two_hundred_feeds_for_an_hour(tmp_path: Path) -> None:
    span = timedelta(hours=1)
    feeds = outlets(200, 10, span - timedelta(minutes=25))
    for outlet in feeds[:12]:
        outlet.delay = 30
    for outlet in feeds[12:24]:
        outlet.max_age = 1800
    for outlet in feeds[24:36]:
        outlet.minutes = 40
    for outlet in feeds[36:40]:
        outlet.moved = True
    for outlet in feeds[40:44]:
        outlet.lies = True
    for outlet in feeds[44:48]:
        outlet.answers = [(503, {"retry-after": "900"}), (500, {})]
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with pretend_web(feeds, span) as (web, time):
        listed = tmp_path / "sources.opml"
        listed.write_text(opml(web, feeds))
        watcher = watch(time, tmp_path / "site", url, str(listed))
        time.wait_for_end()
        finish([watcher], tmp_path / "site")
        with Store(url) as store:
            whole(web, store, tmp_path / "site")
            assert len(store.articles()) >= 20
            assert len(store.sources.all()) == 200
        assert web.needless == []
        assert too_close(web, PAUSE) == []
        assert too_soon(web) == []


def too_soon(web: PretendWeb) -> list[str]:
    """Feeds that were asked again sooner than they had wished."""
    found = []
    for host, outlet in web.outlets.items():
        wish = timedelta(seconds=max(outlet.max_age, outlet.minutes * 60))
        times = [
            (r.at, r.status)
            for r in web.requests
            if r.host == host and r.path.endswith("feed.xml") and r.status != 301
        ]
        for (at, status), (then, _) in pairwise(times):
            least = timedelta(seconds=900) if status == 503 else max(wish, timedelta(minutes=5))
            if then - at < min(least, LONGEST):
                found.append(f"{host}: {at} {then}")
    return found


def opml(web: PretendWeb, feeds: Sequence[Outlet]) -> str:
    lines = "".join(
        f'<outline type="rss" text="{outlet.name}" xmlUrl="{web.feed(outlet)}"/>'
        for outlet in feeds
    )
    return f'<opml version="2.0"><body>{lines}</body></opml>'


def test_two_watchers_share_the_work(tmp_path: Path, store_url: str) -> None:
    span = timedelta(minutes=45)
    feeds = outlets(12, 4, timedelta(minutes=20))
    with pretend_web(feeds, span) as (web, time):
        words = [web.feed(outlet) for outlet in feeds]
        watchers = [watch(time, tmp_path / "site", store_url, *words) for _ in range(2)]
        time.wait_for_end()
        finish(watchers, tmp_path / "site")
        with Store(store_url) as store:
            whole(web, store, tmp_path / "site")
            assert store.count() >= 8
        assert web.needless == []
        assert too_close(web, PAUSE) == []


@pytest.mark.parametrize("number", range(KILLS // 2))
def test_a_killed_watcher_is_replaced_by_another(
    number: int, tmp_path: Path, store_url: str
) -> None:
    """Killed at a commit, just before or just after it, and started again."""
    span = timedelta(minutes=25)
    feeds = outlets(4, 3, timedelta(minutes=12))
    feeds[0].whole = True
    when = "after" if number % 2 else "before"
    with pretend_web(feeds, span) as (web, time):
        words = [web.feed(outlet) for outlet in feeds]
        first = watch(time, tmp_path / "site", store_url, *words, kill=f"{when} {11 + 37 * number}")
        # Fewer commits than that may be made: it is killed where it is then, which is as good.
        with suppress(subprocess.TimeoutExpired):
            first.wait(timeout=PATIENCE_SECONDS)
        first.kill()
        assert first.wait() in (-signal.SIGKILL, 0)
        time.extend(START + span + timedelta(minutes=20))
        second = watch(time, tmp_path / "site", store_url, *words)
        time.wait_for_end()
        finish([second], tmp_path / "site")
        with Store(store_url) as store:
            whole(web, store, tmp_path / "site")
            assert store.count() >= 5


def test_once_is_one_round(tmp_path: Path) -> None:
    feeds = outlets(3, 2, timedelta(minutes=20))
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with pretend_web(feeds, timedelta(hours=2)) as (web, time):
        words = [web.feed(outlet) for outlet in feeds]
        done = watch(time, tmp_path / "site", url, *words, "--once")
        assert done.wait() == 0
        assert sum(request.path == "/feed.xml" for request in web.requests) == len(feeds)
        assert (tmp_path / "site" / "index.html").is_file()


def test_ctrl_c_stops_cleanly(tmp_path: Path) -> None:
    feeds = outlets(2, 1, timedelta(minutes=5))
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with pretend_web(feeds, timedelta(minutes=10)) as (web, time):
        watcher = watch(time, tmp_path / "site", url, *(web.feed(outlet) for outlet in feeds))
        time.wait_for_end()
        watcher.send_signal(signal.SIGINT)
        assert watcher.wait() == 0
        with Store(url) as store:
            assert store.sources.holders() == frozenset()


def test_without_a_source_there_is_nothing_to_watch(tmp_path: Path) -> None:
    with pretend_web([], timedelta(minutes=1)) as (_, time):
        watcher = watch(time, tmp_path / "site", f"sqlite:///{tmp_path / 'desk.sqlite'}")
        assert watcher.wait() == 2
        assert "no source to watch" in said(tmp_path / "site").read_text()
