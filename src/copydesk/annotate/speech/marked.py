"""Words between quotation marks, and the paragraphs in which the marks are paired."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from copydesk.model import REPORTING, Article, Role

#: Roles whose text is read for quotations: never furniture or another report's headline.
_READ = REPORTING | {Role.SUBHEAD, Role.KICKER}

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
#: What may stand right before a mark that opens.
BEFORE_OPENING = " \t\u00a0\u2009\u202f([{<-–—―/:;=…|•*>"


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """Words between one pair of quotation marks.

    Attributes:
        start, end: the words, without marks and without white space at the edges.
        opened, closed: from the opening mark to past the closing mark; where a mark is
            missing (a quotation that runs over paragraphs) equal to ``start`` or ``end``.
        single: whether the marks are single ones.
        continues: no closing mark; the next `Marked` carries on the same utterance.
        sentence: index of the sentence that holds ``start``.
        block: index into ``Article.blocks``.
    """

    start: int
    end: int
    opened: int
    closed: int
    single: bool = False
    continues: bool = False
    sentence: int = 0
    block: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a block that is read; ``after_furniture``: page furniture stands before it."""

    start: int
    end: int
    block: int
    after_furniture: bool


def paragraphs_of(article: Article) -> list[Paragraph]:
    """The lines of a report in which quotations are sought, in order."""
    found: list[Paragraph] = []
    skipped = False
    blocks = [(b.start, b.end, b.role) for b in article.blocks]
    for index, (start, end, role) in enumerate(blocks or [(0, len(article.text), Role.BODY)]):
        if role not in _READ:
            skipped = True
            continue
        for line in _LINE.finditer(article.text, start, end):
            if line.group().strip():
                found.append(Paragraph(line.start(), line.end(), index, skipped))
                skipped = False
    return found


def trim(text: str, marked: Marked) -> Marked:
    """Without white space at the edges."""
    start, end = marked.start, marked.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(marked, start=start, end=end)
