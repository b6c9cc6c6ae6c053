"""The standfirst of a page: the summary between headline and text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from copydesk.extract.page.body import held
from copydesk.extract.page.elements import Passage, key_of
from copydesk.extract.page.judges import shingles, words_of
from copydesk.extract.page.pieces import PARAGRAPH, Piece
from copydesk.extract.text.headlines import overlap

_HINT = re.compile(
    r"standfirst|article[-_]{0,2}(?:lead|intro|teaser|summary|perex)|\b(?:lead|lede|teaser|intro|"
    r"dek|deck|perex|subtitle|sub-?head(?:line|ing)?|strapline|vorspann|ingress|manchet|summary|"
    r"excerpt|bajada|entradilla|sommario|chapo|chapeau|spot)(?:[-_ ]|text|\b)|"
    r"__(?:lead|intro|summary|dek|subtitle|description)|headline__sub",
    re.I,
)
#: A time of day, a length of time or a day in figures.
_TIMED = re.compile(r"\b\d{1,2}[:.]\d{2}\b(?!\s?%)|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d+ min\b")
_MIN_WORDS, _MAX_WORDS = 7, 110
#: A passage is the description when both share this much.
_SAME = 0.8
#: A description that is the cut first paragraph ends so; then the paragraph is the lede.
_CUT = ("...", "…")


def standfirst_of(
    page: Sequence[Passage],
    pieces: Sequence[Piece],
    title: str | None,
    description: str | None,
) -> str | None:
    """The standfirst where the page shows one that the body lacks.

    It stands before the body's first paragraph and is what the page gives as its description,
    or is marked as a lead by its element's names.
    """
    first = _first_order(page, pieces)
    if first is None:
        return None
    body = frozenset().union(*(shingles(piece.text) for piece in pieces))
    about = words_of(description or "")
    best: str | None = None
    below_head = _right_below_head(page, first)
    for passage in page[:first]:
        words = words_of(passage.text)
        if not _MIN_WORDS <= len(words) <= _MAX_WORDS or passage.figure or passage.link_share > 0.5:
            continue
        if _TIMED.search(passage.text):  # a programme's data, not a summary
            continue
        if overlap(words, words_of(title or "")) > 0.8 or held(shingles(passage.text), body) > 0.4:
            continue
        if about and overlap(words, about) >= _SAME:
            return passage.text
        if best is None and not passage.aside and _HINT.search(passage.hints):
            best = passage.text
        if best is None and passage is below_head and _is_sentence(passage):
            best = passage.text
    return best


def _right_below_head(page: Sequence[Passage], first: int) -> Passage | None:
    """The passage that follows the headline, where both stand within one element."""
    for passage, following in pairwise(page[:first]):
        if passage.tag == "h1" and not following.aside:
            return following
    return None


def _is_sentence(passage: Passage) -> bool:
    plain = passage.tag in ("p", "div", "h2", "span") and passage.link_share < 0.3
    return plain and passage.text.endswith((".", "!", "?", "…")) and len(passage.text.split()) >= 9


def opens_with_standfirst(pieces: Sequence[Piece], description: str | None) -> bool:
    """Whether the body's first paragraph is the page's description, and more text follows."""
    if len(pieces) < 3 or not description or pieces[0].kind != PARAGRAPH:
        return False
    words = words_of(pieces[0].text)
    fits = _MIN_WORDS <= len(words) <= _MAX_WORDS
    return (
        fits
        and overlap(words, words_of(description)) >= _SAME
        and not pieces[0].text.endswith(_CUT)
    )


def _first_order(page: Sequence[Passage], pieces: Sequence[Piece]) -> int | None:
    """Place of the first long paragraph of the body."""
    wanted = {key_of(p.text) for p in pieces if len(words_of(p.text)) >= 12}
    return next((p.order for p in page if key_of(p.text) in wanted), None)
