"""Points of figures: groups of linked figures with a verdict a pair and one over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from copydesk.compare.assembly import Assembly
from copydesk.compare.figures import course, figure_names, figure_verdicts, intervals
from copydesk.compare.figures.circumstances import Circumstances
from copydesk.compare.same.groups import Group, Linker, groups
from copydesk.model import (
    Annotated,
    Claims,
    Figure,
    Hedge,
    Pair,
    Point,
    Role,
    Stage,
    Standing,
    Story,
    Told,
    Verdict,
)

#: Points with more figures than this keep one pair for each two distinct values, not for each
#: two figures: the pairs of a large story would grow with the square of its reports.
_MANY = 60


def points(
    story: Story,
    claims: Sequence[Claims],
    reports: Sequence[Annotated],
    linker: Linker | None = None,
) -> tuple[Point, ...]:
    """Points of kind "figure", in order of their first figure.

    Args:
        story: gives the order of publication and the origins.
        claims: of each report.
        reports: the story's reports, in the same order.
        linker: in place of the one that comes with copydesk.
    """
    texts = {r.article.id: r.article.text for r in reports}
    times = {r.article.id: r.article.published for r in reports}
    assembly = Assembly(story)
    own = {c.article: c for c in claims}
    names = {r.article.id: r.article.outlet or story.origin_of(r.article.id).name for r in reports}
    desk = _Desk(assembly, texts, times, own, names, Circumstances(reports))
    return tuple(desk.point(group) for group in groups(reports, claims, linker))


@dataclass(frozen=True)
class _Desk:
    """Sets the figures of one thing against each other."""

    assembly: Assembly
    texts: Mapping[str, str]
    times: Mapping[str, datetime | None]
    own: Mapping[str, Claims]
    names: Mapping[str, str]
    circumstances: Circumstances

    def _event(self, figure: Figure) -> str | None:
        """Name of the other event that the figure's sentence surely tells."""
        passages = self.own[figure.article].passages
        passage = passages[figure.sentence] if figure.sentence < len(passages) else None
        if passage is None or passage.event is not Told.OTHER or passage.confidence < _SURE:
            return None
        return passage.name or figure.scope.event or "another event"

    def point(self, group: Group) -> Point:
        """The point of a group of linked figures."""
        figures = [f for f in self.assembly.order(group.figures) if isinstance(f, Figure)]
        chosen = _representatives(figures)
        origin = {f.article: self.assembly.story.origin_of(f.article).id for f in figures}
        stages, current = course.stages(figures, self.times, origin, self.texts)
        held = _Held(group, stages, figures)
        between = [self._pair(figures, i, j, held) for i, j in _compared(figures, chosen)]
        verdict, reason = self._overall(figures, between, chosen, held)
        origins = self.assembly.origins(figures)
        if len(origins) < 2 and verdict in (Verdict.AGREE, Verdict.COMPATIBLE):
            verdict, reason = Verdict.SINGLE, "Several reports carry it, but they are one origin."
        events = [self._event(f) for f in figures]
        digest = hashlib.sha256("|".join(f.id for f in figures).encode()).hexdigest()[:12]
        return Point(
            id=f"figure-{digest}",
            kind="figure",
            about=figure_names.about(figures, self.texts[figures[0].article]),
            verdict=verdict,
            reason=reason,
            claims=tuple(figures),
            pairs=tuple(between),
            origins=origins,
            representatives=tuple(chosen),
            internal=tuple(self._internal(figures, held)),
            history=stages,
            current=current,
            event=next((e for e in events if e is not None), None)
            if 2 * sum(e is not None for e in events) > len(events)
            else None,
        )

    def _words(self, figure: Figure) -> str:
        return intervals.wording(figure, self.texts[figure.article])

    def _pair(self, figures: Sequence[Figure], i: int, j: int, held: _Held) -> Pair:
        a, b = figures[i], figures[j]
        words = (self._words(a), self._words(b))
        published = (self.times[a.article], self.times[b.article])
        said, reason = figure_verdicts.verdict(a, b, words, published, held.group.score(a, b))
        if said is Verdict.DIFFER and (steps := held.steps(a, b)) is not None:
            old, new = words if steps[0] < steps[1] else words[::-1]
            return Pair(i, j, Verdict.UPDATED, f"{_capital(old)} was told first, {new} later.")
        if said is Verdict.DIFFER and (two := self.circumstances.apart(a, b)) is not None:
            reason = f"{_capital(words[0])} and {words[1]} {two}."
            return Pair(i, j, Verdict.COMPATIBLE, reason)
        return Pair(i, j, said, reason)

    def _overall(
        self,
        figures: Sequence[Figure],
        between: Sequence[Pair],
        chosen: Sequence[int],
        held: _Held,
    ) -> tuple[Verdict, str]:
        """Verdict of what speaks for each report: its representative and its bullets."""
        speaking = set(chosen) | {
            i for i, f in enumerate(figures) if f.role is Role.BULLET and f.hedge is not Hedge.VAGUE
        }
        alone = f"Only one report gives it: {self._words(figures[0])}."
        pairs = [p for p in between if p.a in speaking and p.b in speaking]
        verdict, pair = figure_verdicts.gravest(pairs or between)
        if pair is None:
            return verdict, alone
        if verdict is not Verdict.DIFFER and (told := self._course(figures, held)) is not None:
            return Verdict.UPDATED, told
        return verdict, self._named(verdict, figures[pair.a], figures[pair.b]) or pair.reason

    def _course(self, figures: Sequence[Figure], held: _Held) -> str | None:
        """ "A first said 2, B later 4; C still says 2": the values that followed one another."""
        kept = [s for s in held.stages if s.standing is not Standing.DISPUTED and s.claims]
        steps = [s for s in kept if s.standing is not Standing.LAGGING]
        if len(steps) < 2:
            return None
        told = [figures[s.claims[0]] for s in steps]
        first, *later = [f"{self.names[f.article]} {self._words(f)}" for f in told]
        said = f"{self.names[told[0].article]} first said {self._words(told[0])}"
        text = f"{said}, later {', then '.join(later)}" if first else said
        lags = [figures[i] for s in kept if s.standing is Standing.LAGGING for i in s.claims[:1]]
        if lags:
            f = lags[0]
            text += f"; {self.names[f.article]} still told {self._words(f)} after that"
        return f"{text}."

    def _named(self, verdict: Verdict, a: Figure, b: Figure) -> str | None:
        """The reason with the outlets' names, for verdicts that set one against another."""
        if verdict not in (Verdict.DIFFER, Verdict.UPDATED):
            return None
        then, now = self.times[a.article], self.times[b.article]
        if then is not None and now is not None and now < then:
            a, b = b, a
        names = (self.names[a.article], self.names[b.article])
        return figure_verdicts.told(verdict, names, (self._words(a), self._words(b)))

    def _internal(self, figures: Sequence[Figure], held: _Held) -> Iterator[Pair]:
        """Pairs of one report that cannot both hold."""
        if len(figures) > _MANY:
            return
        for i, j in combinations(range(len(figures)), 2):
            if figures[i].article == figures[j].article:
                a, b = figures[i], figures[j]
                sure = 1.0 if a.predicate in course.EVOLVING else held.group.score(a, b)
                words = (self._words(a), self._words(b))
                said, reason = figure_verdicts.verdict(a, b, words, (None, None), sure)
                if said is Verdict.DIFFER:
                    yield Pair(i, j, said, reason)


class _Held:
    """A group with its history: which step each number is."""

    def __init__(self, group: Group, stages: Sequence[Stage], figures: Sequence[Figure]) -> None:
        self.group, self.stages = group, stages
        self._steps = {
            figures[stage.claims[0]].point: n
            for n, stage in enumerate(stages)
            if stage.claims and stage.standing not in (Standing.DISPUTED, Standing.LAGGING)
        }

    def steps(self, a: Figure, b: Figure) -> tuple[int, int] | None:
        """Places of both numbers in the history; None where one is of no step."""
        first, second = self._steps.get(a.point), self._steps.get(b.point)
        if first is None or second is None or first == second:
            return None
        return first, second


#: How sure a sentence must be of another event for a point to be named after it.
_SURE = 0.6


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _representatives(figures: Sequence[Figure]) -> list[int]:
    by_article: dict[str, list[int]] = {}
    for index, figure in enumerate(figures):
        by_article.setdefault(figure.article, []).append(index)
    return sorted(
        own[figure_verdicts.representative([figures[i] for i in own])]
        for own in by_article.values()
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
