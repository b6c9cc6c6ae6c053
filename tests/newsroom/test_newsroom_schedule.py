"""When a source is asked again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import Health, Source
from copydesk.newsroom.schedule import (
    LONGEST,
    LONGEST_BACKOFF,
    SHORTEST,
    Failed,
    Fetched,
    Trouble,
    after,
    floor_of,
    retry_after,
    rhythm_of,
)

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

spans = st.timedeltas(min_value=timedelta(), max_value=timedelta(days=400))
times = st.lists(st.timedeltas(timedelta(days=-400), timedelta(days=400)).map(NOW.__add__))
fetched = st.builds(
    Fetched,
    new=st.integers(0, 500),
    times=times,
    unchanged=st.booleans(),
    not_modified=st.booleans(),
    floor=spans,
    flooded=st.sampled_from([None, "too many"]),
)
failed = st.builds(Failed, st.sampled_from(list(Trouble)), st.just("no"), spans)
sources = st.builds(
    Source,
    address=st.text(min_size=1, max_size=20),
    interval=st.timedeltas(min_value=SHORTEST, max_value=LONGEST),
    repeats=st.integers(0, 5000),
    failures=st.floats(0, 5000),
)


def wait(source: Source, outcome: Fetched | Failed) -> timedelta:
    next_fetch = after(source, outcome, NOW).next_fetch
    assert next_fetch is not None
    return next_fetch - NOW


@given(sources, fetched | failed)
def test_every_source_is_asked_again_within_bounds(
    source: Source, outcome: Fetched | Failed
) -> None:
    assert SHORTEST <= wait(source, outcome) <= LONGEST_BACKOFF + HOUR


@given(sources, fetched | failed)
def test_what_an_answer_asks_for_is_kept(source: Source, outcome: Fetched | Failed) -> None:
    most = LONGEST_BACKOFF if isinstance(outcome, Failed) else LONGEST
    assert wait(source, outcome) >= min(outcome.floor, most)


@given(sources, fetched | failed)
def test_the_same_history_gives_the_same_time(source: Source, outcome: Fetched | Failed) -> None:
    assert after(source, outcome, NOW) == after(source, outcome, NOW)


@given(sources, st.sampled_from(list(Trouble)))
def test_each_failure_waits_at_least_as_long_as_the_one_before(
    source: Source, trouble: Trouble
) -> None:
    failure = Failed(trouble, "no")
    first = after(source, failure, NOW)
    # What chance adds is at most a tenth, or the hour after "too many requests".
    slack = wait(source, failure) * 0.1 + (HOUR if trouble is Trouble.BUSY else timedelta())
    assert wait(first, failure) + slack >= wait(source, failure)
    assert first.failures > source.failures
    assert (first.health, first.last_error) == (Health.FAILING, "no")


@given(sources, fetched)
def test_an_answer_heals_and_a_304_does_not(source: Source, outcome: Fetched) -> None:
    sick = after(source, Failed(Trouble.HARD, "not a feed"), NOW)
    then = after(sick, outcome, NOW)
    if outcome.not_modified:
        assert then.failures > sick.failures
        assert then.last_error == "not a feed"
    else:
        assert then.failures == 0
        assert then.health is not Health.FAILING


@given(st.integers(1, 2000))
def test_the_rhythm_is_a_weeks_share(count: int) -> None:
    week = timedelta(days=7)
    found = rhythm_of([NOW - week + week * n / count for n in range(count)], NOW)
    assert found is not None
    assert abs(found - min(max(week / count, SHORTEST), LONGEST)) < timedelta(seconds=1)


def test_an_empty_feed_is_no_broken_one() -> None:
    source = after(Source("https://outlet.example/feed"), Fetched(), NOW)
    assert (source.health, source.failures, source.last_error) == (Health.GOOD, 0, None)


def test_repeats_make_it_longer_and_news_short_again() -> None:
    source = Source("https://outlet.example/feed")
    busy = Fetched(new=3, times=[NOW - n * HOUR for n in range(24)])
    source = after(source, busy, NOW)
    waits = []
    for _ in range(200):
        source = after(source, Fetched(unchanged=True, not_modified=True), NOW)
        assert source.next_fetch is not None
        waits.append(source.next_fetch - NOW)
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (source.interval, LONGEST)
    assert wait(source, busy) == waits[0]


def test_kinds_of_failure_weigh_differently() -> None:
    source = Source("https://outlet.example/feed")
    order = [Trouble.NAME, Trouble.SOFT, Trouble.HARD]
    waits = [wait(source, Failed(trouble, "no")) for trouble in order]
    assert waits == sorted(waits)


@pytest.mark.parametrize(
    ("headers", "minutes", "asked"),
    [
        ({}, None, timedelta()),
        ({}, 90, timedelta(minutes=90)),
        ({"cache-control": "public, max-age=600"}, None, timedelta(minutes=10)),
        ({"cache-control": "max-age=600", "age": "500"}, None, timedelta(seconds=100)),
        ({"cache-control": "max-age=600"}, 20, timedelta(minutes=20)),
        ({"cache-control": "no-cache, max-age=600"}, None, timedelta()),
        ({"expires": format_datetime(NOW + HOUR)}, None, HOUR),
        ({"expires": "0"}, None, timedelta()),
        ({"expires": format_datetime(NOW + HOUR), "cache-control": "max-age=0"}, None, timedelta()),
        ({"cache-control": f"max-age={10**30}"}, None, LONGEST_BACKOFF),
        ({"cache-control": "max-age=-5, s-maxage=9"}, float("nan"), timedelta()),
    ],
)
def test_what_headers_ask_for(
    headers: dict[str, str], minutes: float | None, asked: timedelta
) -> None:
    assert floor_of(headers, minutes, NOW) == asked


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("120", timedelta(minutes=2)),
        (format_datetime(NOW + HOUR, usegmt=True), HOUR),
        (format_datetime(NOW - HOUR, usegmt=True), timedelta()),
        ("soon", timedelta()),
        ("", timedelta()),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, asked: timedelta) -> None:
    assert retry_after({"retry-after": value}, NOW) == asked


@given(st.text(), st.text())
def test_no_header_breaks_the_schedule(value: str, other: str) -> None:
    headers = {"cache-control": value, "expires": other, "age": value, "retry-after": other}
    assert timedelta() <= floor_of(headers, None, NOW) <= LONGEST_BACKOFF
    assert timedelta() <= retry_after(headers, NOW) <= LONGEST_BACKOFF
