"""Roles of the lines of a scraped text, by their structure.

Rules, from the surest to the least: repeats of the title, bullets, slug lines, pictures'
captions and credits, previous/next and related links, widgets, bylines; then paragraphs by
their sentences, heads by their place before paragraphs, and furniture for what is left
outside of the report.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.extract import furniture_words, notices
from copydesk.extract.text.datelines import dateline_of
from copydesk.extract.text.headlines import MAX_HEAD_WORDS, SLUG, find_title, overlap
from copydesk.extract.text.line_marks import (
    AGENCY_CAPTION,
    BARE_CREDIT,
    BYLINE,
    CLOCK,
    CREDIT_END,
    CREDIT_LABEL,
    CREDIT_TAIL,
    FILE_PICTURE,
    LABEL,
    MARKDOWN_PICTURE,
    WIDGETS,
    last_label,
    persons_of,
)
from copydesk.extract.text.lines import Line
from copydesk.model import Block, Role

#: A text of fewer lines has been cleaned: the classifier, which learned from pages scraped
#: whole, is not asked about its paragraphs.
_FEW_LINES = 5
#: Chances below which a line is not the report's, set on the development lines. A paragraph
#: lost costs a claim, so a full one must be nearly hopeless before it goes, a long one wholly.
PARAGRAPH_CHANCE, FEW_WORDS_CHANCE, HOPELESS = 0.4, 0.4, 0.15
FRAGMENT_CHANCE, FLANKED_CHANCE, BULLET_CHANCE = 0.4, 0.2, 0.35
#: A labelled item of fewer words gives a value ("Weight: 2 kg") and must have some chance.
LABELLED_CHANCE, _SAYING_WORDS = 0.1, 8
#: A line between related links that is so likely the report's own is no link.
OWN_CHANCE = 0.8
_MANY_WORDS = 60
#: A text of so few lines, of which so many are paragraphs, was cleaned before: a paragraph of it
#: goes only where the classifier gives it hardly any chance.
_CLEAN_LINES, _CLEAN_SHARE, _MIN_CLEAN_WORDS, CLEAN_CHANCE = 40, 0.6, 6, 0.05
#: A headline of fewer words may open the first sentence too; a section's name has so many at most.
_JOINED_WORDS, _KICKER_WORDS = 5, 4


@dataclass(frozen=True, slots=True)
class Marked:
    """Blocks of a text with what their lines tell of the report."""

    blocks: tuple[Block, ...]
    title: str | None = None
    kicker: str | None = None
    dateline: str | None = None
    authors: tuple[str, ...] = ()
    slug: tuple[str, ...] = ()
    corrections: tuple[str, ...] = ()


def mark(
    lines: Sequence[Line], title: str | None = None, chances: Sequence[float] | None = None
) -> Marked:
    """Give each line its role.

    Args:
        lines: of the whole text, in order.
        title: the headline where it is known.
        chances: for each line the chance that it is the report's own text; by default what
            the line classifier says.
    """
    return _Marker(lines, title, chances).marked()


class _Marker:
    """One pass over the lines of one text; ``roles`` fills from sure to unsure."""

    def __init__(
        self, lines: Sequence[Line], title: str | None, chances: Sequence[float] | None
    ) -> None:
        self.lines = lines
        self.title = find_title(lines, title)
        if not chances:
            from copydesk.extract.text import classifier  # noqa: PLC0415  pages need no NumPy

            chances = classifier.chances(lines, self.title)
        self.chances = chances
        self.roles: list[Role | None] = [None] * len(lines)
        self.parts: dict[int, tuple[Block, ...]] = {}
        self.authors: list[str] = []
        self.kicker: str | None = None
        self.dateline: str | None = None
        self.slug: tuple[str, ...] = ()
        self.corrections: tuple[str, ...] = ()

    def marked(self) -> Marked:
        self._mark_titles()
        self._mark_joined_head()
        self._mark_slugs()
        self._mark_kicker()
        self._mark_notices()
        self._mark_widgets()
        self._mark_bullets()
        self._mark_pictures()
        self._mark_bylines()
        self._mark_running()
        self._mark_above_title()
        self._mark_lede()
        blocks = [
            block
            for index, line in enumerate(self.lines)
            for block in self.parts.get(index)
            or (Block(line.start, line.end, self.roles[index] or Role.FURNITURE),)
        ]
        return Marked(
            blocks=tuple(blocks),
            title=self.title,
            kicker=self.kicker,
            dateline=self.dateline,
            authors=tuple(dict.fromkeys(self.authors)),
            slug=self.slug,
            corrections=self.corrections,
        )

    def _open(self, index: int) -> bool:
        return 0 <= index < len(self.lines) and self.roles[index] is None

    def _mark_titles(self) -> None:
        if not self.title:
            return
        words = Line(0, 0, self.title, 0).words
        for index, line in enumerate(self.lines):
            if overlap(line.words, words) >= 0.85 and len(line.words) <= len(words) + 6:
                self.roles[index] = Role.HEADLINE

    def _mark_joined_head(self) -> None:
        """``Section Headline Standfirst`` in the first line, as a head is copied without breaks."""
        title = self.title or ""
        if not self._open(0) or len(title.split()) < _JOINED_WORDS:
            return
        line = self.lines[0]
        kicker, found, rest = line.text.partition(title)
        named = len(kicker.split()) <= _KICKER_WORDS and ":" not in kicker  # "Photos: …"
        if not found or not named or not re.match(r"\s+[A-Z0-9]", rest):
            return
        at = line.start + len(kicker)
        end, below = at + len(title), line.end - len(rest.lstrip())
        parts = [Block(at, end, Role.HEADLINE), Block(below, line.end, Role.STANDFIRST)]
        if kicker.strip():
            self.kicker = kicker.strip()
            parts.insert(0, Block(line.start, line.start + len(kicker.rstrip()), Role.KICKER))
        self.roles[0], self.parts[0] = Role.HEADLINE, tuple(parts)

    def _mark_slugs(self) -> None:
        """``Headline/ Outlet/ CITY/ Writer/ Edition/ First sentence ...``."""
        for index, line in enumerate(self.lines[:12]):
            match = SLUG.match(line.text)
            if match is None or not self._open(index):
                continue
            pieces = [piece.strip() for piece in match[0].split("/") if piece.strip()]
            rest = line.start + match.end()
            if len(pieces) < 3 or line.end - rest < 60:
                continue
            self.slug = tuple(pieces)
            self.roles[index] = Role.LEDE
            slug_end = line.start + len(match[0].rstrip())
            self.parts[index] = (
                Block(line.start, slug_end, Role.SLUG),
                Block(rest, line.end, Role.LEDE),
            )
            break

    def _mark_kicker(self) -> None:
        """A section's label between the headline and the text."""
        first = next((i for i, role in enumerate(self.roles) if role is Role.HEADLINE), None)
        below = range(0) if first is None else range(first + 1, first + 4)
        for index in below:
            if not self._open(index) or self._is_paragraph(self.lines[index]):
                break
            if furniture_words.KICKER.match(self.lines[index].text):
                self.roles[index] = Role.KICKER
                self.kicker = self.lines[index].text

    def _mark_notices(self) -> None:
        """Corrections and the outlet's lines about itself."""
        texts = [line.text if self._open(i) else "" for i, line in enumerate(self.lines)]
        corrections = notices.corrections(texts)
        others = (line for i, line in enumerate(self.lines) if i not in corrections)
        if not any(self._is_paragraph(line) for line in others):  # a report that is all correction
            corrections = frozenset()
        self.corrections = notices.stated(texts, corrections)
        for index, text in enumerate(texts):
            if index in corrections or notices.is_promotion(text) or notices.is_gate(text):
                self.roles[index] = Role.FURNITURE

    def _mark_widgets(self) -> None:
        """Labels, widgets and the foreign headlines that follow some labels."""
        following, listing = False, False
        for index, line in enumerate(self.lines):
            if self.roles[index] is not None:
                following = listing = False
            elif furniture_words.PREVIOUS_NEXT.match(line.text):
                self.roles[index], following = Role.FURNITURE, True
            elif furniture_words.RELATED.match(line.text):
                self.roles[index], listing = Role.FURNITURE, True
            elif furniture_words.is_related_line(line.text):
                self.roles[index] = Role.FOREIGN
            elif not line.words or any(pattern.match(line.text) for pattern in WIDGETS):
                self.roles[index] = Role.FURNITURE
            elif following or (listing and not self._is_own(index)):
                self.roles[index], following = Role.FOREIGN, False
            else:
                listing = False

    def _is_own(self, index: int) -> bool:
        return self._is_paragraph(self.lines[index]) or self.chances[index] > OWN_CHANCE

    @staticmethod
    def _is_paragraph(line: Line) -> bool:
        return line.ends_sentence and len(line.words) >= 14

    def _mark_bullets(self) -> None:
        strong = [line.bullet > 0 and line.text[0] not in "*–—-" for line in self.lines]
        weak = [line.bullet > 0 for line in self.lines]
        for index, line in enumerate(self.lines):
            if not self._open(index):
                continue
            beside = any(0 <= i < len(weak) and weak[i] for i in (index - 1, index + 1))
            if not (strong[index] or (weak[index] and beside)):
                continue
            start = line.start + line.bullet
            label = LABEL.match(line.text[line.bullet :])
            if self._is_empty_item(index, labelled=label is not None):
                self.roles[index] = Role.FURNITURE
                continue
            self.roles[index] = Role.BULLET
            name = label[1] if label and len(label[1].split()) <= 7 else None
            self.parts[index] = (Block(start, line.end, Role.BULLET, name),)
            if self._open(index - 1) and not self.lines[index - 1].ends_sentence:
                self._mark_list_head(index - 1)

    def _is_empty_item(self, index: int, *, labelled: bool) -> bool:
        words, chance = len(self.lines[index].words), self.chances[index]
        if labelled:
            return words < _SAYING_WORDS and chance < LABELLED_CHANCE
        return words < 4 or chance < BULLET_CHANCE

    def _mark_list_head(self, index: int) -> None:
        words = self.lines[index].words
        if len(words) > MAX_HEAD_WORDS:
            return
        title = Line(0, 0, self.title or "", 0).words
        about_title = overlap(words, title) >= 0.3
        self.roles[index] = Role.HEADLINE if about_title else Role.SUBHEAD

    def _mark_pictures(self) -> None:
        for index, line in enumerate(self.lines):
            if not self._open(index):
                continue
            tail = CREDIT_TAIL.search(line.text)
            if FILE_PICTURE.match(line.text):
                self.roles[index] = Role.CAPTION
                if tail and tail.start():
                    self._set_credit_apart(index, line, tail.start(), Role.CAPTION)
            elif CREDIT_LABEL.match(line.text) or BARE_CREDIT.match(line.text):
                if len(line.words) <= 14:
                    self.roles[index] = Role.CREDIT
            elif tail and tail.start() == 0:
                self.roles[index] = Role.CREDIT
            elif tail and len(line.words) <= 90:
                self._split_credit(index, line, tail.start())
            elif MARKDOWN_PICTURE.match(line.text) or AGENCY_CAPTION.match(line.text):
                self.roles[index] = Role.CAPTION
            elif (labelled := CREDIT_END.search(line.text)) and len(line.words) <= 60:
                self._set_credit_apart(index, line, labelled.start(), Role.CAPTION)
            elif re.match(r"\d{1,3} ?/ ?\d{1,3}\s+\w", line.text) and len(line.words) > 4:
                self.roles[index] = Role.CAPTION

    def _split_credit(self, index: int, line: Line, offset: int) -> None:
        """A caption with its credit in brackets; or a paragraph that ends with its source."""
        bracket = line.text[offset:]
        pictured = re.search(
            r"\b(photo|picture|image|file|getty|handout|courtesy|foto|bild|video)|/", bracket, re.I
        )
        role = Role.CAPTION if pictured else Role.BODY
        self._set_credit_apart(index, line, offset, role)

    def _set_credit_apart(self, index: int, line: Line, offset: int, role: Role) -> None:
        end = line.start + len(line.text[:offset].rstrip())
        start = line.start + offset + len(line.text[offset:]) - len(line.text[offset:].lstrip())
        self.roles[index] = role
        self.parts[index] = (
            Block(line.start, end, role),
            Block(start, line.end, Role.CREDIT),
        )

    def _mark_bylines(self) -> None:
        for index, line in enumerate(self.lines):
            near_top = index < 12 or index > len(self.lines) - 4
            if self._open(index) and near_top and len(line.words) <= 16:
                match = BYLINE.match(line.text)
                if match and not line.text.rstrip().endswith((".", "?")):
                    self.roles[index] = Role.BYLINE
                    self.authors.extend(persons_of(line.text[match.end(0) - len(match[0]) :]))

    def _mark_running(self) -> None:
        """Paragraphs and heads; what the classifier gives little chance is furniture."""
        paragraphs = [
            index
            for index, line in enumerate(self.lines)
            if self._open(index) and (line.ends_sentence or len(line.words) > 30)
        ]
        cleaned = self._is_cleaned()
        for index in paragraphs:
            line = self.lines[index]
            needed = FEW_WORDS_CHANCE if len(line.words) < 12 else PARAGRAPH_CHANCE
            if len(line.words) >= _MANY_WORDS:
                needed = HOPELESS
            if cleaned and len(line.words) >= _MIN_CLEAN_WORDS:
                needed = CLEAN_CHANCE
            kept = len(self.lines) < _FEW_LINES or self.chances[index] >= needed
            self.roles[index] = Role.BODY if kept else Role.FURNITURE
        solid = [i for i in paragraphs if self.roles[i] is Role.BODY]
        first, last = min(solid, default=0), max(solid, default=-1)
        for index in solid:
            line = self.lines[index]
            question = line.text.endswith(("?", "!")) and len(line.words) <= 9
            if question and index + 1 in solid and index > first:
                self.roles[index] = Role.SUBHEAD
        for index, line in enumerate(self.lines):
            if self.roles[index] is None:
                self.roles[index] = self._role_of_fragment(index, line, last)

    def _is_cleaned(self) -> bool:
        """Whether the text was cleaned before: short, and most of its lines are paragraphs."""
        said = [line for line in self.lines if not CLOCK.fullmatch(line.text)]
        paragraphs = sum(
            line.ends_sentence and len(line.words) >= _MIN_CLEAN_WORDS for line in said
        )
        return len(self.lines) <= _CLEAN_LINES and paragraphs >= _CLEAN_SHARE * len(said)

    def _role_of_fragment(self, index: int, line: Line, last: int) -> Role:
        """A line that does not end a sentence."""
        following = self.roles[index + 1] if index + 1 < len(self.lines) else None
        short = len(line.words) <= 14
        flanked = short and self._is_solid(index - 1) and self._is_solid(index + 1)
        if self.chances[index] < (FLANKED_CHANCE if flanked else FRAGMENT_CHANCE):
            between = not short and 0 < index < last
            return Role.CAPTION if between else Role.FURNITURE
        if following in (Role.BODY, Role.BULLET, Role.LEDE) and short:
            return Role.SUBHEAD
        if index > last:
            return Role.FURNITURE if short else Role.BODY
        return Role.SUBHEAD if short else Role.BODY

    def _is_solid(self, index: int) -> bool:
        """Whether a line is a paragraph beyond doubt."""
        inside = 0 <= index < len(self.lines) and self.roles[index] is Role.BODY
        return inside and len(self.lines[index].words) >= 12 and self.chances[index] > 0.8

    def _mark_above_title(self) -> None:
        """What stands above the headline names the section; it is no part of the report."""
        first = next((i for i, role in enumerate(self.roles) if role is Role.HEADLINE), None)
        for index in range(first or 0):
            line = self.lines[index]
            if self.roles[index] in (Role.SUBHEAD, Role.FURNITURE) and len(line.words) <= 6:
                self.roles[index] = Role.FURNITURE
                self.kicker = last_label(line.text)

    def _mark_lede(self) -> None:
        """The first paragraph is the lede; datelines are set apart."""
        has_lede = Role.LEDE in self.roles
        for index, line in enumerate(self.lines):
            if self.roles[index] is not Role.BODY:
                continue
            role = Role.BODY if has_lede else Role.LEDE
            has_lede = True
            self.roles[index] = role
            blocks = self.parts.get(index, (Block(line.start, line.end, role),))
            body = Block(blocks[0].start, blocks[0].end, role)
            dateline = dateline_of(line.text) if self.dateline is None and index < 25 else None
            if dateline is None:
                self.parts[index] = (body, *blocks[1:])
                continue
            place, length = dateline
            self.dateline = place
            self.parts[index] = (
                Block(line.start, line.start + len(line.text[:length].rstrip()), Role.DATELINE),
                Block(line.start + length, body.end, role),
                *blocks[1:],
            )
