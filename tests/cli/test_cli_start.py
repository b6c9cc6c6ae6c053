"""Help, the version and a wrong argument cost nothing: no language model, no database."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

#: All that asking for help may load beside Python's own modules and what its start-up loads.
MAY_LOAD = {"click", "colorama", "copydesk"}
#: What it may load of copydesk beside the command line itself.
OWN = {"copydesk", "copydesk.errors", "copydesk.lazy", "copydesk.version"}

#: Tells what a command loaded, when the process ends.
PROBE = """
import atexit, json, sys
before = set(sys.modules)
atexit.register(lambda: print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr))
from copydesk.cli import cli
cli(sys.argv[1:], prog_name="copydesk")
"""

COMMAND_LINES = {
    "--help": 0,
    "--version": 0,
    "run --help": 0,
    "extract --help": 0,
    "compose --help": 0,
    "check --help": 0,
    "serve --help": 0,
    "users --help": 0,
    "users add --help": 0,
    "extract": 2,
    "run somewhere": 2,
    "no-such-command": 2,
}


@pytest.mark.parametrize("words", COMMAND_LINES)
def test_help_and_wrong_arguments_load_only_what_they_need(words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *words.split()], capture_output=True, text=True, check=False
    )
    assert done.returncode == COMMAND_LINES[words]
    modules = json.loads(done.stderr.splitlines()[-1])
    others = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names)
    assert others <= MAY_LOAD
    own = {name for name in modules if name.startswith("copydesk")}
    assert {name for name in own if not name.startswith("copydesk.cli")} <= OWN


def test_a_file_that_is_not_there_is_told_in_one_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", "check", "nowhere.jsonl"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("copydesk: nowhere.jsonl: ")


INTERRUPTED = """
import os, signal, sys
from copydesk.store import Store
Store.count = lambda self: os.kill(os.getpid(), signal.SIGINT)
from copydesk.cli import main
main()
"""


def test_an_interrupted_run_has_an_exit_status_of_its_own(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The bridge over the Lorne was closed on Monday.")
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "run", str(report), "--site", str(tmp_path / "site")],
        capture_output=True,
        text=True,
        check=False,
    )
    told = "copydesk: interrupted; what was done is kept"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, told)


def test_a_command_that_keeps_nothing_does_not_say_so(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text("The bridge over the Lorne was closed on Monday.")
    program = INTERRUPTED.replace("copydesk.store import Store", "copydesk.cli import inputs")
    program = program.replace("Store.count = lambda self", "inputs.read_articles = lambda *given")
    done = subprocess.run(
        [sys.executable, "-c", program, "compare", str(report)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr.splitlines()[-1]) == (130, "copydesk: interrupted")


def test_a_run_leaves_a_store_alone_that_is_watched(tmp_path: Path) -> None:
    from copydesk.newsroom import holders
    from copydesk.store import Store

    report = tmp_path / "report.txt"
    report.write_text("The bridge over the Lorne was closed on Monday.")
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    now = datetime.now(UTC)
    with Store(url) as store:
        store.sources.lease(holders.DESK, holders.name(), now, now + timedelta(hours=1))
    words = ["run", str(report), "--store", url, "--site", str(tmp_path / "site")]
    done = subprocess.run(
        [sys.executable, "-m", "copydesk", *words],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    (line,) = [x for x in done.stderr.splitlines() if x.startswith("copydesk: ")]
    assert "watcher" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_full_disk_behind_the_output_is_told_in_one_line() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "copydesk", "schema", "article"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == ("copydesk: standard output cannot be written: No space left on device\n")
