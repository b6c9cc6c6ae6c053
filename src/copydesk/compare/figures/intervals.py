"""Intervals set against each other: equal, meeting or disjoint, and figures in words."""

from __future__ import annotations

from copydesk.model import Figure, Hedge, Interval

#: Relative difference below which two numbers are one (floating-point noise).
_SAME = 1e-6


def close(a: float | None, b: float | None) -> bool:
    """Whether both are the same number, or both None."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= _SAME * max(1.0, abs(a), abs(b))


def same(a: Interval, b: Interval) -> bool:
    """Whether both admit the same values."""
    return (
        close(a.lo, b.lo)
        and close(a.hi, b.hi)
        and a.lo_open == b.lo_open
        and a.hi_open == b.hi_open
    )


def same_value(a: Figure, b: Figure) -> bool:
    """Whether both name the same number under the same hedge."""
    return a.hedge == b.hedge and close(a.point, b.point) and same(a.interval, b.interval)


def meets(a: Interval, b: Interval) -> bool:
    """Whether some value lies in both, but for floating-point noise at the ends."""
    if a.meets(b):
        return True
    touching = (close(a.hi, b.lo) and a.hi is not None) or (close(b.hi, a.lo) and b.hi is not None)
    return touching and not (a.hi_open or a.lo_open or b.hi_open or b.lo_open)


_HEDGE_WORDS = {
    Hedge.AT_LEAST: "at least",
    Hedge.MORE_THAN: "more than",
    Hedge.UP_TO: "up to",
    Hedge.LESS_THAN: "less than",
    Hedge.ABOUT: "about",
    Hedge.NEARLY: "nearly",
}
_UNIT_SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_UNIT_WORDS = {
    "percent": "per cent",
    "km": "km",
    "second": "seconds",
    "foot": "feet",
    "t": "tonnes",
    "km/h": "km/h",
    "km2": "square kilometres",
}

#: Units into which others are converted.
_MEASURED = frozenset(_UNIT_WORDS) - {"percent"}


def number(value: float) -> str:
    """A number as news prints it: 36, 5.9, 120,000, 2.6 million."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.6g} {word}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:,.4f}".rstrip("0").rstrip(".")


def amount(value: float, unit: str) -> str:
    """A number with its unit."""
    if unit in _UNIT_SIGNS:
        return f"{_UNIT_SIGNS[unit]}{number(value)}"
    if unit == "clock":
        return f"{int(value) // 60:02d}:{int(value) % 60:02d}"
    if len(unit) == 3 and unit.isupper():
        return f"{unit} {number(value)}"
    words = _UNIT_WORDS.get(unit)
    return f"{number(value)} {words}" if words else number(value)


def wording(figure: Figure, text: str) -> str:
    """A figure with its hedge, as a reason prints it ("at least 35", "$5 billion", "dozens").

    Args:
        figure: of the report.
        text: the report's text.
    """
    written = " ".join(text[figure.start : figure.end].split())
    if figure.hedge in (Hedge.VAGUE, Hedge.RANGE) or figure.point is None:
        return written
    hedge = _HEDGE_WORDS.get(figure.hedge) if figure.hedge is not None else None
    in_words = any(c.isalpha() for c in written)
    if figure.unit == "fraction" and in_words:  # two-thirds, not 0.6667
        return f"{hedge} {written.lower()}" if hedge else written.lower()
    # A measure is read in one unit and printed in its own: 20 miles, not 32.1869 km.
    own = figure.unit in _MEASURED and in_words
    value = written if own else amount(figure.point, figure.unit)
    return f"{hedge} {value}" if hedge else value
