"""The same utterance across reports: identical, contained, or in another wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.speech import rewording, same_speaker
from copydesk.compare.speech.alterations import NEGATIONS
from copydesk.compare.speech.altered import altered
from copydesk.compare.speech.rewording import Utterance
from copydesk.compare.speech.variants import FUNCTION_WORDS, Likeness, Wording, likeness, wording
from copydesk.model import (
    Annotated,
    Claim,
    Claims,
    Point,
    QuotedClaim,
    StatedClaim,
    Story,
    Verdict,
)

#: More reports than this with one pair of words: the words are no sign of one utterance.
_COMMON = 60
#: Utterances of fewer words are a name or a phrase that two people use, and no one utterance.
_SHORT = 3
_ABOUT_WORDS = 9


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kind "quotation".

    Words that several reports quote make one point; a variant is a difference that names
    both wordings with their outlets. A direct quotation, or a fragment with a speaker, that
    one report alone has makes a point with the verdict "single".
    """
    outlets = {r.article.id: r.article.called for r in reports}
    uttered = [
        Utterance(q, _words(q, report), outlets[q.article], _before(q, report), _printed(q, report))
        for c, report in zip(claims, reports, strict=True)
        for q in c.quotations
        if q.kind in ("direct", "fragment") or (q.kind == "scare" and q.attribution.name)
    ]
    links = _links(uttered)
    links.extend(rewording.neighbours(uttered, links))
    unmarked, more = rewording.unmarked(uttered, claims, reports)
    links.extend(more)
    return _points(Assembly(story), uttered, unmarked, links)


def _points(
    assembly: Assembly,
    uttered: Sequence[Utterance],
    unmarked: Sequence[StatedClaim],
    links: Sequence[Link],
) -> tuple[Point, ...]:
    by_id = {u.claim.id: u for u in uttered}
    stated = {s.id: s for s in unmarked}
    links_from: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        links_from[link.a].append(link)
    found: list[Point] = []
    for group in clusters([*by_id, *stated], links):
        members = [by_id[i] for i in group if i in by_id]
        claims: list[Claim] = [by_id[i].claim if i in by_id else stated[i] for i in group]
        if len({c.article for c in claims}) < 2 and not _worth_telling(members):
            continue
        held = [link for i in group for link in links_from.get(i, ())]
        alone = f"Only {members[0].outlet} has these words."
        found.append(assembly.point("quotation", _about(members), claims, held, alone))
    return tuple(found)


def _words(claim: QuotedClaim, report: Annotated) -> Wording:
    return wording(_printed(claim, report))


def _printed(claim: QuotedClaim, report: Annotated) -> tuple[str, ...]:
    return tuple(report.article.text[s.start : s.end] for s in claim.segments)


def _before(claim: QuotedClaim, report: Annotated) -> tuple[str, ...]:
    """The words of the sentence right before the marks ("is not “safe”")."""
    start = claim.segments[0].start
    left = max(report.sentences[claim.sentence].start, start - 25)
    return wording([report.article.text[left:start]]).words[-2:]


def _worth_telling(members: Sequence[Utterance]) -> bool:
    return any(
        m.claim.attribution.name is not None
        and (m.claim.kind == "direct" or len(m.words.words) > 1)
        for m in members
    )


def _links(uttered: Sequence[Utterance]) -> list[Link]:
    candidates: set[tuple[int, int]] = set()
    for holders in _index(uttered).values():
        if len(holders) <= _COMMON:
            candidates.update(combinations(sorted(holders), 2))
    found = [_link(uttered[i], uttered[j]) for i, j in sorted(candidates)]
    return [link for link in found if link is not None]


def _index(uttered: Sequence[Utterance]) -> dict[tuple[str, ...], set[int]]:
    """Pairs of neighbouring words with a content word in them: who has them."""
    index: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for n, utterance in enumerate(uttered):
        words = utterance.words.words
        for pair in pairwise(words):
            if not (pair[0] in FUNCTION_WORDS and pair[1] in FUNCTION_WORDS):
                index[pair].add(n)
        if len(words) == 1 and utterance.claim.attribution.name is not None:
            index[words].add(n)
    return index


def _link(a: Utterance, b: Utterance) -> Link | None:  # noqa: PLR0911  a return a verdict
    kind = likeness(a.words, b.words)
    if kind is None:
        return _one_sentence(a, b)
    if (turned := _turned(a, b)) is not None:
        return turned
    first, second = a.claim.attribution.name, b.claim.attribution.name
    if first is not None and second is not None and same_speaker.same(first, second):
        return rewording.variant(a, b) if kind is Likeness.VARIANT else _agreement(a, b, kind)
    short = min(len(a.words.words), len(b.words.words))
    if kind is Likeness.VARIANT and (first is None or second is None):
        return _one_sentence(a, b, named=False)
    if kind in (Likeness.VARIANT, Likeness.OVERLAPPING) or short < 2:
        return None
    if first is None or second is None:
        return _unnamed(a, b)
    if short < _SHORT:
        return None
    # Told of two speakers, one of the two readings is the likelier fault: it is no difference.
    reason = f"The same words, given to {first} by {a.outlet} and to {second} by {b.outlet}."
    return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)


#: Likeness of one sentence from which two quotations have it in two wordings: of one speaker, and
#: where a report names none.
_SENTENCE, _UNNAMED_SENTENCE = 0.75, 0.8


def _one_sentence(a: Utterance, b: Utterance, *, named: bool = True) -> Link | None:
    """Two quotations of one speaker that share but a sentence, and that not word for word."""
    known = a.speaker is not None and b.speaker is not None
    if named and not (known and same_speaker.same(a.speaker or "", b.speaker or "")):
        return None
    change = altered(a.pieces, b.pieces)
    if change is None or change.alike < (_SENTENCE if named else _UNNAMED_SENTENCE):
        return None
    return rewording.differing(a, b, change)


def _turned(a: Utterance, b: Utterance) -> Link | None:
    """Two quotations of which one takes back, or puts under a condition, what the other says."""
    denied, other = (a, b) if len(a.words.words) >= len(b.words.words) else (b, a)
    here, there = _denials(denied, other), _denials(other, denied)
    if here == there:
        return None
    if there:
        denied, other = other, denied
    how = "puts a condition to" if (here | there) <= _CONDITIONS else "has a denial of"
    reason = f"{denied.outlet} {how} the words that {other.outlet} quotes without."
    one = (
        a.speaker is not None and b.speaker is not None and same_speaker.same(a.speaker, b.speaker)
    )
    # A piece of a long quotation may leave its "not" out: it must stand inside a sentence.
    change = altered(a.pieces, b.pieces) if one else None
    differ = change is not None and change.turned
    return Link(a.claim.id, b.claim.id, Verdict.DIFFER if differ else Verdict.COMPATIBLE, reason)


#: Words that put what follows under a condition.
_CONDITIONS = frozenset({"if", "unless", "provided"})


def _denials(of: Utterance, other: Utterance) -> frozenset[str]:
    """Negations and conditions at the words that both have, inside the marks or right before."""
    words = (*of.before, *of.words.words)
    shared = set(other.words.content)
    first = next((n for n, w in enumerate(words) if w in shared), len(words))
    last = max((n for n, w in enumerate(words) if w in shared), default=-1)
    near = words[max(0, first - 3) : last + 1]
    found = {"not"} if sum(w in NEGATIONS for w in near if w != "longer") % 2 else set()
    return frozenset(found | (_CONDITIONS & set(words[max(0, first - 8) : first])))


def _agreement(a: Utterance, b: Utterance, kind: Likeness) -> Link:
    reason = "The same words of the same speaker."
    if kind is Likeness.CONTAINED:
        reason = "The words that one report quotes stand in the longer quotation of the other."
    elif kind is Likeness.OVERLAPPING:
        reason = "Each report quotes another stretch of one utterance; where they meet, they agree."
    return Link(a.claim.id, b.claim.id, Verdict.AGREE, reason)


def _unnamed(a: Utterance, b: Utterance) -> Link:
    named = next((u for u in (a, b) if u.claim.attribution.name is not None), None)
    if named is None:
        reason = "The same words; neither report names the speaker."
        return Link(a.claim.id, b.claim.id, Verdict.AGREE, reason)
    other = b if named is a else a
    reason = (
        f"The same words; {named.outlet} gives them to {named.claim.attribution.name}, "
        f"{other.outlet} names no speaker."
    )
    return Link(a.claim.id, b.claim.id, Verdict.COMPATIBLE, reason)


def _about(members: Sequence[Utterance]) -> str:
    shortest = min(members, key=lambda m: (len(m.claim.text), m.claim.id))
    words = shortest.claim.text.split()
    text = " ".join(words[:_ABOUT_WORDS]).rstrip(",.;:")
    text += "…" if len(words) > _ABOUT_WORDS else ""
    name = next((m.claim.attribution.name for m in members if m.claim.attribution.name), None)
    return f"{name}: “{text}”" if name else f"“{text}”"
