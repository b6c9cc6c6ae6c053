"""Signs that two figures are one: likeness of their words, values, names, times and places."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from copydesk.compare.same.sights import SLOTS, VIEWS, Sights

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

NAMES: Final = (
    *(f"like {view}" for view in VIEWS), "like words", "like near words",
    "shared names", "share of names", "shared other numbers", "other numbers told apart",
    "equal", "equal and rare", "apart", "nearly equal", "rank among, best", "rank among, worst",
    "same unit", "both people", "same hedge", "both hedged", "any vague",
    "same report", "sentences apart", "same sentence",
    "both other", "one other", "away, most", "away, least", "both part", "one part",
    "both more", "one more", "both said", "old year, one", "old year, both", "same year",
    "years differ", "place, apart", "index, least", "index, most", "heads", "order apart",
    "both definite", "one definite", "log size", "people, any",
    "first of kind, both", "first of kind, one", "alone of kind, both", "alone of kind, one",
    "value there too, most", "value there too, least", "reports with either value",
    "other's names, most", "other's names, least", "other's near words, most",
    "other's near words, least",
    "like people", "people told apart", "shared numbers around", "values of unit, least",
    "values of unit, most", "rank in unit, apart",
    *(f"{slot} {how}" for slot in SLOTS for how in ("same", "differs", "one")),
)  # fmt: skip


class Beside:
    """Some figures of a story, each beside each: tables that the signs of pairs are read from.

    Args:
        of: the story's figures.
        rows: those that are set beside each other, at most a few thousand.
    """

    def __init__(self, of: Sights, rows: Integers) -> None:
        self.of, self.rows = of, rows
        around, sentence = (of.views[rows, VIEWS.index(v)] for v in ("around", "sentence"))
        self.around, self.sentence = around @ around.T, sentence @ sentence.T
        self.words, self.near, self.names, self.others, self.people, self.about = (
            (bag[rows] @ bag[rows].T).toarray()
            for bag in (of.words, of.near, of.names, of.others, of.people, of.about)
        )
        self.named_there = self._elsewhere(of.names, rows, self.names)
        near = of.near[rows]
        self.near_there = self._elsewhere(of.near, rows, (near @ (near > 0).T).toarray())
        self.ranks = (self._ranks(self.around + self.near), self._ranks(self.sentence))

    def _elsewhere(self, bag: sparse.csr_matrix, rows: Integers, shared: Floats) -> Floats:
        """How much of each figure's bag stands at other numbers of each other's report, not there.

        Two reports that both know who was killed and who was hurt tell two numbers of unlike kind
        apart by the word that each lacks.
        """
        reports = sparse.csr_matrix(
            (
                np.ones(len(self.of.article), np.float32),
                (self.of.article, np.arange(len(bag.indptr) - 1)),
            ),
            shape=(self.of.values.shape[1], bag.shape[0]),
        )
        there = ((reports @ (bag > 0)) > 0).astype(np.float32)
        known: Floats = (bag[rows] @ there.T).toarray()
        return known[:, self.of.article[rows]] - shared

    def _ranks(self, like: Floats) -> NDArray[np.int8]:
        """For each figure the place of every other among the figures of that one's report.

        Place 0 is the figure of a report that is most like the row's figure.
        """
        article = self.of.article[self.rows]
        places = np.zeros(like.shape, np.int8)
        for number in np.unique(article):
            columns = np.flatnonzero(article == number)
            order = np.argsort(-like[:, columns], axis=1, kind="stable")
            place = np.empty(order.shape, np.int8)
            rising = np.minimum(np.arange(len(columns)), 20).astype(np.int8)
            np.put_along_axis(place, order, rising[None], 1)
            places[:, columns] = place
        return places

    def candidates(self, least: float) -> tuple[Integers, Integers]:
        """Places in ``rows`` of the pairs of one block that may be one.

        Those of one value, and those whose surroundings are ``least`` alike or more.
        """
        block, value = self.of.block[self.rows], self.of.value[self.rows]
        may = block[:, None] == block[None]
        may &= (self.around + self.near >= least) | (value[:, None] == value[None])
        x, y = np.nonzero(np.triu(may, 1))
        return x.astype(np.int64), y.astype(np.int64)

    def signs(self, x: Integers, y: Integers) -> Floats:
        """Signs of pairs, a row each, in order of `NAMES`; alike both ways round.

        Args:
            x, y: places in ``rows`` of the pairs' figures.
        """
        of, n = self.of, self.of.numbers
        a, b = self.rows[x], self.rows[y]
        views = np.concatenate(
            [
                np.einsum("pvh,pvh->pv", of.views[a[i : i + _PAIRS]], of.views[b[i : i + _PAIRS]])
                for i in range(0, max(1, len(a)), _PAIRS)
            ]
        )
        shared = self.names[x, y]
        sizes, told = (self.names.diagonal(), self.others.diagonal())
        numbers = self.others[x, y]
        size_a = n["size"][a]
        equal = of.value[a] == of.value[b]
        low, high = _ends(n["log size"], a, b)
        rank_a, rank_b = self.ranks
        first, second = rank_a[x, y].astype(np.float32), rank_a[y, x].astype(np.float32)
        third, fourth = rank_b[x, y].astype(np.float32), rank_b[y, x].astype(np.float32)
        same_report = of.article[a] == of.article[b]
        gap = np.abs(n["sentence"][a] - n["sentence"][b])
        years = (n["year"][a] > 0) & (n["year"][b] > 0)
        columns = [
            *views.T, self.words[x, y], self.near[x, y],
            np.minimum(shared, 4), shared / np.maximum(1, np.minimum(sizes[x], sizes[y])),
            np.minimum(numbers, 3), np.minimum(np.minimum(told[x], told[y]) - numbers, 3),
            equal, equal * np.clip(_digits(size_a), 0, 6),
            np.clip(high - low, 0, 4), high - low < _ROUNDING,
            np.minimum(first, second) + 0.1 * np.minimum(third, fourth),
            np.maximum(first, second) + 0.1 * np.maximum(third, fourth),
            n["unit"][a] == n["unit"][b], n["people"][a] * n["people"][b],
            n["hedge"][a] == n["hedge"][b], (n["hedge"][a] > 0) & (n["hedge"][b] > 0),
            np.maximum(n["vague"][a], n["vague"][b]),
            same_report, np.where(same_report, np.minimum(gap, 10), -1), same_report & (gap == 0),
            n["other"][a] * n["other"][b], np.abs(n["other"][a] - n["other"][b]),
            np.maximum(n["away"][a], n["away"][b]), np.minimum(n["away"][a], n["away"][b]),
            n["part"][a] * n["part"][b], np.abs(n["part"][a] - n["part"][b]),
            n["more"][a] * n["more"][b], np.abs(n["more"][a] - n["more"][b]),
            n["said"][a] * n["said"][b],
            np.abs(n["old year"][a] - n["old year"][b]), n["old year"][a] * n["old year"][b],
            years & (n["year"][a] == n["year"][b]), years & (n["year"][a] != n["year"][b]),
            np.abs(n["place"][a] - n["place"][b]),
            np.minimum(n["index"][a], n["index"][b]), np.maximum(n["index"][a], n["index"][b]),
            n["head"][a] + n["head"][b], np.minimum(np.abs(n["order"][a] - n["order"][b]), 20),
            n["definite"][a] * n["definite"][b], np.abs(n["definite"][a] - n["definite"][b]),
            low, np.maximum(n["people"][a], n["people"][b]),
            n["first of kind"][a] * n["first of kind"][b],
            np.abs(n["first of kind"][a] - n["first of kind"][b]),
            n["alone of kind"][a] * n["alone of kind"][b],
            np.abs(n["alone of kind"][a] - n["alone of kind"][b]),
            *_elsewhere(of, a, b, equal),
            *_ends_of(self.named_there, x, y), *_ends_of(self.near_there, x, y),
            *self._company(x, y), *_ends(n["values of unit"], a, b),
            np.abs(n["rank in unit"][a] - n["rank in unit"][b]),
            *_slots(of, a, b),
        ]  # fmt: skip
        return np.stack([np.asarray(c, np.float32) for c in columns], axis=1)

    def _company(self, x: Integers, y: Integers) -> list[Floats]:
        """How alike the people are, whether both have some and none in common, numbers around."""
        like, own = self.people[x, y], self.people.diagonal()
        apart = (own[x] > 0) & (own[y] > 0) & (like < _APART)
        return [like, apart, np.minimum(self.about[x, y], 4)]


#: Pairs whose vectors are looked at together: of all at once they would take hundreds of MB.
_PAIRS: Final = 512
#: Likeness below which two sentences are about other people.
_APART: Final = 0.05
#: Difference of two decimal logarithms up to which one number may be the other one rounded.
_ROUNDING: Final = 0.013


def _elsewhere(of: Sights, a: Integers, b: Integers, equal: NDArray[np.bool_]) -> list[Floats]:
    """Whether the other's report gives a figure's own value too, of the same unit.

    Two figures of different value are hardly one where it does.
    """
    there = of.values
    in_b = there[of.value[a], of.article[b]].astype(np.float32)
    in_a = there[of.value[b], of.article[a]].astype(np.float32)
    in_a[equal] = in_b[equal] = 0
    holders = there.sum(1)
    many = np.maximum(holders[of.value[a]], holders[of.value[b]]).astype(np.float32)
    return [np.maximum(in_a, in_b), np.minimum(in_a, in_b), many / max(1, there.shape[1])]


def _slots(of: Sights, a: Integers, b: Integers) -> list[NDArray[np.bool_]]:
    found: list[NDArray[np.bool_]] = []
    for slot in SLOTS:
        first, second = of.slots[slot][a], of.slots[slot][b]
        known = (first > 0) & (second > 0)
        found += [known & (first == second), known & (first != second), (first > 0) ^ (second > 0)]
    return found


def _ends(values: Floats, a: Integers, b: Integers) -> tuple[Floats, Floats]:
    return np.minimum(values[a], values[b]), np.maximum(values[a], values[b])


def _ends_of(table: Floats, x: Integers, y: Integers) -> tuple[Floats, Floats]:
    one, other = table[x, y], table[y, x]
    return np.maximum(one, other), np.minimum(one, other)


def _digits(values: Floats) -> Floats:
    """How unlikely a number is by chance: its digits without trailing zeros, and its size."""
    whole = np.abs(values)
    digits = np.log10(np.maximum(whole, 1))
    for power in (10, 100, 1000, 10_000, 100_000, 1e6, 1e7, 1e8, 1e9):
        digits -= (whole % power == 0) & (whole > 0)
    found: Floats = (1 + np.maximum(digits, 0)).astype(np.float32)
    return found
