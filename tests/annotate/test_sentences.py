"""Sentence boundaries of news, by rule."""

from __future__ import annotations

import pytest
import spacy

from copydesk.annotate import sentences

TOKENIZER = spacy.blank("en").tokenizer


def split(text: str, people: tuple[str, ...] = ()) -> list[str]:
    doc = TOKENIZER(text)
    known = frozenset(token.i for token in doc if token.text in people)
    marks = sentences.starts([token.text for token in doc], known)
    cuts = [doc[i].idx for i, mark in enumerate(marks) if mark == sentences.OPEN]
    return [text[a:b].strip() for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The talks ended. Both sides left.", 2),
        ("Dr. Vance met Gen. Ortiz on Jan. 5 in St. Paul.", 1),
        ("J. R. Hollis spoke first.", 1),
        ("The U.S. President arrived.", 1),
        ("They flew to the U.S. The others stayed.", 2),
        ("Acme Inc. said so. The rest waited.", 2),
        ("It rose 3.5 percent. No. 2 fell.", 2),
        ("“We came. We saw. We left,” Vance said. He smiled.", 2),
        ('"Why now?" Vance asked.', 1),
        ("“Enough!” the crowd shouted.", 1),
        ("He left at 5 p.m. Then it rained.", 2),
        ("The plan (see above. And below) failed. It was late.", 2),
        ("Prices fell. $5 was enough. “Good,” she said.", 3),
        ("What now? Nobody knew… or cared.", 2),
        ("She lives in Boise. 12 people saw it.", 2),
        ("Flight no. 12 left.", 1),
        ("The answer is no. 12 saw it.", 2),
    ],
)
def test_boundaries(text: str, parts: int) -> None:
    assert len(split(text)) == parts


def test_a_name_after_an_abbreviation_opens_a_sentence() -> None:
    text = "The talks were led by the U.S. Vance and Ortiz stressed the guarantees."
    assert len(split(text)) == 1
    assert split(text, ("Vance",))[1].startswith("Vance and")


def test_names_that_stand_alone_elsewhere_are_known() -> None:
    text = "Vance spoke.\nLater, reporters saw Vance leave. The Senate met."
    assert sentences.standing_names(text) == frozenset({"Vance"})


def test_a_quotation_that_is_the_whole_block_may_hold_several_sentences() -> None:
    assert len(split("“We came. We saw.”")) == 2


def test_an_unclosed_quotation_holds_nothing() -> None:
    assert len(split("“We came. We saw. We left.")) == 3


def test_nothing_but_space_and_marks() -> None:
    assert sentences.starts([]) == []
    assert sentences.starts([" ", "."]) == [sentences.CLOSED, sentences.CLOSED]


def test_plain_split_without_a_parser() -> None:
    text = "Der Minister kam. Er ging. „Gut“, sagte er."
    parts = [text[a:b] for a, b in sentences.split_plain(text)]
    assert parts[0] == "Der Minister kam."
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")
