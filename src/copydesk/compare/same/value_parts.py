"""Which values are told of one thing: signs of two parts of a story's figures, and their groups.

A part holds figures of one value that the pairs' scores have joined. Whether two parts of different
value are of one thing is more than their best pair tells: how each is likest to the other among all
parts, how many reports give both, and whether the higher one came later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.compare.same import pair_signs
from copydesk.compare.same.sights import Sights

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

NAMES: Final = (
    "best score", "mean score", "pairs", "vetoed", "figures, least", "figures, most",
    "reports, least", "reports, most", "reports of both", "share of reports of both",
    "likest of all, most", "likest of all, least", "ahead of others, least",
    "ahead of others, most", "likest to each other", "rank, best", "rank, worst",
    "reports of either", "higher is later, days", "all higher are later, days",
    "index, least", "index, most", "place, apart", "heads", "away, most", "away, least",
    *(f"best pair: {name}" for name in pair_signs.NAMES),
)  # fmt: skip
#: Least score of the best pair of two parts that are looked at.
_LEAST: Final = 0.03
#: Days beyond which the time between two reports says no more.
_DAYS: Final = 9.0
_RANKS: Final = 20


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a story's figures and the pairs of parts that may be one.

    Attributes:
        of: number of the part of each of the rows set beside each other.
        a, b: the parts of each pair, a < b; signs: a row a pair, in order of `NAMES`.
        vetoed: share of the pair's figures that are never one.
    """

    of: Integers
    a: Integers
    b: Integers
    signs: Floats
    vetoed: Floats


def parts(beside: pair_signs.Beside, x: Integers, y: Integers, s: Floats, of: Integers) -> Parts:
    """Signs of all pairs of parts that a scored pair of figures joins.

    Args:
        beside: the figures set beside each other.
        x, y: places in ``beside.rows`` of scored pairs; s: their scores, negative where vetoed.
        of: number of each row's part; any numbers.
    """
    _, inverse, sizes = np.unique(of, return_inverse=True, return_counts=True)
    part, count = inverse.astype(np.int64), len(sizes)
    low, high = np.minimum(part[x], part[y]), np.maximum(part[x], part[y])
    apart = np.flatnonzero(low != high)
    order = apart[np.lexsort((-s[apart], high[apart], low[apart]))]
    keys = low[order] * count + high[order]
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]]) if len(keys) else np.zeros(0, int)
    if not len(starts):
        nothing = np.zeros(0, np.int64)
        return Parts(part, nothing, nothing, np.zeros((0, len(NAMES)), np.float32), s[:0])
    a, b = low[order[starts]], high[order[starts]]
    scored = np.diff(np.r_[starts, len(keys)])
    mean = np.add.reduceat(np.maximum(s[order], 0), starts) / (sizes[a] * sizes[b])
    vetoed = np.add.reduceat((s[order] < 0).astype(np.float32), starts) / scored
    best = order[starts]
    kept = s[best] >= _LEAST
    likest = _Likest(count, a, b, mean)
    a, b, best, mean, vetoed = a[kept], b[kept], best[kept], mean[kept], vetoed[kept]
    pairs = np.minimum(scored[kept], _RANKS)
    columns = [s[best], mean, pairs, vetoed, *_ends(sizes.astype(np.float32), a, b)]
    columns += _reports(beside.of, beside.rows, part, count, a, b)[:4]
    columns += likest.signs(a, b, mean)
    columns += _reports(beside.of, beside.rows, part, count, a, b)[4:]
    columns += _told(beside.of, beside.rows, part, sizes, a, b)
    own = np.stack([np.asarray(c, np.float32) for c in columns], axis=1)
    signs = np.hstack([own, beside.signs(x[best], y[best])])
    return Parts(part, a, b, signs, vetoed.astype(np.float32))


class _Likest:
    """For each part how like the likest and the next likest other part are, and ranks."""

    def __init__(self, count: int, a: Integers, b: Integers, mean: Floats) -> None:
        self.one, self.other = np.r_[a, b], np.r_[b, a]
        like = np.r_[mean, mean]
        order = np.lexsort((self.other, -like, self.one))
        one = self.one[order]
        start = np.searchsorted(one, np.arange(count))
        place = np.arange(len(order)) - start[one]
        self.first, self.second = np.zeros(count), np.zeros(count)
        self.first[one[place == 0]] = like[order][place == 0]
        self.second[one[place == 1]] = like[order][place == 1]
        self._rank = dict(
            zip(zip(one.tolist(), self.other[order].tolist(), strict=True), place, strict=True)
        )

    def signs(self, a: Integers, b: Integers, mean: Floats) -> list[Floats]:
        """Likest of all, how far ahead of the next, whether likest to each other, ranks."""

        def ahead(of: Integers) -> Floats:
            return mean - np.where(mean >= self.first[of] - 1e-9, self.second[of], self.first[of])

        places = [(self._rank[i, j], self._rank[j, i]) for i, j in zip(a, b, strict=True)]
        ranks = np.minimum(np.array(places, np.float32).reshape(-1, 2), _RANKS)
        best, next_ = self.first[a], self.first[b]
        return [
            np.maximum(best, next_), np.minimum(best, next_),
            np.minimum(ahead(a), ahead(b)), np.maximum(ahead(a), ahead(b)),
            (ranks == 0).all(1), ranks.min(1), ranks.max(1),
        ]  # fmt: skip


def _reports(
    of: Sights, rows: Integers, part: Integers, count: int, a: Integers, b: Integers
) -> list[Floats]:
    """How many reports give either part and both, and whether the higher value came later."""
    given = np.zeros((count, of.values.shape[1]), np.bool_)
    given[part, of.article[rows]] = True
    reports = given.sum(1).astype(np.float32)
    both = (given[a] & given[b]).sum(1).astype(np.float32)
    when = np.where(given, of.days[None], np.nan)
    first, last = np.nanmin(when, axis=1), np.nanmax(when, axis=1)
    middle = np.nanmedian(when, axis=1)
    size = np.bincount(part, of.numbers["size"][rows]) / np.bincount(part)
    rise = np.sign(size[b] - size[a])
    later = np.where(rise > 0, first[b] - last[a], first[a] - last[b])
    least, most = _ends(reports, a, b)
    return [
        least, most, both, both / least,
        (reports[a] + reports[b] - both) / given.shape[1],
        np.clip((middle[b] - middle[a]) * rise, -_DAYS, _DAYS), np.clip(later, -_DAYS, _DAYS),
    ]  # fmt: skip


def _told(
    of: Sights, rows: Integers, part: Integers, sizes: Integers, a: Integers, b: Integers
) -> list[Floats]:
    """Where in their reports both parts are told."""
    index = np.full(len(sizes), np.inf, np.float32)
    np.minimum.at(index, part, of.numbers["index"][rows])
    mean = {
        name: np.bincount(part, of.numbers[name][rows]) / sizes
        for name in ("place", "head", "away")
    }
    away = _ends(mean["away"].astype(np.float32), a, b)
    return [
        *_ends(index, a, b), np.abs(mean["place"][a] - mean["place"][b]),
        mean["head"][a] + mean["head"][b], away[1], away[0],
    ]  # fmt: skip


def _ends(values: Floats, a: Integers, b: Integers) -> tuple[Floats, Floats]:
    return np.minimum(values[a], values[b]), np.maximum(values[a], values[b])
