"""A run that is killed at any moment loses nothing it acknowledged and doubles nothing."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from copydesk.publish.writer import OWNER

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("faults")]

#: Runs ``copydesk run`` and kills itself, as the kernel would, at the N-th commit of the store:
#: just before it reaches the disk, or just after.
KILLED = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
import copydesk.store.desk  # the migrations of an empty store are not what is counted
left = int(sys.argv.pop(1))
when = sys.argv.pop(1)
seen = 0
from sqlalchemy.engine.base import Connection
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
from copydesk.cli import main
main()
"""


def files(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != OWNER
    }


def run(examples: Path, site: Path, *kill: str) -> int:
    program = ["-c", KILLED, *kill] if kill else ["-m", "copydesk"]
    words = [sys.executable, *program, "run", str(examples / "ferry-fire"), "--site", str(site)]
    environment = {**os.environ, "COPYDESK_WORKERS": "1"}
    return subprocess.run(words, capture_output=True, env=environment, check=False).returncode


@pytest.fixture(scope="module")
def whole(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    site = tmp_path_factory.mktemp("whole") / "site"
    assert run(examples, site) == 0
    return files(site)


@pytest.mark.parametrize(
    ("commit", "when"), [(2, "before"), (3, "after"), (5, "before"), (6, "after"), (7, "before")]
)
def test_a_killed_run_goes_on_where_it_stopped(
    commit: int, when: str, examples: Path, tmp_path: Path, whole: dict[str, str]
) -> None:
    site = tmp_path / "site"
    assert run(examples, site, str(commit), when) == -signal.SIGKILL
    assert run(examples, site) == 0
    assert files(site) == whole
