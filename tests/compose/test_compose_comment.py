"""What the outlet itself thinks stays out; what somebody said, and plain facts, stay in."""

from __future__ import annotations

import pytest

from copydesk.compose.record.candidates import is_eligible
from copydesk.compose.record.opinion import is_comment


@pytest.mark.parametrize(
    "text",
    [
        "The visit sends a powerful message about the union's support of the islands.",
        "The vote signals a critical moment in the dispute over the harbour.",
        "The rescue underscores the courage of the islanders.",
        "Yet questions remain about how the port will pay for the repairs.",
        "It remains to be seen whether the line will sail again.",
        "The harbour master now must find a way to win back trust.",
        "The ferry was a pretty old ship when it burned.",
        "Everyone knows the tides off Port Maren are treacherous.",
        "Perhaps the crew had no time to sound the alarm.",
        "The line offers not just passage, but comfort.",
    ],
)
def test_an_opinion_of_the_outlet_is_found(text):
    assert is_comment(text)


@pytest.mark.parametrize(
    "text",
    [
        "The union sent a message to the owners on Monday.",
        "The minister underscored that the line had passed its inspection.",
        "The council must approve the sale by Friday.",
        "The kind of pump that failed is used on two other ferries.",
        "The ferry was rather than scrapped rebuilt in 2011.",
        "“Perhaps we were lucky,” the captain said.",
    ],
)
def test_news_in_like_words_is_none(text):
    assert not is_comment(text)


@pytest.mark.parametrize(
    "text",
    [
        "(The line promises to publish its report in May.)",
        "PORT MAREN HARBOUR The ferry lies at the quay with a burnt deck.",
        "3Divers searched the lower deck of the ferry for the missing.",
        "[A fire on another ferry killed two people in the spring.",
        "The divers had to stop when the weather turned and the ...",
        "'The fire was out before anybody knew of it, said the captain of the tug.",
        "The blaze tore through the massive ferry in less than an hour.",
        "The report originally appeared in the Courier of Port Maren on Monday.",
    ],
)
def test_matter_that_no_editor_prints_is_no_unit(text):
    assert not is_eligible(text)


def test_an_opening_sentence_may_colour_mildly():
    text = "A massive fire burned a ferry off Port Maren on Monday night."
    assert is_eligible(text, opening=True)
    assert not is_eligible(text)
