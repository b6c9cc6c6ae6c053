"""What a page says of itself: JSON-LD first, then meta elements, then what is visible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from copydesk.extract.mastheads import registrable_domain
from copydesk.extract.page import statements
from copydesk.extract.page.elements import key_of, text_of
from copydesk.extract.page.head import Head
from copydesk.extract.page.people import authors_of
from copydesk.extract.page.published import published_of

_TITLE_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")

#: The bytes of a UTF-8 character beyond ASCII, each shown as windows-1252.
_TWICE_ENCODED = re.compile("[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; None and empty where it says nothing."""

    title: str | None
    site: str | None
    authors: tuple[str, ...]
    published: datetime | None
    modified: datetime | None
    section: str | None
    language: str | None
    url: str | None
    description: str | None
    paywall_signs: int
    live: bool
    body: str | None
    nodes: tuple[statements.Node, ...] = ()
    notes: tuple[str, ...] = ()


def read(tree: Any, url: str | None, *, markup: str) -> Metadata:
    """Read a page's metadata.

    Args:
        tree: the whole page, scripts included.
        url: where it was fetched; None when unknown.
        markup: the page's source, for the search of a date as a last resort.
    """
    nodes = statements.nodes(tree)
    node = statements.article(nodes)
    head = Head(tree)
    site = _site(tree, head, node, nodes)
    address = _canonical(tree, head, url)
    published, modified, notes = published_of(tree, head, node, markup, address or url)
    return Metadata(
        title=_title(tree, head, node, site),
        site=site,
        authors=authors_of(
            tree, head, statements.resolve(node.get("author"), nodes), site, address
        ),
        published=published,
        modified=modified,
        section=_section(head, node),
        language=_language(tree, head, node),
        url=address,
        description=statements.text(node.get("description"))
        or head.first("og:description", "description", "twitter:description"),
        paywall_signs=_paywall_signs(tree, head, nodes),
        live=any("LiveBlogPosting" in statements.types_of(n) for n in nodes),
        body=statements.paragraphs(node.get("articleBody")),
        nodes=nodes,
        notes=notes,
    )


def _site(
    tree: Any, head: Head, node: statements.Node, nodes: tuple[statements.Node, ...]
) -> str | None:
    named = head.first("og:site_name")
    if named:
        return named
    publisher = statements.text(statements.resolve(node.get("publisher"), nodes))
    if publisher:
        return publisher
    named = head.first("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone")
    if named:
        return named
    sites = (n for n in nodes if "WebSite" in statements.types_of(n))
    return next((name for n in sites if (name := statements.text(n.get("name")))), None)


def _title(tree: Any, head: Head, node: statements.Node, site: str | None) -> str | None:
    """The headline: as JSON-LD states it, unless what readers see speaks against it."""
    heads = [text for h1 in tree.iter("h1") if (text := text_of(h1))]
    windows = [text for title in tree.iter("title") if (text := text_of(title))]
    headline = statements.text(node.get("headline"))
    if headline and headline.endswith(("...", "…")):
        stem = headline.rstrip(".… ")
        headline = next((text for text in heads if text.startswith(stem)), headline)
    shared = head.first("og:title", "twitter:title", "dc.title", "title")
    opening = [text for text in heads if shared and _opens(text, shared)]
    if headline:
        seen = opening[0] if opening and _for_search(headline, windows) else headline
        return mended(headline if key_of(seen) == key_of(headline) else seen)
    if shared:
        return mended(opening[0] if opening else _without_site(shared, site))
    if heads:
        return mended(heads[0])
    title = next(iter(windows), None)
    return mended(_without_site(title, site)) if title else statements.text(node.get("name"))


def _for_search(headline: str, windows: Sequence[str]) -> bool:
    """Whether a headline is the one of the window's title, which is written for search engines.

    Where readers and those who share the page are shown another one, that one is the report's.
    """
    return any(key_of(window).startswith(key_of(headline)) for window in windows[:1])


def mended(title: str) -> str:
    """The title with UTF-8 that its page took for windows-1252 ("â€™") read as what it is."""
    if not _TWICE_ENCODED.search(title):
        return title
    try:
        return title.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return title


def _opens(head: str, title: str) -> bool:
    """Whether a title is a visible headline, perhaps with the site's name or a date behind it."""
    if len(head) <= 8:
        return False
    bare = title.startswith(head) and not title[len(head) :][:1].isalnum()
    return bare or key_of(head) == key_of(title)


def _without_site(title: str, site: str | None) -> str:
    """The title without the site's name at its end."""
    separators = list(_TITLE_SEPARATOR.finditer(title))
    if not separators or not site:
        return title
    last = separators[-1]
    tail = re.sub(r"\W", "", title[last.end() :].casefold())
    name = re.sub(r"\W", "", site.casefold())
    named = bool(tail) and (tail in name or name in tail)
    return title[: last.start()].strip() if named and last.start() > 10 else title


def _section(head: Head, node: statements.Node) -> str | None:
    return head.first("article:section", "parsely-section") or statements.text(
        node.get("articleSection")
    )


def _language(tree: Any, head: Head, node: statements.Node) -> str | None:
    declared = (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or statements.text(node.get("inLanguage"))
        or head.first("og:locale", "content-language", "language")
    )
    code = re.match(r"[a-zA-Z]{2}(?=$|[-_])", declared.strip()) if declared else None
    return code[0].lower() if code else None


def _canonical(tree: Any, head: Head, url: str | None) -> str | None:
    """The page's own address: same registrable domain, http(s), and not the home page."""
    links = [link.get("href") for link in tree.iter("link") if _rel(link) == "canonical"]
    for candidate in (*links, head.first("og:url")):
        if not candidate:
            continue
        try:
            address: str = urljoin(url or "", candidate.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        if parts.scheme not in ("http", "https") or not parts.path.strip("/"):
            continue
        if url is None or registrable_domain(address) == registrable_domain(url):
            return address
    return url


def _rel(link: Any) -> str:
    return str(link.get("rel") or "").strip().lower()


_PAYWALL_HINT = re.compile(
    r"paywall|piano-|tp-modal|subscriber-only|premium-content|locked-content|regwall|"
    r"meter(?:ed)?-(?:content|wall)|subscribe-wall|plus-content",
    re.I,
)


def _paywall_signs(tree: Any, head: Head, nodes: tuple[statements.Node, ...]) -> int:
    """How many independent signs say that the text is not free."""
    closed = any(str(node.get("isAccessibleForFree")).lower() == "false" for node in nodes)
    tier = (
        head.first("article:content_tier", "content_tier", "article:content-tier") or ""
    ).lower()
    hinted = any(
        _PAYWALL_HINT.search(f"{element.get('class') or ''} {element.get('id') or ''}")
        for element in tree.iter("div", "section", "aside")
    )
    return closed + (tier in ("locked", "metered", "premium", "paid")) + hinted
