"""Points of figures: groups of linked figures with a verdict a pair and one over all."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from copydesk.compare import align, contrast, intervals, naming, verdicts
from copydesk.compare.assembly import Assembly
from copydesk.model import Annotated, Claims, Figure, Hedge, Pair, Point, Role, Story, Verdict

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
    own = {c.article: c.figures for c in claims}
    names = {r.article.id: r.article.outlet or story.origin_of(r.article.id).name for r in reports}
    desk = _Desk(assembly, texts, times, own, names)
    return tuple(desk.point(group) for group in groups)


@dataclass(frozen=True)
class _Desk:
    """Sets the figures of one thing against each other."""

    assembly: Assembly
    texts: Mapping[str, str]
    times: Mapping[str, datetime | None]
    own: Mapping[str, Sequence[Figure]]
    names: Mapping[str, str]

    def point(self, group: Sequence[Figure]) -> Point:
        """The point of a group of linked figures."""
        figures = [f for f in self.assembly.order(group) if isinstance(f, Figure)]
        chosen = _representatives(figures)
        between = [self._pair(figures, i, j) for i, j in _compared(figures, chosen)]
        verdict, reason = self._overall(figures, between, chosen)
        origins = self.assembly.origins(figures)
        if len(origins) < 2 and verdict in (Verdict.AGREE, Verdict.COMPATIBLE):
            verdict, reason = Verdict.SINGLE, "Several reports carry it, but they are one origin."
        digest = hashlib.sha256("|".join(f.id for f in figures).encode()).hexdigest()[:12]
        return Point(
            id=f"figure-{digest}",
            kind="figure",
            about=naming.about(figures, self.texts[figures[0].article]),
            verdict=verdict,
            reason=reason,
            claims=tuple(figures),
            pairs=tuple(between),
            origins=origins,
            representatives=tuple(chosen),
            internal=tuple(self._internal(figures)),
        )

    def _words(self, figure: Figure) -> str:
        return intervals.wording(figure, self.texts[figure.article])

    def _pair(self, figures: Sequence[Figure], i: int, j: int) -> Pair:
        a, b = figures[i], figures[j]
        words = (self._words(a), self._words(b))
        published = (self.times[a.article], self.times[b.article])
        said, reason = verdicts.verdict(a, b, words, published)
        if said in (Verdict.DIFFER, Verdict.UPDATED):
            total = self._sum(a, b) or self._sum(b, a)
            if total is not None:
                return Pair(i, j, Verdict.COMPATIBLE, total)
        return Pair(i, j, said, reason)

    def _sum(self, part: Figure, whole: Figure) -> str | None:
        """ "20 dead and 31 more" against "51 dead": why a part is no contradiction."""
        if part.point is None or whole.point is None or part.hedge or whole.hedge:
            return None
        rest = whole.point - part.point
        for other in self.own[part.article]:
            near = abs(other.sentence - part.sentence) <= 1 and other.id != part.id
            same = other.unit == part.unit and (
                other.predicate == part.predicate or self._joined(part, other)
            )
            apart = (other.scope.event, other.scope.population) != (
                part.scope.event,
                part.scope.population,
            )
            fits = rest > 1 and other.hedge is None and intervals.close(other.point, rest)
            if near and same and (apart or other.sentence == part.sentence) and fits:
                a, b = intervals.number(part.point), intervals.number(rest)
                return f"{a} and {b} make {intervals.number(whole.point)}."
        return None

    def _joined(self, part: Figure, other: Figure) -> bool:
        """ "Killing the ten guests and two crew": both stand under one verb."""
        if other.sentence != part.sentence or other.start < part.end:
            return False
        between = self.texts[part.article][part.end : other.start]
        return " and " in between and not re.search(r"[,;:()]", between)

    def _overall(
        self, figures: Sequence[Figure], between: Sequence[Pair], chosen: Sequence[int]
    ) -> tuple[Verdict, str]:
        """Verdict of what speaks for each report: its representative and its bullets."""
        speaking = set(chosen) | {
            i for i, f in enumerate(figures) if f.role is Role.BULLET and f.hedge is not Hedge.VAGUE
        }
        alone = f"Only one report gives it: {self._words(figures[0])}."
        pairs = [p for p in between if p.a in speaking and p.b in speaking]
        verdict, pair = verdicts.gravest(pairs or between)
        if pair is None:
            return verdict, alone
        return verdict, self._named(verdict, figures[pair.a], figures[pair.b]) or pair.reason

    def _named(self, verdict: Verdict, a: Figure, b: Figure) -> str | None:
        """The reason with the outlets' names, for verdicts that set one against another."""
        if verdict not in (Verdict.DIFFER, Verdict.UPDATED):
            return None
        then, now = self.times[a.article], self.times[b.article]
        if then is not None and now is not None and now < then:
            a, b = b, a
        names = (self.names[a.article], self.names[b.article])
        return verdicts.told(verdict, names, (self._words(a), self._words(b)))

    def _internal(self, figures: Sequence[Figure]) -> Iterator[Pair]:
        """Pairs of one report that cannot both hold."""
        if len(figures) > _MANY:
            return
        for i, j in combinations(range(len(figures)), 2):
            if figures[i].article == figures[j].article:
                pair = self._pair(figures, i, j)
                typed = contrast.stands_alone(figures[i])
                if typed and pair.verdict is Verdict.DIFFER:
                    yield pair


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
    yield from sorted([*((min(p), max(p)) for p in combinations(firsts, 2)), *seconds])
