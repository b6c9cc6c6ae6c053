"""A document into articles: which reader it needs, and why it is refused."""

from __future__ import annotations

from copydesk.errors import InputRefused
from copydesk.extract.page.pages import articles_of_page
from copydesk.extract.text.report import article_of_text
from copydesk.gather.decode import Decoded, decode
from copydesk.gather.limits import (
    MAX_PAGE_BYTES,
    MAX_TAGS,
    MAX_TEXT_CHARACTERS,
    MAX_TEXT_LINES,
)
from copydesk.gather.sniff import Kind, kind_of, why_binary
from copydesk.model import Article, Document

_LINE_ENDS = ("\n", "\r", "\u2028", "\u2029")
_MARKUP = ("text/html", "application/xhtml+xml")


def extract(document: Document, *, fast: bool = False) -> tuple[Article, ...]:
    """The articles of a document: one, or one for each update of a live blog.

    Args:
        document: a page or a text.
        fast: whether the body of a page is read with one extractor alone; what it costs stands
            in docs/reference/extract.md.

    Raises:
        InputRefused: it is empty, binary, too large, or no report can be found in it.
    """
    content = document.content
    if len(content) > MAX_PAGE_BYTES:
        raise InputRefused(document.source, f"more than {MAX_PAGE_BYTES:,} bytes")
    if not content.strip() and document.title is None:
        raise InputRefused(document.source, "empty")
    if (why := why_binary(content)) and not _is_given_text(document):
        raise InputRefused(document.source, f"{why} is not a report")
    media_type = document.media_type
    markup = media_type in _MARKUP or (media_type is None and kind_of(content) is Kind.HTML)
    if _is_given_text(document):
        decoded = Decoded(content.decode("utf-8", "replace"), "utf-8")
    else:
        decoded = decode(content, document.charset, markup=markup)
    if markup:
        if decoded.text.count("<") > MAX_TAGS:
            raise InputRefused(document.source, f"more than {MAX_TAGS:,} tags")
        return articles_of_page(document, decoded, fast=fast)
    if len(decoded.text) > MAX_TEXT_CHARACTERS:
        raise InputRefused(document.source, f"more than {MAX_TEXT_CHARACTERS:,} characters")
    if sum(map(decoded.text.count, _LINE_ENDS)) > MAX_TEXT_LINES:
        raise InputRefused(document.source, f"more than {MAX_TEXT_LINES:,} lines")
    return (article_of_text(document, decoded),)


def _is_given_text(document: Document) -> bool:
    """Whether an input gave the text itself, decoded: a stray control character is its own."""
    return document.media_type == "text/plain" and document.charset == "utf-8"
