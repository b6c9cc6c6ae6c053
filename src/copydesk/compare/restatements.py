"""What a report says again: figures of one report that are one fact."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from copydesk.compare.facts import PARTS, Fact, Scene, cosine
from copydesk.compare.sameness import same_people, times_meet

#: Times as much as a report may say at another place by contradicting itself: three injured here
#: and 119 there are not of one event. By judgement.
_NEAR = 2.0
#: Likeness of the words around two equal numbers without a predicate from which the second
#: takes up the first. Tuned on the dev events of copydesk-gold/1.
_ALIKE = 0.32


def restated(loose: Sequence[Fact], scene: Scene) -> list[Fact]:
    """The facts of each report, its restatements taken together.

    Within one report two figures are one fact when all slots agree and their values are near (a
    report may contradict itself); or when no slot speaks against it and the number is the same.
    """
    facts: list[Fact] = []
    own: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in loose:
        block = own[(fact.article, fact.unit)]
        for earlier in block:
            if (
                _in_brackets(earlier, fact)
                or _same_slots(earlier, fact, scene)
                or _same_number(earlier, fact, scene)
            ):
                earlier.takes(fact)
                break
        else:
            fact.first = all(f.said != fact.said for f in block)
            block.append(fact)
            facts.append(fact)
    return facts


def _in_brackets(a: Fact, b: Fact) -> bool:
    """ "58 km (36 miles)": one measure in two units."""
    first, second = a.figures[-1], b.figures[0]
    return (
        first.sentence == second.sentence
        and 0 < second.start - first.end <= 3
        and first.interval.meets(second.interval)
    )


def _same_slots(a: Fact, b: Fact, scene: Scene) -> bool:
    if not a.said or a.said != b.said or a.part_of != b.part_of or _adds_up(a, b):
        return False
    if not same_people(a, b, scene) or not _same_places(a, b, scene) or not _near(a, b):
        return False
    return a.times == b.times or times_meet(a.times, b.times) > 0


def _near(a: Fact, b: Fact) -> bool:
    """Whether values of the two are no more than `_NEAR` times apart, or not known."""
    points = [[f.point for f in fact.figures if f.point is not None] for fact in (a, b)]
    if not all(points):
        return True
    return any(max(x, y) <= _NEAR * min(x, y) for x in points[0] for y in points[1])


def _adds_up(a: Fact, b: Fact) -> bool:
    """Two counts of people in one sentence add up: it would not give one toll twice."""
    first, second = a.figures[-1], b.figures[0]
    return (
        a.unit == "people"
        and first.sentence == second.sentence
        and first.point is not None
        and second.point is not None
        and first.point != second.point
    )


def _same_places(a: Fact, b: Fact, scene: Scene) -> bool:
    """The same places, or none against one that the whole story is about."""
    if a.places == b.places:
        return True
    bare = a if not a.places else b
    return bare.unplaced and not bare.places and (a.places | b.places) <= scene.known


def _same_number(a: Fact, b: Fact, scene: Scene) -> bool:
    points = {f.point for f in a.figures if f.point is not None}
    if not points & {f.point for f in b.figures}:
        return False
    if a.said != b.said or a.part_of != b.part_of:
        return False
    if a.people != b.people and not same_people(a, b, scene) and not _other_words(a, b):
        return False
    if (a.times and b.times and times_meet(a.times, b.times) < 0) or (
        a.places and b.places and not a.places & b.places
    ):
        return False
    return bool(a.said) or cosine(a, b) >= _ALIKE


def _other_words(a: Fact, b: Fact) -> bool:
    """Another word for the same people: a later sentence, the same number, no mark of a part."""
    if a.unit != "people" or not a.people or not b.people:
        return False
    parts = {a.people.split()[-1], b.people.split()[-1]} & PARTS
    later = a.figures[-1].sentence != b.figures[0].sentence
    return later and not parts and "other" not in a.people + b.people
