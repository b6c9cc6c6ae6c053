"""What is not news stays out, and names stay names."""

import re
from dataclasses import replace
from datetime import date

import pytest

from copydesk.compose.edit.absolute_days import calendar_of, day_edits
from copydesk.compose.record.blemishes import is_page_matter, points_to_unsaid
from copydesk.compose.record.statement_form import is_statement
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
        "Why the islands want it Velland has long wanted a ferry of its own.",
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
        ("One, Tomas Reed of Osk, was charged with fraud.", True),
        ("The other, Tomas Reed of Osk, was charged with fraud.", True),
        ("One of the ferries was towed to the port of Osk.", False),
        ("Another 24.5 inches fell on the islands by Tuesday night.", True),
        ("Another ferry was towed to the port of Osk.", False),
        ("In folk terms, the second one is called a blue ferry.", True),
        ("The line bought two ferries in May, the second one at half the price.", False),
        ("As harbour master, he ordered the divers to stay out of the water.", False),
        ("As governor of the islands, he ordered the divers to stay out.", False),
        ("As the islands' governor, he ordered the divers to stay out.", True),
        ("As the governor spoke, he pointed at the ferry.", False),
        ("Officials here said that the ferry had passed every test.", True),
        ("The captain said: “We will stay here.”", False),
    ],
)
def test_what_such_points_to_must_have_been_said(text, unsaid):
    assert points_to_unsaid(text) is unsaid


@pytest.mark.parametrize(
    "text",
    [
        "Long search When divers reached the wreck of the ferry, the water was clear.",
        "What happened on the pier Divers brought the last crates from the ferry on Tuesday.\n"
        "Nobody knows what the divers found.",
        "Why the line wants it The ferry has been for sale since the spring.",
    ],
)
def test_a_head_that_ran_into_the_text_keeps_the_sentence_out(annotated, text):
    report = annotated(text)
    assert not is_statement(report, report.sentences[0])


@pytest.mark.parametrize(
    "text",
    [
        "Divers told The Harbour Courier that the ferry had passed every test.",
        "The film It Came at Dawn was shown on the ferry in May.",
        "The captain told Divers for Osk that the ferry had passed every test.",
        "Nobody on board was hurt when the Northern Star burned.",
    ],
)
def test_names_with_capitals_are_no_heads(annotated, text):
    report = annotated(text)
    assert is_statement(report, report.sentences[0])


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
