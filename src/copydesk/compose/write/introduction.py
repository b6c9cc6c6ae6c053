"""The standfirst: two or three sentences that tell what happened."""

from __future__ import annotations

from copydesk.compose.choose.plan import Plan
from copydesk.compose.write.page import Page
from copydesk.model import DraftSentence


def write(plan: Plan, page: Page) -> tuple[DraftSentence, ...]:
    """The sentences of the standfirst, in order."""
    written = (page.write(unit, "standfirst") for unit in plan.standfirst)
    return tuple(sentence for sentence in written if sentence is not None)
