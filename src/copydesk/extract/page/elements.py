"""The page as a tree, bounded before it is built, and its passages of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree, html

#: Elements nested deeper than this are flattened. The deepest of 258 real news pages has 64;
#: libxml2 drops what lies below 256.
MAX_DEPTH = 200

#: Elements that need no end tag; they do not count as depth.
_VOID = frozenset(
    (
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "option", "thead",
        "tbody", "tfoot",
    )
)  # fmt: skip
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*>")

BLOCK_TAGS = (
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "div", "section", "article",
    "td", "th", "figcaption", "dd", "dt", "pre", "header", "footer", "aside", "main", "ul", "ol",
    "figure", "table", "nav", "form", "address", "details", "summary",
)  # fmt: skip
HEAD_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that begin a line of their own.
_PARTING = frozenset((*BLOCK_TAGS, "br", "hr", "tr"))
#: Set on the element that turned out to hold a picture's caption.
CAPTION_MARK = "data-picture-caption"
_CODE = ("script", "style", "template", "svg")
_UNSEEN = ("noscript", "iframe", "button", "select")
_HIDDEN_CLASS = re.compile(
    r"(?<![\w-])(?:sr-only|screen-?reader(?:-text|-only|s)?|visually-?hidden|u-visually-hidden|"
    r"a11y-hidden|is-hidden-visually|hidden-visually|element-invisible|off-?screen|"
    r"assistive-text|vh|VisuallyHidden|visually-hidden-focusable)(?![\w-])",
    re.I,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_HIDDEN_SHARE, _HIDDEN_WORDS = 0.3, 80
_NEVER_HIDDEN = frozenset(("html", "body", "main", "article", "h1", "img", "picture", "script"))
_MENUS = ("nav", "footer", "menu")
#: What is about to be taken out.
_GONE = "gone"
_REPORTS = ("article", "figure", "blockquote")
#: A menu holds less than this share of a page's text; a page may stand in one by mistake.
_MENU_SHARE = 0.3
#: What the extractors look at besides names of elements and text.
_READ_ATTRIBUTES = frozenset(
    (
        "class", "id", "style", "role", "itemprop", "hidden", "href", "rel", "aria-hidden",
        "data-component", "data-testid", "data-lp-replacement-content",
    )
)  # fmt: skip
#: Elements that mean something without text in them; links and buttons tell a row of symbols.
_MEANT_EMPTY = frozenset({"a", "button", "br", "hr", "td", "th", "tr", "wbr"})
_SPACE = re.compile(r"\s+")
_NAME = re.compile(r"[a-zA-Z][\w-]*")
_POP_UP = re.compile(
    r"\b(?:rollover|tooltip|popover|hover-?card)[\w-]*[-_]?(?:block|content|body|box|text|panel)\b"
)
_NOT_WORD = re.compile(r"[\W_]+")


def flatten(markup: str) -> str:
    """The markup without the tags that nest deeper than `MAX_DEPTH`."""
    if markup.count("<") <= MAX_DEPTH:
        return markup
    depth = 0
    cuts: list[tuple[int, int]] = []
    for match in _TAG.finditer(markup):
        closing, name = match[1], match[2].lower()
        if name in _VOID or match[0].endswith("/>"):
            continue
        if not closing:
            depth += 1
            if depth > MAX_DEPTH:
                cuts.append(match.span())
        elif depth > 0:
            if depth > MAX_DEPTH:
                cuts.append(match.span())
            depth -= 1
    if not cuts:
        return markup
    parts, position = [], 0
    for start, end in cuts:
        parts.append(markup[position:start])
        position = end
    return "".join((*parts, markup[position:]))


def parse(markup: str) -> Any | None:
    """The tree of a page; None when there is no element in it."""
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None
    for line_break in tree.iter("br"):  # else the words around it are one
        line_break.tail = " " + (line_break.tail or "")
    return tree


@lru_cache(maxsize=8192)
def key_of(text: str) -> str:
    """Letters and digits of a text in lower case: how passages and pieces are matched."""
    return _NOT_WORD.sub("", text.casefold())


def text_of(element: Any) -> str:
    """Visible text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def parted_text(element: Any, mark: str = " ") -> str:
    """Text of an element on one line, with a mark between the blocks in it.

    Args:
        element: a headline or a byline.
        mark: what stands between blocks, which markup leaves without a blank.
    """
    parts: list[str] = []
    for child in element.iter():
        if child is not element and child.tag in _PARTING:
            parts.append(mark)
        parts.append(child.text or "")
        # The tail of a child stands behind all that it holds.
        if child is not element and len(child) == 0:
            parts.extend(_tails(child, element))
    return _SPACE.sub(" ", "".join(parts)).strip()


def _tails(element: Any, outer: Any) -> Iterator[str]:
    """What follows an element that holds none, up to the next one."""
    while element is not outer:
        if element.tag in _PARTING and element.tag != "br":
            yield " "
        yield element.tail or ""
        if element.getnext() is not None:
            return
        element = element.getparent()


@dataclass(frozen=True, slots=True)
class Passage:
    """An innermost block element with text.

    Attributes:
        order: place in the document.
        tag: its element.
        text: on one line.
        link_share: share of the text's characters that are links, 0 to 1.
        bold: whether all of the text is bold.
        hints: class, id and similar attributes of it and the elements right above it.
        figure: whether it stands in a figure or is a caption.
        aside: whether it stands in a nav, aside, footer or form.
        story: number of the article element with a headline of its own that holds it; 0 when
            none does; below 0 when that headline is no more than a link.
        setting: its element and the two around it, with their classes.
    """

    order: int
    tag: str
    text: str
    link_share: float
    bold: bool
    hints: str
    figure: bool
    aside: bool
    story: int = 0
    setting: str = ""


def weight(element: Any) -> int:
    """Length of an element's text, scripts and styles left out."""
    scripts = sum(len(code.text or "") for code in element.iter("script", "style"))
    return len(element.text_content()) - scripts


def strip_code(tree: Any) -> None:
    """Take out what is never text: scripts, styles, drawings."""
    etree.strip_elements(tree, *_CODE, with_tail=False)


def strip_unseen(tree: Any) -> None:
    """Take out what readers with scripts do not see, and controls."""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)


def strip_hidden(tree: Any, named: Named) -> None:
    """Take out what readers do not see, or only hear: hidden elements, words for screen readers.

    A page may hide its whole text until a script shows it: an element that holds much of the
    page's text stays, and so do a headline and pictures.
    """
    everything: int | None = None
    hidden = dict.fromkeys(named.matching(_HIDDEN_CLASS, "class"))
    hidden |= dict.fromkeys(named.matching(_HIDDEN_STYLE, "style"))
    hidden |= dict.fromkeys(tree.xpath("//body//*[@hidden or @aria-hidden='true' or self::dialog]"))
    for element in hidden:
        told = element.get("hidden") is None and element.get("aria-hidden") == "true"
        if element.tag in _NEVER_HIDDEN or (told and element.tag not in ("div", "p", "section")):
            continue
        if any(True for _ in element.iter("h1", "script", "figure", "img")):
            continue
        if everything is None:
            everything = weight(tree)
        words = len(element.text_content().split())
        if words < _HIDDEN_WORDS and weight(element) < _HIDDEN_SHARE * everything:
            element.tag = _GONE
    etree.strip_elements(tree, _GONE, with_tail=False)


class Named:
    """A page's elements with their names, read once: to read an attribute costs as much as to
    look at it.

    While it lives, lxml need not wrap each element again for each pass over the page.
    """

    def __init__(self, tree: Any) -> None:
        self._all = list(tree.iter())
        self._values: dict[str, list[tuple[Any, str]]] = {}
        for name in ("class", "id", "style"):
            self._values[name] = [(e, value) for e in self._all if (value := e.get(name))]

    def matching(self, pattern: re.Pattern[str], *names: str) -> Iterator[Any]:
        """Elements of which an attribute matches, those of the first name first.

        Args:
            pattern: asked once about each value: a page repeats its classes.
            names: of the attributes: class, id or style.
        """
        for name in names:
            known: dict[str, bool] = {}
            for element, value in self._values[name]:
                found = known.get(value)
                if found is None:
                    found = known[value] = pattern.search(value) is not None
                if found:
                    yield element


def strip_pop_ups(tree: Any) -> None:
    """Take out the boxes that appear over a word when it is pointed at."""
    for element in tree.iter("span", "div"):
        if _POP_UP.search(element.get("class") or ""):
            element.tag = _GONE
    etree.strip_elements(tree, _GONE, with_tail=False)


def strip_menus(tree: Any) -> None:
    """Take out menus and what stands at the foot of the page: half of its elements."""
    everything = len(tree.text_content())
    for element in tree.iter(*_MENUS):
        # A footer within a report is its own: a correction, a picture's credit.
        own = element.tag == "footer" and next(element.iterancestors(*_REPORTS), None) is not None
        if not own and len(element.text_content()) < _MENU_SHARE * everything:
            element.tag = _GONE
    etree.strip_elements(tree, _GONE, with_tail=False)


def bare(tree: Any) -> Any:
    """A copy with what extractors look at: no head, no empty elements, few attributes.

    Half of an extractor's time goes by the number of elements it has to test.
    """
    copy = deepcopy(tree)
    for head in copy.findall("head"):
        copy.remove(head)
    for element in reversed(list(copy.iterdescendants("*"))):
        if element.tag not in _MEANT_EMPTY and _is_empty(element):
            parted = element.text or element.tag in BLOCK_TAGS
            element.tag, element.text = _GONE, " " if parted else None
            continue
        for name in set(element.attrib) - _READ_ATTRIBUTES:
            if _NAME.fullmatch(name):  # lxml takes no other
                del element.attrib[name]
    etree.strip_tags(copy, _GONE)
    return copy


def _is_empty(element: Any) -> bool:
    if element.text and element.text.strip():
        return False
    return all(child.tag == _GONE and not (child.tail or "").strip() for child in element)


def passages(tree: Any) -> Iterator[Passage]:
    """Passages of the page in document order."""
    outer: set[Any] = set()
    blocks = list(tree.iter(*BLOCK_TAGS))
    for block in blocks:
        for ancestor in block.iterancestors():
            if ancestor in outer:
                break
            outer.add(ancestor)
    stories: dict[Any, int] = {}
    for number, article in enumerate(tree.iter("article"), start=1):
        if any(True for _ in article.iter("h1")):
            stories[article] = number
        elif _announces(article):
            stories[article] = -number
    order = 0
    for block in blocks:
        if block in outer:
            continue
        text = text_of(block)
        if text:
            yield _passage(order, block, text, stories)
            order += 1


def _announces(article: Any) -> bool:
    """Whether all heads of an article element lead to other pages."""
    heads = list(article.iter("h2", "h3", "h4"))
    return bool(heads) and all(_leads_away(head) for head in heads)


def _leads_away(head: Any) -> bool:
    links = [*head.iter("a"), *head.iterancestors("a")]
    return any(not (link.get("href") or "#").startswith("#") for link in links)


def _passage(order: int, block: Any, text: str, stories: dict[Any, int]) -> Passage:
    ancestors = list(block.iterancestors())
    above = ancestors[:12]
    tags = {ancestor.tag for ancestor in above}
    own_link = any(ancestor.tag == "a" for ancestor in above[:4])
    linked = sum(len(text_of(link)) for link in block.iter("a"))
    bolded = sum(len(text_of(b)) for b in block.iter("b", "strong"))
    hints = " ".join(_hints(element) for element in (block, *above[:2]))
    return Passage(
        order=order,
        tag=block.tag,
        text=text,
        link_share=1.0 if own_link else min(1.0, linked / len(text)),
        bold=bolded >= len(text) * 0.95,
        hints=hints.lower(),
        figure=(
            "figure" in tags
            or block.tag == "figcaption"
            or "caption" in hints.lower()
            or any(element.get(CAPTION_MARK) for element in (block, *above[:3]))
        ),
        aside=bool(tags & {"nav", "aside", "footer", "form"}),
        setting=" ".join(
            f"{e.tag}.{e.get('class') or ''}".rstrip(".") for e in (block, *above[:2])
        ),
        story=next((stories[ancestor] for ancestor in ancestors if ancestor in stories), 0),
    )


def _hints(element: Any) -> str:
    names = ("class", "id", "itemprop", "data-testid", "data-component", "role")
    return " ".join(element.get(name, "") for name in names)
