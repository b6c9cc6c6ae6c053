"""Section pages: links that lead to reports, and the feed that a page names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from copydesk.errors import InputRefused

#: A headline has at least so many words; menus and buttons have fewer.
_HEADLINE_WORDS = 4
#: Furniture by its element (HTML Living Standard, 4.3).
_FURNITURE = frozenset({"nav", "footer", "aside", "form"})
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml"})
#: A report's address ends in words or has a number; a section's does neither.
_REPORT = re.compile(r"\d{3}|[-_][^-_]+[-_]")


@dataclass(frozen=True, slots=True)
class FrontPage:
    """A page that leads to reports.

    Attributes:
        links: address and headline of each, in the page's order.
        feed: address of the feed that the page names; None without.
        title: of the page.
    """

    links: tuple[tuple[str, str], ...]
    feed: str | None = None
    title: str | None = None


def read_front_page(content: bytes, url: str) -> FrontPage:
    """The links of a section page that lead to reports of the same site.

    Raises:
        InputRefused: it is no page.
    """
    try:
        root = html.fromstring(content, base_url=url, parser=html.HTMLParser(huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused(url, f"not a page: {error}") from error
    stated = root.find(".//base[@href]")
    base = url if stated is None else str(urljoin(url, stated.get("href") or ""))
    links: dict[str, str] = {}
    for anchor in root.iter("a"):
        found = _report(anchor, base, url)
        if found is not None:
            address, title = found
            links[address] = max(links.get(address, ""), title, key=len)
    name = " ".join((root.findtext(".//title") or "").split()) or None
    return FrontPage(tuple(links.items()), _feed(root, base), name)


def _report(anchor: Any, base: str, url: str) -> tuple[str, str] | None:
    title = " ".join("".join(anchor.itertext()).split())
    if len(title.split()) < _HEADLINE_WORDS:
        return None
    try:
        address = urljoin(base, (anchor.get("href") or "").strip())
        there, here = urlsplit(address), urlsplit(url)
    except ValueError:
        return None
    if there.scheme not in ("http", "https") or _site(there.netloc) != _site(here.netloc):
        return None
    if not _REPORT.search(there.path.rstrip("/").rpartition("/")[2]):
        return None
    if any(parent.tag in _FURNITURE for parent in anchor.iterancestors()):
        return None
    return there._replace(fragment="").geturl(), title


def _site(host: str) -> str:
    return host.lower().removeprefix("www.")


def _feed(root: Any, base: str) -> str | None:
    for link in root.iter("link"):
        kind = (link.get("type") or "").split(";")[0].strip().lower()
        rel = (link.get("rel") or "").lower().split()
        if "alternate" in rel and kind in _FEED_TYPES and link.get("href"):
            return urljoin(base, str(link.get("href")).strip())
    return None
