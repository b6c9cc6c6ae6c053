"""The timeline: what happened on which day, in the words of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

from copydesk.model import Dossier, Event, Point, Span
from copydesk.publish import dates, wording
from copydesk.publish.source_list import outlets_of
from copydesk.publish.text import clipped

_MOST_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline.

    ``machine`` is the value of the ``datetime`` attribute. ``words`` are verbatim. ``source`` is
    the number of the outlet behind it.
    """

    when: str
    machine: str
    words: str
    outlet: str
    source: int
    language: str | None = None


def timeline(dossier: Dossier, numbers: dict[str, int]) -> tuple[Entry, ...]:
    """What the story tells and happened on a sure day, oldest first; empty when that is of less
    than two days. What it tells as background, or not at all, is of other events.

    Args:
        dossier: the story.
        numbers: number in the source list by article id.
    """
    entries = sorted(_events(dossier, numbers), key=lambda pair: pair[0])
    days = {entry.machine for _, entry in entries}
    return tuple(entry for _, entry in entries) if len(days) > 1 else ()


def _told(dossier: Dossier) -> list[Span]:
    """What the story cites of its event."""
    draft = dossier.draft
    sections = (s for s in draft.sections if s.key != "background")
    every = (
        *(draft.headline, *draft.standfirst, *draft.quick_looks),
        *(s for section in sections for paragraph in section.paragraphs for s in paragraph),
    )
    return [span for sentence in every for span in sentence.evidence]


_Sorted = tuple[tuple[datetime, str], Entry]


def _events(dossier: Dossier, numbers: dict[str, int]) -> list[_Sorted]:
    outlets = outlets_of(dossier)
    points = [p for p in dossier.points if p.kind == "event"]
    points.sort(key=lambda p: (-len(p.origins), p.id))
    found: list[_Sorted] = []
    seen: set[str] = set()
    told = _told(dossier)
    for point in points:
        event = _dated(point, told)
        words = None if event is None else dates.event_days(event.when or "")
        if event is None or words is None or len(found) == _MOST_EVENTS:
            continue
        last = dossier.article(event.article).published
        if last is not None and (event.when or "")[:10] > last.astimezone(UTC).date().isoformat():
            continue  # it had not happened when the report was written
        report = dossier.report(event.article)
        sentence = report.sentence_text(event.sentence) if report.sentences else ""
        text = clipped(sentence or wording.value(event, report), 240)
        if text in seen:
            continue
        seen.add(text)
        first = datetime.combine(
            datetime.fromisoformat((event.when or "").partition("/")[0]), time(), UTC
        )
        entry = Entry(
            when=words,
            machine=(event.when or "").partition("/")[0],
            words=text,
            outlet=outlets[event.article],
            source=numbers[event.article],
            language=report.article.language if report.article.language != "und" else None,
        )
        found.append(((first, point.id), entry))
    return found


def _dated(point: Point, told: Sequence[Span]) -> Event | None:
    """The first claim of the point with a sure day, of something that took place and is told."""
    chosen = point.representatives or range(len(point.claims))
    for index in chosen:
        claim = point.claims[index]
        if not isinstance(claim, Event) or not claim.when or claim.status != "asserted":
            continue
        if any(
            s.article == claim.article and s.start < claim.end and claim.start < s.end for s in told
        ):
            return claim
    return None
