"""A service that is killed at any moment loses no act, doubles none, and shows no half story."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.arrivals import Rule, bring_in
from copydesk.newsroom.desk.draft_edits import Relabel
from copydesk.newsroom.desk.rights import Deed, Person
from copydesk.newsroom.shelving import shelve
from copydesk.pipeline import site_of
from copydesk.settings import Settings
from copydesk.store import Store
from desk.conftest import STORY, composed, judge, put
from store.conftest import postgresql_server, postgresql_url, store_url

__all__ = ["postgresql_server", "postgresql_url", "store_url"]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

#: The commits at which it is killed: these always, all with ``COPYDESK_KILLS``.
COMMITS = range(1, 16) if "COPYDESK_KILLS" in os.environ else (1, 2, 5)
#: Edits, publishes and shelves five times over, and kills itself, as the kernel would, at the N-th
#: commit: just before it reaches the disk, or just after. Says what was acknowledged.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from sqlalchemy.engine.base import Connection
sys.path[:0] = sys.argv[4].split(os.pathsep)
from desk.conftest import STORY, judge
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.draft_edits import Relabel
from copydesk.newsroom.desk.rights import Deed, Person
from copydesk.newsroom.shelving import shelve
from copydesk.pipeline import site_of
from copydesk.settings import Settings
from copydesk.store import Store
url, left, when = sys.argv[1], int(sys.argv[2]), sys.argv[3]
settings = Settings()
from dataclasses import replace
site = replace(site_of(settings), served=True)
vera = Person("vera", DeskRole.EDITOR, "v" * 64)
store = Store(url)
room = Acting(store, judge)
seen = 0
commit = Connection._commit_impl
def counted(self):
    global seen
    seen += 1
    if seen == left and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    commit(self)
    if seen == left:
        os.kill(os.getpid(), signal.SIGKILL)
Connection._commit_impl = counted
for number in range(5):
    revision = store.desk.get(STORY).revision
    label = Relabel("q1", f"Label {revision}")
    done = room.edit(vera, STORY, label, revision, datetime.now(UTC)).desk
    print("edit", done.revision, flush=True)
    done = room.move(vera, STORY, Deed.PUBLISH, done.revision, datetime.now(UTC)).desk
    print("publish", done.revision, flush=True)
    shelve(store, site, settings)
    print("shelve", done.revision, flush=True)
"""


def killed_at(url: str, commit: int, when: str, paths: str) -> list[tuple[str, int]]:
    """What was acknowledged before the kill."""
    line = [sys.executable, "-c", KILLED, url, str(commit), when, paths]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode in (-signal.SIGKILL, 0), done.stderr
    found = [row.split() for row in done.stdout.splitlines()]
    return [(what, int(number)) for what, number in found]


@pytest.mark.parametrize("when", ["before", "after"])
def test_acts_survive_a_kill_at_any_commit(store_url: str, root: Path, when: str) -> None:
    settings = Settings()
    site = replace(site_of(settings), served=True)
    with Store(store_url) as store:
        put(store, composed())
        bring_in(store, Rule(), judge, datetime.now(UTC))
        shelve(store, site, settings)
    for commit in COMMITS:
        said = killed_at(store_url, commit, when, str(root / "tests"))
        with Store(store_url) as store:
            desk = store.desk.get(STORY)
            assert desk is not None
            acts = [a.revision for _, a in store.desk.acts(STORY, 1000) if a.revision is not None]
            # Every act is on record once, and every revision has its act.
            assert sorted(acts) == list(range(desk.revision + 1))
            # What was acknowledged stands; at most the one act under way stands beside it.
            last = max((number for _, number in said), default=0)
            assert last <= desk.revision
            versions = [v.version for v in store.versions(STORY)]
            assert versions == list(range(1, len(versions) + 1))
            assert desk.shown in versions
            # Readers see one version, whole: its page and its data are of one making.
            (shelved,) = store.shelf.after(0)
            page = store.shelf.page(f"stories/{shelved.slug}.json")
            assert page is not None
            assert f'"version":{shelved.version}'.encode() in page.body.replace(b": ", b":")
            # Another round puts right what was under way.
            shelve(store, site, settings)
            assert store.shelf.standing()[STORY] == (desk.shown, desk.state)
            # The dead editor's lock is no obstacle to the same person.
            person = Person("vera", DeskRole.EDITOR, "w" * 64)
            room = Acting(store, judge)
            now = datetime.now(UTC)
            done = room.edit(person, STORY, Relabel("q1", "After"), desk.revision, now).desk
            room.move(person, STORY, Deed.PUBLISH, done.revision, now)
            shelve(store, site, settings)
