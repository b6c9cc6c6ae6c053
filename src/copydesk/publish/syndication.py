"""Feeds of a site or a section: RSS 2.0, Atom, JSON Feed; site maps; the outlets as OPML.

Written with lxml: feed generators at hand drop links of the kinds that readers need.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from lxml import etree

from copydesk.publish import dates
from copydesk.publish.directory import Card
from copydesk.publish.disputes import Standing
from copydesk.publish.listings import SourcePage
from copydesk.publish.site import Site
from copydesk.publish.text import printable

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"

#: Stories in a feed; readers poll often and keep what they have seen.
ENTRIES = 50
# A news site map lists articles of the last two days (Google's news site map rules); counted
# from the newest story, since a site is written from its reports and not by the clock.
_NEWS_DAYS = timedelta(days=2)


def rss(site: Site, title: str, page: str, feed: str, cards: Sequence[Card]) -> bytes:
    """RSS 2.0 (https://www.rssboard.org/rss-specification).

    Args:
        site: settings.
        title: of the feed.
        page: path of the page that the feed belongs to.
        feed: path of the feed itself.
        cards: stories, newest first.
    """
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"atom": ATOM})
    channel = etree.SubElement(root, "channel")
    _text(channel, "title", title)
    _text(channel, "link", site.address(page))
    _text(channel, "description", site.description)
    _text(channel, "language", site.language)
    newest = _newest(cards)
    if newest is not None:
        _text(channel, "lastBuildDate", format_datetime(newest))
    etree.SubElement(
        channel,
        f"{{{ATOM}}}link",
        {"rel": "self", "type": "application/rss+xml", "href": site.address(feed)},
    )
    for card in _shown(cards):
        item = etree.SubElement(channel, "item")
        _text(item, "title", card.headline)
        _text(item, "link", _address(site, card))
        _text(item, "guid", _address(site, card), isPermaLink="true")
        _text(item, "description", _summary(card))
        _text(item, "category", card.kicker)
        if card.updated is not None:
            _text(item, "pubDate", format_datetime(card.updated.astimezone(UTC)))
    return _xml(root)


def atom(site: Site, title: str, page: str, feed: str, cards: Sequence[Card]) -> bytes:
    """Atom (RFC 4287). Stories without a time are left out: an entry must carry one."""
    root = _root("feed", ATOM)
    root.set("{http://www.w3.org/XML/1998/namespace}lang", site.language)
    _text(root, f"{{{ATOM}}}id", site.address(page))
    _text(root, f"{{{ATOM}}}title", title)
    _text(root, f"{{{ATOM}}}subtitle", site.description)
    newest = _newest(cards) or datetime(1970, 1, 1, tzinfo=UTC)
    _text(root, f"{{{ATOM}}}updated", dates.machine(newest))
    for rel, path in (("alternate", page), ("self", feed)):
        etree.SubElement(root, f"{{{ATOM}}}link", {"rel": rel, "href": site.address(path)})
    author = etree.SubElement(root, f"{{{ATOM}}}author")
    _text(author, f"{{{ATOM}}}name", site.title)
    for card in _shown(cards):
        if card.updated is None:
            continue
        entry = etree.SubElement(root, f"{{{ATOM}}}entry")
        _text(entry, f"{{{ATOM}}}id", _address(site, card))
        _text(entry, f"{{{ATOM}}}title", card.headline)
        _text(entry, f"{{{ATOM}}}updated", dates.machine(card.updated))
        etree.SubElement(
            entry, f"{{{ATOM}}}link", {"rel": "alternate", "href": _address(site, card)}
        )
        etree.SubElement(entry, f"{{{ATOM}}}category", {"term": printable(card.kicker)})
        _text(entry, f"{{{ATOM}}}summary", _summary(card))
    return _xml(root)


def json_feed(site: Site, title: str, page: str, feed: str, cards: Sequence[Card]) -> bytes:
    """JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    items = []
    for card in _shown(cards):
        item: dict[str, object] = {
            "id": _address(site, card),
            "url": _address(site, card),
            "title": printable(card.headline),
            "content_text": printable(_summary(card)),
            "tags": [printable(card.kicker)],
        }
        if card.updated is not None:
            item["date_modified"] = dates.machine(card.updated)
        items.append(item)
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable(title),
        "home_page_url": site.address(page),
        "feed_url": site.address(feed),
        "description": printable(site.description),
        "language": site.language,
        "items": items,
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def differences_feed(site: Site, feed: str, told: Iterable[tuple[Card, Standing]]) -> bytes:
    """Who says what where reports differ, as JSON Feed 1.1: an item a figure in dispute.

    ``_copydesk`` has the values with who gives each, for programs.
    """
    items = []
    for card, figure in told:
        address = site.address(f"compare/{card.slug}.html#{figure.row}")
        said = "; ".join(f"{value}: {who}" for value, who in figure.values)
        item: dict[str, object] = {
            "id": address,
            "url": address,
            "title": printable(f"{card.headline}: {figure.about}"),
            "content_text": printable(said),
            "_copydesk": {
                "story": site.address(f"stories/{card.slug}.html"),
                "about": printable(figure.about),
                "values": [
                    {"value": printable(value), "who": printable(who)}
                    for value, who in figure.values
                ],
            },
        }
        if card.updated is not None:
            item["date_modified"] = dates.machine(card.updated)
        items.append(item)
        if len(items) == 2 * ENTRIES:
            break
    record = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": printable(f"{site.title}: where reports differ"),
        "home_page_url": site.address("index.html"),
        "feed_url": site.address(feed),
        "language": site.language,
        "items": items,
    }
    return (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()


def sitemap(site: Site, paths: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Site map (https://www.sitemaps.org/protocol.html) of all pages: path and last change."""
    root = _root("urlset", SITEMAP)
    for path, updated in paths:
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _text(url, f"{{{SITEMAP}}}loc", site.address(path))
        if updated is not None:
            _text(url, f"{{{SITEMAP}}}lastmod", dates.machine(updated))
    return _xml(root)


def news_sitemap(site: Site, cards: Sequence[Card]) -> bytes:
    """News site map: the stories of the newest two days."""
    root = _root("urlset", SITEMAP)
    newest = _newest(cards)
    for card in cards:
        late = newest is None or card.updated is None or card.updated < newest - _NEWS_DAYS
        if late or card.withdrawn or card.updated is None:
            continue
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        _text(url, f"{{{SITEMAP}}}loc", _address(site, card))
        news = etree.SubElement(url, f"{{{NEWS}}}news", nsmap={"news": NEWS})
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        _text(publication, f"{{{NEWS}}}name", site.title)
        _text(publication, f"{{{NEWS}}}language", site.language)
        _text(news, f"{{{NEWS}}}publication_date", dates.machine(card.updated))
        _text(news, f"{{{NEWS}}}title", card.headline)
    return _xml(root)


def opml(site: Site, sources: Sequence[SourcePage]) -> bytes:
    """The outlets as OPML 2.0 (http://opml.org/spec2.opml), each a link to its own site."""
    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    _text(head, "title", f"Sources of {site.title}")
    body = etree.SubElement(root, "body")
    for source in sources:
        address = source.home or site.address(f"sources/{source.slug}.html")
        etree.SubElement(
            body,
            "outline",
            {"text": printable(source.name), "type": "link", "url": printable(address)},
        )
    return _xml(root)


def _root(name: str, namespace: str) -> etree._Element:
    """A root whose namespace is the default one, which is what feed readers expect to see."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>'.encode())


def _shown(cards: Sequence[Card]) -> list[Card]:
    return [card for card in cards if not card.withdrawn][:ENTRIES]


def _newest(cards: Sequence[Card]) -> datetime | None:
    times = [card.updated for card in cards if card.updated is not None and not card.withdrawn]
    return max(times).astimezone(UTC) if times else None


def _address(site: Site, card: Card) -> str:
    return site.address(f"stories/{card.slug}.html")


def _summary(card: Card) -> str:
    return card.standfirst or card.headline


def _text(parent: etree._Element, name: str, words: str, **attributes: str) -> None:
    child = etree.SubElement(parent, name, attributes)
    child.text = printable(words)


def _xml(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
