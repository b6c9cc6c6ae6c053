"""Texts whose lines end where a screen or a wire ended them: mail, wires, press releases.

Their paragraphs run over several lines. A line was wrapped when the next word would not have
fitted; where it would have, the writer ended it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.extract.text.lines import Line

#: Columns within which such texts are set.
_NARROWEST, _WIDEST = 45, 110
#: So many lines that are wrapped make a text of such lines, and this share of those that do not
#: end a sentence.
_MIN_WRAPPED, _SHARE = 3, 0.8
#: The widest lines, by which the width is told, lie above this share of the lines.
_WIDTH_SHARE = 0.9


def unwrapped(lines: Sequence[Line], text: str) -> tuple[Line, ...]:
    """The lines, or the paragraphs where the text is wrapped.

    A paragraph's text has a blank for each line end, so that its spans stay.

    Args:
        lines: of the whole text.
        text: the text itself.
    """
    width = _width(lines)
    if width is None:
        return tuple(lines)
    joined: list[Line] = []
    for line in lines:
        if joined and line.gap == 0 and _continues(joined[-1], line, text, width):
            start = joined[-1].start
            joined[-1] = Line(start, line.end, _flat(text[start : line.end]), joined[-1].gap)
        else:
            joined.append(line)
    return tuple(joined)


def _width(lines: Sequence[Line]) -> int | None:
    """Columns of a wrapped text; None when it is not."""
    if len(lines) < _MIN_WRAPPED + 1:
        return None
    lengths = sorted(len(line.text) for line in lines)
    width = lengths[min(len(lengths) - 1, int(_WIDTH_SHARE * len(lengths)))]
    if not _NARROWEST <= width <= _WIDEST or lengths[-1] > 1.4 * width:
        return None
    pairs = [
        (line, following)
        for line, following in pairwise(lines)
        if following.gap == 0 and not line.ends_sentence and not following.bullet
    ]
    wrapped = sum(_is_full(len(line.text), following, width) for line, following in pairs)
    if wrapped < _MIN_WRAPPED or wrapped < _SHARE * len(pairs):
        return None
    return width


def _is_full(length: int, following: Line, width: int) -> bool:
    """Whether the first word of the next line would not have fitted, give or take some columns."""
    return length + 1 + len(following.text.split(maxsplit=1)[0]) >= width - 6


def _continues(paragraph: Line, line: Line, text: str, width: int) -> bool:
    if line.bullet:
        return False
    last = text[paragraph.start : paragraph.end].rsplit("\n", 1)[-1].strip()
    if _is_full(len(last), line, width):
        return True
    return not paragraph.ends_sentence and line.text[0].islower()


def _flat(text: str) -> str:
    return "".join(" " if character in "\r\n\t\x0b\x0c" else character for character in text)
