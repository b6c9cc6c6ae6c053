"""When something was done, as far as an expression of time says; whether two of them can both be.

Two moments are apart where both say the same kind of thing, and another one: two weekdays, two
dates, two months or years. What one of them leaves open is no difference, and neither are the two
sides of a midnight.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from typing import Final

from copydesk.english.calendar import MONTHS, WEEKDAYS
from copydesk.model import Annotated, ResolvedTime

_WEEKDAY: Final = re.compile(rf"\b({'|'.join(d[:3] for d in WEEKDAYS)})[a-z]*\b", re.IGNORECASE)
_MONTH: Final = re.compile(rf"\b({'|'.join(m[:3] for m in MONTHS)})[a-z]*\b\.?", re.IGNORECASE)
_DAY: Final = re.compile(
    r"(?<![\d:.])(\d{1,2})(?:st|nd|rd|th)?(?![\d:.]|\s*[ap]\.?m)", re.IGNORECASE
)
_YEAR: Final = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b(?!s)")
#: Expressions that give a stretch and no day: they may hold any of its days.
_LOOSE: Final = re.compile(
    r"(?i)\b(?:recent|few|several|next|coming|past|weeks|months|years|decades?|early|late|mid|since|"
    r"season|spring|summer|autumn|fall|winter|quarter|half|eve)\b"
)
_NIGHT: Final = re.compile(r"(?i)\b(?:night|overnight|midnight|evening|late)\b")
_MORNING: Final = re.compile(r"(?i)\b(?:early|morning|midnight|overnight)\b")
#: Words before an expression that make it a limit, or a span's end.
_LIMIT: Final = re.compile(
    r"(?i)\b(?:since|until|till|by|before|after|from|to|between|through)\s+(?:\w+\s+)?$"
)

#: What follows an expression that dates the noun before it ("the report Thursday that said").
_NOUN: Final = re.compile(r"\s+(?:that|which)\b")


@dataclass(frozen=True, slots=True)
class Moment:
    """What an expression of time says; what it leaves open is None.

    Attributes:
        start, end: where it stands.
        weekday: 0 is Monday; month: 1 to 12; day: of the month.
        first, last: the days that it covers, resolved.
        night, morning: whether it says that it was late in the day, or early.
    """

    start: int
    end: int
    weekday: int | None
    year: int | None
    month: int | None
    day: int | None
    first: date | None
    last: date | None
    night: bool
    morning: bool


def moment(report: Annotated, time: ResolvedTime) -> Moment | None:
    """What an expression says; None for limits and for stretches without an end."""
    text = report.article.text
    words = text[time.start : time.end]
    before = text[max(0, time.start - 24) : time.start]
    if _NOUN.match(text, time.end):
        return None
    if _LIMIT.search(before) or _LIMIT.search(words.split(" ")[0] + " "):
        return None
    weekday, month, year = _WEEKDAY.search(words), _MONTH.search(words), _YEAR.search(words)
    if _LOOSE.search(words) and not (weekday or month or year):
        return None
    day = _DAY.search(words) if month else None
    single = time.first is not None and time.first == time.last
    if not (weekday or month or year or single):
        return None
    return Moment(
        time.start,
        time.end,
        _index(WEEKDAYS, weekday),
        int(year[1]) if year else (time.first.year if single and time.first else None),
        _number(MONTHS, month),
        int(day[1]) if day else None,
        time.first,
        time.last,
        _NIGHT.search(words) is not None,
        _MORNING.search(words) is not None,
    )


def moments_of(report: Annotated) -> dict[int, list[Moment]]:
    """The moments that a report names, by sentence."""
    found: dict[int, list[Moment]] = {}
    for time in report.times:
        sentence = bisect_right(report.sentences, time.start, key=lambda s: s.start) - 1
        if sentence >= 0 and (when := moment(report, time)) is not None:
            found.setdefault(sentence, []).append(when)
    return found


def _index(names: tuple[str, ...], match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    return next(n for n, name in enumerate(names) if name[:3].lower() == match[1].lower())


def _number(names: tuple[str, ...], match: re.Match[str] | None) -> int | None:
    found = _index(names, match)
    return None if found is None else found + 1


def apart(a: Moment, b: Moment) -> bool:
    """Whether the two cannot both be."""
    again = a.weekday is not None and a.weekday == b.weekday and None in (a.day, b.day)
    if again or _midnight(a, b) or _midnight(b, a):  # again: printed anew a week later
        return False
    if None not in (a.first, a.last, b.first, b.last):
        return a.last < b.first or b.last < a.first  # type: ignore[operator]
    if a.year is not None and b.year is not None and a.year != b.year:
        return True
    if a.month is not None and b.month is not None:
        if a.month != b.month:
            return True
        return a.day is not None and b.day is not None and a.day != b.day
    return a.weekday is not None and b.weekday is not None and a.weekday != b.weekday


#: Days between two dates of one deed at most: what lies farther apart is another time.
_NEAR: Final = 7


def near(a: Moment, b: Moment) -> bool:
    """Whether two moments lie so near that they may be one deed's: a week, a month, a year."""
    if a.first and a.last and b.first and b.last:
        return max((b.first - a.last).days, (a.first - b.last).days) <= _NEAR
    if a.year is not None and b.year is not None and abs(a.year - b.year) > 1:
        return False
    if a.month is not None and b.month is not None:
        if a.month != b.month:
            return abs(a.month - b.month) in (1, 11)
        return a.day is None or b.day is None or abs(a.day - b.day) <= _NEAR
    return True


def _midnight(a: Moment, b: Moment) -> bool:
    """Whether one says the night and the other the morning behind it."""
    if not (a.night and b.morning):
        return False
    if a.last is not None and b.first is not None:
        return (b.first - a.last).days == 1
    return a.weekday is not None and b.weekday is not None and (a.weekday + 1) % 7 == b.weekday
