"""Hedges before and behind a number, and the interval that a hedged number admits.

The classes and the width of each interval are the conventions of copydesk-gold/1: "about" is
ten per cent either way, "nearly" is the tenth below the number named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.model import Hedge, Interval

_BEFORE: dict[Hedge, str] = {
    Hedge.AT_LEAST: (
        r"at\s+least|no\s+fewer\s+than|no\s+less\s+than|not\s+less\s+than|not\s+fewer\s+than|"
        r"(?:a\s+|the\s+)?minimum\s+of|at\s+the\s+very\s+least|a\s+minimum"
    ),
    Hedge.UP_TO: (
        r"up\s+to|as\s+many\s+as|as\s+much\s+as|at\s+most|no\s+more\s+than|not\s+more\s+than|"
        r"(?:a\s+|the\s+)?maximum\s+of|as\s+high\s+as|as\s+long\s+as|up\s+to\s+as\s+many\s+as"
    ),
    Hedge.MORE_THAN: (
        r"(?:(?:slightly|far|many|much|well|just|a\s+little|significantly|considerably)\s+)?"
        r"(?:more\s+than|over|above|greater\s+than)|in\s+excess\s+of|upwards?\s+of|exceed(?:s|ed|ing)?|"
        r"north\s+of|topp(?:ed|ing)|surpass(?:es|ed|ing)?"
    ),
    Hedge.LESS_THAN: (
        r"(?:(?:slightly|far|much|well|just|a\s+little)\s+)?(?:less\s+than|fewer\s+than|under|below)"
    ),
    Hedge.NEARLY: (
        r"(?:very\s+)?nearly|almost|close\s+to|approaching|just\s+shy\s+of|just\s+short\s+of|virtually"
    ),
    Hedge.ABOUT: (
        r"about|around|some|roughly|approximately|approx\.?|perhaps|circa|something\s+like|"
        r"in\s+the\s+region\s+of|in\s+the\s+neighbou?rhood\s+of|or\s+so|~|more\s+or\s+less"
    ),
}
#: Words that may stand between a hedge and its number.
_BETWEEN = (
    r"(?:(?:a|an|the|another|other|further|additional|its|their|whopping|staggering|record|"
    r"estimated|total\s+of|as\s+many\s+as|whole|full)\s+)*[\"“‘'#(]?(?:[A-Z]{0,3}[$€£¥₹])?\s*"
)
_BEFORE_RE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{hedge.name}>{pattern})" for hedge, pattern in _BEFORE.items())
    + rf")\s*{_BETWEEN}$",
    re.IGNORECASE,
)
_AFTER: dict[Hedge, str] = {
    Hedge.AT_LEAST: r"\s+or\s+more\b|\s*\+(?!\d)|\s+or\s+above\b|\s+at\s+(?:the\s+)?least\b",
    Hedge.UP_TO: r"\s+or\s+(?:fewer|less|below)\b|\s+at\s+most\b",
    Hedge.ABOUT: r"\s+or\s+so\b|-odd\b|-ish\b|\s+or\s+thereabouts\b",
}
_AFTER_RE = re.compile(
    "|".join(f"(?P<{hedge.name}>{pattern})" for hedge, pattern in _AFTER.items()), re.IGNORECASE
)
#: "over the past", "under 18 years", "about" a subject: what looks like a hedge and is none.
_NOT_BEFORE = re.compile(r"\b(?:for|the|just)\s+some\s*$", re.IGNORECASE)

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
        if not _NOT_BEFORE.search(text[max(0, start - 60) : first + len(words)]):
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
    low, high = value * (1 - WIDTH), value * (1 + WIDTH)
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
