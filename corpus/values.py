"""What a marked number amounts to: its value, and the interval that its hedge leaves.

Kept apart from copydesk's own reading of numbers, which is measured against it. Intervals are the
conventions of copydesk-gold/1: about is ten per cent either way, nearly reaches down to nine
tenths, a vague amount has the range that its word has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: dict[str, float] = {word: float(n) for n, word in enumerate(_SMALL.split())}
_WORDS |= {word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)}
_WORDS |= {"a": 1, "an": 1, "no": 0, "none": 0, "once": 1, "twice": 2, "both": 2, "pair": 2}
_WORDS |= {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "fifth": 0.2}
_TIMES = {
    "dozen": 12.0, "score": 20.0,
    "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "million": 1e6, "crore": 1e7, "billion": 1e9,
    "trillion": 1e12, "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12,
}  # fmt: skip
_VAGUE: dict[str, tuple[float, float]] = {
    "tens of thousands": (20_000, 199_999),
    "hundreds of thousands": (200_000, 1_999_999),
    "several": (3, 12), "a few": (3, 12), "few": (3, 12), "some": (3, 12),
    "dozens": (24, 150), "scores": (40, 400), "tens": (20, 150), "hundreds": (200, 1999),
    "thousands": (2000, 19_999), "millions": (2e6, 9.99e8),
}  # fmt: skip
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[a-z]+")


@dataclass(frozen=True, slots=True)
class Value:
    """An interval with the number named; ``point`` is None for vague amounts and ranges."""

    lo: float | None
    hi: float | None
    point: float | None = None
    lo_open: bool = False
    hi_open: bool = False

    @property
    def size(self) -> float | None:
        """One number for it: the point, else the middle of what is bounded."""
        if self.point is not None:
            return self.point
        known = [bound for bound in (self.lo, self.hi) if bound is not None]
        return sum(known) / len(known) if known else None

    def same(self, other: Value) -> bool:
        """Whether both name one number."""
        if self.point is None or other.point is None:
            return (self.lo, self.hi) == (other.lo, other.hi)
        return abs(self.point - other.point) <= 1e-6 * max(1.0, abs(self.point), abs(other.point))

    def meets(self, other: Value) -> bool:
        """Whether both can hold."""
        return not (_below(self, other) or _below(other, self))

    def times(self, factor: float) -> Value:
        """In another unit."""
        lo, hi, point = (None if b is None else b * factor for b in (self.lo, self.hi, self.point))
        return Value(lo, hi, point, self.lo_open, self.hi_open)


def _below(a: Value, b: Value) -> bool:
    if a.hi is None or b.lo is None:
        return False
    return a.hi < b.lo or (a.hi == b.lo and (a.hi_open or b.lo_open))


def number(words: str) -> float | None:
    """The value of a number in digits or words ("1.2 million", "forty-one"); None when none."""
    text = re.sub(r"(?<=\d)[,’'\s](?=\d{2,3}\b)", "", words.lower().strip())
    text = text.replace("-", " ").replace("–", " ").replace("½", ".5").replace(" and a half", ".5")
    total, current = 0.0, None
    for word in _NUMBER.findall(text.replace(",", "")):
        if word[0].isdigit():
            current = float(word) if current is None else current + float(word)
        elif word in _WORDS:
            current = (current or 0.0) + _WORDS[word] if word != "a" or current is None else current
        elif word in _TIMES:
            current = (1.0 if current is None else current) * _TIMES[word]
            if _TIMES[word] >= 1e3:
                total, current = total + current, None
    return None if current is None and not total else total + (current or 0.0)


def value(words: str, hedge: str | None = None, given: str | None = None) -> Value | None:
    """Value of a marked number.

    Args:
        words: the number as written.
        hedge: as in copydesk-gold/1; None for a plain number.
        given: the mark's own value where the words do not give it ("1.2e9", "20..30").

    Returns:
        None when neither the words nor ``given`` have a number.
    """
    if given and ".." in given:
        low, _, high = given.partition("..")
        return Value(_float(low), _float(high))
    point = _float(given) if given else None
    if point is None:
        if hedge == "vague" or hedge is None:
            vague = _vague(words)
            if vague is not None:
                return vague
        point = number(words)
    return None if point is None else _hedged(point, hedge)


def _vague(words: str) -> Value | None:
    low = " ".join(words.lower().split())
    for phrase, (lo, hi) in _VAGUE.items():
        if re.search(rf"\b{phrase}\b", low):
            return Value(lo, hi)
    return None


#: Shares of the number named that bound it, None for no bound, and whether the bound is excluded.
_HEDGES: dict[str | None, tuple[float | None, float | None, bool, bool]] = {
    None: (1, 1, False, False),
    "range": (1, 1, False, False),
    "at_least": (1, None, False, False),
    "more_than": (1, None, True, False),
    "up_to": (None, 1, False, False),
    "less_than": (None, 1, False, True),
    "about": (0.9, 1.1, False, False),
    "vague": (0.9, 1.1, False, False),
    "nearly": (0.9, 1, False, True),
}


def _hedged(point: float, hedge: str | None) -> Value:
    low, high, lo_open, hi_open = _HEDGES.get(hedge, _HEDGES[None])
    return Value(
        None if low is None else low * point,
        None if high is None else high * point,
        point,
        lo_open,
        hi_open,
    )


def _float(text: str | None) -> float | None:
    try:
        return float((text or "").replace(",", "").replace("_", ""))
    except ValueError:
        return None
