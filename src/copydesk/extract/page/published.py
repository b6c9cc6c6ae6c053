"""When a report was published, with its zone, to the minute where the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from htmldate import find_date
from lxml import etree

from copydesk.extract.page import statements
from copydesk.extract.page.head import Head

_PUBLISHED = (
    "article:published_time", "og:article:published_time", "datepublished", "article:published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "pubdate", "publishdate",
    "publish-date", "publish_date", "publication_date", "article_date_original",
    "originalpublicationdate", "bt:pubdate", "date", "dc.date.created", "og:published_time",
    "article.published", "iso-8601-publish-date",
)  # fmt: skip
_MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod", "revised", "article.updated",
)  # fmt: skip
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}(?::?\d{2})?|[+-]\d{2})?"
)
#: Zones lie between UTC-12 and UTC+14.
_MAX_OFFSET = timedelta(hours=14)
_FIRST_YEAR = 1990


def published_of(
    tree: Any, head: Head, node: statements.Node, markup: str, url: str | None
) -> tuple[datetime | None, datetime | None, tuple[str, ...]]:
    """Times of publication and of the last change, aware, with notes.

    They keep the offset that the page states, since only with it the day of publication is the
    day at the outlet's place; a time in UTC takes the offset of another statement of the same
    instant. A time without zone takes the zone of another statement of the same minute; failing
    that it is read as UTC, and noted. htmldate (Barbaresi 2020) finds the day where the page
    states no time.
    """
    stated = [time for value in _stated(tree, head, node) if (time := parse(value)) is not None]
    modified = [
        time
        for value in (node.get("dateModified"), *head.all(*_MODIFIED))
        if (time := parse(value)) is not None
    ]
    notes: tuple[str, ...] = ()
    published: datetime | None
    if stated:
        published = _placed(_zoned(stated[0], (*stated, *modified)), (*stated, *modified))
    else:
        published = _searched(markup, url)
        notes = ("publication day found in the text of the page",) if published else ()
    if published is not None and published.tzinfo is None:
        notes = (*notes, "published without a zone, read as UTC")
    changed = _placed(_zoned(modified[0], stated), stated) if modified else None
    return _aware(published), _aware(changed), notes


def parse(value: object) -> datetime | None:
    """A time in one of the forms that pages use, aware when a zone is given; None otherwise."""
    if not isinstance(value, str):
        return None
    match = _ISO.search(value)
    try:
        if match is None:
            return _parse_loose(value)
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
        time = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001
        return _with_offset(time, match[7])
    except (ValueError, OverflowError):
        return None


def _with_offset(time: datetime, zone: str | None) -> datetime | None:
    if not _FIRST_YEAR <= time.year <= 2200:
        return None
    if zone is None:
        return time
    if zone in ("Z", "UTC", "GMT"):
        return time.replace(tzinfo=UTC)
    digits = re.sub(r"\D", "", zone).ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
    if offset > _MAX_OFFSET:
        return time
    return time.replace(tzinfo=timezone(-offset if zone[0] == "-" else offset))


def _parse_loose(value: str) -> datetime | None:
    if re.fullmatch(r"\d{10}(\d{3})?", value.strip()):
        return datetime.fromtimestamp(int(value.strip()[:10]), UTC)
    try:
        time = parsedate_to_datetime(value)
    except (TypeError, IndexError):
        return None
    return time if time.year >= _FIRST_YEAR else None


def _stated(tree: Any, head: Head, node: statements.Node) -> Iterator[object]:
    for name in ("datePublished", "dateCreated", "uploadDate"):
        yield node.get(name)
    yield from head.all(*_PUBLISHED)
    for element in tree.iter("time"):
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            yield element.get("datetime")
    for element in tree.iter("time"):
        hints = f"{element.get('class') or ''} {element.getparent().get('class') or ''}"
        if not re.search(r"updat|modif|comment|related", hints, re.I):
            yield element.get("datetime")
            break


def _zoned(time: datetime, others: Sequence[datetime]) -> datetime:
    """The time with the zone of another statement of the same instant, when it has none."""
    if time.tzinfo is not None:
        return time
    for other in others:
        if other.tzinfo is None:
            continue
        difference = other.astimezone(UTC).replace(tzinfo=None) - time
        quarter = difference % timedelta(minutes=15)
        if (
            abs(difference) <= _MAX_OFFSET
            and quarter < timedelta(minutes=1)
            and time.hour + time.minute
        ):
            return other
    return time


def _placed(time: datetime, others: Sequence[datetime]) -> datetime:
    """A time in UTC with the offset of another statement of the same instant."""
    if time.tzinfo is None or time.utcoffset():
        return time
    aware = (other for other in others if other.tzinfo is not None and other.utcoffset())
    return next((other for other in aware if other == time), time)


def _aware(time: datetime | None) -> datetime | None:
    return time.replace(tzinfo=UTC) if time is not None and time.tzinfo is None else time


def _searched(markup: str, url: str | None) -> datetime | None:
    try:
        found = find_date(markup, original_date=True, url=url)
    except (ValueError, TypeError, AttributeError, OverflowError, etree.LxmlError):
        return None  # htmldate lets the errors of odd markup through
    return parse(found)
