"""Headlines: which line of a text is its own, and how alike two lines are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from copydesk.extract import furniture_words
from copydesk.extract.text.lines import Line

_MARKDOWN = re.compile(r"^#{1,6}\s+|\s+#{1,6}$|^\*{1,3}(?=\S)|(?<=\S)\*{1,3}$")
#: ``Headline/ Outlet/ CITY/ Writer/ Edition/ First sentence ...``
SLUG = re.compile(r"(?:[^/\n]{2,120}?/\s+){2,8}(?=\S)")
MAX_HEAD_WORDS = 22


def find_title(lines: Sequence[Line], given: str | None) -> str | None:
    """The headline: as given, else the first line that a page treats as one.

    A headline is repeated below, opens a slug line, or stands first as a short line without
    a full stop.
    """
    if given:
        return given
    head = [
        line
        for line in lines[:8]
        if 3 <= len(line.words) <= 30 and not furniture_words.FURNITURE.match(line.text)
    ]
    counts = Counter(line.key for line in lines)
    slugs = [line.text for line in lines[:12] if SLUG.match(line.text)]
    for line in head:
        repeated = counts[line.key] > 1
        if repeated or any(slug.startswith(line.text + "/") for slug in slugs):
            return plain_head(line.text)
    for line in head[:3]:
        if not line.ends_sentence and not line.bullet and len(line.words) <= MAX_HEAD_WORDS:
            followers = [other for other in lines if other.start > line.start]
            if any(len(other.words) > len(line.words) for other in followers[:4]):
                return plain_head(line.text)
    return None


def plain_head(text: str) -> str:
    """A head without the marks of Markdown ("# Title", "**Title**")."""
    return _MARKDOWN.sub("", text).strip() or text


def overlap(a: Sequence[str], b: Sequence[str]) -> float:
    """Dice overlap of two bags of words, 0 to 1."""
    if not a or not b:
        return 0.0
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b))
