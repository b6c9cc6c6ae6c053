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
_NOTHING = View(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))
_THIRDS, _ONES = np.full(3, 1 / 3), np.ones(NEIGHBOURS)


@dataclass(frozen=True, slots=True)
class Laid:
    """One view of several reports, end to end; ``start`` says where each begins."""

    place: npt.NDArray[np.int32]
    weight: Floats
    start: Integers

    def tail(self, first: int) -> Laid:
        """The reports from ``first`` on."""
        cut = self.start[first] if first < len(self.start) else len(self.place)
        return Laid(self.place[cut:], self.weight[cut:], self.start[first:] - cut)

    def products(self, number: npt.NDArray[np.int16], *values: Floats) -> list[Values]:
        """For each of the values: of each report the product with its weights.

        Args:
            number: of each place its index in ``values``, 0 where none has a value.
        """
        index = number.take(self.place)
        held = np.flatnonzero(index)
        index, weight = index[held], self.weight[held]
        report = np.searchsorted(self.start, held, side="right") - 1
        count = len(self.start)
        sums = [np.bincount(report, weight * value[index], minlength=count) for value in values]
        return [total.astype(np.float64) for total in sums]

    def lengths(self, rarity: Floats) -> Values:
        """Of each report, by the weights of words, squared, a value a place."""
        report = np.repeat(np.arange(len(self.start)), np.diff(self.start, append=len(self.place)))
        square = self.weight * self.weight * rarity
        return np.asarray(np.sqrt(np.bincount(report, square, minlength=len(self.start))))


@dataclass(frozen=True, slots=True)
class Look:
    """What the live reports hold for a new one, before it is one of them.

    Attributes:
        reading: the new report.
        keys: its heaviest words, and their weights.
        lengths: of its *all* and *title* by the weights of words as they stand.
        partners: slots of its likeliest partners, ascending.
        cosines: with each of them, by `COSINES`.
    """

    reading: Reading
    keys: Sequence[tuple[int, float]]
    lengths: Values
    partners: Integers
    cosines: Values


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
        day, headline_only: of each slot, as in `Reading`; an unknown day is NaN.
        around: of each slot the mean cosine of *all* of its second to fourth best neighbours.
    """

    def __init__(self) -> None:
        self.readings: dict[int, Reading] = {}
        self.day = np.full(64, np.nan)
        self.headline_only = np.zeros(64, dtype=np.bool_)
        self.around = np.zeros(64)
        # Slots of the nearest neighbours, -1 for none, how near they are, and the length of
        # their squared cosines.
        self._near = np.full((64, NEIGHBOURS), -1, dtype=np.int32)
        self._near_cosine = np.zeros((64, NEIGHBOURS), dtype=np.float32)
        self._near_length = np.zeros(64)
        self._holders: dict[int, array[int]] = {}
        self._next = 0
        self._frequency = np.zeros(BUCKETS, dtype=np.int32)
        # Lengths of *all* and *title* by the weights of words when the report came in.
        self._length = np.ones((64, 2))
        # Room for the number of each word in one report, and for scores of all slots.
        self._number = np.zeros(BUCKETS, dtype=np.int16)
        self._score = np.zeros(64)
        self._mark = np.zeros(64, dtype=np.int64)
        self._weight = np.zeros(64)

    def look(self, reading: Reading) -> Look:
        """Find a report's likeliest partners; nothing changes."""
        keys = _keys(reading.all)
        partners = self._candidates(keys)
        others = Batch(partners, *self._lay(partners), self._length[partners])
        cosines, lengths = self._compare(reading, others)
        if len(partners) > PARTNERS:
            best = np.sort(np.argsort(-cosines[:, 1], kind="stable")[:PARTNERS])
            partners, cosines = partners[best], cosines[best]
        return Look(reading, keys, lengths, partners, cosines)

    def enter(self, found: Look) -> int:
        """Take a report in, with what `look` found; its slot."""
        slot = self._next
        self._next += 1
        self._grow(slot)
        self.readings[slot] = reading = found.reading
        self.day[slot] = np.nan if reading.day is None else reading.day
        self.headline_only[slot] = reading.headline_only
        self._frequency[reading.all.place] += 1
        self._length[slot] = found.lengths
        self._post(slot, [key for key, _ in found.keys])
        self._meet(slot, found.partners, found.cosines[:, 1])
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
        lost = np.isin(self._near, list(slots))
        self._near[lost], self._near_cosine[lost] = -1, 0
        self._settle(np.flatnonzero(lost.any(axis=1)))

    def batch(self, slots: Integers) -> Batch:
        """Live reports, with lengths by the weights of words as they stand."""
        views = self._lay(slots)
        lengths = [view.lengths(self._rarity(view.place)) for view in views]
        return Batch(slots, *views, np.stack(lengths, axis=1))

    def compare(self, batch: Batch, first: int) -> Values:
        """How like one report of a batch is to each that follows it there, by `COSINES`."""
        reading = self.readings[int(batch.slots[first])]
        return self._compare(reading, batch.tail(first + 1))[0]

    def against(self, slot: int, others: Integers) -> Values:
        """How like a live report is to others, by `COSINES` as words weigh now."""
        return self._compare(self.readings[slot], self.batch(others))[0]

    def shared_neighbours(self, slot: int, others: Integers) -> Values:
        """With each of the others the cosine of neighbours, weighted by squared cosine."""
        own = self._near[slot]
        own_weight = self._near_cosine[slot] ** 2
        self._weight[own] = own_weight
        theirs = self._near_cosine[others]
        common = np.einsum("ij,ij,ij->i", self._weight[self._near[others]], theirs, theirs)
        self._weight[own] = 0
        norms = self._near_length[slot] * self._near_length[others]
        return np.asarray(common / np.maximum(norms, 1e-9))

    def _lay(self, slots: Integers) -> tuple[Laid, Laid]:
        """*All* and *title* of these slots, end to end."""
        readings = [self.readings[slot] for slot in slots.tolist()]
        return _laid([r.all for r in readings]), _laid([r.title for r in readings])

    def _compare(self, reading: Reading, others: Batch) -> tuple[Values, Values]:
        """One row of `COSINES` for each of the others; the reading's lengths, as in `Batch`."""
        own, head = reading.all, reading.title
        rarity = self._rarity(own.place)
        # All words of the title are among those of *all*: one number serves both views.
        self._number[own.place] = np.arange(1, len(own.place) + 1)
        plain, current, title = np.zeros((3, len(own.place) + 1), dtype=np.float32)
        in_head = self._number[head.place]
        plain[1:] = own.weight
        current[1:] = own.weight * rarity
        title[in_head] = head.weight * rarity[in_head - 1]
        lengths = np.sqrt([current[1:] @ own.weight, title[in_head] @ head.weight])
        number = self._number
        found = np.empty((len(others.slots), len(COSINES)))
        in_all = others.all.products(number, plain, current, title)
        in_title = others.title.products(number, current, title)
        number[own.place] = 0
        own_length, head_length = np.maximum(lengths, _SHORT)
        theirs = np.maximum(others.lengths, _SHORT)
        found[:, 0] = in_all[0]
        found[:, 1] = in_all[1] / (own_length * theirs[:, 0])
        found[:, 2] = in_title[1] / (head_length * theirs[:, 1])
        one = in_all[2] / (head_length * theirs[:, 0])
        other = in_title[0] / (own_length * theirs[:, 1])
        found[:, 3], found[:, 4] = np.maximum(one, other), np.minimum(one, other)
        return found, lengths

    def _rarity(self, place: npt.NDArray[np.int32]) -> Floats:
        """Weights of words among the live reports, squared."""
        share = (len(self.readings) + _REPORTS) / (self._frequency[place] + _SEEN)
        return np.log(np.maximum(share, 1)).astype(np.float32)

    def _candidates(self, keys: Sequence[tuple[int, float]]) -> Integers:
        """Slots that share most of the weight of these words, in order of slot."""
        lists = [(self._holders[key], weight) for key, weight in keys if key in self._holders]
        if not lists:
            return np.zeros(0, dtype=np.int64)
        newest = [holders[-_HOLDERS:] for holders, _ in lists]
        slots = np.frombuffer(b"".join(newest), dtype=np.int64)
        shares = np.repeat([w * w for _, w in lists], [len(part) for part in newest])
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
        if len(partners) == 0:
            return
        count = min(len(partners), NEIGHBOURS)
        best = np.argsort(-cosine, kind="stable")[:count]
        self._near[slot, :count] = partners[best]
        self._near_cosine[slot, :count] = cosine[best]
        last = self._near_cosine[partners].argmin(axis=1)
        closer = cosine > self._near_cosine[partners, last]
        rows, columns = partners[closer], last[closer]
        self._near[rows, columns] = slot
        self._near_cosine[rows, columns] = cosine[closer]
        self._settle(np.append(rows, slot))

    def _settle(self, slots: Integers) -> None:
        """Take anew what is known of the surroundings of these slots."""
        near = np.sort(self._near_cosine[slots], axis=1)
        self.around[slots] = near[:, -4:-1] @ _THIRDS
        self._near_length[slots] = np.sqrt((near**4) @ _ONES)

    def _grow(self, slot: int) -> None:
        size = len(self.day)
        if slot < size:
            return
        self._near = np.concatenate((self._near, np.full_like(self._near, -1)))
        self._near_cosine = np.concatenate((self._near_cosine, np.zeros_like(self._near_cosine)))
        self._near_length = np.concatenate((self._near_length, np.zeros(size)))
        self.around = np.concatenate((self.around, np.zeros(size)))
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
    lengths = [0, *(len(view.place) for view in views)]
    return Laid(
        np.concatenate([_NOTHING.place, *(view.place for view in views)]),
        np.concatenate([_NOTHING.weight, *(view.weight for view in views)]),
        np.cumsum(lengths)[:-1],
    )
