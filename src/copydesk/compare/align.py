"""Which figures of several reports speak of the same thing.

Typed slots first: kind and unit, what is said of the counted, of whom, part of what, of which
event. A scored likeness of the words around decides where the slots leave it open. That two
reports give the same number is no sign that they count the same thing; but where only the words
around link two numbers, different values show that the link is none (`contrast`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from copydesk.compare.contrast import disagree, refuted
from copydesk.compare.facts import Contexts, Fact, Scene, cosine, fact_of, month, scene_of
from copydesk.compare.restatements import restated
from copydesk.compare.sameness import same_event, same_people
from copydesk.model import Annotated, Figure

#: Likeness of the words around two facts from which they are one: without a predicate; with
#: one on one side, or the same open-class verb on both; for one kind of thing that is no
#: person ("aftershocks"). With the same class of predicate the slots suffice. Tuned on the
#: dev events of copydesk-gold/1.
ALIKE = 0.32
ALIKE_HALF_KNOWN = 0.25
ALIKE_SAME_THING = 0.06
#: What a report tells first of its kind is of the story's own event, rather than background.
LEADING = 0.3
#: Groups of the same slots that a fact is tried on.
_FEW = 8
#: A word around more facts than this brings none together.
_COMMON = 80


def align(
    figures: Sequence[Sequence[Figure]], reports: Sequence[Annotated]
) -> tuple[tuple[Figure, ...], ...]:
    """Groups of figures that speak of one thing, each in the order given.

    Args:
        figures: those of each report, in the same order as ``reports``.
        reports: the story's reports.

    Returns:
        groups that together hold every figure once, in order of their first figure.
    """
    contexts = Contexts()
    loose = [
        fact_of(figure, contexts.of(figure, report), month(report))
        for own, report in zip(figures, reports, strict=True)
        for figure in own
    ]
    scene = scene_of(loose, reports)
    facts = restated(loose, scene)
    contexts.weigh(facts)
    groups: dict[int, list[Figure]] = defaultdict(list)
    for fact, group in zip(facts, _merged(facts, scene), strict=True):
        groups[group] += fact.figures
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _merged(facts: Sequence[Fact], scene: Scene) -> list[int]:
    """Number of the group of each fact; a group holds one fact of a report at most.

    Leading facts with the same slots, and facts in the same words, are joined first, in one
    pass; only then are groups compared, by
    the first fact of each, so that the cost grows with the number of distinct facts and not
    with the square of the reports.
    """
    groups = _Groups(facts, scene)
    firsts: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        if fact.said and not fact.first:
            continue
        slots = (fact.unit, fact.said, fact.people, fact.part_of, fact.times, fact.places)
        words = () if fact.said else tuple(sorted(fact.context))
        own = firsts[(*slots, words)]
        if not any(likeness(facts[j], fact, scene) > 0 and groups.join(j, i) for j in own[:_FEW]):
            own.append(i)
    heads = [i for i in range(len(facts)) if groups.root(i) == i]
    for _, i, j in sorted(_candidates(facts, heads, scene), key=lambda c: (-c[0], c[1], c[2])):
        groups.join(i, j)
    return [groups.root(i) for i in range(len(facts))]


class _Groups:
    """Disjoint sets of facts, none of which holds two facts of one report.

    Two facts with different numbers are not joined where either report gives the other's number
    too: then it speaks of the same thing there.
    """

    def __init__(self, facts: Sequence[Fact], scene: Scene) -> None:
        self._scene = scene
        self._parent = list(range(len(facts)))
        self._articles = [{fact.article} for fact in facts]
        self._facts = [[fact] for fact in facts]
        self._told: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            self._told[(fact.article, fact.unit, fact.said)].append(fact)

    def root(self, i: int) -> int:
        """First fact of the group."""
        while self._parent[i] != i:
            self._parent[i] = self._parent[self._parent[i]]
            i = self._parent[i]
        return i

    def join(self, i: int, j: int) -> bool:
        """Join two groups; False where a report or different values speak against it."""
        a, b = sorted((self.root(i), self.root(j)))
        if a == b:
            return True
        if self._articles[a] & self._articles[b]:
            return False
        between = [(x, y) for x in self._facts[a] for y in self._facts[b] if disagree(x, y)]
        if any(refuted(x, y) or self._has_better(x, y) for x, y in between):
            return False
        self._parent[b] = a
        self._articles[a] |= self._articles[b]
        self._facts[a] += self._facts[b]
        return True

    def _has_better(self, x: Fact, y: Fact) -> bool:
        """Whether the report of one gives the number of the other elsewhere, for the like."""
        return any(
            other is not near
            and not disagree(far, other)
            and likeness(far, other, self._scene) > likeness(far, near, self._scene)
            for far, near in ((x, y), (y, x))
            for other in self._told[(near.article, far.unit, far.said)]
        )


def _candidates(
    facts: Sequence[Fact], heads: Sequence[int], scene: Scene
) -> list[tuple[float, int, int]]:
    """Scored pairs of facts that may be one.

    Facts with a predicate meet all of the same predicate; the others meet what shares a word
    with them that stands around few figures.
    """
    by_predicate: dict[tuple[str, str], list[int]] = defaultdict(list)
    by_word: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in heads:
        fact = facts[i]
        if fact.said:
            by_predicate[(fact.unit, fact.said)].append(i)
        for word in fact.context:
            by_word[(fact.unit, word)].append(i)
    pairs: set[tuple[int, int]] = set()
    for block in by_predicate.values():
        pairs.update(combinations(block, 2))
    for block in by_word.values():
        if len(block) <= _COMMON:
            bare = [i for i in block if not facts[i].said]
            pairs.update((min(i, j), max(i, j)) for i in bare for j in block if i != j)
    scored = (
        (likeness(facts[i], facts[j], scene), i, j)
        for i, j in pairs
        if facts[i].article != facts[j].article
    )
    return [(score, i, j) for score, i, j in scored if score > 0]


def likeness(a: Fact, b: Fact, scene: Scene) -> float:
    """Score of two facts of different reports; 0 where they are not comparable."""
    if a.said and b.said and a.said != b.said:
        return 0.0
    if a.part_of != b.part_of or not same_people(a, b, scene):
        return 0.0
    event = same_event(a, b, scene)
    if event < 0:
        return 0.0
    alike = cosine(a, b)
    same_verb = bool(a.predicate) and a.predicate == b.predicate
    base = 1.0 if same_verb else 0.3
    if alike < _needed(a, b, same_verb):
        return 0.0
    leading = LEADING * (a.first + b.first)
    return base + alike + event + leading + (0.5 if a.people == b.people else 0.0)


def _needed(a: Fact, b: Fact, same_verb: bool) -> float:
    """How alike the words around two facts must be, by what their slots say already."""
    if a.said and b.said:
        return 0.0
    if a.unit == "km" and a.places & b.places:
        return ALIKE_SAME_THING
    if a.unit not in _ANYTHING and a.figures[0].counted:
        return ALIKE_SAME_THING
    if same_verb or a.said or b.said:
        return ALIKE_HALF_KNOWN
    return ALIKE


#: Units that say nothing of what is counted.
_ANYTHING = frozenset({"people", "count", "percent", "fraction", "km", "second", "year"})
