"""The plan: which units the story tells, and where, before a word is written.

Units are ranked by corroborated coverage (`selection`), each point is told once, and what was
chosen is spread over standfirst, quick looks and the sections of the Deep Look.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.compose.evidence import likeness
from copydesk.compose.selection import Passage, rank
from copydesk.compose.units import Unit
from copydesk.model import Annotated, Point, Verdict

#: Words of a story: this many a report, within bounds. Set by reading dev stories.
WORDS_A_REPORT, LEAST_WORDS, MOST_WORDS = 160, 260, 900
#: Above this share of common stems two units tell the same.
SAME = 0.6
STANDFIRST, QUICK_LOOKS = 2, 8
_NEXT = re.compile(
    r"\b(?:will|plans? to|is (?:set|due|expected|scheduled|likely) to|are (?:set|due|expected|"
    r"scheduled|likely) to|next (?:week|month|year)|tomorrow|later this|upcoming|would be held)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:had (?:been|already|previously|\w+ed)|in (?:19|20)\d\d|since (?:19|20)\d\d|"
    r"years? ago|last (?:year|month|decade)|for (?:years|decades|months)|historically|previous|"
    r"previously|in recent (?:years|months|weeks)|founded|known (?:as|for)|(?:first|second|third|"
    r"latest|deadliest|worst) (?:\w+ ){0,3}(?:since|in (?:\w+ )?(?:years|decades))|"
    r"has (?:long|repeatedly|often))\b"
)
_EXPERT = re.compile(
    r"\b(?:analysts?|experts?|professors?|researchers?|economists?|scientists?|historians?|"
    r"lecturers?|scholars?|strategists?|astronomers?|geologists?|seismologists?|fellow at|"
    r"director of the (?:cent(?:er|re)|institute))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Units by place, each tuple in order of importance."""

    standfirst: tuple[Unit, ...]
    quick_looks: tuple[Unit, ...]
    sections: Mapping[str, tuple[Unit, ...]]


def facet(unit: Unit) -> str:
    """Which section a unit belongs to: "next", "reactions", "background", "developments"."""
    if unit.speaker is not None and unit.speaker.kind in ("person", "organisation"):
        if _EXPERT.search(unit.text):
            return "background"
        return "reactions"
    if _NEXT.search(unit.text):
        return "next"
    if _BACKGROUND.search(unit.text) and unit.position > 3:
        return "background"
    return "developments"


def has_expert(units: Sequence[Unit]) -> bool:
    """Whether a named expert speaks in one of them."""
    return any(
        unit.speaker is not None
        and unit.speaker.kind == "person"
        and unit.speaker.name is not None
        and _EXPERT.search(unit.text)
        for unit in units
    )


def ranked(units: Sequence[Unit], reports: Sequence[Annotated]) -> tuple[Unit, ...]:
    """Units worth telling, best first, no two that tell the same."""
    passages = [Passage(u.text, u.report, u.position, u.origin) for u in units]
    titles = [report.article.title or "" for report in reports]
    words = min(MOST_WORDS, max(LEAST_WORDS, WORDS_A_REPORT * len(reports)))
    chosen: list[Unit] = []
    for index in rank(passages, titles, 2 * words):
        unit = units[index]
        if all(likeness(unit.stems, other.stems) < SAME for other in chosen):
            chosen.append(unit)
        if sum(len(u.text.split()) for u in chosen) >= words:
            break
    return tuple(chosen)


def corroborated(unit: Unit, points: Mapping[str, Point]) -> int:
    """The most origins that carry a point of the unit."""
    return max((len(points[p].origins) for p in unit.points if p in points), default=0)


def plan(units: Sequence[Unit], reports: Sequence[Annotated], points: Sequence[Point]) -> Plan:
    """Choose what the story tells and where.

    Args:
        units: of all reports, that can stand by themselves.
        reports: of the story, in order.
        points: of the story.
    """
    order = ranked(units, reports)
    differing = {p.id for p in points if p.verdict is Verdict.DIFFER}
    lead = [u for u in order if facet(u) == "developments" and u.position <= 4] or list(order)
    standfirst = tuple(lead[:STANDFIRST])
    rest = [u for u in order if u not in standfirst]
    quick = _quick(rest, differing)
    sections: dict[str, list[Unit]] = {}
    for unit in rest:
        if unit not in quick:
            sections.setdefault(facet(unit), []).append(unit)
    return Plan(standfirst, tuple(quick), {k: tuple(v) for k, v in sections.items()})


def _quick(rest: Sequence[Unit], differing: set[str]) -> list[Unit]:
    """Short units, no two on one point."""
    told: set[str] = set()
    quick: list[Unit] = []
    for unit in rest:
        if len(quick) == QUICK_LOOKS:
            break
        if len(unit.text.split()) > 20 or told & set(unit.points):
            continue
        told |= set(unit.points)
        quick.append(unit)
    keep = max(len(rest) - 4, 0) if len(rest) < 12 else QUICK_LOOKS
    return quick[: min(keep, QUICK_LOOKS)]
