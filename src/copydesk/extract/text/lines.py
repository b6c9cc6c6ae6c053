"""Lines of a text with what can be seen of each without knowing the language well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")
_TERMINAL = re.compile(r"[.!?…。！？։।][\"”’»«“)\]']*$")
_BULLET = re.compile(r"(?:[•·▪◦‣∙●○■▶►✓✔*–—-])[ \t\u00a0]+(?=\S)")


@dataclass(frozen=True)
class Line:
    """A line that is not blank.

    ``start:end`` are code points of the text, without surrounding white space;
    ``gap`` is the number of blank lines before it.
    """

    start: int
    end: int
    text: str
    gap: int

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words in lower case, with straight apostrophes."""
        return tuple(word.lower().replace("’", "'") for word in _WORD.findall(self.text))

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether the line ends like a sentence."""
        return _TERMINAL.search(self.text) is not None

    @cached_property
    def bullet(self) -> int:
        """Length of the bullet glyph with its blank; 0 without."""
        match = _BULLET.match(self.text)
        return match.end() if match else 0

    @cached_property
    def key(self) -> str:
        """The words, to compare lines by."""
        return " ".join(self.words)


def split_lines(text: str) -> tuple[Line, ...]:
    """The lines of a text that hold more than white space."""
    lines: list[Line] = []
    position, gap = 0, 0
    for raw in re.split(r"(?<=\n)|(?<=\r)(?!\n)|(?<=[\u2028\u2029])", text):
        content = raw.strip()
        if content:
            start = position + raw.index(content[0])
            lines.append(Line(start, start + len(content), content, gap))
            gap = 0
        else:
            gap += bool(raw)
        position += len(raw)
    return tuple(lines)
