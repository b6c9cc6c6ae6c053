"""Files and folders."""

from __future__ import annotations

import gzip
import io
import os
import select
import stat
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from copydesk.errors import InputRefused
from copydesk.gather import contents
from copydesk.gather.decode import decode, utf16_of
from copydesk.gather.jsonl import held_in, read_lines
from copydesk.gather.jsonvalue import JsonError, loads
from copydesk.gather.limits import (
    MAX_FILES,
    MAX_FOLDER_DEPTH,
    MAX_PAGE_BYTES,
    MAX_WRAPPINGS,
    PIPE_SECONDS,
)
from copydesk.gather.sniff import HEAD_BYTES, Kind, kind_of, why_binary
from copydesk.gather.spreadsheets import is_table, read_table
from copydesk.gather.streams import Readable, buffered
from copydesk.model import Document

Found = Document | InputRefused

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


def walk(path: Path, depth: int = 0) -> Iterator[Path | InputRefused]:
    """Files under a folder, recursively, in order of their paths; hidden ones are left out."""
    if depth > MAX_FOLDER_DEPTH:
        yield InputRefused(str(path), f"more than {MAX_FOLDER_DEPTH} folders deep")
        return
    try:
        children = sorted(path.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield InputRefused(str(path), f"cannot be read: {error.strerror or error}")
        return
    for child in children:
        if child.name.startswith("."):
            continue
        if child.is_dir() and not child.is_symlink():
            yield from walk(child, depth + 1)
        elif child.is_file():
            yield child


def read_path(path: Path) -> Iterator[Found]:
    """Documents of a file, or of all files under a folder."""
    try:
        if path.is_dir():
            yield from _read_folder(path)
            return
        with _opened(path) as stream:
            written = datetime.fromtimestamp(os.fstat(stream.fileno()).st_mtime, UTC)
            yield from read_stream(stream, str(path), written)
    except FileNotFoundError:
        yield InputRefused(str(path), "no such file or folder")
    except (OSError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        yield InputRefused(str(path), f"cannot be read: {reason}")


def _read_folder(path: Path) -> Iterator[Found]:
    number = 0
    for number, child in enumerate(walk(path), start=1):
        if number > MAX_FILES:
            yield InputRefused(str(path), f"more than {MAX_FILES:,} files; the rest is not read")
            return
        if isinstance(child, InputRefused):
            yield child
        else:
            yield from read_path(child)
    if number == 0:
        yield InputRefused(str(path), "the folder holds no files")


def _opened(path: Path) -> IO[bytes]:
    """A file or a pipe, open for reading.

    Raises:
        OSError: it is neither, or nobody writes to the pipe.
    """
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return path.open("rb")
    if not stat.S_ISFIFO(mode):
        raise OSError("it is neither a file nor a folder")
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    ready, _, _ = select.select([descriptor], [], [], PIPE_SECONDS)
    if not ready:
        os.close(descriptor)
        raise OSError(f"a pipe to which nothing was written for {PIPE_SECONDS:g} s")
    os.set_blocking(descriptor, True)
    return os.fdopen(descriptor, "rb")


def read_stream(
    stream: Readable, source: str, fetched: datetime | None = None, wrappings: int = 0
) -> Iterator[Found]:
    """Documents of an open file whose kind is told from its first bytes and its name.

    Args:
        stream: seekable or not; JSON Lines and archives are read as they come.
        source: file name or "-", for messages and for its ending.
        fetched: when the file was written, aware UTC.
        wrappings: how many compressed files it was taken out of.
    """
    ahead = buffered(stream, HEAD_BYTES)
    head = ahead.peek(HEAD_BYTES)[:HEAD_BYTES]
    if not head.strip():
        yield InputRefused(source, "empty")
        return
    kind = kind_of(head, source)
    if kind is Kind.GZIP:
        yield from _read_gzip(ahead, source, fetched, wrappings)
    elif kind is Kind.WARC:
        yield from _read_archive(ahead, source)
    elif why := why_binary(head):
        yield InputRefused(source, f"{why} is not a report")
    elif kind is Kind.JSONL and _is_by_the_line(head, source):
        yield from read_lines(ahead, source, fetched)
    elif kind is Kind.TABLE or (kind is Kind.TEXT and is_table(head)):
        yield from read_table(ahead, source, fetched)
    else:
        yield from _read_whole(ahead, source, kind, fetched)


def _is_by_the_line(head: bytes, source: str) -> bool:
    """Whether each line is a record: by the name, or because the first is one by itself."""
    if head.startswith(_WIDE_MARKS) or utf16_of(head):
        return False
    if source.removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return True
    first, end, _ = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    try:
        value = loads(first)
    except JsonError:
        return not end or first.count(b'"') > 2
    return isinstance(value, dict) and held_in(value) is None


def _read_archive(stream: Readable, source: str) -> Iterator[Found]:
    from copydesk.gather.warc import read_archive  # noqa: PLC0415  a page is no archive

    return read_archive(stream, source)


def _read_gzip(
    stream: io.BufferedReader[Any], source: str, fetched: datetime | None, wrappings: int
) -> Iterator[Found]:
    if ".warc" in source or _begins_archive(stream):
        yield from _read_archive(stream, source)
        return
    if wrappings >= MAX_WRAPPINGS:
        yield InputRefused(source, "compressed files within one another; unpack it")
        return
    name = source.removesuffix(".gz")
    try:
        with gzip.open(stream) as inner:
            yield from read_stream(inner, name, fetched, wrappings + 1)
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
        return
    document = Document(source=source, content=data, fetched=fetched)
    if kind is Kind.JSONL or (kind is Kind.JSON and not _is_one_value(data)):
        text = decode(data, None, markup=False).text if kind is Kind.JSONL else data
        encoded = text.encode("utf-8", "replace") if isinstance(text, str) else text
        if not _is_one_value(encoded):
            yield from read_lines(io.BytesIO(encoded), source, fetched)
            return
    yield from contents.documents(document, kind)


def _is_one_value(data: bytes) -> bool:
    """Whether the bytes are one JSON value; a file named .json may hold JSON Lines."""
    try:
        loads(data.removeprefix(b"\xef\xbb\xbf"))
    except JsonError:
        return False
    return True
