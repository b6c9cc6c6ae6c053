"""The service, really running, over a store with stories in it."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx2
import pytest
import uvicorn

from copydesk.model import Dossier, State
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk import credentials
from copydesk.newsroom.desk.acting import Judge
from copydesk.newsroom.desk.arrivals import Rule, bring_in
from copydesk.settings import Settings
from copydesk.store import Store
from copydesk.web.application import make
from copydesk.web.door import Door
from desk.conftest import composed, judge, put
from dossiers import another, bare
from store.conftest import postgresql_server, postgresql_url, store_url

__all__ = ["postgresql_server", "postgresql_url", "store_url"]

WORDS = "a lamp in the harbour"
FERRY = "fire-on-ferry-off-port-maren-injures-seventeen"


@dataclass(frozen=True)
class Running:
    """A service that answers."""

    address: str
    door: Door
    url: str

    @property
    def store(self) -> Store:
        """The service's own store."""
        return self.door._service.store

    def client(self) -> httpx2.Client:
        """A browser of its own: cookies are kept."""
        return httpx2.Client(base_url=self.address, timeout=60)


@contextmanager
def running(url: str, settings: Settings | None = None, gate: Judge = judge) -> Iterator[Running]:
    """The service in a thread, with a gate of one rule: no language model is loaded.

    The socket listens before the service runs, so nobody has to wait.
    """
    door = make(url, settings or Settings(), secure=False, gate=gate)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen(512)
    config = uvicorn.Config(door, log_config=None, lifespan="on")  # type: ignore[arg-type]
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield Running(f"http://127.0.0.1:{listening.getsockname()[1]}", door, url)
    finally:
        server.should_exit = True
        thread.join(30)
        listening.close()


def fill(url: str) -> None:
    """Stories of every kind, as the line leaves them, and somebody for each role."""
    now = datetime.now(UTC)
    with Store(url) as store:
        for dossier in (composed(), bare(), plain(another(1)), plain(another(2, "Business"))):
            put(store, dossier)
        bring_in(store, Rule(), judge, now)
        for role in DeskRole:
            credentials.add(store, role.value, role, WORDS, now, "test")


def plain(dossier: Dossier) -> Dossier:
    """The story with only what the gate passed."""
    draft = replace(composed().draft, story=dossier.story.id, kicker=dossier.draft.kicker)
    return replace(dossier, draft=draft, state=State.PUBLISHED)


@pytest.fixture
def service(store_url: str) -> Iterator[Running]:
    """A newsroom with four stories, on each database."""
    fill(store_url)
    with running(store_url) as found:
        found.door._service.tend()
        yield found
