"""Merge reports into stories from the probabilities of their pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from copydesk.group.word_arrays import Integers

Matrix = npt.NDArray[np.float64]

#: Least strength of two groups that are merged, and how strength grows with their sizes: the
#: sum of probabilities over (size * size) ** `_EXPONENT`. An exponent of one is average
#: linkage; a little less forgives large groups some unlike pairs. Tuned on the development sets.
THRESHOLD, _EXPONENT = 0.25, 0.85


def merge(probability: Matrix) -> Integers:
    """Greedy agglomeration of one component.

    Args:
        probability: of each pair to be of one story; symmetric, the diagonal is ignored.

    Returns:
        For each row the lowest row of its group.
    """
    total = probability.copy()
    np.fill_diagonal(total, 0)
    count = len(total)
    spread = np.ones(count)
    size = np.ones(count)
    group = np.arange(count)
    best = total.argmax(axis=1)
    reach = total[np.arange(count), best]
    while count > 1:
        first = int(reach.argmax())
        if reach[first] < THRESHOLD:
            break
        low, high = sorted((first, int(best[first])))
        group[group == high] = low
        total[low] += total[high]
        total[low, low] = 0
        total[:, low] = total[low]
        total[high] = total[:, high] = reach[high] = 0
        size[low] += size[high]
        spread[low] = size[low] ** _EXPONENT
        stale = np.flatnonzero((best == low) | (best == high))
        strength = total[stale] / (spread[stale, None] * spread)
        best[stale] = strength.argmax(axis=1)
        reach[stale] = strength.max(axis=1)
        own = total[low] / (spread[low] * spread)
        best[low], reach[low] = own.argmax(), own.max()
        closer = own > reach
        best[closer], reach[closer] = low, own[closer]
        reach[high] = 0
    return group
