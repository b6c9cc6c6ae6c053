"""Whether two reports tell one deed, and in what they are at odds over it.

Precision first: two deeds are one where the act is one, what is said of them overlaps well, and
nothing says that they are two: other people, another event, or a report that tells both.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Final

from copydesk.compare.deeds.deeds import Deed
from copydesk.compare.deeds.moments import Moment, apart, near
from copydesk.compare.figures.places import is_country
from copydesk.english.lists import words as words_in
from copydesk.model import Told

#: Share of the poorer deed's weight that both have, from which two deeds are one: with two things
#: in common, and with one that has the same part in both. Read off the open real events of the
#: corpus: of the pairs with unlike days above it none was two deeds, below it most were.
_SHARED, _SHARED_ONE = 0.4, 0.6
_KINDS: Final = words_in("comparing", "kinds of named place")
#: Deeds of one act in a story from which on the act says nothing.
_MANY: Final = 120
_UNSURE: Final = frozenset({"possible", "conditional"})

DAY, MONTH, YEAR = "the day", "the month", "the year"
PLACE, WHO = "the place", "who did it"


@dataclass(frozen=True, slots=True)
class Contrast:
    """Two deeds that are one, and what each report has otherwise."""

    slot: str
    a: Deed
    b: Deed
    first: str
    second: str


def contrasts(deeds: Sequence[Deed], texts: Mapping[str, str]) -> Iterator[Contrast]:
    """What reports have otherwise of one deed, each pair of reports and deed once.

    Args:
        deeds: of all reports of a story.
        texts: of the reports, by id.
    """
    weigh = _Weights(deeds)
    acts: dict[str, list[Deed]] = defaultdict(list)
    for deed in deeds:
        if deed.told is not Told.OTHER:
            acts[deed.act].append(deed)
    for act in sorted(acts):
        told = acts[act]
        if len(told) > _MANY:
            continue
        for a, b in combinations(told, 2):
            if a.article == b.article or not _can_be_at_odds(a, b) or not weigh.one(a, b):
                continue
            yield from _at_odds(a, b, told, texts)


def _can_be_at_odds(a: Deed, b: Deed) -> bool:
    if (a.modality == "denied") != (b.modality == "denied"):
        return False
    slots = ((a.moments, b.moments), (a.doers, b.doers), (a.places, b.places))
    return any(x and y for x, y in slots)


def _at_odds(
    a: Deed, b: Deed, told: Sequence[Deed], texts: Mapping[str, str]
) -> Iterator[Contrast]:
    sure = a.modality not in _UNSURE and b.modality not in _UNSURE
    if sure and _other_day(a, b) and not _tells_both(a, b, told):
        said = [texts[d.article][d.moments[0].start : d.moments[0].end] for d in (a, b)]
        yield Contrast(_when(a.moments[0], b.moments[0]), a, b, said[0], said[1])
    if sure:
        for x, y in _other_place(a, b, texts):
            yield Contrast(PLACE, a, b, x, y)
    if sure and a.plain and b.plain:
        for x, y in _other_doer(a, b, texts):
            yield Contrast(WHO, a, b, x, y)


def _when(one: Moment, other: Moment) -> str:
    """What two expressions of time differ in: a day, where either names one, else the month or the
    year."""
    if any(m.day is not None or m.weekday is not None for m in (one, other)):
        return DAY
    if any(m.year is None and m.month is None for m in (one, other)):
        return DAY
    return YEAR if None in (one.month, other.month) or one.month == other.month else MONTH


class _Weights:
    """How much of what is said of two deeds is one; rare things weigh more."""

    def __init__(self, deeds: Sequence[Deed]) -> None:
        counts = Counter(c for d in deeds for c in d.all | {d.act})
        self._of = {c: log(1 + len(deeds) / n) for c, n in counts.items()}

    def _sum(self, concepts: frozenset[str]) -> float:
        return sum(self._of[c] for c in sorted(concepts))

    def one(self, a: Deed, b: Deed) -> bool:
        """Whether the two are one deed."""
        shared = a.all & b.all
        if not shared or (a.persons and b.persons and not a.persons & b.persons):
            return False
        act = self._of[a.act]
        share = (self._sum(shared) + act) / (min(self._sum(a.all), self._sum(b.all)) + act)
        if len(shared) >= 2 and share >= _SHARED:
            return True
        return bool(a.actor & b.actor or a.object & b.object) and share >= _SHARED_ONE


def _other_day(a: Deed, b: Deed) -> bool:
    return bool(a.moments and b.moments) and all(
        apart(x, y) and near(x, y) for x in a.moments for y in b.moments
    )


def _tells_both(a: Deed, b: Deed, told: Sequence[Deed]) -> bool:
    """Whether one of the two reports has the other's day for such a deed too: then they are two."""
    return any(
        any(not apart(x, y) for x in deed.moments for y in other.moments)
        for own, other in ((a, b), (b, a))
        for deed in told
        if deed.article == own.article and deed is not own and deed.moments
    )


def _other_place(a: Deed, b: Deed, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Named places of one kind of which neither report names the other's, and none holds the
    other by the words of any report ("X, in Y")."""
    for x in a.places[:1]:
        for y in b.places[:1]:
            one, other = x.casefold().replace("-", " "), y.casefold().replace("-", " ")
            if one in other or other in one or is_country(x) or is_country(y):
                continue
            kinds = [w if (w := p.split()[-1]) in _KINDS else "" for p in (one, other)]
            if kinds[0] != kinds[1] or x in texts[b.article] or y in texts[a.article]:
                continue
            if not any(_beside(text, x, y) for text in texts.values()):
                yield x, y


def _other_doer(a: Deed, b: Deed, texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of who did it of which neither report names the other's at all."""
    for x in sorted(a.doers):
        for y in sorted(b.doers):
            names = x.split()[-1], y.split()[-1]
            one = not a.object & b.object or names[0] in texts[b.article]
            if not one and names[1] not in texts[a.article]:
                yield x, y


def _beside(text: str, x: str, y: str) -> bool:
    """Whether a report names the two together: one within the other, or neighbours."""
    near = rf"\b{re.escape(x)}\b[^.\n]{{0,40}}\b{re.escape(y)}\b"
    far = rf"\b{re.escape(y)}\b[^.\n]{{0,40}}\b{re.escape(x)}\b"
    return re.search(near, text) is not None or re.search(far, text) is not None
