"""What stands at a source's address: a feed, a sitemap or a section page, told from its bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from copydesk.errors import InputRefused
from copydesk.gather.feeds import Entry, read_whole_feed
from copydesk.gather.frontpages import read_front_page
from copydesk.gather.headers import content_type
from copydesk.gather.sitemaps import Listed, read_sitemap
from copydesk.gather.sniff import Kind, kind_of
from copydesk.gather.web import Response
from copydesk.model import Document, Page, PageState, Source, SourceKind
from copydesk.model.serial import to_json

_SITEMAP = re.compile(
    rb"\s*(<\?xml[^>]*>\s*)?(<[?!][^>]*>\s*)*<(\w+:)?(urlset|sitemapindex)\b", re.I
)
#: What a link was counted with is no part of its address (Google's campaign parameters).
_COUNTED = "utm_"


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source lists.

    Attributes:
        kind: what it turned out to be.
        pages: announced reports, each once.
        title: the listing's own.
        minutes: how long it asks to be left alone; None when it does not ask.
        hub, topic: its WebSub hub, and the address that the hub knows it by.
        feed: the feed that a page names; None for others.
        maps: further sitemaps that an index lists.
    """

    kind: SourceKind
    pages: tuple[Page, ...]
    title: str | None = None
    minutes: float | None = None
    hub: str | None = None
    topic: str | None = None
    feed: str | None = None
    maps: tuple[str, ...] = ()


def read_listing(source: Source, response: Response, now: datetime, oldest: datetime) -> Listing:
    """What an answer of status 200 lists.

    Args:
        source: which source was asked.
        response: what it answered.
        now: aware UTC.
        oldest: reports published before are listed as old, and not read.

    Raises:
        InputRefused: it is none of the kinds that are watched, or not the kind the user named.
    """
    content = response.content
    media_type, _ = content_type(response.header("content-type"))
    if _is_sitemap(content):
        listing = _sitemap(source, content)
    elif not content.strip():
        raise InputRefused(source.address, "the answer is empty")
    else:
        kind = kind_of(content, response.url, media_type)
        if kind is Kind.FEED:
            listing = _feed(source, response)
        elif kind is Kind.HTML:
            listing = _section(source, response)
        else:
            listing = _feed(source, response)  # a feed behind odd bytes; refused when it is none
    if source.kind not in (SourceKind.AUTO, listing.kind):
        raise InputRefused(
            source.address, f"it was added as a {source.kind} and answers with a {listing.kind}"
        )
    pages: dict[str, Page] = {}
    for page in listing.pages:
        old = page.published is not None and page.published < oldest
        state = PageState.OLD if old else PageState.WAITING
        pages.setdefault(page.address, _ready(page, state, now))
    hub, topic = named_hub(response)
    return replace(
        listing,
        pages=tuple(pages.values()),
        hub=hub or listing.hub,
        topic=(topic if hub else None) or listing.topic,
    )


def _ready(page: Page, state: PageState, now: datetime) -> Page:
    waits = state is PageState.WAITING
    return Page(
        address=page.address,
        source=page.source,
        state=state,
        title=page.title,
        outlet=page.outlet,
        published=page.published,
        stamp=page.stamp,
        body=page.body if waits else None,
        next_read=now if waits else None,
    )


def _is_sitemap(content: bytes) -> bool:
    return content.startswith(b"\x1f\x8b") or _SITEMAP.match(content[:4096]) is not None


def _feed(source: Source, response: Response) -> Listing:
    feed = read_whole_feed(response.content, source.address, response.url)
    pages = tuple(_announced(source, entry) for entry in feed.entries)
    return Listing(SourceKind.FEED, pages, feed.title, feed.minutes, feed.hub, feed.topic)


_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,\"]+))*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.I)


def named_hub(response: Response) -> tuple[str | None, str | None]:
    """Hub and topic of the Link headers (RFC 8288): they win over the feed's (WebSub, 4)."""
    found: dict[str, str] = {}
    for name, value in response.headers:
        if name != "link":
            continue
        for address, rest in _LINK.findall(value[:4000]):
            relation = _RELATION.search(rest)
            for word in (relation[1] or relation[2] or "").lower().split() if relation else ():
                found.setdefault(word, urljoin(response.url, address.strip()))
    return found.get("hub"), found.get("self")


def _announced(source: Source, entry: Entry) -> Page:
    whole = entry.document(source.address)
    outlet = source.outlet or entry.outlet
    if whole is None and entry.url is None:  # nothing to fetch: what there is is all there is
        content = (entry.html or "").encode("utf-8", "replace")
        place = f"{source.address}#{entry.id}"
        whole = Document(place, content, "text/html", "utf-8", title=entry.title)
    body = None if whole is None else to_json(replace(whole, outlet=outlet)).encode()
    return Page(
        address=plain_address(entry.url) if entry.url else f"{source.address}#{entry.id}",
        source=source.address,
        title=entry.title,
        outlet=outlet,
        published=entry.published,
        stamp=_stamp([entry.title, entry.modified, entry.html if whole else None]),
        body=body,
    )


def _sitemap(source: Source, content: bytes) -> Listing:
    found = read_sitemap(content, source.address)
    pages = tuple(_listed(source, item) for item in found.pages)
    return Listing(SourceKind.SITEMAP, pages, maps=tuple(item.url for item in found.maps))


def _listed(source: Source, item: Listed) -> Page:
    return Page(
        address=plain_address(item.url),
        source=source.address,
        title=item.title,
        outlet=source.outlet or item.outlet,
        published=item.published or item.changed,
        stamp=_stamp([item.title, item.changed]) if item.title or item.changed else None,
    )


def _section(source: Source, response: Response) -> Listing:
    page = read_front_page(response.content, response.url)
    if not page.links and page.feed is None:
        raise InputRefused(source.address, "a page that leads to no report and names no feed")
    own = plain_address(response.url)
    pages = tuple(
        Page(address, source.address, title=title, outlet=source.outlet)
        for link, title in page.links
        if (address := plain_address(link)) != own
    )
    return Listing(SourceKind.SECTION, pages, page.title, feed=page.feed)


def plain_address(url: str) -> str:
    """The address without its fragment and without what it was counted with."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = parts.query
    if _COUNTED in query:
        fields = parse_qsl(query, keep_blank_values=True)
        query = urlencode([(k, v) for k, v in fields if not k.startswith(_COUNTED)])
    return parts._replace(fragment="", query=query).geturl()


def _stamp(parts: Iterable[object]) -> str:
    text = "\x1f".join(str(part or "") for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
