"""Speed of each stage and of the whole line, and memory at its peak, on real reports.

    python -m benchmarks line [REPORTS...]

Without arguments it reads ../shared/data/stories/dev/gw1h.jsonl. One process; the seconds are the
processor's, so that what else the machine does counts little.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from rich.console import Console
from rich.table import Table

from copydesk import annotate, check, compare, compose, extract, gather, group, pipeline
from copydesk.errors import InputRefused
from copydesk.settings import Settings
from copydesk.store import Store

T = TypeVar("T")

GW1H = Path(__file__).resolve().parents[2] / "shared/data/stories/dev/gw1h.jsonl"


def _peak_megabytes() -> float:
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


class _Rows:
    """Processor seconds of the stages, in order."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, float, float]] = []

    def time(self, stage: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        value = work()
        self.rows.append((stage, time.process_time() - start, _peak_megabytes()))
        return value


def main(arguments: Sequence[str]) -> None:
    """Run the line stage by stage and print the table."""
    inputs = list(arguments) or [str(GW1H)]
    rows = _Rows()
    settings = Settings(workers=1)
    documents = rows.time(
        "gather", lambda: [d for d in gather.gather(inputs) if not isinstance(d, InputRefused)]
    )
    articles = rows.time("extract", lambda: [a for d in documents for a in extract.extract(d)])
    stories = rows.time("group", lambda: group.group(articles))
    language = rows.time("load the English model", annotate.load)
    by_id = rows.time("annotate", lambda: {a.id: annotate.annotate(a, language) for a in articles})
    reports = {s.id: [by_id[key] for key in s.articles] for s in stories}
    claims = rows.time(
        "compare: claims",
        lambda: {s.id: [compare.claims(r) for r in reports[s.id]] for s in stories},
    )
    points = rows.time(
        "compare: points",
        lambda: {s.id: compare.compare(s, claims[s.id], reports[s.id]) for s in stories},
    )
    drafts = rows.time(
        "compose",
        lambda: {
            s.id: compose.compose(s, reports[s.id], claims[s.id], points[s.id]) for s in stories
        },
    )
    rows.time(
        "check", lambda: [check.check_draft(drafts[s.id], reports[s.id], language) for s in stories]
    )
    with TemporaryDirectory() as folder:
        place = Path(folder)
        with Store(f"sqlite:///{place / 'desk.sqlite'}") as store:
            rows.time(
                "whole line, store and site",
                lambda: pipeline.run(inputs, place / "site", store, settings),
            )
            rows.time(
                "the same again", lambda: pipeline.run(inputs, place / "site", store, settings)
            )
        pages = list((place / "site").rglob("*.html"))
    _print(rows, len(articles), len(stories), len(pages))


def _print(rows: _Rows, articles: int, stories: int, pages: int) -> None:
    table = Table(title=f"{articles} reports, {stories} stories, {pages} pages; one core")
    for heading in ("stage", "seconds", "articles/s", "peak MB"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for stage, seconds, peak in rows.rows:
        rate = (
            f"{articles / seconds:,.0f}"
            if articles / seconds >= 20
            else f"{articles / seconds:.1f}"
        )
        table.add_row(stage, f"{seconds:.2f}", rate, f"{peak:.0f}")
    Console().print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
