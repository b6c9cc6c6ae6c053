"""Neighbours: what a report says right behind a sentence that is told."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.compose.edit.following import follows
from copydesk.compose.record.candidates import Unit
from copydesk.model import Annotated

#: Sentences that follow one of their report, at most, and their share of the story.
BEHIND, FOLLOWING_SHARE = 2, 0.2


def followers(
    told: Sequence[Unit], units: Sequence[Unit], reports: Sequence[Annotated], words: int
) -> dict[tuple[int, int], tuple[Unit, ...]]:
    """Sentences to be told right behind those of the Deep Look, as their reports go on, until so
    many words; none that repeats what is told.

    Args:
        told: units of the Deep Look, best first.
        units: all that may follow, among them those that cannot stand by themselves.
        reports: of the story.
        words: that they may have together.
    """
    by_key = {u.key: u for u in units}
    taken = {u.key for u in told}
    found: dict[tuple[int, int], tuple[Unit, ...]] = {}
    for unit in told:
        behind: list[Unit] = []
        last = unit
        while len(behind) < BEHIND:
            after = by_key.get((last.report, last.sentence + 1))
            if after is None or after.key in taken or after.scene is not unit.scene:
                break
            if not follows(reports[after.report], last.sentence, after.sentence):
                break
            words -= len(after.text.split())
            if words < 0:
                return found
            behind.append(after)
            taken.add(after.key)
            last = after
        if behind:
            found[unit.key] = tuple(behind)
    return found
