"""A new version says why it came: reports that came in, moved away, or were put right."""

from __future__ import annotations

from copydesk.compose.version_notes import MOST, history
from copydesk.model import Article, Block, Draft, DraftSentence, Origin, Role, Span, Story


def article(key: str, text: str, outlet: str | None = "The Courier") -> Article:
    return Article(key, text, (Block(0, len(text), Role.BODY),), outlet=outlet)


def story(*keys: str) -> Story:
    return Story("s", keys, (Origin("o", "The Courier", "outlet", keys),))


def draft(*texts: str) -> Draft:
    sentences = tuple(
        DraftSentence(f"n{n}", text, (Span("a", 0, 4),)) for n, text in enumerate(texts)
    )
    return Draft("s", DraftSentence("h", "Bridge closed", (Span("a", 0, 4),)), "World", sentences)


OLD = article("a", "Four people were hurt when the bridge was hit by a lorry.")
SAME = draft("Four people were hurt.")


def test_a_report_that_came_in_is_named_and_is_no_correction() -> None:
    new = article("b", "Five people were hurt.", "The Herald")
    told, correction = history(story("a"), SAME, story("a", "b"), SAME, [OLD, new], [])
    assert told == ("New: The Herald.",)
    assert not correction


def test_an_outlet_that_puts_its_report_right_is_a_correction() -> None:
    now = article("a", "Correction: an earlier version gave four hurt.\nFive people were hurt.")
    told, correction = history(story("a"), SAME, story("a"), SAME, [now], [OLD])
    (line,) = told
    assert line.startswith("Corrected") and "The Courier" in line
    assert correction


def test_an_outlet_that_only_rewrites_is_told_as_that() -> None:
    now = article("a", "Five people were hurt when the bridge was hit by a lorry on Monday.")
    told, correction = history(story("a"), SAME, story("a"), SAME, [now], [OLD])
    (line,) = told
    assert line.startswith("Revised") and "The Courier" in line
    assert not correction


def test_a_report_that_left_is_counted() -> None:
    told, _ = history(story("a", "b"), SAME, story("a"), SAME, [OLD], [])
    assert told == ("1 report moved to another story.",)


def test_what_the_new_words_are_is_told_and_kept_short() -> None:
    fresh = draft(
        *(f"Sentence number {n} tells of road {n} and of nothing else." for n in range(20))
    )
    told, _ = history(story("a"), SAME, story("a"), fresh, [OLD], [])
    assert len(told) == MOST
    assert "other sentence" in told[-1]
    assert any("road 0" in line for line in told)
