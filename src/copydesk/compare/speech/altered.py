"""What two printings of one quotation have otherwise, sentence by sentence.

A quotation is what somebody said, word for word, so other words in the middle of a sentence that
both print are a difference. What one report cuts at either end, leaves out behind an ellipsis or in
brackets, or spells otherwise is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from copydesk.compare.speech.alterations import NEGATIONS, key, spelled_alike
from copydesk.compare.speech.variants import FUNCTION_WORDS, wording
from copydesk.english.lists import words as words_in

#: A word whose letters a paper hides ("d**n"): what stands there is not known.
_HIDDEN: Final = re.compile(r"\w*\*{2,}\w*")
_SENTENCE: Final = re.compile(r"(?<=[.!?])[\"”’']*\s+(?=[\"“‘'A-ZÀ-Þ])")
#: Words by whom a sentence is about: one for another changes what was said.
_PERSONS: Final = words_in("comparing", "persons in a quotation")
#: Likeness of two sentences from which they are one in two printings, and words and content words
#: that both then have; from the likeness behind it on they are word for word but for a slip.
_ONE, _SHARED, _SHARED_CONTENT, _WORD_FOR_WORD = 0.6, 4, 2, 0.8
#: Words on either side of a change that both have: it stands in the middle.
_BESIDE: Final = 2
#: Words of a change at most: longer ones are another stretch of speech.
_LONGEST: Final = 5


@dataclass(frozen=True, slots=True)
class Change:
    """What stands in one printing where the other has something else, "" where it has nothing.

    Attributes:
        first, second: the words of each.
        alike: likeness of the two sentences, 0 to 1.
    """

    first: str
    second: str
    alike: float

    @property
    def free(self) -> bool:
        """Whether so much is otherwise that the two may be translations."""
        return self.alike < _WORD_FOR_WORD

    @property
    def turned(self) -> bool:
        """Whether one of the two takes back what the other says."""
        return _turns(self.first.split()) != _turns(self.second.split())


def altered(first: Sequence[str], second: Sequence[str]) -> Change | None:
    """The first change between two printings, each given as its segments; None without one.

    A sentence is set against the one that is likest to it, where that is mutual.
    """
    pieces = _pieces(tuple(first)), _pieces(tuple(second))
    alike = {
        (i, j): of
        for i, a in enumerate(pieces[0])
        for j, b in enumerate(pieces[1])
        if (of := _alike(a, b)) >= _ONE
    }
    for (i, j), of in sorted(alike.items()):
        if of == max(v for (m, n), v in alike.items() if i == m or j == n):
            change = _change(pieces[0][i], pieces[1][j], of)
            if change is not None:
                return change
    return None


@lru_cache(maxsize=2048)
def _pieces(segments: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Runs of words without a gap: sentences, cut where marks close or dots stand."""
    return tuple(
        part
        for segment in segments
        for sentence in _SENTENCE.split(segment)
        for part in wording([_HIDDEN.sub(" … ", sentence)]).parts
        if len(part) >= _SHARED
    )


@lru_cache(maxsize=4096)
def _alike(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """Likeness of two sentences, what one of them cuts at its ends apart; 0 for too few words."""
    if a == b:
        return 1.0
    if len({*a} & {*b}) < _SHARED:
        return 0.0
    blocks = [m for m in _matcher(a, b).get_matching_blocks() if m.size]
    shared = [w for m in blocks for w in a[m.a : m.a + m.size]]
    content = sum(w not in FUNCTION_WORDS for w in shared)
    if len(shared) < _SHARED or content < _SHARED_CONTENT:
        return 0.0
    first, last = blocks[0], blocks[-1]
    ends = len(a) - last.a - last.size, len(b) - last.b - last.size
    both = last.a + last.size - first.a + last.b + last.size - first.b
    return 2 * len(shared) / (both + 2 * min(first.a, first.b) + 2 * min(ends))


def _matcher(a: tuple[str, ...], b: tuple[str, ...]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [key(w) for w in a], [key(w) for w in b], autojunk=False)


@lru_cache(maxsize=4096)
def _change(a: tuple[str, ...], b: tuple[str, ...], alike: float) -> Change | None:
    for x, y in _otherwise(a, b, alike):
        return Change(" ".join(x), " ".join(y), alike)
    return None


def _otherwise(
    a: tuple[str, ...], b: tuple[str, ...], alike: float
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The places where each says it with other words, or one has a word more in the middle."""
    steps = _matcher(a, b).get_opcodes()
    keys = {key(w) for w in a}, {key(w) for w in b}
    for n, (step, i, j, k, m) in enumerate(steps):
        if step == "equal":
            continue
        before = steps[n - 1][2] - steps[n - 1][1] if n else 0
        after = steps[n + 1][2] - steps[n + 1][1] if n + 1 < len(steps) else 0
        x, y = a[i:j], b[k:m]
        if "".join(x) == "".join(y):
            continue  # "work force" and "workforce" are the same words
        if step == "replace" and not after:  # the rest of the longer one is another stretch
            x, y = x[: len(y)], y[: len(x)]
        if step == "replace" and not before:
            x, y = x[-len(y) :], y[-len(x) :]
        inside = before >= _BESIDE and after >= _BESIDE
        if any(c.isdigit() for w in (*x, *y) for c in w):
            continue  # numbers are compared as figures
        if max(len(x), len(y)) > _LONGEST or not (before or after):
            continue
        own = [w for w in x if key(w) not in keys[1]], [w for w in y if key(w) not in keys[0]]
        told = [any(w not in FUNCTION_WORDS for w in words) for words in own]
        if inside and alike >= _WORD_FOR_WORD and _turns(x) != _turns(y):
            yield x, y
        if step == "replace" and not spelled_alike(" ".join(x), " ".join(y)):
            person = alike >= _WORD_FOR_WORD and _other_person(x, y)
            if all(told) or ((any(told) or person) and inside):
                yield x, y
        elif step != "replace" and inside and any(told) and alike >= _WORD_FOR_WORD:
            yield x, y


def _turns(words: Sequence[str]) -> bool:
    return sum(w in NEGATIONS for w in words) % 2 == 1


def _other_person(x: Sequence[str], y: Sequence[str]) -> bool:
    return len(x) == len(y) == 1 and {*x, *y} <= _PERSONS
