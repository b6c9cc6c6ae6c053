"""A newsroom whose service is killed, whose database goes away, or whose disk is full loses nothing
that it acknowledged, doubles nothing, and goes on by itself.

Of the kills, four run always; ``COPYDESK_KILLS`` asks for more, half of them on each database.
"""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
import pytest
from pretend import Outlet, PretendWeb
from town import fire

from copydesk.model import State
from copydesk.newsroom.desk import credentials
from copydesk.store import Store
from desk.conftest import STORY
from store.conftest import Server, postgresql_server, postgresql_url, store_url
from web.conftest import FERRY, fill, running

__all__ = ["postgresql_server", "postgresql_url", "store_url"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

KILLS = int(os.environ.get("COPYDESK_KILLS", "4"))
HERE = f"/api/v1/stories/{STORY}"
PROGRAM = Path(__file__).with_name("killed_service.py")
#: Bytes that a file may have when "the disk is full".
FULL = 4096


def key_of(url: str) -> str:
    with Store(url) as store:
        scopes = ("read", "edit", "publish")
        return credentials.add_key(store, "editor", "test", scopes, datetime.now(UTC))


# Kills


@pytest.mark.parametrize("number", range(KILLS // 2))
def test_acts_survive_a_kill_of_the_service(number: int, store_url: str) -> None:
    fill(store_url)
    secret = key_of(store_url)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    when, commit = "after" if number % 2 else "before", 14 + 3 * number
    words = ["serve", "--store", store_url, "--port", str(port), "--no-log-requests"]
    line = [sys.executable, str(PROGRAM), when, str(commit), *words]
    service = subprocess.Popen(line, stderr=subprocess.PIPE, text=True)
    assert service.stderr is not None
    assert "Serving" in service.stderr.readline()
    acknowledged = list(acts(f"http://127.0.0.1:{port}", secret, service))
    service.kill()
    service.communicate()
    assert service.returncode == -signal.SIGKILL
    with Store(store_url) as store:
        desk = store.desk.get(STORY)
        assert desk is not None
        kept = [a.revision for _, a in store.desk.acts(STORY, 1000) if a.revision is not None]
        # Every act is on record once; what was acknowledged stands, and one beside it at most.
        assert sorted(kept) == list(range(desk.revision + 1))
        assert max(acknowledged, default=0) <= desk.revision <= max(acknowledged, default=0) + 1
        versions = [v.version for v in store.versions(STORY)]
        assert versions == list(range(1, len(versions) + 1))
        for shelved in store.shelf.after(0):
            # No half story: its page and its data are of one making.
            page = store.shelf.page(f"stories/{shelved.slug}.json")
            assert page is not None
            assert f'"version":{shelved.version}'.encode() in page.body.replace(b": ", b":")
    with running(store_url) as again:
        again.door._service.tend()
        with again.client() as reader:
            assert reader.get(f"/stories/{FERRY}.html").status_code == 200


def acts(address: str, secret: str, service: subprocess.Popen[str]) -> Iterator[int]:
    """Edit and publish until the service is no more; the revisions that it acknowledged."""
    headers = {"authorization": f"Bearer {secret}"}
    client = httpx2.Client(base_url=address, timeout=60, headers=headers)
    with client, suppress(httpx2.TransportError):
        seen = None
        while seen is None and service.poll() is None:
            with suppress(httpx2.ConnectError):  # it listens in a moment
                seen = client.get(HERE).json()["revision"]
        while True:
            label = {"kind": "relabel", "target": "q1", "text": f"Label {seen}"}
            for act, body in (("edits", label), ("steps", {"deed": "publish"})):
                answer = client.post(f"{HERE}/{act}", json={**body, "seen": seen})
                seen = answer.raise_for_status().json()["revision"]
                yield seen


# The database goes away


@pytest.fixture
def own_server(postgresql_server: Server) -> Iterator[Server]:
    yield postgresql_server
    with suppress(subprocess.CalledProcessError):
        postgresql_server.start()  # where a test failed while it was stopped


def database(server: Server, name: str) -> str:
    import psycopg

    with psycopg.connect(server.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(f'create database "{name}"')
    return server.url.rpartition("/")[0] + f"/{name}"


@pytest.mark.postgresql
def test_a_service_outlives_its_database(own_server: Server) -> None:
    url = database(own_server, "outlives")
    fill(url)
    secret = key_of(url)
    with running(url) as service, service.client() as client:
        service.door._service.tend()
        client.headers["authorization"] = f"Bearer {secret}"
        seen = client.get(HERE).json()["revision"]
        edit = {"seen": seen, "kind": "kicker", "text": "Before"}
        seen = client.post(f"{HERE}/edits", json=edit).json()["revision"]
        assert client.get(f"/stories/{FERRY}.html").status_code == 200
        own_server.stop()
        lost = [
            client.post(f"{HERE}/edits", json={**edit, "text": "Lost", "seen": seen}),
            client.get("/desk"),
            client.get("/healthz"),
            client.get(f"/compare/{FERRY}.html"),
        ]
        assert {answer.status_code for answer in lost} <= {303, 503}
        assert lost[0].status_code == lost[2].status_code == 503
        assert all("Traceback" not in a.text and "psycopg" not in a.text for a in lost)
        # What is at hand is shown on.
        assert client.get(f"/stories/{FERRY}.html").status_code == 200
        service.door._service.tend()
        own_server.start()
        assert client.get("/healthz").status_code == 200
        told = client.get(HERE).json()
        assert told["revision"] == seen
        again = {**edit, "text": "After", "seen": seen}
        assert client.post(f"{HERE}/edits", json=again).status_code == 200


class Now:
    """The time of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@contextmanager
def watching(url: str, web: PretendWeb) -> Iterator[subprocess.Popen[str]]:
    environment = {
        **os.environ,
        "COPYDESK_WATCH__PRIVATE_NETWORKS": '["127.0.0.0/8"]',
        "COPYDESK_WATCH__HOST_SECONDS": "0.1",
        "COPYDESK_WATCH__SETTLE_SECONDS": "0.1",
        "COPYDESK_WORKERS": "1",
    }
    feeds = [web.feed(outlet) for outlet in web.outlets.values()]
    line = [sys.executable, "-m", "copydesk", "watch", *feeds, "--store", url]
    watcher = subprocess.Popen(line, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield watcher
    finally:
        watcher.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            watcher.communicate(timeout=90)
        watcher.kill()
        watcher.wait()


def heard(watcher: subprocess.Popen[str], words: str) -> str:
    """The next line of a watcher that has these words."""
    assert watcher.stderr is not None
    said = []
    for line in watcher.stderr:
        said.append(line)
        if words in line:
            return line
    raise AssertionError(f"{words!r} was never said: {said}")


@pytest.fixture
def outlet() -> Iterator[tuple[PretendWeb, Outlet]]:
    one = Outlet(0, "Outlet 0", reports=[fire(3, datetime.now(UTC), 0)])
    web = PretendWeb([one], Now())
    yield web, one
    web.close()


def once_each(url: str, web: PretendWeb) -> None:
    """Every report is kept once, in one story, which readers see whole."""
    with Store(url) as store:
        kept = Counter(article.url for article in store.articles())
        assert kept == Counter(list(web.published()))
        told = Counter(key for story in store.stories() for key in story.articles)
        assert set(told.values()) == {1}
        assert len(told) == len(kept)
        for story, (version, state) in store.shelf.standing().items():
            assert state is State.PUBLISHED
            assert version == max(v.version for v in store.versions(story))
        assert len(store.shelf.standing()) == len(store.stories())


@pytest.mark.postgresql
def test_a_watch_outlives_its_database(
    own_server: Server, outlet: tuple[PretendWeb, Outlet]
) -> None:
    web, one = outlet
    url = database(own_server, "watched")
    with watching(url, web) as watcher:
        heard(watcher, "written: ")
        own_server.stop()
        said = heard(watcher, "going on in")
        assert "server" in said
        own_server.start()
        one.reports.append(fire(20, datetime.now(UTC) + timedelta(seconds=1), 0))
        with Store(url) as store:
            store.sources.hurry(web.feed(one), datetime.now(UTC))
        heard(watcher, "written: ")
    assert watcher.returncode == 0
    once_each(url, web)


# The disk is full


def fill_the_disk(process: int) -> None:
    """No file of that process may grow beyond a page, until `free_the_disk`."""
    _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (FULL, most))


def free_the_disk(process: int) -> None:
    _, most = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, most))


def test_a_watch_waits_for_room_on_its_disk(
    tmp_path: Path, outlet: tuple[PretendWeb, Outlet]
) -> None:
    web, one = outlet
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with watching(url, web) as watcher:
        heard(watcher, "written: ")
        fill_the_disk(watcher.pid)
        one.reports.append(fire(20, datetime.now(UTC) + timedelta(seconds=1), 0))
        with Store(url) as store:
            store.sources.hurry(web.feed(one), datetime.now(UTC))
        heard(watcher, "going on in")
        free_the_disk(watcher.pid)
        heard(watcher, "written: ")
    assert watcher.returncode == 0
    once_each(url, web)


def test_a_service_says_that_it_cannot_keep_what_it_cannot(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    fill(url)
    secret = key_of(url)
    with running(url) as service, service.client() as client:
        service.door._service.tend()
        client.headers["authorization"] = f"Bearer {secret}"
        seen = client.get(HERE).json()["revision"]
        edit = {"seen": seen, "kind": "kicker", "text": "Lost"}
        assert client.get(f"/stories/{FERRY}.html").status_code == 200
        fill_the_disk(os.getpid())
        try:
            lost = client.post(f"{HERE}/edits", json=edit)
            shown = client.get(f"/stories/{FERRY}.html")
        finally:
            free_the_disk(os.getpid())
        assert (lost.status_code, shown.status_code) == (503, 200)
        assert "Traceback" not in lost.text
        assert client.get(HERE).json()["revision"] == seen
        assert client.post(f"{HERE}/edits", json={**edit, "text": "Kept"}).status_code == 200
