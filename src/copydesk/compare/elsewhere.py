"""Whether another origin may say the same: a wide match, before "only one report says" is told.

Linking is made to be right about what it joins, so what it leaves alone is often told elsewhere in
other words. "Only" is said where nothing in another origin comes near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import log
from typing import Final

from copydesk.compare.same import measures
from copydesk.compare.stems import STOP, stem, words
from copydesk.model import Annotated, Claim, Claims, Figure, Point, Story, Verdict

#: Share of a passage's words, rare ones weighing more, that a passage elsewhere has at most where
#: nothing comes near; for a figure, of passages with a number of the same kind of unit.
#: At .4, .3 and .2 figures wrongly called one report's alone were 10, 9 and 6 in 100 (real events).
_NEAR: Final = 0.2
#: The reason of a point of one report where another one comes near it.
NEAR: Final = "Another report comes near it; whether it says the same is not clear."
#: Words that stand in more sentences than this are not looked up.
_COMMON: Final = 200


class Elsewhere:
    """The sentences and numbers of a story's reports.

    Args:
        story: its origins.
        claims: of each report.
        reports: the story's reports.
    """

    def __init__(
        self, story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
    ) -> None:
        self._texts = {r.article.id: r.article.text for r in reports}
        self._origin = {r.article.id: story.origin_of(r.article.id).id for r in reports}
        self._lines: list[tuple[str, frozenset[str]]] = []
        self._at: dict[tuple[str, int], int] = {}
        self._places: dict[str, list[int]] = defaultdict(list)
        self._values: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        self._kinds: dict[int, set[str | None]] = defaultdict(set)
        for report in reports:
            for n, sentence in enumerate(report.sentences):
                held = _stems(report.article.text, sentence.start, sentence.end)
                self._at[report.article.id, n] = len(self._lines)
                for word in held:
                    self._places[word].append(len(self._lines))
                self._lines.append((self._origin[report.article.id], held))
        for held_claims in claims:
            for figure in held_claims.figures:
                at = self._at[figure.article, figure.sentence]
                self._values[_value(figure)].append(at)
                self._kinds[at].add(measures.kind(figure.unit))

    def told(self, claim: Claim) -> bool:
        """Whether a passage of another origin comes near what the claim says."""
        origin = self._origin[claim.article]
        if not isinstance(claim, Figure):
            text = self._texts[claim.article]
            own = _stems(text, claim.span.start, claim.span.end)
            return any(self._lines[n][0] != origin for n in self._near(own))
        if any(self._lines[n][0] != origin for n in self._values[_value(claim)]):
            return True
        own = self._lines[self._at[claim.article, claim.sentence]][1]
        kind = measures.kind(claim.unit)
        return any(self._lines[n][0] != origin and kind in self._kinds[n] for n in self._near(own))

    def _near(self, own: frozenset[str]) -> list[int]:
        """Lines that hold at least that share of the words, rare ones weighing more."""
        found: dict[int, float] = defaultdict(float)
        for word in sorted(own):
            if len(self._places[word]) <= _COMMON:
                for line in self._places[word]:
                    found[line] += self._weight(word)
        least = _NEAR * sum(map(self._weight, own))
        return [n for n, weight in found.items() if weight >= least]

    def _weight(self, word: str) -> float:
        return log((1 + len(self._lines)) / (0.5 + len(self._places.get(word, ()))))


def only(points: Sequence[Point], elsewhere: Elsewhere) -> tuple[Point, ...]:
    """The points, "only" said of those alone that nothing in another origin comes near.

    Of words in quotation marks "only" is about these very words, and stays.
    """
    return tuple(
        replace(point, reason=NEAR)
        if point.verdict is Verdict.SINGLE
        and point.kind != "quotation"
        and len({c.article for c in point.claims}) == 1
        and any(elsewhere.told(claim) for claim in point.claims)
        else point
        for point in points
    )


def _value(figure: Figure) -> tuple[str | None, str]:
    """Kind of unit and two digits of the value in the kind's own unit: one number, rounded."""
    size = figure.point if figure.point is not None else figure.interval.lo or 0.0
    return measures.kind(figure.unit), f"{size * measures.factor(figure.unit):.2g}"


def _stems(text: str, start: int, end: int) -> frozenset[str]:
    """Stems of the words of a passage, without those that say nothing."""
    found = words(text, start, end)
    return frozenset(stem(w.low) for w in found if w.is_word and w.low not in STOP)
