"""Writers: who turns evidence into a draft. The checks behind them are the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from copydesk.model import Annotated, Claims, Draft, Point, Story

__all__ = ["Writer"]


class Writer(Protocol):
    """Writes a draft from a story's evidence.

    Raises:
        WriterError: when no draft can be made.
    """

    def write(
        self,
        story: Story,
        reports: Sequence[Annotated],
        claims: Sequence[Claims],
        points: Sequence[Point],
    ) -> Draft:
        """A draft in which every sentence carries its evidence."""
        ...
