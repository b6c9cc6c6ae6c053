"""Heads of HTTP answers and of records in archives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:+-]{1,40})", re.I)
_MEDIA_TYPE = re.compile(r"\s*([\w.+*-]+/[\w.+*-]+|[\w.+-]+)")
#: A media type that is longer is none.
_MAX_TYPE = 100


def parse_head(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """Names, in lower case, and values of header lines; folded lines belong to the one before."""
    name, value = "", ""
    for line in lines:
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if text[:1] in (" ", "\t") and name:
            value = f"{value} {text.strip()}"
            continue
        if name:
            yield name, value
        name, colon, value = (part.strip() for part in text.partition(":"))
        name = name.lower() if colon else ""
    if name:
        yield name, value


def content_type(value: str | None) -> tuple[str | None, str | None]:
    """Media type and charset of a Content-Type header, in lower case; None when not there.

    Servers send several, or send one twice ("text/html, text/html; charset=utf-8").
    """
    if not value:
        return None, None
    head = value[:1000]
    match = _MEDIA_TYPE.match(head.split(";")[0].split(",")[0])
    charset = _CHARSET.search(head)
    media_type = match[1].lower() if match and len(match[1]) <= _MAX_TYPE else None
    return media_type, charset[1].lower() if charset else None
