"""Compose: one story from the points, each sentence with the spans it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.choose.selection import select
from copydesk.compose.lint import LintReport, lint_text
from copydesk.compose.writers import Writer
from copydesk.compose.writers.own import ExtractiveWriter
from copydesk.model import Annotated, Claims, Draft, Point, Story

__all__ = ["ExtractiveWriter", "LintReport", "Writer", "compose", "lint_text", "select"]


def compose(
    story: Story,
    reports: Sequence[Annotated],
    claims: Sequence[Claims],
    points: Sequence[Point],
) -> Draft:
    """A draft of the story by the default writer: no model, no network.

    Args:
        story: the story; every report is one of its articles.
        reports, claims: annotated reports and their claims, in the same order.
        points: from compare.

    Returns:
        the draft, unchecked; the same for the same input.

    Raises:
        WriterError: when no sentence of the reports can be taken.
    """
    return ExtractiveWriter().write(story, reports, claims, points)
