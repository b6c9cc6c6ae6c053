"""The lead picture: one that a report carries with a caption."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.model import Annotated, Image


def hero(reports: Sequence[Annotated]) -> tuple[Image | None, str | None]:
    """The picture and the id of the report that carries it; (None, None) without one.

    A picture with caption and credit goes before one with a caption, that before one with a
    credit; of equals the earliest report's first. A picture without either is not taken: nobody
    could say what it shows or whose it is.
    """
    found = [
        (not image.caption, not image.credit, i, j, image, report.article.id)
        for i, report in enumerate(reports)
        for j, image in enumerate(report.article.images)
        if image.caption or image.credit
    ]
    if not found:
        return None, None
    best = min(found, key=lambda entry: entry[:4])
    return best[4], best[5]
