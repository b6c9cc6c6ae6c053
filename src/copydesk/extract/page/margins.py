"""What stands around a page's text without being reporting: its kicker and its corrections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.extract import furniture_words, notices
from copydesk.extract.page.elements import HEAD_TAGS, Passage, key_of
from copydesk.extract.page.judges import words_of
from copydesk.extract.page.pieces import ITEM, Piece

_KICKER_HINT = re.compile(
    r"\b(?:kicker|eyebrow|overline|topline|dachzeile|spitzmarke|rubrik|rubrique|rubric|"
    r"article[-_]{1,2}section|section[-_]{1,2}(?:name|label))\b",
)
_CORRECTION_HINT = re.compile(
    r"\b(?:corrections?|clarifications?|erratum|editors?[-_]?note|correction[-_]\w+|"
    r"article[-_]{1,2}correction|corrected|rectificatif|berichtigung)\b",
)
_MAX_KICKER_WORDS = 6
#: A passage that only its element's name makes a correction has a sentence's words.
_MIN_WORDS = 8
#: A correction below the text stands within this many passages; further down are comments.
_BELOW = 6


@dataclass(frozen=True, slots=True)
class Margins:
    """A page's body without its margins, and these."""

    pieces: tuple[Piece, ...]
    page: tuple[Passage, ...]
    kicker: str | None
    corrections: tuple[str, ...]


def set_apart(
    page: Sequence[Passage], pieces: Sequence[Piece], title: str | None, section: str | None
) -> Margins:
    """Take kicker and corrections out of a page's body.

    Args:
        page: its passages.
        pieces: its body.
        title: its headline.
        section: the section that it names; a line of that name above the text is its kicker.
    """
    keys = {key_of(piece.text) for piece in pieces if len(words_of(piece.text)) >= _MIN_WORDS}
    own = [passage for passage in page if key_of(passage.text) in keys]
    if not own:
        return Margins(tuple(pieces), tuple(page), None, ())
    above = [passage for passage in page if passage.order < own[0].order]
    near = [p for p in page if p.order <= own[-1].order + _BELOW and p.story in (0, own[0].story)]
    kicker = _kicker(above, pieces, title, section)
    texts = [_may_be_note(passage) for passage in near]
    places = notices.corrections(texts) | _marked(near)
    apart = {key_of(near[index].text) for index in places}
    label = {key_of(kicker)} if kicker else set()
    rest = [piece for piece in pieces if key_of(piece.text) not in apart]
    rest = [p for i, p in enumerate(rest) if i > 2 or key_of(p.text) not in label]
    if not rest:  # a report that is all correction
        return Margins(tuple(pieces), tuple(page), None, ())
    return Margins(
        pieces=tuple(rest),
        page=tuple(passage for passage in page if key_of(passage.text) not in apart),
        kicker=kicker,
        corrections=notices.stated([passage.text for passage in near], places),
    )


def _may_be_note(passage: Passage) -> str:
    """Text of a passage that may be a note; empty for links, and for names alone in menus."""
    menu = passage.aside and not notices.is_correction(passage.text)
    return "" if menu or passage.link_share > 0.5 or passage.figure else passage.text


def _marked(page: Sequence[Passage]) -> frozenset[int]:
    """Places of the passages whose element is named a correction."""
    return frozenset(
        index
        for index, passage in enumerate(page)
        if _CORRECTION_HINT.search(passage.hints)
        and passage.tag not in HEAD_TAGS
        and not passage.aside
        and passage.link_share <= 0.5
        and _MIN_WORDS <= len(words_of(passage.text)) <= notices.MAX_WORDS
    )


def _kicker(
    above: Sequence[Passage], pieces: Sequence[Piece], title: str | None, section: str | None
) -> str | None:
    """The label over the headline or between it and the text."""
    opening = {key_of(piece.text) for piece in pieces[:2] if piece.kind != ITEM}
    for passage in above:
        words = words_of(passage.text)
        key = key_of(passage.text)
        fits = words and len(words) <= _MAX_KICKER_WORDS and not passage.aside
        if not fits or passage.tag == "h1" or key == key_of(title or ""):
            continue
        if any(character.isdigit() for character in passage.text) or passage.figure:
            continue
        named = key == key_of(section or "") or furniture_words.KICKER.match(passage.text)
        hinted = _KICKER_HINT.search(passage.hints) and not furniture_words.FURNITURE.match(
            passage.text
        )
        if hinted or (named and key in opening):
            return passage.text
    return None
