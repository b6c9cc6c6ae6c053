"""The body of a page: a quick reading, or the base's text mended where judges agree against it.

Thresholds were set on the development half of news_pages and of the article extraction
benchmark; docs/reference/extract.md has what each step adds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.extract.page.elements import HEAD_TAGS, Passage, key_of
from copydesk.extract.page.judges import Judges, Shingles, shingles, words_of
from copydesk.extract.page.page_furniture import (
    is_furniture,
    is_running,
    module_labels,
    without_opening_furniture,
)
from copydesk.extract.page.page_heads import MIN_ADDED_WORDS, is_title, merged, trimmed, with_heads
from copydesk.extract.page.pieces import HEADING, PARAGRAPH, Piece

#: A judge holds a passage when it has this share of its shingles.
HELD = 0.8
#: The quick reading is suspect when it has fewer shingles, or less than this share of
#: resiliparse's. From .5 to .7 the development half scores alike; 8 % of its pages are suspect.
MIN_QUICK, UNSUSPECTED = 30, 0.6
#: The base is truncated when it lacks more than this share of what two judges agree on.
TRUNCATED = 0.25
#: JSON-LD states the whole body when it has this many shingles, and this share of the text.
MIN_STATED, STATED = 80, 0.6
#: A paragraph of which the stated body has less than this share is not in it.
UNSTATED = 0.2
_MIN_AGREED = 30
#: So many paragraphs of the base make a setting that of the report.
_MIN_SET_ALIKE = 2


def held(text: Shingles, by: Shingles) -> float:
    """Share of the shingles of a text that a judge has."""
    return len(text & by) / len(text) if text else 0.0


@dataclass(frozen=True)
class _Votes:
    """What base and judges hold; a judge reads the page when it is first asked."""

    judges: Judges
    base: Shingles
    stated: Shingles

    @cached_property
    def default(self) -> Shingles:
        return _shingles_of(self.judges.default)

    @cached_property
    def readability(self) -> Shingles:
        return _shingles_of(self.judges.readability)

    @cached_property
    def resiliparse(self) -> Shingles:
        return _shingles_of(self.judges.resiliparse)

    @cached_property
    def truncated(self) -> bool:
        """Whether the base lacks much of what readability and resiliparse agree on.

        A judge that has hardly anything of the base reads another part of the page.
        """
        agreed = self.readability & self.resiliparse
        if len(agreed) < _MIN_AGREED or held(self.base, self.readability) < HELD / 2:
            return False
        return len(agreed - self.base) > TRUNCATED * len(agreed)


def _shingles_of(pieces: Iterable[Piece]) -> Shingles:
    found: set[tuple[str, ...]] = set()
    for piece in pieces:
        found |= shingles(piece.text)
    return frozenset(found)


def body_of(judges: Judges, page: Sequence[Passage], title: str | None) -> tuple[Piece, ...]:
    """The body of a page, without its headline.

    Args:
        judges: readings of the page.
        page: its passages.
        title: its headline, to tell a repeat.
    """
    suspect = not judges.fast and _is_suspect(judges)
    page, base = _own_story(page, judges.base if suspect else judges.quick)
    places = _places(page)
    labels = module_labels(page)
    page = [p for p in page if p.tag not in HEAD_TAGS or key_of(p.text) not in labels]
    base = [p for p in base if p.kind != HEADING or key_of(p.text) not in labels]
    pieces = _mended(judges, base, page, places, asked=suspect)
    pieces = _as_stated(pieces, judges)
    pieces = _without_repeats(pieces)
    heads = {key_of(passage.text) for passage in page if passage.tag == "h1"}
    pieces = [p for p in pieces if not is_title(p, title) and key_of(p.text) not in heads]
    pieces = [piece for piece in pieces if not is_furniture(piece, places.get(key_of(piece.text)))]
    pieces = without_opening_furniture(pieces)
    return tuple(trimmed(with_heads(pieces, page, places, title)))


def _is_suspect(judges: Judges) -> bool:
    """Whether the quick reading may lack text: resiliparse, the quickest judge, has more."""
    quick = _shingles_of(judges.quick)
    return len(quick) < MIN_QUICK or held(_shingles_of(judges.resiliparse), quick) < UNSUSPECTED


def _own_story(
    page: Sequence[Passage], base: Sequence[Piece]
) -> tuple[Sequence[Passage], Sequence[Piece]]:
    """Page and base without the other reports that stand whole below the page's own.

    Each has an article element with a headline; the page's own holds the base's first long
    paragraphs. Where these stand in none, only those whose headline is a link are others.
    """
    if len({passage.story for passage in page}) < 2:
        return page, base
    places = _places(page)
    long = (key_of(piece.text) for piece in base if len(words_of(piece.text)) >= 15)
    own = next((places[key].story for key in long if key in places), 0)
    if own < 0:
        return page, base
    others = {p.story for p in page if p.story < 0 or (own and p.story not in (0, own))}
    kept = [passage for passage in page if passage.story not in others]
    keys = {key_of(passage.text) for passage in kept}
    foreign = {key_of(p.text) for p in page if p.story in others} - keys
    return kept, [piece for piece in base if key_of(piece.text) not in foreign]


def _as_stated(pieces: Sequence[Piece], judges: Judges) -> list[Piece]:
    """What the page's own statement of its body settles, where it states the whole of it.

    With next to no text on the page the statement is the text. Otherwise paragraphs after
    the first stated one that the statement lacks are not the report's.
    """
    stated = shingles(judges.stated or "")
    if len(stated) < MIN_STATED:
        return list(pieces)
    if len(_shingles_of(pieces)) < MIN_QUICK:
        return [Piece(PARAGRAPH, line) for line in (judges.stated or "").splitlines()]
    if held(_shingles_of(pieces), stated) < STATED:
        return list(pieces)
    kept: list[Piece] = []
    begun = False
    for piece in pieces:
        share = held(shingles(piece.text), stated)
        begun = begun or share >= HELD
        long = len(words_of(piece.text)) >= MIN_ADDED_WORDS
        if not (begun and long and share < UNSTATED and piece.kind != HEADING):
            kept.append(piece)
    return kept


def _places(page: Sequence[Passage]) -> dict[str, Passage]:
    places: dict[str, Passage] = {}
    for passage in page:
        known = places.setdefault(key_of(passage.text), passage)
        if known.figure and not passage.figure:  # a caption may repeat a paragraph
            places[key_of(passage.text)] = passage
    return places


def _mended(
    judges: Judges,
    base: Sequence[Piece],
    page: Sequence[Passage],
    places: dict[str, Passage],
    *,
    asked: bool,
) -> list[Piece]:
    """The base's pieces, and the passages that the judges hold and the base lacks.

    Args:
        asked: whether the judges are; else only the body that the page states counts.
    """
    stated = shingles(judges.stated or "")
    votes = _Votes(
        judges=judges,
        base=_shingles_of(base),
        stated=stated if len(stated) >= MIN_STATED else frozenset(),
    )
    settings = _settings(base, places)
    added: list[tuple[int, Piece]] = []
    for passage in page:
        if passage.figure or passage.aside or passage.link_share > 0.5:
            continue
        own = shingles(passage.text)
        if len(words_of(passage.text)) < MIN_ADDED_WORDS or held(own, votes.base) > 0.5:
            continue
        alike = asked and passage.setting in settings and held(own, votes.resiliparse) >= HELD
        if alike or held(own, votes.stated) >= HELD or (asked and _agree(own, votes)):
            kind = HEADING if passage.tag in HEAD_TAGS else PARAGRAPH
            added.append((passage.order, Piece(kind, passage.text)))
    return merged(base, added, places)


def _settings(base: Sequence[Piece], places: dict[str, Passage]) -> frozenset[str]:
    """Settings of the base's paragraphs that several of them share.

    A body that advertisements cut into parts has a container for each, named alike; a box about
    another report is named otherwise.
    """
    found = Counter(
        passage.setting
        for piece in base
        if is_running(piece.text) and (passage := places.get(key_of(piece.text))) is not None
    )
    return frozenset(s for s, count in found.items() if count >= _MIN_SET_ALIKE and "." in s)


def _agree(own: Shingles, votes: _Votes) -> bool:
    """Whether the judges hold a passage: all three, or two where the base is truncated."""
    # The quickest judge first: most passages that the base lacks are held by none.
    if held(own, votes.resiliparse) < HELD:
        return False
    # Readability reads another part of the page: it has no say.
    if votes.base and held(votes.base, votes.readability) < HELD / 2:
        return held(own, votes.default) >= HELD
    if held(own, votes.readability) < HELD:
        return False
    return votes.truncated or held(own, votes.default) >= HELD


def _without_repeats(pieces: Iterable[Piece]) -> list[Piece]:
    seen: set[str] = set()
    kept = []
    for piece in pieces:
        key = key_of(piece.text)
        if len(key) > 40 and key in seen:
            continue
        seen.add(key)
        kept.append(piece)
    return kept
