"""What a report costs, in time and memory, as more and more reports are live.

    python -m benchmarks live [REPORTS...]

Feeds the stream the Reuters background of ../shared/data/stories/dev, over and over with other
words each time (every long word gets a number), and reads processor time over a thousand reports
once so many are live (20000 and 80000 without arguments). Memory is what the interpreter has
allocated per live report and per story beside the texts, from `tracemalloc` over a separate run
of 5,000 reports.
"""

from __future__ import annotations

import json
import re
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import islice
from pathlib import Path

from training.grouping.pairs import load

from copydesk.group import Stream
from copydesk.model import Article

DEV = Path(__file__).resolve().parents[2] / "shared" / "data" / "stories" / "dev"
WINDOW, MEASURED = 1000, 5000


def main(arguments: Sequence[str]) -> None:
    """Print one line a measurement."""
    reports, _ = load(DEV / "reuters21578_background.jsonl")
    print(json.dumps(_memory(reports)), flush=True)
    stream, source, live = Stream(fade=None), _endless(reports), 0
    for wanted in sorted(int(argument) for argument in arguments or ("20000", "80000")):
        stream.extend(list(islice(source, wanted - live)))
        window = list(islice(source, WINDOW))
        start = time.process_time()
        stream.extend(window)
        spent = time.process_time() - start
        live = wanted + WINDOW
        row = {"live": wanted, "milliseconds a report": round(1000 * spent / WINDOW, 3)}
        print(json.dumps(row), flush=True)


def _endless(reports: Sequence[Article]) -> Iterator[Article]:
    """The reports again and again, a year later and in other words each time."""
    turn = 0
    while True:
        for report in reports:
            text = re.sub(r"\w{6,}", rf"\g<0>{turn}", report.text) if turn else report.text
            title = re.sub(r"\w{6,}", rf"\g<0>{turn}", report.title or "")
            moved = report.published and report.published + timedelta(days=365 * turn)
            name = f"{report.id} {turn}"
            yield replace(report, id=name, title=title, text=text, published=moved)
        turn += 1


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
