"""Statements, commitments and events of several reports, set against each other."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.deeds import commitment_points, event_points
from copydesk.compare.speech import same_speaker
from copydesk.compare.speech.alterations import Kind, alteration, spelled_alike
from copydesk.compare.speech.meaning import Meaning, likeness, meaning, weights
from copydesk.english.gazetteer import is_people
from copydesk.model import RUNNING, Annotated, Claims, Point, StatedClaim, Story, Verdict

# Shares of weighted concepts that two statements must have in common; tuned on the
# copydesk-gold/1 seeds and development events, for precision.
_SAME_SPEAKER = 0.5
_SAME_SUBJECT = 0.2
_OTHER_SPEAKER = 0.65
_OPPOSITE = 0.7
_ALIKE = 0.6
#: A concept that more statements share than this says nothing of any two of them.
_COMMON = 40
#: Statements of one report alone that are told, a report and a story.
_SINGLES_A_REPORT = 6
_SINGLES_A_STORY = 40
_ABOUT = 90


@dataclass(frozen=True, slots=True)
class _Said:
    claim: StatedClaim
    means: Meaning
    context: Meaning
    subject: str | None
    outlet: str
    text: str

    @property
    def speaker(self) -> str | None:
        return self.claim.attribution.name


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kinds "statement", "commitment", "role" and "event"."""
    return (
        *_statements(story, claims, reports),
        *commitment_points.points(story, claims, reports),
        *event_points.points(story, claims, reports),
    )


def _statements(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> list[Point]:
    said = [
        _said(claim, report)
        for held, report in zip(claims, reports, strict=True)
        for claim in held.statements
    ]
    by_id = {s.claim.id: s for s in said}
    links = _links(said)
    links_from: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_from[link.a].append(link)
    assembly = Assembly(story)
    found: list[Point] = []
    singles: Counter[str] = Counter()
    for group in clusters([s.claim.id for s in said], links):
        members = [by_id[i] for i in group]
        if len({m.claim.article for m in members}) < 2 and not _tell_alone(members[0], singles):
            continue
        held_links = [link for i in group for link in links_from.get(i, ())]
        alone = f"Only {members[0].outlet} reports it."
        found.append(
            assembly.point(
                "statement", _about(members[0]), (m.claim for m in members), held_links, alone
            )
        )
    return found


def _tell_alone(item: _Said, singles: Counter[str]) -> bool:
    named = item.speaker is not None and item.claim.role in RUNNING
    if not named or len(item.means.concepts) < 4:
        return False
    if singles[item.claim.article] >= _SINGLES_A_REPORT or singles.total() >= _SINGLES_A_STORY:
        return False
    singles[item.claim.article] += 1
    return True


def _said(claim: StatedClaim, report: Annotated) -> _Said:
    sentence = report.sentences[claim.sentence] if report.sentences else None
    context = (
        meaning(report, sentence.start, sentence.end)
        if sentence is not None
        else meaning(report, claim.start, claim.end)
    )
    return _Said(
        claim,
        meaning(report, claim.start, claim.end),
        context,
        _subject(claim, report),
        report.article.called,
        report.article.text[claim.start : claim.end],
    )


def _subject(claim: StatedClaim, report: Annotated) -> str | None:
    """Head of the subject of what is said, in lower case."""
    first = bisect_left(report.tokens, claim.start, key=lambda t: t.start)
    last = bisect_left(report.tokens, claim.end, lo=first, key=lambda t: t.start)
    for token in report.tokens[first:last]:
        if token.dep in ("nsubj", "nsubj:pass") and token.pos in ("NOUN", "PROPN"):
            return token.lemma.lower()
    return None


def _links(said: Sequence[_Said]) -> list[Link]:
    index: dict[str, list[int]] = defaultdict(list)
    for n, item in enumerate(said):
        for concept in item.means.concepts:
            index[concept].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for concept in sorted(index):
        if len(index[concept]) <= _COMMON:
            shared.update(combinations(index[concept], 2))
    weight = weights(s.means for s in said)
    found = [_link(said[i], said[j], weight) for i, j in sorted(shared)]
    return [link for link in found if link is not None]


def _link(a: _Said, b: _Said, weight: Mapping[str, float]) -> Link | None:
    if a.claim.article == b.claim.article and _inside(a.claim, b.claim):
        return None
    shared = len(a.means.concepts & b.means.concepts)
    first, second = a.speaker, b.speaker
    same = first is not None and second is not None and same_speaker.same(first, second)
    if not same and shared < 3:
        return None
    alike = likeness(a.means, b.means, weight)
    if same:
        on_subject = (
            a.subject is not None
            and a.subject == b.subject
            and alike >= _SAME_SUBJECT
            and len(a.context.concepts & b.context.concepts) >= 3
        )
        linked = (alike >= _SAME_SPEAKER and shared >= 2) or on_subject
    else:
        linked = alike >= _OTHER_SPEAKER
    if not linked or (a.means.negated != b.means.negated and alike < _SAME_SPEAKER):
        return None
    verdict, reason = _verdict(a, b, alike, same=same)
    return Link(a.claim.id, b.claim.id, verdict, reason)


def _inside(a: StatedClaim, b: StatedClaim) -> bool:
    return a.start < b.end and b.start < a.end


#: How alike two statements of one speaker must be for a change in one place to be a difference.
_ONE_PLACE = 0.75


def _verdict(  # noqa: PLR0911  one return a verdict reads best
    a: _Said, b: _Said, alike: float, *, same: bool
) -> tuple[Verdict, str]:
    """Verdict of two linked statements: never "agree" where anything stands against anything."""
    change = alteration(a.text, b.text)
    if a.means.negated != b.means.negated:
        if same and alike >= _OPPOSITE:
            denying, other = (a, b) if a.means.negated else (b, a)
            return Verdict.DIFFER, f"{denying.outlet} has it denied, {other.outlet} does not."
        return Verdict.COMPATIBLE, "Close in content; only one of the two is negated."
    if change is not None:
        told = f"{a.outlet} has “{change.first}”, {b.outlet} “{change.second}”"
        one = len(change.first.split()) == len(change.second.split()) == 1
        if change.kind is Kind.NAME:  # a nation under two names; a name misspelt
            nations = any(is_people(name.lower()) for name in (change.first, change.second))
            one = one and not nations and not spelled_alike(change.first, change.second)
        exact = one and same and change.alike >= _ONE_PLACE and a.means.modality == b.means.modality
        if exact and change.kind in (Kind.NUMBER, Kind.DAY, Kind.NAME):
            return Verdict.DIFFER, f"One statement but for the {change.kind.value}: {told}."
        return Verdict.COMPATIBLE, f"Close in content, not the same: {told}."
    if a.means.modality != b.means.modality:
        return (
            Verdict.COMPATIBLE,
            f"The same matter, not equally sure: {a.means.modality} in {a.outlet}, "
            f"{b.means.modality} in {b.outlet}.",
        )
    if not same and a.speaker != b.speaker:
        return (
            Verdict.COMPATIBLE,
            f"The same content; {a.outlet} gives it to {a.speaker or 'nobody'}, "
            f"{b.outlet} to {b.speaker or 'nobody'}.",
        )
    if alike < _ALIKE:
        return Verdict.COMPATIBLE, "One statement, told in other words and detail."
    return Verdict.AGREE, "Both report the same statement."


def _about(item: _Said) -> str:
    words = item.text if len(item.text) <= _ABOUT else item.text[:_ABOUT].rpartition(" ")[0] + "…"
    words = " ".join(words.split())
    return f"{item.speaker}: {words}" if item.speaker else words
