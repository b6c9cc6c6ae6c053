"""Sets of patterns of which each is tried only on texts that hold what it cannot do without.

Most sentences hold no digit, no month and no currency, and a regular expression that begins with
alternatives is slow to find that out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Generic, TypeVar

Label = TypeVar("Label")

#: Need of a digit.
DIGIT: Final = r"\d"
#: The parts of a text that needs are held against: runs of letters, single digits, single marks.
_PARTS: Final = re.compile(r"[^\W\d_]+|\d|[^\w\s]")
#: Parts whose needs are remembered, of which English news has about so many.
_REMEMBERED: Final = 1 << 16


class Patterns(Generic[Label]):
    """Labelled patterns, each with its needs.

    A need is the source of a pattern for one part of a text (a run of letters, a digit or a
    mark); it is met when it matches some part in full. A pattern is tried where all its needs
    are met, so needs may ask for too little and never for too much.
    """

    def __init__(self, patterns: Iterable[tuple[Label, re.Pattern[str], tuple[str, ...]]]) -> None:
        given = list(patterns)
        needs = sorted({need for _, _, asked in given for need in asked})
        self._needs = [re.compile(need) for need in needs]
        self._any = re.compile("|".join(f"(?:{need})" for need in needs))
        bits = {need: 1 << i for i, need in enumerate(needs)}
        self._patterns = [
            (label, pattern, sum(bits[need] for need in set(asked)))
            for label, pattern, asked in given
        ]
        self._met: dict[str, int] = {}

    def __iter__(self) -> Iterator[tuple[Label, re.Pattern[str]]]:
        """All patterns, in their order."""
        return ((label, pattern) for label, pattern, _ in self._patterns)

    def tried(self, text: str) -> Iterator[tuple[Label, re.Pattern[str]]]:
        """The patterns that may match somewhere in the text, in their order."""
        met = 0
        for part in _PARTS.findall(text):
            bits = self._met.get(part)
            met |= self._meets(part) if bits is None else bits
        for label, pattern, needed in self._patterns:
            if met & needed == needed:
                yield label, pattern

    def _meets(self, part: str) -> int:
        met = 0
        if self._any.fullmatch(part):
            met = sum(1 << i for i, need in enumerate(self._needs) if need.fullmatch(part))
        if len(self._met) < _REMEMBERED:
            self._met[part] = met
        return met
