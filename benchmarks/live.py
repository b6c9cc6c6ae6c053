"""What a report costs, in time and memory, as more and more reports are live.

    python -m benchmarks live [REPORTS...]

Feeds streams the Reuters background of ../shared/data/stories/dev, over and over with other words
each time (every long word gets a number), until so many reports are live (20000 and 80000 without
arguments). All streams then take the same thousand reports, which follow the same ten thousand;
only what came before differs. They take turns, a hundred reports at a time, so that a busy machine
slows all alike; processor time. Memory is what the interpreter has allocated per live report and
per story beside the texts, from `tracemalloc` over a separate run of 5,000 reports.
"""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from training.grouping.pairs import load

from copydesk.group import Stream
from copydesk.model import Article

DEV = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories" / "dev"
#: Reports that are timed, how many at a time, and where in the background they begin.
WINDOW, PIECE, BEGIN = 1000, 100, 10_000
MEASURED = 5000


def main(arguments: Sequence[str]) -> None:
    """Print one line a measurement."""
    reports, _ = load(DEV / "reuters21578_background.jsonl")
    print(json.dumps(_memory(reports)), flush=True)
    sizes = [int(argument) for argument in arguments or ("20000", "80000")]
    streams = [Stream(fade=None) for _ in sizes]
    for size, stream in zip(sizes, streams, strict=True):
        stream.extend([_told(reports, BEGIN - size + number) for number in range(size)])
    spent = [0.0 for _ in sizes]
    for start in range(0, WINDOW, PIECE):
        piece = [_told(reports, BEGIN + start + number) for number in range(PIECE)]
        for place, stream in enumerate(streams):
            begun = time.process_time()
            stream.extend(piece)
            spent[place] += time.process_time() - begun
    for size, seconds in zip(sizes, spent, strict=True):
        row = {
            "live": size,
            "milliseconds a report": round(1000 * seconds / WINDOW, 3),
            "times the first": round(seconds / spent[0], 2),
        }
        print(json.dumps(row), flush=True)


def _told(reports: Sequence[Article], number: int) -> Article:
    """The report of that number of an endless row; each turn is a year later, in other words."""
    turn, place = divmod(number, len(reports))
    report = reports[place]
    mark = rf"\g<0>{turn % 1000}"
    return replace(
        report,
        id=f"{report.id} {turn}",
        title=re.sub(r"\w{6,}", mark, report.title or ""),
        text=re.sub(r"\w{6,}", mark, report.text),
        published=report.published and report.published + timedelta(days=365 * turn),
    )


def _memory(reports: Sequence[Article]) -> dict[str, float]:
    """Bytes beside the texts."""
    warm = Stream(fade=None)
    warm.extend(reports[:10])
    tracemalloc.start()
    stream = Stream(fade=None)
    stream.extend(reports[:MEASURED])
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    stories = len(stream.stories())
    return {"bytes a live report": size // MEASURED, "bytes a live story": size // stories}
