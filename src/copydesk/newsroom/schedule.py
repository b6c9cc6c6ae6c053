"""When a source is asked again: a pure function of what is known of it and what came of asking.

Constants are those of readers that have run for years: the rhythm and its bounds are Miniflux's (a
week divided by the entries of a week, 5 minutes to 24 hours), the weights of failures, the linear
backoff up to 30 days and the ten minutes after a repeat Media Cloud's, which asks 180,000 feeds.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum

from copydesk.model import FIRST_INTERVAL, Health, Source

SHORTEST, LONGEST = timedelta(minutes=5), timedelta(hours=24)
#: A source that fails for ever is still asked once in this time: none is ever switched off.
LONGEST_BACKOFF = timedelta(days=30)
#: Longer by this after each repeat beyond the first.
_AFTER_REPEAT = timedelta(minutes=10)
_WEEK = timedelta(days=7)
#: Up to this is added after "too many requests", so that not all come back at one moment.
_BUSY_JITTER = timedelta(hours=1)
#: Part of a delay after a failure that is added by chance.
_JITTER = 0.1
#: A flooding source is not asked sooner.
_FLOODING = timedelta(hours=1)


class Trouble(StrEnum):
    """A kind of failure."""

    HARD = "hard"
    SOFT = "soft"
    NAME = "name"
    BUSY = "busy"


#: What one failure of each kind adds.
WEIGHTS = {Trouble.HARD: 1.0, Trouble.SOFT: 0.5, Trouble.NAME: 0.25, Trouble.BUSY: 0.5}


@dataclass(frozen=True, slots=True)
class Fetched:
    """The source answered.

    Attributes:
        new: announced reports that were not known.
        times: when the reports it lists were published, as far as it tells.
        unchanged: status 304, or the same bytes as before.
        not_modified: status 304.
        floor: what the answer asks for: not sooner than this.
        flooded: why reports were let go or put off; None when none were.
    """

    new: int = 0
    times: Sequence[datetime] = ()
    unchanged: bool = False
    not_modified: bool = False
    floor: timedelta = timedelta()
    flooded: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """The source did not answer, or with what cannot be used.

    Attributes:
        trouble: the kind of failure.
        reason: one plain sentence.
        floor: Retry-After; zero without.
    """

    trouble: Trouble
    reason: str
    floor: timedelta = timedelta()


def after(source: Source, outcome: Fetched | Failed, now: datetime) -> Source:
    """The source with when it is asked again, and why then.

    Pure: chance is drawn from the source's address, so the same history gives the same times.
    """
    source = replace(source, last_fetch=now)
    if isinstance(outcome, Failed):
        return _failed(source, outcome, now)
    return _fetched(source, outcome, now)


def _fetched(source: Source, outcome: Fetched, now: datetime) -> Source:
    # A 304 says that the listing is what it was, and if that could not be read, it still cannot.
    healed = source.failures == 0 or not outcome.not_modified
    if not healed:
        again = Failed(Trouble.SOFT, source.last_error or "still as it was", outcome.floor)
        return _failed(source, again, now)
    repeats = 0 if outcome.new else source.repeats + 1
    rhythm = source.interval if outcome.unchanged else rhythm_of(outcome.times, now)
    interval = rhythm or _by_repeats(source, outcome.new)
    delay = interval + _AFTER_REPEAT * max(0, repeats - 1)
    delay = min(max(delay, SHORTEST), LONGEST)
    if outcome.flooded:
        delay = max(delay, _FLOODING)
    delay = max(delay, min(outcome.floor, LONGEST))
    return replace(
        source,
        interval=interval,
        repeats=repeats,
        failures=0.0,
        last_success=now,
        last_error=outcome.flooded,
        health=Health.FLOODING if outcome.flooded else Health.GOOD,
        next_fetch=now + delay,
    )


def rhythm_of(times: Sequence[datetime], now: datetime) -> timedelta | None:
    """A week divided by the reports of the last week, in bounds; None when no report is dated."""
    if not times:
        return None
    week = sum(now - _WEEK <= time <= now + timedelta(hours=1) for time in times)
    oldest = min(times)
    # A list that does not reach back a week: as many in the time that it covers.
    covered = min(_WEEK, max(now - oldest, SHORTEST)) if week == len(times) else _WEEK
    return min(max(covered / max(week, 1), SHORTEST), LONGEST)


def _by_repeats(source: Source, new: int) -> timedelta:
    """The interval of a source that dates nothing: an hour shorter for news, never under bounds."""
    if not new or source.last_success is None:
        return source.interval
    return min(max(source.interval - FIRST_INTERVAL, SHORTEST), LONGEST)


def _failed(source: Source, outcome: Failed, now: datetime) -> Source:
    failures = source.failures + WEIGHTS[outcome.trouble]
    usual = min(max(source.interval, SHORTEST), LONGEST)
    delay = usual * (1 + failures)
    delay += delay * _JITTER * _chance(source, failures, "delay")
    delay = min(delay, LONGEST_BACKOFF)
    delay = max(delay, min(outcome.floor, LONGEST_BACKOFF))
    if outcome.trouble is Trouble.BUSY:
        delay += _BUSY_JITTER * _chance(source, failures, "busy")
    return replace(
        source,
        failures=failures,
        last_error=outcome.reason,
        health=Health.FAILING,
        next_fetch=now + delay,
    )


def _chance(source: Source, failures: float, use: str) -> float:
    """A number from 0 up to 1, the same for the same source at the same count of failures."""
    seed = f"{use} {failures} {source.address}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(seed).digest()[:8]) / 2**64


def floor_of(headers: Mapping[str, str], minutes: float | None, now: datetime) -> timedelta:
    """How long an answer asks to be left alone: max-age less Age, or Expires, and the feed's TTL.

    Args:
        headers: by lower-case name.
        minutes: the feed's TTL; None without.
        now: aware UTC.
    """
    asked = [timedelta(), _span((minutes or 0) * 60)]
    control = {
        name.strip().lower(): value.strip().strip('"')
        for name, _, value in (
            part.partition("=") for part in headers.get("cache-control", "").split(",")
        )
    }
    age = _seconds(headers.get("age"))
    if not {"no-cache", "no-store"} & control.keys():
        if "max-age" in control:
            asked.append(_span(_seconds(control["max-age"]) - age))
        elif "expires" in headers:
            asked.append(_until(headers["expires"], now))
    return max(asked)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta:
    """What Retry-After asks for: seconds or a date (RFC 9110, 10.2.3); zero without."""
    value = headers.get("retry-after", "").strip()
    return _span(_seconds(value)) if value.isdigit() else _until(value, now)


def _seconds(value: str | None) -> float:
    return float(value) if value and value.isdigit() and value.isascii() else 0.0


def _span(seconds: float) -> timedelta:
    """Seconds as a time that can be added to a date, whatever a header claims."""
    if not seconds > 0:
        return timedelta()
    return timedelta(seconds=min(seconds, LONGEST_BACKOFF.total_seconds()))


def _until(value: str, now: datetime) -> timedelta:
    try:
        time = parsedate_to_datetime(value)
    except (TypeError, ValueError, OverflowError):
        return timedelta()
    time = time.replace(tzinfo=UTC) if time.tzinfo is None else time
    return _span((time - now).total_seconds())


def retry_page(tries: int, now: datetime, floor: timedelta = timedelta()) -> datetime:
    """When a report that could not be fetched is tried again: 5 minutes, doubled at each try."""
    delay = min(SHORTEST * math.pow(2, min(max(tries, 1), 16) - 1), LONGEST)
    return now + max(delay, min(floor, LONGEST_BACKOFF))
