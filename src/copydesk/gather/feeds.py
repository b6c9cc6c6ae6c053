"""Feeds and OPML: which reports an outlet announces, and which feeds a reader follows."""

from __future__ import annotations

import calendar
import contextlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser
from lxml import etree

from copydesk.errors import InputRefused
from copydesk.model import Document

#: An entry whose own text is shorter is an announcement, not the report.
MIN_ENTRY_CHARS = 600


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed.

    Attributes:
        id: the feed's own id of it, else its link.
        url: absolute link to the report; None when the feed gives none.
        title, outlet: as printed; outlet is the feed's title.
        published: aware UTC; None when missing or malformed.
        html: the fullest text that the feed carries; None without.
        updated: when the feed says that it was changed, aware UTC; None when it does not.
    """

    id: str
    url: str | None
    title: str | None
    outlet: str | None
    published: datetime | None
    html: str | None
    updated: datetime | None = None

    def document(self, source: str, fetched: datetime | None = None) -> Document | None:
        """The report, where the feed carries its whole text."""
        if self.html is None or len(self.html) < MIN_ENTRY_CHARS:
            return None
        return Document(
            source=self.url or f"{source}#{self.id}",
            content=self.html.encode("utf-8", "replace"),
            media_type="text/html",
            charset="utf-8",
            url=self.url,
            outlet=self.outlet,
            title=self.title,
            published=self.published,
            fetched=fetched,
        )


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed.

    Attributes:
        title: its own; None without.
        entries: in its order.
        minutes: how long it asks to be left alone (RSS ``ttl``, RDF Site Summary's
            ``updatePeriod`` over ``updateFrequency``); None when it does not ask.
        hub: address of its WebSub hub; None without.
    """

    title: str | None
    entries: tuple[Entry, ...]
    minutes: float | None = None
    hub: str | None = None


def read_feed(content: bytes, source: str, url: str | None = None) -> tuple[Entry, ...]:
    """Entries of a feed; see `read_whole_feed`."""
    return read_whole_feed(content, source, url).entries


def read_whole_feed(content: bytes, source: str, url: str | None = None) -> Feed:
    """An RSS, RDF or Atom feed, broken XML included.

    Args:
        content: the feed.
        source: for messages.
        url: where it was fetched, to resolve relative links.

    Raises:
        InputRefused: it is no feed.
    """
    headers = {"content-location": url} if url else {}
    try:
        parsed = feedparser.parse(content, response_headers=headers, sanitize_html=False)
    except (ValueError, LookupError, AssertionError, AttributeError, TypeError, KeyError) as error:
        # feedparser lets the errors of broken encodings, dates and entities through.
        raise InputRefused(source, f"the feed cannot be read: {error}") from error
    if not parsed.get("version") and not parsed.get("entries"):
        raise InputRefused(source, "not a feed")
    about = parsed.get("feed", {})
    outlet = _text(about.get("title"))
    return Feed(
        title=outlet,
        entries=tuple(_entry(item, outlet, number) for number, item in enumerate(parsed.entries)),
        minutes=_minutes(about),
        hub=_hub(about),
    )


#: Minutes of an ``updatePeriod`` (RDF Site Summary 1.0, module Syndication).
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def _minutes(about: Any) -> float | None:
    asked = []
    period = _PERIODS.get(str(about.get("sy_updateperiod") or "").strip().lower())
    with contextlib.suppress(TypeError, ValueError):
        asked.append(float(about.get("ttl") or 0))
    with contextlib.suppress(TypeError, ValueError):
        asked.append((period or 0) / max(float(about.get("sy_updatefrequency") or 1), 1))
    return max((value for value in asked if 0 < value < math.inf), default=None)


def _hub(about: Any) -> str | None:
    for link in about.get("links", []):
        address = link.get("href") or ""
        if link.get("rel") == "hub" and address.startswith(("http://", "https://")):
            return str(address)
    return None


def read_entries(feed: Document) -> Iterator[Document | InputRefused]:
    """The reports that a feed carries whole; entries that only announce one are refused."""
    try:
        entries = read_feed(feed.content, feed.source, feed.url)
    except InputRefused as refused:
        yield refused
        return
    if not entries:
        yield InputRefused(feed.source, "a feed without entries")
    for entry in entries:
        place = entry.url or f"{feed.source}#{entry.id}"
        reason = "the feed only announces it; give its address to fetch the report"
        yield entry.document(feed.source, feed.fetched) or InputRefused(place, reason)


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _entry(item: Any, outlet: str | None, number: int) -> Entry:
    link = item.get("link")
    url = link if isinstance(link, str) and link.startswith(("http://", "https://")) else None
    bodies = [part.get("value") or "" for part in item.get("content", [])]
    bodies.append(item.get("summary") or "")
    html = max(bodies, key=len)
    source_title = item.get("source", {}).get("title") if item.get("source") else None
    return Entry(
        id=str(item.get("id") or url or number),
        url=url,
        title=_text(item.get("title")),
        outlet=_text(source_title) or outlet,
        published=_time(item.get("published_parsed") or item.get("updated_parsed")),
        html=html or None,
        updated=_time(item.get("updated_parsed")),
    )


def _time(value: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(calendar.timegm(value), UTC) if value else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def read_opml(content: bytes, source: str) -> tuple[str, ...]:
    """Addresses of the feeds an OPML file lists, in its order, each once.

    Raises:
        InputRefused: it is no OPML.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused(source, f"not OPML: {error}") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise InputRefused(source, "not OPML")
    return tuple(dict.fromkeys(_addresses(root)))


def _addresses(root: Any) -> Iterator[str]:
    for outline in root.iter("{*}outline"):
        for name, value in outline.attrib.items():
            if name.lower() == "xmlurl" and value.strip().startswith(("http://", "https://")):
                yield value.strip()
