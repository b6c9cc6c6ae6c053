"""Pages: body, metadata and pictures of an HTML document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from copydesk.errors import InputRefused
from copydesk.extract import detection, notices
from copydesk.extract.identifiers import identity_of
from copydesk.extract.mastheads import outlet_name
from copydesk.extract.page import elements, shaping
from copydesk.extract.page.about import Metadata
from copydesk.extract.page.about import read as read_about
from copydesk.extract.page.body import HELD, body_of, held
from copydesk.extract.page.bylines import names_of
from copydesk.extract.page.judges import Judges, shingles, words_of
from copydesk.extract.page.liveblog import MIN_UPDATES, Update, updates_of
from copydesk.extract.page.margins import set_apart
from copydesk.extract.page.pictures import pictures_of
from copydesk.extract.page.pieces import HEADING, ITEM, PARAGRAPH, Piece
from copydesk.extract.page.standfirsts import opens_with_standfirst, standfirst_of
from copydesk.extract.status import PAYWALL, READ, status_of
from copydesk.extract.text import markers
from copydesk.extract.text.datelines import dateline_of
from copydesk.extract.text.report import notes_of
from copydesk.gather import characters
from copydesk.gather.decode import Decoded
from copydesk.model import Article, Block, Document, Role

#: What a live blog says outside of its updates is a report of its own from this many words.
_MIN_INTRODUCTION = 40
_MIN_OPEN_WORDS = 150

#: Of a page without a text so many passages are asked what it says of itself.
_SPOKEN = 40

Line = tuple[str, Role]


def articles_of_page(
    document: Document, decoded: Decoded, *, fast: bool = False
) -> tuple[Article, ...]:
    """The article of a page; of a live blog its introduction and each of its updates.

    A consent or error page gives one article without text, whose ``status`` says so. A fast
    reading asks no judges about the body.

    Raises:
        InputRefused: the page has no element, or no text.
    """
    markup = elements.flatten(characters.markup(decoded.text))
    tree = elements.parse(markup)
    if tree is None:
        raise InputRefused(document.source, "no HTML element in it")
    named = elements.Named(tree)
    elements.strip_hidden(tree, named)
    shaping.shape(tree, named)
    about = read_about(tree, document.url, markup=markup)
    base = _frame(document, decoded, about)
    elements.strip_code(tree)
    elements.strip_menus(tree)
    elements.strip_pop_ups(tree)
    pictures = pictures_of(tree, base.url, about.statements, about.node) or document.images
    bare = elements.bare(tree)
    shaping.unlink(bare)
    judges = Judges(bare, about.body, fast)
    elements.strip_unseen(tree)
    page = tuple(elements.passages(tree))
    pieces = body_of(judges, page, base.title)
    del named
    spoken = pieces or tuple(Piece(PARAGRAPH, p.text) for p in page[:_SPOKEN] if not p.aside)
    status = status_of(base.title, spoken, about.paywall_signs)
    if status == READ and not pieces and about.paywall_signs >= 2:
        status = PAYWALL
    if status != READ:
        return (replace(base, status=status),)
    margins = set_apart(page, pieces, base.title, about.section)
    page, pieces = margins.page, margins.pieces
    notes = (*base.notes, *notices.notes_of_corrections(margins.corrections))
    base = replace(base, kicker=margins.kicker or base.kicker, notes=notes)
    updates = _shown(updates_of(about.statements, base.published), page)
    if len(updates) >= MIN_UPDATES:
        first, *others = _live_blog(base, pieces, updates)
        return (replace(first, images=pictures), *others)
    if not pieces:
        raise InputRefused(document.source, "no report found on the page")
    standfirst = standfirst_of(page, pieces, base.title, about.description)
    if standfirst is None and opens_with_standfirst(pieces, about.description):
        standfirst, pieces = pieces[0].text, pieces[1:]
    lines = (
        *([(margins.kicker, Role.KICKER)] if margins.kicker else []),
        *_lines(base.title, standfirst, pieces),
        *((correction, Role.FURNITURE) for correction in margins.corrections),
    )
    article = _filled(replace(base, images=pictures), lines)
    if about.paywall_signs >= 2 and len(words_of(article.text)) < _MIN_OPEN_WORDS:
        note = f"behind a {PAYWALL}: only its open part was read"
        article = replace(article, notes=(*article.notes, note))
    return (article,)


def _frame(document: Document, decoded: Decoded, about: Metadata) -> Article:
    """The article with all but its text."""
    url = about.url or document.url
    identity = identity_of(document, about.url)
    return Article(
        id=identity.id,
        text="",
        blocks=(),
        url=url,
        outlet=outlet_name(document.outlet or about.site, url),
        title=document.title or about.title,
        kicker=about.section,
        authors=names_of(document.authors) or about.authors,
        published=document.published or about.published,
        modified=document.modified or about.modified,
        language=about.language or detection.UNKNOWN,
        section=about.section,
        content_hash=identity.content_hash,
        source=document.source,
        notes=(*notes_of(document, about.published), *about.notes, *decoded.notes),
    )


def _filled(article: Article, lines: Iterable[Line]) -> Article:
    """The article with the text of the lines, and what is read from the text."""
    text, blocks, dateline = compose(lines)
    declared = None if article.language == detection.UNKNOWN else article.language
    return replace(
        article,
        text=text,
        blocks=blocks,
        dateline=dateline,
        language=detection.detect(text, declared),
        cited_outlets=markers.find(text),
    )


def _shown(updates: Sequence[Update], page: Sequence[elements.Passage]) -> list[Update]:
    """The updates that the page shows; some state years of them."""
    if not updates:
        return []
    seen: set[tuple[str, ...]] = set()
    for passage in page:
        seen |= shingles(passage.text)
    visible = frozenset(seen)
    return [u for u in updates if held(shingles(" ".join(u.paragraphs)), visible) >= 0.5]


def _live_blog(
    base: Article, pieces: Sequence[Piece], updates: Sequence[Update]
) -> tuple[Article, ...]:
    known: set[tuple[str, ...]] = set()
    for update in updates:
        for paragraph in update.paragraphs:
            known |= shingles(paragraph)
    rest = [p for p in pieces if held(shingles(p.text), frozenset(known)) < HELD / 2]
    words = sum(len(words_of(piece.text)) for piece in rest if piece.kind == PARAGRAPH)
    articles = [_filled(base, _lines(base.title, None, rest))] if words >= _MIN_INTRODUCTION else []
    for update in updates:
        title = update.title or base.title
        own = replace(
            base,
            id=f"{base.id}-{update.key}",
            title=title,
            url=update.url or base.url,
            published=update.published,
            modified=None,
        )
        texts = [Piece(PARAGRAPH, paragraph) for paragraph in update.paragraphs]
        articles.append(_filled(own, _lines(update.title, None, texts)))
    return tuple(articles)


def _lines(title: str | None, standfirst: str | None, pieces: Iterable[Piece]) -> Iterator[Line]:
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


def compose(lines: Iterable[Line]) -> tuple[str, tuple[Block, ...], str | None]:
    """A text of one line each, the blocks over it, and the place of its dateline."""
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    place: str | None = None
    for line, role in lines:
        start, end = position, position + len(line)
        found = dateline_of(line) if role is Role.LEDE else None
        if found is not None:
            place, length = found
            blocks.append(Block(start, start + len(line[:length].rstrip()), Role.DATELINE))
            start += length
        blocks.append(Block(start, end, role, _label(line) if role is Role.BULLET else None))
        parts.append(line)
        position = end + 1
    return "\n".join(parts), tuple(blocks), place


def _label(line: str) -> str | None:
    """The label of a list item ("Next steps: ..."), up to six words before a colon."""
    label, colon, rest = line.partition(": ")
    fits = colon and rest and len(label.split()) <= 6 and label[:1].isupper()
    return label if fits and "." not in label else None
