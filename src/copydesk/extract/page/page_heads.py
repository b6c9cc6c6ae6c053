"""The heads of a page's body: found where the page marks them, kept where text follows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.extract.page.elements import HEAD_TAGS, Passage, key_of
from copydesk.extract.page.judges import words_of
from copydesk.extract.page.page_furniture import is_furniture
from copydesk.extract.page.pieces import HEADING, ITEM, PARAGRAPH, Piece
from copydesk.extract.text.headlines import overlap
from copydesk.extract.text.lines import Line

#: A passage that judges add, and text that a head may stand above, has so many words.
MIN_ADDED_WORDS = 8
_MAX_HEAD_WORDS = 24


def with_heads(
    pieces: Sequence[Piece],
    page: Sequence[Passage],
    places: dict[str, Passage],
    title: str | None,
) -> list[Piece]:
    """The pieces with the heads between them that the page marks and the base left out."""
    orders = [places[key].order for p in pieces if (key := key_of(p.text)) in places]
    if len(orders) < 2:
        return list(pieces)
    first, last = min(orders), max(orders)
    held_keys = {key_of(piece.text) for piece in pieces}
    heads: list[tuple[int, Piece]] = []
    for index, passage in enumerate(page):
        if not first <= passage.order <= last:
            continue
        if passage.tag not in HEAD_TAGS or passage.aside or passage.figure:
            continue
        piece = Piece(HEADING, passage.text)
        unwanted = key_of(passage.text) in held_keys or is_title(piece, title)
        long = len(words_of(passage.text)) > _MAX_HEAD_WORDS
        if unwanted or long or passage.link_share > 0.5 or is_furniture(piece, passage):
            continue
        below = (f for f in page[index + 1 : index + 3] if f.order <= passage.order + 2)
        followers = (key_of(follower.text) for follower in below)
        if any(key in held_keys for key in followers):
            heads.append((passage.order, piece))
    kinds = [_with_kind(piece, places.get(key_of(piece.text))) for piece in pieces]
    return merged(kinds, heads, places)


def trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with heads only where text stands on both sides.

    A long head above the text is a standfirst and stays; what is a whole sentence is no head.
    """
    pieces = [
        replace(piece, kind=PARAGRAPH) if piece.kind == HEADING and _is_sentence(piece) else piece
        for piece in pieces
    ]
    texts = [index for index, piece in enumerate(pieces) if piece.kind != HEADING]
    if not texts:
        return list(pieces)
    kept = []
    for index, piece in enumerate(pieces[: texts[-1] + 1]):
        few = len(words_of(piece.text)) < MIN_ADDED_WORDS
        above = index < texts[0] and few and not piece.text.endswith("?")
        if piece.kind == HEADING and (above or len(piece.text) < 3):
            continue
        fragment = _is_fragment(piece) and 0 < index < len(pieces) - 1
        between = fragment and all(_is_long(pieces[i]) for i in (index - 1, index + 1))
        kept.append(replace(piece, kind=HEADING) if between else piece)
    return kept


def _is_sentence(piece: Piece) -> bool:
    return piece.text.endswith(".") and len(words_of(piece.text)) >= 12


def _is_long(piece: Piece) -> bool:
    return piece.kind == PARAGRAPH and len(words_of(piece.text)) >= 12


def _is_fragment(piece: Piece) -> bool:
    """A paragraph like a head: a few words that begin with a capital and end without a stop."""
    words = words_of(piece.text)
    ends = piece.text.endswith((".", ":", ",", ";", "”", '"', "“", "»", ")", "!"))
    return piece.kind == PARAGRAPH and 2 <= len(words) <= 8 and not ends and piece.text[0].isupper()


def _with_kind(piece: Piece, passage: Passage | None) -> Piece:
    """The piece as a head where the page sets it as one: a head's tag, or all bold and short."""
    if passage is None or piece.kind in (HEADING, ITEM):
        return piece
    line = Line(0, 0, piece.text, 0)
    headlike = len(line.words) <= 14 and not piece.text.endswith((".", ":", ",", ";"))
    bold_head = passage.bold and headlike and passage.tag == "p"
    return replace(piece, kind=HEADING) if passage.tag in HEAD_TAGS or bold_head else piece


def merged(
    base: Sequence[Piece], added: Sequence[tuple[int, Piece]], places: dict[str, Passage]
) -> list[Piece]:
    """Both lists in the order of the page; a piece of unknown place follows the one before."""
    ordered: list[tuple[int, int, Piece]] = []
    order = -1
    for number, piece in enumerate(base):
        passage = places.get(key_of(piece.text))
        order = max(order, passage.order) if passage is not None else order
        ordered.append((order, number, piece))
    ordered.extend((order, len(base), piece) for order, piece in added)
    return [piece for _, _, piece in sorted(ordered, key=lambda item: item[:2])]


def is_title(piece: Piece, title: str | None) -> bool:
    """Whether a piece repeats the headline, with or without a label before it."""
    if not title:
        return False
    words, own = words_of(title), words_of(piece.text)
    if overlap(own, words) >= 0.85:
        return True
    # A kicker glued before the headline, as the tree gives it.
    return piece.kind == HEADING and key_of(piece.text).endswith(key_of(title))
