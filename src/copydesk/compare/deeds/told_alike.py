"""Sentences of two reports that tell one thing: what agreement there is beside figures and speech.

A sentence is linked to the likest one of another origin where that is mutual, or where they are
very alike; the likest come first, and two groups become one point only while their sentences are
alike on the average, so that a point keeps to one matter. Whether two agree is a question of its
own: never where a number, a day, a name or a "not" is otherwise.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.subjects import subject_head
from copydesk.compare.assembly import Assembly, Link, clusters
from copydesk.compare.deeds.deed_clauses import spoken_by
from copydesk.compare.speech.alterations import Kind, alteration
from copydesk.compare.speech.altered import altered
from copydesk.compare.speech.meaning import Meaning, concept, likeness, meaning, weights
from copydesk.model import RUNNING, Annotated, Claims, Point, StatedClaim, Story, Told, Verdict

#: Likeness from which two sentences are linked, and from which they may agree. Of 50 links between
#: .22 and .35 that were read, 42 join two tellings of one matter; below that half do not.
_LINKED, _AGREE = 0.25, 0.5
#: The same where one is the likest to the other and not the other way round: one report tells in
#: two sentences what another one tells in one. Of 14 such links that were read, 12 are right.
_ONE_SIDED: Final = 0.35
#: Mean likeness of all sentences of one group with all of another from which both are one point.
_ONE_MATTER: Final = 0.15
#: Lines of a group that are looked at for it: the first, which are the most alike.
_LOOKED: Final = 6
#: Concepts that two sentences have in common at least.
_SHARED: Final = 3
#: A concept that more sentences share than this says nothing of any two of them.
_COMMON: Final = 40
_ABOUT: Final = 90


@dataclass(frozen=True, slots=True)
class _Line:
    claim: StatedClaim
    origin: str
    means: Meaning
    text: str
    acts: dict[str, frozenset[str]]


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kind "fact" that agree or fit each other.

    Args:
        story, claims, reports: as of `compare`, claims and reports in one order.
    """
    lines = [
        line
        for held, report in zip(claims, reports, strict=True)
        for line in _lines(story, held, report)
    ]
    by_id = {line.claim.id: line for line in lines}
    links = [_link(a, b, alike) for a, b, alike in _of_one_matter(lines)]
    linked = {i for link in links for i in (link.a, link.b)}
    assembly = Assembly(story)
    made: list[Point] = []
    of: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        of[link.a].append(link)
    for group in clusters([i for i in by_id if i in linked], links):
        members = [by_id[i] for i in group]
        text = " ".join(members[0].text.split())
        about = text if len(text) <= _ABOUT else text[:_ABOUT].rpartition(" ")[0] + "…"
        held = [link for i in group for link in of[i]]
        made.append(assembly.point("fact", about, (m.claim for m in members), held, ""))
    return tuple(made)


def _lines(story: Story, claims: Claims, report: Annotated) -> Iterator[_Line]:
    origin = story.origin_of(report.article.id).id
    reading = Reading.of(report)
    for number, sentence in enumerate(report.sentences):
        if sentence.role not in RUNNING or claims.told(number) is Told.NONE:
            continue
        means = meaning(report, sentence.start, sentence.end)
        if len(means.concepts) < _SHARED:
            continue
        claim = StatedClaim(
            f"{report.article.id}:d{number}@sentence",
            report.article.id,
            sentence.start,
            sentence.end,
            number,
            sentence.role,
            spoken_by(report, sentence.start, sentence.end),
        )
        yield _Line(
            claim,
            origin,
            means,
            report.sentence_text(number),
            _acts(reading, sentence.first, sentence.last),
        )


def _of_one_matter(lines: Sequence[_Line]) -> list[tuple[_Line, _Line, float]]:
    """Pairs of lines, without those that would join groups of lines of two matters."""
    weight = weights(line.means for line in lines)
    pairs = sorted(_pairs(lines, weight), key=lambda p: (-p[2], p[0].claim.id, p[1].claim.id))
    groups = {line.claim.id: [line] for a, b, _ in pairs for line in (a, b)}
    kept = []
    for a, b, alike in pairs:
        own, other = groups[a.claim.id], groups[b.claim.id]
        if own is not other:
            between = [
                likeness(x.means, y.means, weight) for x in own[:_LOOKED] for y in other[:_LOOKED]
            ]
            if math.fsum(between) < _ONE_MATTER * len(between):
                continue
            own.extend(other)
            groups.update((line.claim.id, own) for line in other)
        kept.append((a, b, alike))
    return kept


def _pairs(lines: Sequence[_Line], weight: Mapping[str, float]) -> list[tuple[_Line, _Line, float]]:
    """Lines of two origins each of which is the likest to the other in its report, or one of them
    much so.
    """
    index: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        for held in line.means.concepts:
            index[held].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for held in sorted(index):
        if len(index[held]) <= _COMMON:
            shared.update(combinations(index[held], 2))
    alike = {
        (i, j): of
        for (i, j), count in shared.items()
        if count >= _SHARED
        and lines[i].origin != lines[j].origin
        and (of := likeness(lines[i].means, lines[j].means, weight)) >= _LINKED
    }
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (i, j), of in alike.items():
        for one, other in ((i, j), (j, i)):
            key = one, lines[other].claim.article
            best[key] = max(best[key], of)
    kept = []
    for (i, j), of in sorted(alike.items()):
        likest = best[i, lines[j].claim.article], best[j, lines[i].claim.article]
        if of == min(likest) == max(likest) or (of >= _ONE_SIDED and of in likest):
            kept.append((lines[i], lines[j], of))
    return kept


def _link(a: _Line, b: _Line, alike: float) -> Link:
    ids = a.claim.id, b.claim.id
    if a.means.negated != b.means.negated:
        return Link(*ids, Verdict.COMPATIBLE, "Close in content; only one of the two is negated.")
    change = alteration(a.text, b.text)
    if change is not None and change.kind is not Kind.WORD:
        told = f"“{change.first}” and “{change.second}”"
        reason = f"Close in content, not the same {change.kind.value}: {told}."
        return Link(*ids, Verdict.COMPATIBLE, reason)
    if (
        altered([a.text], [b.text]) is None
        and alike >= _AGREE
        and a.means.modality == b.means.modality
        and not _of_others(a.acts, b.acts)
    ):
        return Link(*ids, Verdict.AGREE, "Both tell it.")
    return Link(*ids, Verdict.COMPATIBLE, "One matter, told in other words and detail.")


def _acts(reading: Reading, first: int, last: int) -> dict[str, frozenset[str]]:
    """The verbs of a sentence, and the common nouns that do them or that they are done to."""
    found: dict[str, set[str]] = defaultdict(set)
    for verb in range(first, last):
        token = reading.tokens[verb]
        if token.pos != "VERB":
            continue
        passive = [c for c in reading.children[verb] if reading.tokens[c].dep == "nsubj:pass"]
        head = subject_head(reading, verb)
        subject = passive[0] if passive else head[0] if head else None
        if subject is None or reading.tokens[subject].pos != "NOUN":
            continue
        act, doer = concept(token.lemma), concept(reading.tokens[subject].lemma)
        if act is not None and doer is not None:
            found[act].add(doer)
    return {act: frozenset(of) for act, of in found.items()}


def _of_others(a: dict[str, frozenset[str]], b: dict[str, frozenset[str]]) -> bool:
    """Whether the deeds that two sentences share are all of other things.

    "The roof fell in" and "the pier fell out of use" share a verb and no more. Names and pronouns
    are left out: the same person goes by many.
    """
    shared = [act for act in a if act in b]
    return bool(shared) and not any(a[act] & b[act] for act in shared)
