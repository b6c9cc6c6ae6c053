"""Numbers in other words: what follows from the source passes, what changes places does not."""

from __future__ import annotations

import pytest

from copydesk.annotate import Language
from copydesk.check import check_pair

REPORT = """A kilogram of cod costs 45 kroner at Lennick market; a year ago it was 28.
Of 60 sheep taken from the farm all but two were found.
A poll gave Ada Munn 34 percent of the vote and Tor Ilves 29 percent, the channel said.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "A kilogram of cod at Lennick market has gone up by 17 kroner in a year.",
        "The farm found 58 of the 60 sheep that had been taken.",
        "A poll gave Tor Ilves 29 percent of the vote and Ada Munn 34 percent.",
    ],
)
def test_what_follows_from_the_numbers_passes(claim: str, language: Language) -> None:
    assert check_pair(claim, REPORT, language).outcome.passes


@pytest.mark.parametrize(
    "claim",
    [
        "A kilogram of cod at Lennick market has gone up by 18 kroner in a year.",
        "The farm found 57 of the 60 sheep that had been taken.",
        "A poll gave Tor Ilves 34 percent of the vote and Ada Munn 29 percent.",
    ],
)
def test_what_does_not_follow_is_stopped(claim: str, language: Language) -> None:
    assert not check_pair(claim, REPORT, language).outcome.passes


SHORT = """Volunteers carried an injured walker down from Mount Sarn on Monday.
The rescue, "the hardest for years," took more than a million litres of patience, said Ada Munn.
The hut has been closed since the fire, days ago.
"""


@pytest.mark.parametrize(
    "claim",
    [
        "Volunteers carried a killed walker down from Mount Sarn on Monday.",
        "The rescue took more than a billion litres of patience, said Ada Munn.",
        "The hut has been closed since the fire, weeks ago.",
    ],
)
def test_one_word_of_harm_or_one_measure_for_another_is_stopped(
    claim: str, language: Language
) -> None:
    assert not check_pair(claim, SHORT, language).outcome.passes


def test_a_word_of_the_same_harm_passes(language: Language) -> None:
    claim = "Volunteers carried a wounded walker down from Mount Sarn on Monday."
    assert check_pair(claim, SHORT, language).outcome.passes
