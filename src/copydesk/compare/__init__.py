"""Compare: what each report claims, and how the reports of one story stand to each other."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.annotate.lookup import Reading
from copydesk.compare import elsewhere
from copydesk.compare.deeds import commitments, event_claims, fact_points, told_alike
from copydesk.compare.figures import figure_claims, figure_points
from copydesk.compare.passages import telling_apart
from copydesk.compare.same.groups import Linker
from copydesk.compare.speech import (
    quotation_claims,
    quotation_points,
    same_people,
    statement_claims,
    statement_points,
)
from copydesk.lazy import also_a_function
from copydesk.model import Annotated, Claims, Point, Story

__all__ = ["claims", "compare", "figures"]

also_a_function(__name__)


def claims(report: Annotated) -> Claims:
    """All that a report claims, typed.

    Args:
        report: an annotated report.

    Returns:
        its figures, quotations, statements, commitments and events, each in order of text.
    """
    reading = Reading.of(report)
    return Claims(
        article=report.article.id,
        figures=figure_claims.read(report),
        quotations=quotation_claims.read(report),
        statements=statement_claims.read(report),
        commitments=commitments.read(report, reading),
        events=event_claims.read(report, reading),
        passages=telling_apart.read(report),
    )


def figures(report: Annotated) -> Claims:
    """Only the figures that a text claims: all that a single sentence is asked for by the check."""
    found = figure_claims.read(report) if report.quantities else ()
    return Claims(article=report.article.id, figures=found)


def compare(
    story: Story,
    claims: Sequence[Claims],
    reports: Sequence[Annotated],
    linker: Linker | None = None,
) -> tuple[Point, ...]:
    """The points of a story: the claims of one thing in all its reports, with a verdict.

    Args:
        story: its articles and origins.
        claims: of each report of the story.
        reports: the story's reports, in any order; claims are matched to them by id.
        linker: says which figures are one thing; None for the one that comes with copydesk.

    Returns:
        points of kinds "figure", "quotation", "statement", "commitment", "role", "event" and
        "fact"; the same for the same reports in any order.

    Raises:
        KeyError: when a report or its claims are missing for an article of the story.
    """
    by_article = {c.article: c for c in claims}
    by_id = {r.article.id: r for r in reports}
    ordered = [by_id[article] for article in story.articles]
    own = same_people.under_one_name([by_article[a] for a in story.articles], ordered)
    found = (
        *figure_points.points(story, own, ordered, linker),
        *quotation_points.points(story, own, ordered),
        *statement_points.points(story, own, ordered),
        *fact_points.points(story, own, ordered),
        *told_alike.points(story, own, ordered),
    )
    return elsewhere.only(found, elsewhere.Elsewhere(story, own, ordered))
