"""Processor seconds and memory of the whole line, each part in a fresh process.

    python -m benchmarks line [PART ...] [--cluster-reports REPORTS]
                              [--store-reports REPORTS] [--store FILE]

Parts, all of them when none is named:

* ``long``: `copydesk run` over 60 long reports (the first of gw1h in ../shared/data/stories/dev),
  and once more with nothing to do;
* ``mixed``: over the first 1,000 reports of stream_mixed, and once more;
* ``workers``: ``long`` with one worker and with two. Where other work holds the machine the clock
  says nothing, so the speed-up is that of processor seconds along the longest way: the first
  process and the busiest worker one after the other;
* ``origins``: stories of 50, 100 and 200 origins compared, composed and checked. They are made from
  a told event: each report is one of the event's with some sentences left out and figures moved;
* ``cluster``: over ``--cluster-reports`` reports of stream_mixed (200): two processes of this
  machine, a cluster of two workers, and one of whose workers five are killed on the way. Processor
  seconds of all processes, scheduler and workers too, and whether the sites are the same;
* ``store``: one further report into a store of ``--store-reports`` (50,000) invented ones, from a
  kept report to its page on the shelf, by a watcher that is up; the store is made first, in about
  0.01 s of processor a report, or is the FILE of ``--store``, where it is kept for the next time;
* ``stages``: the stages one by one, warm, over the reports of ``long``.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, TypeVar

from benchmarks._metered import Cost, metered, metered_tree

if TYPE_CHECKING:
    from copydesk.model import Article

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT.parent / "shared/data/stories/dev"
TOLD = ROOT / "corpus/told/open"
LONG, MIXED = 60, 1_000
ORIGINS = (50, 100, 200)


def main(arguments: Sequence[str]) -> None:
    """Measure the parts asked for and print a table of each."""
    parser = argparse.ArgumentParser(prog="benchmarks line", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART")
    parser.add_argument("--cluster-reports", type=int, default=200, metavar="REPORTS")
    parser.add_argument("--store-reports", type=int, default=50_000, metavar="REPORTS")
    parser.add_argument("--store", type=Path, metavar="FILE")
    asked = parser.parse_args(arguments)
    parts: dict[str, Callable[[Path], None]] = {
        "long": lambda folder: _run_twice(folder, "long", "gw1h.jsonl", LONG),
        "mixed": lambda folder: _run_twice(folder, "mixed", "stream_mixed.items.jsonl", MIXED),
        "workers": _workers,
        "origins": lambda folder: _in_a_process("print_origins()", folder),
        "cluster": lambda folder: _cluster(folder, asked.cluster_reports),
        "store": lambda folder: _in_a_process(
            f"print_rounds({str(asked.store or folder / 'large.sqlite')!r}, {asked.store_reports})",
            folder,
        ),
        "stages": lambda folder: _in_a_process("print_stages()", folder),
    }
    for part in asked.parts or parts:
        if part not in parts:
            parser.error(f"no part {part}; there are: {', '.join(parts)}")
        with TemporaryDirectory() as folder:
            print(f"\n{part}", flush=True)
            parts[part](Path(folder))


def _reports(folder: Path, name: str, many: int) -> Path:
    """A file of the first reports of a set."""
    chosen = folder / name
    with (STORIES / name).open(encoding="utf-8") as lines:
        chosen.write_text("".join(islice(lines, many)), encoding="utf-8")
    return chosen


def _command(reports: Path, site: Path, workers: int) -> list[str]:
    command = [sys.executable, "-m", "copydesk", "run", str(reports), "--json", "--site", str(site)]
    return [*command, "--workers", str(workers)]


def _row(name: str, cost: Cost) -> None:
    print(f"| {name} | {cost.seconds:.1f} | {cost.megabytes:.0f} |", flush=True)


def _run_twice(folder: Path, name: str, reports: str, many: int) -> None:
    chosen = _reports(folder, reports, many)
    command = _command(chosen, folder / "site", 1)
    print("| run | processor s | peak MB |\n|---|---:|---:|")
    _row(f"{many} reports ({name})", metered(command, folder / "log"))
    _row("the same again", metered(command, folder / "log"))
    kept = sum(file.stat().st_size for file in folder.glob("site.sqlite*"))
    print(f"\n{kept / many / 1024:.1f} kB a report in the store")


def _workers(folder: Path) -> None:
    chosen = _reports(folder, "gw1h.jsonl", LONG)
    print("| workers | processor s | first process | busiest worker | peak MB |")
    print("|---:|---:|---:|---:|---:|")
    costs = {}
    for workers in (1, 2):
        command = _command(chosen, folder / f"site{workers}", workers)
        cost = costs[workers] = metered(command, folder / "log")
        row = f"{cost.seconds:.1f} | {cost.own:.1f} | {cost.busiest:.1f} | {cost.megabytes:.0f}"
        print(f"| {workers} | {row} |", flush=True)
    print(f"\nSpeed-up along the longest way: {costs[1].path / costs[2].path:.2f}")


def _cluster(folder: Path, many: int) -> None:
    sys.path.insert(0, str(ROOT / "tests/scale"))
    from local_cluster import local_cluster  # noqa: PLC0415  of the tests

    chosen = _reports(folder, "stream_mixed.items.jsonl", many)
    print("| where | processor s | site |\n|---|---:|---|")
    cost = metered(_command(chosen, folder / "two", 2), folder / "log")
    alone = _site(folder / "two")
    print(f"| two processes | {cost.seconds:.1f} | |", flush=True)
    for kills in (0, 5):
        with local_cluster() as address:
            site = folder / f"cluster{kills}"
            command = [*_command(chosen, site, 1), "--cluster", address]
            spent = metered_tree(command, folder / "log", kills)
        same = "the same" if _site(site) == alone else "another"
        print(f"| cluster, {kills} workers killed | {spent:.1f} | {same} |", flush=True)


def _site(folder: Path) -> dict[str, bytes]:
    """Every file but the one that names the store."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and not p.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def _in_a_process(call: str, folder: Path) -> None:
    code = f"from benchmarks.line import *; {call}"
    print(metered([sys.executable, "-c", code], folder / "log").output, flush=True)


# What follows is called in the fresh processes.


def _peak() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    start = time.process_time()
    return work(), time.process_time() - start


def print_stages() -> None:
    """Print what each stage takes over the long reports, in one warm process."""
    from copydesk import annotate, check, compare, compose, extract, gather, group  # noqa: PLC0415
    from copydesk.errors import InputRefused  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        inputs = [str(_reports(Path(folder), "gw1h.jsonl", LONG))]
        found = gather.gather(inputs)
        documents = [d for d in found if not isinstance(d, InputRefused)]
    rows: list[tuple[str, float, float]] = []

    def stage(name: str, work: Callable[[], T]) -> T:
        value, seconds = _timed(work)
        rows.append((name, seconds, _peak()))
        return value

    articles = stage("extract", lambda: [a for d in documents for a in extract.extract(d)])
    stories = stage("group", lambda: group.group(articles))
    language = stage("load the English model", annotate.load)
    by_id = stage("annotate", lambda: {a.id: annotate.annotate(a, language) for a in articles})
    told = [(story, [by_id[key] for key in story.articles]) for story in stories]
    claims = stage("claims", lambda: [[compare.claims(r) for r in reports] for _, reports in told])
    points = stage(
        "points",
        lambda: [compare.compare(s, c, r) for (s, r), c in zip(told, claims, strict=True)],
    )
    drafts = stage(
        "compose",
        lambda: [
            compose.compose(s, r, c, p) for (s, r), c, p in zip(told, claims, points, strict=True)
        ],
    )
    stage(
        "check",
        lambda: [check.check_draft(d, r, language) for d, (_, r) in zip(drafts, told, strict=True)],
    )
    print("| stage | processor s | ms a report | peak MB |\n|---|---:|---:|---:|")
    for name, seconds, peak in rows:
        print(f"| {name} | {seconds:.2f} | {1000 * seconds / len(articles):.0f} | {peak:.0f} |")


def print_origins() -> None:
    """Print what stories of many origins take."""
    from copydesk import annotate, compare  # noqa: PLC0415
    from copydesk.model import Origin, Story  # noqa: PLC0415
    from copydesk.pipeline.chain import drafted  # noqa: PLC0415

    language = annotate.load()
    reports = [annotate.annotate(article, language) for article in told_articles(max(ORIGINS))]
    print(
        "| origins | compare | compose and check | together | peak MB |\n|---:|---:|---:|---:|---:|"
    )
    for many in ORIGINS:
        inside = reports[:many]
        keys = tuple(report.article.id for report in inside)
        origins = tuple(
            Origin(f"o-{key}", report.article.outlet or key, "outlet", (key,))
            for key, report in zip(keys, inside, strict=True)
        )
        story = Story("s-many", keys, origins)
        claims, first = _timed(lambda: [compare.claims(report) for report in inside])  # noqa: B023
        points, second = _timed(lambda: compare.compare(story, claims, inside))  # noqa: B023
        _, third = _timed(lambda: drafted(story, inside, claims, points, language))  # noqa: B023
        together = f"{first + second + third:.2f} | {_peak():.0f}"
        print(f"| {many} | {first + second:.2f} | {third:.2f} | {together} |", flush=True)


def print_rounds(file: str, many: int) -> None:
    """Print what a watcher's round takes over a large store."""
    from benchmarks import _large_store  # noqa: PLC0415

    url = f"sqlite:///{Path(file).resolve()}"
    _large_store.fill(url, many)
    first, *spent = _large_store.rounds(url, many)
    print("| a round | clock s | processor s | peak MB |\n|---|---:|---:|---:|")
    print(f"| the first, over {many} reports | {first[0]:.1f} | {first[1]:.1f} | {_peak():.0f} |")
    for name, part in (("median", 0.5), ("slowest", 1.0)):
        row = [sorted(column)[int((len(spent) - 1) * part)] for column in zip(*spent, strict=True)]
        print(f"| after one more report, {name} | {row[0]:.2f} | {row[1]:.2f} | |")


def told_articles(many: int) -> list[Article]:
    """That many reports of one event, each of an outlet of its own.

    Each is a report of the told event that most outlets told, with about a third of its sentences
    left out and a sixth of its figures moved by a little.
    """
    from corpus.told_events import read  # noqa: PLC0415

    from copydesk.extract import extract  # noqa: PLC0415
    from copydesk.model import Document  # noqa: PLC0415

    events = [read(path) for path in sorted(TOLD.glob("*.txt"))]
    event = max(events, key=lambda event: (len(event.reports), event.name))
    chance = random.Random(17)
    made = []
    for number in range(many):
        report = event.reports[number % len(event.reports)]
        kept = [report.words(s) for s in report.sentences if chance.random() < 2 / 3]
        text = "\n\n".join(re.sub(r"\d+", lambda m: _moved(m[0], chance), words) for words in kept)
        day = report.published or datetime(2024, 3, 5, tzinfo=UTC)
        document = Document(
            source=f"told-{number}.txt",
            content=(text or report.text).encode(),
            media_type="text/plain",
            id=f"told-{number:04}",
            outlet=f"The {_name(number)} Courier",
            title=report.title,
            published=day + timedelta(minutes=number),
        )
        made += extract(document)
    return made


def _moved(figure: str, chance: random.Random) -> str:
    return str(int(figure) + chance.randint(1, 9)) if chance.random() < 1 / 6 else figure


def _name(number: int) -> str:
    syllables = ("ba", "re", "mi", "so", "tu", "la", "ne", "vi", "go", "du")
    return "".join(syllables[int(digit)] for digit in f"{number:04}").capitalize()
