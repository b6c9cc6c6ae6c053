"""What a page says of itself: JSON-LD first, then meta elements, then what is visible."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from copydesk.extract.mastheads import registrable_domain
from copydesk.extract.page import statements
from copydesk.extract.page.bylines import authors_of
from copydesk.extract.page.head import Head
from copydesk.extract.page.published import times_of
from copydesk.extract.page.statements import Node, Statements
from copydesk.extract.page.titles import shown_titles, title_of, window_titles


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
    statements: Statements = field(default_factory=Statements)
    node: Node = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read(tree: Any, url: str | None, *, markup: str) -> Metadata:
    """Read a page's metadata.

    Args:
        tree: the whole page, scripts included.
        url: where it was fetched; None when unknown.
        markup: the page's source, for the search of a date as a last resort.
    """
    found = statements.read(tree)
    head = Head(tree)
    address = _canonical(tree, head, url)
    node = statements.article(found, _seen(tree, head, address))
    site = _site(head, node, found)
    declared = _declared_language(tree, head, node)
    times = times_of(tree, head, node, markup, address or url, declared)
    return Metadata(
        title=title_of(tree, head, node, site),
        site=site,
        authors=authors_of(tree, head, _author(node, found), site, address),
        published=times.published,
        modified=times.modified,
        section=_section(head, node),
        language=_code(declared),
        url=address,
        description=statements.text(node.get("description"))
        or head.first("og:description", "description", "twitter:description"),
        paywall_signs=_paywall_signs(tree, head, found.own),
        live=any("LiveBlogPosting" in statements.types_of(n) for n in found.own),
        body=statements.paragraphs(node.get("articleBody")),
        statements=found,
        node=node,
        notes=times.notes,
    )


def _seen(tree: Any, head: Head, url: str | None) -> statements.Seen:
    """What readers see of a page: its headlines, and what it is shared under."""
    heads = shown_titles(tree)
    shared = [*head.all("og:title", "twitter:title"), *islice(window_titles(tree), 1)]
    titles = dict.fromkeys(title for title in (*heads, *shared) if len(title) > 8)
    return statements.Seen(tuple(titles), url)


def _author(node: Node, found: Statements) -> Any:
    stated = (node.get(name) for name in ("author", "creator"))
    return next(
        (resolved for value in stated if (resolved := statements.resolve(value, found))), None
    )


def _site(head: Head, node: Node, found: Statements) -> str | None:
    named = head.first("og:site_name")
    if named:
        return named
    publisher = statements.text(statements.resolve(node.get("publisher"), found))
    if publisher:
        return publisher
    named = head.first("application-name", "apple-mobile-web-app-title", "twitter:app:name:iphone")
    if named:
        return named
    sites = (n for n in found.nodes if "WebSite" in statements.types_of(n))
    return next((name for n in sites if (name := statements.text(n.get("name")))), None)


def _section(head: Head, node: Node) -> str | None:
    return head.first("article:section", "parsely-section") or statements.text(
        node.get("articleSection")
    )


def _declared_language(tree: Any, head: Head, node: Node) -> str | None:
    return (
        tree.get("lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        or statements.text(node.get("inLanguage"))
        or head.first("og:locale", "content-language", "language")
    )


def _code(declared: str | None) -> str | None:
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


def _paywall_signs(tree: Any, head: Head, nodes: tuple[Node, ...]) -> int:
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
