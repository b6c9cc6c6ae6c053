"""Words into WordPiece units and capital classes, as the shipped encoder reads them.

The encoder's vocabulary is uncased (BERT's), so how a word is capitalised is given apart.
WordPiece: Wu et al. 2016, arXiv:1609.08144; the basic splits are BERT's (Devlin et al. 2019).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

#: Ids of BERT's uncased vocabulary that stand for no text.
PAD: Final = "[PAD]"
UNKNOWN: Final = "[UNK]"
FIRST: Final = "[CLS]"
LAST: Final = "[SEP]"
MASK: Final = "[MASK]"

#: Longest stretch of characters that is looked up; BERT gives up there too.
_LONGEST: Final = 100
#: Typographic marks, for which the vocabulary has plain counterparts with more training behind.
_PLAIN: Final = str.maketrans(
    {"‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "–": "-", "—": "-"}
)


class WordPieces:
    """The vocabulary, and the pieces of every word met so far.

    Args:
        pieces: the vocabulary; a piece's id is its place.
    """

    def __init__(self, pieces: Sequence[str]) -> None:
        self.ids = {piece: i for i, piece in enumerate(pieces)}
        self.pad = self.ids[PAD]
        self.first, self.last = self.ids[FIRST], self.ids[LAST]
        self.mask, self.unknown = self.ids[MASK], self.ids[UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Ids of the word's pieces, at least one."""
        found = self._known.get(word)
        if found is None:
            found = tuple(i for part in _parts(word) for i in self._split(part))
            found = found or (self.unknown,)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def _split(self, part: str) -> list[int]:
        """Longest match first; one unknown piece when some stretch is not in the vocabulary."""
        ids, at = list[int](), 0
        while at < len(part):
            end = min(len(part), at + _LONGEST)
            while end > at:
                piece = part[at:end] if at == 0 else "##" + part[at:end]
                if piece in self.ids:
                    break
                end -= 1
            if end == at:
                return [self.unknown]
            ids.append(self.ids[piece])
            at = end
        return ids


@cache
def pieces_of(vocabulary: Path) -> WordPieces:
    """The pieces of a vocabulary's file, one for all that ask in this process."""
    return WordPieces(read_vocabulary(vocabulary))


def read_vocabulary(path: Path) -> list[str]:
    """The pieces of a vocabulary file, one a line."""
    return path.read_text("utf-8").split("\n")[:-1]


@lru_cache(maxsize=16384)
def capitals(word: str) -> int:
    """Class of a word's capitals, 0 to 7.

    0 no letter or digit, 1 lower case, 2 one capital letter, 3 capital first, 4 capitals only,
    5 capitals elsewhere, 6 digits only, 7 letters and digits.
    """
    if not any(c.isalnum() for c in word):
        return 0
    if any(c.isdigit() for c in word):
        return 7 if any(c.isalpha() for c in word) else 6
    if word.islower() or not any(c.isupper() for c in word):
        return 1
    letters = [c for c in word if c.isalpha()]
    if all(c.isupper() for c in letters):
        return 2 if len(letters) == 1 else 4
    return 3 if word[0].isupper() and not any(c.isupper() for c in word[1:]) else 5


def _parts(word: str) -> list[str]:
    """Lower case without accents, cut before and after every mark."""
    text = unicodedata.normalize("NFD", word.translate(_PLAIN).lower())
    parts, current = list[str](), ""
    for c in text:
        kind = unicodedata.category(c)
        if kind == "Mn" or kind in {"Cc", "Cf"}:
            continue
        if kind[0] == "P" or (c.isascii() and not c.isalnum()):
            if current:
                parts.append(current)
            parts.append(c)
            current = ""
        elif c.isspace():
            if current:
                parts.append(current)
            current = ""
        else:
            current += c
    return [*parts, current] if current else parts
