"""Times as a page prints them: English, in UTC, the same on every machine."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from functools import lru_cache

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(when: date) -> str:
    """A day in words: "15 April 2025"."""
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


@lru_cache(maxsize=4096)
def moment(when: datetime) -> str:
    """Day and time: "15 April 2025, 14:05 UTC".

    A report dated to the day carries midnight; the day alone is printed for it, since a time
    that nobody stated is not shown.
    """
    utc = when.astimezone(UTC)
    if utc.time() == time():
        return day(utc)
    return f"{day(utc)}, {utc:%H:%M} UTC"


@lru_cache(maxsize=4096)
def machine(when: datetime) -> str:
    """RFC 3339 in UTC, to the second: "2025-04-15T14:05:00Z"."""
    return f"{when.astimezone(UTC).replace(tzinfo=None):%Y-%m-%dT%H:%M:%S}Z"


def stated(when: datetime) -> str:
    """As `machine`, but the day alone for midnight: a time that nobody stated is not given."""
    utc = when.astimezone(UTC)
    return utc.date().isoformat() if utc.time() == time() else machine(when)


def event_days(when: str) -> str | None:
    """An event's ISO day or interval in words; None when it is neither.

    ``2025-04-15`` gives "15 April 2025", ``2025-04-14/2025-04-15`` "14 April 2025 to ...".
    """
    try:
        days = [date.fromisoformat(part) for part in when.split("/")]
    except ValueError:
        return None
    if len(days) > 2:
        return None
    return " to ".join(day(d) for d in dict.fromkeys(days))
