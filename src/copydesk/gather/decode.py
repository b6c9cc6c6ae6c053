"""From bytes to text, by the rules of the web."""

from __future__ import annotations

import re
from dataclasses import dataclass

from resiliparse.parse.encoding import EncodingDetector
from w3lib.encoding import (
    html_body_declared_encoding,
    read_bom,
    resolve_encoding,
)

_DETECTOR_BYTES = 131_072
_REPLACEMENT = "\ufffd"
_HEAD_BYTES = 8192
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.I)
#: Charsets that pages in a language had, where the detector knows them badly.
_OF_LANGUAGE = {"ko": "cp949", "lt": "cp1257", "lv": "cp1257", "et": "cp1257"}
_WESTERN = frozenset(
    ("en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "no", "nb", "nn", "fi", "is", "ca")
)
_CENTRAL = frozenset({"cp1250", "iso8859-2", "iso8859-16"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a document, and a note when its charset had to be guessed."""

    text: str
    charset: str
    note: str | None = None

    @property
    def notes(self) -> tuple[str, ...]:
        """The note, if any, as a tuple."""
        return (self.note,) if self.note else ()


def decode(content: bytes, declared: str | None, *, markup: bool) -> Decoded:
    """Decode a document.

    Order, as the WHATWG encoding standard and w3lib have it: byte order mark, the charset of
    the header, the charset that the page declares, UTF-8. Where that yields replacement
    characters, the other declaration, UTF-8 and the charset a detector names are tried, and
    the one that yields fewest is taken. Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever
    is declared.

    Args:
        content: raw bytes.
        declared: charset of the header; None for none.
        markup: whether a declaration within the bytes counts (HTML).
    """
    marked, mark = read_bom(content)
    if marked:
        body = content[len(mark or b"") :]
        return Decoded(body.decode(marked, "replace"), marked)
    within = html_body_declared_encoding(content) if markup else None
    candidates = [resolve_encoding(name) for name in (declared, within) if name]
    candidates.append("utf-8")
    if candidates[0] != "utf-8" and _is_utf8(content):
        return Decoded(content.decode("utf-8"), "utf-8", f"charset {candidates[0]!r} is wrong")
    tried: list[tuple[int, int, str, str]] = []
    for order, charset in enumerate(dict.fromkeys(name for name in candidates if name)):
        text = _decode(content, charset)
        damage = _damage(text)
        if damage == 0:
            note = None if order == 0 else f"charset {candidates[0]!r} is wrong, read as {charset}"
            return Decoded(text, charset, note)
        tried.append((damage, order, charset, text))
    for charset in _guesses(content):
        text = _decode(content, charset)
        tried.append((_damage(text), len(tried), charset, text))
    _, order, charset, text = min(tried)
    note = None if order == 0 else f"charset guessed as {charset}"
    return Decoded(text, charset, note)


def _is_utf8(content: bytes) -> bool:
    """Whether the bytes are UTF-8 with characters beyond ASCII: no other charset looks so."""
    try:
        return len(content.decode("utf-8")) < len(content)
    except UnicodeDecodeError:
        return False


def _decode(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return content.decode("utf-8", "replace")


_CONTROL = re.compile("[\x80-\x9f]")


def _damage(text: str) -> int:
    """Characters that no writer wrote: replacements and C1 controls."""
    return text.count(_REPLACEMENT) + len(_CONTROL.findall(text))


def _guesses(content: bytes) -> list[str]:
    """Charsets to try on undeclared bytes: of the page's language, the detector's, the West's.

    What a detector tells of a few accents is weak: it gives way to the language that the page
    states, as browsers let the reader's locale decide (WHATWG encoding standard, 13.2.3.2).
    """
    detector = EncodingDetector()
    detector.update(content[:_DETECTOR_BYTES])
    name = detector.encoding()
    detected = resolve_encoding(name) if name else None
    stated = _LANGUAGE.search(content[:_HEAD_BYTES])
    language = stated[1].decode("ascii").lower() if stated else ""
    found = [_OF_LANGUAGE.get(language)]
    if language in _WESTERN and detected in _CENTRAL:
        found.append("cp1252")
    return [charset for charset in (*found, detected, "cp1252") if charset]
