"""The words of a sentence, as frames and likeness read them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from copydesk.english import lists


def lexicon(forms: str) -> frozenset[str]:
    """The words of a list that is written as running text."""
    return frozenset(forms.split())


_WORD = re.compile(r"[A-Za-zÀ-ɏ][\w’'.-]*[\wÀ-ɏ]|[A-Za-zÀ-ɏ]|\d(?:[\d,.]*\d)?|[^\w\s]")
_STEMMER = snowballstemmer.stemmer("english")

STOP = lists.words("compare", "stems stop")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or mark of a sentence.

    Attributes:
        start, end: in the article's text.
        text: as written.
        low: in lower case, with straight apostrophes.
    """

    start: int
    end: int
    text: str
    low: str

    @property
    def is_word(self) -> bool:
        """Whether it is a word and not a mark or a number."""
        return self.text[0].isalpha()


def words(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words and marks of ``text[start:end]``; a final full stop is a mark of its own."""
    return tuple(
        Word(m.start(), m.end(), m.group(), m.group().lower().replace("’", "'"))
        for m in _WORD.finditer(text, start, end)
    )


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Stem of a lower-case word (Snowball, English)."""
    word = word.removesuffix("'s")
    if len(word) > 5 and word.endswith(("tre", "tres")):
        word = word.replace("tre", "ter")  # centre, metre
    found: str = _STEMMER.stemWord(word.replace("our", "or") if len(word) > 5 else word)
    return found
