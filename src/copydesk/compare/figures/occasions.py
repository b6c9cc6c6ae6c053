"""When a figure holds: months, years, days and periods that its clause names."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_RE = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
    r"(?:\s+\d{1,2}\b(?:st|nd|rd|th)?(?!\d|,\d))?(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
)
_YEAR_RE = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:s\b|(?!\s?[-/]?\d|,\d))")
_PERIOD_RE = re.compile(
    r"\b(?:since\s+(?:the\s+\w+ing|its|their|his|\d{4}|(?-i:[A-Z]))|"
    r"(?:past|last)\s+(?:\w+\s+)?(?:years|decades?|months)|"
    r"over\s+the\s+(?:years|decades)|so\s+far\s+this\s+year|(?:past|last)\s+year|"
    r"each\s+year|every\s+year|a\s+year\b|annually|in\s+recent\s+years)",
    re.IGNORECASE,
)
_AGO_WORDS = ["_", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_AGO_RE = re.compile(rf"\b(?P<years>{'|'.join(_AGO_WORDS[1:])})\s+years?\s+ago\b", re.IGNORECASE)
#: Months either way of publication that a month named in the text still belongs to.
_NEAR_MONTHS = 1


def time(clause: str, inner: tuple[int, int], published: str | None) -> str | None:
    """The time that a clause gives for a number.

    Args:
        clause: its text.
        inner: where the number stands in it.
        published: month of publication, "2016-10"; None when unknown.

    Returns:
        a year, a month ("2014-04", "????-02" where the year is open), "period" for a stretch
        up to now ("in the past seven years"), or None for the report's own days.
    """
    best: tuple[int, str] | None = None
    for match in _MONTH_RE.finditer(clause):
        if not _is_month(clause, match):
            continue
        month = 1 + _MONTHS.index(match["month"][:3].lower())
        value = f"{match['year'] or _year(month, published)}-{month:02d}"
        best = _nearer(best, match, inner, value)
    if best is None:
        for match in _YEAR_RE.finditer(clause):
            if match.end() <= inner[0] or match.start() >= inner[1]:
                best = _nearer(best, match, inner, match["year"])
    ago = _AGO_RE.search(clause)
    if best is None and ago is not None and published is not None:
        return str(int(published[:4]) - _AGO_WORDS.index(ago["years"].lower()))
    period = _PERIOD_RE.search(clause)
    if period is not None and (best is None or period.start() >= inner[1]):
        return "period"
    if best is None or _same_month(best[1], published):
        return None
    return best[1]


def _is_month(clause: str, match: re.Match[str]) -> bool:
    """Whether "May" or "March" is the month and not the verb."""
    if match["month"] not in ("May", "March") or match["year"] or match.group()[-1].isdigit():
        return True
    return re.search(r"\b(?:in|since|last|of|by)\s+$", clause[: match.start()]) is not None


_WEEKDAY = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


def weekday(clause: str) -> str | None:
    """The one day of the week that the clause names: the day of a quake, not of its toll."""
    found = {m.group(1).lower() for m in _WEEKDAY.finditer(clause)}
    return f"day {found.pop()}" if len(found) == 1 else None


def _nearer(
    best: tuple[int, str] | None, match: re.Match[str], inner: tuple[int, int], value: str
) -> tuple[int, str]:
    gap = match.start() - inner[1] if match.start() >= inner[1] else inner[0] - match.end() + 20
    return (gap, value) if best is None or gap < best[0] else best


def _year(month: int, published: str | None) -> str:
    """A month without a year is the last such month before publication."""
    if published is None:
        return "????"
    year, last = (int(part) for part in published.split("-"))
    return str(year if month <= last else year - 1)


def _same_month(time: str, published: str | None) -> bool:
    if published is None or "?" in time:
        return False
    if len(time) == 4:
        return time == published[:4]
    a = int(time[:4]) * 12 + int(time[5:])
    b = int(published[:4]) * 12 + int(published[5:])
    return 0 <= b - a <= _NEAR_MONTHS
