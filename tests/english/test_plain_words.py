"""Plain words take the place of long ones only where they are the same part of speech."""

from __future__ import annotations

import pytest

from copydesk.english.plain import fits


@pytest.mark.parametrize(
    ("phrase", "part_of_speech", "tag", "may"),
    [
        (("hurt",), "VERB", "VBN", True),  # nine people were hurt
        (("hurt",), "VERB", "VB", False),  # it could hurt the economy
        (("hurt",), "VERB", "VBD", False),  # it hurt the campaign
        (("attempt", "to"), "VERB", "VBP", True),
        (("attempt", "to"), "NOUN", "NN", False),  # an attempt to leave
        (("assist",), "NOUN", "NN", False),  # a goal and an assist
        (("following",), "ADP", "IN", True),
        (("following",), "NOUN", "NN", False),
        (("prior", "to"), "ADV", "RB", True),
    ],
)
def test_a_plain_word_is_taken_only_for_its_own_part_of_speech(
    phrase: tuple[str, ...], part_of_speech: str, tag: str, may: bool
) -> None:
    assert fits(phrase, part_of_speech, tag) is may
