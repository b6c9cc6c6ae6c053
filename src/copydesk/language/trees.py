"""The best dependency tree of a sentence, given a score for every arc.

Chu-Liu/Edmonds: Chu and Liu 1965; Edmonds 1967; as used for parsing by McDonald et al. 2005
(H05-1066). A tree has one root word, as Universal Dependencies asks.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Heads = NDArray[np.int64]

#: Lower than any score of an arc that can be chosen.
_NEVER: Final = -1e6


def best_tree(scores: NDArray[np.float32]) -> list[int]:
    """Heads of the words of one sentence.

    Args:
        scores: words x (1 + words); row ``i`` scores the heads of word ``i``, place 0 is the root,
            place ``j + 1`` word ``j``.

    Returns:
        for each word the number of its head, or -1 for the one that hangs on the root.
    """
    words = len(scores)
    table = np.full((words + 1, words + 1), _NEVER)
    table[1:] = scores
    np.fill_diagonal(table, _NEVER)
    heads: Heads = table.argmax(1)
    heads[0] = 0
    if _cycle(heads) is not None:
        heads = _edmonds(table)
    if (heads[1:] == 0).sum() != 1:
        heads = _with_one_root(table, heads)
    return [int(head) - 1 for head in heads[1:]]


def _with_one_root(table: NDArray[np.float64], best: Heads) -> Heads:
    """The best tree over the likely choices of the root word.

    ``best`` is the best tree with any number of roots. Roots are tried by their own score; those
    that the scores do not favour are left out, since a sentence of n words would cost n trees.
    """
    likely = [int(i) for i in np.argsort(-(table[1:, 0] - table[1:].max(1)), kind="stable")[:4] + 1]
    most = -np.inf
    for root in likely:
        only = table.copy()
        only[1:, 0] = _NEVER
        only[root] = _NEVER
        only[root, 0] = 0.0
        heads = _edmonds(only)
        total = table[np.arange(1, len(heads)), heads[1:]].sum()
        if total > most:
            best, most = heads, total
    return best


def _cycle(heads: Heads) -> list[int] | None:
    """The words of one cycle, or None; word 0 is the root."""
    seen = np.zeros(len(heads), dtype=int)
    seen[0] = -1
    for start in range(1, len(heads)):
        at = start
        while seen[at] == 0:
            seen[at] = start
            at = int(heads[at])
        if seen[at] == start:
            cycle, first = [at], at
            while heads[at] != first:
                at = int(heads[at])
                cycle.append(at)
            return cycle
        at = start
        while seen[at] == start:
            seen[at] = -1
            at = int(heads[at])
    return None


def _edmonds(table: NDArray[np.float64]) -> Heads:
    """Heads of the maximum spanning tree from node 0; ``table[i, j]`` scores j as head of i."""
    heads: Heads = table.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    rest = [i for i in range(len(table)) if i not in set(cycle)]
    own = table[cycle, heads[cycle]]
    into = table[np.ix_(cycle, rest)] - own[:, None]
    out = table[np.ix_(rest, cycle)]
    smaller = np.full((len(rest) + 1, len(rest) + 1), 2 * _NEVER)
    smaller[:-1, :-1] = table[np.ix_(rest, rest)]
    smaller[-1, :-1] = into.max(0)
    smaller[:-1, -1] = out.max(1)
    smaller[0] = 2 * _NEVER
    inner = _edmonds(smaller)
    result = heads.copy()
    for i, node in enumerate(rest):
        if node == 0:
            continue
        head = int(inner[i])
        result[node] = cycle[int(out[i].argmax())] if head == len(rest) else rest[head]
    entry = int(inner[-1])
    broken = cycle[int(into[:, entry].argmax())]
    result[broken] = rest[entry]
    return result
