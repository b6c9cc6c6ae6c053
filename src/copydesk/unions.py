"""Things joined two by two, and the groups that come of it (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Unions(Generic[T]):
    """Groups of things. Each group is known by the thing in it that came first.

    Joining and asking take next to constant time: paths are halved on the way (Tarjan and van
    Leeuwen 1984).

    Args:
        things: all there are, in order.
    """

    def __init__(self, things: Iterable[T]) -> None:
        self._place = {thing: place for place, thing in enumerate(things)}
        self._parent = {thing: thing for thing in self._place}

    def join(self, one: T, other: T) -> None:
        """Put two things, and all that is with them, into one group."""
        first, second = sorted((self.first(one), self.first(other)), key=self._place.__getitem__)
        self._parent[second] = first

    def first(self, thing: T) -> T:
        """The first thing of the group that a thing is in.

        Raises:
            KeyError: when it is none of the things.
        """
        parent = self._parent
        while parent[thing] != thing:
            parent[thing] = parent[parent[thing]]
            thing = parent[thing]
        return thing

    def groups(self) -> list[list[T]]:
        """The groups by their first things, each in order."""
        found: dict[T, list[T]] = {}
        for thing in self._place:
            found.setdefault(self.first(thing), []).append(thing)
        return list(found.values())
