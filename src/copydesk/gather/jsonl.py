"""JSON Lines of reports: ``{id, url, outlet, title, published, text | html}``."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from copydesk.errors import InputRefused
from copydesk.gather.limits import MAX_PAGE_BYTES
from copydesk.gather.times import parse_time
from copydesk.model import Document

#: Halves of a pair that JSON escapes can write and UTF-8 cannot.
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_STRINGS = ("id", "url", "outlet", "title")


def read_lines(
    lines: Iterable[bytes], source: str, fetched: datetime | None = None
) -> Iterator[Document | InputRefused]:
    """Documents of JSON Lines, one a line; blank lines are skipped.

    A line that is no report is given as `InputRefused` with ``source`` ``file:line``, and
    reading goes on. Ids are unique within a file: a line that repeats an earlier one is
    skipped, another report under a taken id is refused.

    Args:
        lines: raw lines, with or without their ends.
        source: name of the file, for messages.
        fetched: when the file was written, aware UTC.
    """
    seen: dict[str, tuple[bytes, int]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            document = read_record(line, f"{source}:{number}", fetched)
        except InputRefused as refused:
            yield refused
            continue
        if document.id is not None:
            digest = hashlib.sha256(line.strip()).digest()
            first, taken = seen.setdefault(document.id, (digest, number))
            if taken != number:
                if first != digest:
                    reason = f"id {document.id!r} is taken by line {taken}; give it another id"
                    yield InputRefused(document.source, reason)
                continue
        yield document


def read_record(line: bytes, source: str, fetched: datetime | None = None) -> Document:
    """One report of one line of JSON.

    Raises:
        InputRefused: the line is no JSON object, a field has the wrong type, or neither a
            text nor a title is there.
    """
    if len(line) > MAX_PAGE_BYTES:
        raise InputRefused(source, f"line of {len(line):,} bytes, limit {MAX_PAGE_BYTES:,}")
    try:
        record = json.loads(line.removeprefix(b"\xef\xbb\xbf"))
    except UnicodeDecodeError as error:
        raise InputRefused(source, "not UTF-8") from error
    except json.JSONDecodeError as error:
        reason = f"broken JSON at column {error.colno}: {error.msg}"
        raise InputRefused(source, reason) from error
    except RecursionError as error:
        raise InputRefused(source, "JSON nested too deeply") from error
    return document_of(record, source, fetched)


def document_of(record: object, source: str, fetched: datetime | None = None) -> Document:
    """One report of a parsed JSON value.

    Raises:
        InputRefused: as in `read_record`.
    """
    if not isinstance(record, dict):
        raise InputRefused(source, f"a report is a JSON object, not {type(record).__name__}")
    for name in (*_STRINGS, "text", "html"):
        if not isinstance(record.get(name), str | int | None) or isinstance(record.get(name), bool):
            raise InputRefused(source, f"field {name!r} must be a string")
    given = {
        name: _LONE_SURROGATES.sub("\ufffd", str(record[name]))
        for name in _STRINGS
        if record.get(name) not in (None, "")
    }
    html, text = record.get("html"), record.get("text")
    if text is None and html is None and "title" not in given:
        raise InputRefused(source, "neither 'text' nor 'html' nor 'title' is given")
    published, note = parse_time(record.get("published"))
    content = _LONE_SURROGATES.sub("\ufffd", str(text if text is not None else html or ""))
    return Document(
        source=source,
        content=content.encode("utf-8"),
        media_type="text/html" if text is None and html is not None else "text/plain",
        charset="utf-8",
        id=given.get("id"),
        url=given.get("url"),
        outlet=given.get("outlet"),
        title=given.get("title"),
        published=published,
        fetched=fetched,
        notes=(note,) if note else (),
    )
