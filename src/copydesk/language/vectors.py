"""Vectors of words and stretches of text, from the shipped encoder's table of word pieces.

A stretch's vector is the mean of its pieces', frequent pieces weighing less (smooth inverse
frequency: Arora, Liang and Ma 2017, "A simple but tough-to-beat baseline for sentence
embeddings"). The vocabulary is in order of frequency, so a piece's place in it stands for its
frequency by Zipf's law. No network is run: a stretch costs a few microseconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.language import path
from copydesk.language.wordpieces import WordPieces, pieces_of

Floats = NDArray[np.float32]
#: Numbers in a vector.
SIZE: Final = 384
#: Place of the first word in BERT's uncased vocabulary ("the"); before it stand marks and letters.
_FIRST_WORD: Final = 1996
#: Smoothing of the paper; a word of this relative frequency weighs half.
_SMOOTH: Final = 1e-3
#: Zipf: the word of rank r has about this frequency divided by r.
_ZIPF: Final = 0.1
#: Words whose sums are remembered: of so many the most are asked for again and again.
_MOST_KNOWN: Final = 8192
#: Rows that are numbers at one time.
_AT_ONCE: Final = 1024


class Vectors:
    """The table of pieces with a weight each; load it once by `shipped`.

    Args:
        pieces: splits words.
        table: of pieces, as bytes: as numbers it would take four times the memory.
        scale: of each row of the table.
        mean: of the rows of words, which is taken off each.
        weights: of the pieces.
    """

    def __init__(
        self,
        pieces: WordPieces,
        table: NDArray[np.int8],
        scale: Floats,
        mean: Floats,
        weights: Floats,
    ) -> None:
        self._pieces = pieces
        self._table, self._scale, self._mean = table, scale, mean
        self._weights = weights
        self._known: dict[str, Floats] = {}

    def word(self, word: str) -> Floats:
        """Weighted sum of a word's pieces: add such sums and `unit` them for a stretch."""
        found = self._known.get(word)
        if found is None:
            ids = list(self._pieces.of(word))
            rows = _numbers(self._table[ids], self._scale[ids])
            rows -= self._mean
            found = self._weights[ids] @ rows
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[word] = found
        return found

    def words(self, words: Sequence[str]) -> Floats:
        """One row a word."""
        if not words:
            return np.zeros((0, SIZE), np.float32)
        return np.stack([self.word(word) for word in words])

    def stretch(self, words: Iterable[str]) -> Floats:
        """Unit vector of a stretch; zeros when it has no words."""
        rows = self.words(list(words))
        return unit(rows.sum(0)) if len(rows) else np.zeros(SIZE, np.float32)


def unit(rows: Floats) -> Floats:
    """Rows (or one vector) of length one; zeros stay zeros."""
    length = np.sqrt((rows * rows).sum(-1, keepdims=True))
    scaled: Floats = rows / np.maximum(length, 1e-9)
    return scaled


@cache
def piece_table(file: Path) -> tuple[NDArray[np.int8], Floats]:
    """The rows of an encoder's pieces as bytes, and the scale of each: one for a process."""
    with np.load(file) as tables:
        return tables["pieces"], tables["scale"]


@cache
def shipped() -> Vectors:
    """Vectors of the encoder that comes with copydesk.

    Raises:
        OSError: when a file of the encoder is missing.
    """
    folder = path() / "encoder"
    pieces = pieces_of(folder / "vocabulary.txt")
    table, scale = piece_table(folder / "tables.npz")
    words = len(table) - _FIRST_WORD
    mean = np.zeros(SIZE, np.float32)
    for start in range(_FIRST_WORD, len(table), _AT_ONCE):
        rows = _numbers(table[start : start + _AT_ONCE], scale[start : start + _AT_ONCE])
        mean = np.add.reduce(np.vstack([mean[None], rows]), axis=0)
    mean /= np.float32(words)
    rank = np.arange(len(table)) - _FIRST_WORD + 1
    weights = _SMOOTH / (_SMOOTH + _ZIPF / np.maximum(rank, 1))
    weights[rank < 1] = 0.0
    return Vectors(pieces, table, scale, mean, weights.astype(np.float32))


def _numbers(rows: NDArray[np.int8], scale: Floats) -> Floats:
    """Rows of the table as they were before they were kept as bytes."""
    found: Floats = rows.astype(np.float32) * scale[:, None]
    return found
