"""Times as inputs write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_DATE_ONLY = re.compile(r"\d{4}-\d{2}-\d{2}$")
#: Before printing, or so far ahead that it is a wrong field: no report has such a time.
_FIRST_YEAR, _LAST_YEAR = 1600, 2200


def parse_time(value: object) -> tuple[datetime | None, str | None]:
    """A publication time that an input gave.

    ISO 8601 in any of its usual forms, RFC 2822, or seconds since 1970. A time without a zone
    is read as UTC, since grouping and updates need one order.

    Returns:
        The time, aware UTC, and a note when something was assumed or could not be read.
    """
    if value is None or value == "":
        return None, None
    if isinstance(value, bool):
        return None, f"published {value!r} is not a time"
    try:
        time = _read(value)
    except (ValueError, OverflowError, OSError, TypeError):
        time = None
    if time is None:
        return None, f"published {str(value)[:40]!r} is not a time"
    note = None
    try:
        if time.tzinfo is None:
            time = time.replace(tzinfo=UTC)
            note = "published without a zone, read as UTC"
        time = time.astimezone(UTC)
    except OverflowError:
        return None, f"published {str(value)[:40]!r} is not a time"
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        return None, f"published {str(value)[:40]!r} is not a time"
    return time, note


def _read(value: object) -> datetime | None:
    if isinstance(value, int | float):
        seconds = value / 1000 if abs(value) > 1e11 else value
        return datetime.fromtimestamp(seconds, UTC)
    text = str(value).strip()
    if _DATE_ONLY.match(text):
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return parsedate_to_datetime(text)
