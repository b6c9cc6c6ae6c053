"""Citation markers: found when the text counts like a list, left alone otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract.text.markers import find
from copydesk.model import CitedOutlet

CLEAN = (
    "The strike ended on Tuesday.\nPay rises by 6 percent, the union said.\n"
    "The port expects a backlog.\nForty drivers will be hired."
)
MARKED = {
    "glued": "The strike ended on Tuesday Example Post1.\nPay rises by 6 percent, the union said "
    "Harbour News2.\nThe port expects a backlog Example Post1.\nForty drivers will be hired.",
    "brackets": "The strike ended on Tuesday [1].\nPay rises by 6 percent, the union said [2].\n"
    "The port expects a backlog [1].\nForty drivers will be hired.",
    "parentheses": "The strike ended on Tuesday (Example Post, 1).\nPay rises by 6 percent, the "
    "union said (Harbour News, 2).\nThe port expects a backlog (Example Post, 1).\n"
    "Forty drivers will be hired.",
    "superscripts": "The strike ended on Tuesday Example Post¹.\nPay rises by 6 percent, the union "
    "said Harbour News².\nThe port expects a backlog Example Post¹.\nForty drivers will be hired.",
}


def without(text: str, citations: Sequence[CitedOutlet]) -> str:
    """The text without its citation markers and the blank before each."""
    for cited in reversed(citations):
        text = text[: cited.start].rstrip(" \t\u00a0") + text[cited.end :]
    return text


@pytest.mark.parametrize("style", sorted(MARKED))
def test_markers_are_found_and_cleaned(style: str) -> None:
    text = MARKED[style]
    found = find(text)
    assert without(text, found) == CLEAN
    assert [cited.number for cited in found] == [1, 2, 1]
    assert all(text[c.start : c.end] == c.marker for c in found)
    names = [cited.name for cited in found]
    expected = (
        [None] * 3 if style == "brackets" else ["Example Post", "Harbour News", "Example Post"]
    )
    assert names == expected


@pytest.mark.parametrize(
    "text",
    [
        "Leaders met at COP30 and left. The G7 agreed. Sales of the X3 rose.",
        "Profit rose in Q1, fell in Q2, and rose in Q3.",
        "The field covers 3 km². A cube of 2 m³ was found.",
        "Maria (Ann, 7) and (Lukas, 9) were found.",
        "Trains ran on lines U2, U3 and U5.",
        CLEAN,
    ],
)
def test_texts_without_markers_are_untouched(text: str) -> None:
    assert find(text) == ()


def test_a_list_of_references_names_bare_numbers() -> None:
    text = (
        "The strike ended [1]. Pay rises [2].\n\n[1] Example Post: https://post.example.org/a\n"
        "[2] Harbour News: https://harbour.example.org/b"
    )
    assert [cited.name for cited in find(text)] == ["Example Post", "Harbour News"]


@given(st.text(alphabet="ab A1²[]().,\n", max_size=80))
def test_spans_are_in_order_and_within_the_text(text: str) -> None:
    end = 0
    for cited in find(text):
        assert end <= cited.start < cited.end <= len(text)
        end = cited.end
