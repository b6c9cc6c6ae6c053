"""Regroup live reports from the probabilities of their pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.live import Live
from copydesk.group.merging import Matrix, merge
from copydesk.group.scorer import probabilities
from copydesk.group.words import Integers

Values = npt.NDArray[np.float64]

#: Pairs from this probability on hold a component together.
_EDGE = 0.1
#: Reports of one component that are compared each with each; a larger one is split first, at
#: the lowest probability that breaks it.
_LARGEST = 1000
_STEPS = (0.2, 0.35, 0.5, 0.7, 0.85, 0.95)


def partition(live: Live, slots: Integers) -> Integers:
    """For each of the live slots, ascending, the lowest slot of its group."""
    later, earlier, cosines = live.met(slots)
    value = probabilities(live, later, earlier, cosines)
    likely = value >= _EDGE
    a, b = np.searchsorted(slots, later[likely]), np.searchsorted(slots, earlier[likely])
    labels = slots.copy()
    for members in _components(slots, a, b, value[likely]):
        if len(members) > 1:
            place = np.searchsorted(slots, members)
            labels[place] = members[merge(_all_pairs(live, members))]
    return labels


def _components(slots: Integers, a: Integers, b: Integers, value: Values) -> list[Integers]:
    """Slots held together by likely pairs; too large a component is split."""
    found = []
    todo: list[tuple[Integers, tuple[float, ...]]] = [(np.arange(len(slots)), (_EDGE, *_STEPS))]
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
                todo.append((members, steps[1:]))
            else:
                found.append(slots[members])
    return found


def _all_pairs(live: Live, members: Integers) -> Matrix:
    """Probabilities of all pairs of a component."""
    first, second = np.triu_indices(len(members), 1)
    cosines = np.concatenate(
        [live.cosines(slot, members[n + 1 :]) for n, slot in enumerate(members[:-1].tolist())]
    )
    matrix = np.zeros((len(members), len(members)))
    value = probabilities(live, members[first], members[second], cosines)
    matrix[first, second] = matrix[second, first] = value
    return matrix
