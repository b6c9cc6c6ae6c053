"""Figures that stand by themselves: those in dispute, and those that carry a story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.model import Dossier, Figure, Hedge, Point, Span, Verdict
from copydesk.publish import wording
from copydesk.publish.source_list import origin_names
from copydesk.publish.text import clipped, listed

#: Values of one point that a list shows.
_VALUES = 5
#: Origins named behind a value.
_NAMED = 3
_AGREED = (Verdict.AGREE, Verdict.COMPATIBLE, Verdict.UPDATED)


@dataclass(frozen=True, slots=True)
class Standing:
    """A figure with each value and who says it. ``row``: of the point on the compare page."""

    row: str
    about: str
    values: tuple[tuple[str, str], ...]


def disputed(dossier: Dossier, most: int) -> tuple[tuple[int, Standing], ...]:
    """The figures on which reports differ, those of most origins first, each with its weight."""
    found = [
        (len(point.origins), number, point)
        for number, point in enumerate(dossier.points, 1)
        if point.verdict is Verdict.DIFFER and wording.tellable(point)
    ]
    found.sort(key=lambda item: (-item[0], item[1]))
    return tuple((weight, _standing(point, n, dossier)) for weight, n, point in found[:most])


def key_figures(dossier: Dossier, most: int) -> tuple[Standing, ...]:
    """The figures that most origins carry and do not dispute, each with its latest wording.

    A figure is key where the story itself tells it on top, in headline, standfirst or quick looks:
    what several reports merely mention (another event's toll, somebody's age) carries no story.
    """
    draft = dossier.draft
    top = (draft.headline, *draft.standfirst, *draft.quick_looks)
    cited = [span for sentence in top for span in sentence.evidence]
    found = [
        (-len(point.origins), number, point)
        for number, point in enumerate(dossier.points, 1)
        if point.verdict in _AGREED
        and wording.named(point)
        and _sharp(point)
        and any(_within(claim, cited) for claim in point.claims)
    ]
    shown = []
    for _, number, point in sorted(found, key=lambda item: item[:2])[:most]:
        standing = _standing(point, number, dossier)
        shown.append(Standing(standing.row, standing.about, standing.values[-1:]))
    return tuple(shown)


def _within(claim: object, cited: Sequence[Span]) -> bool:
    """Whether words that are cited hold a figure."""
    return isinstance(claim, Figure) and any(
        span.article == claim.article and span.start <= claim.start and claim.end <= span.end
        for span in cited
    )


def _sharp(point: Point) -> bool:
    """Whether any report gives the number itself and not only a vague word for it."""
    return any(isinstance(c, Figure) and c.hedge is not Hedge.VAGUE for c in point.claims)


def _standing(point: Point, number: int, dossier: Dossier) -> Standing:
    """Each wording of the figure with the origins that give it, in order of publication."""
    names = origin_names(dossier)
    said: dict[str, tuple[str, dict[str, None]]] = {}
    for index in point.representatives or range(len(point.claims)):
        claim = point.claims[index]
        if isinstance(claim, Figure):
            words = wording.value(claim, dossier.report(claim.article))
            origin = names[dossier.story.origin_of(claim.article).id]
            said.setdefault(words.casefold(), (words, {}))[1][origin] = None
    values = tuple((words, listed(list(who), _NAMED)) for words, who in said.values())
    return Standing(f"p{number}", clipped(point.about, 120), values[:_VALUES])
