"""Headlines: cleaned, and nearest to what all reports say."""

from __future__ import annotations

import pytest

from copydesk.compose.headline import clean, rank


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
