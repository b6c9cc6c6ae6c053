"""Times and amounts by rule."""

from __future__ import annotations

import pytest
import spacy

from copydesk.annotate.times import expressions
from copydesk.model import Token

TOKENIZER = spacy.blank("en").tokenizer


def found(text: str) -> list[tuple[str, str]]:
    doc = TOKENIZER(text)
    tokens = [Token(t.idx, t.idx + len(t), t.text, t.lower_, "", "", "", "", t.i, 0) for t in doc]
    return [
        (text[tokens[a].start : tokens[b - 1].end], label)
        for a, b, label in expressions.find(tokens)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("over €20 billion in aid", [("€20 billion", "MONEY")]),
        ("about 3.5 million dollars", [("3.5 million dollars", "MONEY")]),
        ("rose 4.2 percent", [("4.2 percent", "PERCENT")]),
        ("fell by 12%", [("12%", "PERCENT")]),
        ("just 20 miles away", [("20 miles", "QUANTITY")]),
        ("killing 35 civilians", [("35", "CARDINAL")]),
        ("twenty-three people", [("twenty-three", "CARDINAL")]),
        ("the third attempt", [("third", "ORDINAL")]),
        ("at 5:30 p.m. on Monday", [("5:30 p.m.", "TIME"), ("Monday", "DATE")]),
        ("on Tuesday, April 15, 2025.", [("Tuesday, April 15, 2025", "DATE")]),
        ("in the first quarter of 2025", [("the first quarter of 2025", "DATE")]),
        ("since March", [("March", "DATE")]),
        ("on a march in May 2019", [("May 2019", "DATE")]),
        ("it may rain", []),
        ("three weeks ago", [("three weeks ago", "DATE")]),
        ("in the 1990s", [("the 1990s", "DATE")]),
        ("about 2000 people", [("2000", "CARDINAL")]),
        ("Last year it closed.", [("Last year", "DATE")]),
        ("“Next month we go,” he said.", [("Next month", "DATE")]),
        ("Two weeks ago it rained.", [("Two weeks ago", "DATE")]),
        ("May opened it.", []),
    ],
)
def test_expressions(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_nothing_of_nothing() -> None:
    assert expressions.find([]) == []
