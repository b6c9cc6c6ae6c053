"""Partition reports by average linkage inside connected components."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

from copydesk.group.words import Integers

#: Least mean cosine of two groups that are merged; tuned on the development sets.
_THRESHOLD = 0.22


def partition(similarity: sparse.csr_matrix) -> Integers:
    """Group label of each row of a symmetric matrix of similarities."""
    strong = similarity.multiply(similarity >= _THRESHOLD)
    _, component = connected_components(strong, directed=False)
    labels = np.zeros(similarity.shape[0], dtype=np.int64)
    order = np.argsort(component, kind="stable")
    edges = np.flatnonzero(np.diff(component[order], prepend=-1))
    used = 0
    for members in np.split(order, edges[1:]):
        labels[members] = used + _average(similarity, members)
        used = int(labels[members].max()) + 1
    return labels


def _average(similarity: sparse.csr_matrix, members: Integers) -> Integers:
    if len(members) == 1:
        return np.zeros(1, dtype=np.int64)
    distance = 1 - similarity[members][:, members].toarray()
    upper = np.triu_indices(len(members), 1)
    tree = linkage(np.clip(distance[upper], 0, None), "average")
    return np.asarray(fcluster(tree, 1 - _THRESHOLD, "distance"), dtype=np.int64) - 1
