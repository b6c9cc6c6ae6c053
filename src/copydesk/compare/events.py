"""Events: what happened, is under way or is planned."""

from __future__ import annotations

from copydesk.model import Annotated, Event


def read(report: Annotated) -> tuple[Event, ...]:
    """The events of a report, in order of text."""
    return ()
