"""schema.org data that pages carry as JSON-LD, however carelessly written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from copydesk.extract.page import lenient
from copydesk.extract.page.elements import key_of
from copydesk.gather import characters

Node = Mapping[str, Any]

_ARTICLE_TYPES = re.compile(
    r"(?:Article|Posting|Report|Review|Recipe|FactCheck|NewsStory|CreativeWork)$", re.I
)
_NOT_REPORTS = re.compile(r"(?:Review|Recipe|CreativeWork)$", re.I)
_PAGE_TYPES = re.compile(r"WebPage$|ItemPage$", re.I)
_MAX_DEPTH = 12
_MAX_NODES = 5000
#: Scripts of one page; and characters of one that is read by the lenient reader.
_MAX_SCRIPTS, _MAX_LENIENT = 60, 2_000_000
_VOCABULARY = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:|schemaorg:)")
#: Fields by which a page holds its own report; others tell of other works.
_OWN_FIELDS = frozenset(("@graph", "mainEntity", "mainEntityOfPage", "article", "@list", "about"))
_WANTED = ("headline", "datePublished", "author", "articleBody", "description", "image")
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Statements:
    """What a page's JSON-LD states.

    Attributes:
        nodes: all objects, outer ones first.
        own: those that may be about the page itself: not below another one's fields.
    """

    nodes: tuple[Node, ...] = ()
    own: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What readers see of a page, to tell which statement is about it.

    Attributes:
        titles: its visible headlines and those it is shared under.
        url: its own address; None when unknown.
    """

    titles: tuple[str, ...] = ()
    url: str | None = None


def read(tree: Any) -> Statements:
    """All objects of the page's JSON-LD; what cannot be read of a script is left out."""
    nodes: list[Node] = []
    own: list[Node] = []
    scripts = (s for s in tree.iter("script") if "ld+json" in (s.get("type") or "").lower())
    for script, _ in zip(scripts, range(_MAX_SCRIPTS), strict=False):
        for value in _parse(script.text or ""):
            for node, is_own in _walk(value, 0, own=True):
                nodes.append(node)
                if is_own:
                    own.append(node)
                if len(nodes) >= _MAX_NODES:
                    return Statements(tuple(nodes), tuple(own))
    return Statements(tuple(nodes), tuple(own))


def _parse(source: str) -> list[Any]:
    try:
        return [_renamed(json.loads(source, strict=False, parse_int=_integer))]
    except (ValueError, RecursionError):
        pass
    text = source[:_MAX_LENIENT]
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    return [_renamed(value) for value in lenient.values(text)]


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) < 40 else float(digits)


def _walk(value: Any, depth: int, *, own: bool) -> Iterator[tuple[Node, bool]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1, own=own)
    elif isinstance(value, dict):
        yield value, own
        for name, item in value.items():
            if name != "itemListElement" and isinstance(item, dict | list):
                inner = own and name in _OWN_FIELDS and not (name == "about" and is_article(value))
                yield from _walk(item, depth + 1, own=inner)


def _renamed(value: Any, depth: int = 0) -> Any:
    """The value with the plain names of its fields ("schema:headline", "type")."""
    if depth > _MAX_DEPTH or not isinstance(value, dict | list):
        return value
    if isinstance(value, list):
        return [_renamed(item, depth + 1) for item in value]
    found = {_VOCABULARY.sub("", name): _renamed(item, depth + 1) for name, item in value.items()}
    for plain in ("type", "id"):
        if f"@{plain}" not in found and isinstance(found.get(plain), str):
            found[f"@{plain}"] = found[plain]
    return found


def types_of(node: Node) -> tuple[str, ...]:
    """The node's types without their namespace."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return tuple(re.split(r"[/#:]", str(name).strip())[-1] for name in kinds if name)


def is_article(node: Node) -> bool:
    """Whether the node describes a report."""
    return any(_ARTICLE_TYPES.search(name) for name in types_of(node))


def article(found: Statements, seen: Seen) -> Node:
    """The node of the page's own report; an empty one when there is none.

    Pages state other reports as well: related ones, parts, products' reviews. The own one has
    the page's address or headline; of several the one with most of headline, time, author and
    body, then the first. Where there is no article, what the page states of itself counts.
    """
    best: tuple[float, int, Node] | None = None
    for number, node in enumerate(found.own):
        if not (is_article(node) or any(_PAGE_TYPES.search(name) for name in types_of(node))):
            continue
        score = _own_score(node, seen)
        if score is not None and (best is None or (score, -number) > best[:2]):
            best = (score, -number, node)
    return best[2] if best else {}


def _own_score(node: Node, seen: Seen) -> float | None:
    """How surely a node is about the page; None when it is about another one."""
    report = is_article(node)
    dated = bool(node.get("datePublished") or node.get("author") or node.get("headline"))
    if not report and not dated:
        return None
    score = sum(bool(node.get(name)) for name in _WANTED) / 2 + 3 * report
    if any(_NOT_REPORTS.search(name) for name in types_of(node)):
        score -= 2
    address = _address_of(node, seen.url)
    named = _is_named(text(node.get("headline")) or text(node.get("name")), seen.titles)
    if address is False and not named:
        return None
    if named is False and address is not True and not _is_titleless(seen):
        return None if seen.url and address is False else score - 4
    return score + 4 * bool(address) + 4 * bool(named)


def _is_titleless(seen: Seen) -> bool:
    return not seen.titles


def _address_of(node: Node, url: str | None) -> bool | None:
    """Whether a node has the page's address: None when it has none or the page has none."""
    page = node.get("mainEntityOfPage")
    values = [node.get("url"), page if isinstance(page, str) else None]
    if isinstance(page, dict):
        values += [page.get("@id"), page.get("url")]
    given = [value for value in values if isinstance(value, str) and _path(value)]
    if not given or not url or not _path(url):
        return None
    return any(_path(value) == _path(url) for value in given)


def _path(url: str) -> str:
    try:
        return urlsplit(url.strip()).path.strip("/").lower()
    except ValueError:
        return ""


def _is_named(headline: str | None, titles: Sequence[str]) -> bool | None:
    """Whether a headline is one of the page's, perhaps cut or with the site's name behind it."""
    if not headline or not titles:
        return None
    own = key_of(headline)[:80]
    if not own:
        return None
    words = set(re.findall(r"\w+", headline.casefold()))
    for title in titles:
        if own in key_of(title) or key_of(title)[:80] in own:
            return True
        others = set(re.findall(r"\w+", title.casefold()))
        if len(words & others) * 2 >= min(len(words), len(others)) + 1:
            return True
    return False


def text(value: Any) -> str | None:
    """A value as plain text: entities resolved, tags and white space cleaned."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    return characters.plain(value[:20_000]) if isinstance(value, str) else None


def paragraphs(value: Any) -> str | None:
    """A long text with its line breaks; tags of paragraphs become breaks."""
    if not isinstance(value, str):
        return None
    broken = re.sub(r"</p>|<br\s*/?>|</h\d>|</li>", "\n", html.unescape(value), flags=re.I)
    plain = _TAG.sub(" ", html.unescape(broken))
    lines = (" ".join(line.split()) for line in characters.seen(plain).splitlines())
    return characters.encodable("\n".join(line for line in lines if line)) or None


def resolve(value: Any, found: Statements) -> Any:
    """The value with references by ``@id`` replaced by the nodes they point to."""
    if isinstance(value, dict) and isinstance(value.get("@list"), list):
        value = value["@list"]
    if isinstance(value, list):
        return [resolve(item, found) for item in value[:100]]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and "@id" in value:
        same = (node for node in found.nodes if node.get("@id") == value["@id"] and len(node) > 2)
        return next(same, value)
    return value
