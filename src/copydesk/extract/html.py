"""Pages: body, metadata and pictures of an HTML document."""

from __future__ import annotations

from collections.abc import Iterable

from copydesk.errors import InputRefused
from copydesk.extract import citations, dom, language, metadata
from copydesk.extract.bodies import body_of
from copydesk.extract.decode import Decoded
from copydesk.extract.judges import Judges
from copydesk.extract.outlets import outlet_name
from copydesk.extract.pictures import pictures_of
from copydesk.extract.pieces import HEADING, ITEM, Piece
from copydesk.extract.standfirst import standfirst_of
from copydesk.extract.text import Identity, notes_of
from copydesk.model import Article, Block, Document, Role

Line = tuple[str, Role]


def articles_of_page(
    document: Document, decoded: Decoded, identity: Identity
) -> tuple[Article, ...]:
    """The article of a page.

    Raises:
        InputRefused: the page has no element, or no text.
    """
    markup = dom.flatten(decoded.text)
    tree = dom.parse(markup)
    if tree is None:
        raise InputRefused(document.source, "no HTML element in it")
    about = metadata.read(tree, document.url, markup=markup)
    dom.strip_code(tree)
    images = pictures_of(tree, about.url or document.url, about.nodes)
    dom.strip_unseen(tree)
    page = tuple(dom.passages(tree))
    title = document.title or about.title
    pieces = body_of(Judges(markup, about.body), page, title)
    if not pieces:
        raise InputRefused(document.source, "no report found on the page")
    standfirst = standfirst_of(page, pieces, title, about.description)
    text, blocks = compose(_lines(title, standfirst, pieces))
    return (
        Article(
            id=identity.id,
            text=text,
            blocks=blocks,
            url=about.url or document.url,
            outlet=outlet_name(document.outlet or about.site, about.url or document.url),
            title=title,
            kicker=about.section,
            authors=about.authors,
            published=document.published or about.published,
            modified=about.modified,
            language=language.detect(text, about.language),
            images=images,
            cited_outlets=citations.find(text),
            section=about.section,
            content_hash=identity.content_hash,
            source=document.source,
            notes=(*notes_of(document, about.published), *about.notes, *decoded.notes),
        ),
    )


def _lines(title: str | None, standfirst: str | None, pieces: Iterable[Piece]) -> Iterable[Line]:
    """Lines of the text with their roles, the first paragraph as lede."""
    if title:
        yield title, Role.HEADLINE
    if standfirst:
        yield standfirst, Role.STANDFIRST
    running = Role.LEDE
    for piece in pieces:
        if piece.kind == HEADING and running is Role.LEDE:  # a head above the text
            yield piece.text, Role.STANDFIRST
        elif piece.kind == HEADING:
            yield piece.text, Role.SUBHEAD
        elif piece.kind == ITEM:
            yield piece.text, Role.BULLET
        else:
            yield piece.text, running
            running = Role.BODY


def compose(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...]]:
    """A text of one line each, and the blocks over it."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for line, role in lines:
        parts.append(line)
        blocks.append(Block(position, position + len(line), role))
        position += len(line) + 1
    return "\n".join(parts), tuple(blocks)
