"""ROUGE-1 of the headline against an editor's, on three leads of AllSides a case.

    python -m benchmarks headlines

Reads ../shared/data. ROUGE F1 with Porter stems (rouge-score).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rouge_score import rouge_scorer

from copydesk.compose.write import headline
from copydesk.compose.write.cleaned_titles import clean

CASES = Path(__file__).resolve().parents[2] / "shared/data/summaries/mds_allsides_300.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """Reports of one event, their titles, and the title that an editor gave."""

    texts: Sequence[str]
    titles: Sequence[str]
    editors: str


def read() -> list[Case]:
    """The cases of the file, in its order."""
    rows = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    return [
        Case(
            [article["text"] for article in row["articles"]],
            [article["title"] for article in row["articles"]],
            (row.get("reference_titles") or [""])[0],
        )
        for row in rows
    ]


def score(cases: Sequence[Case], method: Callable[[Case], str]) -> float:
    """Mean ROUGE-1 F1 of a title against the editor's, in percent."""
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
    total = sum(scorer.score(c.editors, method(c))["rouge1"].fmeasure for c in cases)
    return 100 * total / len(cases)


def best_title(case: Case) -> str:
    """The headline that copydesk takes."""
    titles = [clean(title) for title in case.titles]
    order = headline.rank(titles, case.texts)
    return titles[order[0]] if order else ""


def main(arguments: Sequence[str] = ()) -> None:
    """Print the table."""
    del arguments
    cases = read()
    table = Table("headline (AllSides)", "R1")
    table.add_row("first report's title", f"{score(cases, lambda case: case.titles[0]):.1f}")
    table.add_row("copydesk", f"{score(cases, best_title):.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
