"""Text that came from outside, made fit for a page: no control characters, no unsafe links."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# What XML 1.0 (section 2.2) and the HTML standard both refuse in text: control characters but
# tab, line feed and carriage return, lone surrogates, and non-characters.
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def printable(text: str) -> str:
    """The text with every character that HTML or XML refuses replaced by U+FFFD."""
    # Nearly every text is printable as it is, and this asks so many times faster.
    if text.isprintable():
        return text
    return _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text with each run of white space as one space, none at its ends."""
    return " ".join(text.split())


def clipped(text: str, limit: int) -> str:
    """The text on one line, cut at a word within ``limit`` code points, with an ellipsis."""
    line = one_line(text)
    if len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0].rstrip(",;:.–— ")
    return f"{cut}…"


def web_address(url: str | None) -> str | None:
    """The address when it is one a page may link to (http or https with a host), else None."""
    if not url or _REFUSED.search(url) or any(c.isspace() for c in url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and host else None


def host(url: str | None) -> str | None:
    """Host name of a web address without "www.", None when it has none."""
    address = web_address(url)
    name = urlsplit(address).hostname if address else None
    return name.removeprefix("www.") if name else None


def listed(names: list[str] | tuple[str, ...], most: int | None = None) -> str:
    """The names as a phrase: "A", "A and B", "A, B and C", "A, B and 4 more"."""
    if most is not None and len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(number: int, noun: str) -> str:
    """The number with its noun: "1 report", "3 reports", "2 stories"."""
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {plural}"
