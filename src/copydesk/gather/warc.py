"""Web archives (ISO 28500): each response a document, decoded on its own.

Archives are cut, glued together and written by hand; no library at hand goes on after the
first fault. This reader takes up again at the next record.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC

from copydesk.errors import InputRefused
from copydesk.gather import contents
from copydesk.gather.headers import content_type, parse_head
from copydesk.gather.inflate import InflateError, dechunk, decode_content
from copydesk.gather.limits import (
    FREE_INFLATION_BYTES,
    MAX_HEAD_BYTES,
    MAX_INFLATION,
    MAX_PAGE_BYTES,
)
from copydesk.gather.streams import Again, Readable
from copydesk.gather.times import read_time
from copydesk.model import Document

_CHUNK = 65_536
_BEGIN = b"WARC/"
_GZIP = b"\x1f\x8b\x08"
_NEXT = re.compile(rb"\r?\nWARC/[01]\.\d+\r?\n(?=WARC-|Content-)")
_READ = frozenset({"response", "resource", "conversion"})
_OK = frozenset({200, 203})
#: So much between two records is no fault but another kind of file.
_MAX_JUNK = MAX_PAGE_BYTES


@dataclass
class _Source:
    """The bytes of an archive, inflated as they come, with what was read too far put back."""

    chunks: Iterator[bytes]
    buffer: bytearray = field(default_factory=bytearray)

    def _fill(self) -> bool:
        chunk = next(self.chunks, b"")
        self.buffer += chunk
        return bool(chunk)

    def line(self) -> bytes:
        """The next line with its end, cut where it is longer than a head may be."""
        start = 0
        while True:
            end = self.buffer.find(b"\n", start)
            if end >= 0:
                return self.take(min(end + 1, MAX_HEAD_BYTES))
            start = len(self.buffer)
            if start >= MAX_HEAD_BYTES or not self._fill():
                return self.take(min(start, MAX_HEAD_BYTES))

    def take(self, count: int) -> bytes:
        """The next bytes, fewer at the end."""
        while len(self.buffer) < count and self._fill():
            pass
        data = bytes(self.buffer[:count])
        del self.buffer[:count]
        return data

    def back(self, data: bytes) -> None:
        """Put bytes back that were read too far."""
        self.buffer[:0] = data

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > 0 and (data := self.take(min(count, _CHUNK))):
            count -= len(data)


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: its fields, its bytes, how many it declares, and the bytes behind it."""

    fields: dict[str, str]
    content: bytes
    declared: int | None
    place: str

    @property
    def kind(self) -> str:
        return self.fields.get("warc-type", "").strip().lower()


def _raw(stream: Readable) -> Iterator[bytes]:
    while chunk := stream.read(_CHUNK):
        yield chunk


def _inflated(stream: Readable) -> Iterator[bytes]:
    """The bytes of gzip members one after the other; a broken one ends at the next."""
    data = b""
    while True:
        inflater = zlib.decompressobj(31)
        taken = given = 0
        while not inflater.eof:
            data = data or stream.read(_CHUNK)
            if not data:
                return
            try:
                part = inflater.decompress(data, _CHUNK)
            except zlib.error:
                data = _next_member(stream, data[1:])
                break
            taken += len(data) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
            given += len(part)
            data = inflater.unconsumed_tail
            if given > max(FREE_INFLATION_BYTES, taken * MAX_INFLATION):
                data = _next_member(stream, data)
                break
            if part:
                yield part
        else:
            data = inflater.unused_data or stream.read(_CHUNK)
            if data and not data.startswith(_GZIP):
                data = _next_member(stream, data)
        if not data:
            return


def _next_member(stream: Readable, data: bytes) -> bytes:
    """The bytes from the next gzip member on."""
    while True:
        found = data.find(_GZIP)
        if found >= 0:
            return data[found:]
        more = stream.read(_CHUNK)
        if not more:
            return b""
        data = data[-2:] + more


def read_archive(stream: Readable, source: str) -> Iterator[Document | InputRefused]:
    """Documents of a WARC file, in order; also of the text that is drawn from one (WET).

    A record is decoded by itself: a false Content-Encoding, a broken chunk or a strange
    charset costs that record at most. What is no report (redirects, errors, pictures,
    robots.txt, empty bodies) is refused by name; a page captured twice with one body is given
    once. A file cut in the middle is reported, the records before the cut are given; what
    stands between records is passed over.

    Args:
        stream: the file, compressed by record, as a whole, or not at all.
        source: its name, for messages.
    """
    begin = stream.read(3)
    whole = Again(begin, stream)
    data = _Source(_inflated(whole) if begin == _GZIP else _raw(whole))
    seen: set[tuple[str, bytes]] = set()
    held: set[str] = set()
    revisits: dict[str, None] = {}
    anything = False
    try:
        for record in _records(data, source):
            if record.kind == "revisit":
                revisits[record.place] = None
                continue
            if record.kind not in _READ:
                continue
            anything = True
            held.add(record.place)
            yield from _documents(record, source, seen)
    except OSError as error:
        yield InputRefused(source, f"the archive cannot be read further: {error}")
        return
    missing = [place for place in revisits if place not in held]
    for place in missing:
        reason = f"{source} holds no body of it, only that it had not changed since another capture"
        yield InputRefused(place, reason)
    if not anything and not missing:
        yield InputRefused(source, "an archive without a page in it")


def _records(data: _Source, source: str) -> Iterator[_Record]:
    junk = number = 0
    while junk <= _MAX_JUNK and (line := data.line()):
        if not line.startswith(_BEGIN):
            junk += len(line)
            continue
        junk, number = 0, number + 1
        fields = _head(data)
        declared = _length(fields.get("content-length"))
        address = fields.get("warc-target-uri", "").strip("<> ")
        content = data.take(
            MAX_PAGE_BYTES + 1 if declared is None else min(declared, MAX_PAGE_BYTES + 1)
        )
        begun = _NEXT.search(content)
        if begun is not None:  # it declares more than it has
            data.back(content[begun.start() :])
            content, declared = content[: begun.start()], None
        elif declared is not None:
            data.skip(declared - len(content))
            content += _behind(data, content)
        yield _Record(fields, content, declared, address or f"{source}#{number}")


def _head(data: _Source) -> dict[str, str]:
    lines: list[bytes] = []
    size = 0
    while (line := data.line()).strip() and size < MAX_HEAD_BYTES:
        lines.append(line)
        size += len(line)
    return dict(parse_head(lines))


def _length(value: str | None) -> int | None:
    digits = (value or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else None


def _behind(data: _Source, content: bytes) -> bytes:
    """What follows a record that declares less than it has; empty where blank lines do."""
    lines: list[bytes] = []
    size = 0
    while size < MAX_PAGE_BYTES and (line := data.line()):
        if line.startswith(_BEGIN):
            data.back(line)
            break
        lines.append(line)
        size += len(line)
    ended = content.rstrip()[-7:].lower() == b"</html>"
    rest = b"".join(lines)
    return b"" if ended or not rest.strip() else rest


def _documents(
    record: _Record, source: str, seen: set[tuple[str, bytes]]
) -> Iterator[Document | InputRefused]:
    try:
        document = _read(record, source)
    except InputRefused as refused:
        yield refused
        return
    key = (document.url or "", hashlib.sha256(document.content).digest())
    if key not in seen:
        seen.add(key)
        yield from contents.documents(document)


def _read(record: _Record, source: str) -> Document:
    place, body = record.place, record.content
    if len(body) > MAX_PAGE_BYTES:
        raise InputRefused(place, f"more than {MAX_PAGE_BYTES:,} bytes")
    if record.declared is not None and len(body) < record.declared:
        reason = f"{source} is cut within this record ({len(body):,} of {record.declared:,} bytes)"
        raise InputRefused(place, reason)
    headers: tuple[tuple[str, str], ...] = ()
    own_type = record.fields.get("content-type")
    if body.startswith(b"HTTP/"):
        status, headers, body = _answer(body)
        if status not in _OK:
            raise InputRefused(place, f"HTTP status {status}")
        own_type = dict(headers).get("content-type")
    if place.split("?")[0].endswith("/robots.txt"):
        raise InputRefused(place, "robots.txt is not a report")
    body, notes = _decoded(body, dict(headers), place)
    media_type, charset = content_type(own_type)
    captured = read_time(record.fields.get("warc-date"))
    return contents.served(
        Document(
            source=place,
            content=body,
            media_type=media_type,
            charset=charset,
            url=place if place.startswith(("http://", "https://")) else None,
            fetched=captured.astimezone(UTC) if captured and captured.tzinfo else None,
            headers=headers,
            notes=notes,
        )
    )


def _answer(body: bytes) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
    """Status, headers and body of an HTTP answer, whose lines may end as they like."""
    end = re.search(rb"\r?\n\r?\n", body[:MAX_HEAD_BYTES])
    head, rest = (body[: end.start()], body[end.end() :]) if end else (body[:MAX_HEAD_BYTES], b"")
    first, *lines = head.split(b"\n")
    parts = first.split()
    status = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() and len(parts[1]) == 3 else 0
    return status, tuple(parse_head(lines)), rest


def _decoded(body: bytes, fields: dict[str, str], place: str) -> tuple[bytes, tuple[str, ...]]:
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = dechunk(body)
    try:
        body, note = decode_content(body, fields.get("content-encoding"))
    except InflateError as error:
        raise InputRefused(place, str(error)) from error
    return body, (note,) if note else ()
