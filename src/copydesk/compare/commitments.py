"""Pledges, agreements, plans, demands, conditions, endorsements and negotiations."""

from __future__ import annotations

from copydesk.model import Annotated, Commitment


def read(report: Annotated) -> tuple[Commitment, ...]:
    """The commitments of a report, in order of text."""
    return ()
