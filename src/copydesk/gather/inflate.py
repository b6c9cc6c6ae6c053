"""Decompression that cannot be made to fill the memory."""

from __future__ import annotations

import zlib

import brotli

from copydesk.gather.limits import (
    FREE_INFLATION_BYTES,
    MAX_INFLATION,
    MAX_MEMBERS,
    MAX_PAGE_BYTES,
)

_CHUNK = 65_536
#: zlib window bits: 47 reads gzip and zlib headers, -15 a raw deflate stream.
_WRAPPED, _RAW = 47, -15


class InflateError(ValueError):
    """The bytes are not what their encoding says, or they grow beyond the limit."""


def _allowed(compressed: int) -> int:
    return min(MAX_PAGE_BYTES, max(FREE_INFLATION_BYTES, compressed * MAX_INFLATION))


def _grown(limit: int) -> InflateError:
    return InflateError(f"inflates to more than {limit:,} bytes")


def _inflate(data: bytes, window: int) -> bytes:
    """Inflate one or more members; a stream cut at its end gives what it holds."""
    limit = _allowed(len(data))
    out: list[bytes] = []
    size = position = 0
    for _ in range(MAX_MEMBERS):
        stream = zlib.decompressobj(window)
        while position < len(data) and not stream.eof:
            # In slices, since what a member leaves is copied.
            slice_ = data[position : position + _CHUNK]
            try:
                part = stream.decompress(slice_, limit - size + 1)
            except zlib.error as error:
                if out:  # trailing bytes after a whole member are ignored, as browsers do
                    return b"".join(out)
                raise InflateError(str(error)) from error
            position += len(slice_) - len(stream.unconsumed_tail) - len(stream.unused_data)
            out.append(part)
            size += len(part)
            if size > limit:
                raise _grown(limit)
        if not stream.eof or not data.startswith(b"\x1f\x8b", position):
            break
    return b"".join(out)


def gunzip(data: bytes) -> bytes:
    """Inflate gzip or zlib data.

    Raises:
        InflateError: not gzip, or larger than `copydesk.gather.limits` allows.
    """
    return _inflate(data, _WRAPPED)


def deflate(data: bytes) -> bytes:
    """Inflate HTTP ``deflate``, which servers send with and without a zlib header.

    Raises:
        InflateError: neither form, or too large.
    """
    try:
        return _inflate(data, _WRAPPED)
    except InflateError:
        return _inflate(data, _RAW)


def unbrotli(data: bytes) -> bytes:
    """Inflate brotli data.

    Raises:
        InflateError: not brotli, or too large.
    """
    limit = _allowed(len(data))
    stream = brotli.Decompressor()
    out: list[bytes] = []
    size = 0
    feed = data
    try:
        while not stream.is_finished():
            part = stream.process(feed, output_buffer_limit=_CHUNK)
            feed = b""
            if not part and stream.can_accept_more_data():  # cut at its end
                break
            out.append(part)
            size += len(part)
            if size > limit:
                raise _grown(limit)
    except brotli.error as error:
        raise InflateError(str(error)) from error
    return b"".join(out)


_DECODERS = {"gzip": gunzip, "x-gzip": gunzip, "deflate": deflate, "br": unbrotli}


def decode_content(data: bytes, encoding: str | None) -> tuple[bytes, str | None]:
    """Undo a Content-Encoding header that may be false.

    Crawlers store bodies that were decoded at capture under their old header. Such a body is
    taken as it is.

    Args:
        data: the body.
        encoding: value of the header ("gzip", "gzip, br"); None for none.

    Returns:
        The body, and a note when the header was not true.

    Raises:
        InflateError: the body inflates beyond the limit.
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    for name in reversed([name for name in names if name and name != "identity"]):
        decoder = _DECODERS.get(name)
        if decoder is None:
            return data, f"content encoding {name!r} is unknown"
        try:
            data = decoder(data)
        except InflateError as error:
            if "inflates to more" in str(error):
                raise
            return data, f"content encoding {name!r} declared, but the body is not encoded so"
    return data, None


def dechunk(data: bytes) -> bytes:
    """Undo HTTP chunked transfer coding (RFC 9112, 7.1); a body that is not chunked stays."""
    out: list[bytes] = []
    position = 0
    while True:
        line_end = data.find(b"\r\n", position, position + 1026)
        if line_end < 0:
            return data if not out else b"".join(out)
        try:
            size = int(data[position:line_end].split(b";")[0].strip(), 16)
        except ValueError:
            return data if not out else b"".join(out)
        if size <= 0:
            return b"".join(out) if out or size == 0 else data
        start = line_end + 2
        out.append(data[start : start + size])
        position = start + size + 2
