"""Web archives: each response a document, decoded on its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email.message import Message
from typing import Any, BinaryIO

from fastwarc.warc import ArchiveIterator, WarcRecordType

from copydesk.errors import InputRefused
from copydesk.gather.feeds import read_entries
from copydesk.gather.inflate import InflateError, dechunk, decode_content
from copydesk.gather.limits import MAX_PAGE_BYTES
from copydesk.gather.sniff import Kind, kind_of, why_binary
from copydesk.model import Document

_READ_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_OK = 200


def read_archive(stream: BinaryIO, source: str) -> Iterator[Document | InputRefused]:
    """Documents of a WARC file, in order.

    A record is decoded by itself: a false Content-Encoding, a broken chunk or a strange
    charset costs that record at most. What is no report (redirects, errors, pictures,
    robots.txt, empty bodies) is refused by name; a page captured twice with one body is given
    once. A file cut in the middle is reported, the records before the cut are given.

    Args:
        stream: the file, compressed by record or not at all.
        source: its name, for messages.
    """
    seen: set[tuple[str, bytes]] = set()
    records = iter(
        ArchiveIterator(
            stream,
            record_types=WarcRecordType.response | WarcRecordType.resource,
            parse_http=True,
            auto_decode="none",
            fsspec_args=False,
        )
    )
    while True:
        try:
            record = next(records, None)
        except (OSError, ValueError, RuntimeError) as error:
            yield InputRefused(source, f"the archive cannot be read further: {error}")
            return
        if record is None:
            return
        try:
            document = _read_record(record, source)
        except InputRefused as refused:
            yield refused
            continue
        key = (document.url or "", hashlib.sha256(document.content).digest())
        if key not in seen:
            seen.add(key)
            if kind_of(document.content, key[0], document.media_type) is Kind.FEED:
                yield from read_entries(document)
            else:
                yield document


def _read_record(record: Any, source: str) -> Document:
    url = record.headers.get("WARC-Target-URI") or ""
    place = url.strip("<>") or f"{source}@{record.stream_pos}"
    try:
        body = record.reader.read(MAX_PAGE_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as error:
        raise InputRefused(place, f"record in {source} is broken: {error}") from error
    declared = record.content_length
    if len(body) > MAX_PAGE_BYTES:
        raise InputRefused(place, f"more than {MAX_PAGE_BYTES:,} bytes")
    if declared is not None and len(body) < declared:
        reason = f"{source} is cut within this record ({len(body):,} of {declared:,} bytes)"
        raise InputRefused(place, reason)
    http = record.http_headers
    headers = tuple((name.lower(), value) for name, value in http.items()) if http else ()
    status = http.status_code if http else _OK
    if status != _OK:
        raise InputRefused(place, f"HTTP status {status}")
    captured: datetime | None = record.record_date
    document = Document(
        source=place,
        content=body,
        url=url.strip("<>") or None,
        fetched=captured.astimezone(UTC) if captured else None,
        headers=headers,
    )
    return _decode(document)


def _decode(raw: Document) -> Document:
    """The document with its body decoded and judged."""
    body, place, fields = raw.content, raw.source, dict(raw.headers)
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = dechunk(body)
    try:
        body, note = decode_content(body, fields.get("content-encoding"))
    except InflateError as error:
        raise InputRefused(place, str(error)) from error
    media_type, charset = content_type(fields.get("content-type"))
    if not body.strip():
        raise InputRefused(place, "empty")
    if media_type and media_type not in (*_READ_TYPES, *_FEED_TYPES):
        raise InputRefused(place, f"{media_type} is not a report")
    if why := why_binary(body):
        raise InputRefused(place, f"{why} is not a report")
    if place.endswith("/robots.txt"):
        raise InputRefused(place, "robots.txt is not a report")
    notes = (note,) if note else ()
    return replace(raw, content=body, media_type=media_type, charset=charset, notes=notes)


def content_type(value: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, in lower case; None when not there."""
    if not value:
        return None, None
    message = Message()
    message["content-type"] = value
    charset = message.get_param("charset")
    media_type = value.split(";")[0].strip().lower()
    return media_type or None, charset.strip("'\" ").lower() if isinstance(charset, str) else None
