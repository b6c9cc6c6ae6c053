"""The headline of a page: as it states it, unless what readers see speaks against it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import etree

from copydesk.extract.page import statements
from copydesk.extract.page.elements import key_of, parted_text, text_of
from copydesk.extract.page.head import Head
from copydesk.extract.page.statements import Node
from copydesk.gather import characters

_SEPARATOR = re.compile(r"\s+[|–—·•»:-]\s+|\s*\|\s*")
#: The bytes of a UTF-8 character beyond ASCII, each shown as windows-1252.
_TWICE_ENCODED = re.compile("[Â-ô][\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
#: Names of elements that hold the headline where no h1 does.
_NAMED = re.compile(
    r"(?<![a-z])(?:entry|article|post|story|page|news|content)[-_]{0,2}(?:title|headline|heading)"
    r"(?![a-z])|(?<![a-z-])headline(?![a-z])",
    re.I,
)
_SITE = re.compile(r"site-?(?:title|name|logo)|logo|masthead|brand", re.I)
#: schema.org asks for headlines of up to 110 characters; tools cut longer ones there.
_CUT_AT = 100
_SHORTEST = 9
_MAX_HEADS = 8


def title_of(tree: Any, head: Head, node: Node, site: str | None) -> str | None:
    """The headline of a page.

    Args:
        tree: the page.
        head: its meta elements.
        node: what its JSON-LD states of the report.
        site: name of the site.
    """
    windows = list(islice(window_titles(tree), 1))
    shared = head.first("og:title", "twitter:title", "dc.title", "title")
    heads = _own_heads(tree, site, windows)
    opening = [text for text in heads if shared and _opens(text, shared)]
    headline = statements.text(node.get("headline"))
    if headline:
        headline = _whole(headline, (*heads, shared or "", *windows), site)
        shown = opening[0] if opening and _for_search(headline, windows) else headline
        return mended(headline if key_of(shown) == key_of(headline) else shown)
    if shared:
        return mended(opening[0] if opening else without_site(shared, site))
    for text in heads:  # the one that the window repeats, of several
        if windows and key_of(text) and key_of(text) in key_of(windows[0]):
            return mended(text)
    if heads:
        return mended(heads[0])
    title = next(iter(windows), None)
    return mended(without_site(title, site)) if title else statements.text(node.get("name"))


def shown_titles(tree: Any) -> list[str]:
    """The page's visible headlines."""
    heads = islice(tree.iter("h1"), _MAX_HEADS)
    return [text for h1 in heads if len(text := _text(h1)) >= _SHORTEST]


def window_titles(tree: Any) -> Iterator[str]:
    """Titles of the window; a drawing's title is none."""
    for title in tree.iter("title"):
        if next(title.iterancestors("svg"), None) is None and (text := text_of(title)):
            yield text


def _text(element: Any) -> str:
    """Text of a headline without the time that may stand in it."""
    if any(True for _ in element.iter("time")):
        element = deepcopy(element)
        etree.strip_elements(element, "time", with_tail=False)
    return characters.plain(parted_text(element)) or ""


def _own_heads(tree: Any, site: str | None, windows: Sequence[str]) -> list[str]:
    """Headlines that the page shows of the report; the site's own name is none.

    Where no h1 is the report's, an element whose name says that it holds the headline.
    """
    found: list[str] = []
    for h1 in islice(tree.iter("h1"), _MAX_HEADS):
        text = _text(h1)
        if text and not _is_site(h1, text, site, windows):
            found.append(text)
    if not found:
        for element in tree.iter("h2", "h3", "div", "span", "p"):
            named = element.get("itemprop") == "headline" or _NAMED.search(
                element.get("class") or ""
            )
            if named and _SHORTEST <= len(text := _text(element)) <= 250:
                links = (link for link in element.iter("a") if link.get("href"))
                if element.tag in ("h2", "h3") or not any(True for _ in links):
                    found.append(text)
                    break
    return found


def _is_site(h1: Any, text: str, site: str | None, windows: Sequence[str]) -> bool:
    key = key_of(text)
    if site and key == key_of(site):
        return True
    parts = [key_of(part) for window in windows for part in _SEPARATOR.split(window)]
    if len(parts) > 1 and key in (parts[0], parts[-1]):
        names = f"{h1.get('class') or ''} {h1.get('id') or ''}"
        link = next(h1.iter("a"), None)
        home = link is not None and (link.get("href") or "").rstrip("/").count("/") in (0, 2)
        return bool(_SITE.search(names)) or home
    return False


def _whole(headline: str, others: Sequence[str], site: str | None) -> str:
    """The headline that a stated one is the beginning of, where that was cut."""
    dotted = headline.endswith(("...", "…"))
    stem = headline.rstrip(".… ") if dotted else headline
    if not dotted and len(headline) < _CUT_AT:
        return headline
    for other in others:
        whole = without_site(other, site)
        rest = whole[len(stem) :].strip(".… ")
        if len(whole) > len(stem) and whole.startswith(stem) and (dotted or rest):
            return whole
    return headline


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
    if len(head) < _SHORTEST:
        return False
    bare = title.startswith(head) and not title[len(head) :][:1].isalnum()
    return bare or key_of(head) == key_of(title)


def without_site(title: str, site: str | None) -> str:
    """The title without the site's name at its end or its beginning."""
    separators = list(_SEPARATOR.finditer(title))
    if not separators or not site:
        return title
    name = _bare(site)
    last, first = separators[-1], separators[0]
    if _names(_bare(title[last.end() :]), name) and last.start() > 10:
        return title[: last.start()].strip()
    if _bare(title[: first.start()]) == name and len(title) - first.end() > 10:
        return title[first.end() :].strip()
    return title


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text.casefold())


def _names(part: str, site: str) -> bool:
    return bool(part) and (part in site or site in part)
