"""What is new: what each report opens on, and what came late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.model import Annotated

#: Running sentences at the head of a report of which the first that may be told is its news.
OPENINGS, MOST_NEWS = 2, 6
#: How much later a report came that has something new.
LATER = timedelta(hours=10)


def news(units: Sequence[Unit], reports: Sequence[Annotated]) -> list[Unit]:
    """What each report opens on, the report that was last changed first: its news."""
    first: dict[int, Unit] = {}
    for unit in sorted(units, key=lambda u: u.key):
        if unit.position <= OPENINGS:
            first.setdefault(unit.report, unit)
    times = [r.article.changed for r in reports]

    def late(unit: Unit) -> tuple[float, int]:
        at = times[unit.report]
        return (-at.timestamp() if at else 0.0, unit.report)

    return sorted(first.values(), key=late)[:MOST_NEWS]


def late_reports(reports: Sequence[Annotated]) -> frozenset[int]:
    """Indices of reports that came a day or so after the middle one."""
    times = sorted(t for r in reports if (t := r.article.changed) is not None)
    if not times:
        return frozenset()
    middle = times[(len(times) - 1) // 2]
    return frozenset(
        i
        for i, r in enumerate(reports)
        if r.article.changed and r.article.changed - middle >= LATER
    )


def latest(units: Sequence[Unit], first: Unit, reports: Sequence[Annotated]) -> list[Unit]:
    """The opening of the report that was changed last, when that is a day or so after the one
    that the story opens on."""
    known = sorted(t for r in reports if (t := r.article.changed) is not None)
    if not known:
        return []
    # A report without a time is taken for one of the middle.
    at = reports[first.report].article.changed or known[(len(known) - 1) // 2]
    titles = content_stems(" ".join(r.article.title or "" for r in reports))
    late = [
        (when, u)
        for u in units
        if u.position <= OPENINGS
        and not is_remark(u)
        and len(u.stems & titles) > 1
        and (when := reports[u.report].article.changed) is not None
        and when - at >= LATER
    ]
    return [u for _, u in sorted(late, key=lambda e: (-e[0].timestamp(), e[1].key))]


def is_remark(unit: Unit) -> bool:
    """Whether a person speaks in it: what happened comes first."""
    return unit.speaker is not None and unit.speaker.kind == "person"
