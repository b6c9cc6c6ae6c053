"""Regroup live reports from the probabilities of their pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.live import Live
from copydesk.group.merging import Matrix, merge
from copydesk.group.pairwise import each_with_each, of_pairs
from copydesk.group.scorer import LEAST, LIKELY, probabilities
from copydesk.group.word_arrays import Integers

Values = npt.NDArray[np.float64]
#: What a report met when it came in: slots and probabilities.
Met = tuple[Integers, Values]

#: Pairs that were at least this likely when the later report came in hold a component together.
EDGE = LIKELY
#: Reports of one component that are compared each with each; a larger one is split first, at
#: the lowest probability that breaks it.
_LARGEST = 3000
#: Reports of small components that are compared at once: enough to spread the cost of a call.
_AT_ONCE = 512
_STEPS = (EDGE, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)


@dataclass(frozen=True, slots=True)
class Edges:
    """Likely pairs of live reports.

    Attributes:
        slots: of all live reports, ascending.
        a, b: places in ``slots`` of the two reports of each pair, the later one first.
        value: how likely each pair was when the later report came in.
    """

    slots: Integers
    a: Integers
    b: Integers
    value: Values

    @classmethod
    def of(cls, met: Mapping[int, Met]) -> Edges:
        """The pairs of all reports.

        Args:
            met: of each live slot the partners from `EDGE` on; those that are gone are passed over.
        """
        slots = np.array(sorted(met), dtype=np.int64)
        if len(slots) == 0:
            empty = np.zeros(0, dtype=np.int64)
            return cls(slots, empty, empty, np.zeros(0))
        a = np.repeat(slots, [len(met[slot][0]) for slot in slots.tolist()])
        b = np.concatenate([met[slot][0] for slot in slots.tolist()])
        value = np.concatenate([met[slot][1] for slot in slots.tolist()])
        at = np.minimum(np.searchsorted(slots, b), len(slots) - 1)
        alive = slots[at] == b
        return cls(slots, np.searchsorted(slots, a[alive]), at[alive], value[alive])

    def with_one(self, slot: int, met: Met) -> Edges:
        """These and the pairs of one more report, of a higher slot than any of them."""
        partners, likely = met
        return Edges(
            np.append(self.slots, slot),
            np.append(self.a, np.full(len(partners), len(self.slots))),
            np.append(self.b, np.searchsorted(self.slots, partners)),
            np.append(self.value, likely),
        )


def components(live: Live, edges: Edges) -> list[Integers]:
    """Slots held together by likely pairs, ascending; too large a component is split.

    Splitting goes by the probabilities of its pairs as they stand now.
    """
    slots, a, b, value = edges.slots, edges.a, edges.b, edges.value.copy()
    if len(slots) == 0:
        return []
    found = []
    todo: list[tuple[Integers, tuple[float, ...]]] = [(np.arange(len(slots)), _STEPS)]
    while todo:
        places, steps = todo.pop()
        inside = np.zeros(len(slots), dtype=np.bool_)
        inside[places] = True
        kept = inside[a] & inside[b] & (value >= steps[0])
        local = np.searchsorted(places, np.stack((a[kept], b[kept])))
        ones = np.ones(local.shape[1], dtype=np.int8)
        graph = sparse.coo_matrix((ones, tuple(local)), shape=(len(places), len(places)))
        _, component = connected_components(graph, directed=False)
        order = np.argsort(component, kind="stable")
        for part in np.split(order, np.flatnonzero(np.diff(component[order])) + 1):
            members = places[part]
            if len(members) > _LARGEST and len(steps) > 1:
                if steps is _STEPS:
                    _refresh(live, slots, members, (a, b, value))
                todo.append((members, steps[1:]))
            else:
                found.append(slots[members])
    return found


def _refresh(
    live: Live, slots: Integers, members: Integers, pairs: tuple[Integers, Integers, Values]
) -> None:
    """Score pairs anew, in place, whose later report is one of these members."""
    a, b, value = pairs
    stale = np.flatnonzero(np.isin(a, members))
    found = of_pairs(live, slots, a[stale], b[stale])
    value[stale] = probabilities(live, slots[found.a], slots[found.b], found.cosines, found.shared)


def regroup(live: Live, parts: Sequence[Integers]) -> list[list[list[int]]]:
    """Of each component the groups that its reports make."""
    found = [[members.tolist()] for members in parts]
    for batch in batches([len(members) for members in parts]):
        together = regroup_together(live, [parts[place] for place in batch])
        for place, groups in zip(batch, together, strict=True):
            found[place] = groups
    return found


def batches(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Places of the components of several reports, as many at once as have `_AT_ONCE` together."""
    batch: list[int] = []
    room = _AT_ONCE
    for place, size in enumerate(sizes):
        if size < 2:
            continue
        if batch and size > room:
            yield batch
            batch, room = [], _AT_ONCE
        batch.append(place)
        room -= size
    if batch:
        yield batch


def regroup_together(live: Live, parts: Sequence[Integers]) -> list[list[list[int]]]:
    """Of each component the groups that its reports make, all compared at once."""
    sizes = [len(members) for members in parts]
    probability = _all_pairs(live, np.concatenate(parts), np.repeat(range(len(parts)), sizes))
    found = []
    start = 0
    for members in parts:
        square = slice(start, start := start + len(members))
        found.append(_groups(members, probability[square, square]))
    return found


def _groups(members: Integers, probability: Matrix) -> list[list[int]]:
    """The groups that one component's reports make."""
    labels = merge(probability)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [members[group].tolist() for group in np.split(order, cuts)]


def _all_pairs(live: Live, members: Integers, part: Integers) -> Matrix:
    """Probabilities of all pairs within each part."""
    matrix = np.zeros((len(members), len(members)))
    for found in each_with_each(live, members, part, LEAST):
        one, other = members[found.a], members[found.b]
        value = probabilities(live, one, other, found.cosines, found.shared)
        matrix[found.a, found.b] = matrix[found.b, found.a] = value
    return matrix
