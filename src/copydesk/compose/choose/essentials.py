"""The figures that most origins carry: people and money. They are told first."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from copydesk.compose.record.candidates import Unit
from copydesk.model import Figure, Point

#: Sentences that are told for their figures before any other.
MOST = 3
_CURRENCY = re.compile(r"[A-Z]{3}")


def essentials(
    units: Sequence[Unit], points: Sequence[Point], fitting: Collection[tuple[int, int]]
) -> tuple[Unit, ...]:
    """The units that tell what most origins count, the figures of most origins first.

    Of the units that tell a figure the one that tells most such figures is taken, then one that
    fits a quick look, then the one nearest to the head of its report.

    Args:
        units: that may be told.
        points: of the story.
        fitting: keys of the units that fit a quick look.
    """
    weight = {p.id: len(p.origins) for p in points if len(p.origins) > 1 and _counts(p)}
    told: set[str] = set()
    found: list[Unit] = []
    first = {
        point: min((u.position for u in units if point in u.points), default=0) for point in weight
    }
    for point in sorted(weight, key=lambda p: (-weight[p], first[p], p)):
        carriers = [u for u in units if point in u.points and not told & set(u.points)]
        if point in told or not carriers or len(found) == MOST:
            continue
        best = min(
            carriers,
            key=lambda u: (
                -sum(p in weight for p in u.points),
                u.key not in fitting,
                u.position,
                u.key,
            ),
        )
        found.append(best)
        told |= set(best.points) & set(weight)
    return tuple(found)


def key_points(points: Sequence[Point]) -> frozenset[str]:
    """Ids of the figures of people and money that two or more origins carry."""
    return frozenset(p.id for p in points if len(p.origins) > 1 and _counts(p))


def _counts(point: Point) -> bool:
    """Whether it is a number of people or a sum of money."""
    return (
        point.kind == "figure"
        and point.event is None
        and any(
            isinstance(c, Figure) and (c.unit == "people" or _CURRENCY.fullmatch(c.unit))
            for c in point.claims
        )
    )
