"""The body of a page: a quick reading, or the base's text mended where judges agree against it.

Thresholds were set on the development half of news_pages and of the article extraction
benchmark; docs/reference/extract.md has what each step adds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from copydesk.extract import furniture_words, notices
from copydesk.extract.page.elements import HEAD_TAGS, Passage, key_of
from copydesk.extract.page.judges import Judges, Shingles, shingles, words_of
from copydesk.extract.page.pieces import HEADING, ITEM, PARAGRAPH, Piece
from copydesk.extract.text.headlines import overlap
from copydesk.extract.text.lines import Line
from copydesk.extract.text.roles import BYLINE, CREDIT_LABEL

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
_MIN_ADDED_WORDS = 8
#: So many paragraphs of the base make a setting that of the report.
_MIN_SET_ALIKE = 2
_MAX_HEAD_WORDS = 24
#: A paragraph of so many words is running text.
_RUNNING_WORDS = 12
#: The headline of another report with the kind of it in brackets: "... in talks [VIDEO]".
_LABELLED = re.compile(r"\S.{8,160}\[[A-Z][A-Z ]{2,23}\]\W*$")
#: A time of day or a date in figures.
_DATED = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d(?!\d)|\d{1,2}[./]\d{1,2}[./]\d{2}")
#: Links within a sentence are citations; a passage that is a link leads to another report.
_LINKED, _LINKED_FRAGMENT = 0.95, 0.6


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
    labels = _module_labels(page)
    page = [p for p in page if p.tag not in HEAD_TAGS or key_of(p.text) not in labels]
    base = [p for p in base if p.kind != HEADING or key_of(p.text) not in labels]
    pieces = _mended(judges, base, page, places, asked=suspect)
    pieces = _as_stated(pieces, judges)
    pieces = _without_repeats(pieces)
    heads = {key_of(passage.text) for passage in page if passage.tag == "h1"}
    pieces = [p for p in pieces if not _is_title(p, title) and key_of(p.text) not in heads]
    pieces = [piece for piece in pieces if not _is_furniture(piece, places.get(key_of(piece.text)))]
    pieces = _without_opening_furniture(pieces)
    return tuple(_trimmed(_with_heads(pieces, page, places, title)))


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
        long = len(words_of(piece.text)) >= _MIN_ADDED_WORDS
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
        if len(words_of(passage.text)) < _MIN_ADDED_WORDS or held(own, votes.base) > 0.5:
            continue
        alike = asked and passage.setting in settings and held(own, votes.resiliparse) >= HELD
        if alike or held(own, votes.stated) >= HELD or (asked and _agree(own, votes)):
            kind = HEADING if passage.tag in HEAD_TAGS else PARAGRAPH
            added.append((passage.order, Piece(kind, passage.text)))
    return _merged(base, added, places)


def _settings(base: Sequence[Piece], places: dict[str, Passage]) -> frozenset[str]:
    """Settings of the base's paragraphs that several of them share.

    A body that advertisements cut into parts has a container for each, named alike; a box about
    another report is named otherwise.
    """
    found = Counter(
        passage.setting
        for piece in base
        if _is_running(piece.text) and (passage := places.get(key_of(piece.text))) is not None
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


def _merged(
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


def _is_title(piece: Piece, title: str | None) -> bool:
    if not title:
        return False
    words, own = words_of(title), words_of(piece.text)
    if overlap(own, words) >= 0.85:
        return True
    # A kicker glued before the headline, as the tree gives it.
    return piece.kind == HEADING and key_of(piece.text).endswith(key_of(title))


def _without_opening_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the dates, bylines and labels between headline and text."""
    running = (i for i, piece in enumerate(pieces) if _is_running(piece.text))
    first = next(running, 0)
    return [p for i, p in enumerate(pieces) if i >= first or not _opens_a_page(p)]


def _is_running(text: str) -> bool:
    return len(words_of(text)) >= _RUNNING_WORDS and Line(0, 0, text, 0).ends_sentence


def _opens_a_page(piece: Piece) -> bool:
    """Whether a line above the text is a date, a byline or the label of a picture."""
    text = piece.text
    if Line(0, 0, text, 0).ends_sentence or (piece.kind == ITEM and len(text.split()) > 3):
        return False
    return bool(_DATED.search(text) or BYLINE.match(text) or CREDIT_LABEL.match(text))


def _module_labels(page: Sequence[Passage]) -> set[str]:
    """Keys of the heads that a page prints several times: they name its modules."""
    heads = Counter(key_of(p.text) for p in page if p.tag in HEAD_TAGS)
    return {key for key, count in heads.items() if count > 1}


def _is_furniture(piece: Piece, passage: Passage | None) -> bool:
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


def _with_heads(
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
        unwanted = key_of(passage.text) in held_keys or _is_title(piece, title)
        long = len(words_of(passage.text)) > _MAX_HEAD_WORDS
        if unwanted or long or passage.link_share > 0.5 or _is_furniture(piece, passage):
            continue
        below = (f for f in page[index + 1 : index + 3] if f.order <= passage.order + 2)
        followers = (key_of(follower.text) for follower in below)
        if any(key in held_keys for key in followers):
            heads.append((passage.order, piece))
    kinds = [_with_kind(piece, places.get(key_of(piece.text))) for piece in pieces]
    return _merged(kinds, heads, places)


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
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
        few = len(words_of(piece.text)) < _MIN_ADDED_WORDS
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
