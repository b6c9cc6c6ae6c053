"""Canonical spelling: one thing written two ways compares equal, two things do not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.check.normalise import fold, hidden_characters
from copydesk.check.words import read_words


def norms(text: str) -> list[str]:
    return [w.norm for w in read_words(text) if w.kind != "mark"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twenty-one", "21"),
        ("1.6 million", "1,600,000"),
        ("five hundred thousand", "500,000"),
        ("1, 500", "1500"),
        ("won't", "will not"),
        ("can't", "cannot"),
        ("30 per cent", "30%"),
        ("the United States", "the U.S."),
        ("organise the colour", "organize the color"),
        ("F.B.I.", "FBI"),
        ("ﬁre", "fire"),
        ("３６", "36"),
        ("3\u200b6", "36"),
    ],
)
def test_two_spellings_are_one(one, other):
    assert norms(one) == norms(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1.6 million", "1.6 billion"),
        ("15", "50"),
        ("us", "US"),
        ("un", "UN"),
        ("3.5", "35"),
        ("20 05", "2005"),
    ],
)
def test_two_things_stay_two(one, other):
    assert norms(one) != norms(other)


@given(st.text(max_size=60))
def test_offsets_point_into_the_text(text):
    words = read_words(text)
    assert all(0 <= w.start < w.end <= len(text) for w in words)
    assert [w.start for w in words] == sorted(w.start for w in words)


@given(st.text(alphabet=string.ascii_letters + string.digits + " .,", max_size=60))
def test_plain_text_folds_to_itself(text):
    assert fold(text).text == text
    assert hidden_characters(text) == ()


@pytest.mark.parametrize("text", ["3\u200b6 dead", "\u202e63\u202c dead", "P\u0430ris"])
def test_hidden_characters_are_told(text):
    assert hidden_characters(text)
