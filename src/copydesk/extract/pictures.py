"""Pictures of a report with caption and credit: figures, and what JSON-LD says of images.

No library gives the pairs; trafilatura's ``include_images`` would cost five points of F1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from copydesk.extract import jsonld
from copydesk.extract.dom import key_of, text_of
from copydesk.model import Image

_FIGURE_HINT = re.compile(
    r"image|photo|picture|figure|\bimg|media|bild|foto|imagen|slide|gallery|caption|hero|visual",
    re.I,
)
_CAPTION_HINT = re.compile(
    r"caption|legend|bildunterschrift|bildtext|image[-_]?(?:text|desc|info|title)|\bbu\b|"
    r"photo[-_]?(?:text|desc)|pie[-_]?(?:de[-_]?)?foto|description|didascalia",
    re.I,
)
_CREDIT_HINT = re.compile(
    r"credit|copyright|photographer|fotograf|\bsource|rights|quelle|agency|autor|author|byline|"
    r"provider|attribution|owner|bildnachweis|urheber|contributor",
    re.I,
)
_FOREIGN = re.compile(
    r"related|recommend|teaser|more-|most-|read-?(?:more|also)|promo|newsletter|avatar|author|"
    r"sidebar|footer|header-|nav|logo|icon|advert|banner|comment|share|social|trending|popular|"
    r"sponsor|taboola|outbrain|card|also|carousel-?item-?teaser",
    re.I,
)
_MARK = re.compile(
    r"\s*[|–—-]?\s*(?:\(\s*)?(?:(?:photo(?:graph)?|picture|image|foto|bild|fotos|bilder|credits?|"
    r"quelle|source|copyright|fotografie|crédit(?: photo)?|photos?|illustration|grafik|graphic|"
    r"symbolbild|archivbild|copyright)"
    r"(?:\s*(?:credit|by|by:|von|courtesy of|:|/|©))+|©|\(c\))\s*[:©]?\s*(?P<credit>[^()\n]{2,110}?)\)?\s*$",
    re.I,
)
_BRACKETS = re.compile(
    r"\s*[(\[](?P<credit>[^()\[\]]*(?:/|AP|AFP|Reuters|Getty|dpa|EPA|Photo|Foto|imago|Archiv)"
    r"[^()\[\]]{0,60})[)\]]\s*\.?\s*$"
)
_CREDIT_PREFIX = re.compile(
    r"^(?:(?:photo(?:graph)?s?|picture|image|foto|bild|fotos|credits?|quelle|source|copyright|"
    r"bildquelle|bildnachweis|crédit|fotograf|urheber)(?: credit| by|:)*\s*[:/]?\s+|©\s*|\(c\)\s*)+",
    re.I,
)
_TOO_SMALL = 90
_MAX_CAPTION = 900
_MAX_CREDIT = 140


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture with all the addresses it has, and its place in the page."""

    urls: tuple[str, ...]
    image: Image


def identity(url: str) -> str:
    """Last part of an address's path, by which sizes of one picture are matched."""
    try:
        parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    except ValueError:
        return ""
    return parts[-1].lower() if parts else ""


def pictures_of(tree: Any, url: str | None, nodes: tuple[jsonld.Node, ...]) -> tuple[Image, ...]:
    """Pictures of the report, the page's order, each once.

    Args:
        tree: the whole page.
        url: its address, to resolve relative ones.
        nodes: its JSON-LD.
    """
    described = list(_described(nodes, url))
    found = list(_figures(tree, url))
    known = {identity(address) for figure in found for address in figure.urls}
    for extra in described:
        if not any(identity(address) in known for address in extra.urls):
            found.append(extra)
            known |= {identity(address) for address in extra.urls}
    return tuple(_filled(figure, described) for figure in found)


def _filled(figure: _Found, described: Iterable[_Found]) -> Image:
    """The picture with what JSON-LD adds to it."""
    image = figure.image
    own = {identity(address) for address in figure.urls}
    for other in described:
        if own & {identity(address) for address in other.urls}:
            image = replace(
                image,
                caption=image.caption or other.image.caption,
                credit=image.credit or other.image.credit,
            )
    return image


def _described(nodes: tuple[jsonld.Node, ...], url: str | None) -> Iterator[_Found]:
    article = jsonld.article(nodes)
    images = jsonld.resolve(article.get("image"), nodes)
    for item in images if isinstance(images, list) else [images]:
        node = item if isinstance(item, dict) else {"url": item}
        addresses = [node.get("url"), node.get("contentUrl"), node.get("@id")]
        urls = tuple(a for value in addresses if (a := _address(value, url)))
        if not urls:
            continue
        caption = jsonld.text(node.get("caption")) or jsonld.text(node.get("description"))
        names = ("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")
        credit = next((text for name in names if (text := jsonld.text(node.get(name)))), None)
        caption, within = split_credit(caption or "")
        image = Image(urls[0], caption or None, _credit(credit or "") or within)
        yield _Found(urls, image)


def _address(value: object, base: str | None) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str) or not value.strip() or value.startswith("data:"):
        return None
    try:
        address = urljoin(base or "", value.strip())
    except ValueError:
        return None
    return address if urlsplit(address).scheme in ("http", "https", "") else None


def _figures(tree: Any, url: str | None) -> Iterator[_Found]:
    seen: set[str] = set()
    heads = [element for element in tree.iter("h1")]
    for picture in tree.iter("img", "amp-img"):
        urls = tuple(dict.fromkeys(_addresses(picture, url)))
        keys = {identity(address) for address in urls}
        if not urls or keys & seen or _is_small(picture):
            continue
        container = _container(picture)
        if container is None or _is_foreign(picture, container, heads):
            continue
        seen |= keys
        caption, credit = _caption_and_credit(container)
        yield _Found(urls, Image(urls[0], caption, credit))


def _addresses(picture: Any, base: str | None) -> Iterator[str]:
    """Addresses of a picture, the best first: its source, lazy sources, the sets of sizes."""
    holder = picture.getparent()
    sources = list(holder.iter("source")) if holder is not None and holder.tag == "picture" else []
    names = ("src", "data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-image")
    for name in names:
        address = _address(picture.get(name), base)
        if address:
            yield address
    for element in (picture, *sources):
        for name in ("srcset", "data-srcset", "data-lazy-srcset"):
            for part in reversed(re.split(r",\s+", element.get(name) or "")):
                address = _address(part.strip().split(" ")[0], base)
                if address:
                    yield address


def _is_small(picture: Any) -> bool:
    for name in ("width", "height"):
        value = re.match(r"\d+", picture.get(name) or "")
        if value and 1 < int(value[0]) < _TOO_SMALL:
            return True
    return False


def _container(picture: Any) -> Any | None:
    """The element that holds a picture and its words: a figure, or what is named like one."""
    hinted = None
    for depth, ancestor in enumerate(picture.iterancestors()):
        if ancestor.tag == "figure":
            return ancestor
        if ancestor.tag in ("body", "article", "main") or depth > 7:
            break
        if hinted is None or _has_caption(ancestor):
            names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
            if _FIGURE_HINT.search(names) and len(text_of(ancestor)) < _MAX_CAPTION:
                hinted = ancestor
    return hinted


def _has_caption(element: Any) -> bool:
    return any(True for _ in _hinted(element, _CAPTION_HINT))


def _is_foreign(picture: Any, container: Any, heads: list[Any]) -> bool:
    """Whether a picture belongs to another report, a person's portrait or the site."""
    for depth, ancestor in enumerate(picture.iterancestors()):
        if ancestor.tag in ("nav", "footer", "aside"):
            return True
        if ancestor.tag == "article" and heads and not any(True for _ in ancestor.iter("h1")):
            linked = any(link.get("href") for link in ancestor.iter("a"))
            if linked and any(True for _ in ancestor.iter("h2", "h3", "h4")):
                return len(text_of(ancestor)) < 600
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if depth < 6 and _FOREIGN.search(names) and not _has_caption(container):
            return True
        if ancestor.tag == "a" and any(True for _ in ancestor.iter("h2", "h3", "h4")):
            return True
    return False


def _hinted(element: Any, hint: re.Pattern[str]) -> Iterator[Any]:
    for child in element.iter():
        if child is element or not isinstance(child.tag, str):
            continue
        names = f"{child.get('class') or ''} {child.get('itemprop') or ''} {child.get('data-testid') or ''}"
        if hint.search(names) and text_of(child):
            yield child


def _caption_and_credit(container: Any) -> tuple[str | None, str | None]:
    holder = next((el for el in container.iter("figcaption") if text_of(el)), None)
    if holder is None:
        holder = next(_hinted(container, _CAPTION_HINT), None)
    credited = next(_hinted(holder if holder is not None else container, _CREDIT_HINT), None)
    if credited is None and holder is not None:
        credited = next(_hinted(container, _CREDIT_HINT), None)
    credit = text_of(credited) if credited is not None else ""
    caption = text_of(holder) if holder is not None else ""
    if credit and len(credit) <= _MAX_CREDIT:
        caption = _without(caption, credit)
        return _plain(caption) or None, _credit(credit) or None
    rest, within = split_credit(caption)
    return _plain(rest) or None, within


def _without(caption: str, credit: str) -> str:
    """The caption without the credit that its element repeats."""
    place = caption.rfind(credit)
    return caption[:place] + caption[place + len(credit) :] if place >= 0 else caption


def _plain(caption: str) -> str:
    text = " ".join(caption.split()).strip(" |·•–—-/")
    return text if len(text) <= _MAX_CAPTION else ""


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption and the credit at its end ("... in June. Photo: Ann Lee/Wire")."""
    text = " ".join(caption.split())
    for pattern in (_MARK, _BRACKETS):
        match = pattern.search(text)
        if match:
            return text[: match.start()].rstrip(" (|–—-/"), _credit(match["credit"]) or None
    return text, None


def _credit(text: str) -> str:
    """A credit without its label and brackets."""
    plain = " ".join(text.split()).strip(" ()[]|·")
    plain = _CREDIT_PREFIX.sub("", plain).strip(" ()[]|·:,")
    return plain if len(plain) <= _MAX_CREDIT and key_of(plain) else ""
