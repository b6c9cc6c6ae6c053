"""JSON as pages carry it, read as far as it can be.

Browsers never complain about a page's JSON-LD, so its faults stay: comments and CDATA marks of
older times, two objects in one script, an assignment around it, commas too many or too few,
single quotes, quotation marks within a text that are not escaped, and ends cut off. This reader
takes one step for each character and never goes back.
"""

from __future__ import annotations

import re
from typing import Any

#: Values within one another; deeper ones are left out.
MAX_DEPTH = 40
#: Values of one script.
_MAX_VALUES = 50
_SKIP = re.compile(
    r"(?:[\s\u00a0\ufeff;]+|/\*.{0,5000}?\*/|//[^\n]{0,5000}|<!--|-->|<!\[CDATA\[|<?!?\]\]>)+", re.S
)
_WORD = re.compile(r"[^\s,:{}\[\]\"']{1,200}")
_NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?$")
_PLAIN = {'"': re.compile(r'[^"\\]+'), "'": re.compile(r"[^'\\]+")}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "", "f": " "}
_UNICODE = re.compile(r"[0-9a-fA-F]{4}")
#: What may follow a text that ends: the end of its holder, a colon, or the next name or value.
_AFTER_TEXT = re.compile(
    r"[\s\u00a0]{0,200}(?:$|[}\]]|:|/[/*]|"
    r",[\s\u00a0,]{0,200}(?:$|[\"'{}\[\]\d-]|/\*|\w{1,60}\s{0,20}:|true|false|null))"
)
_AFTER_NAME = re.compile(r"[\s\u00a0]{0,200}:")
_AFTER_VALUE = re.compile(r"[\s\u00a0]{0,200}[\"']\w{1,60}[\"']\s*:")
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None, "nan": None}


def values(text: str) -> list[Any]:
    """The objects and lists in a text, in order; what cannot be read in them is left out."""
    reader = _Reader(text)
    found: list[Any] = []
    while len(found) < _MAX_VALUES and reader.to_holder():
        found.append(reader.value(0))
    return found


class _Reader:
    """A position in a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def to_holder(self) -> bool:
        """Go to the next object or list of objects."""
        while True:
            self._skip()
            brace, bracket = self.text.find("{", self.at), self.text.find("[", self.at)
            places = [place for place in (brace, bracket) if place >= 0]
            if not places:
                return False
            self.at = min(places)
            if self.text[self.at] == "{" or _holds_values(self.text, self.at + 1):
                return True
            self.at += 1

    def _skip(self) -> str:
        """Pass over what means nothing; the character that follows, empty at the end."""
        match = _SKIP.match(self.text, self.at)
        if match:
            self.at = match.end()
        return self.text[self.at : self.at + 1]

    def value(self, depth: int) -> Any:
        """The value here."""
        character = self._skip()
        if character == "{":
            return self._object(depth)
        if character == "[":
            return self._list(depth)
        if character in ('"', "'"):
            return self._string(character, name=False)
        match = _WORD.match(self.text, self.at)
        if match is None:
            self.at += 1
            return None
        self.at = match.end()
        word = match[0]
        if _NUMBER.match(word):
            return float(word) if re.search(r"[.eE]", word) else int(word)
        return _CONSTANTS.get(word.lower(), word)

    def _object(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        self.at += 1
        while character := self._skip():
            if character == "}":
                self.at += 1
                break
            if character == "]":  # an object that was not closed in a list
                break
            if character in ('"', "'"):
                name = self._string(character, name=True)
            elif match := _WORD.match(self.text, self.at):
                name = match[0]
                self.at = match.end()
            else:
                self.at += 1
                continue
            if self._skip() == ":":
                self.at += 1
                value = self.value(depth + 1)
                if depth < MAX_DEPTH:
                    found[name] = value
        return found

    def _list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        self.at += 1
        while character := self._skip():
            if character == "]":
                self.at += 1
                break
            if character == "}":
                break
            if character == ",":
                self.at += 1
                continue
            value = self.value(depth + 1)
            if depth < MAX_DEPTH:
                found.append(value)
        return found

    def _string(self, quote: str, *, name: bool) -> str:
        self.at += 1
        parts: list[str] = []
        while self.at < len(self.text):
            plain = _PLAIN[quote].match(self.text, self.at)
            if plain:
                parts.append(plain[0])
                self.at = plain.end()
                continue
            character = self.text[self.at]
            self.at += 1
            if character == quote:
                ends = _AFTER_NAME if name else _AFTER_TEXT
                if ends.match(self.text, self.at) or _AFTER_VALUE.match(self.text, self.at):
                    break
                parts.append(character)
            else:
                parts.append(self._escaped())
        return "".join(parts)

    def _escaped(self) -> str:
        character = self.text[self.at : self.at + 1]
        self.at += 1
        if character == "u" and (code := _UNICODE.match(self.text, self.at)):
            self.at = code.end()
            return chr(int(code[0], 16))
        if character in ('"', "'", "\\", "/"):
            return character
        return _ESCAPES.get(character, "\\" + character)


def _holds_values(text: str, at: int) -> bool:
    return text[at : at + 200].lstrip()[:1] in ("{", "[", '"')
