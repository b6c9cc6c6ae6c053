"""Grouping cut into pieces that need not see each other, for a cluster.

Reports are dealt into overlapping partitions, each partition is searched by itself for what joins
its reports, and what was found is put together. Every step is a pure function of plain data, so
the pieces can be worked on anywhere and in any order with the same result. Dealing reports to
partitions by the rare terms they share follows Elsayed, Lin & Oard, "Pairwise document similarity
in large collections with MapReduce" (2008).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copydesk.group.live import NEIGHBOURS, Live, Values
from copydesk.group.repair import Edges, Met, batches, components, regroup_together
from copydesk.group.stream import Links, Stream
from copydesk.group.views import Reading
from copydesk.group.word_arrays import Integers, mix
from copydesk.model import Article
from copydesk.unions import Unions

#: Most reports of a partition.
CAP = 5000
#: A bucket of time spans two steps of so many days, and a report lies in two buckets.
STEP = 30.0
#: Heaviest words by which a bucket that is too large is dealt out.
TERMS = 8

#: A bucket of time, None for all times; and which of its shards by rare terms.
Key = tuple[int | None, int]


@dataclass(frozen=True, slots=True)
class Joined:
    """All reports with what joins them; a report's slot is its place among them all.

    Attributes:
        live: the readings of those that are no copies, with their neighbours.
        met: of each of them the partners it is likely to be of one event with.
        original: of each copy the report it is counted with.
    """

    live: Live
    met: Mapping[int, Met]
    original: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A few components of reports that hang together.

    Attributes:
        slots: the reports, among all.
        parts: the components, by places in ``slots``.
        live: the reports, by places in ``slots``.
    """

    slots: Integers
    parts: Sequence[Integers]
    live: Live


def buckets(reading: Reading) -> tuple[int, ...]:
    """The two overlapping buckets of time that a report lies in; none when it has no time."""
    if reading.day is None:
        return ()
    step = math.floor(reading.day / STEP)
    return step - 1, step


def census(readings: Iterable[Reading]) -> dict[int | None, int]:
    """How many reports each bucket holds.

    Where a report has no time, there is also a bucket of all reports of all times, under None.
    """
    sizes: Counter[int | None] = Counter()
    total, undated = 0, False
    for reading in readings:
        found = buckets(reading)
        sizes.update(found)
        total += 1
        undated = undated or not found
    if undated:
        sizes[None] = total
    return dict(sizes)


def keys(reading: Reading, sizes: Mapping[int | None, int], cap: int = CAP) -> tuple[Key, ...]:
    """The partitions that a report lies in.

    Args:
        sizes: of each bucket, as `census` tells.
        cap: a bucket of more reports is dealt into shards; a report lies in the shards of its
            `TERMS` heaviest words.
    """
    heaviest = np.argsort(-reading.all, kind="stable")[:TERMS]
    terms = mix(reading.place[heaviest].astype(np.uint64)).tolist() or [0]
    found = set[Key]()
    for bucket in (*buckets(reading), None):
        size = sizes.get(bucket, 0)
        if size:
            shards = math.ceil(TERMS * size / cap) if size > cap else 1
            found.update((bucket, term % shards) for term in terms)
    return tuple(sorted(found, key=lambda key: (key[0] is None, key)))


def deal(readings: Sequence[Reading], cap: int = CAP) -> list[list[int]]:
    """Places of the reports of each partition, ascending; every partition has ``cap`` at most.

    A partition that would have more is cut into stretches that overlap by half.

    Args:
        readings: of all reports, in order of publication.
    """
    sizes = census(readings)
    dealt: dict[Key, list[int]] = defaultdict(list)
    for place, reading in enumerate(readings):
        for key in keys(reading, sizes, cap):
            dealt[key].append(place)
    step = max(cap // 2, 1)
    found = {
        tuple(members[start : start + cap])
        for members in dealt.values()
        for start in range(0, max(len(members) - cap + step, 1), step)
    }
    return [list(members) for members in sorted(found)]


def within(articles: Sequence[Article]) -> Links:
    """What joins the reports of one partition, by their places in it.

    Args:
        articles: in order of publication, no two with one id.
    """
    stream = Stream(fade=None)
    stream.extend(articles)
    return stream.links()


def join(
    readings: Sequence[Reading], partitions: Sequence[Sequence[int]], links: Sequence[Links]
) -> Joined:
    """Put together what was found in the partitions.

    A pair that met in several partitions is as near, and as likely, as where it was most so.

    Args:
        readings: of all reports.
        partitions: places of the reports of each partition.
        links: of each partition, by places in it.
    """
    count = len(readings)
    places = [np.array(members, dtype=np.int64) for members in partitions]
    original = _originals(count, places, links)
    copied = np.zeros(count, dtype=np.bool_)
    copied[list(original)] = True
    found = list(zip(places, links, strict=True))
    later, earlier, likely = _gathered(
        copied, [(p[f.later], p[f.earlier], f.likely) for p, f in found]
    )
    near = _gathered(copied, [(p[f.report], p[f.neighbour], f.near) for p, f in found])
    live = Live.of(
        [None if copied[place] else reading for place, reading in enumerate(readings)],
        *_nearest(count, *near),
    )
    held = np.flatnonzero(~copied)
    edges = np.searchsorted(later, np.append(held, count)).tolist()
    return Joined(
        live,
        {
            slot: (earlier[start:end], likely[start:end])
            for slot, start, end in zip(held.tolist(), edges[:-1], edges[1:], strict=True)
        },
        original,
    )


def pieces(joined: Joined) -> tuple[list[list[int]], list[Piece]]:
    """What remains to be regrouped: reports that stand alone, and pieces for `regrouped`.

    A piece is a few components of reports that hang together, with all that is known of them.
    """
    parts = components(joined.live, Edges.of(joined.met))
    alone = [members.tolist() for members in parts if len(members) == 1]
    found = []
    for batch in batches([len(members) for members in parts]):
        slots = np.concatenate([parts[place] for place in batch])
        cuts = np.cumsum([len(parts[place]) for place in batch])[:-1]
        numbers = np.split(np.arange(len(slots)), cuts)
        found.append(Piece(slots, numbers, joined.live.excerpt(slots)))
    return alone, found


def regrouped(piece: Piece) -> list[list[int]]:
    """The groups that the reports of a piece make, by slots of all reports."""
    groups = regroup_together(piece.live, piece.parts)
    return [piece.slots[part].tolist() for found in groups for part in found]


def _originals(count: int, places: Sequence[Integers], links: Sequence[Links]) -> dict[int, int]:
    """Of each copy the first report that it, or what it copies, was counted with."""
    found = Unions(range(count))
    for members, links_of in zip(places, links, strict=True):
        copied, originals = members[links_of.copy].tolist(), members[links_of.original].tolist()
        for copy, first in zip(copied, originals, strict=True):
            found.join(copy, first)
    return {place: first for place in range(count) if (first := found.first(place)) != place}


def _gathered(
    copied: npt.NDArray[np.bool_], parts: Sequence[tuple[Integers, Integers, Values]]
) -> tuple[Integers, Integers, Values]:
    """Pairs of reports that are no copies, each once with its greatest value, in order."""
    if not parts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)
    one, other, value = (np.concatenate(part) for part in zip(*parts, strict=True))
    kept = ~(copied[one] | copied[other])
    one, other, value = one[kept], other[kept], value[kept]
    order = np.lexsort((-value, other, one))
    one, other, value = one[order], other[order], value[order]
    fresh = np.ones(len(one), dtype=np.bool_)
    fresh[1:] = (one[1:] != one[:-1]) | (other[1:] != other[:-1])
    return one[fresh], other[fresh], value[fresh]


def _nearest(
    count: int, report: Integers, neighbour: Integers, near: Values
) -> tuple[Integers, Values]:
    """The nearest neighbours of each report, a row a report, -1 where it has fewer."""
    order = np.lexsort((neighbour, -near, report))
    report, neighbour, near = report[order], neighbour[order], near[order]
    rank = np.arange(len(report)) - np.searchsorted(report, report)
    kept = rank < NEIGHBOURS
    slots = np.full((count, NEIGHBOURS), -1, dtype=np.int64)
    cosines = np.zeros((count, NEIGHBOURS))
    slots[report[kept], rank[kept]] = neighbour[kept]
    cosines[report[kept], rank[kept]] = near[kept]
    return slots, cosines
