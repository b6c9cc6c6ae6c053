"""The live reports: an index that finds, for a new one, those most like it.

Cost does not grow with the number of live reports: a report is looked up by its heaviest words,
and of each word only the newest holders are looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copydesk.group.views import ALL, BUCKETS, TITLE, Floats, Reading
from copydesk.group.words import Integers

#: Heaviest words by which a report is found, and newest holders of each that are looked at.
_KEYS, _HOLDERS = 25, 300
#: Likeliest partners that are compared in full, and that are kept.
_COMPARED, PARTNERS = 40, 24
#: Neighbours that stand for the surroundings of a report.
NEIGHBOURS = 15
#: Views of a report that have buckets of their own.
_VIEWS = 5
#: Columns of `Live.cosines`: *all*, *title*, *top*, *names*, *pairs*, and the greater and the
#: lesser of each one's title against all of the other.
COSINES = ("all", "title", "top", "names", "pairs", "title in all", "all in title")


@dataclass(frozen=True, slots=True)
class _Packed:
    """All that is compared of one report, in one row: see `_pack`."""

    place: npt.NDArray[np.int32]
    weight: Floats
    lengths: npt.NDArray[np.int64]


class Live:
    """Readings by slot, found by what they are about.

    Attributes:
        readings: by slot; slots ascend in order of arrival.
        near, near_cosine: slots of each slot's nearest neighbours, -1 for none, and how near.
        day, headline_only, titled: of each slot, as in `Reading`; an unknown day is NaN.
    """

    def __init__(self) -> None:
        self.readings: dict[int, Reading] = {}
        self.near = np.full((64, NEIGHBOURS), -1, dtype=np.int64)
        self.near_cosine = np.zeros((64, NEIGHBOURS), dtype=np.float64)
        self.day = np.full(64, np.nan)
        self.headline_only = np.zeros(64, dtype=np.bool_)
        self.titled = np.zeros(64, dtype=np.bool_)
        self._packed: dict[int, _Packed] = {}
        self._met: dict[int, tuple[Integers, Floats]] = {}
        self._holders: dict[int, array[int]] = {}
        self._next = 0
        self._dense = np.zeros(_VIEWS * BUCKETS, dtype=np.float32)
        self._score = np.zeros(64, dtype=np.float64)

    def add(self, reading: Reading) -> tuple[int, Integers, npt.NDArray[np.float64]]:
        """Take a report in; its slot, the slots of its likeliest partners, and the cosines."""
        slot = self._next
        self._next += 1
        self._grow(slot)
        self.readings[slot] = reading
        self._packed[slot] = _pack(reading)
        self.day[slot] = np.nan if reading.day is None else reading.day
        self.headline_only[slot] = reading.headline_only
        self.titled[slot] = reading.titled
        keys = self._keys(reading)
        partners = self._candidates(keys)
        self._post(slot, keys)
        cosines = self.cosines(slot, partners)
        if len(partners) > PARTNERS:
            best = np.sort(np.argsort(-cosines[:, ALL], kind="stable")[:PARTNERS])
            partners, cosines = partners[best], cosines[best]
        self._meet(slot, partners, cosines[:, 0])
        self._met[slot] = partners, cosines.astype(np.float32)
        return slot, partners, cosines

    def met(self, slots: Integers) -> tuple[Integers, Integers, npt.NDArray[np.float64]]:
        """All pairs that `add` found among these live slots, later one first, and cosines."""
        if len(slots) == 0:
            return slots, slots, np.zeros((0, len(COSINES)))
        found = [self._met[slot] for slot in slots.tolist()]
        a = np.repeat(slots, [len(partners) for partners, _ in found])
        b = np.concatenate([partners for partners, _ in found])
        alive = np.zeros(self._next, dtype=np.bool_)
        alive[slots] = True
        cosines = np.concatenate([cosines for _, cosines in found]).astype(np.float64)
        return a[alive[b]], b[alive[b]], cosines[alive[b]]

    def drop(self, slot: int) -> None:
        """Forget a report."""
        del self._met[slot], self._packed[slot]
        for key, _ in self._keys(self.readings.pop(slot)):
            holders = self._holders.get(key)
            if holders is not None and slot in holders:
                holders.remove(slot)
                if not holders:
                    del self._holders[key]
        self.near[self.near == slot] = -1
        self.near_cosine[self.near < 0] = 0

    def cosines(self, slot: int, others: Integers) -> npt.NDArray[np.float64]:
        """How like the report is to each of the others, by `COSINES`."""
        width = len(COSINES)
        if len(others) == 0:
            return np.zeros((0, width))
        own = self._packed[slot]
        views = slice(own.lengths[:_VIEWS].sum())
        self._dense[own.place[views]] = own.weight[views]
        packed = [self._packed[other] for other in others.tolist()]
        place = np.concatenate([other.place for other in packed])
        value = np.zeros(len(place) + 1, dtype=np.float32)
        np.multiply(
            self._dense.take(place),
            np.concatenate([other.weight for other in packed]),
            out=value[:-1],
        )
        lengths = np.concatenate([other.lengths for other in packed])
        sums = np.add.reduceat(value, np.cumsum(lengths) - lengths, dtype=np.float64)
        sums[lengths == 0] = 0
        found = sums.reshape(-1, width)
        found[:, _VIEWS:] = np.sort(found[:, _VIEWS:], axis=1)[:, ::-1]
        self._dense[own.place[views]] = 0
        return found

    def shared_neighbours(self, a: Integers, b: Integers) -> npt.NDArray[np.float64]:
        """For each pair of slots the cosine of their neighbours, weighted by squared cosine."""
        near_a, near_b = self.near[a], self.near[b]
        weight_a = self.near_cosine[a] ** 2 * (near_a >= 0)
        weight_b = self.near_cosine[b] ** 2
        same = near_a[:, :, None] == near_b[:, None, :]
        common = np.einsum("pi,pij,pj->p", weight_a, same, weight_b)
        norms = np.sqrt((weight_a**2).sum(axis=1) * (weight_b**2).sum(axis=1))
        return np.asarray(common / np.maximum(norms, 1e-9))

    def _keys(self, reading: Reading) -> list[tuple[int, float]]:
        view = reading.views[ALL]
        if len(view.place) > _KEYS:
            heaviest = np.argsort(-view.weight, kind="stable")[:_KEYS]
            return list(
                zip(view.place[heaviest].tolist(), view.weight[heaviest].tolist(), strict=True)
            )
        return list(zip(view.place.tolist(), view.weight.tolist(), strict=True))

    def _candidates(self, keys: Sequence[tuple[int, float]]) -> Integers:
        """Slots that share most of the weight of these words, in order of slot."""
        lists = [(self._holders[key], weight) for key, weight in keys if key in self._holders]
        if not lists:
            return np.zeros(0, dtype=np.int64)
        slots = np.concatenate([np.frombuffer(h, dtype=np.int64)[-_HOLDERS:] for h, _ in lists])
        shares = np.repeat([w * w for _, w in lists], [min(len(h), _HOLDERS) for h, _ in lists])
        np.add.at(self._score, slots, shares)
        score = self._score[slots]
        self._score[slots] = 0
        if len(slots) > _COMPARED:
            slots, first = np.unique(slots, return_index=True)
            score = score[first]
            if len(slots) > _COMPARED:
                best = np.lexsort((-slots, -score))[:_COMPARED]
                return np.sort(slots[best])
            return slots
        return np.unique(slots)

    def _post(self, slot: int, keys: Sequence[tuple[int, float]]) -> None:
        for key, _ in keys:
            holders = self._holders.get(key)
            if holders is None:
                self._holders[key] = array("q", (slot,))
                continue
            holders.append(slot)
            if len(holders) > 2 * _HOLDERS:
                del holders[:-_HOLDERS]

    def _meet(self, slot: int, partners: Integers, cosine: npt.NDArray[np.float64]) -> None:
        """Enter each other's nearest neighbours."""
        count = min(len(partners), NEIGHBOURS)
        best = np.argsort(-cosine, kind="stable")[:count]
        self.near[slot, :count] = partners[best]
        self.near_cosine[slot, :count] = cosine[best]
        last = self.near_cosine[partners].argmin(axis=1)
        closer = cosine > self.near_cosine[partners, last]
        rows, columns = partners[closer], last[closer]
        self.near[rows, columns] = slot
        self.near_cosine[rows, columns] = cosine[closer]

    def _grow(self, slot: int) -> None:
        size = len(self.near)
        if slot < size:
            return
        self.near = np.concatenate((self.near, np.full_like(self.near, -1)))
        self.near_cosine = np.concatenate((self.near_cosine, np.zeros_like(self.near_cosine)))
        self.day = np.concatenate((self.day, np.full_like(self.day, np.nan)))
        self.headline_only = np.concatenate((self.headline_only, np.zeros(size, np.bool_)))
        self.titled = np.concatenate((self.titled, np.zeros(size, np.bool_)))
        self._score = np.zeros(2 * size, dtype=np.float64)


def _pack(reading: Reading) -> _Packed:
    """The five views, each in buckets of its own, then the title in those of *all* and *all* in
    those of the title; ``lengths`` of these seven stretches, one for each of `COSINES`."""
    views = reading.views
    rows = [(number, number, view) for number, view in enumerate(views)]
    rows += [(5, ALL, views[TITLE]), (6, TITLE, views[ALL])]
    return _Packed(
        np.concatenate([view.place + space * BUCKETS for _, space, view in rows]).astype(np.int32),
        np.concatenate([view.weight for _, _, view in rows]),
        np.array([len(view.place) for _, _, view in rows], dtype=np.int64),
    )
