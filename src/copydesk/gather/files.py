"""Files and folders."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from copydesk.errors import InputRefused
from copydesk.gather.feeds import read_entries
from copydesk.gather.jsonl import document_of, read_lines
from copydesk.gather.limits import MAX_PAGE_BYTES
from copydesk.gather.sniff import Kind, kind_of, strip_mark, why_binary
from copydesk.gather.warc import read_archive
from copydesk.model import Document

Found = Document | InputRefused


def walk(path: Path) -> Iterator[Path]:
    """Files under a folder, recursively, in order of their paths; hidden ones are left out."""
    for child in sorted(path.iterdir(), key=lambda p: p.name):
        if child.name.startswith("."):
            continue
        if child.is_dir() and not child.is_symlink():
            yield from walk(child)
        elif child.is_file():
            yield child


def read_path(path: Path) -> Iterator[Found]:
    """Documents of a file, or of all files under a folder."""
    try:
        if path.is_dir():
            children = list(walk(path))
            if not children:
                yield InputRefused(str(path), "the folder holds no files")
            for child in children:
                yield from read_path(child)
            return
        with path.open("rb") as stream:
            written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
            yield from read_stream(stream, str(path), written)
    except FileNotFoundError:
        yield InputRefused(str(path), "no such file or folder")
    except OSError as error:
        yield InputRefused(str(path), f"cannot be read: {error.strerror or error}")


def read_stream(stream: IO[bytes], source: str, fetched: datetime | None = None) -> Iterator[Found]:
    """Documents of an open file whose kind is told from its first bytes and its name.

    Args:
        stream: seekable or not; JSON Lines and archives are read as they come.
        source: file name or "-", for messages and for its ending.
        fetched: when the file was written, aware UTC.
    """
    buffered: io.BufferedReader[Any] = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    )
    head = buffered.peek(8192)[:8192]
    if not head.strip():
        yield InputRefused(source, "empty")
        return
    kind = kind_of(head, source)
    if kind is Kind.GZIP:
        yield from _read_gzip(buffered, source, fetched)
    elif kind is Kind.WARC:
        yield from read_archive(buffered, source)
    elif why := why_binary(head):
        yield InputRefused(source, f"{why} is not a report")
    elif kind is Kind.JSONL:
        yield from read_lines(buffered, source, fetched)
    else:
        yield from _read_whole(buffered, source, kind, fetched)


class _Raw(io.RawIOBase):
    """Any object with ``read`` as the raw stream that `io.BufferedReader` wants."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _read_gzip(
    stream: io.BufferedReader[Any], source: str, fetched: datetime | None
) -> Iterator[Found]:
    if ".warc" in source or _begins_archive(stream):
        yield from read_archive(stream, source)
        return
    name = source.removesuffix(".gz")
    try:
        with gzip.open(stream) as inner:
            yield from read_stream(cast("IO[bytes]", inner), name, fetched)
    except (OSError, EOFError, zlib.error) as error:
        yield InputRefused(source, f"the gzip file is broken: {error}")


def _begins_archive(stream: io.BufferedReader[Any]) -> bool:
    try:
        start = zlib.decompressobj(47).decompress(stream.peek(8192)[:8192], 16)
    except zlib.error:
        return False
    return start.startswith(b"WARC/")


def _read_whole(
    stream: io.BufferedReader[Any], source: str, kind: Kind, fetched: datetime | None
) -> Iterator[Found]:
    data = stream.read(MAX_PAGE_BYTES + 1)
    if len(data) > MAX_PAGE_BYTES:
        yield InputRefused(source, f"more than {MAX_PAGE_BYTES:,} bytes")
    elif kind is Kind.JSON:
        yield from _read_json(data, source, fetched)
    elif kind is Kind.FEED:
        yield from read_entries(Document(source=source, content=data, fetched=fetched))
    elif kind is Kind.OPML:
        reason = "OPML lists feeds, it holds no reports; give the addresses of the feeds instead"
        yield InputRefused(source, reason)
    else:
        media_type = "text/html" if kind is Kind.HTML else "text/plain"
        yield Document(source=source, content=data, media_type=media_type, fetched=fetched)


def _read_json(data: bytes, source: str, fetched: datetime | None) -> Iterator[Found]:
    """A ``.json`` file: one report, a list of reports, or JSON Lines under a wrong name."""
    try:
        value = json.loads(strip_mark(data))
    except (ValueError, RecursionError):
        yield from read_lines(io.BytesIO(data), source, fetched)
        return
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, start=1):
        place = f"{source}:{number}" if isinstance(value, list) else source
        try:
            yield document_of(record, place, fetched)
        except InputRefused as refused:
            yield refused
