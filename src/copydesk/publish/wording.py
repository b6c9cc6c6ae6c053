"""Claims in words: what a report says of a point, verbatim."""

from __future__ import annotations

import re

from copydesk.model import (
    Annotated,
    Claim,
    Commitment,
    Event,
    Figure,
    Hedge,
    Point,
    QuotedClaim,
)
from copydesk.publish.dates import event_days
from copydesk.publish.text import clipped, one_line

_HEDGES = {
    Hedge.AT_LEAST: "at least",
    Hedge.MORE_THAN: "more than",
    Hedge.UP_TO: "up to",
    Hedge.LESS_THAN: "less than",
    Hedge.ABOUT: "about",
    Hedge.NEARLY: "nearly",
    Hedge.VAGUE: "not exact",
    Hedge.RANGE: "a range",
}
_LONGEST = 280
#: How a point begins that no class of predicate names (compare.figures.figure_names).
_UNNAMED = (
    *("a number", "the number of", "share", "distance", "length", "area", "speed", "weight"),
    *("time", "charge or cost", "sum lost"),
)
_PART = re.compile(r", part of those (\w+)")
_PLACE = re.compile(r" \((?P<place>[^()]+)\)")


def value(claim: Claim, report: Annotated) -> str:
    """The claim's words as the report has them, hedge words included for a figure."""
    text = report.article.text
    if isinstance(claim, Figure):
        return _figure(claim, report)
    if isinstance(claim, QuotedClaim):
        pieces = [one_line(text[s.start : s.end]) for s in claim.segments]
        # A comma before the closing mark belongs to the sentence around the quotation.
        return clipped(" … ".join(pieces).removesuffix(","), _LONGEST)
    return clipped(text[claim.start : claim.end], _LONGEST)


def _figure(figure: Figure, report: Annotated) -> str:
    start, end = figure.start, figure.end
    for quantity in report.quantities:
        if (quantity.start, quantity.end) == (start, end) and quantity.hedge_start is not None:
            start = min(start, quantity.hedge_start)
            end = max(end, quantity.hedge_end or end)
    return clipped(report.article.text[start:end], 80)


def qualifier(claim: Claim, report: Annotated) -> str | None:
    """The hedge of a figure or the state of a commitment or event, in words.

    None for a hedge whose own words are part of the value already.
    """
    if isinstance(claim, Figure):
        bare = clipped(report.article.text[claim.start : claim.end], 80)
        hedge = _HEDGES[claim.hedge] if claim.hedge and value(claim, report) == bare else None
        modality = claim.modality if claim.modality != "asserted" else None
        return ", ".join(w for w in (hedge, modality) if w) or None
    if isinstance(claim, Commitment):
        return claim.status
    if isinstance(claim, Event):
        return claim.status if claim.status != "asserted" else None
    if isinstance(claim, QuotedClaim):
        return None if claim.kind == "direct" else claim.kind
    return "reported speech"


def speaker(claim: Claim) -> str | None:
    """Who is said to say it; None for the outlet's own voice."""
    source = claim.attribution
    if source.kind == "narrator":
        return None
    name = source.name or ("officials" if source.kind == "officials" else None)
    return clipped(name, 80) if name else None


def as_of(claim: Claim) -> str | None:
    """The time that a figure holds for, as printed, or that an event took place, in words."""
    if isinstance(claim, Figure) and claim.scope.time:
        return f"as of {clipped(claim.scope.time, 60)}"
    if isinstance(claim, Event) and claim.when:
        return event_days(claim.when)
    return None


def same_words(claim: Claim, report: Annotated) -> str:
    """A key that is equal for claims a reader would call the same wording."""
    words = one_line(value(claim, report)).casefold()
    return "".join(c for c in words if c.isalnum() or c == " ").strip()


def is_quotation(claim: Claim) -> bool:
    """Whether the words stand in quotation marks in the report."""
    return isinstance(claim, QuotedClaim)


def tellable(point: Point) -> bool:
    """Whether a figure stands by itself: it counts people, or tells one thing that was done.

    "212 against 230 on board" tells a reader something, "three against six" does not.
    """
    figures = [claim for claim in point.claims if isinstance(claim, Figure)]
    if point.kind != "figure" or len(figures) < len(point.claims):
        return False
    if all(figure.unit == "people" for figure in figures):
        return True
    predicates = {figure.predicate for figure in figures}
    return len(predicates) == 1 and "" not in predicates


def named(point: Point) -> bool:
    """Whether a tellable figure also has a name that says what it is by itself.

    "The number of officials" does not say what they did; an age is of one person.
    """
    figures = [claim for claim in point.claims if isinstance(claim, Figure)]
    return (
        tellable(point)
        and all(
            figure.predicate not in ("", "age") and not point.about.startswith(_UNNAMED)
            for figure in figures
        )
        and point.about != "sum"
    )


def label(point: Point) -> str:
    """The name of a figure as it reads by itself: "children among those killed in Osk"."""
    about = _PLACE.sub(r" in \g<place>", point.about)
    return clipped(_PART.sub(r" among those \1", about).replace(" killed among", " among"), 120)
