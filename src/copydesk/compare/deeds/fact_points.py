"""What reports tell otherwise without a figure: the day or year of a deed, its place, who did it,
how a name is written, where somebody lives, a weapon, a colour, a direction.

Told as a difference only: a deed that two reports tell alike is no point.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.deeds import deeds, particulars, same_deed
from copydesk.compare.deeds.deed_clauses import spoken_by
from copydesk.compare.deeds.deeds import Deed
from copydesk.compare.deeds.particulars import Particular
from copydesk.model import Annotated, Claims, Event, Point, StatedClaim, Story, Verdict

#: How the reason of a difference begins, by what is otherwise.
_REASONS = {
    same_deed.DAY: "One deed, on another day",
    same_deed.MONTH: "One deed, in another month",
    same_deed.YEAR: "One deed, in another year",
    same_deed.PLACE: "One deed, in another place",
    particulars.NAME: "One name, written in two ways",
    particulars.HOME: "One person, from another place",
    same_deed.WHO: "One deed, of somebody else",
    particulars.WEAPON: "Another weapon",
    particulars.COLOUR: "One thing in another colour",
    particulars.SIDE: "One place, and another side of it",
}
_ABOUT = 90


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kind "fact", all of them differences; ``about`` begins with what is otherwise.

    Args:
        story, claims, reports: as of `compare`, claims and reports in one order.
    """
    by_id = {r.article.id: r for r in reports}
    found: dict[str, list[tuple[Event | StatedClaim, Event | StatedClaim, str]]] = {}
    for contrast in same_deed.contrasts(
        [
            deed
            for held, report in zip(claims, reports, strict=True)
            for deed in deeds.read(report, [p.event for p in held.passages])
        ],
        {r.article.id: r.article.text for r in reports},
    ):
        a, b = _event(contrast.a, by_id), _event(contrast.b, by_id)
        names = by_id[a.article].article.called, by_id[b.article].article.called
        reason = _reason(contrast.slot, names, contrast.first, contrast.second)
        found.setdefault(contrast.slot, []).append((a, b, reason))
    for first, second in particulars.apart(reports, claims):
        x, y = _stated(first, by_id), _stated(second, by_id)
        names = by_id[x.article].article.called, by_id[y.article].article.called
        reason = _reason(first.slot, names, first.words, second.words)
        found.setdefault(first.slot, []).append((x, y, reason))
    assembly = Assembly(story)
    return tuple(
        point for slot in sorted(found) for point in _points(assembly, slot, found[slot], by_id)
    )


def _reason(slot: str, names: tuple[str, str], first: str, second: str) -> str:
    words = [" ".join(w.split()) for w in (first, second)]
    return f"{_REASONS[slot]}: {names[0]} has “{words[0]}”, {names[1]} “{words[1]}”."


def _points(
    assembly: Assembly,
    slot: str,
    found: Sequence[tuple[Event | StatedClaim, Event | StatedClaim, str]],
    reports: dict[str, Annotated],
) -> list[Point]:
    by_id = {c.id: c for a, b, _ in found for c in (a, b)}
    links = [Link(a.id, b.id, Verdict.DIFFER, reason) for a, b, reason in found]
    made: list[Point] = []
    for group in clusters(sorted(by_id), links):
        members = [by_id[i] for i in group]
        first = assembly.order(members)[0]
        span = first.span
        text = " ".join(span.of(reports[first.article].article.text).split())
        about = text if len(text) <= _ABOUT else text[:_ABOUT].rpartition(" ")[0] + "…"
        held = [link for link in links if link.a in group]
        made.append(assembly.point("fact", f"{slot}: {about}", members, held, ""))
    return made


def _event(deed: Deed, reports: dict[str, Annotated]) -> Event:
    report = reports[deed.article]
    when = next((m for m in deed.moments if m.first is not None), None)
    return Event(
        f"{deed.article}:d{deed.verb}",
        deed.article,
        deed.start,
        deed.end,
        deed.sentence,
        report.sentences[deed.sentence].role,
        report.tokens[deed.verb].lemma.lower(),
        tuple(sorted(deed.persons)),
        next(iter(deed.places), None),
        when.first.isoformat() if when and when.first and when.first == when.last else None,
        deed.modality,
        spoken_by(report, deed.start, deed.end),
    )


def _stated(of: Particular, reports: dict[str, Annotated]) -> StatedClaim:
    report = reports[of.article]
    sentence = next((n for n, s in enumerate(report.sentences) if s.start <= of.start < s.end), 0)
    return StatedClaim(
        f"{of.article}:d{of.start}@{of.slot.rpartition(' ')[2]}",
        of.article,
        of.start,
        of.end,
        sentence,
        report.sentences[sentence].role,
        spoken_by(report, of.start, of.end),
    )
