"""Pictures of a report with caption and credit: figures, and what JSON-LD says of images.

No library gives the pairs; trafilatura's ``include_images`` would cost five points of F1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from copydesk.extract.page import statements
from copydesk.extract.page.captions import (
    CAPTION_HINT,
    MAX_CAPTION,
    caption_and_credit,
    credit_in,
    plain_credit,
    split_credit,
)
from copydesk.extract.page.elements import CAPTION_MARK, key_of, text_of
from copydesk.model import Image

_FOREIGN = re.compile(
    r"related|recommend|teaser|more-|most-|read-?(?:more|also)|promo|newsletter|avatar|author|"
    r"sidebar|footer|header-|nav|logo|icon|advert|banner|comment|share|social|trending|popular|"
    r"sponsor|taboola|outbrain|card|also|carousel-?item-?teaser",
    re.I,
)
#: A portrait stands with a name and a word or two.
_MAX_NAME_WORDS = 8
_PORTRAIT = re.compile(r"byline|author|avatar|contributor-?(?:image|photo)|headshot", re.I)
_ARTICLE_HINT = re.compile(r"article|story|post-?content|entry-?content|beitrag|artikel", re.I)
_PLACEHOLDER = re.compile(
    r"placeholder|transparent|fallback|blank\.|spacer|pixel\.|1x1\.|loading\.|lazy[^/]*\.gif", re.I
)
#: Addresses that count readers.
_COUNTER = re.compile(
    r"/tr/?\?id=|[?&]noscript=1|pixel|/collect\?|/count(?:er)?[./?]|tracking|beacon|impression|"
    r"scorecardresearch|/p\.gif|/b\.gif|/t\.gif|1x1",
    re.I,
)
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|jfif|heic|bmp|tiff?)")
_DECORATION = re.compile(
    r"(?<![a-z])(?:logo|icon|banner|footer|header|sprite|avatar|button|badge|spacer|favicon)s?(?![a-z])|"
    r"_\d{3}x\d{2,3}\.gif"
)
#: Attributes from which scripts take addresses of pictures later.
_LAZY = re.compile(r"data-(?:(?:[a-z-]+-)?src|original|image|url)")
_SETS = re.compile(r"(?:data-(?:[a-z-]+-)?)?srcset")
#: Elements that hold a picture and its caption and nothing else; a div may hold a short report.
_CAPTION_HOLDERS = frozenset(("figure", "table", "tbody", "tr", "td", "p", "dl"))
_HEADS = ("h1", "h2", "h3", "h4")
_TOO_SMALL = 90


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture with all the addresses it has, and its place in the page."""

    urls: tuple[str, ...]
    image: Image


@lru_cache(maxsize=4096)
def identity(url: str) -> str:
    """What sizes of one picture share: the last part of its address's path.

    Image services put sizes there instead; then the whole address is the identity.
    """
    try:
        parts = [part for part in unquote(urlsplit(url).path).split("/") if part]
    except ValueError:
        return url
    last = parts[-1].lower() if parts else ""
    return last if len(last) > 6 or re.search(r"[a-z]\d|\d[a-z]|\.\w", last) else url


def pictures_of(
    tree: Any, url: str | None, found: statements.Statements, node: statements.Node
) -> tuple[Image, ...]:
    """Pictures of the report, the page's order, each once.

    Args:
        tree: the whole page.
        url: its address, to resolve relative ones.
        found: its JSON-LD.
        node: the report's own part of it.
    """
    described = list(_described(found, node, url))
    stated = [*described, *_captioned(found.nodes, url)]
    shown = list(_figures(tree, url))
    known = {identity(address) for figure in shown for address in figure.urls}
    for extra in described:
        if not any(identity(address) in known for address in extra.urls):
            shown.append(extra)
            known |= {identity(address) for address in extra.urls}
    return tuple(_filled(figure, stated) for figure in shown)


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


def _described(
    found: statements.Statements, node: statements.Node, url: str | None
) -> Iterator[_Found]:
    images = statements.resolve(node.get("image"), found)
    for item in images if isinstance(images, list) else [images]:
        stated = _stated(item if isinstance(item, dict) else {"url": item}, url)
        if stated is not None:
            yield stated


def _captioned(nodes: tuple[statements.Node, ...], url: str | None) -> Iterator[_Found]:
    """All pictures to which JSON-LD gives words; some are of other reports."""
    for node in nodes:
        if "ImageObject" in statements.types_of(node):
            found = _stated(node, url)
            if found is not None and (found.image.caption or found.image.credit):
                yield found


def _stated(node: statements.Node, url: str | None) -> _Found | None:
    addresses = [node.get("url"), node.get("contentUrl"), node.get("@id")]
    urls = tuple(a for value in addresses if (a := _address(value, url)))
    if not urls:
        return None
    caption = statements.text(node.get("caption")) or statements.text(node.get("description"))
    names = ("creditText", "copyrightHolder", "author", "creator", "copyrightNotice")
    credit = next((text for name in names if (text := statements.text(node.get(name)))), None)
    caption, within = split_credit(caption or "")
    return _Found(urls, Image(urls[0], caption or None, plain_credit(credit or "") or within))


def _address(value: object, base: str | None) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _absolute(value, base) if isinstance(value, str) else None


@lru_cache(maxsize=4096)
def _absolute(value: str, base: str | None) -> str | None:
    if not value.strip() or value.startswith("data:"):
        return None
    try:
        address = urljoin(base or "", value.strip())
    except ValueError:
        return None
    return address if urlsplit(address).scheme in ("http", "https", "") else None


def _figures(tree: Any, url: str | None) -> Iterator[_Found]:
    seen: set[str] = set()
    for picture in tree.iter("img", "amp-img"):
        urls = tuple(dict.fromkeys(_addresses(picture, url)))
        keys = {identity(address) for address in urls}
        if not urls or keys & seen or _is_small(picture) or _is_drawn(keys):
            continue
        if _is_counter(picture, urls[0]):
            continue
        container = _container(picture, keys, url)
        below = False
        if not text_of(container):
            around, container = container, _caption_below(container, picture)
            below = container is not around
        if container.tag in _CAPTION_HOLDERS or below:
            container.set(CAPTION_MARK, "1")
        words = text_of(container)
        if not words and any(_DECORATION.search(key) for key in keys):
            continue
        if _is_foreign(picture, bool(words)) or not (words or _in_article(picture)):
            continue
        seen |= keys
        caption, credit = caption_and_credit(container)
        told = (credit_in(picture.get(name) or "") for name in ("title", "alt"))
        credit = credit or next((found for found in told if found), None)
        yield _Found(urls, Image(urls[0], caption, credit))


def _addresses(picture: Any, base: str | None) -> Iterator[str]:
    """Addresses of a picture, the best first: lazy sources, its source, the sets of sizes."""
    holder = picture.getparent()
    sources = [picture]
    while holder is not None and holder.tag in ("picture", "source"):
        sources.extend(holder.iter("source"))
        holder = holder.getparent()
    for name in sorted(picture.attrib, key=lambda name: name != "data-src"):
        address = _address(picture.get(name), base) if _LAZY.fullmatch(name) else None
        if address:
            yield address
    source = _address(picture.get("src"), base)
    if source and not _PLACEHOLDER.search(source):
        yield source
    for element in sources:
        for name, value in element.attrib.items():
            parts = re.split(r",\s+", value) if _SETS.fullmatch(name) else []
            for part in reversed(parts):
                address = _address(part.strip().split(" ")[0], base)
                if address and not _PLACEHOLDER.search(address):
                    yield address


def _is_small(picture: Any) -> bool:
    for name in ("width", "height"):
        value = re.match(r"\d+", picture.get(name) or "")
        if value and 1 < int(value[0]) < _TOO_SMALL:
            return True
    return False


def _is_counter(picture: Any, url: str) -> bool:
    """Whether a picture counts readers: of one pixel, or with nothing that a picture to see has."""
    sizes = [picture.get("width"), picture.get("height")]
    if all(size in ("0", "1", "0px", "1px") for size in sizes):
        return True
    if _COUNTER.search(url):
        return True
    if _PICTURE_FILE.search(urlsplit(url).path.lower()):
        return False
    bare = not any(value for name, value in picture.attrib.items() if name != "src")
    return bare and next(picture.iterancestors("figure", "picture", "a"), None) is None


def _container(picture: Any, keys: set[str], base: str | None) -> Any:
    """The largest element around a picture that holds no other and only a caption's words."""
    best = picture
    for ancestor in picture.iterancestors():
        if ancestor.tag in ("body", "article", "main", "header", "section"):
            break
        headed = ancestor.tag != "figure" and any(True for _ in ancestor.iter(*_HEADS))
        if headed or len(text_of(ancestor)) > MAX_CAPTION:
            break
        others = (other for other in ancestor.iter("img", "amp-img") if other is not picture)
        if any(_is_other(other, keys, base) for other in others):
            break
        best = ancestor
        if ancestor.tag == "figure" and any(True for _ in ancestor.iter("figcaption")):
            break
    return best


def _caption_below(container: Any, picture: Any) -> Any:
    """The element right after a picture's, when it is its caption; else the picture's own."""
    below = container.getnext()
    words = text_of(below) if below is not None else ""
    if not 0 < len(words) <= MAX_CAPTION or any(True for _ in below.iter("img", *_HEADS)):
        return container
    named = below.tag == "figcaption" or below.find(".//figcaption") is not None
    hinted = named or CAPTION_HINT.search(below.get("class") or "") or _is_slanted(below, words)
    same = key_of(words) in {key_of(picture.get("alt") or ""), key_of(picture.get("title") or "")}
    return below if hinted or same else container


def _is_slanted(element: Any, words: str) -> bool:
    """Whether all of a paragraph is set in italics or small letters, as captions are."""
    slanted = sum(len(text_of(inner)) for inner in element.iter("em", "i", "small"))
    return element.tag in ("p", "div") and slanted >= 0.95 * len(words)


def _is_other(picture: Any, keys: set[str], base: str | None) -> bool:
    found = {identity(address) for address in _addresses(picture, base)}
    return bool(found) and not (found & keys or _is_drawn(found) or _is_small(picture))


def _is_drawn(identities: set[str]) -> bool:
    """Whether a picture is a drawing: logos and symbols."""
    return all(re.search(r"\.svg(?:[?#]|$)", name) for name in identities)


def _in_article(picture: Any) -> bool:
    for ancestor in picture.iterancestors():
        if ancestor.tag in ("article", "main") or ancestor.get("itemprop") == "articleBody":
            return True
        if _ARTICLE_HINT.search(f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"):
            return True
    return False


def _is_foreign(picture: Any, described: bool) -> bool:
    """Whether a picture belongs to another report, a person's portrait or the site.

    Args:
        picture: the element.
        described: whether words stand with it, which portraits and logos lack.
    """
    few = len(text_of(picture.getparent()).split()) <= _MAX_NAME_WORDS
    for depth, ancestor in enumerate(picture.iterancestors()):
        if ancestor.tag in ("nav", "footer", "aside"):
            return True
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if depth < 6 and not described and _FOREIGN.search(names):
            return True
        if depth < 3 and few and _PORTRAIT.search(names):
            return True
        if ancestor.tag in ("a", "li") and any(True for _ in ancestor.iter(*_HEADS)):
            return True
        if ancestor.tag == "article" and depth < 8 and _is_card(ancestor):
            return True
    return False


def _is_card(article: Any) -> bool:
    """Whether an article element only announces another report: a linked head, little text."""
    headed = any(True for head in article.iter(*_HEADS) if any(True for _ in head.iter("a")))
    return headed and not any(True for _ in article.iter("h1")) and len(text_of(article)) < 600
