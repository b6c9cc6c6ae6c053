"""Speech reported without quotation marks: "X said that …", "according to X, …"."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.annotate.quoted import Cue
from copydesk.annotate.reading import Reading
from copydesk.model import Quotation, Statement

_MARKER_GAP = 3  # white space and a stop between a sentence and its citation marker


def statements(reading: Reading, quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """Statements of a report, in order of text."""
    return ()


def cited_after(reading: Reading, sentence: int) -> str | None:
    """The outlet named by the citation marker that follows a sentence; None without one."""
    if not reading.sentences or not reading.article.cited_outlets:
        return None
    end = reading.sentences[sentence].end
    for marker in reading.article.cited_outlets:
        if end - 1 <= marker.start <= end + _MARKER_GAP or (
            reading.sentences[sentence].start <= marker.start and marker.end == end
        ):
            return marker.name
    return None


def told(reading: Reading, cue: Cue) -> str | None:
    """The news organisation a source told: "told Example News"; None for other listeners."""
    after = cue.token + 1
    entity = reading.entity_at.get(after)
    if entity is None and after + 1 < len(reading.tokens):
        the = reading.tokens[after].text.lower() == "the"
        entity = reading.entity_at.get(after + 1) if the else None
    if cue.text.lower() not in ("told", "tells", "telling") or entity is None:
        return None
    if entity.label != "ORG":
        return None
    return reading.article.text[entity.start : entity.end]
