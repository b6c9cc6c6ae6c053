"""Cut many texts into words at once, as arrays.

Grouping reads a thousand reports a second, so words are found and hashed with array
operations over a whole batch of texts rather than one by one. A word is a run of letters and
digits, folded to lower case without accents; a comma or a point between two digits belongs to
the number, and the comma is dropped. Its identity is a 64-bit hash of its letters: a sum of
random numbers drawn for each letter, weighted by powers of an odd number for its place
(multilinear hashing; Lemire & Kaser, "Strongly universal string hashing is fast", 2014).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]
Flags = npt.NDArray[np.bool_]

#: Code points from here on are taken as they are: scripts without case or accents to fold.
_FOLDED = 0x3000
_LETTER, _DIGIT, _UPPER = 1, 2, 4
_LONGEST = 64
_SEPARATOR = "\n"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a batch of texts, in order.

    Attributes:
        text: index of the text that holds the word.
        start, end: code points in that text.
        hash: identity of the folded word.
        capital: starts with an upper-case letter.
        number: starts with a digit.
        joined: only one blank (or a hyphen) stands between this word and the one before.
        bounds: words of text ``i`` are ``bounds[i]:bounds[i + 1]``.
    """

    text: Integers
    start: Integers
    end: Integers
    hash: Hashes
    capital: Flags
    number: Flags
    joined: Flags
    bounds: Integers


def mix(values: Hashes) -> Hashes:
    """Spread 64-bit values evenly (the finaliser of SplitMix64; Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def cut(texts: Sequence[str]) -> Words:
    """Words of each text, with spans in code points of that text."""
    joined = _SEPARATOR.join(texts) + _SEPARATOR
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds, letters = _classes()
    known = np.minimum(points, _FOLDED)
    kind = kinds.take(known)
    inside = (kind & (_LETTER | _DIGIT)) != 0
    digit = (kind & _DIGIT) != 0
    inside[1:-1] |= ((points[1:-1] == 44) | (points[1:-1] == 46)) & digit[:-2] & digit[2:]
    edge = np.diff(inside.astype(np.int8), prepend=np.int8(0))
    start = np.flatnonzero(edge == 1)
    end = np.flatnonzero(edge == -1)
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    first = np.concatenate(([0], np.cumsum(lengths)))
    if len(start) == 0:
        empty = np.zeros(0, dtype=np.int64)
        none = np.zeros(0, dtype=np.bool_)
        zeros = np.zeros(len(texts) + 1, dtype=np.int64)
        return Words(empty, empty, empty, empty.astype(np.uint64), none, none, none, zeros)
    value = letters.take(known)
    beyond = points >= _FOLDED
    if beyond.any():
        value[beyond] = mix(points[beyond].astype(np.uint64))
    value *= inside
    place = np.cumsum(value != 0, dtype=np.int32)[start[0] :]
    place -= np.repeat(place[start - start[0]], np.diff(start, append=len(points)))
    value[start[0] :] *= _powers().take(np.minimum(place, _LONGEST - 1, out=place))
    bounds = np.searchsorted(start, first)
    owner = np.repeat(np.arange(len(texts)), np.diff(bounds))
    gap = np.zeros(len(start), dtype=np.bool_)
    gap[1:] = (start[1:] - end[:-1] == 1) & (points[end[:-1]] != 10)
    return Words(
        text=owner,
        start=start - first[owner],
        end=end - first[owner],
        hash=mix(np.add.reduceat(value, start)),
        capital=(kind[start] & _UPPER) != 0,
        number=digit[start],
        joined=gap,
        bounds=bounds,
    )


@cache
def _classes() -> tuple[npt.NDArray[np.uint8], Hashes]:
    """What each code point is, and the random number of the letter it folds to."""
    kinds = np.zeros(_FOLDED + 1, dtype=np.uint8)
    folded = np.zeros(_FOLDED + 1, dtype=np.uint64)
    for point in range(_FOLDED):
        character = chr(point)
        if not character.isalnum() and not unicodedata.combining(character):
            continue
        base = unicodedata.normalize("NFKD", character.lower())[:1]
        folded[point] = ord(base) if base.isalnum() else 0
        kinds[point] = _DIGIT if character.isdigit() else _LETTER
        if character.isupper():
            kinds[point] |= _UPPER
    kinds[_FOLDED] = _LETTER
    folded[ord(".")] = ord(".")
    return kinds, np.where(folded > 0, mix(folded + np.uint64(0x9E3779B97F4A7C15)), 0)


@cache
def _powers() -> Hashes:
    """Odd weights for the places in a word."""
    powers = [pow(0x5851F42D4C957F2D, place, 1 << 64) for place in range(_LONGEST)]
    return np.array(powers, dtype=np.uint64)
