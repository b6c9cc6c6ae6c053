"""The live reports: an index that finds, for a new one, those most like it.

Cost does not grow with the number of live reports: a report is looked up by its heaviest words,
and of each word only the newest holders are looked at.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from copydesk.group.views import BUCKETS, Floats, Reading, View
from copydesk.group.words import Integers

Values = npt.NDArray[np.float64]

#: Heaviest words by which a report is found, and newest holders of each that are looked at.
_KEYS, _HOLDERS = 25, 300
#: Likeliest partners that are compared in full, and that are kept.
_COMPARED, PARTNERS = 40, 24
#: Neighbours that stand for the surroundings of a report.
NEIGHBOURS = 15
#: Columns of `Live.compare`. *background* is the cosine of *all* with words weighted by the
#: frozen table alone. The others weigh each word also by how few live reports have it: *all*,
#: *title*, and the greater and the lesser of each one's title against all of the other.
COSINES = ("background", "all", "title", "title in all", "all in title")
#: A word's weight among the live reports, squared, is log((n + 2000) / (holders + 10)): little
#: is made of the frequencies of a few reports. Tuned on the development sets.
_REPORTS, _SEEN = 2000, 10
#: Least length that divides: a report without words is like none.
_SHORT = 1e-6


@dataclass(frozen=True, slots=True)
class Laid:
    """One view of several reports, end to end; report ``i`` begins at ``start[i]``."""

    place: npt.NDArray[np.int32]
    weight: Floats
    start: Integers

    def tail(self, first: int) -> Laid:
        """The reports from ``first`` on."""
        if first >= len(self.start):
            return Laid(self.place[:0], self.weight[:0], self.start[:0])
        cut = self.start[first]
        return Laid(self.place[cut:], self.weight[cut:], self.start[first:] - cut)

    def products(self, dense: Floats) -> Values:
        """For each report the product of its weights with those of ``dense``."""
        return self.totals(dense.take(self.place) * self.weight)

    def totals(self, value: Floats) -> Values:
        """Sums over each report of a value a word."""
        if len(value) == 0:
            return np.zeros(len(self.start))
        ends = np.append(self.start[1:], len(value))
        # `reduceat` gives a report without words its follower's first value.
        start = np.minimum(self.start, len(value) - 1)
        sums = np.add.reduceat(value, start, dtype=np.float64)
        sums[ends == self.start] = 0
        return np.asarray(sums)


@dataclass(frozen=True, slots=True)
class Batch:
    """Live reports to compare with.

    Attributes:
        slots: which.
        all, title: these views, end to end.
        lengths: of *all* and *title*, a row a report.
    """

    slots: Integers
    all: Laid
    title: Laid
    lengths: Values

    def tail(self, first: int) -> Batch:
        """The reports from ``first`` on."""
        return Batch(
            self.slots[first:], self.all.tail(first), self.title.tail(first), self.lengths[first:]
        )


class Live:
    """Readings by slot, found by what they are about.

    Attributes:
        readings: by slot; slots ascend in order of arrival.
        near, near_cosine: slots of each slot's nearest neighbours, -1 for none, and how near.
        day, headline_only: of each slot, as in `Reading`; an unknown day is NaN.
    """

    def __init__(self) -> None:
        self.readings: dict[int, Reading] = {}
        self.near = np.full((64, NEIGHBOURS), -1, dtype=np.int32)
        self.near_cosine = np.zeros((64, NEIGHBOURS), dtype=np.float32)
        self.day = np.full(64, np.nan)
        self.headline_only = np.zeros(64, dtype=np.bool_)
        self._holders: dict[int, array[int]] = {}
        self._next = 0
        self._frequency = np.zeros(BUCKETS, dtype=np.int32)
        # Lengths of *all* and *title* by the weights of words when the report came in.
        self._length = np.ones((64, 2))
        # Room to lay out one report over all places, or one score over all slots.
        self._dense = np.zeros((3, BUCKETS), dtype=np.float32)
        self._score = np.zeros(64)
        self._mark = np.zeros(64, dtype=np.int64)
        self._weight = np.zeros(64)

    def look(self, reading: Reading) -> tuple[Integers, Values]:
        """The slots of a report's likeliest partners, ascending, and the cosines with them."""
        partners = self._candidates(_keys(reading.all))
        if len(partners) == 0:
            return partners, np.zeros((0, len(COSINES)))
        others = Batch(partners, *self._lay(partners), self._length[partners])
        cosines = self._compare(reading, self._lengths_of(reading), others)
        if len(partners) > PARTNERS:
            best = np.sort(np.argsort(-cosines[:, 1], kind="stable")[:PARTNERS])
            partners, cosines = partners[best], cosines[best]
        return partners, cosines

    def enter(self, reading: Reading, partners: Integers, cosines: Values) -> int:
        """Take a report in, with what `look` found; its slot."""
        slot = self._next
        self._next += 1
        self._grow(slot)
        self.readings[slot] = reading
        self.day[slot] = np.nan if reading.day is None else reading.day
        self.headline_only[slot] = reading.headline_only
        self._frequency[reading.all.place] += 1
        self._length[slot] = self._lengths_of(reading)
        self._post(slot, [key for key, _ in _keys(reading.all)])
        self._meet(slot, partners, cosines[:, 1])
        return slot

    def drop(self, slots: Collection[int]) -> None:
        """Forget reports."""
        for slot in slots:
            reading = self.readings.pop(slot)
            self._frequency[reading.all.place] -= 1
            for key, _ in _keys(reading.all):
                holders = self._holders.get(key)
                if holders is not None and slot in holders:
                    holders.remove(slot)
                    if not holders:
                        del self._holders[key]
        self.near[np.isin(self.near, list(slots))] = -1
        self.near_cosine[self.near < 0] = 0

    def batch(self, slots: Integers) -> Batch:
        """Live reports, with lengths by the weights of words as they stand."""
        views = self._lay(slots)
        lengths = [
            np.sqrt(view.totals(view.weight * view.weight * self._rarity(view.place)))
            for view in views
        ]
        return Batch(slots, *views, np.stack(lengths, axis=1))

    def compare(self, batch: Batch, first: int) -> Values:
        """How like one report of a batch is to each that follows it there, by `COSINES`."""
        reading = self.readings[int(batch.slots[first])]
        return self._compare(reading, batch.lengths[first], batch.tail(first + 1))

    def shared_neighbours(self, slot: int, others: Integers) -> Values:
        """With each of the others the cosine of neighbours, weighted by squared cosine."""
        weight = self._weight
        own, strength = self.near[slot], self.near_cosine[slot] ** 2
        known = own >= 0
        weight[own[known]] = strength[known]
        near = self.near[others]
        theirs = self.near_cosine[others] ** 2
        common = (weight[near] * theirs).sum(axis=1)
        weight[own[known]] = 0
        norms = np.sqrt((strength**2).sum() * (theirs**2).sum(axis=1))
        return np.asarray(common / np.maximum(norms, 1e-9), dtype=np.float64)

    def _lay(self, slots: Integers) -> tuple[Laid, Laid]:
        """*All* and *title* of these slots, end to end."""
        readings = [self.readings[slot] for slot in slots.tolist()]
        return _laid([r.all for r in readings]), _laid([r.title for r in readings])

    def _compare(self, reading: Reading, length: Values, others: Batch) -> Values:
        """One row of `COSINES` for each of the others."""
        plain, current, title = self._dense
        own, head = reading.all, reading.title
        plain[own.place] = own.weight
        current[own.place] = own.weight * self._rarity(own.place)
        title[head.place] = head.weight * self._rarity(head.place)
        own_length, head_length = np.maximum(length, _SHORT)
        lengths = np.maximum(others.lengths, _SHORT)
        found = np.empty((len(others.slots), len(COSINES)))
        found[:, 0] = others.all.products(plain)
        found[:, 1] = others.all.products(current) / (own_length * lengths[:, 0])
        found[:, 2] = others.title.products(title) / (head_length * lengths[:, 1])
        one = others.all.products(title) / (head_length * lengths[:, 0])
        other = others.title.products(current) / (own_length * lengths[:, 1])
        found[:, 3], found[:, 4] = np.maximum(one, other), np.minimum(one, other)
        plain[own.place] = current[own.place] = 0
        title[head.place] = 0
        return found

    def _rarity(self, place: npt.NDArray[np.int32]) -> Floats:
        """Weights of words among the live reports, squared."""
        share = (len(self.readings) + _REPORTS) / (self._frequency[place] + _SEEN)
        return np.log(np.maximum(share, 1)).astype(np.float32)

    def _lengths_of(self, reading: Reading) -> Values:
        """Lengths of *all* and *title* by the words' weights as they stand."""
        views = (reading.all, reading.title)
        return np.sqrt([(v.weight * v.weight * self._rarity(v.place)).sum() for v in views])

    def _candidates(self, keys: Sequence[tuple[int, float]]) -> Integers:
        """Slots that share most of the weight of these words, in order of slot."""
        lists = [(self._holders[key], weight) for key, weight in keys if key in self._holders]
        if not lists:
            return np.zeros(0, dtype=np.int64)
        parts = [np.frombuffer(holders, dtype=np.int64)[-_HOLDERS:] for holders, _ in lists]
        slots = np.concatenate(parts)
        shares = np.repeat([w * w for _, w in lists], [len(part) for part in parts])
        np.add.at(self._score, slots, shares)
        # The last place at which a slot stands is the only one that finds its own mark.
        number = np.arange(len(slots))
        self._mark[slots] = number
        slots = slots[self._mark[slots] == number]
        score = self._score[slots]
        self._score[slots] = 0
        if len(slots) > _COMPARED:
            least = np.partition(score, -_COMPARED)[-_COMPARED]
            good = score >= least
            slots, score = slots[good], score[good]
            slots = slots[np.lexsort((-slots, -score))[:_COMPARED]]
        return np.sort(slots)

    def _post(self, slot: int, keys: Sequence[int]) -> None:
        for key in keys:
            holders = self._holders.get(key)
            if holders is None:
                self._holders[key] = array("q", (slot,))
                continue
            holders.append(slot)
            if len(holders) > 2 * _HOLDERS:
                del holders[:-_HOLDERS]

    def _meet(self, slot: int, partners: Integers, cosine: Values) -> None:
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
        self._length = np.concatenate((self._length, np.ones((size, 2))))
        self._score, self._weight = np.zeros(2 * size), np.zeros(2 * size)
        self._mark = np.zeros(2 * size, dtype=np.int64)


def _keys(view: View) -> list[tuple[int, float]]:
    """The heaviest words of a view, and their weights."""
    heaviest: slice | Integers = slice(None)
    if len(view.place) > _KEYS:
        heaviest = np.argsort(-view.weight, kind="stable")[:_KEYS]
    places, weights = view.place[heaviest], view.weight[heaviest]
    return list(zip(places.tolist(), weights.tolist(), strict=True))


def _laid(views: Sequence[View]) -> Laid:
    lengths = np.fromiter((len(view.place) for view in views), dtype=np.int64, count=len(views))
    return Laid(
        np.concatenate([view.place for view in views]),
        np.concatenate([view.weight for view in views]),
        np.cumsum(lengths) - lengths,
    )
