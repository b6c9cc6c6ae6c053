"""ROUGE of the selected evidence, and ROUGE-1 of the headline, on real summaries.

    python -m benchmarks selection

Reads ../shared/data. ROUGE F1 with Porter stems (rouge-score), each candidate cut to the length
of its reference in words, as it is done for Multi-News. Three sets:

- Multi-News: clusters with an editor's summary.
- AllSides: three leads with an editor's neutral roundup, and its title for the headline.
- Leave one outlet out: of a story that three or more outlets report, the earliest outlet's
  first report is left out; the reference is its first 100 words, written from all others.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rouge_score import rouge_scorer

from copydesk.compose.choose.selection import select
from copydesk.compose.lint import split
from copydesk.compose.write import headline
from copydesk.compose.write.cleaned_titles import clean

SHARED = Path(__file__).resolve().parents[2] / "shared/data"
REFERENCE_WORDS = 100
_MEASURES = ("rouge1", "rouge2", "rougeLsum")


@dataclass(frozen=True, slots=True)
class Case:
    """A story to select from. ``reports`` are sentences of each report."""

    reports: Sequence[Sequence[str]]
    titles: Sequence[str]
    reference: str
    title: str = ""


def sentences(text: str) -> list[str]:
    """Sentences of a text, by line and punctuation."""
    return [s for line in text.splitlines() if line.strip() for s in split(line.strip())]


def summaries(name: str) -> list[Case]:
    """The cases of a file of clusters with references."""
    cases = []
    for line in (SHARED / "summaries" / name).read_text("utf-8").splitlines():
        row = json.loads(line)
        cases.append(
            Case(
                [sentences(a["text"]) for a in row["articles"]],
                [a["title"] for a in row["articles"]],
                row["references"][0],
                (row.get("reference_titles") or [""])[0],
            )
        )
    return cases


def one_left_out() -> list[Case]:
    """The cases made by leaving one outlet out."""
    cases = []
    for name in ("gw1h.jsonl", "basil.jsonl"):
        events: dict[str, dict[str, dict[str, str]]] = {}
        for line in (SHARED / "stories/dev" / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            if len(row["text"].split()) >= REFERENCE_WORDS:
                events.setdefault(row["event"], {}).setdefault(row["outlet"], row)
        for _, outlets in sorted(events.items()):
            if len(outlets) < 3:
                continue
            left, *rest = outlets.values()
            reference = " ".join(left["text"].split()[:REFERENCE_WORDS])
            titles = [row["title"] or "" for row in rest]
            cases.append(Case([sentences(row["text"]) for row in rest], titles, reference))
    return cases


def leads(case: Case) -> str:
    """The first sentences of all reports in turn: the baseline."""
    longest = max(len(report) for report in case.reports)
    return " ".join(report[i] for i in range(longest) for report in case.reports if i < len(report))


def selected(case: Case) -> str:
    """What copydesk selects."""
    chosen = select(case.reports, case.titles, len(case.reference.split()))
    return " ".join(case.reports[report][sentence] for report, sentence in chosen)


def score(cases: Sequence[Case], method: Callable[[Case], str]) -> tuple[list[float], float]:
    """Mean ROUGE F1 in percent, and milliseconds of CPU a story."""
    scorer = rouge_scorer.RougeScorer(list(_MEASURES), use_stemmer=True)
    totals = [0.0] * len(_MEASURES)
    spent = 0.0
    for case in cases:
        start = time.process_time()
        text = method(case)
        spent += time.process_time() - start
        words = len(case.reference.split())
        cut = "\n".join(split(" ".join(text.split()[:words])))
        result = scorer.score("\n".join(split(case.reference)), cut)
        totals = [t + result[m].fmeasure for t, m in zip(totals, _MEASURES, strict=True)]
    return [100 * t / len(cases) for t in totals], 1000 * spent / len(cases)


def headline_score(cases: Sequence[Case], method: Callable[[Case], str]) -> float:
    """Mean ROUGE-1 F1 of a title against the editor's, in percent."""
    scorer = rouge_scorer.RougeScorer(["rouge1"], use_stemmer=True)
    total = sum(scorer.score(c.title, method(c))["rouge1"].fmeasure for c in cases)
    return 100 * total / len(cases)


def best_title(case: Case) -> str:
    """The headline that copydesk takes."""
    titles = [clean(title) for title in case.titles]
    order = headline.rank(titles, [" ".join(report) for report in case.reports])
    return titles[order[0]] if order else ""


def main(arguments: Sequence[str] = ()) -> None:
    """Print both tables."""
    del arguments
    console = Console()
    sets = {
        "Multi-News": summaries("mds_multinews.jsonl"),
        "one outlet left out": one_left_out(),
        "AllSides": summaries("mds_allsides_300.jsonl"),
    }
    table = Table("set", "stories", "method", "R1", "R2", "RLsum", "ms a story")
    for name, cases in sets.items():
        for label, method in (("leads in turn", leads), ("copydesk", selected)):
            figures, spent = score(cases, method)
            shown = [f"{figure:.1f}" for figure in figures]
            table.add_row(name, str(len(cases)), label, *shown, f"{spent:.1f}")
    console.print(table)
    titles = Table("headline (AllSides)", "R1")
    titles.add_row(
        "first report's title",
        f"{headline_score(sets['AllSides'], lambda case: case.titles[0]):.1f}",
    )
    titles.add_row("copydesk", f"{headline_score(sets['AllSides'], best_title):.1f}")
    console.print(titles)


if __name__ == "__main__":
    main()
