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
            self._lists = {
                name: (table[name], table[f"{name}_at"])
                for name in ("senses", "parents", "derived", "opposite")
            }
        self.vectors /= np.linalg.norm(self.vectors, axis=1, keepdims=True)
        self.place = {word: i for i, word in enumerate(words)}

    def number(self, word: str, lemma: str = "") -> int:
        """The place of a word, or else of its lemma, in the table; -1 without."""
        found = self.place.get(word, _NONE)
        return found if found >= 0 or not lemma else self.place.get(lemma, _NONE)

    def _of(self, name: str, number: int) -> frozenset[int]:
        values, ends = self._lists[name]
        return frozenset(values[ends[number] : ends[number + 1]].tolist())

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - one table lives as long as the process
    def relation(self, ours: int, theirs: int) -> int:  # noqa: PLR0911 - one answer each
        """What the first word is to the second, by their first senses.

        `BROADER`: the first names a kind that the second is one of, up to two steps.
        """
        if ours < 0 or theirs < 0:
            return UNRELATED
        if ours == theirs:
            return SAME
        if theirs in self._of("opposite", ours) or ours in self._of("opposite", theirs):
            return OPPOSITE
        if theirs in self._of("derived", ours) or ours in self._of("derived", theirs):
            return DERIVED
        mine, other = self._of("senses", ours), self._of("senses", theirs)
        if mine & other:
            return SYNONYM
        above_other, above_mine = self._above(theirs), self._above(ours)
        if mine & above_other:
            return BROADER
        if other & above_mine:
            return NARROWER
        return SISTER if self._parents(mine) & self._parents(other) else UNRELATED

    def _parents(self, senses: frozenset[int]) -> frozenset[int]:
        return frozenset().union(*(self._of("parents", s) for s in senses if self._has_parents(s)))

    def _has_parents(self, sense: int) -> bool:
        return sense + 1 < len(self._lists["parents"][1])

    @lru_cache(maxsize=1 << 14)  # noqa: B019 - as above
    def _above(self, number: int) -> frozenset[int]:
        first = self._parents(self._of("senses", number))
        return first | self._parents(first)


@cache
def kin() -> Kin:
    """The table, read once."""
    return Kin()
