"""Statements, commitments and events of several reports, set against each other."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.model import Annotated, Claims, Point, Story


def points(
    story: Story, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> tuple[Point, ...]:
    """Points of kinds "statement", "commitment", "role" and "event"."""
    return ()
