"""The plan: which units the story tells, and where, before a word is written.

Units are ranked by corroborated coverage (`selection`), each point is told once, and what was
chosen is spread over standfirst, quick looks and the sections of the Deep Look.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from copydesk.compose.essentials import essentials
from copydesk.compose.evidence import supporters
from copydesk.compose.selection import Passage, content_stems, rank
from copydesk.compose.telling import SAME, Told, outdated
from copydesk.compose.units import Unit
from copydesk.model import Annotated, Point

#: Words of a story: this many a report, within bounds. Set by reading dev stories.
WORDS_A_REPORT, LEAST_WORDS, MOST_WORDS = 160, 300, 800
STANDFIRST, QUICK_LOOKS, FEWEST_LOOKS = 2, 8, 5
#: Words of a bullet and of a standfirst sentence at most.
BULLET_WORDS, STANDFIRST_WORDS = 20, 40
#: Bullets that pass on what somebody said, at most.
SPOKEN_LOOKS = 3
#: Best ranked opening sentences that the standfirst may begin with.
OPENINGS = 6
#: A sentence deeper in a report than this is not taken for a better supported one.
DEEP = 12
#: Sentences that a section has at least.
SMALLEST_SECTION = 2
_NEXT = re.compile(
    r"\b(?:will(?! not)|plans? to|(?:is|are|was|were) (?:set|due|expected|scheduled|likely) to|"
    r"next (?:week|month|year|season)|later this (?:week|month|year)|upcoming|would be held)\b"
)
_BACKGROUND = re.compile(
    r"\b(?:in (?:19|20)\d\d|since (?:19|20)\d\d|years? (?:ago|earlier)|last (?:year|decade)|"
    r"for (?:years|decades)|historically|in recent (?:years|decades)|founded in|known (?:as|for)|"
    r"(?:first|second|third|latest|deadliest|worst) (?:\w+ ){0,3}(?:since|in (?:\w+ )?"
    r"(?:years|decades))|has (?:long|repeatedly|often)|over the (?:years|decades))\b"
)
_EXPERT = re.compile(
    r"\b(?:analysts?|experts?|professors?|researchers?|economists?|scientists?|historians?|"
    r"lecturers?|scholars?|strategists?|astronomers?|geologists?|seismologists?|fellow at|"
    r"director of the (?:cent(?:er|re)|institute))\b",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"\b(?:condemn\w*|prais\w+|criti[cs]i[sz]\w+|denounc\w+|welcom(?:ed|es|ing)|thank\w*|"
    r"apologi[sz]\w+|urg(?:ed|es|ing)|call(?:ed|s|ing) (?:for|on)|vow\w*|warn(?:ed|s|ing)|"
    r"mourn\w*|regret\w*|accus(?:ed|es|ing)|blam(?:ed|es|ing)|demand(?:ed|s|ing)|tweet\w*|"
    r"hail(?:ed|s|ing)|pledg(?:ed|es|ing)|tributes?|condolences?|slam(?:med|s|ming))\b"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """Units by place, each tuple in order of importance."""

    standfirst: tuple[Unit, ...]
    quick_looks: tuple[Unit, ...]
    sections: Mapping[str, tuple[Unit, ...]]


def facet(unit: Unit) -> str:
    """Which section a unit belongs to: "next", "reactions", "background", "developments"."""
    kind = unit.speaker.kind if unit.speaker is not None else "narrator"
    if kind == "person" and _EXPERT.search(unit.text):
        return "background"
    spoken = kind in ("person", "organisation", "officials")
    if spoken and (re.search(r"[“\"]", unit.text) or _REACTION.search(unit.text)):
        return "reactions"
    if _NEXT.search(unit.text):
        return "next"
    if _BACKGROUND.search(unit.text) and unit.position > 2:
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


def ranked(
    units: Sequence[Unit],
    reports: Sequence[Annotated],
    points: Sequence[Point],
    shortest: Callable[[Unit], int],
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Units worth telling, best first, none that tells what another tells or what is outdated;
    and those of them that are told for the figures that most origins carry."""
    old = outdated(points, reports)
    units = [unit for unit in units if unit.key not in old] or list(units)
    passages = [Passage(u.text, u.report, u.position, u.origin) for u in units]
    titles = [report.article.title or "" for report in reports]
    words = min(MOST_WORDS, max(LEAST_WORDS, WORDS_A_REPORT * len(reports)))
    told = Told(units, {point.id: point for point in points})
    short = frozenset(u.key for u in units if shortest(u) <= BULLET_WORDS)
    chosen: list[Unit] = []
    for unit in essentials(units, points, short):
        if not told.repeats(unit):
            told.add(unit)
            chosen.append(unit)
    key_units = tuple(chosen)
    spent = sum(len(unit.text.split()) for unit in chosen)
    for index in rank(passages, titles, 4 * words):
        unit = units[index]
        # Past its length a story still fills its quick looks.
        full = spent >= words
        if full and sum(u.key in short for u in chosen) >= FEWEST_LOOKS + STANDFIRST:
            break
        if told.is_other_toll(unit) or told.repeats(unit) or (full and unit.key not in short):
            continue
        unit = _best_supported(unit, units, told) if chosen else unit
        told.add(unit)
        chosen.append(unit)
        spent += passages[index].length
    return tuple(chosen), key_units


def _best_supported(unit: Unit, units: Sequence[Unit], told: Told) -> Unit:
    """The unit, or one that tells the same in words that more origins bear out."""
    alike = [u for u in units if told.likeness(u, unit) >= SAME and u.position < DEEP]
    others = [u for u in alike if u is not unit and not told.repeats(u)]
    counts = {u.key: supporters(u, units) for u in (unit, *others)}
    return max((unit, *others), key=lambda u: (counts[u.key], u is unit, -u.position, -u.report))


def plan(
    units: Sequence[Unit],
    reports: Sequence[Annotated],
    points: Sequence[Point],
    shortest: Callable[[Unit], int],
) -> Plan:
    """Choose what the story tells and where.

    Args:
        units: of all reports, that can stand by themselves.
        reports: of the story, in order.
        points: of the story.
        shortest: words that a unit can be cut down to.
    """
    order, key_units = ranked(units, reports, points, shortest)
    standfirst = _standfirst(order, reports, [u for u in key_units if shortest(u) > BULLET_WORDS])
    rest = [u for u in order if u not in standfirst]
    quick = _quick(rest, shortest)
    sections = _sections([u for u in rest if u not in quick])
    if len(sections.get("developments", ())) == 1 and len(quick) > 1:
        *kept, moved = quick
        quick = tuple(kept)
        sections["developments"] = (*sections["developments"], moved)
    return Plan(standfirst, quick, sections)


def _sections(units: Sequence[Unit]) -> dict[str, tuple[Unit, ...]]:
    """Units by section; what is too little for a head of its own goes to the developments."""
    sections: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        sections[facet(unit)] = (*sections.get(facet(unit), ()), unit)
    for key in ("reactions", "background", "next"):
        if 0 < len(sections.get(key, ())) < SMALLEST_SECTION:
            sections["developments"] = (*sections.get("developments", ()), *sections.pop(key))
    return sections


def _standfirst(
    order: Sequence[Unit], reports: Sequence[Annotated], long: Sequence[Unit]
) -> tuple[Unit, ...]:
    """Of the opening sentences the one that tells most of what the titles say, then what is
    told for its figures and is too long for a quick look, else the next best ranked."""
    titles = [stems for r in reports if (stems := content_stems(r.article.title or ""))]
    fitting = [u for u in order if len(u.text.split()) <= STANDFIRST_WORDS] or list(order)
    lead = [u for u in fitting if u.position <= 1] or fitting
    first = max(
        enumerate(lead[:OPENINGS]),
        key=lambda entry: (
            sum(len(entry[1].stems & stems) / len(stems) for stems in titles),
            -entry[0],
        ),
    )[1]
    owed = [u for u in long if u is not first and u in fitting]
    if owed:
        return (first, *owed[:STANDFIRST])
    others = [u for u in fitting if u is not first and facet(u) == "developments"]
    near = [u for u in others if u.position <= 4] or others
    return (first, *near[: STANDFIRST - 1])


def _quick(rest: Sequence[Unit], shortest: Callable[[Unit], int]) -> tuple[Unit, ...]:
    """Units that fit a bullet, spread over speakers; about half of a thin story's units."""
    quick: list[Unit] = []
    spoken = 0
    most = max(FEWEST_LOOKS, min(QUICK_LOOKS, len(rest) // 2))
    for unit in rest:
        if len(quick) == most:
            break
        if shortest(unit) > BULLET_WORDS:
            continue
        if facet(unit) == "reactions":
            if spoken == SPOKEN_LOOKS:
                continue
            spoken += 1
        quick.append(unit)
    return tuple(quick)
