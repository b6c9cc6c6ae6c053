"""Headlines: cleaned, and nearest to what all reports say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copydesk.compose.headline import clean, is_newest, is_overtaken, rank
from copydesk.model import Interval, Verdict


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("Dam bursts above town | The Daily Example", None, "Dam bursts above town"),
        ("Dam bursts above the town - Example News", None, "Dam bursts above the town"),
        ("WATCH: Dam bursts above town", None, "Dam bursts above town"),
        ("Live updates: Dam bursts above town", None, "Dam bursts above town"),
        ("Dam bursts above town – example.org", "example.org", "Dam bursts above town"),
        ("Dam bursts above town.", None, "Dam bursts above town"),
        ("Dam bursts in the U.S.", None, "Dam bursts in the U.S."),
        ("Dam  bursts\nabove town (VIDEO)", None, "Dam bursts above town"),
        ("Well-known dam bursts", None, "Well-known dam bursts"),
    ],
)
def test_clean_takes_off_what_is_not_the_title(title, outlet, expected):
    assert clean(title, outlet) == expected


def test_the_title_that_all_reports_bear_out_is_first():
    titles = [
        "Is this the end of summer?",
        "Dam bursts above town",
        "Dam above town bursts, 3 dead",
    ]
    leads = ["A dam burst above the town on Monday and three people are dead."] * 3
    assert rank(titles, leads)[-1] == 0


def test_empty_titles_are_left_out():
    assert rank(["", "Dam bursts"], ["", ""]) == (1,)
    assert rank([], []) == ()


def test_a_title_that_calls_on_the_reader_or_judges_comes_later():
    titles = [
        "Watch the dam above the town burst",
        "Shocking: dam bursts above the town",
        "Dam bursts above the town",
    ]
    leads = ["The dam above the town burst on Monday."] * 3
    assert rank(titles, leads)[0] == 2


def test_a_title_with_an_overtaken_toll_is_known(given):
    later = given.points[0].claims[1]
    first = replace(given.points[0].claims[0], interval=Interval(9, 9), point=9.0)
    point = replace(given.points[0], claims=(first, later))
    assert is_overtaken("Fire on ferry kills nine", [point], given.reports)
    assert not is_overtaken("Fire on ferry kills 11", [point], given.reports)
    assert not is_overtaken("Fire on ferry off Port Maren", [point], given.reports)


def test_a_title_with_the_newest_of_a_count_that_rose_is_known(given):
    days = [datetime(2025, 3, day, tzinfo=UTC) for day in range(4, 4 + len(given.reports))]
    reports = [
        replace(r, article=replace(r.article, published=day))
        for r, day in zip(given.reports, days, strict=True)
    ]
    first, later, _ = given.points[0].claims
    point = replace(given.points[0], claims=(first, later), verdict=Verdict.UPDATED)
    assert is_newest("Toll of ferry fire rises to eleven", [point], reports)
    assert not is_newest("Fire on ferry kills nine", [point], reports)
    still = replace(point, verdict=Verdict.COMPATIBLE)
    assert not is_newest("Toll of ferry fire rises to eleven", [still], reports)
