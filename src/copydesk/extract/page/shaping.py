"""A page's elements as what they mean: before it is read, some are put into their usual shape.

Extractors look for paragraphs. A text that stands loose beside paragraphs, a first letter in an
element of its own, a quotation in a figure are lost to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from copydesk.extract.page.elements import BLOCK_TAGS, Named, text_of, weight

_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "q", "s", "small", "span",
     "strong", "sub", "sup", "time", "u", "wbr", "br")
)  # fmt: skip
_HOLDERS = ("div", "section", "article", "main", "td", "center")
_BLOCKS = frozenset(BLOCK_TAGS)
#: A loose text of fewer words is a label.
_MIN_WORDS = 8
_DROP_CAP = re.compile(r"drop-?cap|first-?letter|initial-?letter|lettrine|capital-?letter", re.I)
_MAX_DROP_CAP = 3
_SEEN_IN_FIGURES = ("img", "picture", "video", "audio", "iframe", "svg", "amp-img", "canvas",
                    "object", "embed", "noscript")  # fmt: skip
_SAID_IN_FIGURES = ("blockquote", "table", "p", "ul", "ol", "q")
#: Boxes within a report that are no part of it, by the names that many sites give them.
_BOX = re.compile(
    r"(?<![a-z])(?:(?:related|recommended|popular|trending|most-?(?:read|popular|viewed)|more)[-_]{0,2}"
    r"(?:articles?|stor(?:y|ies)|posts?|news|content|links?|coverage|topics?|reads?|items?|box|list)|swipe-?(?:row|box)|"
    r"related|read-?(?:more|next|also)(?:-box|-list|-links?)?|recommendations?|"
    r"author-{0,2}_{0,2}(?:bio(?:graphy)?|box|card|info-box)|about-the-author|"
    r"(?:comments?|respond)(?:-?(?:section|list|area|form|box|wrapper|container))?|viafoura[\w-]*|disqus[\w-]*|"
    r"newsletter(?:-?(?:signup|box|form|cta|promo))?|outbrain\w*|taboola\w*|"
    r"donat(?:e|ion)s?(?:-?(?:box|banner|cta))?)(?![a-z])",
    re.I,
)
#: Names that hold the report itself beside such a word ("article-body has-related").
_OWN_BOX = re.compile(
    r"article-?body|story-?body|entry-?content|post-?content|(?:has|with|no)-related", re.I
)
_BOX_TAGS = frozenset(("div", "section", "aside", "ul"))
_BOX_SHARE = 0.3
#: Running text ends so; a passage of links leads away.
_ENDS = tuple('.!?…"”»“’)')
_MIN_RUNNING, _MAX_LINKED = 10, 0.5


def shape(tree: Any, named: Named) -> None:
    """Join first letters, wrap loose texts, and free quotations and tables from figures.

    Boxes about other reports, readers' comments and posts of other sites go.
    """
    _strip_boxes(tree, named)
    _join_drop_caps(named)
    _wrap_loose_texts(tree)
    _free_figures(tree)


def unlink(tree: Any) -> None:
    """Take the links out of running text; extractors count links as signs of a menu."""
    for paragraph in tree.iter("p", "li", "blockquote"):
        links = list(paragraph.iter("a"))
        if not links:
            continue
        text = text_of(paragraph)
        linked = sum(len(text_of(link)) for link in links)
        running = len(text.split()) >= _MIN_RUNNING and text.endswith(_ENDS)
        if running and linked <= _MAX_LINKED * len(text):
            for link in links:
                link.attrib.clear()
                link.tag = "unlinked"
    etree.strip_tags(tree, "unlinked")


def _strip_boxes(tree: Any, named: Named) -> None:
    everything: int | None = None
    for element in list(named.matching(_BOX, "class", "id")):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag not in _BOX_TAGS or element.getparent() is None or _OWN_BOX.search(names):
            continue
        if any(True for _ in element.iter("h1", "article", "main")):
            continue
        if everything is None:
            everything = weight(tree)
        if weight(element) < _BOX_SHARE * everything:
            element.drop_tree()


def _join_drop_caps(named: Named) -> None:
    for element in list(named.matching(_DROP_CAP, "class")):
        letter = text_of(element)
        if not 0 < len(letter) <= _MAX_DROP_CAP or element.getparent() is None:
            continue
        following = element.getnext()
        block = element.tag in _BLOCKS
        if block and following is not None and not (element.tail or "").strip():
            following.text = letter + (following.text or "").lstrip()
            element.getparent().remove(element)
        elif not block:
            element.text = letter
            for child in list(element):
                element.remove(child)
            element.drop_tag()


def _wrap_loose_texts(tree: Any) -> None:
    for holder in list(tree.iter(*_HOLDERS)):
        if not any(child.tag in _BLOCKS for child in holder):
            continue
        texts = (holder.text, *(child.tail for child in holder))
        if any(text and not text.isspace() for text in texts):
            _wrap_runs(holder)


def _wrap_runs(holder: Any) -> None:
    """Put each run of loose text within an element, with the elements in its lines, into one."""
    for start, nodes in list(_runs(holder)):
        first = holder.text if start is None else start.tail
        words = len((first or "").split()) + sum(
            len(text_of(node).split()) + len((node.tail or "").split()) for node in nodes
        )
        linked = sum(len(text_of(link).split()) for node in nodes for link in node.iter("a"))
        if words < _MIN_WORDS or linked * 2 > words:
            continue
        paragraph = html.Element("p")
        paragraph.text = first
        if start is None:
            holder.text = None
            holder.insert(0, paragraph)
        else:
            start.tail = None
            start.addnext(paragraph)
        for node in nodes:
            paragraph.append(node)


def _runs(holder: Any) -> Iterator[tuple[Any | None, list[Any]]]:
    """Runs between blocks: the block before, None at the beginning, and the elements of a run."""
    start: Any | None = None
    nodes: list[Any] = []
    for child in list(holder):
        if child.tag in _INLINE:
            nodes.append(child)
            continue
        yield start, nodes
        start, nodes = child, []
    yield start, nodes


def _free_figures(tree: Any) -> None:
    for figure in list(tree.iter("figure")):
        if any(True for _ in figure.iter(*_SEEN_IN_FIGURES)):
            continue
        if any(True for _ in figure.iter(*_SAID_IN_FIGURES)):
            figure.tag = "div"
            for caption in figure.iter("figcaption"):
                caption.tag = "p"
                caption.text = f"— {(caption.text or '').lstrip()}"
