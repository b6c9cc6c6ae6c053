"""Pictures of a report with caption and credit: figures, and what JSON-LD says of images."""

from __future__ import annotations

from typing import Any

from copydesk.model import Image


def pictures_of(tree: Any, url: str | None) -> tuple[Image, ...]:
    """Pictures in the page's order."""
    return ()
