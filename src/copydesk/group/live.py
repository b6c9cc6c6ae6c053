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

from copydesk.group.forms import Filling
from copydesk.group.shelf import Shelf
from copydesk.group.views import BUCKETS, Floats, Reading
from copydesk.group.word_arrays import Integers

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
_THIRDS = np.full(3, 1 / 3)


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


class Live:
    """Readings by slot, found by what they are about; slots ascend in order of arrival.

    Attributes:
        shelf: the readings.
        day: of each slot, in days since 1970; an unknown one is NaN.
        headlines: of each slot 1 where there is no body to speak of, else 0.
        around: of each slot the mean cosine of *all* of its second to fourth best neighbours.
        near, near_cosine: slots of its nearest neighbours, -1 for none, and how near they are.
        near_length: length of their squared cosines.
        fillings: of each slot that holds a report, what fills its form.
        one_form: whether two slots share a form alone, as far as that was asked: it stays so.
    """

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.day = np.full(64, np.nan)
        self.headlines = np.zeros(64, dtype=np.int64)
        self.around = np.zeros(64)
        self.near = np.full((64, NEIGHBOURS), -1, dtype=np.int32)
        self.near_cosine = np.zeros((64, NEIGHBOURS), dtype=np.float32)
        self.near_length = np.zeros(64)
        self.fillings: dict[int, Filling] = {}
        self.one_form: dict[tuple[int, int], bool] = {}
        self._holders: dict[int, array[int]] = {}
        self._next = self._count = 0
        self._frequency = np.zeros(BUCKETS, dtype=np.int32)
        # Lengths of *all* and *title* by the weights of words when the report came in.
        self._length = np.ones((64, 2))
        # Room for the number of each word in one report, and for scores of all slots.
        self._number = np.zeros(BUCKETS, dtype=np.int16)
        self._score = np.zeros(64)
        self._mark = np.zeros(64, dtype=np.int64)
        self._weight = np.zeros(64)

    @classmethod
    def of(cls, readings: Sequence[Reading | None], near: Integers, near_cosine: Values) -> Live:
        """Reports with their nearest neighbours, to be compared and not to be added to.

        Args:
            readings: by slot; None for a slot that holds none.
            near, near_cosine: a row a slot, as in the attributes.
        """
        live = cls()
        for slot, reading in enumerate(readings):
            live._grow(slot)
            if reading is not None:
                live._hold(slot, reading)
        count = live._next = len(readings)
        live.near[:count], live.near_cosine[:count] = near, near_cosine
        live._settle(np.arange(count))
        return live

    def excerpt(self, slots: Integers) -> Live:
        """These reports alone, numbered anew, compared with each other as they are here."""
        part = Live()
        part._next, part._count, part._frequency = len(slots), self._count, self._frequency
        part.shelf = self.shelf.excerpt(slots)
        part.day, part.headlines = self.day[slots], self.headlines[slots]
        part.around, part.near_length = self.around[slots], self.near_length[slots]
        part.near, part.near_cosine = self.near[slots], self.near_cosine[slots]
        part.fillings = {new: self.fillings[old] for new, old in enumerate(slots.tolist())}
        return part

    @property
    def slots(self) -> int:
        """How many slots were ever given out."""
        return self._next

    def look(self, reading: Reading) -> Look:
        """Find a report's likeliest partners; nothing changes."""
        keys = _keys(reading.place, reading.all)
        partners = self._candidates(keys)
        cosines, lengths = self._compare(reading, partners)
        if len(partners) > PARTNERS:
            best = np.sort(np.argsort(-cosines[:, 1], kind="stable")[:PARTNERS])
            partners, cosines = partners[best], cosines[best]
        return Look(reading, keys, lengths, partners, cosines)

    def enter(self, found: Look) -> int:
        """Take a report in, with what `look` found; its slot."""
        slot = self._next
        self._next += 1
        self._grow(slot)
        self._hold(slot, found.reading)
        self._length[slot] = found.lengths
        self._post(slot, [key for key, _ in found.keys])
        self._meet(slot, found.partners, found.cosines[:, 1])
        return slot

    def drop(self, slots: Collection[int]) -> None:
        """Forget reports."""
        for slot in slots:
            words = self.shelf.words(slot)
            place = self.shelf.place[words]
            self._frequency[place] -= 1
            for key, _ in _keys(place, self.shelf.all[words]):
                holders = self._holders.get(key)
                if holders is not None and slot in holders:
                    holders.remove(slot)
                    if not holders:
                        del self._holders[key]
        self._count -= len(slots)
        self.shelf.drop(slots)
        for slot in slots:
            del self.fillings[slot]
        lost = np.isin(self.near, list(slots))
        self.near[lost], self.near_cosine[lost] = -1, 0
        self._settle(np.flatnonzero(lost.any(axis=1)))

    def rarity(self, place: npt.NDArray[np.int32]) -> Floats:
        """Weights of words among the live reports, squared."""
        share = (self._count + _REPORTS) / (self._frequency[place] + _SEEN)
        return np.log(np.maximum(share, 1)).astype(np.float32)

    def shared_neighbours(self, slot: int, others: Integers) -> Values:
        """With each of the others the cosine of neighbours, weighted by squared cosine."""
        own = self.near[slot]
        own_weight = self.near_cosine[slot] ** 2
        self._weight[own] = own_weight
        theirs = self.near_cosine.take(others, axis=0)
        weight = self._weight.take(self.near.take(others, axis=0))
        common = np.einsum("ij,ij->i", weight, theirs * theirs)
        self._weight[own] = 0
        norms = self.near_length[slot] * self.near_length[others]
        return np.asarray(common / np.maximum(norms, 1e-9))

    def _hold(self, slot: int, reading: Reading) -> None:
        self._count += 1
        self.shelf.put(slot, reading)
        self.fillings[slot] = reading.filling
        self.day[slot] = np.nan if reading.day is None else reading.day
        self.headlines[slot] = reading.headline_only
        self._frequency[reading.place] += 1

    def _compare(self, reading: Reading, others: Integers) -> tuple[Values, Values]:
        """One row of `COSINES` for each of the others, and the reading's own two lengths."""
        rarity = self.rarity(reading.place)
        own, head = reading.all * rarity, reading.title * rarity
        lengths = np.sqrt([own @ reading.all, head @ reading.title])
        number = self._number
        number[reading.place] = np.arange(1, len(reading.place) + 1)
        at, sizes = self.shelf.inside(others)
        found_at = number.take(self.shelf.place.take(at))
        number[reading.place] = 0
        held = np.flatnonzero(found_at)
        which, at = found_at.take(held).astype(np.int64) - 1, at.take(held)
        report = np.repeat(np.arange(len(others)), sizes).take(held)
        theirs, in_title = self.shelf.all.take(at), self.shelf.title.take(at)
        own, head = own.take(which), head.take(which)
        products = (
            theirs * reading.all.take(which),
            theirs * own,
            in_title * head,
            theirs * head,
            in_title * own,
        )
        found = np.empty((len(others), len(COSINES)))
        for column, product in enumerate(products):
            found[:, column] = np.bincount(report, product, minlength=len(others))
        scale(found, lengths, self._length[others])
        return found, lengths

    def _candidates(self, keys: Sequence[tuple[int, float]]) -> Integers:
        """Slots that share most of the weight of these words, in order of slot."""
        newest, weights = [], []
        for key, weight in keys:
            holders = self._holders.get(key)
            if holders is not None:
                newest.append(holders[-_HOLDERS:])
                weights.append(weight * weight)
        if not newest:
            return np.zeros(0, dtype=np.int64)
        slots = np.frombuffer(b"".join(newest), dtype=np.int64)
        np.add.at(self._score, slots, np.repeat(weights, [len(part) for part in newest]))
        # The last place at which a slot stands is the only one that finds its own mark.
        number = np.arange(len(slots))
        self._mark[slots] = number
        slots = slots[self._mark.take(slots) == number]
        score = self._score.take(slots)
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
        self.near[slot, :count] = partners[best]
        self.near_cosine[slot, :count] = cosine[best]
        theirs = self.near_cosine.take(partners, axis=0)
        last = theirs.argmin(axis=1)
        closer = np.flatnonzero(cosine > theirs.min(axis=1))
        rows, columns = partners[closer], last[closer]
        self.near[rows, columns] = slot
        self.near_cosine[rows, columns] = cosine[closer]
        self._settle(np.append(rows, slot))

    def _settle(self, slots: Integers) -> None:
        """Take anew what is known of the surroundings of these slots."""
        near = self.near_cosine.take(slots, axis=0)
        near.sort(axis=1)
        self.around[slots] = near[:, -4:-1] @ _THIRDS
        square = (near * near).astype(np.float64)
        self.near_length[slots] = np.sqrt(np.einsum("ij,ij->i", square, square))

    def _grow(self, slot: int) -> None:
        size = len(self.day)
        if slot < size:
            return
        self.near = np.concatenate((self.near, np.full_like(self.near, -1)))
        self.near_cosine = np.concatenate((self.near_cosine, np.zeros_like(self.near_cosine)))
        self.near_length = np.concatenate((self.near_length, np.zeros(size)))
        self.around = np.concatenate((self.around, np.zeros(size)))
        self.day = np.concatenate((self.day, np.full_like(self.day, np.nan)))
        self.headlines = np.concatenate((self.headlines, np.zeros(size, dtype=np.int64)))
        self._length = np.concatenate((self._length, np.ones((size, 2))))
        self._score, self._weight = np.zeros(2 * size), np.zeros(2 * size)
        self._mark = np.zeros(2 * size, dtype=np.int64)


def scale(products: Values, a: Values, b: Values) -> None:
    """Make cosines of products, in place.

    Args:
        products: a row a pair: *background*, *all*, *title*, and the first report's title against
            all of the second and the other way round.
        a, b: lengths of *all* and *title* of the first and of the second report of each pair.
    """
    a, b = np.maximum(a, _SHORT), np.maximum(b, _SHORT)
    products[:, 1:3] /= a * b
    one = products[:, 3] / (a[..., 1] * b[..., 0])
    other = products[:, 4] / (a[..., 0] * b[..., 1])
    np.maximum(one, other, out=products[:, 3])
    np.minimum(one, other, out=products[:, 4])


def _keys(place: npt.NDArray[np.int32], weight: Floats) -> list[tuple[int, float]]:
    """The heaviest words of a report, and their weights."""
    if len(place) > _KEYS:
        heaviest = np.argsort(-weight, kind="stable")[:_KEYS]
        place, weight = place[heaviest], weight[heaviest]
    return list(zip(place.tolist(), weight.tolist(), strict=True))
