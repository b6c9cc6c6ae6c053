"""A sentence under check, read as a report would be."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TypeVar, cast

from copydesk.annotate import Language, annotate
from copydesk.check.clauses import Clauses
from copydesk.check.evidence import mark_quoted
from copydesk.check.predications import Predications
from copydesk.check.support.sheet import Sheet
from copydesk.check.words import Word, read_words
from copydesk.compare import figures
from copydesk.model import Annotated, Article, Block, Claims, Role

Found = TypeVar("Found")


class Reading:
    """A sentence under check. It is parsed only when a check asks for it.

    Args:
        text: the sentence, without citation marks.
        language: from `copydesk.annotate.load`.
    """

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self._read: dict[Callable[[Reading], object], object] = {}

    def once(self, read: Callable[[Reading], Found]) -> Found:
        """What a function reads off the sentence, read once."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast("Found", self._read[read])

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, quotation marks applied."""
        return mark_quoted(read_words(self.text))

    @cached_property
    def annotated(self) -> Annotated:
        """All that the language stage finds in it; its article's id is "claim"."""
        return annotate(plain_article(self.text, "claim"), self.language)

    @cached_property
    def clauses(self) -> Clauses:
        """Its verbs, with who does what to whom."""
        return Clauses(self.annotated)

    @cached_property
    def sheet(self) -> Sheet:
        """Its content words, laid out for matching."""
        return Sheet(self.annotated, self.clauses)

    @cached_property
    def predications(self) -> Predications:
        """What it says of whom."""
        return Predications(self.sheet)

    @cached_property
    def claims(self) -> Claims:
        """Its figures, typed."""
        return figures(self.annotated)


#: Sentences whose readings are kept in a process.
_KEPT = 128
_KNOWN: dict[str, Reading] = {}


def reading_of(text: str, language: Language) -> Reading:
    """A sentence under check, the same object for the same text as long as few others were asked
    for: a sentence is held against each of its citations, while it is composed and once more in
    the draft, and is parsed once.

    Args:
        text: the sentence, without citation marks.
        language: from `copydesk.annotate.load`.
    """
    known = _KNOWN.pop(text, None)
    if known is None or known.language is not language:
        known = Reading(text, language)
    _KNOWN[text] = known
    while len(_KNOWN) > _KEPT:
        del _KNOWN[next(iter(_KNOWN))]
    return known


def plain_article(text: str, article_id: str = "source") -> Article:
    """A text without structure as an article: every line a paragraph of its body."""
    blocks = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip())
            blocks.append(Block(start, offset + len(line.rstrip()), Role.BODY))
        offset += len(line)
    return Article(article_id, text, tuple(blocks), language="en")
