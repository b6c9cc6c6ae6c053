"""One machine against a cluster over many reports, in pieces: called again it goes on.

    python -m benchmarks cluster FOLDER [--reports N] [--kills N] [--minutes N]

The first ``--reports`` (10,000) lines of the mixed streams in ../shared/data/stories go three
ways, each into a store and a site of its own in FOLDER: two processes of this machine, a local
cluster of two workers, and one of whose workers ``--kills`` (5) are killed on the way, the busiest
each time. After ``--minutes`` the run under way is interrupted as by Ctrl-C; what it kept stands.
What each way has cost so far is in ``spent.json`` there. Call it again until it says DONE; then
it says whether the stories have the same reports and the sites the same pages, and what a cluster
costs over two processes, in processor seconds of all processes. A run that is stopped does again
what it had in hand, so its cost is that of its pieces; a way that took one piece says so.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from itertools import chain, islice
from pathlib import Path

from benchmarks._metered import _is_worker, _seconds, _tree, is_done
from benchmarks.line import ROOT, STORIES, _command, _site

STREAMS = ("dev/stream_mixed.items.jsonl", "unlabelled/stream_mixed.jsonl")
#: Seconds of processor between two kills, and before the first; seconds to end after Ctrl-C.
_BETWEEN, _FIRST, _PATIENCE = 5.0, 15.0, 120.0
_LOOK = 0.2


@dataclass(slots=True)
class Way:
    """How far one way came.

    Attributes:
        seconds: of processor so far. pieces: calls that it took. killed: workers so far.
        done: whether it came to its end.
    """

    seconds: float = 0.0
    pieces: int = 0
    killed: int = 0
    done: bool = False


def main(arguments: Sequence[str]) -> None:
    """Go on with the three ways, as far as the time allows.

    Raises:
        SystemExit: 1 when a run fails, or the ways differ; 3 when there is more to do.
    """
    parser = argparse.ArgumentParser(prog="benchmarks cluster", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=9.0)
    asked = parser.parse_args(arguments)
    folder: Path | None = asked.folder
    if folder is None:
        print("needs a FOLDER, in which it goes on where it stopped, and hours for 10,000 reports")
        return
    folder.mkdir(parents=True, exist_ok=True)
    reports = _input(folder / "reports.jsonl", asked.reports)
    state = folder / "spent.json"
    kept = json.loads(state.read_text("utf-8")) if state.exists() else {}
    ways = {name: Way(**kept.get(name, {})) for name in ("two", "cluster", "killed")}
    end = time.monotonic() + 60 * asked.minutes
    for name, way in ways.items():
        if way.done:
            continue
        if time.monotonic() < end:
            way.pieces += 1
            kills = asked.kills if name == "killed" else 0
            try:
                _go_on(folder, name, reports, way, kills, end)
            finally:
                state.write_text(json.dumps({n: asdict(w) for n, w in ways.items()}), "utf-8")
        print(f"{name}: {way}", flush=True)
    if not all(way.done for way in ways.values()):
        print("MORE TO DO: call it again")
        raise SystemExit(3)
    if not _compared(folder, ways):
        raise SystemExit(1)


def _input(file: Path, many: int) -> Path:
    if not file.exists():
        streams = [STORIES.parent / name for name in STREAMS if (STORIES.parent / name).exists()]
        lines = chain.from_iterable(path.open(encoding="utf-8") for path in streams)
        file.write_text("".join(islice(lines, many)), "utf-8")
    return file


def _go_on(folder: Path, name: str, reports: Path, way: Way, kills: int, end: float) -> None:
    """Run one way until it ends or its time is up."""
    sys.path.insert(0, str(ROOT / "tests/scale"))
    from local_cluster import local_cluster  # noqa: PLC0415  of the tests

    before = {pid: _seconds(pid) or 0.0 for pid in _tree(os.getpid())}
    used = dict(before)
    site = folder / name
    with nullcontext("") if name == "two" else local_cluster() as address:
        command = _command(reports, site, 2 if name == "two" else 1)
        command += ["--cluster", address] if address else []
        log = folder / f"{name}.log"
        with log.open("w") as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
            next_kill = _FIRST
            while process.poll() is None:
                own = set(_tree(process.pid))
                for pid in _tree(os.getpid()):
                    used[pid] = max(used.get(pid, 0.0), _seconds(pid) or 0.0)
                spent = sum(used.values()) - sum(before.values())
                if way.killed < kills and spent > next_kill:
                    workers = [p for p in _tree(os.getpid()) if p not in own and _is_worker(p)]
                    if workers:
                        os.kill(max(workers, key=lambda p: used.get(p, 0.0)), signal.SIGKILL)
                        way.killed, next_kill = way.killed + 1, spent + _BETWEEN
                if time.monotonic() > end:
                    process.send_signal(signal.SIGINT)
                    try:
                        process.wait(_PATIENCE)
                    except subprocess.TimeoutExpired:
                        process.kill()
                        process.wait()
                    break
                time.sleep(_LOOK)
    stopped = time.monotonic() > end
    way.seconds += sum(used.values()) - sum(before.values())
    output = log.read_text(errors="replace")
    way.done = is_done(process.returncode, output) and (site / "index.html").exists()
    if not way.done and not stopped:
        raise SystemExit(f"{name} ended with {process.returncode}:\n{output[-2000:]}")


def _compared(folder: Path, ways: dict[str, Way]) -> bool:
    """Print how the ways compare; whether they came to the same."""
    from copydesk.store import Store  # noqa: PLC0415  only at the end

    grouped, sites = {}, {}
    for name in ways:
        with Store(f"sqlite:///{folder.resolve() / name}.sqlite") as store:
            grouped[name] = {story.id: story.articles for story in store.stories()}
        sites[name] = _site(folder / name)
    alone = ways["two"].seconds
    print("| way | processor s | over two processes | pieces | killed | partition | pages |")
    print("|---|---:|---:|---:|---:|---|---|")
    same = True
    for name, way in ways.items():
        parted, shown = grouped[name] == grouped["two"], sites[name] == sites["two"]
        same = same and parted and shown
        words = ["the same" if equal else "ANOTHER" for equal in (parted, shown)]
        share = f"{way.seconds:.0f} | {way.seconds / alone:.2f}"
        print(f"| {name} | {share} | {way.pieces} | {way.killed} | {' | '.join(words)} |")
    print(f"{len(grouped['two'])} stories, {len(sites['two'])} files. DONE")
    return same
