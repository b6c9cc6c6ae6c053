"""Numbers in words are read as what they were written for."""

from __future__ import annotations

import pytest

from copydesk.english.number_words import in_words, read_words


@pytest.mark.parametrize("number", range(100))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert read_words(in_words(number)) == number


@pytest.mark.parametrize("number", [-1, 100])
def test_no_other_number_has_words(number: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 99"):
        in_words(number)
