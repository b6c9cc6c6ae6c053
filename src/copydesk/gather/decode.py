"""From bytes to text, by the rules of the web."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from resiliparse.parse.encoding import EncodingDetector
from w3lib.encoding import html_body_declared_encoding, read_bom, resolve_encoding

_DETECTOR_BYTES = 131_072
_REPLACEMENT = "\ufffd"
_HEAD_BYTES = 8192
_LANGUAGE = re.compile(rb"<html[^>]{0,500}?\slang\s*=\s*[\"']?([a-zA-Z]{2})\b", re.I)
_XML_DECLARATION = re.compile(
    rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']""", re.I
)
#: Charsets that pages in a language had, where the detector knows them badly.
_OF_LANGUAGE = {"ko": "cp949", "lt": "cp1257", "lv": "cp1257", "et": "cp1257"}
_WESTERN = frozenset(
    ("en", "de", "fr", "es", "it", "pt", "nl", "da", "sv", "no", "nb", "nn", "fi", "is", "ca")
)
_CENTRAL = frozenset({"cp1250", "iso8859-2", "iso8859-16"})
#: Of a text in UTF-16 this share of the bytes of one half is zero: its blanks, digits and tags.
_ZERO_SHARE = 0.1


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
    the header, the charset that the page declares, UTF-8. Bytes that are UTF-8 beyond ASCII,
    but for a few broken ones, are UTF-8 whatever is declared: no other charset looks so. Where
    the declared charset yields damage, the other declaration, UTF-8 and the charset a detector
    names are tried, and the one that yields least is taken.

    Args:
        content: raw bytes.
        declared: charset of the header; None for none.
        markup: whether a declaration within the bytes counts (HTML, XML).
    """
    marked, mark = read_bom(content)
    if marked:
        body = content[len(mark or b"") :]
        return Decoded(body.decode(marked, "replace"), marked)
    if wide := utf16_of(content):
        return Decoded(content.decode(wide, "replace"), wide, f"charset guessed as {wide}")
    within = _within(content) if markup else None
    candidates = [_resolved(name) for name in (declared, within) if name]
    candidates = [name for name in candidates if name]
    candidates.append("utf-8")
    if broken := _share_of_utf8(content):
        wrong = candidates[0] != "utf-8"
        note = f"charset {candidates[0]!r} is wrong" if wrong else None
        if broken > 1:
            note = "some of its bytes are not UTF-8"
        return Decoded(content.decode("utf-8", "replace"), "utf-8", note)
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


def _within(content: bytes) -> str | None:
    match = _XML_DECLARATION.match(content[:400])
    return match[1].decode("ascii") if match else html_body_declared_encoding(content)


def _resolved(name: str) -> str | None:
    """The codec of a label. Bytes that can be read as ASCII are not UTF-16, whatever they say."""
    charset = resolve_encoding(name)
    if charset is None:
        return None
    try:
        return "utf-8" if codecs.lookup(charset).name.startswith(("utf-16", "utf-32")) else charset
    except LookupError:
        return None


def utf16_of(content: bytes) -> str | None:
    """The byte order of UTF-16 without a mark, told by its zeros; None for other text."""
    head = content[:4096]
    if len(head) < 4 or b"\x00" not in head:
        return None
    even, odd = head[0::2], head[1::2]
    high, low = sorted((even.count(0), odd.count(0)), reverse=True)
    if high < _ZERO_SHARE * len(even) or low * 20 > high:
        return None
    charset = "utf-16-be" if even.count(0) > odd.count(0) else "utf-16-le"
    text = head[: len(head) // 2 * 2].decode(charset, "replace")
    return charset if _damage(text) * 50 < len(text) else None


def _share_of_utf8(content: bytes) -> int:
    """1 for bytes that are UTF-8 beyond ASCII, 2 for such with a few broken ones, else 0."""
    try:
        return int(len(content.decode("utf-8")) < len(content))
    except UnicodeDecodeError:
        pass
    text = content.decode("utf-8", "replace")
    written = content.count(b"\xef\xbf\xbd")
    broken = text.count(_REPLACEMENT) - written
    good = sum(1 for _ in _BEYOND_ASCII.finditer(text)) + written
    few = good >= _GOOD_FOR_BROKEN * broken or (broken <= _STRAY and good > 2 * broken)
    return 2 if few or (good and _is_cut(content)) else 0


#: Characters that are UTF-8 for each broken byte: other charsets look like it by chance. A stray
#: byte or two are forgiven a short text.
_GOOD_FOR_BROKEN, _STRAY = 10, 2
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")


def _is_cut(content: bytes) -> bool:
    """Whether the bytes are UTF-8 but for a character that their end cuts."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(content, final=False)
    except UnicodeDecodeError:
        return False
    return True


def _decode(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except (LookupError, UnicodeError):
        return content.decode("utf-8", "replace")


_CONTROL = re.compile("[\x80-\x9f]")


def _damage(text: str) -> int:
    """Characters that no writer wrote: replacements and C1 controls."""
    return text.count(_REPLACEMENT) + len(_CONTROL.findall(text))


_FOREIGN_WORD = re.compile(rb"(?<![\x21-\x7e\x80-\xff])[\xc0-\xff]{3,60}(?![a-zA-Z\x80-\xff])")
_WEST = frozenset({"cp1252", "iso8859-1", "iso8859-15"})


def _detected(content: bytes) -> str | None:
    detector = EncodingDetector()
    detector.update(content[:_DETECTOR_BYTES])
    name = detector.encoding()
    charset = resolve_encoding(name) if content and name else None
    return None if charset == "utf-8" else charset


def _guesses(content: bytes) -> list[str]:
    """Charsets to try on undeclared bytes: of the page's language, the detector's, the West's.

    What a detector tells of a few accents is weak: it gives way to the language that the page
    states, as browsers let the reader's locale decide (WHATWG encoding standard, 13.2.3.2).
    """
    # Words that are not ASCII at all are of another script; among much ASCII they are overlooked.
    words = b" ".join(_FOREIGN_WORD.findall(content[:_DETECTOR_BYTES])[:2000])
    detected = _detected(content)
    if words and (detected is None or detected in _WEST):
        detected = _detected(words) or detected
    stated = _LANGUAGE.search(content[:_HEAD_BYTES])
    language = stated[1].decode("ascii").lower() if stated else ""
    found = [_OF_LANGUAGE.get(language)]
    if language in _WESTERN and detected in _CENTRAL:
        found.append("cp1252")
    return [charset for charset in (*found, detected, "cp1252") if charset]
