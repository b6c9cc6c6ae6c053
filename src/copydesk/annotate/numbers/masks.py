"""Stretches of a sentence whose numerals are no figures, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from copydesk.annotate.numbers.mask_table import MASKS, Why
from copydesk.english.patterns import Patterns


@dataclass(frozen=True, slots=True, order=True)
class Masked:
    """A stretch of text whose numerals are no figures; ``start:end`` in the scanned text."""

    start: int
    end: int
    why: Why


PATTERNS = Patterns(
    (why, re.compile(pattern, flags), needs) for why, pattern, flags, needs in MASKS
)
#: A line that points to another report or to the page itself.
_POINTER = re.compile(
    r"\W*(?:related|read\s+more|read\s+also|see\s+also|more\s+on|most\s+read|watch|listen|"
    r"sign\s+up|subscribe|email\s+us|follow\s+us|updated|published|posted)\b\s*:",
    re.IGNORECASE,
)


def masks(text: str, markers: Iterable[tuple[int, int]] = ()) -> tuple[Masked, ...]:
    """Stretches of the text that no figure may stand in, in order.

    Args:
        text: one sentence.
        markers: spans of citation markers within it.
    """
    found = [Masked(start, end, Why.MARKER) for start, end in markers]
    if _POINTER.match(text):
        found.append(Masked(0, len(text), Why.FURNITURE))
    for why, pattern in PATTERNS.tried(text):
        found += [Masked(m.start(), m.end(), why) for m in pattern.finditer(text)]
    return tuple(sorted(found))


__all__ = ["Masked", "Why", "masks"]
