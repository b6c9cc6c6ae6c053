"""Evidence of a sentence: its own span first, then spans of other origins that say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.model import Span

#: Share of the content stems of the sentence that another span must have to be cited with it.
#: Set so that cited spans pass the gate by themselves; see docs/reference/compose.md.
SUPPORT_SHARE = 0.5
#: What sharing a point is worth of that share.
POINT_BONUS = 0.15
#: From this share on about half of such spans pass (dev stories).
LIKELY_SHARE = 0.65
#: Citations a sentence carries at most.
MOST_CITATIONS = 4
_FIGURE = re.compile(r"\d[\d,.]*")
_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+")


def evidence_for(
    text: str, unit: Unit, units: Sequence[Unit], least: float = SUPPORT_SHARE
) -> tuple[Span, ...]:
    """Spans that each may support the sentence by themselves, best first.

    Args:
        text: the sentence as written.
        unit: what it was cut from.
        units: all units of the story.
        least: share of the sentence's stems that another span must have; a span that tells a
            point of the sentence may have somewhat less.

    Returns:
        the unit's own span, then at most three of other origins.
    """
    stems = content_stems(text)
    found: list[tuple[float, tuple[int, int], Unit]] = []
    for other in units:
        if other.origin == unit.origin or not stems:
            continue
        share = len(stems & other.stems) / len(stems)
        needed = least - POINT_BONUS if set(unit.points) & set(other.points) else least
        if share >= needed and _has_all_of(other.text, text):
            found.append((-share, other.key, other))
    spans = [unit.span]
    origins = {unit.origin}
    for _, _, other in sorted(found, key=lambda entry: entry[:2]):
        if other.origin not in origins and len(spans) < MOST_CITATIONS:
            origins.add(other.origin)
            spans.append(other.span)
    return tuple(spans)


def _has_all_of(other: str, text: str) -> bool:
    """Whether another sentence has every figure and every name of a sentence."""
    if not _figures(text) <= _figures(other):
        return False
    lowered = other.lower()
    return all(name in lowered for name in _names(text))


@lru_cache(maxsize=8192)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(text))


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _NAME.findall(text))


def supporters(unit: Unit, units: Sequence[Unit]) -> int:
    """How many other origins have a sentence that says what the unit says."""
    return len(evidence_for(unit.text, unit, units, LIKELY_SHARE)) - 1


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """How much of the shorter of two sets of stems the other has."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0
