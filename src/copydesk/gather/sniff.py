"""What kind of thing some bytes are, told from the bytes and from the name."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePosixPath


class Kind(StrEnum):
    """The kinds of input that gather reads."""

    HTML = "html"
    TEXT = "text"
    JSONL = "jsonl"
    JSON = "json"
    WARC = "warc"
    FEED = "feed"
    OPML = "opml"
    GZIP = "gzip"


_SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".warc": Kind.WARC,
    ".opml": Kind.OPML,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
}

#: First bytes of what people drop into a folder of reports by mistake.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"SQLite format 3", "a database"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"ID3", "a sound file"),
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAX_CONTROL_SHARE = 0.05
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b\x85")
_HTML_START = re.compile(
    rb"\s*(<!--.*?-->\s*)*<(!doctype html|html|head|body|article|div|p|h1|meta|title)\b",
    re.I | re.S,
)
_HTML_WITHIN = re.compile(rb"<(html|body|article|head)\b", re.I)
_FEED_START = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(rss|feed|rdf:rdf)\b", re.I | re.S
)
_OPML_START = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<opml\b", re.I | re.S)


def why_binary(data: bytes) -> str | None:
    """What the bytes are when they are no text, in words; None when they may be text."""
    head = data[:4096]
    if head.startswith(_MARKS[1:]):  # UTF-16 has a zero in every other byte
        return None
    for magic, name in _MAGIC:
        if head.startswith(magic) and not (magic == b"MZ" and b"\x00" not in head):
            return name
    if head.count(b"\x00") > len(head) * 0.2 and _looks_like_utf16(head):
        return None
    if b"\x00" in head or len(head.translate(None, _CONTROLS)) < len(head) * (
        1 - _MAX_CONTROL_SHARE
    ):
        return "binary data"
    return None


def _looks_like_utf16(head: bytes) -> bool:
    even, odd = head[0::2], head[1::2]
    high, low = sorted((even.count(0), odd.count(0)), reverse=True)
    return high > len(even) * 0.4 and low < len(even) * 0.05


def strip_mark(data: bytes) -> bytes:
    """The bytes without a UTF-8 byte order mark."""
    return data.removeprefix(_MARKS[0])


def kind_of(data: bytes, name: str = "", media_type: str | None = None) -> Kind:
    """The kind of an input that is not binary.

    Args:
        data: its first kilobytes at least.
        name: file name or URL, whose ending counts only where the bytes do not tell.
        media_type: as a server declared it.
    """
    head = strip_mark(data[:8192])
    told = next((kind for kind, tells in _TELLTALES if tells(head)), None)
    if told is not None:
        return told
    if (media_type or "") in ("text/html", "application/xhtml+xml"):
        return Kind.HTML
    suffix = PurePosixPath(name.removesuffix(".gz")).suffix.lower()
    guess = Kind.HTML if _HTML_WITHIN.search(head) else Kind.TEXT
    return _SUFFIXES.get(suffix, Kind.JSONL if head.lstrip().startswith(b"{") else guess)


_TELLTALES: tuple[tuple[Kind, Callable[[bytes], object]], ...] = (
    (Kind.WARC, lambda head: head.startswith(b"WARC/")),
    (Kind.GZIP, lambda head: head.startswith(b"\x1f\x8b")),
    (Kind.OPML, _OPML_START.match),
    (Kind.FEED, _FEED_START.match),
    (Kind.HTML, _HTML_START.match),
)
