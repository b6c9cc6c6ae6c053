"""Numbers that a sentence works out from those of its source: a sum, a difference, a product, how
many times as much, a share, another unit of time.

Exact results are held to the place; what a sentence hedges ("nearly four times") to its hedge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations

from copydesk.check.vetoes.scene import Scene
from copydesk.english import lists
from copydesk.model import Hedge, Quantity

#: Numbers of the cited sentences that are looked at.
_MOST = 10
#: Seconds of a unit of time; months and years as a calendar has them on average.
_SECONDS = {
    "second": 1.0,
    "minute": 60.0,
    "hour": 3600.0,
    "day": 86400.0,
    "week": 604800.0,
    "month": 2629800.0,
    "year": 31557600.0,
    "decade": 315576000.0,
}
#: How far a plain result may be off for rounding, and a hedged one.
_EXACT, _ROUND, _HEDGED = 1e-6, 0.03, 0.12
#: From this worth on a verb is the very verb.
_SURE = 0.95
_TOGETHER = lists.words("logic", "together")
_REST = lists.words("logic", "rest") | lists.words("logic", "none")
_TIMES = lists.words("logic", "times")
#: Words with which a sentence tells what is left, or by how much two numbers differ.
_COMPARING = (
    _REST
    | lists.words("vetoes", "arithmetic more")
    | lists.words("vetoes", "arithmetic less")
    | lists.words("logic", "apart by")
)
_MORE_TAGS = frozenset({"JJR", "RBR"})
#: "All but" leaves out so many at most.
_FEW = 12
_UNDER = frozenset({Hedge.NEARLY, Hedge.LESS_THAN, Hedge.UP_TO})
_OVER = frozenset({Hedge.MORE_THAN, Hedge.AT_LEAST})


def is_computed(scene: Scene, ours: Quantity, cited: Sequence[Quantity]) -> bool:
    """Whether a number follows from those of the cited sentences by one step of arithmetic."""
    if ours.point is None:
        return False
    known = [q for q in cited if q.point is not None and q.point > 0][:_MOST]
    if ours.hedge is None:
        # What is reckoned from a bound is a bound: "at least nine" less two is not seven.
        known = [q for q in known if q.hedge in (None, Hedge.ABOUT)]
    if ours.unit in _SECONDS:
        value = ours.point * _SECONDS[ours.unit]
        same = [q.point * _SECONDS[q.unit] for q in known if q.point and q.unit in _SECONDS]
        if any(_fits(ours.hedge, value, v, _ROUND) for v in same):
            return True
    if _is_ratio(scene, ours):
        pairs = permutations([q for q in known if not q.implicit], 2)
        return any(
            _fits(ours.hedge, ours.point, a.point / b.point, _HEDGED)
            or (ours.hedge in _OVER and ours.point <= a.point / b.point < ours.point + 1)
            for a, b in pairs
            if a.point and b.point
        )
    together = bool(scene.lower & _TOGETHER)
    if any(_fits(ours.hedge, ours.point, v, _EXACT) for v in _results(ours, known, together)):
        return True
    if _all_but(scene, ours, known):
        return True
    comparing = _compares(scene, ours) or bool(_wholes(scene, ours, known))
    rest = any(
        _fits(ours.hedge, ours.point, v, _EXACT) for v in _differences(ours, known, comparing)
    )
    return rest and not _same_said(scene, ours, known)


def _words(scene: Scene) -> frozenset[str]:
    return scene.lower | {t.lemma.lower() for t in scene.tokens}


def _compares(scene: Scene, ours: Quantity) -> bool:
    """Whether the sentence tells what is left or by how much two things differ: "up by 1,700",
    "36 km/h slower"."""
    if _words(scene) & _COMPARING:
        return True
    before = [t for t in scene.tokens if t.end <= ours.start][-1:]
    near = [t for t in scene.tokens if t.start >= ours.end][:2]
    return any(t.text.lower() == "by" for t in before) or any(t.tag in _MORE_TAGS for t in near)


def _all_but(scene: Scene, ours: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether ours is what is left of all but a few, or the others of whom one is told."""
    here = ours.point or 0.0
    counts = [q.point for q in known if q.kind == "count" and q.point is not None]
    if ours.kind != "count":
        return False
    if "but" in scene.cited and scene.cited & {"all", "every"}:
        few = [v for v in counts if v <= _FEW] or [1.0]
        if any(w - n == here for w in counts for n in few if w > n):
            return True
    return bool({"other", "others"} & scene.lower) and here + 1 in counts


def _wholes(scene: Scene, ours: Quantity, known: Sequence[Quantity]) -> list[float]:
    """The larger numbers of the source that the sentence tells beside ours."""
    told = {m.item.value for m in scene.matching.matches if m.item.value is not None}
    least = ours.point or 0.0
    return [q.point for q in known if q.point is not None and q.point in told and q.point > least]


def _same_said(scene: Scene, ours: Quantity, known: Sequence[Quantity]) -> bool:
    """Whether what is left of a whole is told to do just what the source tells of the part: of 67
    nine were adopted, so 58 were not."""
    if not _wholes(scene, ours, known):
        return False
    negative = bool(_words(scene) & _REST)
    cited = bool(scene.chosen & _REST)
    verbs = [m for m in scene.matching.matches if m.item.pos == "VERB" and m.worth >= _SURE]
    return bool(verbs) and negative == cited


def _is_ratio(scene: Scene, ours: Quantity) -> bool:
    if ours.kind in ("ratio", "multiple"):
        return True
    words = scene.claim.text[ours.start : ours.end + 8].lower().replace("-", " ").split()
    return bool(_TIMES & {w.strip(",.;") for w in words})


def _differences(ours: Quantity, known: Sequence[Quantity], comparing: bool) -> Iterator[float]:
    """By how much numbers differ that measure the same, where the sentence tells what is left or
    how they compare; of percents also what is left of all."""
    alike = [q.point for q in known if q.point is not None and _one_unit(ours, q)]
    # Nine killed and two missing do not make seven killed.
    if comparing:
        yield from (abs(a - b) for a, b in combinations(alike, 2))
        # "At 4,500 francs; a year ago it was 2,800": the second leaves its unit out.
        bare = [q.point for q in known if q.point is not None and q.kind == "count"]
        yield from (abs(a - b) for a in alike for b in bare)
        if ours.unit == "basis point":
            shares = [q.point for q in known if q.point is not None and q.unit == "percent"]
            yield from (round(abs(a - b) * 100, 6) for a, b in combinations(shares, 2))
    if ours.unit == "percent":
        yield from (100 - v for v in alike)


def _results(ours: Quantity, known: Sequence[Quantity], together: bool) -> Iterator[float]:
    """What products give, and sums where the sentence adds up, of numbers that measure the same."""
    alike = [q.point for q in known if q.point is not None and _one_unit(ours, q)]
    if together:
        yield from (a + b for a, b in combinations(alike, 2))
        yield from (sum(three) for three in combinations(alike, 3))
    counts = [q.point for q in known if q.point is not None and q.kind == "count"]
    for a in counts:
        yield from (a * b for b in alike if b != a)


def _one_unit(ours: Quantity, theirs: Quantity) -> bool:
    return ours.unit == theirs.unit or ours.kind == theirs.kind == "count"


def _fits(hedge: Hedge | None, ours: float, result: float, near: float) -> bool:
    """Whether a number is this result, exactly or by its hedge."""
    if result <= 0:
        return False
    off = (result - ours) / result
    if hedge in _UNDER:
        return -_HEDGED <= off <= near
    if hedge in _OVER:
        return -near <= off <= _HEDGED
    return abs(off) <= (_HEDGED / 2 if hedge is not None else near)
