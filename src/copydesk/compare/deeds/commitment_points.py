"""The same pledge, agreement or plan across reports, and who is said to make it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.speech import same_speaker
from copydesk.compare.speech.meaning import Meaning, likeness, of_words, weights
from copydesk.model import Annotated, Claims, Commitment, Point, Role, Story, Verdict

# Shares of weighted concepts in common; tuned on the copydesk-gold/1 seeds, for precision.
_SAME_AGENT = 0.35
_SAME_SPEAKER = 0.25
_OTHER_AGENT = 0.75
_SAME_AMOUNT = 0.2
_ABOUT = 80

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_VERBS = {
    "pledge": "pledged",
    "agreement": "agreed",
    "plan": "planned",
    "demand": "demanded",
    "condition": "set as a condition",
    "endorsement": "endorsed",
    "negotiation": "under negotiation",
}


@dataclass(frozen=True, slots=True)
class _Made:
    claim: Commitment
    means: Meaning
    amount: tuple[float, str] | None
    outlet: str
    titles: Mapping[str, str]
    years: frozenset[str]

    @property
    def named(self) -> tuple[str, ...]:
        """Agents that are names or begin with one."""
        return tuple(a for a in self.claim.agent if a[:1].isupper())


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kinds "commitment" and "role".

    A role point says that reports give one pledge of one amount to different agents; it
    stands beside the commitment itself.
    """
    made = [
        _made(claim, report)
        for held, report in zip(claims, reports, strict=True)
        for claim in held.commitments
    ]
    assembly = Assembly(story)
    links = _links(made)
    return (*_roles(assembly, made), *_points(assembly, made, links))


def _made(claim: Commitment, report: Annotated) -> _Made:
    start = report.article.text.find(claim.content, report.sentences[claim.sentence].start)
    end = start + len(claim.content)
    money = [
        (q.point, q.unit)
        for q in report.quantities
        if q.kind == "money" and q.point is not None and start <= q.end and q.start <= end
    ]
    words = [t.text for t in report.tokens if start <= t.start and t.end <= end]
    titles = {c.name: c.title for c in report.chains if c.title}
    sentence = report.sentences[claim.sentence]
    years = frozenset(_YEAR.findall(report.article.text, sentence.start, sentence.end))
    amount = money[0] if money else None
    return _Made(claim, of_words(words), amount, report.article.called, titles, years)


def _points(assembly: Assembly, made: Sequence[_Made], links: Sequence[Link]) -> list[Point]:
    by_id = {m.claim.id: m for m in made}
    links_from: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_from[link.a].append(link)
    found: list[Point] = []
    for group in clusters([m.claim.id for m in made], links):
        members = [by_id[i] for i in group]
        if len(members) == 1 and not (members[0].named and len(members[0].means.concepts) > 1):
            continue
        held = [link for i in group for link in links_from.get(i, ())]
        alone = f"Only {members[0].outlet} reports it."
        found.append(
            assembly.point("commitment", _about(members), (m.claim for m in members), held, alone)
        )
    return found


def _links(made: Sequence[_Made]) -> list[Link]:
    by_type: dict[str, list[_Made]] = defaultdict(list)
    for item in made:
        by_type[item.claim.type].append(item)
    weight = weights(m.means for m in made)
    found: list[Link] = []
    for kind in sorted(by_type):
        index: dict[str, list[int]] = defaultdict(list)
        for n, item in enumerate(by_type[kind]):
            for concept in item.means.concepts:
                index[concept].append(n)
        pairs = {p for holders in index.values() for p in combinations(holders, 2)}
        for i, j in sorted(pairs):
            link = _link(by_type[kind][i], by_type[kind][j], weight)
            if link is not None:
                found.append(link)
    return found


def _link(a: _Made, b: _Made, weight: Mapping[str, float]) -> Link | None:
    alike = likeness(a.means, b.means, weight)
    if a.amount is not None and b.amount is not None and a.amount != b.amount:
        return None
    amount = a.amount is not None and a.amount == b.amount
    together = overlap(a.named, b.named)
    if together and (alike >= _SAME_AGENT or (amount and alike >= _SAME_AMOUNT)):
        if a.claim.status != b.claim.status:
            reason = (
                f"The same commitment; {a.outlet} has it {a.claim.status}, "
                f"{b.outlet} {b.claim.status}."
            )
            return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)
        if a.years and b.years and not a.years & b.years:
            reason = (
                f"The same agent and matter, not one time: {_join(sorted(a.years))} in {a.outlet}, "
                f"{_join(sorted(b.years))} in {b.outlet}."
            )
            return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)
        return Link(a.claim.id, b.claim.id, Verdict.AGREE, "The same commitment by the same agent.")
    speaker, other = a.claim.attribution.name, b.claim.attribution.name
    voiced = speaker is not None and other is not None and same_speaker.same(speaker, other)
    apart = bool(a.named and b.named)
    if (
        (voiced and alike >= _SAME_SPEAKER)
        or alike >= _OTHER_AGENT
        or (amount and alike >= _SAME_AMOUNT and not apart)
    ):
        reason = "The same commitment; the reports do not both say whose it is."
        if apart:
            reason = (
                f"The same commitment; {_join(a.named)} in {a.outlet}, "
                f"{_join(b.named)} in {b.outlet}."
            )
        return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)
    return None


def overlap(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether some agent of one is, or is part of, some agent of the other."""
    return any(same_speaker.same(x, y) or _part(x, y) or _part(y, x) for x in a for y in b)


def _part(name: str, other: str) -> bool:
    return set(name.lower().split()) <= set(other.lower().split())


# Who ----------------------------------------------------------------------------------------


def _roles(assembly: Assembly, made: Sequence[_Made]) -> list[Point]:
    """One point for each amount that reports have different agents pledge."""
    by_amount: dict[tuple[str, float, str], list[_Made]] = defaultdict(list)
    for item in made:
        if item.amount is not None and item.named and item.claim.status != "rejected":
            by_amount[item.claim.type, *item.amount].append(item)
    found: list[Point] = []
    for key in sorted(by_amount):
        members = by_amount[key]
        links = [
            _compare_agents(a, b)
            for a, b in combinations(members, 2)
            if a.means.concepts & b.means.concepts
        ]
        if any(link.verdict is Verdict.DIFFER for link in links):
            linked = {i for link in links for i in (link.a, link.b)}
            claims = [m.claim for m in members if m.claim.id in linked]
            about = f"who {_VERBS[key[0]]} {_amount(members[0])}"
            found.append(assembly.point("role", about, claims, links, ""))
    return found


def _compare_agents(a: _Made, b: _Made) -> Link:
    if overlap(a.named, b.named):
        return Link(a.claim.id, b.claim.id, Verdict.AGREE, "The same agent.")
    words = f"{_join(a.named)} in {a.outlet}, {_join(b.named)} in {b.outlet}"
    if _speaks_for(a, b) or _speaks_for(b, a):
        return Link(
            a.claim.id, b.claim.id, Verdict.COMPATIBLE, f"One speaks for the other: {words}."
        )
    if Role.HEADLINE in (a.claim.role, b.claim.role):
        reason = f"A headline shortens who it is: {words}."
        return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)
    return Link(a.claim.id, b.claim.id, Verdict.DIFFER, f"Different agents: {words}.")


def _speaks_for(a: _Made, b: _Made) -> bool:
    """Whether an agent of ``a`` holds an office of the very agent of ``b``."""
    titles = " ".join(
        title.lower() for name, title in sorted(a.titles.items()) if name in a.named
    ).split()
    return any(set(n.lower().split()) <= set(titles) for n in b.named)


def _amount(item: _Made) -> str:
    value, unit = item.amount or (0.0, "")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{unit} {value / size:g} {word}"
    return f"{unit} {value:,.0f}"


def _join(found: Sequence[str]) -> str:
    return " and ".join(found)


def _about(members: Sequence[_Made]) -> str:
    first = next((m for m in members if m.named), members[0])
    text = " ".join(first.claim.content.split())
    text = text if len(text) <= _ABOUT else text[:_ABOUT].rpartition(" ")[0] + "…"
    return f"{_VERBS[first.claim.type]} by {_join(first.named) or 'somebody'}: {text}"
