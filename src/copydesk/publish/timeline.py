"""The timeline: what happened on which day, in the words of a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from copydesk.model import Dossier, Event, Point
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
    """What happened on a sure day, oldest first; empty when that is less than two things.

    Args:
        dossier: the story.
        numbers: number in the source list by article id.
    """
    entries = sorted(_events(dossier, numbers), key=lambda pair: pair[0])
    return tuple(entry for _, entry in entries) if len(entries) > 1 else ()


_Sorted = tuple[tuple[datetime, str], Entry]


def _events(dossier: Dossier, numbers: dict[str, int]) -> list[_Sorted]:
    outlets = outlets_of(dossier)
    points = [p for p in dossier.points if p.kind == "event"]
    points.sort(key=lambda p: (-len(p.origins), p.id))
    found: list[_Sorted] = []
    seen: set[str] = set()
    for point in points:
        event = _dated(point)
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


def _dated(point: Point) -> Event | None:
    """The first claim of the point with a sure day, of something that took place."""
    chosen = point.representatives or range(len(point.claims))
    for index in chosen:
        claim = point.claims[index]
        if isinstance(claim, Event) and claim.when and claim.status == "asserted":
            return claim
    return None
