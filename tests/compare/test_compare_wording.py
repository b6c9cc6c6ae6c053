"""Two wordings of one utterance, and two names of one speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.compare.speech import same_speaker
from copydesk.compare.speech.variants import Likeness, likeness, wording


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("We will rebuild.", "we will rebuild,", Likeness.IDENTICAL),
        ("It’s the centre of our defence", "It is the center of our defense", Likeness.IDENTICAL),
        ("[The flood] took our homes", "took our homes", Likeness.IDENTICAL),
        ("Health care for the town", "healthcare for the town", Likeness.IDENTICAL),
        ("very tired", "They were very tired when they came", Likeness.CONTAINED),
        ("The river ... took our homes", "The river rose and took our homes", Likeness.CONTAINED),
        (
            "The river rose and took our homes at night",
            "took our homes at night and never gave them back",
            Likeness.OVERLAPPING,
        ),
        (
            "This is not about the money, sadly, it is about safe homes",
            "It's not about the money, sadly. It's about what comes next for our homes",
            Likeness.VARIANT,
        ),
        ("We will rebuild the town", "The river took our homes", None),
        ("the", "They went to the river", None),
        (
            "Look, Mama, you won the race today",
            "Look, Momma, you won the race today",
            Likeness.IDENTICAL,
        ),
        ("We met on SomePlace.com last year", "We met on SomePlace last year", Likeness.IDENTICAL),
    ],
)
def test_wordings(a: str, b: str, expected: Likeness | None) -> None:
    assert likeness(wording([a]), wording([b])) is expected


TEXTS = st.lists(
    st.sampled_from(["we", "will", "not", "rebuild", "the", "old", "town", "it's", "…", "river"]),
    max_size=9,
)


@given(TEXTS, TEXTS)
def test_likeness_is_symmetric(a: list[str], b: list[str]) -> None:
    first, second = wording([" ".join(a)]), wording([" ".join(b)])
    assert likeness(first, second) is likeness(second, first)


@given(TEXTS)
def test_words_are_like_themselves(words: list[str]) -> None:
    this = wording([" ".join(words)])
    assert likeness(this, this) is (Likeness.IDENTICAL if this.words else None)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("Keller", "Anna Keller", True),
        ("Mayor Anna Keller", "Anna Keller", True),
        ("A. Keller", "Anna Keller", True),
        ("Anna Keller", "Paul Keller", False),
        ("International Relief Fund", "IRF", True),
        ("International Relief Fund (IRF)", "IRF", True),
        ("Anna Keller", "Anna Costa", False),
        ("", "Anna Keller", False),
    ],
)
def test_speakers(a: str, b: str, expected: bool) -> None:
    assert same_speaker.same(a, b) is expected
    assert same_speaker.same(b, a) is expected
