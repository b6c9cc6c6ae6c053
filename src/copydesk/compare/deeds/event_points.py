"""The same event across reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.deeds.commitment_points import overlap
from copydesk.model import RUNNING, Annotated, Claims, Event, Point, Story, Verdict

#: More mentions of one type than this are compared only where the place is the same.
_MANY = 150


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kind "event".

    Two mentions are one event when type and place agree and nothing else speaks against it,
    or when type and a participant agree and neither place nor day differ.
    """
    outlets = {r.article.id: r.article.called for r in reports}
    events = [event for held in claims for event in held.events]
    by_id = {event.id: event for event in events}
    links = _links(events, outlets)
    links_from: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_from[link.a].append(link)
    assembly = Assembly(story)
    found: list[Point] = []
    for group in clusters([e.id for e in events], links):
        members = [by_id[i] for i in group]
        several = len({m.article for m in members}) > 1
        if not several and not (members[0].participants and members[0].role in RUNNING):
            continue
        held_links = [link for i in group for link in links_from.get(i, ())]
        alone = f"Only {outlets[members[0].article]} reports it."
        found.append(assembly.point("event", _about(members), members, held_links, alone))
    return tuple(found)


def _links(events: Sequence[Event], outlets: dict[str, str]) -> list[Link]:
    by_type: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        by_type[event.type].append(event)
    found: list[Link] = []
    for kind in sorted(by_type):
        mentions = by_type[kind]
        if len(mentions) > _MANY:
            mentions = [e for e in mentions if e.where is not None][:_MANY]
        for a, b in combinations(mentions, 2):
            if _same(a, b):
                found.append(_link(a, b, outlets))
    return found


def _same(a: Event, b: Event) -> bool:
    if a.when and b.when and not _meet(a.when, b.when):
        return False
    taking_part = overlap(a.participants, b.participants)
    if a.where and b.where:
        if a.where.lower() != b.where.lower():
            return False
        return taking_part or not a.participants or not b.participants
    return taking_part and bool(a.when and b.when)


def _meet(a: str, b: str) -> bool:
    first, second = a.split("/"), b.split("/")
    return first[0] <= second[-1] and second[0] <= first[-1]


def _link(a: Event, b: Event, outlets: dict[str, str]) -> Link:
    if a.status != b.status:
        reason = (
            f"The same event; {a.status} in {outlets[a.article]}, "
            f"{b.status} in {outlets[b.article]}."
        )
        return Link(a.id, b.id, Verdict.COMPATIBLE, reason)
    return Link(a.id, b.id, Verdict.AGREE, "Both report it.")


def _about(members: Sequence[Event]) -> str:
    who = list(dict.fromkeys(n for m in members for n in m.participants))[:3]
    where = next((m.where for m in members if m.where), None)
    text = members[0].type + (f": {', '.join(who)}" if who else "")
    return f"{text}, {where}" if where else text
