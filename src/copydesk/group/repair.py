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
    a, b, value = _likely_pairs(live, slots)
    labels = slots.copy()
    for members in _components(slots, a, b, value):
        if len(members) > 1:
            place = np.searchsorted(slots, members)
            labels[place] = members[merge(_all_pairs(live, members))]
    return labels


def _likely_pairs(live: Live, slots: Integers) -> tuple[Integers, Integers, Values]:
    """The pairs met when reports came in, as places in ``slots``, that are likely now."""
    first, second, values = [], [], []
    for place, slot in enumerate(slots.tolist()):
        partners, cosines = live.met(slot)
        value = probabilities(live, slot, partners, cosines)
        likely = value >= _EDGE
        if likely.any():
            other = np.searchsorted(slots, partners[likely])
            first.append(np.full(len(other), place))
            second.append(other)
            values.append(value[likely])
    if not first:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(first), np.concatenate(second), np.concatenate(values)


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
    matrix = np.zeros((len(members), len(members)))
    for place, slot in enumerate(members[:-1].tolist()):
        others = members[place + 1 :]
        value = probabilities(live, slot, others, live.cosines(slot, others))
        matrix[place, place + 1 :] = value
        matrix[place + 1 :, place] = value
    return matrix
