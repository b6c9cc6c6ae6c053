"""Pages: body, metadata and pictures of an HTML document."""

from __future__ import annotations

from trafilatura import bare_extraction

from copydesk.errors import InputRefused
from copydesk.extract import citations, language
from copydesk.extract.outlets import outlet_name
from copydesk.extract.pieces import HEADING, ITEM, Piece, pieces_of
from copydesk.extract.text import Identity, notes_of
from copydesk.model import Article, Block, Document, Role


def article_of_page(document: Document, markup: str, identity: Identity) -> Article:
    """The article of a page.

    Raises:
        InputRefused: the page has no text.
    """
    result = bare_extraction(
        markup, url=document.url, favor_precision=True, include_comments=False, with_metadata=True
    )
    if result is None or isinstance(result, dict) or result.body is None:
        raise InputRefused(document.source, "no report found on the page")
    title = document.title or result.title
    text, blocks = compose(title, pieces_of(result.body))
    return Article(
        id=identity.id,
        text=text,
        blocks=blocks,
        url=document.url,
        outlet=outlet_name(document.outlet or result.sitename, document.url),
        title=title,
        authors=tuple(result.author.split("; ")) if result.author else (),
        published=document.published,
        language=language.detect(text),
        cited_outlets=citations.find(text),
        content_hash=identity.content_hash,
        source=document.source,
        notes=notes_of(document),
    )


def compose(title: str | None, pieces: tuple[Piece, ...]) -> tuple[str, tuple[Block, ...]]:
    """The text of a page, a piece a line, with its blocks: headline, then the body."""
    lines: list[tuple[str, Role]] = [(title, Role.HEADLINE)] if title else []
    for piece in pieces:
        if piece.kind == HEADING:
            if piece.text != title:
                lines.append((piece.text, Role.SUBHEAD))
            continue
        if piece.kind == ITEM:
            lines.append((piece.text, Role.BULLET))
            continue
        has_lede = any(role is Role.LEDE for _, role in lines)
        lines.append((piece.text, Role.BODY if has_lede else Role.LEDE))
    blocks: list[Block] = []
    position = 0
    for line, role in lines:
        blocks.append(Block(position, position + len(line), role))
        position += len(line) + 1
    return "\n".join(line for line, _ in lines), tuple(blocks)
