"""How near two words are in meaning: vectors of single words, and WordNet's relations.

``kin.npz`` is made by ``python -m training support`` from all-MiniLM-L6-v2 (Apache-2.0) and
WordNet 3.1 (Princeton University; its licence allows any use with the notice).
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib import resources
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Relations of one word to another, nearest first.
SAME, DERIVED, SYNONYM, BROADER, NARROWER, SISTER, OPPOSITE, UNRELATED = range(8)
_NONE: Final = -1


class Kin:
    """The table of words."""

    def __init__(self) -> None:
        path = resources.files("copydesk.check.support").joinpath("kin.npz")
        with path.open("rb") as file, np.load(file) as table:
            words = bytes(table["words"]).decode().split("\n")
            self.vectors: NDArray[np.float32] = table["vectors"].astype(np.float32)
            self._of = {
                name: _Lists(table[name], table[f"{name}_at"])
                for name in ("senses", "parents", "derived", "opposite")
            }
        self.vectors /= np.linalg.norm(self.vectors, axis=1, keepdims=True)
        self.place = {word: i for i, word in enumerate(words)}
        self._bearers = self._of["senses"].turned(0)
        self._children = self._of["parents"].turned(0)
        self._back = {name: self._of[name].turned(0) for name in ("derived", "opposite")}

    def number(self, word: str, lemma: str = "") -> int:
        """The place of a word, or else of its lemma, in the table; -1 without."""
        found = self.place.get(word, _NONE)
        return found if found >= 0 or not lemma else self.place.get(lemma, _NONE)

    @lru_cache(maxsize=128)  # noqa: B019 - one table lives as long as the process
    def relations(self, ours: int) -> NDArray[np.int8]:
        """What one word is to each word of the table, by their first senses; -1 as the place of a
        word that the table lacks is read as the last entry, which is `UNRELATED`.

        `BROADER`: the word names a kind that the other is one of, up to two steps.
        """
        found = np.full(len(self.place) + 1, UNRELATED, np.int8)
        if ours < 0:
            return found
        senses = self._of["senses"].row(ours)
        parents = self._of["parents"].rows(senses)
        # The nearest relation is written last.
        found[self._bearers.rows(self._children.rows(parents))] = SISTER
        above = np.concatenate((parents, self._of["parents"].rows(parents)))
        found[self._bearers.rows(above)] = NARROWER
        below = self._children.rows(senses)
        below = np.concatenate((below, self._children.rows(below)))
        found[self._bearers.rows(below)] = BROADER
        found[self._bearers.rows(senses)] = SYNONYM
        for name, relation in (("derived", DERIVED), ("opposite", OPPOSITE)):
            found[self._of[name].row(ours)] = relation
            found[self._back[name].row(ours)] = relation
        found[ours] = SAME
        return found

    def relation(self, ours: int, theirs: int) -> int:
        """What the first word is to the second; see `relations`."""
        return int(self.relations(ours)[theirs]) if ours >= 0 and theirs >= 0 else UNRELATED


class _Lists:
    """A list of numbers for each of many places."""

    def __init__(self, values: NDArray[np.int64], ends: NDArray[np.int64]) -> None:
        self.values, self.ends = values.astype(np.int64), ends.astype(np.int64)

    def row(self, place: int) -> NDArray[np.int64]:
        """The list of one place; empty past the last."""
        if place + 1 >= len(self.ends):
            return self.values[:0]
        return self.values[self.ends[place] : self.ends[place + 1]]

    def rows(self, places: NDArray[np.int64]) -> NDArray[np.int64]:
        """The lists of these places together."""
        found = [self.row(p) for p in places.tolist()]
        return np.concatenate(found) if found else self.values[:0]

    def turned(self, size: int) -> _Lists:
        """For each number the places whose lists have it."""
        owners = np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))
        order = np.argsort(self.values, kind="stable")
        counts = np.bincount(self.values, minlength=size)
        return _Lists(owners[order], np.concatenate(([0], np.cumsum(counts))))


@cache
def kin() -> Kin:
    """The table, read once."""
    return Kin()
