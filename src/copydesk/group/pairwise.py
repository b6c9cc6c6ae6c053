"""Compare all reports of a component with each other, as products of sparse matrices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from copydesk.group.live import COSINES, Live, Values, scale
from copydesk.group.views import BUCKETS
from copydesk.group.word_arrays import Integers

#: Cells of the dense product of one block of rows; a block has at least one row.
_CELLS = 400_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of live reports.

    Attributes:
        a, b: places of the two reports, `a` before `b`.
        cosines: a row a pair, by `COSINES`, with words weighed as they stand.
        shared: cosines of the two lists of neighbours.
    """

    a: Integers
    b: Integers
    cosines: Values
    shared: Values


@dataclass(frozen=True, slots=True)
class Table:
    """Reports as rows of words.

    Attributes:
        all, title: the frozen views.
        all_now, title_now: the same times the words' weights among the live reports.
        lengths: of *all* and *title* by these weights, a row a report.
        near: squared cosines of neighbours, of length one.
    """

    all: sparse.csr_matrix
    title: sparse.csr_matrix
    all_now: sparse.csr_matrix
    title_now: sparse.csr_matrix
    lengths: Values
    near: sparse.csr_matrix


def laid(live: Live, slots: Integers, part: Integers | None = None) -> Table:
    """The reports of these slots; those of different parts, where given, have no word in common."""
    at, sizes = live.shelf.inside(slots)
    place = live.shelf.place[at]
    known = place if part is None else place + np.repeat(part, sizes) * BUCKETS
    words, column = np.unique(known, return_inverse=True)
    rarity = live.rarity(words % BUCKETS).astype(np.float64)
    pointers = np.concatenate(([0], np.cumsum(sizes)))
    shape = (len(slots), len(words))
    in_all = live.shelf.all[at].astype(np.float64)
    in_title = live.shelf.title[at].astype(np.float64)
    report = np.repeat(np.arange(len(slots)), sizes)
    squares = [
        np.bincount(report, view * view * rarity[column], minlength=len(slots))
        for view in (in_all, in_title)
    ]
    full = sparse.csr_matrix((in_all, column, pointers), shape=shape)
    full_now = sparse.csr_matrix((in_all * rarity[column], column, pointers), shape=shape)
    short = sparse.csr_matrix((in_title, column, pointers), shape=shape)
    short.eliminate_zeros()
    short_now = short.multiply(rarity).tocsr()
    return Table(
        full, short, full_now, short_now, np.sqrt(np.stack(squares, axis=1)), _near(live, slots)
    )


def each_with_each(live: Live, slots: Integers, part: Integers, least: float) -> Iterator[Pairs]:
    """Pairs within each part with a *background* cosine of ``least`` or more, block by block.

    Args:
        part: number of the part that each slot is in, ascending.
        least: greater than 0.
    """
    table = laid(live, slots, part)
    count = len(slots)
    first = 0
    while first < count - 1:
        last = min(first + max(_CELLS // (count - first), 1), count)
        yield _block(table, first, last, least)
        first = last


def _block(table: Table, first: int, last: int, least: float) -> Pairs:
    """Pairs of the reports from ``first`` to ``last`` with all that follow them."""
    rows, rest = slice(first, last), slice(first, None)
    background = (table.all[rows] @ table.all[rest].T).toarray()
    a, b = np.nonzero(background >= least)
    above = a < b
    a, b = a[above], b[above]
    products = np.empty((len(a), len(COSINES)))
    products[:, 0] = background[a, b]
    for column, (one, other) in enumerate(
        (
            (table.all_now, table.all),
            (table.title_now, table.title),
            (table.title_now, table.all),
            (table.all_now, table.title),
        ),
        start=1,
    ):
        products[:, column] = (one[rows] @ other[rest].T).toarray()[a, b]
    shared = (table.near[rows] @ table.near[rest].T).toarray()[a, b]
    a, b = a + first, b + first
    scale(products, table.lengths[a], table.lengths[b])
    return Pairs(a, b, products, shared)


def of_pairs(live: Live, slots: Integers, a: Integers, b: Integers) -> Pairs:
    """These pairs of these slots."""
    table = laid(live, slots)
    products = np.empty((len(a), len(COSINES)))
    shared = np.empty(len(a))
    step = _CELLS // 100
    for start in range(0, len(a), step):
        part = slice(start, start + step)
        one, other = a[part], b[part]
        their_all, their_title = table.all[other], table.title[other]
        all_now, title_now = table.all_now[one], table.title_now[one]
        for column, (left, right) in enumerate(
            (
                (table.all[one], their_all),
                (all_now, their_all),
                (title_now, their_title),
                (title_now, their_all),
                (all_now, their_title),
            )
        ):
            products[part, column] = left.multiply(right).sum(axis=1).A1
        shared[part] = table.near[one].multiply(table.near[other]).sum(axis=1).A1
    scale(products, table.lengths[a], table.lengths[b])
    return Pairs(a, b, products, shared)


def _near(live: Live, slots: Integers) -> sparse.csr_matrix:
    """A row a report: of each neighbour its squared cosine, over the length of them all."""
    near, cosine = live.near[slots], live.near_cosine[slots].astype(np.float64)
    known = near >= 0
    weight = cosine * cosine / np.maximum(live.near_length[slots], 1e-9)[:, None]
    neighbours, column = np.unique(near[known], return_inverse=True)
    pointers = np.concatenate(([0], np.cumsum(known.sum(axis=1))))
    shape = (len(slots), len(neighbours))
    return sparse.csr_matrix((weight[known], column, pointers), shape=shape)
