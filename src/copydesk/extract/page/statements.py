"""schema.org data that pages carry as JSON-LD, however carelessly written."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

_ARTICLE_TYPES = re.compile(r"(?:Article|Posting|Report|Review|Recipe|FactCheck|NewsStory)$")
_MAX_DEPTH = 12
_MAX_NODES = 5000
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_COMMENT = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)


def nodes(tree: Any) -> tuple[Node, ...]:
    """All objects of the page's JSON-LD, outer ones first; broken scripts are left out."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            value = _parse(script.text or "")
            for node in _walk(value, 0):
                found.append(node)
                if len(found) >= _MAX_NODES:
                    return tuple(found)
    return tuple(found)


def _parse(source: str) -> Any:
    text = _COMMENT.sub("", source).strip()
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", text), html.unescape(text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for name, item in value.items():
            if name != "itemListElement" and isinstance(item, dict | list):
                yield from _walk(item, depth + 1)


def types_of(node: Node) -> tuple[str, ...]:
    """The node's types without their namespace."""
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return tuple(re.split(r"[/#:]", str(name))[-1] for name in kinds if name)


def is_article(node: Node) -> bool:
    """Whether the node describes a report."""
    return any(_ARTICLE_TYPES.search(name) for name in types_of(node))


def article(found: tuple[Node, ...]) -> Node:
    """The node of the page's own report; an empty one when there is none.

    Of several the one with most of headline, time, author and body, then the first.
    """
    candidates = [node for node in found if is_article(node)]
    wanted = ("headline", "datePublished", "author", "articleBody", "description", "image")
    if not candidates:
        return {}
    return max(candidates, key=lambda node: sum(bool(node.get(name)) for name in wanted))


def text(value: Any) -> str | None:
    """A value as plain text: entities resolved, tags and white space cleaned."""
    if isinstance(value, list):
        value = next((item for item in value if item), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("headline")
    if not isinstance(value, str):
        return None
    plain = re.sub(r"<[^<>]{1,200}>", " ", html.unescape(html.unescape(value)))
    return " ".join(plain.split()) or None


def paragraphs(value: Any) -> str | None:
    """A long text with its line breaks; tags of paragraphs become breaks."""
    if not isinstance(value, str):
        return None
    broken = re.sub(r"</p>|<br\s*/?>|</h\d>|</li>", "\n", html.unescape(value), flags=re.I)
    plain = re.sub(r"<[^<>]{1,200}>", " ", html.unescape(broken))
    lines = (" ".join(line.split()) for line in plain.splitlines())
    return "\n".join(line for line in lines if line) or None


def texts(value: Any) -> Iterator[str]:
    """All texts of a value that may be one, a list, or objects with a name."""
    for item in value if isinstance(value, list) else [value]:
        found = text(item)
        if found:
            yield found


def resolve(value: Any, found: tuple[Node, ...]) -> Any:
    """The value with references by ``@id`` replaced by the nodes they point to."""
    if isinstance(value, list):
        return [resolve(item, found) for item in value]
    if isinstance(value, dict) and set(value) <= {"@id", "@type"} and "@id" in value:
        same = (node for node in found if node.get("@id") == value["@id"] and len(node) > 2)
        return next(same, value)
    return value
