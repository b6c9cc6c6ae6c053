"""Quality and speed of grouping and of copy detection on the development sets.

    python -m benchmarks grouping [SET...]

Sets are the files of ../shared/data/stories/dev, all of them without arguments. BCubed is
measured with ../shared/eval/score_clusters.py, before and after repair; speed in processor time
of one core, from text to repaired stories, beside a plain single-pass TF-IDF clustering of the same
reports. The best of several runs counts, since other work slows a shared machine; tables are loaded
before. Last comes what grouping over partitions makes of the mixed stream.
"""

from __future__ import annotations

import importlib.util
import json
import math
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table
from training.grouping.pairs import load

from benchmarks.baselines import single_pass
from copydesk import scale
from copydesk.group import Stream, copies
from copydesk.group.order import in_order
from copydesk.group.partitions import deal
from copydesk.group.views import read

T = TypeVar("T")

SHARED = Path(__file__).resolve().parents[2] / "shared"
DEV = SHARED / "data" / "stories" / "dev"
CAPS = (5000, 2000, 1000, 500)
RUNS = 3
SETS = ("gw1h", "basil", "allsides", "ecbplus", "uci_titles", "stream_mixed.items")


def main(arguments: Sequence[str]) -> None:
    """Print one table for stories and one for copies."""
    columns = "set, reports, before, after repair, P, R, reports/s, plain F1, plain reports/s"
    table = Table(*columns.split(", "))
    for name in arguments or SETS:
        table.add_row(*_stories(name))
    console = Console()
    console.print(table)
    if not arguments:
        console.print(_copies())
        console.print(_partitions())


def _stories(name: str) -> list[str]:
    articles, events = load(DEV / f"{name}.jsonl")
    gold_file = DEV / f"{name.removesuffix('.items')}.gold.json"
    gold = json.loads(gold_file.read_text("utf-8")) if gold_file.exists() else events
    ordered = in_order(articles)
    Stream(fade=None).extend(ordered[:10])
    took = math.inf
    for _ in range(RUNS):
        stream = Stream(fade=None)
        adding, _ = _timed(partial(stream.extend, ordered))
        arrived = _labels(stream.stories())
        repairing, stories = _timed(stream.repair)
        took = min(took, adding + repairing)
    before, after = _score(gold, arrived), _score(gold, _labels(stories))
    plainly, labels = _timed(lambda: single_pass.group(ordered))
    ids = (article.id for article in ordered)
    plain = _score(gold, {i: str(label) for i, label in zip(ids, labels, strict=True)})
    return [
        name,
        str(len(ordered)),
        f"{before['bcubed_f1']:.3f}",
        f"{after['bcubed_f1']:.3f}",
        f"{after['bcubed_p']:.3f}",
        f"{after['bcubed_r']:.3f}",
        f"{len(ordered) / took:.0f}",
        f"{plain['bcubed_f1']:.3f}",
        f"{len(ordered) / plainly:.0f}",
    ]


def _copies() -> Table:
    """Precision, recall and speed of copy detection at the threshold of shared passages."""
    articles, _ = load(DEV / "copy_docs.jsonl")
    took, found = min((_timed(lambda: copies(articles)) for _ in range(RUNS)), key=itemgetter(0))
    flagged = {frozenset((copy.a, copy.b)) for copy in found}
    lines = (DEV / "copy_pairs.jsonl").read_text("utf-8").splitlines()
    pairs = [json.loads(line) for line in lines]
    right = sum(pair["copy"] and frozenset((pair["a"], pair["b"])) in flagged for pair in pairs)
    wrong = sum(not pair["copy"] and frozenset((pair["a"], pair["b"])) in flagged for pair in pairs)
    precision, recall = right / (right + wrong), right / sum(pair["copy"] for pair in pairs)
    table = Table("copies", "P", "R", "F1", "reports/s")
    f1 = 2 * precision * recall / (precision + recall)
    speed = f"{len(articles) / took:.0f}"
    table.add_row(str(len(pairs)), f"{precision:.4f}", f"{recall:.4f}", f"{f1:.4f}", speed)
    return table


def _partitions() -> Table:
    """What the cap of a partition costs on the mixed stream."""
    articles, _ = load(DEV / "stream_mixed.items.jsonl")
    gold = json.loads((DEV / "stream_mixed.gold.json").read_text("utf-8"))
    ordered = in_order(articles)
    readings = read(ordered)
    table = Table("cap", "partitions", "partitions a report", "F1", "P", "R", "seconds")
    for cap in CAPS:
        dealt = deal(readings, cap)
        took, groups = _timed(partial(scale.partition, ordered, cap=cap))
        found = {ordered[p].id: str(n) for n, places in enumerate(groups) for p in places}
        score = _score(gold, found)
        figures = [f"{score[name]:.3f}" for name in ("bcubed_f1", "bcubed_p", "bcubed_r")]
        each = f"{sum(map(len, dealt)) / len(ordered):.1f}"
        table.add_row(str(cap), str(len(dealt)), each, *figures, f"{took:.0f}")
    return table


def _labels(stories: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {name: story for story, names in stories.items() for name in names}


def _score(gold: Mapping[str, str], found: Mapping[str, str]) -> dict[str, float]:
    path = SHARED / "eval" / "score_clusters.py"
    spec = importlib.util.spec_from_file_location("score_clusters", path)
    assert spec is not None
    assert spec.loader is not None
    scorer: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return dict(scorer.score(gold, found, ceaf=False))


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    value = work()
    return time.process_time() - start, value


if __name__ == "__main__":
    main(sys.argv[1:])
