"""What is handed to whoever does the work of `copydesk.pipeline.story_work`. Loads no stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from copydesk.model import Article, Story

if TYPE_CHECKING:
    from copydesk.store import Version

#: The works by the names under which an executor loads them.
READ, READ_LEAD, WRITE = (
    f"copydesk.pipeline.story_work:{name}" for name in ("reader", "lead_reader", "story_writer")
)
#: What a process loads that will do them.
LOADED = ("copydesk.pipeline.story_work",)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A story to be compared, composed and checked.

    Attributes:
        story: its reports are in this order.
        reports: annotated, as the store keeps them.
        outlets: the name that a report's outlet is printed under, by the report's id; a report
            that is not among them keeps the name it came with.
        brief: whether a page from the lead is enough.
        previous: the version that stands; None for a new story.
        earlier: revisions of the reports that stood before.
    """

    story: Story
    reports: tuple[bytes, ...]
    outlets: Mapping[str, str]
    brief: bool = False
    previous: Version | None = None
    earlier: tuple[Article, ...] = ()
