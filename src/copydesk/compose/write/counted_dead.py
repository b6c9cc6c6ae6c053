"""The number of dead that a title gives."""

from __future__ import annotations

import re

_DEAD = re.compile(
    r"\b(?P<behind>\d[\d,]*)(?: \w+)? (?:killed|dead|die|dies|died|deaths)\b"
    r"|\b(?:kills|killed|killing|leaves|toll (?:rises|climbs) to) (?:at least |more than |over )?"
    r"(?P<before>\d[\d,]*)\b(?! (?:injured|hurt|wounded))",
    re.IGNORECASE,
)


def dead(title: str) -> int | None:
    """The number of dead that a title gives in figures; None when it gives none."""
    match = _DEAD.search(title)
    if match is None:
        return None
    return int((match["behind"] or match["before"]).replace(",", ""))
