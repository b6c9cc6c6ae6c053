"""What a sentence is worth as news: how many origins tell it, how early, and what the titles say.

A report tells first what matters most, and what matters most many reports tell. A sentence is worth
its place in its own report and, for every other origin, how much of it that origin tells, and how
early. What only one report has, deep in it, is worth little.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit

#: What a place in a report is worth: the least, and over how many sentences it falls.
DEEPEST, FALL = 0.3, 4.0
#: Share of a sentence's stems, rare ones counting more, from which on another report begins to tell
#: it, and from which on it tells it whole.
BEGINS, WHOLE = 0.35, 0.75
#: Content stems from which on a sentence says enough; a shorter one is told by others
#: because it says little.
FULL = 8
#: What a sentence gains that has all that the titles say.
TITLED = 1.2


def worth(
    units: Sequence[Unit], titles: Sequence[str], told: Sequence[Unit] | None = None
) -> dict[tuple[int, int], float]:
    """The worth of each unit by its key, 0 to about 1.5.

    Args:
        units: to be weighed. titles: title of each report, empty when unknown.
        told: all sentences of the story that bear others out; the units when None.
    """
    bearing = list(told) if told is not None else list(units)
    counted = Counter(item for unit in bearing for item in unit.stems)
    weight = {item: math.log(1 + len(bearing) / count) for item, count in counted.items()}
    of_origin: dict[str, list[Unit]] = {}
    for unit in bearing:
        of_origin.setdefault(unit.origin, []).append(unit)
    said = [content_stems(title) for title in titles if title]
    common = Counter(item for own in said for item in own)
    heads = {item: count / len(said) for item, count in common.items()} if said else {}
    most = sum(sorted(heads.values(), reverse=True)[:6]) or 1.0
    count = max(len(of_origin), 1)
    found: dict[tuple[int, int], float] = {}
    for unit in units:
        total = sum(weight.get(item, 1.0) for item in sorted(unit.stems)) or 1.0
        value = _place(unit.position)
        for origin, others in of_origin.items():
            if origin != unit.origin:
                value += max((_borne(unit, other, weight, total) for other in others), default=0.0)
        titled = sum(heads.get(item, 0.0) for item in sorted(unit.stems)) / most
        says = min(1.0, len(unit.stems) / FULL)
        found[unit.key] = says * value / count * (1 + TITLED * min(titled, 1.0))
    return found


def _place(position: int) -> float:
    return DEEPEST + (1 - DEEPEST) * math.exp(-position / FALL)


def _borne(unit: Unit, other: Unit, weight: dict[str, float], total: float) -> float:
    """How much of a unit another one tells, and how early."""
    shared = unit.stems & other.stems
    if len(shared) < 2:
        return 0.0
    share = sum(weight.get(item, 1.0) for item in sorted(shared)) / total
    return min(max((share - BEGINS) / (WHOLE - BEGINS), 0.0), 1.0) * _place(other.position)


#: Power of the share of a sentence that is new, by which its worth shrinks as the story is told.
NEW = 1.0


def by_worth(
    units: Sequence[Unit], value: dict[tuple[int, int], float], first: Sequence[Unit] = ()
) -> list[Unit]:
    """Units, the one that adds most first: its worth, and how much of it none before has told.

    Args:
        units: to be ordered. value: their worth by key.
        first: units that are told already.
    """
    counted = Counter(item for unit in units for item in unit.stems)
    weight = {item: math.log(1 + len(units) / count) for item, count in counted.items()}
    told = {item for unit in first for item in unit.stems}
    total = {u.key: sum(weight[i] for i in sorted(u.stems)) or 1.0 for u in units}
    rest = list(units)
    ordered: list[Unit] = []

    def adds(unit: Unit) -> float:
        new = sum(weight[i] for i in sorted(unit.stems - told)) / total[unit.key]
        return float(value[unit.key] * new**NEW)

    while rest:
        best = max(rest, key=lambda u: (adds(u), (-u.key[0], -u.key[1])))
        ordered.append(best)
        rest.remove(best)
        told |= best.stems
    return ordered
