"""One whole input of a known kind: the documents in it, or why it holds none."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

from copydesk.errors import InputRefused
from copydesk.gather.decode import decode
from copydesk.gather.inflate import InflateError, gunzip
from copydesk.gather.jsonl import read_value
from copydesk.gather.jsonvalue import JsonError
from copydesk.gather.sniff import (
    FEED_TYPES,
    JSON_TYPES,
    MARKUP_TYPES,
    TABLE_TYPES,
    VAGUE_TYPES,
    XML_TYPES,
    Kind,
    kind_of,
    why_binary,
)
from copydesk.gather.spreadsheets import read_table
from copydesk.model import Document

_REFUSED = {
    Kind.OPML: "OPML lists feeds, it holds no reports; give the addresses of the feeds instead",
    Kind.SITEMAP: "a sitemap lists pages, it holds no reports; give addresses of pages or feeds",
    Kind.XML: "XML that is neither a page nor a feed",
    Kind.WARC: "an archive within another input is not read; give it as a file",
    Kind.GZIP: "a compressed file within another is not read; unpack it",
}
_READ = (
    MARKUP_TYPES | FEED_TYPES | JSON_TYPES | TABLE_TYPES | XML_TYPES | VAGUE_TYPES | {"text/plain"}
)


def served(raw: Document) -> Document:
    """What a server or an archive gave, unpacked and judged by its media type and its bytes.

    Raises:
        InputRefused: it is empty, binary, or of a type that holds no report.
    """
    media_type = None if raw.media_type in VAGUE_TYPES else raw.media_type
    content, notes = raw.content, raw.notes
    if content.startswith(b"\x1f\x8b"):
        try:
            content = gunzip(content)
            notes = (*notes, "compressed without saying so")
        except InflateError as error:
            raise InputRefused(raw.source, f"the body is compressed and broken: {error}") from error
    if not content.strip():
        raise InputRefused(raw.source, "empty")
    if media_type and media_type not in _READ:
        raise InputRefused(raw.source, f"{media_type} is not a report")
    if why := why_binary(content):
        raise InputRefused(raw.source, f"{why} is not a report")
    return replace(raw, content=content, media_type=media_type, notes=notes)


def documents(document: Document, kind: Kind | None = None) -> Iterator[Document | InputRefused]:
    """The reports of an input: itself, or the entries of a feed or a list.

    Args:
        document: with its whole content.
        kind: what it is, where that is known; else its bytes, media type and name tell.
    """
    kind = kind or kind_of(document.content, document.source, document.media_type)
    if kind is Kind.FEED:
        from copydesk.gather.feeds import read_entries  # noqa: PLC0415  pages need no reader of XML

        yield from read_entries(document)
    elif kind in (Kind.JSON, Kind.JSONL):
        yield from _of_json(document)
    elif kind is Kind.TABLE:
        table = io.BytesIO(document.content)
        yield from read_table(table, document.source, document.fetched, document.charset)
    elif kind in _REFUSED:
        yield InputRefused(document.source, _REFUSED[kind])
    else:
        media_type = "text/html" if kind is Kind.HTML else "text/plain"
        yield replace(document, media_type=media_type)


def _of_json(document: Document) -> Iterator[Document | InputRefused]:
    text = decode(document.content, document.charset, markup=False).text
    try:
        yield from read_value(text.encode("utf-8", "replace"), document.source, document.fetched)
    except JsonError as error:
        yield InputRefused(document.source, str(error))
