"""Pieces of a page's body: what an extractor gives, one paragraph, head or item each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

PARAGRAPH, HEADING, ITEM, QUOTE = "paragraph", "heading", "list_item", "quote"

_KINDS = {"p": PARAGRAPH, "head": HEADING, "item": ITEM, "quote": QUOTE, "cell": PARAGRAPH}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: its kind (one of the constants above) and its text on one line."""

    kind: str
    text: str


def pieces_of(body: Any) -> tuple[Piece, ...]:
    """Pieces of the body element that trafilatura builds."""
    return tuple(_pieces(body, PARAGRAPH))


def _pieces(element: Any, kind: str) -> Iterator[Piece]:
    own = _KINDS.get(element.tag, kind)
    if any(child.tag in _KINDS or child.tag in ("list", "table", "row") for child in element):
        yield from _piece(own, [element.text or ""])
        for child in element:
            yield from _pieces(child, own)
            yield from _piece(own, [child.tail or ""])
        return
    lines: list[str] = []
    for part in _texts(element):
        if part == "\n":
            yield from _piece(own, lines)
            lines = []
        else:
            lines.append(part)
    yield from _piece(own, lines)


def _texts(element: Any) -> Iterator[str]:
    """Texts of an element in order; a line break is its own newline."""
    if element.text:
        yield element.text.replace("\n", " ")
    for child in element:
        if child.tag == "lb":
            yield "\n"
        else:
            yield from _texts(child)
        if child.tail:
            yield child.tail.replace("\n", " ")


def _piece(kind: str, parts: Iterable[str]) -> Iterator[Piece]:
    text = " ".join("".join(parts).split())
    if text:
        yield Piece(kind, text)
