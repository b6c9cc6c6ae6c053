"""Readings of live reports, end to end in a few arrays.

One report's words lie side by side, so that the words of forty reports are fetched, or those of
a whole component laid out as a matrix, by array operations and not report by report.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from copydesk.group.views import Floats, Reading
from copydesk.group.word_arrays import Integers

_Number = TypeVar("_Number", bound=np.generic)
_ROOM = 64


class Shelf:
    """Words of readings by slot.

    Attributes:
        place: identity of each word.
        all, title: its weight in these views; 0 where the title does not have it.
        first, length: where the words of a slot begin, and how many they are.
    """

    def __init__(self) -> None:
        self.place: npt.NDArray[np.int32] = np.zeros(_ROOM, dtype=np.int32)
        self.all: Floats = np.zeros(_ROOM, dtype=np.float32)
        self.title: Floats = np.zeros(_ROOM, dtype=np.float32)
        self.first: Integers = np.zeros(_ROOM, dtype=np.int64)
        self.length: Integers = np.zeros(_ROOM, dtype=np.int64)
        self._end = 0
        self._idle = 0

    def put(self, slot: int, reading: Reading) -> None:
        """Keep a reading under a slot that holds none."""
        end = self._end + len(reading.place)
        if slot >= len(self.first):
            self.first = _widened(self.first, slot + 1)
            self.length = _widened(self.length, slot + 1)
        if end > len(self.place):
            self.place = _widened(self.place, end)
            self.all, self.title = _widened(self.all, end), _widened(self.title, end)
        self.first[slot], self.length[slot] = self._end, len(reading.place)
        part = slice(self._end, end)
        self.place[part], self.all[part], self.title[part] = (
            reading.place,
            reading.all,
            reading.title,
        )
        self._end = end

    def words(self, slot: int) -> slice:
        """Where the words of one slot lie."""
        first = int(self.first[slot])
        return slice(first, first + int(self.length[slot]))

    def drop(self, slots: Iterable[int]) -> None:
        """Forget readings; room is made once half of what is kept is idle."""
        for slot in slots:
            self._idle += int(self.length[slot])
            self.length[slot] = 0
        if self._idle > self._end // 2:
            held = np.flatnonzero(self.length)
            at, _ = self.inside(held)
            self.place, self.all, self.title = self.place[at], self.all[at], self.title[at]
            self.first[held] = np.cumsum(self.length[held]) - self.length[held]
            self._end, self._idle = len(at), 0

    def excerpt(self, slots: Integers) -> Shelf:
        """The readings of these slots, under 0 and on."""
        at, length = self.inside(slots)
        part = Shelf()
        part.place, part.all, part.title = self.place[at], self.all[at], self.title[at]
        part.first, part.length = np.cumsum(length) - length, length
        part._end = len(at)
        return part

    def inside(self, slots: Integers) -> tuple[Integers, Integers]:
        """Where the words of these slots lie, slot by slot, and how many each has."""
        length = self.length[slots]
        before = np.cumsum(length)
        shift = np.repeat(self.first[slots] - before + length, length)
        shift += np.arange(len(shift))
        return shift, length


def _widened(values: npt.NDArray[_Number], least: int) -> npt.NDArray[_Number]:
    wide = np.zeros(max(least, len(values) * 3 // 2), dtype=values.dtype)
    wide[: len(values)] = values
    return wide
