"""Times as inputs, feeds and pages write them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import get_day_names, get_month_names

#: Before printing, or so far ahead that it is a wrong field: no report has such a time.
_FIRST_YEAR, _LAST_YEAR = 1600, 2200
#: Zones lie between UTC-12 and UTC+14.
_MAX_OFFSET = timedelta(hours=14)
#: What states a time is short; a text that is longer is none.
_MAX_LENGTH = 200
#: Seconds since 1970 stand for a day from 1990 to 2200; in milliseconds they are as many more.
_EPOCH_FIRST, _EPOCH_LAST = 631_152_000, 7_258_118_400

_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_HALF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.I)
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))(?!\d)")
_IDEOGRAPHS = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
_CLOCK = re.compile(
    r"(?<![\d.,])(\d{1,2})(?:[:.h時时시]\s?(\d{2})(?:[:.分](\d{2}))?(?:[.,](?P<part>\d{1,9}))?)?[分분]?\s*"
    r"(?:(?P<half>[ap])\.?\s?m\b\.?|(?P<hour>o['’]clock|uhr\b|h\b))?",
    re.I,
)
_COMPACT_CLOCK = re.compile(r"T(\d{2})(\d{2})(\d{2})?(?!\d)")
_OFFSET = re.compile(
    r"(?:^|(?<=\d)|(?<=\s)|(?<=[A-Z])|(?<=\())([+-])(\d{1,2})(?::?(\d{2}))?(?::?\d{2})?(?![\d:-])"
)
#: An offset behind a clock that is none when it was not taken: no zone is 25 hours off.
_NO_ZONE = re.compile(r":\d\d ?([+-]\d\d:?\d\d)\s*$")
_ZONE = re.compile(r"(?<![A-Za-z])(?:[A-Z]{1,5}|[zZ])(?![A-Za-z])")
_WORD = re.compile(r"[^\W\d_]+(?:\.|(?=\W|$|\d))")
_NUMBER = re.compile(r"(?<![\d:])(\d{1,4})(?:st|nd|rd|th|er|º|ª|\.)?(?![\d:])")
_EPOCH = re.compile(r"(\d{9,10})(?:\d{3})?(?:\.\d+)?$")

#: Abbreviations that outlets print, and where their clocks hang: summer and winter time are
#: mixed up in print, so the day decides.
_PLACES = {
    "America/New_York": "ET EST EDT",
    "America/Chicago": "CT CST CDT",
    "America/Denver": "MT MST MDT",
    "America/Los_Angeles": "PT PST PDT",
    "Europe/London": "BST",
    "Europe/Berlin": "CET CEST MEZ MESZ",
    "Europe/Athens": "EET EEST",
    "Europe/Moscow": "MSK",
    "Asia/Tokyo": "JST",
    "Asia/Seoul": "KST",
    "Asia/Kolkata": "IST",
    "Asia/Karachi": "PKT",
    "Asia/Singapore": "SGT",
    "Asia/Hong_Kong": "HKT",
    "Asia/Jakarta": "WIB",
    "Africa/Johannesburg": "SAST",
    "Africa/Lagos": "WAT",
    "Africa/Nairobi": "EAT",
    "Australia/Sydney": "AEST AEDT AET",
    "Australia/Perth": "AWST",
    "Pacific/Auckland": "NZST NZDT",
    "America/Sao_Paulo": "BRT",
    "America/Argentina/Buenos_Aires": "ART",
}
_ZONES = {name: place for place, names in _PLACES.items() for name in names.split()}
_UNIVERSAL = frozenset(("Z", "UTC", "GMT", "UT"))
#: Languages whose names of months are known, the more printed first: where two languages give a
#: name to different months, the first has it.
_LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "nb", "da", "fi", "cs", "sk", "hu",
    "ro", "tr", "id", "ca", "el", "ru", "uk", "bg", "sr_Latn", "lt", "lv", "et", "sl", "hr", "is",
)  # fmt: skip
_MORE_NAMES = {"sept": 9, "janv": 1, "févr": 2, "juil": 7, "mrz": 3, "maerz": 3, "jänner": 1}
#: Languages of countries that write the month before the day in figures.
_MONTH_FIRST = ("en-us", "en_us")


def parse_time(value: object) -> tuple[datetime | None, str | None]:
    """A publication time that an input gave.

    ISO 8601 in any of its usual forms, RFC 2822, seconds or milliseconds since 1970, or a day
    and a time as outlets print them. A time without a zone is read as UTC, since grouping and
    updates need one order.

    Returns:
        The time, aware, with the offset that is given, and a note when something was assumed or
        could not be read.
    """
    if value is None or value == "":
        return None, None
    time = read_time(value)
    if time is None:
        return None, f"published {str(value)[:40]!r} is not a time"
    notes = []
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
        offset = _NO_ZONE.search(value) if isinstance(value, str) else None
        given = f"in a zone that there is not ({offset[1]})" if offset else "without a zone"
        notes.append(f"published {given}, read as UTC")
    if isinstance(value, str) and _reads_two_ways(value):
        day = f"{time.day} {time:%B %Y}"
        notes.append(f"published {value[:40]!r} read as {day}: day and month may be the other way")
    return time, "; ".join(notes) or None


def _reads_two_ways(text: str) -> bool:
    """Whether a day in figures may have the month first: "5/6/2031", and no clock tells."""
    match = None if _YEAR_FIRST.search(text) else _DAY_FIRST.search(text)
    if match is None or match[2] == "." or match[1].zfill(2) == match[3].zfill(2):
        return False
    small = max(int(match[1]), int(match[3])) <= 12
    return small and _HALF_DAY.search(text[match.end() :]) is None


def read_time(value: object, language: str | None = None) -> datetime | None:
    """The first time that a value states: aware where it gives a zone, else naive.

    Args:
        value: text, or a number of seconds or milliseconds since 1970.
        language: of the page ("en-US"), for days in figures that can be read in two ways;
            without it the day comes first, unless the clock says a.m. or p.m.

    Returns:
        None when the value states no day, or one before 1600 or after 2200.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _since_1970(float(value))
    if not isinstance(value, str) or not value.strip():
        return None
    text = " ".join(value[:_MAX_LENGTH].replace("\u2212", "-").split())
    if match := _EPOCH.fullmatch(text):
        return _since_1970(float(match[0]))
    try:
        return _read(text, (language or "").lower())
    except (ValueError, OverflowError):
        return None


def _since_1970(seconds: float) -> datetime | None:
    seconds = seconds / 1000 if abs(seconds) > 1e11 else seconds
    if not _EPOCH_FIRST <= seconds <= _EPOCH_LAST:
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _read(text: str, language: str) -> datetime | None:
    found = _day(text, language)
    if found is None:
        return None
    year, month, day, rest = found
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    clock, after = _clock(rest)
    time = datetime(year, month, day) + clock  # noqa: DTZ001  the zone comes below
    return time if after is None else _zoned(time, after, rest)


def _day(text: str, language: str) -> tuple[int, int, int, str] | None:
    """Year, month and day of a text, and the text with the day taken out."""
    if match := _YEAR_FIRST.search(text):
        month, day = int(match[3] or match[5]), int(match[4] or match[6])
        if match[5] and not text.startswith(match[0]):
            return None  # eight digits within a text are a number
        return (
            int(match[1]),
            month,
            day,
            f"{text[match.end() :].lstrip('-')} {text[: match.start()]}",
        )
    if match := _IDEOGRAPHS.search(text):
        return int(match[1]), int(match[2]), int(match[3]), text[match.end() :]
    if match := _DAY_FIRST.search(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        rest = text[match.end() :]
        american = match[2] == "/" and (language.startswith(_MONTH_FIRST) or _HALF_DAY.search(rest))
        if second > 12 or (american and first <= 12):
            first, second = second, first
        return year + 2000 * (year < 100), second, first, f"{rest} {text[: match.start()]}"
    return _named_day(text, language)


def _named_day(text: str, language: str) -> tuple[int, int, int, str] | None:
    """A day whose month is a word: "15. Oktober 2024", "Oct 15, 2024", "Tue Oct 15 ... 2024"."""
    words = list(_WORD.finditer(text))
    for languages in (
        ("en", language[:2]),
        _LANGUAGES,
    ):  # reading all names takes a third of a second
        months = _months(languages)
        for word in words:
            month = months.get(word[0].rstrip(".").casefold())
            found = _beside(text, word) if month is not None else None
            if found is not None and month is not None:
                year, day, rest = found
                return year, month, day, rest
    return None


def _beside(text: str, word: re.Match[str]) -> tuple[int, int, str] | None:
    """Year and day that stand beside a month's name, and the rest of the text."""
    before = list(_NUMBER.finditer(text[: word.start()]))
    after = list(_NUMBER.finditer(text[word.end() :]))
    near = [m for m in before[-1:] if len(m[1]) < 3 and _joined(text[m.end() : word.start()])]
    day, years = (near[0], after) if near else (after[0] if after else None, after[1:])
    if day is None or not 1 <= int(day[1]) <= 31:
        return None
    year = next((m for m in years if len(m[1]) == 4), None)
    if year is not None:
        start = word.end() + (0 if near else day.end())
        end = word.end() + year.start()
        rest = f"{text[start:end]} {text[word.end() + year.end() :]} {text[: word.start()]}"
        return int(year[1]), int(day[1]), rest
    year = next((m for m in before if len(m[1]) == 4), None)
    return (int(year[1]), int(day[1]), text[word.end() :]) if year is not None else None


def _joined(between: str) -> bool:
    """Whether nothing but a preposition stands between a day and its month ("15 de outubro")."""
    return len(between) <= 5 and not any(character.isdigit() for character in between)


def _clock(rest: str) -> tuple[timedelta, str | None]:
    """The time of day in the text after a day, since midnight, and what follows it.

    What follows is None where there is no time of day; a zone then says nothing.
    """
    if match := _COMPACT_CLOCK.match(rest):
        hour, minute, second = int(match[1]), int(match[2]), int(match[3] or 0)
        return timedelta(hours=hour, minutes=minute, seconds=second), rest[match.end() :]
    for match in _CLOCK.finditer(rest):
        if match[2] is None and not (match["half"] or match["hour"]):
            continue
        hour, minute, second = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if hour > 24 or minute > 59 or second > 60:
            continue
        if match["half"] and hour <= 12:
            hour = hour % 12 + 12 * (match["half"].lower() == "p")
        part = int((match["part"] or "0")[:6].ljust(6, "0")) if match[3] else 0
        time = timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=part)
        return time, rest[match.end() :]
    return timedelta(), None


def _zoned(time: datetime, after: str, rest: str) -> datetime:
    """The time in the zone that stands behind it, or behind the day; as it is without one."""
    offset = _OFFSET.search(after[:40])
    if offset is not None:
        delta = timedelta(hours=int(offset[2][:2]), minutes=int(offset[3] or 0))
        if delta <= _MAX_OFFSET:
            return time.replace(tzinfo=timezone(-delta if offset[1] == "-" else delta))
    for match in _ZONE.finditer(f"{after[:40]} {rest}"):
        name = match[0].upper()
        if name in _UNIVERSAL:
            return time.replace(tzinfo=UTC)
        if name in _ZONES:
            return _placed(time, _ZONES[name])
    return time


def _placed(time: datetime, place: str) -> datetime:
    try:
        offset = time.replace(tzinfo=ZoneInfo(place)).utcoffset()
    except ZoneInfoNotFoundError:  # a machine without the table of zones
        return time
    return time.replace(tzinfo=timezone(offset)) if offset is not None else time


@cache
def _months(languages: tuple[str, ...]) -> dict[str, int]:
    """Names of months in languages, and their numbers; an earlier language's come first."""
    names: dict[str, int] = dict(_MORE_NAMES)
    days: set[str] = set()
    for code in languages:
        if code not in _LANGUAGES:
            continue
        locale = Locale.parse(code)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, locale).items():
                    names.setdefault(name.rstrip(".").casefold(), number)
        wide = get_day_names("wide", locale=locale).values()
        days |= {name.rstrip(".").casefold() for name in wide}
    return {name: number for name, number in names.items() if name not in days and len(name) > 1}
