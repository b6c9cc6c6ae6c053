"""Points of figures: groups of linked figures with a verdict a pair and one over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import combinations

from copydesk.compare import align, intervals, verdicts
from copydesk.compare.assembly import Assembly
from copydesk.model import Annotated, Claims, Figure, Pair, Point, Story, Verdict

#: Points with more figures than this keep one pair for each two distinct values, not for each
#: two figures: the pairs of a large story would grow with the square of its reports.
_MANY = 60


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kind "figure", in order of their first figure.

    Args:
        story: gives the order of publication and the origins.
        claims: of each report.
        reports: the story's reports, in the same order.
    """
    texts = {r.article.id: r.article.text for r in reports}
    times = {r.article.id: r.article.published for r in reports}
    assembly = Assembly(story)
    groups = align.align([c.figures for c in claims], reports)
    return tuple(_point(assembly, group, texts, times) for group in groups)


def _point(
    assembly: Assembly,
    group: Sequence[Figure],
    texts: Mapping[str, str],
    times: Mapping[str, datetime | None],
) -> Point:
    figures = [f for f in assembly.order(group) if isinstance(f, Figure)]
    words = [intervals.wording(f, texts[f.article]) for f in figures]

    def pair(i: int, j: int) -> Pair:
        said, reason = verdicts.verdict(
            figures[i],
            figures[j],
            (words[i], words[j]),
            (times[figures[i].article], times[figures[j].article]),
        )
        return Pair(i, j, said, reason)

    chosen = _representatives(figures)
    between = [pair(i, j) for i, j in _compared(figures, chosen)]
    spoken = set(chosen)
    speaking = [p for p in between if p.a in spoken and p.b in spoken]
    origins = assembly.origins(figures)
    alone = f"Only one report gives it: {words[0]}."
    verdict, reason = verdicts.overall(speaking or between, alone)
    if len(origins) < 2 and verdict in (Verdict.AGREE, Verdict.COMPATIBLE):
        verdict, reason = Verdict.SINGLE, "Several reports carry it, but they are one origin."
    internal = [
        p
        for i, j in combinations(range(len(figures)), 2)
        if figures[i].article == figures[j].article and len(figures) <= _MANY
        for p in [pair(i, j)]
        if p.verdict is Verdict.DIFFER
    ]
    digest = hashlib.sha256("|".join(f.id for f in figures).encode()).hexdigest()[:12]
    return Point(
        id=f"figure-{digest}",
        kind="figure",
        about=about(figures),
        verdict=verdict,
        reason=reason,
        claims=tuple(figures),
        pairs=tuple(between),
        origins=origins,
        representatives=tuple(chosen),
        internal=tuple(internal),
    )


def _representatives(figures: Sequence[Figure]) -> list[int]:
    by_article: dict[str, list[int]] = {}
    for index, figure in enumerate(figures):
        by_article.setdefault(figure.article, []).append(index)
    return sorted(
        own[verdicts.representative([figures[i] for i in own])] for own in by_article.values()
    )


def _compared(figures: Sequence[Figure], chosen: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of figures of different reports; few enough for large points."""
    if len(figures) <= _MANY:
        for i, j in combinations(range(len(figures)), 2):
            if figures[i].article != figures[j].article:
                yield i, j
        return
    first: dict[tuple[object, ...], list[int]] = {}
    for i in chosen:
        f = figures[i]
        first.setdefault((f.point, f.hedge, f.interval.lo, f.interval.hi), []).append(i)
    firsts = [own[0] for own in first.values()]
    seconds = [(own[0], own[1]) for own in first.values() if len(own) > 1]
    yield from sorted([*(tuple(sorted(p)) for p in combinations(firsts, 2)), *seconds])  # type: ignore[misc]


_ABOUT = {
    "killed": "killed",
    "injured": "injured",
    "casualties": "killed and injured",
    "pledged": "pledged",
    "population": "population",
    "magnitude": "magnitude",
    "cost": "charge or cost",
}


def about(figures: Sequence[Figure]) -> str:
    """What the figures count, as a noun phrase."""
    first = figures[0]
    scope = first.scope
    who = scope.population or (first.unit if first.unit and not first.unit.isupper() else "")
    counted = "people" if who in ("", "count") and first.predicate in ("killed", "injured") else who
    said = _ABOUT.get(first.predicate, first.predicate)
    parts = [p for p in (counted if counted != said else "", said) if p]
    words = " ".join(parts) or first.counted or first.unit
    if scope.part_of:
        words += f", part of those {_ABOUT.get(scope.part_of, scope.part_of)}"
    if scope.place and scope.event:
        words += f" ({scope.place})"
    return words
