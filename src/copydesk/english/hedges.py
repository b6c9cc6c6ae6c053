"""Hedges before and behind a number, and the interval that a hedged number admits.

The classes and the width of each interval are the conventions of copydesk-gold/1: "about" is
ten per cent either way, "nearly" is the tenth below the number named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.english.lists import alternatives, sections, words
from copydesk.model import Hedge, Interval


def _written(lines: tuple[str, ...]) -> str:
    """One pattern of a section's lines, where a space stands for any run of white space."""
    return "|".join(re.sub(r" (?!\?)", r"\\s+", line).replace(" ?", r"\s*") for line in lines)


def _patterns(place: str) -> dict[Hedge, str]:
    """The pattern of each hedge "before" or "behind" a number."""
    named = {hedge: hedge.value.replace("_", " ") for hedge in Hedge}
    return {
        hedge: _written(lines)
        for hedge, name in named.items()
        if (lines := sections("hedges").get(f"{place} {name}"))
    }


#: Words that may stand between a hedge and its number.
_BETWEEN = (
    rf"(?:(?:{alternatives(words('hedges', 'between'))}|total\s+of|as\s+many\s+as)\s+)*"
    r"[\"“‘'#(]?(?:[A-Z]{0,3}[$€£¥₹])?\s*"
)
_BEFORE_RE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{h.name}>{pattern})" for h, pattern in _patterns("before").items())
    + rf")[\"”’]?\s*{_BETWEEN}$",
    re.IGNORECASE,
)
_AFTER_RE = re.compile(
    "|".join(f"(?P<{h.name}>{pattern})" for h, pattern in _patterns("behind").items()),
    re.IGNORECASE,
)
#: "over the past", "under 18 years", "about" a subject: what looks like a hedge and is none.
_NOT_BEFORE = re.compile(r"\b(?:for|the|just)\s+some\s*$", re.IGNORECASE)
#: "Over the eight years", "about the 12 men": a preposition, where the numeral has an article.
_PREPOSITION = re.compile(r"\b(?:over|under|above|around|about)\s+the\s*$", re.IGNORECASE)

#: Width of "about" either way and of "nearly" below, as a part of the number (copydesk-gold/1).
WIDTH = 0.1


@dataclass(frozen=True, slots=True)
class Found:
    """A hedge and where its words stand in the scanned text."""

    hedge: Hedge
    start: int
    end: int


def find(text: str, start: int, end: int) -> Found | None:
    """The hedge of the number at ``start:end``, before it or behind it.

    A hedge behind the number wins only where none stands before it, but for "or more", which
    bounds whatever it follows ("about 20 or more").
    """
    before = _BEFORE_RE.search(text[max(0, start - 60) : start])
    offset = max(0, start - 60)
    if before is not None and before.lastgroup is not None:
        hedge = Hedge[before.lastgroup]
        words = before[before.lastgroup]
        first = before.start(before.lastgroup) + offset
        led = text[max(0, start - 60) : start]
        if not _PREPOSITION.search(led) and not _NOT_BEFORE.search(
            led[: first + len(words) - offset]
        ):
            return Found(hedge, first, first + len(words))
    after = _AFTER_RE.match(text[end : end + 30])
    if after is not None and after.lastgroup is not None:
        return Found(Hedge[after.lastgroup], end, end + after.end())
    return None


def interval(value: float, hedge: Hedge | None, rounding: float = 0.0) -> Interval:
    """The values that a number under a hedge admits.

    Args:
        value: the number named, in its unit.
        hedge: None for a plain number; not `Hedge.VAGUE` or `Hedge.RANGE`, which have their
            own bounds.
        rounding: half the unit of the last digit written, for a number that was converted
            from another unit; 0 where the number stands as written.

    Returns:
        ``[v, inf)`` for at least, ``(v, inf)`` for more than, ``[0, v]`` for up to,
        ``[0, v)`` for less than, ten per cent either way for about, ``[0.9 v, v)`` for nearly.
    """
    low, high = sorted((value * (1 - WIDTH), value * (1 + WIDTH)))
    admitted = {
        Hedge.AT_LEAST: Interval(value, None),
        Hedge.MORE_THAN: Interval(value, None, lo_open=True),
        Hedge.UP_TO: Interval(0.0, value),
        Hedge.LESS_THAN: Interval(0.0, value, hi_open=True),
        Hedge.ABOUT: Interval(low, high),
        Hedge.NEARLY: Interval(low, value, hi_open=True),
    }
    plain = Interval(value - rounding, value + rounding)
    return plain if hedge is None else admitted.get(hedge, plain)
