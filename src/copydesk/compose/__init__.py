"""Compose: one story from the points, each sentence with the spans it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.lint import LintReport, lint_text
from copydesk.compose.writers import Judge, Writer
from copydesk.compose.writers.own import OwnWriter
from copydesk.lazy import also_a_function
from copydesk.model import Annotated, Claims, Draft, Point, Story

__all__ = ["LintReport", "OwnWriter", "Writer", "compose", "lint_text"]

also_a_function(__name__)


def compose(
    story: Story,
    reports: Sequence[Annotated],
    claims: Sequence[Claims],
    points: Sequence[Point],
    writer: Writer | None = None,
    judge: Judge | None = None,
) -> Draft:
    """A draft of the story; by the default writer, without a model and without a network.

    Args:
        story: the story; every report is one of its articles.
        reports, claims: annotated reports and their claims, in the same order.
        points: from compare.
        writer: who writes; None for the default one.
        judge: what the gate says of a sentence, for a writer that asks.

    Returns:
        the draft, unchecked; of the default writer the same for the same input.

    Raises:
        WriterError: when no sentence of the reports can be taken, or a model gives no answer.
    """
    return (writer or OwnWriter()).write(story, reports, claims, points, judge)
