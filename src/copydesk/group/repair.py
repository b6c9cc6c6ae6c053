"""Regroup live reports from the probabilities of their pairs."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.live import Live
from copydesk.group.merging import Matrix, merge
from copydesk.group.scorer import probabilities
from copydesk.group.words import Integers

Values = npt.NDArray[np.float64]
#: What a report met when it came in: slots and probabilities.
Met = tuple[Integers, Values]

#: Pairs that were at least this likely when the later report came in hold a component together.
EDGE = 0.1
#: Reports of one component that are compared each with each; a larger one is split first, at
#: the lowest probability that breaks it.
_LARGEST = 3000
_STEPS = (EDGE, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)


def components(live: Live, met: Mapping[int, Met]) -> list[Integers]:
    """Slots held together by likely pairs, ascending; too large a component is split.

    Splitting goes by the probabilities of its pairs as they stand now.

    Args:
        met: of each live slot the partners from `EDGE` on; those that are gone are passed over.
    """
    slots = np.array(sorted(met), dtype=np.int64)
    if len(slots) == 0:
        return []
    a = np.repeat(slots, [len(met[slot][0]) for slot in slots.tolist()])
    b = np.concatenate([met[slot][0] for slot in slots.tolist()])
    value = np.concatenate([met[slot][1] for slot in slots.tolist()])
    at = np.minimum(np.searchsorted(slots, b), len(slots) - 1)
    alive = slots[at] == b
    a, b, value = np.searchsorted(slots, a[alive]), at[alive], value[alive]
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
    edges = np.searchsorted(a, members), np.searchsorted(a, members, side="right")
    for place, start, end in zip(members.tolist(), *(e.tolist() for e in edges), strict=True):
        if start < end:
            slot, others = int(slots[place]), slots[b[start:end]]
            value[start:end] = probabilities(live, slot, others, live.against(slot, others))


def regroup(live: Live, members: Integers) -> list[list[int]]:
    """The groups that the reports of one component make."""
    labels = merge(_all_pairs(live, members)) if len(members) > 1 else np.zeros(1, dtype=np.int64)
    order = np.argsort(labels, kind="stable")
    cuts = np.flatnonzero(np.diff(labels[order])) + 1
    return [members[part].tolist() for part in np.split(order, cuts)]


def _all_pairs(live: Live, members: Integers) -> Matrix:
    """Probabilities of all pairs of a component."""
    matrix = np.zeros((len(members), len(members)))
    batch = live.batch(members)
    for place, slot in enumerate(members[:-1].tolist()):
        others = members[place + 1 :]
        value = probabilities(live, slot, others, live.compare(batch, place))
        matrix[place, place + 1 :] = matrix[place + 1 :, place] = value
    return matrix
