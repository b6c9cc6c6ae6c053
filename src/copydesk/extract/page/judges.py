"""What others take for the body of a page: a quick reading, a base and three judges.

trafilatura in precision mode without its fallbacks is the quick reading, with them the base.
resiliparse, readability-lxml and trafilatura in its default mode judge; each errs in its own
way, so what two of them hold is text.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from lxml import etree, html
from readability import Document as Readability
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree
from trafilatura import bare_extraction

from copydesk.extract.page.pieces import PARAGRAPH, Piece, pieces_of

# These report each odd page to the log; a page that they cannot read is no event.
for _name in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_WORD = re.compile(r"\w+")
_SHINGLE = 4

Shingles = frozenset[tuple[str, ...]]


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """Words in lower case, typographic quotes and apostrophes apart."""
    return tuple(_WORD.findall(text.casefold()))


@lru_cache(maxsize=4096)
def shingles(text: str) -> Shingles:
    """Runs of four words of a text; a shorter text is one run."""
    words = words_of(text)
    count = max(1, len(words) - _SHINGLE + 1)
    return frozenset(words[i : i + _SHINGLE] for i in range(count) if words)


@dataclass(frozen=True)
class Judges:
    """Readings of one page, each made when it is first asked for.

    Attributes:
        tree: the page, as `elements.bare` leaves it. The quick reading uses it up.
        stated: the body that its JSON-LD states; None without.
        fast: whether the quick reading stands whatever the judges would say.
    """

    tree: Any
    stated: str | None = None
    fast: bool = False

    @cached_property
    def quick(self) -> tuple[Piece, ...]:
        """trafilatura in precision mode, without its fallbacks: half of its cost."""
        _ = self.markup  # for the others, before the tree is used up
        return _trafilatura(self.tree, precise=True, fast=True)

    @cached_property
    def markup(self) -> str:
        """The page's source, of which the others make trees of their own."""
        return str(etree.tostring(self.tree, encoding="unicode", method="html"))

    @cached_property
    def base(self) -> tuple[Piece, ...]:
        """trafilatura in precision mode."""
        return _trafilatura(html.document_fromstring(self.markup), precise=True)

    @cached_property
    def default(self) -> tuple[Piece, ...]:
        """trafilatura in its default mode."""
        return _trafilatura(html.document_fromstring(self.markup), precise=False)

    @cached_property
    def readability(self) -> tuple[Piece, ...]:
        """readability-lxml, as lines of text."""
        unlinked = html.document_fromstring(self.markup)
        for link in unlinked.iter("a"):  # each address would be checked for scripts
            link.attrib.clear()
        try:
            summary = Readability(_markup(unlinked)).summary(html_partial=True)
        except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, AssertionError):
            return ()  # readability lets the errors of odd markup through; then it is no judge
        return _lines(summary, main=False)

    @cached_property
    def resiliparse(self) -> tuple[Piece, ...]:
        """resiliparse's main content, as lines of text."""
        return _lines(self.markup, main=True)


def _markup(tree: Any) -> str:
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def _trafilatura(tree: Any, *, precise: bool, fast: bool = False) -> tuple[Piece, ...]:
    result = bare_extraction(
        tree, fast=fast, favor_precision=precise, include_comments=False, with_metadata=False
    )
    if result is None or isinstance(result, dict) or result.body is None:
        return ()
    return pieces_of(result.body)


def _lines(markup: str, *, main: bool) -> tuple[Piece, ...]:
    tree = HTMLTree.parse(markup)
    text = extract_plain_text(
        tree, main_content=main, preserve_formatting=True, list_bullets=False, alt_texts=False
    )
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(Piece(PARAGRAPH, line) for line in lines if line)
