"""Whether two facts are of the same people and the same event."""

from __future__ import annotations

from copydesk.compare.facts import Fact, Scene


def same_people(a: Fact, b: Fact, scene: Scene) -> bool:
    """Whether both count the same people, or speak of the same owner's money."""
    if a.people == b.people:
        return True
    if a.people and b.people:
        return bool(set(a.people.split()) & set(b.people.split())) and a.unit != "people"
    return (a.people or b.people) in scene.usual


def same_event(a: Fact, b: Fact, scene: Scene) -> float:
    """Up to 1 for the same event, 0 where that is open, below 0 for another one."""
    shared = bool(a.places & b.places)
    times = _when(a, b)
    if times < 0 and not (shared and not (a.times and b.times)):
        return -1.0
    if shared:
        return 1.0
    if (a.places and b.places) and not (a.open or b.open):
        return -1.0
    foreign = (a.places | b.places) - scene.known
    if foreign and not (a.open and b.open):
        return -1.0
    return max(times, 0.0) if (a.places or b.places) else 0.2 + max(times, 0.0)


#: Months between two reports from which what they tell without a time is not the same day's.
_APART = 2


def _when(a: Fact, b: Fact) -> float:
    """0.5 for the same time, 0 where it is open, below 0 for different times.

    A report that names no time speaks of its own days.
    """
    if a.times and b.times:
        return times_meet(a.times, b.times)
    if not a.times and not b.times:
        return -1.0 if _months_apart(a.month, b.month) > _APART else 0.0
    dated, plain = (a, b) if a.times else (b, a)
    if all(t.startswith("day ") for t in dated.times):
        return 0.0 if dated.first else -1.0
    if any(_same_time(t, plain.month or "") for t in dated.times if t != "period"):
        return 0.5
    if dated.open:
        return 0.0 if _months_apart(a.month, b.month) <= _APART else -1.0
    return -1.0


def _months_apart(a: str | None, b: str | None) -> int:
    if a is None or b is None:
        return 0
    return abs(int(a[:4]) * 12 + int(a[5:]) - int(b[:4]) * 12 - int(b[5:]))


def times_meet(a: frozenset[str], b: frozenset[str]) -> float:
    """0.5 when some time of one is some time of the other, else below 0."""
    return 0.5 if any(_same_time(x, y) for x in a for y in b) else -1.0


def _same_time(a: str, b: str) -> bool:
    if "period" in (a, b) or "day " in (a[:4], b[:4]) or not a or not b:
        return a == b
    short = min(len(a), len(b))
    return all(x == y or "?" in (x, y) for x, y in zip(a[:short], b[:short], strict=True))
