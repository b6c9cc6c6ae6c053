"""Characters that no reader sees, and text that was escaped for markup once too often."""

from __future__ import annotations

import html
import re

#: Soft hyphens, zero-width spaces and marks of direction. Joiners (U+200C, U+200D) stay: words
#: of Persian and of Indian languages, and some symbols, are written with them.
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
#: Controls that no writing system has. Of the second set, what windows-1252 puts there is meant.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?")
_UNSEEN_REFERENCE = re.compile(
    r"&(?:shy|ZeroWidthSpace|NoBreak|lrm|rlm|#(?:0*(?:173|8203|8206|8207|8288|65279)|"
    r"[xX]0*(?:ad|200b|200e|200f|2060|feff)));",
    re.I,
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,300}?-->")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


_LONG = 5_000
_CONTROL_CHARACTERS = tuple(c for c in map(chr, range(0xA0)) if _CONTROLS.match(c))
_UNSEEN_CHARACTERS = tuple(
    c for c in map(chr, (0xAD, 0xFEFF, *range(0x200B, 0x2070))) if _UNSEEN.match(c)
)


def _holds(text: str, pattern: re.Pattern[str], characters: tuple[str, ...]) -> bool:
    """Whether any of the characters is in the text: in a long one each is found faster alone."""
    if len(text) < _LONG:
        return pattern.search(text) is not None
    return any(character in text for character in characters)


def printable(text: str) -> str:
    """The text without controls; the C1 set as windows-1252 has it (U+0092 is an apostrophe)."""
    return _CONTROLS.sub(_meant, text) if _holds(text, _CONTROLS, _CONTROL_CHARACTERS) else text


def _meant(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code in (0x0B, 0x0C):
        return " "
    if not 0x80 <= code <= 0x9F:
        return ""
    return bytes([code]).decode("cp1252", "ignore")


def seen(text: str) -> str:
    """The text without the characters that a reader does not see."""
    text = printable(text)
    return _UNSEEN.sub("", text) if _holds(text, _UNSEEN, _UNSEEN_CHARACTERS) else text


def markup(text: str) -> str:
    """Markup without controls and unseen characters, as characters or as references ("&#8;"), "
    "and as XML may hold it."""
    text = _REFERENCE.sub(_without_control, text) if "&#" in text else text
    text = _UNSEEN_REFERENCE.sub("", text) if "&" in text else text
    return encodable(seen(text))


def _without_control(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in (9, 10, 13):
        return " "
    if code < 32 or 0x7F <= code <= 0x9F:
        return _meant_of(code)
    return match[0] if code < 0x110000 and not 0xD800 <= code <= 0xDFFF else "\ufffd"


def _meant_of(code: int) -> str:
    return bytes([code]).decode("cp1252", "ignore") if 0x80 <= code <= 0x9F else ""


def encodable(text: str) -> str:
    """The text with halves of surrogate pairs, which UTF-8 cannot write, replaced."""
    return _LONE_SURROGATES.sub("\ufffd", text) if _LONE_SURROGATES.search(text) else text


def plain(text: str) -> str | None:
    """A title or name on one line: entities resolved, tags and unseen characters taken out.

    Feeds and JSON-LD escape such texts once, twice or not at all. A tag that appears only when
    an escaped text is resolved for the second time was meant to be read ("the <b> element").
    """
    once = html.unescape(text)
    if _TAG.search(text):
        once = html.unescape(_TAG.sub(" ", text))
    elif _TAG.search(once):
        once = html.unescape(_TAG.sub(" ", once))
    else:
        once = html.unescape(once)
    return " ".join(seen(encodable(once)).split()) or None


def label(text: str) -> str:
    """A file name or an address as a terminal and a store can show it: controls are escaped."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
        for character in text[:4000]
    )
