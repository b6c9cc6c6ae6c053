"""A version of a story as the store gives it. Who is sent one needs no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from copydesk.model import Change, Draft, Point, State, Story


@dataclass(frozen=True, slots=True)
class Version:
    """A kept version of a story."""

    story: Story
    version: int
    evidence: str
    slug: str
    state: State
    draft: Draft
    points: tuple[Point, ...]
    changes: tuple[Change, ...]
    published: datetime | None
    updated: datetime | None
