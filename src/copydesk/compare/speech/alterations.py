"""What was changed between two tellings that are otherwise alike: a number, a day, a name, a "not".

Two statements or quotations that share most of their words are one thing told twice, or two things
that contradict each other in one place. Which of the two lies in the words that do not match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

from copydesk.compare.speech.meaning import concept
from copydesk.compare.speech.variants import FUNCTION_WORDS, normal
from copydesk.english import lists

_WORD: Final = re.compile(r"[$€£¥]?\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:['’][^\W\d_]+)?")
NEGATIONS: Final = lists.words("comparing", "negations")
_CONDITIONS: Final = lists.words("comparing", "conditions")
_DAYS: Final = lists.words("comparing", "days")
_SMALL: Final = lists.phrases("comparing", "numbers from nought to twenty")
_NUMBERS: Final = lists.words("comparing", "number words") | frozenset(_SMALL)


#: Likeness of letters from which two words are one in two spellings.
_SPELLED_ALIKE: Final = 0.78


class Kind(StrEnum):
    """What stands in one telling where the other has something else."""

    NEGATION = "negation"
    CONDITION = "condition"
    NUMBER = "number"
    DAY = "day"
    NAME = "name"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Alteration:
    """The kind of change, the words of each telling that do not match, and how alike the rest is.

    ``alike``: share of words that both have, 0 to 1.
    """

    kind: Kind
    first: str
    second: str
    alike: float


@lru_cache(maxsize=4096)
def alteration(first: str, second: str) -> Alteration | None:
    """The gravest change between two tellings; None when one has all that the other tells.

    Words that news uses for one another are no change; neither is what only one of them adds.
    """
    a, b = _WORD.findall(first), _WORD.findall(second)
    keys_a, keys_b = [key(w) for w in a], [key(w) for w in b]
    matcher = SequenceMatcher(None, keys_a, keys_b, autojunk=False)
    alike = matcher.ratio()
    rest_a: list[str] = []
    rest_b: list[str] = []
    for step, i, j, k, m in matcher.get_opcodes():
        if step != "equal":
            rest_a += a[i:j]
            rest_b += b[k:m]
    held_a, held_b = set(keys_a), set(keys_b)
    rest_a = [w for w in rest_a if key(w) not in held_b]
    rest_b = [w for w in rest_b if key(w) not in held_a]
    for kind, words in ((Kind.NEGATION, NEGATIONS), (Kind.CONDITION, _CONDITIONS)):
        if _count(rest_a, words) % 2 != _count(rest_b, words) % 2:
            return Alteration(kind, " ".join(rest_a), " ".join(rest_b), alike)
    for kind in (Kind.NUMBER, Kind.DAY, Kind.NAME, Kind.WORD):
        x, y = _of_kind(rest_a, a, kind), _of_kind(rest_b, b, kind)
        if x and y:
            return Alteration(kind, " ".join(x), " ".join(y), alike)
    return None


def spelled_alike(first: str, second: str) -> bool:
    """Whether two words are likely one, misspelt in one of two tellings."""
    return SequenceMatcher(None, first.lower(), second.lower()).ratio() >= _SPELLED_ALIKE


@lru_cache(maxsize=16384)
def key(word: str) -> str:
    """A word as two tellings are compared: its concept, a number in digits, "not"."""
    low = normal(word.replace("’", "'"))
    if low.endswith("n't"):
        return "not"
    if low in _SMALL:
        return str(_SMALL.index(low))
    if low[-1].isdigit():
        return low.replace(",", "")
    return concept(word) or low


def _count(words: Sequence[str], of: frozenset[str]) -> int:
    return sum(w.lower() in of or w.lower().replace("’", "'").endswith("n't") for w in words)


def _of_kind(rest: Sequence[str], whole: Sequence[str], kind: Kind) -> list[str]:
    if kind is Kind.NUMBER:
        return [w for w in rest if w[-1].isdigit() or w[0] in "$€£¥" or w.lower() in _NUMBERS]
    if kind is Kind.DAY:
        return [w for w in rest if w.lower() in _DAYS]
    if kind is Kind.NAME:
        inner = whole[1:]
        return [w for w in rest if w[0].isupper() and w in inner and w.lower() not in _DAYS]
    return [w for w in rest if w[0].islower() and w.lower() not in FUNCTION_WORDS and concept(w)]
