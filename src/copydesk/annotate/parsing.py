"""Load the language pipeline once and read articles with it.

`parse` gives sentences, tokens, names, chains of names and resolved times. Every block is read
on its own, without its citation markers; a bullet's label and a dateline are read apart from
the sentence that follows them and tied to it afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

from copydesk.annotate import sentences
from copydesk.annotate.columns import Columns
from copydesk.annotate.names import coreference, entities
from copydesk.annotate.times import resolution
from copydesk.errors import LanguageModelError
from copydesk.language import NAME, components
from copydesk.language import path as shipped_path
from copydesk.language.blas import faster_products
from copydesk.model import Annotated, Article, Block, Entity, Role, Sentence, Token

#: Languages (ISO 639-1) that the shipped pipeline reads; "und" is too short to tell.
_READ: Final = frozenset({"en", "und"})
#: Roles that are one unit each, whatever marks they hold.
_ONE_UNIT: Final = frozenset(
    {Role.HEADLINE, Role.KICKER, Role.BYLINE, Role.DATELINE, Role.SLUG, Role.SUBHEAD, Role.CREDIT,
     Role.FOREIGN}
)  # fmt: skip
_LEAD_IN: Final = re.compile(r"[\s•●▪‣◦·*–—-]+(?=\S)")
_PLACE = r"(?=[^–—-]*[A-Z]{3})[A-Z][A-Z.’' /-]+[A-Z.](?:, [A-Z][\w. ]*?)?"
_DATELINE: Final = re.compile(
    rf"(?:{_PLACE}(?: \([A-Z][\w .]*\))?|\([A-Z][\w .]*\)) ?(?:[–—]|--?)(?= )"
)


@dataclass(frozen=True, slots=True)
class Language:
    """A loaded pipeline.

    Attributes:
        name: as asked for: the shipped name, a package, or a path.
        version: of the pipeline, from its own metadata.
        nlp: the spaCy pipeline, with the sentence rules before its parser.
    """

    name: str
    version: str
    nlp: SpacyLanguage


def load(name: str | None = None) -> Language:
    """Load a pipeline, once a process.

    Args:
        name: package name or path of any spaCy pipeline; None for the shipped one.

    Raises:
        LanguageModelError: when it cannot be loaded or has no parser or no names.
    """
    return _load(name or NAME)


@lru_cache(maxsize=4)
def _load(name: str) -> Language:
    wanted = str(shipped_path()) if name == NAME else name
    try:
        with faster_products():
            nlp = components.load(wanted)
    except (OSError, ValueError, ImportError) as error:
        raise LanguageModelError(f"language pipeline {name!r}: {error}") from error
    for needed in ("parser", "ner"):
        if needed not in nlp.pipe_names:
            raise LanguageModelError(f"language pipeline {name!r} has no component {needed!r}")
    if sentences.COMPONENT not in nlp.pipe_names:
        nlp.add_pipe(sentences.COMPONENT, before="parser")
    return Language(name, str(nlp.meta.get("version", "")), nlp)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a block that is read on its own.

    ``offsets[i]`` is the article's code point of character ``i`` of ``text``; ``lead`` marks a
    label or dateline that belongs to the sentence after it, ``dateline`` a dateline.
    """

    block: int
    role: Role
    text: str
    offsets: Sequence[int]
    lead: bool
    dateline: bool


def unparsed(article: Article) -> Annotated:
    """A report that is not read: its sentences from punctuation alone, and nothing else."""
    return Annotated(article, sentences=tuple(_plain(article)), parsed=False)


def parse(article: Article, language: Language) -> Annotated:
    """Sentences, tokens, names, chains and times of a report.

    Args:
        article: a structured report; blocks of role furniture are not read.
        language: from `load`.

    Returns:
        the annotated report without quantities and quotations; for a language the pipeline does
        not read, sentences from punctuation alone and ``parsed=False``.
    """
    if article.language not in _READ:
        return unparsed(article)
    reader = _Reader(article)
    pieces = [p for i, block in enumerate(article.blocks) for p in _pieces(article, i, block)]
    standing = sentences.standing_names(article.text)
    docs = language.nlp.pipe(_doc(piece, language.nlp, standing) for piece in pieces)
    for piece, doc in zip(pieces, docs, strict=True):
        reader.add(piece, doc)
    found = entities.find(reader.tokens, reader.sentences, reader.names)
    chains, linked = coreference.link(article, reader.sentences, reader.tokens, found)
    return Annotated(
        article,
        sentences=tuple(reader.sentences),
        tokens=tuple(reader.tokens),
        entities=tuple(linked),
        chains=tuple(chains),
        times=tuple(resolution.resolve(article, reader.sentences, reader.tokens, found)),
    )


def _doc(piece: _Piece, nlp: SpacyLanguage, standing: frozenset[str]) -> Doc:
    doc = nlp.make_doc(piece.text)
    doc.user_data[sentences.STANDING] = standing
    return doc


def _plain(article: Article) -> Iterator[Sentence]:
    for i, block in enumerate(article.blocks):
        if block.role is Role.FURNITURE:
            continue
        for piece in _pieces(article, i, block):
            spans = [(0, len(piece.text))]
            if block.role not in _ONE_UNIT:
                spans = sentences.split_plain(piece.text)
            for start, end in spans:
                yield Sentence(
                    piece.offsets[start], piece.offsets[end - 1] + 1, block.role, i, 0, 0
                )


def _pieces(article: Article, index: int, block: Block) -> Iterator[_Piece]:
    """The block's text without citation markers, its label or dateline apart."""
    if block.role is Role.FURNITURE:
        return
    lead = _LEAD_IN.match(article.text, block.start, block.end)
    start = lead.end() if lead else block.start
    split, dateline = start, block.role is Role.DATELINE
    if block.label and article.text.startswith(f"{block.label}:", start):
        split = start + len(block.label) + 1
    elif block.role in {Role.BODY, Role.LEDE}:
        found = _DATELINE.match(article.text, start, block.end)
        split = found.end() if found else start
        dateline = found is not None
    if not article.text[split : block.end].strip():
        split, dateline = start, block.role is Role.DATELINE
    for first, last, is_lead in ((start, split, True), (split, block.end, False)):
        offsets = _kept(article, first, last)
        whole = isinstance(offsets, range)
        text = article.text[first:last] if whole else "".join(article.text[i] for i in offsets)
        if text and not text.isspace():
            skipped = len(text) - len(text.lstrip())
            text = text.strip()
            yield _Piece(
                block=index,
                role=block.role,
                text=text,
                offsets=offsets[skipped : skipped + len(text)],
                lead=is_lead,
                dateline=dateline and (is_lead or block.role is Role.DATELINE),
            )


def _kept(article: Article, start: int, end: int) -> Sequence[int]:
    """Code points from ``start`` to ``end`` without citation markers and the space before them."""
    markers = [m for m in article.cited_outlets if start < m.end and m.start < end]
    if not markers:
        return range(start, end)
    kept, at = list[int](), start
    for marker in markers:
        cut = marker.start
        while cut > at and article.text[cut - 1].isspace():
            cut -= 1
        kept.extend(range(at, cut))
        at = marker.end
    kept.extend(range(at, end))
    return kept


class _Reader:
    """Gathers tokens, sentences and names of the pieces into article-wide lists."""

    def __init__(self, article: Article) -> None:
        self._markers = [(marker.start, marker.end) for marker in article.cited_outlets]
        self.tokens: list[Token] = []
        self.sentences: list[Sentence] = []
        self.names: list[Entity] = []
        self._lead: int | None = None

    def add(self, piece: _Piece, doc: Doc) -> None:
        """Take over one read piece."""
        words = Columns.of(doc, piece.text)
        for unit in _units(doc, whole=piece.lead or piece.role in _ONE_UNIT):
            kept = [i for i in unit if not words.text[i].isspace()]
            kept = self._without_loose_stop(piece, kept, words, doc)
            if not kept:
                continue
            first = len(self.tokens)
            opens = first if self._lead is None else self._lead
            place = {i: first + n for n, i in enumerate(kept)}
            self._add_tokens(piece, words, kept, place)
            if piece.dateline:
                self._add_place(first)
            else:
                self._add_names(doc, place)
            if piece.lead:
                self._lead = opens
                continue
            self._lead = None
            self._close(piece, opens, first)

    def _without_loose_stop(
        self, piece: _Piece, kept: list[int], words: Columns, doc: Doc
    ) -> list[int]:
        """Drop a full stop that a trailing marker cut off: it is outside the sentence's span."""
        if self._markers and len(kept) > 1 and doc[kept[-1]].is_punct:
            stop = piece.offsets[words.start[kept[-1]]]
            before = piece.offsets[words.end[kept[-2]] - 1] + 1
            if any(before <= start and end <= stop for start, end in self._markers):
                return kept[:-1]
        return kept

    def _add_tokens(
        self, piece: _Piece, words: Columns, kept: Sequence[int], place: dict[int, int]
    ) -> None:
        root, offsets, sentence = _root(words, kept, place), piece.offsets, len(self.sentences)
        for i in kept:
            head, dep = place.get(words.head[i]), words.dep[i]
            if i == root:
                head, dep = place[i], "root"
            elif head is None or head == place[i]:
                head, dep = place[root], "parataxis"
            start, end = offsets[words.start[i]], offsets[words.end[i] - 1] + 1
            text, lemma, tag, pos = words.text[i], words.lemma[i], words.tag[i], words.pos[i]
            token = Token(start, end, text, lemma, tag, pos, dep, words.morph[i], head, sentence)
            self.tokens.append(token)

    def _add_place(self, first: int) -> None:
        """The place of a dateline: its words in capitals, up to the comma or dash."""
        last = first
        while last < len(self.tokens) and _in_capitals(self.tokens[last].text):
            last += 1
        if last > first:
            start, end = self.tokens[first].start, self.tokens[last - 1].end
            self.names.append(Entity(start, end, "LOC", first, last))

    def _add_names(self, doc: Doc, place: dict[int, int]) -> None:
        for span in doc.ents:
            label = entities.LABELS.get(span.label_)
            if label is None or span.start not in place or span.end - 1 not in place:
                continue
            first, last = place[span.start], place[span.end - 1] + 1
            if last - first == span.end - span.start:
                self.names.append(
                    Entity(self.tokens[first].start, self.tokens[last - 1].end, label, first, last)
                )

    def _close(self, piece: _Piece, opens: int, first: int) -> None:
        root = next(i for i in range(first, len(self.tokens)) if self.tokens[i].head == i)
        for i in range(opens, first):
            if self.tokens[i].head == i and i != root:
                self.tokens[i] = replace(self.tokens[i], head=root, dep="parataxis")
        self.sentences.append(
            Sentence(
                start=self.tokens[opens].start,
                end=self.tokens[-1].end,
                role=piece.role,
                block=piece.block,
                first=opens,
                last=len(self.tokens),
            )
        )


def _units(doc: Doc, *, whole: bool) -> Iterator[range]:
    """Ranges of tokens that are a sentence each."""
    if whole:
        yield range(len(doc))
        return
    for sent in doc.sents:
        yield range(sent.start, sent.end)


def _in_capitals(word: str) -> bool:
    return word.isupper() and word[0].isalpha()


def _root(words: Columns, kept: Sequence[int], place: dict[int, int]) -> int:
    """The token that the unit hangs on: the first root that is a verb, or the first root."""
    roots = [i for i in kept if words.head[i] == i or words.head[i] not in place]
    verbs = [i for i in roots if words.pos[i] in {"VERB", "AUX"}]
    return (verbs or roots or kept)[0]
