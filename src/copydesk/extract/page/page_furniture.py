"""What of a page's pieces is not the report: labels, notices, tags, and lines above the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copydesk.extract import furniture_words, notices
from copydesk.extract.page.elements import HEAD_TAGS, Passage, key_of
from copydesk.extract.page.judges import words_of
from copydesk.extract.page.pieces import HEADING, ITEM, Piece
from copydesk.extract.text.line_marks import BYLINE, CREDIT_LABEL
from copydesk.extract.text.lines import Line

#: A paragraph of so many words is running text.
_RUNNING_WORDS = 12
#: The headline of another report with the kind of it in brackets: "... in talks [VIDEO]".
_LABELLED = re.compile(r"\S.{8,160}\[[A-Z][A-Z ]{2,23}\]\W*$")
#: A time of day or a date in figures.
_DATED = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2}")
#: Links within a sentence are citations; a passage that is a link leads to another report.
_LINKED, _LINKED_FRAGMENT = 0.95, 0.6


def without_opening_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the dates, bylines and labels between headline and text."""
    running = (i for i, piece in enumerate(pieces) if is_running(piece.text))
    first = next(running, 0)
    return [p for i, p in enumerate(pieces) if i >= first or not _opens_a_page(p)]


def is_running(text: str) -> bool:
    """Whether a paragraph is running text: long, and it ends a sentence."""
    return len(words_of(text)) >= _RUNNING_WORDS and Line(0, 0, text, 0).ends_sentence


def _opens_a_page(piece: Piece) -> bool:
    """Whether a line above the text is a date, a byline or the label of a picture."""
    text = piece.text
    if Line(0, 0, text, 0).ends_sentence or (piece.kind == ITEM and len(text.split()) > 3):
        return False
    return bool(_DATED.search(text) or BYLINE.match(text) or CREDIT_LABEL.match(text))


def module_labels(page: Sequence[Passage]) -> set[str]:
    """Keys of the heads that a page prints several times: they name its modules."""
    heads = Counter(key_of(p.text) for p in page if p.tag in HEAD_TAGS)
    return {key for key, count in heads.items() if count > 1}


def is_furniture(piece: Piece, passage: Passage | None) -> bool:
    """Whether a piece is furniture by its words, or by its place on the page."""
    line = Line(0, len(piece.text), piece.text, 0)
    if not line.words or (piece.kind == HEADING and BYLINE.match(piece.text)):
        return True
    if any(
        pattern.match(piece.text)
        for pattern in (furniture_words.FURNITURE, furniture_words.RELATED, _LABELLED)
    ):
        return True
    speaks = (notices.is_promotion, notices.is_gate, furniture_words.is_related_line)
    if any(told(piece.text) for told in speaks) or _is_tags(line):
        return True
    if passage is None:
        return False
    if passage.link_share >= (_LINKED if line.ends_sentence else _LINKED_FRAGMENT):
        return True
    return passage.figure and len(line.words) < 60


def _is_tags(line: Line) -> bool:
    """Whether a line is a list of keywords: five or more, of a few words each."""
    words = [part.split() for part in line.text.split(",")]
    short = all(len(part) <= 5 for part in words) and line.text == line.text.lower()
    return len(words) >= 5 and short and not line.ends_sentence
