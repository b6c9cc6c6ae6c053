"""What a sentence is worth as news: how many origins tell it, how early, and what the titles say.

A report tells first what matters most, and what matters most many reports tell. A sentence is worth
its place in its own report and, for every other origin, how much of it that origin tells, and how
early. What only one report has, deep in it, is worth little.
"""

from __future__ import annotations

import heapq
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
    placed = {
        origin: sorted(((_place(o.position), o.stems) for o in others), key=lambda p: -p[0])
        for origin, others in of_origin.items()
    }
    for unit in units:
        own = [(item, weight.get(item, 1.0)) for item in sorted(unit.stems)]
        total = sum(rare for _, rare in own) or 1.0
        value = _place(unit.position)
        for origin, others in placed.items():
            if origin != unit.origin:
                value += _borne(unit.stems, own, total, others)
        titled = sum(heads.get(item, 0.0) for item in sorted(unit.stems)) / most
        says = min(1.0, len(unit.stems) / FULL)
        found[unit.key] = says * value / count * (1 + TITLED * min(titled, 1.0))
    return found


def _place(position: int) -> float:
    return DEEPEST + (1 - DEEPEST) * math.exp(-position / FALL)


def _borne(
    stems: frozenset[str],
    weighed: Sequence[tuple[str, float]],
    total: float,
    others: Sequence[tuple[float, frozenset[str]]],
) -> float:
    """How much of a unit the sentence of an origin that tells most of it tells, and how early.

    Args:
        stems: of the unit. weighed: the same, sorted, each with its weight. total: of the weights.
        others: what each sentence's place is worth, the most first, and its stems.
    """
    most = 0.0
    for place, theirs in others:
        if place <= most:
            break  # no sentence further down can tell more
        if len(stems & theirs) < 2:
            continue
        share = sum([rare for item, rare in weighed if item in theirs]) / total
        most = max(most, min(max((share - BEGINS) / (WHOLE - BEGINS), 0.0), 1.0) * place)
    return most


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
    ordered: list[Unit] = []

    def adds(unit: Unit) -> float:
        new = sum(weight[i] for i in sorted(unit.stems - told)) / total[unit.key]
        return float(value[unit.key] * new**NEW)

    # What a unit adds only shrinks as more is told, so one that still adds as much as when it was
    # last weighed, and comes first by that, is the best.
    waiting = [(-adds(u), u.key, n) for n, u in enumerate(units)]
    heapq.heapify(waiting)
    while waiting:
        most, key, n = waiting[0]
        now = -adds(units[n])
        if now > most:
            heapq.heapreplace(waiting, (now, key, n))
            continue
        heapq.heappop(waiting)
        ordered.append(units[n])
        told |= units[n].stems
    return ordered
