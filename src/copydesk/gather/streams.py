"""Streams of bytes: whatever can be read, and what was read too far put back."""

from __future__ import annotations

import io
from typing import Any, Protocol, cast


class Readable(Protocol):
    """Anything that gives bytes in order."""

    def read(self, count: int, /) -> bytes:
        """The next bytes, fewer or none at the end."""
        ...


class Again:
    """A stream with its first bytes put back."""

    def __init__(self, begin: bytes, stream: Readable) -> None:
        self._begin, self._stream = begin, stream

    def read(self, count: int, /) -> bytes:
        """The next bytes."""
        if self._begin:
            begin, self._begin = self._begin[:count], self._begin[count:]
            return begin
        return self._stream.read(count)


class _Raw(io.RawIOBase):
    """A stream as the raw one that `io.BufferedReader` wants."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def buffered(stream: Readable, size: int) -> io.BufferedReader[Any]:
    """A stream that can be looked at ahead.

    Args:
        stream: read in its own pieces.
        size: how many bytes can be looked at.
    """
    return io.BufferedReader(cast("Any", _Raw(stream)), size)
