"""What the page calls the reports of one side of a comparison.

An outlet goes by its name, a digest by what it was put together from; reports without either are
"one report", "two reports", and on a side behind others "another" and "two others".
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.write.wordings import report_name
from copydesk.model import Annotated, Span

#: Numbers in words as the gate reads them (`copydesk.check.comparison`).
_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def called(sides: Sequence[Sequence[Annotated]]) -> list[str]:
    """What each side's reports are called, in order of the sides.

    Args:
        sides: the reports of each; no report is on two.
    """
    found: list[str] = []
    for side in sides:
        names = list(dict.fromkeys(report_name(r) for r in side if not is_unnamed(r)))
        unnamed = min(sum(map(is_unnamed, side)), len(_COUNTS))
        if unnamed and (names or found):
            names.append(
                "another report" if unnamed == 1 else f"{_COUNTS[unnamed - 1]} other reports"
            )
        elif unnamed:
            names.append(f"{_COUNTS[unnamed - 1]} report{'s' if unnamed > 1 else ''}")
        names.sort(key=lambda name: name[:1].islower())
        found.append(names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}")
    return found


def is_unnamed(report: Annotated) -> bool:
    """Whether nothing is known that a reader could call the report by."""
    return not report.article.outlet and not report.article.digest


def ordered(side: Sequence[tuple[Annotated, Span]]) -> list[tuple[Annotated, Span]]:
    """Reports of a side in the order in which they are called."""
    return sorted(side, key=lambda held: report_name(held[0])[:1].islower())
