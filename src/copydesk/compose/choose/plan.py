"""The plan: which units the story tells, and where, before a word is written.

Units are ranked by corroborated coverage (`selection`), each point is told once, and what was
chosen is spread over standfirst, quick looks and the sections of the Deep Look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from copydesk.compose.choose import opening as lead
from copydesk.compose.choose.bearers import supporters
from copydesk.compose.choose.essentials import essentials, key_points
from copydesk.compose.choose.facet_of import (
    QUOTED,
    facet,
    points_within,
    quoted_words,
    section_of,
)
from copydesk.compose.choose.introducing import STANDFIRST, fitting, standfirst_of
from copydesk.compose.choose.neighbours import FOLLOWING_SHARE, followers
from copydesk.compose.choose.newest import is_remark, late_reports, news
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import SAME, Told, outdated
from copydesk.compose.choose.worth import by_worth, worth
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.event_record import EventRecord
from copydesk.compose.record.scenes import Scene
from copydesk.model import Annotated, Point

#: Words of a story: a share of what its reports tell of the event, within bounds. An honest short
#: story beats a long one: what is deep in one report alone is as a rule no loss.
TOLD_SHARE, LEAST_WORDS, MOST_WORDS = 0.75, 350, 800
QUICK_LOOKS, FEWEST_LOOKS = 8, 5
#: What a sentence of a report that came a day or so after the others is worth against theirs.
NEWEST = 1.25
#: Share of a sentence, rare words counting more, that no sentence before may have told.
LEAST_NEW = 0.3
#: Content stems that a sentence has at least: "The truth is out there" tells nothing.
LEAST_SAID = 4
#: Share of the story that may be of the past.
PAST_SHARE = 0.2
#: Words of a bullet at most.
BULLET_WORDS = 20
LONG_BULLET = 27  # where there are too few others
#: Bullets that pass on what somebody said, at most.
SPOKEN_LOOKS = 3
#: Sentences in which one person is quoted, at most.
QUOTED_OFTEN = 4
#: A sentence deeper in a report than this is not taken for a better supported one.
DEEP = 12
#: Sentences that a section has at least.
SMALLEST_SECTION = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """Units by place, each tuple in order of importance; labels by the key of the unit.

    ``followers`` are the sentences to be told right behind a unit, as its report goes on.
    """

    standfirst: tuple[Unit, ...]
    quick_looks: tuple[Unit, ...]
    labels: Mapping[tuple[int, int], str]
    sections: Mapping[str, tuple[Unit, ...]]
    followers: Mapping[tuple[int, int], tuple[Unit, ...]] = field(default_factory=dict)

    def told(self) -> frozenset[tuple[int, int]]:
        """Keys of all its units."""
        units = (
            *self.standfirst,
            *self.quick_looks,
            *(u for s in self.sections.values() for u in s),
            *(u for behind in self.followers.values() for u in behind),
        )
        return frozenset(unit.key for unit in units)


class Writing(Protocol):
    """What the plan must know of how a unit will be written."""

    def shortest(self, unit: Unit) -> int:
        """Words that it can be cut down to."""
        ...

    def stands_behind(self, unit: Unit, before: Sequence[Unit]) -> bool:
        """Whether it can be told behind these: what it points back to stands in them."""
        ...

    def label(self, unit: Unit, taken: Collection[str], *, general: bool = False) -> str:
        """Its label as a quick look; empty when it gives none that uses no stem taken. A general
        one may be any phrase of its own."""
        ...

    def head(self, units: Sequence[Unit], taken: Collection[str]) -> str:
        """A head for units that stand together; empty when they give none."""
        ...

    def heads(self, unit: Unit) -> Mapping[str, float]:
        """What a unit could stand under, each with its worth."""
        ...


def ranked(
    units: Sequence[Unit],
    record: EventRecord,
    reports: Sequence[Annotated],
    points: Sequence[Point],
    writing: Writing,
) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """Units worth telling, the opening first, then the best, none that tells what another tells or
    what is outdated; and those of them that are told for the figures that most origins carry."""
    old = outdated(points, reports) | record.stale
    units = [u for u in units if u.key not in old] or list(units)
    units = [u for u in units if u.scene in (Scene.EVENT, Scene.PAST)] or units
    titles = [report.article.title or "" for report in reports]
    full_words = sum(len(u.text.split()) for u in units if u.scene is Scene.EVENT)
    words = min(MOST_WORDS, max(LEAST_WORDS, round(TOLD_SHARE * full_words)))
    told = Told(units, {point.id: point for point in points}, late_reports(reports))
    short = frozenset(u.key for u in units if writing.shortest(u) <= BULLET_WORDS)
    value = worth(units, titles, record.units)
    late = late_reports(reports)
    value |= {u.key: NEWEST * value[u.key] for u in units if u.report in late}
    order = by_worth(units, value)
    present = [u for u in order if u.scene is Scene.EVENT] or order
    dearest = sorted(fitting(present), key=lambda u: (-value[u.key], u.key))
    opening = lead.lead(dearest, units, reports, key_points(points), record.state, value)
    opening = fuller(opening, present, late, told)
    told.add(opening)
    chosen: list[Unit] = [opening]
    for unit in (*essentials(units, points, short), *news(present, reports)):
        if not told.repeats(unit):
            told.add(unit)
            chosen.append(unit)
    key_units = tuple(chosen[1:])
    spent = sum(len(unit.text.split()) for unit in chosen)
    past = 0
    for unit in order:
        # Past its length a story still fills its quick looks.
        full = spent >= words
        if full and sum(u.key in short for u in chosen) >= FEWEST_LOOKS + STANDFIRST:
            break
        if told.is_other_toll(unit) or told.repeats(unit) or (full and unit.key not in short):
            continue
        if told.adds(unit) < LEAST_NEW or len(unit.stems) < LEAST_SAID:
            continue
        if _speaks_enough(unit, chosen):
            continue
        if unit.scene is Scene.PAST:
            if past + len(unit.text.split()) > PAST_SHARE * words:
                continue
            past += len(unit.text.split())
        else:
            unit = _best_supported(unit, units, told)
        told.add(unit)
        chosen.append(unit)
        spent += len(unit.text.split())
    return tuple(chosen), key_units


def fuller(opening: Unit, units: Sequence[Unit], late: Collection[int], told: Told) -> Unit:
    """What a late report opens on, where that tells what the opening tells and more; else the
    opening. What is new since then is otherwise lost as a repetition of it."""
    if opening.report in late:
        return opening
    telling = Told(units, {})
    telling.add(opening)
    found = [
        u
        for u in fitting(units)
        if u.report in late
        and u.position == 0
        and not is_remark(u)
        and told.likeness(u, opening) >= SAME
        and telling.adds(u) >= LEAST_NEW
    ]
    return max(found, key=lambda u: (told.likeness(u, opening), u.report), default=opening)


def _speaks_enough(unit: Unit, chosen: Sequence[Unit]) -> bool:
    """Whether its speaker is quoted as often as one may be."""
    if unit.quotation is None and quoted_words(unit.text) < QUOTED:
        return False
    name = _speaking(unit)
    quoted = [u for u in chosen if quoted_words(u.text) >= QUOTED and _speaking(u) == name]
    return name is not None and len(quoted) >= QUOTED_OFTEN


def _speaking(unit: Unit) -> str | None:
    name = unit.speaker.name if unit.speaker is not None else None
    return name.split()[-1] if name else None


def _best_supported(unit: Unit, units: Sequence[Unit], told: Told) -> Unit:
    """The unit, or one that tells the same in words that more origins bear out."""
    alike = [u for u in units if told.likeness(u, unit) >= SAME and u.position < DEEP]
    others = [u for u in alike if u is not unit and not told.repeats(u)]
    counts = {u.key: supporters(u, units) for u in (unit, *others)}
    return max((unit, *others), key=lambda u: (counts[u.key], u is unit, -u.position, -u.report))


def plan(
    units: Sequence[Unit],
    record: EventRecord,
    reports: Sequence[Annotated],
    points: Sequence[Point],
    writing: Writing,
) -> Plan:
    """Choose what the story tells and where.

    Args:
        units: of all reports, that can stand by themselves.
        record: of the event.
        reports: of the story, in order.
        points: of the story.
        writing: how units will be written.
    """
    order, key_units = ranked(units, record, reports, points, writing)
    spent = sum(len(u.text.split()) for u in order)
    long = [u for u in key_units if writing.shortest(u) > BULLET_WORDS]
    standfirst = standfirst_of(order, long, record, reports, writing)
    rest = [u for u in order if u not in standfirst]
    titles = [report.article.title or "" for report in reports]
    openings = [u.text for u in record.units if u.position == 0]
    quick, labels = _quick(rest, standfirst, units, titles, writing)
    sections = _sections([u for u in rest if u not in quick], protagonists([*titles, *openings]))
    if len(sections.get("developments", ())) == 1 and len(quick) > 1:
        *kept, moved = quick
        quick = tuple(kept)
        sections["developments"] = (*sections["developments"], moved)
    deep = [u for chosen in sections.values() for u in chosen]
    told = Told(record.units, {p.id: p for p in points}, late_reports(reports))
    for unit in order:
        told.add(unit)
    may_follow = [
        u
        for u in record.units
        if u not in order and u.key not in record.stale and not told.repeats(u)
    ]
    behind = followers(deep, may_follow, reports, round(FOLLOWING_SHARE * spent))
    return Plan(standfirst, quick, labels, sections, behind)


#: Share of the titles that name those whom the event is about.
TITLED = 0.3


def protagonists(titles: Sequence[str]) -> frozenset[str]:
    """Words, in lower case, that so many titles and openings write with a capital: names of those
    whom the event is about are among them."""
    said = [{w.lower() for w in re.findall(r"\b[A-Z][\w-]+", title)} for title in titles if title]
    return frozenset(
        w for own in said for w in own if sum(w in o for o in said) >= TITLED * len(said)
    )


def _sections(units: Sequence[Unit], heroes: Collection[str]) -> dict[str, tuple[Unit, ...]]:
    """Units by section; what is too little for a head of its own goes to the developments."""
    sections: dict[str, tuple[Unit, ...]] = {}
    for unit in units:
        key = section_of(unit, heroes)
        sections[key] = (*sections.get(key, ()), unit)
    for key in ("reactions", "background", "next"):
        if 0 < len(sections.get(key, ())) < SMALLEST_SECTION:
            sections["developments"] = (*sections.get("developments", ()), *sections.pop(key))
    return sections


def _quick(
    rest: Sequence[Unit],
    standfirst: Sequence[Unit],
    units: Sequence[Unit],
    titles: Sequence[str],
    writing: Writing,
) -> tuple[tuple[Unit, ...], dict[tuple[int, int], str]]:
    """Units that fit a bullet, the most central first, and their labels by key.

    What is central has much of what most origins tell early; what the standfirst and other
    bullets tell counts less, but not as little as in the story as a whole. A unit without a
    label of its own, or whose label is but a noun, is taken only when there are too few others.
    """
    length = {u.key: writing.shortest(u) for u in rest}
    fitting = [u for u in rest if length[u.key] <= LONG_BULLET]
    value = worth(fitting, titles, units)
    order = by_worth(fitting, value, standfirst)
    labels: dict[tuple[int, int], str] = {}
    taken: set[str] = set()
    spoken = 0
    most = max(FEWEST_LOOKS, min(QUICK_LOOKS, len(rest) // 2))
    for general in (False, True):
        for unit in order:
            if len(labels) >= (FEWEST_LOOKS if general else most):
                break
            if unit.scene is not Scene.EVENT:
                continue
            if length[unit.key] > BULLET_WORDS and not general:
                continue
            is_reaction = facet(unit) == "reactions"
            if unit.key in labels or (is_reaction and spoken == SPOKEN_LOOKS):
                continue
            if points_within(unit.text) and not general:
                continue
            label = writing.label(unit, taken, general=general)
            if not label or label in labels.values():
                continue
            spoken += is_reaction
            labels[unit.key] = label
            taken |= content_stems(label)
    return tuple(u for u in order if u.key in labels), labels
