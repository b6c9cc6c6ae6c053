"""Patterns are passed over only where they cannot match."""

from __future__ import annotations

import re

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.annotate.numbers import masks
from copydesk.annotate.times import expressions
from copydesk.english import numbers
from copydesk.english.patterns import DIGIT, Patterns

TOKENIZER = spacy.blank("en").tokenizer
SHIPPED = {
    "expressions": expressions.RULES,
    "masks": masks.PATTERNS,
    "numbers": numbers.SCANNED,
}
CASES = [
    pytest.param(patterns, label, pattern, id=f"{name}-{number}")
    for name, patterns in SHIPPED.items()
    for number, (label, pattern) in enumerate(patterns)
]
#: Words, digits and marks that the shipped patterns are made of, and some that they are not.
PIECES = """
    January 5 12 2024 1990s mid - – / : . , $ € % ( ) 's th st a an the of in on Monday noon
    p.m. am o'clock GMT hours day days last next week year-old aged 34 under over Room No. One
    two fifty half third quarter several few dozens million dollars USD percent per cent km
    miles square light years first twenty-first Top 911 call © Copyright page photo www @ #
    people killed word Word WORD été
"""
SENTENCES = st.lists(
    st.tuples(st.sampled_from(PIECES.split()), st.sampled_from(["", " ", " ", " "])), max_size=12
).map(lambda pairs: "".join(piece + space for piece, space in pairs))


def matches(pattern: re.Pattern[str], text: str, *, whole_tokens: bool) -> bool:
    """Whether the pattern matches; ``whole_tokens``: as expressions are, from token to token."""
    tokens = list(TOKENIZER(text))
    starts, ends = {t.idx for t in tokens}, {t.idx + len(t) for t in tokens}
    return any(
        not whole_tokens or (m.start() in starts and m.end() in ends)
        for m in pattern.finditer(text)
    )


@given(SENTENCES)
def test_passing_over_changes_nothing(text: str) -> None:
    for patterns in SHIPPED.values():
        tried = {pattern for _, pattern in patterns.tried(text)}
        whole = patterns is expressions.RULES
        for _, pattern in patterns:
            assert pattern in tried or not matches(pattern, text, whole_tokens=whole)


@pytest.mark.parametrize(("patterns", "label", "pattern"), CASES)
def test_what_a_pattern_matches_meets_its_needs(
    patterns: Patterns[str], label: str, pattern: re.Pattern[str]
) -> None:
    @settings(max_examples=8)
    @given(st.from_regex(pattern, alphabet=st.characters(max_codepoint=0x20CF)))
    def check(text: str) -> None:
        if matches(pattern, text, whole_tokens=patterns is expressions.RULES):
            assert (label, pattern) in list(patterns.tried(text))

    check()


def test_needs_are_held_against_whole_words() -> None:
    patterns = Patterns([("may", re.compile(r"\bMay \d"), ("May", DIGIT))])
    assert [label for label, _ in patterns.tried("on May 5")] == ["may"]
    assert not list(patterns.tried("the Mayor of 5"))
    assert not list(patterns.tried("in May"))
