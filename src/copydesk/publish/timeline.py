"""The timeline: what happened, told apart from when it was reported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from copydesk.model import Dossier, Event, Point
from copydesk.publish import dates, wording
from copydesk.publish.reports import origin_names, outlets_of
from copydesk.publish.text import clipped, listed

_MOST_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline.

    ``kind`` is "event" or "report". ``machine`` is the value of the ``datetime`` attribute.
    ``words`` are verbatim for an event. ``source`` is the number of the report behind it.
    """

    kind: str
    when: str
    machine: str
    words: str
    outlet: str
    source: int
    language: str | None = None


def timeline(dossier: Dossier, numbers: dict[str, int]) -> tuple[Entry, ...]:
    """Dated events and first reports of each origin, oldest first.

    Args:
        dossier: the story.
        numbers: number in the source list by article id.
    """
    entries = [*_events(dossier, numbers), *_reports(dossier, numbers)]
    entries.sort(key=lambda pair: pair[0])
    return tuple(entry for _, entry in entries)


_Sorted = tuple[tuple[datetime, int, str], Entry]


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
            kind="event",
            when=words,
            machine=(event.when or "").partition("/")[0],
            words=text,
            outlet=outlets[event.article],
            source=numbers[event.article],
            language=report.article.language if report.article.language != "und" else None,
        )
        found.append(((first, 0, point.id), entry))
    return found


def _dated(point: Point) -> Event | None:
    """The first claim of the point with a sure day, of something that took place."""
    chosen = point.representatives or range(len(point.claims))
    for index in chosen:
        claim = point.claims[index]
        if isinstance(claim, Event) and claim.when and claim.status != "denied":
            return claim
    return None


def _reports(dossier: Dossier, numbers: dict[str, int]) -> list[_Sorted]:
    """One entry an origin, at its first report; the copies are named with it."""
    outlets, names = outlets_of(dossier), origin_names(dossier)
    found: list[_Sorted] = []
    for origin in dossier.story.origins:
        dated = [a for a in origin.articles if dossier.article(a).published is not None]
        if not dated:
            continue
        article = dossier.article(dated[0])
        assert article.published is not None
        outlet = outlets[article.id]
        others = dict.fromkeys(outlets[a] for a in origin.articles if outlets[a] != outlet)
        agency = f" ({names[origin.id]})" if origin.kind == "agency" else ""
        also = f", the same text later in {listed(list(others), 3)}" if others else ""
        title = f": “{clipped(article.title, 140)}”" if article.title else ""
        when = article.published
        # A day without a time sorts after the events of that day.
        at = when + timedelta(days=1) if when.astimezone(UTC).time() == time() else when
        entry = Entry(
            kind="report",
            when=dates.moment(when),
            machine=dates.stated(when),
            words=f"{outlet}{agency}{title}{also}",
            outlet=outlet,
            source=numbers[article.id],
        )
        found.append(((at, 1, origin.id), entry))
    return found
