"""What is not news stays out, and names stay names."""

import re
from dataclasses import replace
from datetime import date

import pytest

from copydesk.compose.blemishes import is_page_matter, points_to_unsaid
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
        "The full list of the ships can be found below.",
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


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("The line denied that it had received such a warning.", True),
        ("No such inspection was made, the ministry said.", True),
        ("The crew gave a warning, and the line denied that such a warning had reached it.", False),
        ("It was such a large fire that nobody could put it out.", False),
        ("The hall was built in such a way that it would not burn.", False),
        ("The mayor said: “We never had such a fire.”", False),
    ],
)
def test_what_such_points_to_must_have_been_said(text, unsaid):
    assert points_to_unsaid(text) is unsaid


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
