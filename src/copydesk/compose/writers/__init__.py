"""Writers: who turns evidence into a draft. The checks behind them are the same for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from copydesk.model import Annotated, Claims, Draft, DraftSentence, Point, SentenceVerdict, Story

__all__ = ["Judge", "Writer"]

#: What the gate says of a sentence.
Judge = Callable[[DraftSentence], SentenceVerdict]


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
        judge: Judge | None = None,
    ) -> Draft:
        """A draft in which every sentence carries its evidence; ``judge`` for a writer that asks
        whether a sentence would stand."""
        ...
