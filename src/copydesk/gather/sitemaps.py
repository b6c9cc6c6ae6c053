"""Sitemaps (sitemaps.org 0.9, news sitemaps): which pages a site lists, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lxml import etree

from copydesk.errors import InputRefused
from copydesk.gather.inflate import gunzip
from copydesk.gather.times import parse_time

#: The newest pages of a sitemap that are looked at, and the newest sitemaps of an index.
MOST_PAGES, MOST_MAPS = 1000, 10


@dataclass(frozen=True, slots=True)
class Listed:
    """A page or a further sitemap that a sitemap lists.

    Attributes:
        url: its address.
        changed: when the site says that it was changed, aware UTC; None when it does not.
        title, outlet, published: from a news sitemap; None without.
    """

    url: str
    changed: datetime | None = None
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap lists, newest first: pages, or of an index further sitemaps."""

    pages: tuple[Listed, ...] = ()
    maps: tuple[Listed, ...] = ()


def read_sitemap(content: bytes, source: str) -> Sitemap:
    """The newest pages or further maps that a sitemap, which may be gzipped, lists.

    Raises:
        InputRefused: it is no sitemap.
    """
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        plain = gunzip(content) if content.startswith(b"\x1f\x8b") else content
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused(source, f"not a sitemap: {error}") from error
    name = None if root is None else etree.QName(root).localname
    if name == "urlset":
        return Sitemap(pages=_newest(root, "url", MOST_PAGES))
    if name == "sitemapindex":
        return Sitemap(maps=_newest(root, "sitemap", MOST_MAPS))
    raise InputRefused(source, "not a sitemap")


def _newest(root: Any, name: str, most: int) -> tuple[Listed, ...]:
    found = [item for node in root.iter(f"{{*}}{name}") if (item := _listed(node)) is not None]
    # Many sites append: of undated pages the last listed count as the newest.
    order = sorted(enumerate(found), key=lambda pair: _age(pair[1], pair[0]), reverse=True)
    return tuple(item for _, item in order[:most])


def _age(item: Listed, place: int) -> tuple[float, int]:
    time = item.published or item.changed
    return (time.timestamp() if time else 0.0, place)


def _listed(node: Any) -> Listed | None:
    url = _text(node, "loc")
    if url is None or not url.startswith(("http://", "https://")):
        return None
    changed = _text(node, "lastmod")
    published = _text(node, "publication_date")
    return Listed(
        url=url,
        changed=parse_time(changed)[0],
        title=_text(node, "title"),
        outlet=_text(node, "name"),
        published=parse_time(published)[0],
    )


def _text(node: Any, name: str) -> str | None:
    for child in node.iter(f"{{*}}{name}"):
        return " ".join((child.text or "").split()) or None
    return None
