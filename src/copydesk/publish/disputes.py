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
    """The figures on which reports differ, those of most origins first, each with its weight.

    Where the story has a section on it, only those that it tells: what it could not say in a
    sentence would stand in the margin without a word.
    """
    told = {
        point
        for section in dossier.draft.sections
        for paragraph in section.paragraphs
        for sentence in paragraph
        if sentence.kind == "comparison"
        for point in sentence.points
    }
    found = [
        (len(point.origins), number, point)
        for number, point in enumerate(dossier.points, 1)
        if point.verdict is Verdict.DIFFER
        and wording.tellable(point)
        and (point.id in told if told else not any(_is_implicit(c) for c in point.claims))
    ]
    found.sort(key=lambda item: (-item[0], item[1]))
    return tuple((weight, _standing(point, n, dossier)) for weight, n, point in found[:most])


def _is_implicit(claim: object) -> bool:
    """Whether a number is only meant ("a woman" for one)."""
    return isinstance(claim, Figure) and claim.implicit


def key_figures(dossier: Dossier, most: int) -> tuple[Standing, ...]:
    """The figures that most origins carry and do not dispute, each with its latest wording.

    A figure is key where the story itself tells it on top, in headline, standfirst or quick looks,
    with this very value, and several origins have it so: what several reports merely mention
    (another event's toll, somebody's age), one report alone has, or reports put differently
    carries no story. None is better than one that says nothing.
    """
    draft = dossier.draft
    top = (draft.headline, *draft.standfirst, *draft.quick_looks)
    cited = [span for sentence in top for span in sentence.evidence]
    words = " ".join(sentence.text for sentence in top).casefold()
    found = [
        (-len(point.origins), number, point)
        for number, point in enumerate(dossier.points, 1)
        if point.verdict in _AGREED
        and len(point.origins) > 1
        and wording.named(point)
        and _sharp(point)
        and _is_one_value(point)
        and any(_within(claim, cited) for claim in point.claims)
    ]
    shown = []
    for _, number, point in sorted(found, key=lambda item: item[:2])[:most]:
        standing = _standing(point, number, dossier)
        last = standing.values[-1:]
        if last and last[0][0].casefold().removesuffix(" people") in words:
            shown.append(Standing(standing.row, wording.label(point), last))
    return tuple(shown)


def _is_one_value(point: Point) -> bool:
    """Whether reports give one value, or values that followed one another."""
    if point.verdict is Verdict.UPDATED:
        return True
    chosen = [point.claims[i] for i in point.representatives] or list(point.claims)
    values = {
        (c.point, c.interval if c.point is None else None)
        for c in chosen
        if isinstance(c, Figure) and c.hedge is not Hedge.VAGUE
    }
    return len(values) == 1


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
