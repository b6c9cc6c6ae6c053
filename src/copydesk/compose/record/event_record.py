"""The event record: what the reports tell of one event, put together from the claims of all.

A story is written from it, and a language model is given it. It holds the facts, each with the
sentences that word it, the independent origins that bear it out and the event it belongs to; the
history of each toll; who the people are; when and where; what state things are in; and, apart
from all that, the other events that the reports mention.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from copydesk.compose.choose.telling import Told
from copydesk.compose.record.candidates import Unit, left_out, units_of
from copydesk.compose.record.histories import History, harm_of, histories, is_whole, stale
from copydesk.compose.record.overtaken import overtaken
from copydesk.compose.record.scenes import Scene, scenes
from copydesk.compose.record.stages import State, overtaken_by_state, state_of
from copydesk.compose.record.under_way import under_way
from copydesk.model import Annotated, Claims, Point, Story


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that the reports tell.

    Attributes:
        wordings: the sentences that tell it, nearest to the head of a report first.
        origins: ids of the independent origins behind them, sorted.
        scene: which event it belongs to.
        speaker: name of the person or body whose word it is; None for what reports tell as so.
    """

    wordings: tuple[Unit, ...]
    origins: tuple[str, ...]
    scene: Scene
    speaker: str | None


@dataclass(frozen=True, slots=True)
class OtherEvent:
    """Another event that a report mentions: its sentences there, and when it was, if told."""

    sentences: tuple[Unit, ...]
    when: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the reports name: one name, and who it is; empty where no report says."""

    name: str
    role: str
    origins: int


@dataclass(frozen=True, slots=True)
class EventRecord:
    """What the reports tell of one event.

    Attributes:
        days: its first and last day; None when unknown.
        places: where, as most datelines and openings have it, most widely told first.
        facts: by how many origins bear them out, then by how early reports tell them.
        histories: of its tolls.
        people: by how many origins name them.
        others: the other events, in order of the reports.
        units: all sentences that may be told; stale: keys of those that another value, or the
            day, has overtaken.
        state: the stages that the event has reached.
        tolls: deeds of which a sentence counts everybody harmed, of whatever event, by key of
            the unit.
        left_out: why sentences of the reports may not be told, with how many there are of each.
    """

    days: tuple[date, date] | None
    places: tuple[str, ...]
    facts: tuple[Fact, ...]
    histories: tuple[History, ...]
    people: tuple[Person, ...]
    others: tuple[OtherEvent, ...]
    units: tuple[Unit, ...]
    stale: frozenset[tuple[int, int]]
    tolls: dict[tuple[int, int], frozenset[str]]
    left_out: tuple[tuple[str, int], ...] = ()
    state: State = field(default_factory=lambda: State({}, {}))


def event_record(
    story: Story, reports: Sequence[Annotated], claims: Sequence[Claims], points: Sequence[Point]
) -> EventRecord:
    """The record of a story's event.

    Args:
        story, reports, claims, points: as compose has them.
    """
    origins = [story.origin_of(r.article.id).id for r in reports]
    told_of = scenes(reports, origins, claims)
    units = units_of(story, reports, points, told_of)
    apart = {c.id for p in points if p.event is not None for c in p.claims}
    made = histories(story, reports, claims, told_of, apart)
    told = Told(units, {p.id: p for p in points})
    state = state_of(reports)
    return EventRecord(
        days=told_of.days,
        places=_places(reports),
        facts=_facts(units, told),
        histories=made,
        people=_people(reports, origins),
        others=_others(units, reports),
        units=units,
        stale=stale(made, reports, claims)
        | overtaken(reports)
        | overtaken_by_state(reports, state)
        | frozenset(under_way(reports, state)),
        tolls=_tolls(reports, claims),
        left_out=left_out(reports, units),
        state=state,
    )


def _tolls(
    reports: Sequence[Annotated], claims: Sequence[Claims]
) -> dict[tuple[int, int], frozenset[str]]:
    index = {report.article.id: i for i, report in enumerate(reports)}
    found: dict[tuple[int, int], set[str]] = {}
    for own in claims:
        for figure in own.figures:
            deed = harm_of(figure) if figure.unit == "people" else None
            at = index.get(figure.article)
            if deed is not None and at is not None and is_whole(figure, reports[at]):
                found.setdefault((at, figure.sentence), set()).add(deed)
    return {key: frozenset(deeds) for key, deeds in found.items()}


def _facts(units: Sequence[Unit], told: Told) -> tuple[Fact, ...]:
    """Sentences put together that tell one thing; each joins the first that it tells alike."""
    groups: list[list[Unit]] = []
    for unit in sorted(units, key=lambda u: (u.position, u.report)):
        for group in groups:
            if unit.scene is group[0].scene and told.same(unit, group[0]):
                group.append(unit)
                break
        else:
            groups.append([unit])
    facts = [
        Fact(
            wordings=tuple(group),
            origins=tuple(sorted({u.origin for u in group})),
            scene=group[0].scene,
            speaker=next((u.speaker.name for u in group if u.speaker is not None), None),
        )
        for group in groups
    ]
    return tuple(sorted(facts, key=lambda f: (-len(f.origins), f.wordings[0].position)))


def _places(reports: Sequence[Annotated]) -> tuple[str, ...]:
    counts: Counter[str] = Counter()
    for report in reports:
        text = report.article.text
        names = {
            text[e.start : e.end]
            for e in report.entities
            if e.label == "LOC" and e.start < len(text) // 4
        }
        counts.update(names)
    return tuple(name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))[:5])


def _people(reports: Sequence[Annotated], origins: Sequence[str]) -> tuple[Person, ...]:
    named: dict[str, set[str]] = {}
    roles: dict[str, str] = {}
    for report, origin in zip(reports, origins, strict=True):
        for chain in report.chains:
            if chain.label == "PERSON" and " " in chain.name:
                named.setdefault(chain.name, set()).add(origin)
                if chain.title and chain.name not in roles:
                    roles[chain.name] = chain.title
    found = [Person(name, roles.get(name, ""), len(had)) for name, had in named.items()]
    return tuple(sorted(found, key=lambda p: (-p.origins, p.name)))


def _others(units: Sequence[Unit], reports: Sequence[Annotated]) -> tuple[OtherEvent, ...]:
    """Runs of sentences of one report that are of another event or of the past."""
    runs: list[list[Unit]] = []
    for unit in units:
        if unit.scene is Scene.EVENT:
            continue
        last = runs[-1][-1] if runs else None
        if last and last.report == unit.report and unit.position - last.position <= 1:
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return tuple(OtherEvent(tuple(run), _when(run[0], reports)) for run in runs)


def _when(unit: Unit, reports: Sequence[Annotated]) -> date | None:
    days = [
        t.first
        for t in reports[unit.report].times
        if unit.span.start <= t.start < unit.span.end and t.first
    ]
    return min(days, default=None)
