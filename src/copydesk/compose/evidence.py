"""Evidence of a sentence: its own span first, then spans of other origins that say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compose.selection import content_stems
from copydesk.compose.units import Unit
from copydesk.model import Span

#: Share of the content stems of the sentence that another span must have to be cited with it.
#: Set so that cited spans pass the gate by themselves; see docs/reference/compose.md.
SUPPORT_SHARE = 0.5
#: From this share on about half of such spans pass (dev stories).
LIKELY_SHARE = 0.65
#: Citations a sentence carries at most.
MOST_CITATIONS = 4
_FIGURE = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+")


def evidence_for(
    text: str, unit: Unit, units: Sequence[Unit], least: float = SUPPORT_SHARE
) -> tuple[Span, ...]:
    """Spans that each support the sentence by themselves, best first.

    Args:
        text: the sentence as written.
        unit: what it was cut from.
        units: all units of the story.
        least: share of the sentence's stems that another span must have.

    Returns:
        the unit's own span, then at most two of other origins.
    """
    stems = content_stems(text)
    figures = set(_FIGURE.findall(text))
    names = {name.lower() for name in _NAME.findall(text)}
    found: list[tuple[float, tuple[int, int], Unit]] = []
    for other in units:
        if other.origin == unit.origin:
            continue
        share = len(stems & other.stems) / len(stems) if stems else 0.0
        if share < least or not figures <= set(_FIGURE.findall(other.text)):
            continue
        lowered = other.text.lower()
        if all(name in lowered for name in names):
            found.append((-share, other.key, other))
    spans = [unit.span]
    origins = {unit.origin}
    for _, _, other in sorted(found, key=lambda entry: entry[:2]):
        if other.origin not in origins and len(spans) < MOST_CITATIONS:
            origins.add(other.origin)
            spans.append(other.span)
    return tuple(spans)


def supporters(unit: Unit, units: Sequence[Unit]) -> int:
    """How many other origins have a sentence that says what the unit says."""
    return len(evidence_for(unit.text, unit, units, LIKELY_SHARE)) - 1


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter of two sets of stems the other has."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
