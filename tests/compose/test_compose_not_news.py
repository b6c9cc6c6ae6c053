"""What is not news stays out, and names stay names."""

import re
from dataclasses import replace
from datetime import date

import pytest

from copydesk.compose.blemishes import is_page_matter
from copydesk.compose.days import calendar_of, day_edits
from copydesk.model import ResolvedTime


@pytest.mark.parametrize(
    "text",
    [
        "Correction, 6 March 2031: an earlier version of this article named the wrong port.",
        "Correction (6 March): The captain is 54.",
        "The earlier version of this story said the ferry had sunk.",
        "Follow the Courier for more world news.",
        "Sign up to have the day's news sent to you.",
        "Get the best of the Courier in your inbox.",
        "Four outlets reported the fire; their accounts are set side by side here.",
    ],
)
def test_notes_of_the_page_are_no_news(text):
    assert is_page_matter(text)


@pytest.mark.parametrize(
    "text",
    [
        "The minister welcomed the correction of the list on Tuesday.",
        "The two ferries lay side by side in the port of Osk.",
    ],
)
def test_news_in_like_words_stays(text):
    assert not is_page_matter(text)


def test_weekdays_in_names_stay(annotated):
    report = annotated(
        "The ferry burned on Sunday.\n"
        "The Palm Sunday service was held on the quay.\n"
        "The Sunday Herald went to print."
    )
    text = report.article.text
    day = date(2031, 3, 2)
    starts = [m.start() for m in re.finditer("Sunday", text)]
    times = tuple(ResolvedTime(at, at + len("Sunday"), day, day) for at in starts)
    report = replace(report, times=times)
    edits = day_edits(report, 0, len(text), calendar_of([report]))
    assert edits is not None
    assert [(edit.start, edit.text) for edit in edits] == [(starts[0], "March 2")]
