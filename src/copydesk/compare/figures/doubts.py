"""What speaks against two values being of one thing, beside how like their words are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from copydesk.compare.figures import intervals
from copydesk.model import Annotated, Claims, Figure, Told

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass
class Doubts:
    """Looks at the sentences of figures; each sentence is read once."""

    claims: Sequence[Claims]
    reports: Sequence[Annotated]
    _own: Mapping[str, tuple[Claims, Annotated]] = field(init=False)
    _read: dict[tuple[str, int], tuple[frozenset[str], frozenset[str]]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        reports = {r.article.id: r for r in self.reports}
        self._own = {c.article: (c, reports[c.article]) for c in self.claims}

    def between(self, a: Figure, b: Figure) -> bool:
        """Whether something speaks against two values being of one thing.

        A report that gives the other's number too knows both; a sentence of another event or of
        the background, with a year of its own, or of other places, holds for something else; an age
        is somebody's.
        """
        if a.predicate == "age" and not (a.scope.population and b.scope.population):
            return True
        if any(self._own[f.article][0].told(f.sentence) is not Told.MAIN for f in (a, b)):
            return True
        (years, places), (others, elsewhere) = self._of(a), self._of(b)
        if years != others or (places and elsewhere and not places & elsewhere):
            return True
        return any(
            other.unit == far.unit and intervals.close(other.point, far.point)
            for near, far in ((a, b), (b, a))
            for other in self._own[near.article][0].figures
        )

    def _of(self, figure: Figure) -> tuple[frozenset[str], frozenset[str]]:
        """Years that the sentence names, but for that of publication, and words of its places."""
        key = figure.article, figure.sentence
        if key not in self._read:
            report = self._own[figure.article][1]
            text, at = report.article.text, report.sentences[figure.sentence]
            published = report.article.published
            own = {str(published.year)} if published else set()
            first = bisect_left(report.entities, at.start, key=lambda e: e.start)
            last = bisect_left(report.entities, at.end, lo=first, key=lambda e: e.start)
            places = {
                word.lower()
                for e in report.entities[first:last]
                if e.label in ("LOC", "NORP")
                for word in text[e.start : e.end].split()
                if word[:1].isupper()
            }
            years = frozenset(_YEAR.findall(text[at.start : at.end])) - own
            self._read[key] = years, frozenset(places)
        return self._read[key]
