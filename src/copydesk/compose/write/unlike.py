"""Figures of one thing that reports give otherwise, though no verdict sets them apart.

"At least 35" and 36 can both hold, and so can two counts of which it is not clear whether they
count the same. Told side by side, each with who says it, they mislead nobody; one here and one
there on a page do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.histories import History, deed_of, is_whole
from copydesk.compose.record.scenes import Scene
from copydesk.compose.write.things import thing_of, what_differs
from copydesk.model import Annotated, Claim, Figure, Hedge, Interval, Point, Verdict

_DIFFERING = (Verdict.DIFFER, Verdict.UPDATED)
#: Figures of one point that are this many times apart are of different events.
APART = 5.0
#: Magnitudes so far apart are of two quakes: eight times the energy.
QUAKES_APART = 0.6


def unlike(
    points: Sequence[Point], reports: Sequence[Annotated], units: Sequence[Unit]
) -> list[Point]:
    """Points whose reports give one thing of this event unlike figures that could both hold, and
    figures of different points that the parse shows to be of one thing."""
    by_id = {report.article.id: report for report in reports}
    index = {report.article.id: at for at, report in enumerate(reports)}
    scenes = {unit.key: unit.scene for unit in units}

    def scene(claim: Claim) -> Scene | None:
        return scenes.get((index.get(claim.article, -1), claim.sentence))

    compatible = [
        point
        for point in points
        if point.kind == "figure"
        and point.verdict is Verdict.COMPATIBLE
        and point.event is None
        and len(point.origins) > 1
        and _are_unlike(of_one_event([point.claims[i] for i in point.representatives]))
        and all(scene(c) in (None, Scene.EVENT) for c in point.claims)
        and sum(scene(point.claims[i]) is Scene.EVENT for i in point.representatives) > 1
        and _named(point, by_id)
    ]
    found = sorted(compatible, key=lambda p: (-len(p.origins), p.id))
    linked = {claim.id for point in found for claim in point.claims}
    by_thing: dict[tuple[str, ...], list[tuple[Point, Figure]]] = {}
    for point in points:
        for claim in point.claims:
            if not isinstance(claim, Figure) or claim.id in linked or claim.article not in index:
                continue
            if point.verdict in _DIFFERING or claim.modality not in _TOLD_AS:
                continue
            thing = thing_of(claim, by_id[claim.article])
            if (claim.point or 0.0) % 1 and thing is not None and thing.key[0] in _WHOLE:
                continue  # an average of things that are counted whole
            # Quakes have each their own magnitude: only compare knows which is which.
            if thing is None or thing.key[0] == "magnitude" or claim.hedge is Hedge.VAGUE:
                continue
            if thing.is_unique or (point.event is None and scene(claim) is Scene.EVENT):
                by_thing.setdefault(thing.key, []).append((point, claim))
    for key, held in by_thing.items():
        origins = tuple(sorted({o for point, _ in held for o in point.origins}))
        figures: dict[str, set[Interval]] = {}
        for _, claim in held:
            figures.setdefault(claim.article, set()).add(claim.interval)
        # A report with two figures of it may tell of two things.
        sure = {article for article, values in figures.items() if len(values) == 1}
        first = {c.article: c for _, c in reversed(held) if c.article in sure}
        sides = tuple(sorted(first.values(), key=lambda c: index[c.article]))
        near = DEALS_APART if key[0] == "price" else FARTHEST
        if len(origins) > 1 and len(sides) > 1 and _are_unlike(sides, near):
            every = tuple(range(len(sides)))
            point = replace(held[0][0], origins=origins, verdict=Verdict.COMPATIBLE, event=None)
            found.append(replace(point, claims=sides, pairs=(), representatives=every))
    return found


#: Modalities in which a report gives a figure as so, or has it from somebody.
_TOLD_AS = ("asserted", "alleged", "planned")
#: Figures of one thing are at most so many times apart; nearer than this share they are told alike.
FARTHEST, NEAREST = 2.0, 0.02
#: Prices farther apart than this are of two deals.
DEALS_APART = 1.12


def _are_unlike(claims: Sequence[Claim], farthest: float = FARTHEST) -> bool:
    """Whether figures of one thing are not the same, but near enough to be of one thing."""
    figures = [c for c in claims if isinstance(c, Figure) and c.hedge is not Hedge.VAGUE]
    ends = [
        (low, high)
        for f in figures
        if (low := f.interval.lo if f.point is None else f.point) is not None
        and (high := f.interval.hi if f.point is None else f.point) is not None
        and low > 0
    ]
    if len(ends) < 2 or len({f.unit for f in figures}) > 1:
        return False
    lowest, highest = min(high for _, high in ends), max(low for low, _ in ends)
    return lowest * (1 + NEAREST) < highest <= farthest * lowest


def _named(point: Point, reports: Mapping[str, Annotated]) -> bool:
    """Whether all that a point counts is told by one name of the parse or of its class."""
    figures = [c for c in point.claims if isinstance(c, Figure) and c.article in reports]
    if not figures or any(f.predicate == "age" for f in figures):
        return False
    if what_differs(point.about, min({f.unit for f in figures})) is not None:
        return all(is_whole(f, reports[f.article]) for f in figures if f.unit == "people")
    things = [thing_of(figures[i], reports[figures[i].article]) for i in point.representatives]
    return all(things) and len({thing.key for thing in things if thing}) == 1


#: Ends the id of a point that was put together here.
ENDS_APART = "-apart"


def tolls_apart(points: Sequence[Point], reports: Mapping[str, Annotated]) -> list[Point]:
    """Points on which two origins give other numbers of the same harm at the same named place.

    One report may tell of an attack that the other only mentions, so that their counts are not
    linked as of one event; the place and the harm say that they are.
    """
    counts: dict[tuple[str, str], list[tuple[Point, Figure]]] = {}
    for point in points:
        if point.kind != "figure" or point.verdict in _DIFFERING:
            continue
        for claim in point.claims:
            if not isinstance(claim, Figure) or claim.article not in reports:
                continue
            # Which event a report takes the count for is what the two do not agree on.
            deed = deed_of(replace(claim, scope=replace(claim.scope, event=None)))
            if deed and claim.scope.place and is_whole(claim, reports[claim.article]):
                key = (deed, claim.scope.place.casefold())
                counts.setdefault(key, []).append((point, claim))
    found: list[Point] = []
    for held in counts.values():
        if len({origin for point, _ in held for origin in point.origins}) < 2:
            continue
        plainest: dict[str, Figure] = {}
        for _, claim in sorted(held, key=lambda e: (e[1].hedge is not None, e[1].start)):
            plainest.setdefault(claim.article, claim)
        sides = tuple(plainest.values())
        exact = [c for c in sides if c.hedge is None and c.point is not None]
        if len({c.point for c in exact}) < 2 or len(sides) < 2:
            continue
        found.append(
            replace(
                held[0][0],
                id=f"{held[0][0].id}{ENDS_APART}",
                verdict=Verdict.DIFFER,
                claims=sides,
                pairs=(),
                representatives=tuple(range(len(sides))),
                event=None,
            )
        )
    return found


def of_one_event(claims: Sequence[Claim]) -> list[Figure]:
    """The figures but those far from what most reports have."""
    figures = [c for c in claims if isinstance(c, Figure) and _size(c)]
    if len(figures) < 3:
        return figures
    middle = sorted(_size(c) for c in figures)[len(figures) // 2]
    if any(c.unit == "magnitude" for c in figures):
        return [c for c in figures if abs(_size(c) - middle) <= QUAKES_APART]
    return [c for c in figures if middle / APART <= _size(c) <= middle * APART]


def _size(figure: Figure) -> float:
    """The number named; of a range its upper end."""
    return abs(figure.point or figure.interval.hi or figure.interval.lo or 0.0)


#: Things that are counted whole.
_WHOLE = ("own", "count")
#: Sentences at the head of a report, or share of them, in which its own toll stands; deeper ones
#: may be of other events.
HEAD, HEAD_SHARE = 8, 0.3


def changed_tolls(
    histories: Sequence[History], reports: Sequence[Annotated], points: Sequence[Point]
) -> list[Point]:
    """Tolls of which reports of several origins give other values: as changed where the newest
    came after the others, else side by side. Each report speaks with its last value."""
    by_id = {report.article.id: report for report in reports}
    origins = {c.id: p.origins for p in points for c in p.claims}
    found: list[Point] = []
    for history in histories:
        last: dict[str, Figure] = {}
        for value in history.values:
            for figure in value.figures:
                had = last.get(figure.article)
                sentences = len(by_id[figure.article].sentences)
                deep = figure.sentence >= max(HEAD, HEAD_SHARE * sentences)
                if deep and value is not history.newest:
                    continue
                if had is None or value.point > (had.point or 0.0):
                    last[figure.article] = figure
        sides = list(last.values())
        if (
            len({f.point for f in sides}) < 2
            or len({o for v in history.values for o in v.origins}) < 2
        ):
            continue
        times = {f.article: by_id[f.article].article.changed for f in sides}
        newest = [times[f.article] for f in sides if f.point == history.newest.point]
        before = [times[f.article] for f in sides if f.point != history.newest.point]
        known = all(t is not None for t in (*newest, *before))
        later = known and all(a <= b for a in before if a for b in newest if b)
        if later:
            sides.sort(key=lambda f: (f.point == history.newest.point, f.point or 0.0, f.id))
            sides = [f for f in sides if f.point in (sides[0].point, history.newest.point)]
        held = tuple(sides)
        found.append(
            Point(
                f"toll-{history.deed}",
                "figure",
                f"people {history.deed}",
                Verdict.UPDATED if later else Verdict.COMPATIBLE,
                "",
                held,
                (),
                tuple(sorted({o for f in held for o in origins.get(f.id, ())})),
                tuple(range(len(held))),
            )
        )
    return found
