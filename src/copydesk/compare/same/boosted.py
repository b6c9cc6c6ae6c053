"""Boosted trees in numpy: what ``python -m training linker`` fits, without its library."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
#: Rows evaluated together: the tables of a run stay within the processor's cache.
_ROWS: Final = 4096


@dataclass(frozen=True, slots=True)
class Trees:
    """A boosted model of a yes-or-no question.

    Attributes:
        names: of the columns it was fitted on, in order.
        columns, thresholds, left, right: trees x nodes; a row goes left where its column is at
            most the threshold. A leaf leads to itself.
        values: trees x nodes, what a leaf adds; base: what is added to all.
        depth: steps from root to the deepest leaf.
        threshold: the share from which two are taken for one.
    """

    names: tuple[str, ...]
    columns: NDArray[np.int16]
    thresholds: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    values: Floats
    base: float
    depth: int
    threshold: float

    def probabilities(self, rows: Floats) -> Floats:
        """Share of yes for each row."""
        found = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _ROWS):
            part = np.ascontiguousarray(rows[start : start + _ROWS].T)
            found[start : start + part.shape[1]] = self._scores(part)
        return np.asarray(1 / (1 + np.exp(-found)), np.float32)

    def _scores(self, by_column: Floats) -> Floats:
        count = by_column.shape[1]
        flat, each = by_column.ravel(), np.arange(count)
        total = np.full(count, self.base, np.float32)
        for tree in range(len(self.columns)):
            node = np.zeros(count, np.int64)
            column, threshold = self.columns[tree].astype(np.int64) * count, self.thresholds[tree]
            left, right = self.left[tree].astype(np.int64), self.right[tree].astype(np.int64)
            for _ in range(self.depth):
                goes = flat[column[node] + each] <= threshold[node]
                node = np.where(goes, left[node], right[node])
            total += self.values[tree][node]
        return total


@cache
def shipped(name: str) -> Trees:
    """A model that comes with copydesk: ``figures`` for pairs of figures."""
    file = resources.files("copydesk.compare.same").joinpath(f"{name}.npz")
    with file.open("rb") as opened, np.load(opened) as kept:
        return Trees(
            tuple(str(n) for n in kept["names"]),
            kept["columns"],
            kept["thresholds"],
            kept["left"],
            kept["right"],
            kept["values"],
            float(kept["base"]),
            int(kept["depth"]),
            float(kept["threshold"]),
        )
