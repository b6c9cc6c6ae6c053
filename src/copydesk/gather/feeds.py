"""Feeds: which reports an outlet announces, and those that it carries whole.

RSS in its versions, RDF and Atom, by the names of the elements: feeds mix vocabularies, and
many get their namespaces wrong.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from copydesk.errors import InputRefused
from copydesk.gather import characters, xml
from copydesk.gather.limits import MAX_ENTRIES
from copydesk.gather.times import parse_time
from copydesk.model import Document, Image

#: An entry whose own text has fewer characters is an announcement, not the report.
MIN_ENTRY_CHARS = 500
#: An entry of fewer characters that breaks off is the beginning of a report.
MIN_CUT_CHARS = 1500

_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
_ITEMS = ("item", "entry")
_BODIES = ("encoded", "content", "description", "summary", "body", "fulltext")
_PUBLISHED = ("pubdate", "published", "issued", "date", "created", "publicationdate")
_CHANGED = ("updated", "modified", "lastbuilddate")
_TAG = re.compile(r"<[^<>]{1,2000}>")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|br|h[1-6]|ul|li|a|b|em|strong|img|figure)\b", re.I)
_CUT = re.compile(
    r"(?:\[\s*(?:…|\.\.\.|&hellip;|&#8230;)\s*\]|"
    r"(?:continue reading|read (?:more|the full|the rest)|"
    r"weiterlesen|lire la suite|seguir leyendo|leggi tutto|lees verder)\b.{0,120}|…|\.\.\.)\s*$",
    re.I,
)
_MEDIA = re.compile(r"media|mrss|search\.yahoo")
_EMAIL_NAME = re.compile(r"[^\s@()]+@[^\s@()]+\s*\(([^()]+)\)|([^<>()]+?)\s*<[^<>\s]+@[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed.

    Attributes:
        id: the feed's own id of it, else its link.
        url: absolute link to the report; None when the feed gives none.
        title, outlet: on one line; outlet is the feed's title.
        published, modified: aware, with the offset that the feed states; None when missing or
            malformed.
        html: the fullest text that the feed carries; None without.
        authors: as the feed writes them.
        images: pictures that the feed gives with it.
        notes: what was assumed or could not be read.
    """

    id: str
    url: str | None
    title: str | None
    outlet: str | None
    published: datetime | None
    html: str | None
    modified: datetime | None = None
    authors: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def updated(self) -> datetime | None:
        """When the feed says that it was changed, else when it was published."""
        return self.modified or self.published

    def document(self, source: str, fetched: datetime | None = None) -> Document | None:
        """The report, where the feed carries its whole text."""
        text = " ".join(_TAG.sub(" ", self.html or "").split())
        cut = len(text) < MIN_CUT_CHARS and _CUT.search(text[-200:]) is not None
        if len(text) < MIN_ENTRY_CHARS or cut:
            return None
        return Document(
            source=self.url or f"{source}#{self.id}",
            content=(self.html or "").encode("utf-8", "replace"),
            media_type="text/html",
            charset="utf-8",
            url=self.url,
            outlet=self.outlet,
            title=self.title,
            published=self.published,
            fetched=fetched,
            notes=self.notes,
            modified=self.modified,
            authors=self.authors,
            images=self.images,
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
        topic: the address that the feed gives itself, by which the hub knows it; None without.
    """

    title: str | None
    entries: tuple[Entry, ...]
    minutes: float | None = None
    hub: str | None = None
    topic: str | None = None


def read_feed(
    content: bytes, source: str, url: str | None = None, charset: str | None = None
) -> tuple[Entry, ...]:
    """Entries of a feed; see `read_whole_feed`."""
    return read_whole_feed(content, source, url, charset).entries


def read_whole_feed(
    content: bytes, source: str, url: str | None = None, charset: str | None = None
) -> Feed:
    """An RSS, RDF or Atom feed, its entries in its own order, broken XML included.

    Args:
        content: the feed.
        source: for messages.
        url: where it was fetched, to resolve relative links.
        charset: of the header; None for none.

    Raises:
        InputRefused: it is no feed.
    """
    root = xml.tree_of(content, source, charset)
    if xml.name_of(root) not in _ROOTS:
        raise InputRefused(source, "not a feed")
    channel = next(xml.children(root, "channel"), root)
    outlet = _first_text(channel, ("title",))
    base = _base(root, channel, url)
    items = [element for element in root.iter() if xml.name_of(element) in _ITEMS][:MAX_ENTRIES]
    return Feed(
        title=outlet,
        entries=tuple(_entry(item, outlet, base, number) for number, item in enumerate(items)),
        minutes=_minutes(channel),
        hub=_related(channel, base, "hub"),
        topic=_related(channel, base, "self"),
    )


#: Minutes of an ``updatePeriod`` (RDF Site Summary 1.0, module Syndication).
_PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}


def _minutes(channel: Any) -> float | None:
    period = _PERIODS.get((_first_raw(channel, ("updateperiod",)) or "").lower(), 0)
    asked = [_number(channel, "ttl"), period / max(_number(channel, "updatefrequency"), 1)]
    return max((value for value in asked if 0 < value < math.inf), default=None)


def _number(channel: Any, name: str) -> float:
    try:
        return float(_first_raw(channel, (name,)) or 0)
    except ValueError:
        return 0.0


def _related(channel: Any, base: str, relation: str) -> str | None:
    links = (link for link in xml.children(channel, "link") if link.get("rel") == relation)
    return next((found for link in links if (found := _absolute(base, link.get("href")))), None)


def read_entries(feed: Document) -> Iterator[Document | InputRefused]:
    """The reports that a feed carries whole; entries that only announce one are refused."""
    try:
        entries = read_feed(feed.content, feed.source, feed.url, feed.charset)
    except InputRefused as refused:
        yield refused
        return
    if not entries:
        yield InputRefused(feed.source, "a feed without entries")
    for entry in entries:
        place = entry.url or f"{feed.source}#{entry.id}"
        reason = "the feed only announces it; give its address to fetch the report"
        yield entry.document(feed.source, feed.fetched) or InputRefused(place, reason)


def _base(root: Any, channel: Any, url: str | None) -> str:
    """What relative links are resolved against."""
    stated = root.get("{http://www.w3.org/XML/1998/namespace}base")
    links = list(xml.children(channel, "link"))
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    pages = [link.get("href") or (link.text or "").strip() for link in links]
    for candidate in (stated, url, *own, *pages):
        address = _absolute(url or "", candidate)
        if address:
            return address
    return ""


def _absolute(base: str, link: str | None) -> str | None:
    if not link or not link.strip():
        return None
    try:
        address = urljoin(base, link.strip())
    except ValueError:
        return None
    if address.startswith("//"):
        address = f"https:{address}"
    return address if address.startswith(("http://", "https://")) else None


def _entry(item: Any, outlet: str | None, base: str, number: int) -> Entry:
    base = _absolute(base, item.get("{http://www.w3.org/XML/1998/namespace}base")) or base
    url = _link(item, base)
    guid = _first_raw(item, ("id", "guid", "identifier"))
    published, noted = _time(item, _PUBLISHED)
    modified, _ = _time(item, _CHANGED)
    if published is None:
        published, modified = modified, None
    bodies = [_body(element) for element in xml.children(item, *_BODIES) if not _is_media(element)]
    return Entry(
        id=(guid or url or str(number))[:500],
        url=url,
        title=_first_text(item, ("title",)),
        outlet=_source(item) or outlet,
        published=published,
        html=max(bodies, key=len, default="") or None,
        modified=modified if modified != published else None,
        authors=tuple(dict.fromkeys(_authors(item))),
        images=tuple(_pictures(item, base)),
        notes=noted,
    )


def _is_media(element: Any) -> bool:
    return _MEDIA.search(xml.space_of(element)) is not None


def _first_raw(item: Any, names: Iterable[str]) -> str | None:
    for name in names:
        for element in xml.children(item, name):
            text = " ".join(xml.text_of(element).split())
            if text and not _is_media(element):
                return text
    return None


def _first_text(item: Any, names: Iterable[str]) -> str | None:
    raw = _first_raw(item, names)
    return characters.plain(raw) if raw else None


def _source(item: Any) -> str | None:
    """The outlet that a feed of several names for an entry."""
    for element in xml.children(item, "source"):
        return _first_text(element, ("title",)) or characters.plain(element.text or "")
    return None


def _link(item: Any, base: str) -> str | None:
    """The report's own address: the original of a redirecting link, the page, the id."""
    found: list[str | None] = [_first_raw(item, ("origlink",))]
    links = [link for link in xml.children(item, "link") if not _is_media(link)]
    pages = [link for link in links if (link.get("rel") or "alternate") == "alternate"]
    pages.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    found += [link.get("href") or (link.text or link.tail) for link in pages]
    for guid in xml.children(item, "guid", "id"):
        if (guid.get("isPermaLink") or "true").lower() == "true":
            text = (guid.text or "").strip()
            found.append(text if text.startswith(("http://", "https://")) else None)
    found.append(item.get("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"))
    return next((address for link in found if (address := _absolute(base, link))), None)


def _body(element: Any) -> str:
    """The text of an entry as markup."""
    kind = (element.get("type") or "").lower()
    if len(element):
        return xml.inner(element)
    text = element.text or ""
    if kind in ("text", "text/plain"):
        text = html.escape(text, quote=False)
    elif not _TAG.search(text) and _ESCAPED_TAG.search(text):
        text = html.unescape(text)
    if _TAG.search(text):
        return text
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "".join(f"<p>{line}</p>" for line in lines)


def _time(item: Any, names: Iterable[str]) -> tuple[datetime | None, tuple[str, ...]]:
    for name in names:
        for element in xml.children(item, name):
            time, note = parse_time(xml.text_of(element).strip())
            if time is not None:
                return _of_the_day(time), (note,) if note else ()
    return None, ()


def _of_the_day(time: datetime) -> datetime:
    """The time in UTC, unless the day there is another than at the outlet's place.

    Many feeds state the zone of their server: it counts only where the day hangs on it.
    """
    universal = time.astimezone(UTC)
    return universal if universal.date() == time.date() else time


def _authors(item: Any) -> Iterator[str]:
    for element in xml.children(item, "creator", "author"):
        names = [xml.text_of(name) for name in xml.children(element, "name")]
        for raw in names or [element.text or ""]:
            text = " ".join(raw.split())
            match = _EMAIL_NAME.search(text)
            name = characters.plain((match[1] or match[2]) if match else text)
            if name and "@" not in name:
                yield name


def _pictures(item: Any, base: str) -> Iterator[Image]:
    """Pictures that an entry gives: Media RSS, and enclosures."""
    seen: set[str] = set()
    for element in item.iter():
        name = xml.name_of(element)
        if name not in ("content", "thumbnail", "enclosure") or not element.get("url"):
            continue
        kind = element.get("medium") or element.get("type") or ""
        if name != "thumbnail" and not kind.startswith("image"):
            continue
        address = _absolute(base, element.get("url"))
        if address is None or address in seen or (name == "thumbnail" and seen):
            continue
        seen.add(address)
        caption = _first_media(element, ("description", "title"))
        yield Image(address, caption, _first_media(element, ("credit", "copyright")))


def _first_media(element: Any, names: Iterable[str]) -> str | None:
    for name in names:
        for child in xml.children(element, name):
            text = characters.plain(xml.text_of(child))
            if text:
                return text
    return None
