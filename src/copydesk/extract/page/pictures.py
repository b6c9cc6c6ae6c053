"""Pictures of a report with caption and credit: figures, and what JSON-LD says of images.

No library gives the pairs; trafilatura's ``include_images`` would cost five points of F1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from copydesk.extract.page import statements
from copydesk.extract.page.elements import key_of, text_of
from copydesk.model import Image

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
    r"\s*[|–—/-]?\s*(?:\(\s*)?(?:(?:photo(?:graph)?|picture|image|foto|bild|fotos|bilder|credits?|"
    r"quelle|source|copyright|fotografie|crédit(?: photo)?|photos?|illustration|grafik|graphic|"
    r"symbolbild|archivbild|copyright|фото|зображення|isithombe|zdjęcie|fot\.|fotó|kuva|foto-?nota)"
    r"(?:\s*(?:credit|by|by:|von|courtesy of|:|/|©))+|©|\(c\))\s*[:©]?\s*"
    r"(?P<credit>[^()\n]{2,110}?)\)?\s*$",
    re.I,
)
_BRACKETS = re.compile(
    r"\s*[(\[](?P<credit>[^()\[\]]*(?:/|AP|AFP|Reuters|Getty|dpa|EPA|Photo|Foto|imago|Archiv)"
    r"[^()\[\]]{0,60})[)\]]\s*\.?\s*$"
)
_CREDIT_PREFIX = re.compile(
    r"^(?:(?:(?:photo(?:graph)?s?|picture|image|foto|bild|fotos|credits?|quelle|source|copyright|"
    r"bildquelle|bildnachweis|bildrechte|crédit|fotograf|urheber|fotoğraf|фото|источник|isithombe|fot\.|fotó|kuva)\s*"
    r"(?:credit\s*:?|by\b:?|von\b|courtesy of|:|/|©)|(?:image|photo|video)? ?credits?|"
    r"©|\(c\))\s*)+",
    re.I,
)
_ARTICLE_HINT = re.compile(r"article|story|post-?content|entry-?content|beitrag|artikel", re.I)
_PLACEHOLDER = re.compile(
    r"placeholder|transparent|fallback|blank\.|spacer|pixel\.|1x1\.|loading\.|lazy[^/]*\.gif", re.I
)
#: Attributes from which scripts take addresses of pictures later.
_LAZY = re.compile(r"data-(?:(?:[a-z-]+-)?src|original|image|url)")
_SETS = re.compile(r"(?:data-(?:[a-z-]+-)?)?srcset")
#: Where a thing can be bought: "$29 at Example Shop $31 at Other Shop".
_PRICES = re.compile(r"(?:\s*[$€£]\s?\d[\d.,]* (?:at|bei|chez) [^$€£]{2,50})+$")
_HEADS = ("h1", "h2", "h3", "h4")
_TOO_SMALL = 90
_MAX_CAPTION = 700
_MAX_CREDIT = 140


@dataclass(frozen=True, slots=True)
class _Found:
    """A picture with all the addresses it has, and its place in the page."""

    urls: tuple[str, ...]
    image: Image


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
    tree: Any, url: str | None, nodes: tuple[statements.Node, ...]
) -> tuple[Image, ...]:
    """Pictures of the report, the page's order, each once.

    Args:
        tree: the whole page.
        url: its address, to resolve relative ones.
        nodes: its JSON-LD.
    """
    described = list(_described(nodes, url))
    stated = [*described, *_captioned(nodes, url)]
    found = list(_figures(tree, url))
    known = {identity(address) for figure in found for address in figure.urls}
    for extra in described:
        if not any(identity(address) in known for address in extra.urls):
            found.append(extra)
            known |= {identity(address) for address in extra.urls}
    return tuple(_filled(figure, stated) for figure in found)


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


def _described(nodes: tuple[statements.Node, ...], url: str | None) -> Iterator[_Found]:
    article = statements.article(nodes)
    images = statements.resolve(article.get("image"), nodes)
    for item in images if isinstance(images, list) else [images]:
        found = _stated(item if isinstance(item, dict) else {"url": item}, url)
        if found is not None:
            yield found


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
    return _Found(urls, Image(urls[0], caption or None, _credit(credit or "") or within))


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
    for picture in tree.iter("img", "amp-img"):
        urls = tuple(dict.fromkeys(_addresses(picture, url)))
        keys = {identity(address) for address in urls}
        if not urls or keys & seen or _is_small(picture) or _is_drawn(keys):
            continue
        container = _container(picture, keys, url)
        if not text_of(container):
            container = _caption_below(container, picture)
        words = text_of(container)
        if _is_foreign(picture, bool(words)) or not (words or _in_article(picture)):
            continue
        seen |= keys
        caption, credit = _caption_and_credit(container)
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


def _container(picture: Any, keys: set[str], base: str | None) -> Any:
    """The largest element around a picture that holds no other and only a caption's words."""
    best = picture
    for ancestor in picture.iterancestors():
        if ancestor.tag in ("body", "article", "main", "header", "section"):
            break
        headed = ancestor.tag != "figure" and any(True for _ in ancestor.iter(*_HEADS))
        if headed or len(text_of(ancestor)) > _MAX_CAPTION:
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
    if not 0 < len(words) <= _MAX_CAPTION or any(True for _ in below.iter("img", *_HEADS)):
        return container
    named = below.tag == "figcaption" or below.find(".//figcaption") is not None
    hinted = named or _CAPTION_HINT.search(below.get("class") or "")
    same = key_of(words) in {key_of(picture.get("alt") or ""), key_of(picture.get("title") or "")}
    return below if hinted or same else container


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
    for depth, ancestor in enumerate(picture.iterancestors()):
        if ancestor.tag in ("nav", "footer", "aside"):
            return True
        names = f"{ancestor.get('class') or ''} {ancestor.get('id') or ''}"
        if depth < 6 and not described and _FOREIGN.search(names):
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


def _hinted(element: Any, hint: re.Pattern[str]) -> Iterator[Any]:
    """Outermost elements below one whose names match."""
    inside: set[Any] = set()
    for child in element.iterdescendants():
        if not isinstance(child.tag, str) or child.getparent() in inside:
            inside.add(child)
            continue
        names = " ".join(child.get(name) or "" for name in ("class", "itemprop", "data-testid"))
        if hint.search(names) and text_of(child):
            inside.add(child)
            yield child


def _caption_and_credit(container: Any) -> tuple[str | None, str | None]:
    """The words of a picture's container, credit and caption apart."""
    holders = [el for el in container.iter("figcaption") if text_of(el)]
    holder = holders[0] if holders else next(_hinted(container, _CAPTION_HINT), container)
    credited = list(_hinted(holder, _CREDIT_HINT)) or list(_hinted(container, _CREDIT_HINT))
    if not credited:
        credited = [el for el in container.iter("footer", "cite", "small") if text_of(el)][-1:]
    if not credited:
        credited = [el for el in container.iterdescendants("*") if _is_credit(el)][:1]
    parts = [spaced(element) for element in credited]
    caption = spaced(holder)
    if parts and len(" ".join(parts)) <= _MAX_CREDIT:
        for part in parts:
            caption = _without(caption, part)
        credit = ", ".join(dict.fromkeys(filter(None, map(_credit, parts))))
        if not _plain(caption) and holder is not container and credited[0] is holder:
            caption = ""
        rest, within = split_credit(_plain(caption))
        return rest or None, credit or within
    rest, within = split_credit(caption)
    return _plain(rest) or None, within


def _is_credit(element: Any) -> bool:
    """Whether an element holds a labelled credit and nothing else ("Photo: Ann Lee")."""
    text = text_of(element)
    return len(text) <= _MAX_CREDIT and _CREDIT_PREFIX.match(text) is not None


def spaced(element: Any) -> str:
    """Text of an element with a blank between elements that stand side by side."""
    text = " ".join(part for part in (p.strip() for p in element.itertext()) if part)
    return re.sub(r"\s+([,.;:!?)\]])", r"\1", " ".join(text.split()))


def _without(caption: str, credit: str) -> str:
    """The caption without the credit that its element repeats."""
    place = caption.rfind(credit)
    return caption[:place] + caption[place + len(credit) :] if place >= 0 else caption


def _plain(caption: str) -> str:
    text = _PRICES.sub("", " ".join(caption.split())).strip(" |·•–—-/")
    return text if len(text) <= _MAX_CAPTION else ""


def split_credit(caption: str) -> tuple[str, str | None]:
    """A caption and the credit at its end ("... in June. Photo: Ann Lee/Wire")."""
    text = " ".join(caption.split())
    for pattern in (_BRACKETS, _MARK):
        match = pattern.search(text)
        if match:
            return text[: match.start()].rstrip(" (|–—-/"), _credit(match["credit"]) or None
    return text, None


def _credit(text: str) -> str:
    """A credit without its label and brackets."""
    plain = " ".join(text.split()).strip(" ()[]|·")
    plain = _CREDIT_PREFIX.sub("", plain).strip(" ()[]|·:,")
    return plain if len(plain) <= _MAX_CREDIT and key_of(plain) else ""
