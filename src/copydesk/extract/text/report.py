"""Scraped text: the text stays as it is, roles tell what each line is for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from copydesk.extract import detection, notices
from copydesk.extract.identifiers import identity_of
from copydesk.extract.mastheads import outlet_name
from copydesk.extract.page.bylines import names_of
from copydesk.extract.text import markers
from copydesk.extract.text.lines import split_lines
from copydesk.extract.text.marking import Marked, mark
from copydesk.extract.text.wrapping import unwrapped
from copydesk.gather.decode import Decoded
from copydesk.model import RUNNING, Article, Block, Document

#: A report may be stamped ahead of its capture by clock error and by zones read as UTC.
_FUTURE_SLACK = timedelta(hours=26)


def article_of_text(document: Document, decoded: Decoded) -> Article:
    """The article of a scraped text; ``Article.text`` is the text, unchanged."""
    # A store and XML cannot hold a zero; spans stay where they are.
    text = decoded.text.replace("\x00", "\ufffd")
    marked = mark(unwrapped(split_lines(text), text), document.title)
    body = running_text(text, marked.blocks)
    slug_outlet = _slug_outlet(marked)
    identity = identity_of(document)
    return Article(
        id=identity.id,
        text=text,
        blocks=marked.blocks,
        url=document.url,
        outlet=outlet_name(document.outlet or slug_outlet, document.url),
        title=document.title or marked.title,
        kicker=marked.kicker,
        authors=names_of(document.authors) or marked.authors or _slug_author(marked),
        published=document.published,
        modified=document.modified,
        language=detection.detect(body or text),
        cited_outlets=markers.find(text),
        dateline=marked.dateline,
        section=marked.kicker,
        content_hash=identity.content_hash,
        source=document.source,
        notes=(
            *notes_of(document),
            *decoded.notes,
            *notices.notes_of_corrections(marked.corrections),
        ),
    )


def running_text(text: str, blocks: Sequence[Block]) -> str:
    """The running text alone, a paragraph a line."""
    return "\n".join(text[block.start : block.end] for block in blocks if block.role in RUNNING)


def notes_of(document: Document, read: datetime | None = None) -> tuple[str, ...]:
    """What gather noted, and what is odd about the publication time.

    Args:
        document: the input.
        read: publication time that was read from it, for want of a given one.
    """
    notes = list(document.notes)
    published = document.published or read
    if published is None:
        notes.append("publication time unknown")
    elif document.fetched and published > document.fetched + _FUTURE_SLACK:
        notes.append("published in the future")
    return tuple(notes)


def _slug_outlet(marked: Marked) -> str | None:
    """A slug line runs headline, outlet, city, writer, edition."""
    if len(marked.slug) < 3 or not marked.title or marked.slug[0] != marked.title:
        return None
    return marked.slug[1]


def _slug_author(marked: Marked) -> tuple[str, ...]:
    """The piece of a slug line that reads like a person: two to four words, not in capitals."""
    for piece in marked.slug[3:]:
        words = piece.split()
        named = all(word[0].isupper() for word in words)
        if 2 <= len(words) <= 4 and named and not piece.isupper() and "dition" not in piece:
            return (piece,)
    return ()
