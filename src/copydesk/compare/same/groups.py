"""Groups of figures that speak of one thing, in two steps: equal values, then unequal ones.

A model scores pairs of figures; those of one value are joined by it. A second one looks at two
such parts as wholes (`value_parts`) and says whether their two values are of one thing. Both join
by average linkage: while the mean score over all between two groups stays above the model's
threshold, the best first, so that one lucky pair never joins two groups. Some pairs are never one,
whatever their score (`vetoed`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from copydesk.compare.same import boosted, pair_signs, value_parts
from copydesk.compare.same.sights import Sights, sights
from copydesk.model import Annotated, Claims, Figure

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
#: Figures set beside each other at once: tables of their pairs are kept in memory.
MOST: Final = 2500
#: Figures of a group whose pairs are kept: a group of more is compared by distinct values.
_COMPARED: Final = 400
#: Pairs scored together.
_PAIRS: Final = 8192
#: Least likeness of the words around two figures of different value for a score to be asked for.
#: Of the pairs that the model takes for one, 97 in 100 have the first, 86 the second, which keeps a
#: story of hundreds of reports within seconds.
LEAST: Final = 0.15
_LEAST_OF_MANY: Final = 0.3
#: Figures up to which a story is small.
_FEW: Final = 800
#: Score of two ages of one name.
_CERTAIN: Final = 0.95
#: How far apart a vetoed pair counts, against at most 1.0 for any other.
NEVER: Final = 4.0


@dataclass(frozen=True, slots=True)
class Linker:
    """What links figures: a model of their pairs, and one of parts of one value each."""

    pairs: boosted.Trees
    parts: boosted.Trees


@cache
def shipped() -> Linker:
    """The linker that comes with copydesk."""
    return Linker(boosted.shipped("figures"), boosted.shipped("parts"))


@dataclass(frozen=True, slots=True)
class Group:
    """Figures of one thing, with how sure that is of those whose values are not alike.

    ``sure``: by the ids of two figures, in order of text of the story; a pair that is missing was
    joined by others alone.
    """

    figures: tuple[Figure, ...]
    sure: Mapping[tuple[str, str], float]

    def score(self, a: Figure, b: Figure) -> float:
        """How sure it is that both are one thing, 0 to 1."""
        return self.sure.get((a.id, b.id), self.sure.get((b.id, a.id), 0.0))


def groups(
    reports: Sequence[Annotated], claims: Sequence[Claims], linker: Linker | None = None
) -> tuple[Group, ...]:
    """Figures of all reports in groups of one thing.

    Args:
        reports: the story's reports.
        claims: of each report, in the same order.
        linker: in place of the one that comes with copydesk.

    Returns:
        groups that together hold every figure once, in order of their first figure.
    """
    of = sights(reports, claims)
    if not of.figures:
        return ()
    found: dict[int, list[int]] = {}
    own_labels, scores = _labels(of, linker or shipped())
    for n, label in enumerate(own_labels):
        found.setdefault(int(label), []).append(n)
    made = []
    for own in found.values():
        pairs = {
            (of.figures[i].id, of.figures[j].id): held
            for i, j in combinations(own[:_COMPARED], 2)
            if of.value[i] != of.value[j] and (held := scores(i, j)) is not None
        }
        made.append(Group(tuple(of.figures[i] for i in own), pairs))
    return tuple(made)


def labels(of: Sights, linker: Linker) -> Integers:
    """Number of the group of each figure."""
    return _labels(of, linker)[0]


Scores = Callable[[int, int], float | None]


def _labels(of: Sights, model: Linker) -> tuple[Integers, Scores]:
    """Number of the group of each figure (the place of the group's first), and scores of pairs."""
    first, copies = _carried(of)
    lead = np.arange(len(of.figures))
    known: dict[tuple[int, int], float] = {}
    origin = copies.copy()
    while len(first) > MOST:  # a very large story: what is one in each part, then over the parts
        parts = np.array_split(first, -(-len(first) // MOST))
        lead[first] = np.concatenate([part[_linked(of, part, model, known)] for part in parts])
        copies = lead[copies]
        heads = np.unique(lead[first])
        if len(heads) > 0.9 * len(first):
            return copies, _reader(known, origin)
        first = heads
    lead = np.arange(len(of.figures))
    lead[first] = first[_linked(of, first, model, known)]
    return lead[copies], _reader(known, origin)


def _reader(known: Mapping[tuple[int, int], float], origin: Integers) -> Scores:
    """Scores by places; those of carried figures are those of the ones they go with."""

    def score(i: int, j: int) -> float | None:
        a, b = int(origin[i]), int(origin[j])
        return known.get((a, b), known.get((b, a)))

    return score


def _linked(
    of: Sights, rows: Integers, model: Linker, known: dict[tuple[int, int], float]
) -> Integers:
    """For each of the rows the place among them of the first of its group."""
    beside = pair_signs.Beside(of, rows)
    x, y = beside.candidates(LEAST if len(rows) <= _FEW else _LEAST_OF_MANY)
    scores = np.empty(len(x), np.float32)
    for start in range(0, len(x), _PAIRS):
        part = slice(start, start + _PAIRS)
        scores[part] = model.pairs.probabilities(beside.signs(x[part], y[part]))
    parts = in_parts(beside, x, y, scores, model.pairs.threshold)
    sure = model.parts.probabilities(parts.signs)
    groups = linked(parts.of.max() + 1, parts.a, parts.b, sure, model.parts.threshold)
    held = dict(zip(zip(parts.a.tolist(), parts.b.tolist(), strict=True), sure, strict=True))
    found = groups[parts.of]
    told = (found[x] == found[y]) & (of.value[rows[x]] != of.value[rows[y]])
    for i, j in zip(x[told], y[told], strict=True):
        pair = sorted((int(parts.of[i]), int(parts.of[j])))
        known[int(rows[i]), int(rows[j])] = float(held.get((pair[0], pair[1]), 0.0))
    first = np.full(len(groups), len(rows))
    np.minimum.at(first, found, np.arange(len(rows)))
    return first[found]


def in_parts(
    beside: pair_signs.Beside, x: Integers, y: Integers, scores: Floats, threshold: float
) -> value_parts.Parts:
    """Figures of one value and one thing as parts; changes ``scores`` where types are sure.

    Args:
        beside: the figures set beside each other.
        x, y: places in ``beside.rows`` of scored pairs.
        scores: of the pairs.
        threshold: score from which equal values are taken for one thing.
    """
    of, rows = beside.of, beside.rows
    typed(of, rows[x], rows[y], scores)
    equal = of.value[rows[x]] == of.value[rows[y]]
    joined = linked(len(rows), x[equal], y[equal], scores[equal], threshold)
    return value_parts.parts(beside, x, y, scores, joined)


def linked(count: int, a: Integers, b: Integers, scores: Floats, threshold: float) -> Integers:
    """Average linkage of ``count`` items over scored pairs; pairs that are not given score 0.

    Only items that a chain of pairs above the threshold joins can come together, so each such
    chain is clustered by itself.
    """
    strong = scores >= threshold
    graph = coo_matrix((np.ones(strong.sum()), (a[strong], b[strong])), shape=(count, count))
    _, component = connected_components(graph, directed=False)
    inside = component[a] == component[b]
    order = np.argsort(component[a[inside]], kind="stable")
    a, b, scores = a[inside][order], b[inside][order], scores[inside][order]
    bounds = np.flatnonzero(np.diff(component[a])) + 1
    found = np.arange(count)
    for rows in np.split(np.arange(len(a)), bounds):
        if not len(rows):
            continue
        members = np.unique(np.concatenate([a[rows], b[rows]]))
        far = np.ones((len(members), len(members)))
        x, y = np.searchsorted(members, a[rows]), np.searchsorted(members, b[rows])
        far[x, y] = far[y, x] = 1 - scores[rows]
        np.fill_diagonal(far, 0)
        tree = linkage(squareform(far, checks=False), "average")
        labels = fcluster(tree, 1 - threshold, "distance")
        for label in np.unique(labels):
            group = members[labels == label]
            found[group] = group[0]
    return found


def _carried(of: Sights) -> tuple[Integers, Integers]:
    """Figures that stand for those in the same words, and for each figure the one it goes with.

    A dispatch that many reports carry is scored once.
    """
    seen: dict[tuple[object, ...], int] = {}
    copies = np.zeros(len(of.figures), np.int64)
    first: list[int] = []
    words = of.words
    for n, figure in enumerate(of.figures):
        row = slice(words.indptr[n], words.indptr[n + 1])
        key = (
            int(of.value[n]), figure.hedge, figure.predicate, figure.counted,
            words.indices[row].tobytes(), words.data[row].tobytes(),
        )  # fmt: skip
        held = seen.setdefault(key, n)
        copies[n] = held
        if held == n:
            first.append(n)
    return np.array(first, np.int64), copies


def typed(of: Sights, a: Integers, b: Integers, scores: Floats) -> None:
    """Put what is certain by type in place of scores: vetoes, and one age of one name."""
    scores[vetoed(of, a, b)] = 1 - NEVER
    age = np.array([f.predicate == "age" for f in of.figures], np.bool_)
    for n in np.flatnonzero(age[a] & age[b] & (of.value[a] == of.value[b])):
        first, second = (of.figures[row].scope.population for row in (a[n], b[n]))
        if first and second and set(first.lower().split()) & set(second.lower().split()):
            scores[n] = _CERTAIN


def vetoed(of: Sights, a: Integers, b: Integers) -> NDArray[np.bool_]:
    """Pairs that are never one: a part with its whole, this event with another, two fates, an age
    and another stretch of years, two owners of a sum.
    """
    n = of.numbers
    other_value = of.value[a] != of.value[b]
    part = (n["part"][a] != n["part"][b]) & other_value
    together = (of.article[a] == of.article[b]) & (n["sentence"][a] == n["sentence"][b])
    apart = (n["other"][a] != n["other"][b]) & other_value
    sure = np.maximum(n["away"][a], n["away"][b]) > _SURE
    fate = np.array([FATES.get(f.predicate, 0) for f in of.figures], np.int64)
    fates = (fate[a] != fate[b]) & (fate[a] > 0) & (fate[b] > 0)
    age = np.array([f.predicate == "age" for f in of.figures], np.bool_)
    fates |= age[a] != age[b]
    owners = (of.slots["population"][a] != of.slots["population"][b]) & n["owned"][a].astype(bool)
    return np.asarray((part & together) | (apart & sure) | fates | owners, np.bool_)


#: What befell those counted: who is killed is not injured. Of pairs of figures of two of these that
#: the annotated events have, 6 in 1,000 are one thing (misread verbs).
FATES: Final = {
    "killed": 1, "injured": 2, "missing": 3, "arrested": 4, "abducted": 5, "displaced": 6,
    "evacuated": 7, "damaged": 8, "released": 9,
}  # fmt: skip
#: How sure it must be that one of two sentences tells another event.
_SURE: Final = 0.75
