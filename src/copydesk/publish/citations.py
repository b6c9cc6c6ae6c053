"""Citations: each shown sentence to the exact words it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from copydesk.errors import PublishError
from copydesk.model import (
    Annotated,
    Dossier,
    Draft,
    DraftSentence,
    Outcome,
    Role,
    Span,
)
from copydesk.publish.text import clipped, one_line

# Context shown around the marked words, in code points: enough for the sentence they stand in,
# which in running English news is longer than this once in a hundred.
_CONTEXT = 240
_MARKED = 1200

_PLACES = {
    Role.HEADLINE: "headline",
    Role.CAPTION: "caption",
    Role.STANDFIRST: "standfirst",
    Role.BULLET: "summary",
}


@dataclass(frozen=True, slots=True)
class Words:
    """The marked words with what stands before and after them in their sentence."""

    before: str
    marked: str
    after: str
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One link from a sentence to the words it rests on.

    Attributes:
        id: of the link, so that the source list can point back.
        label: what the reader sees: "3", or "3b" when the report is cited for several passages.
        target: id of the quoted passage in the source list.
        outlet: who is cited.
    """

    id: str
    label: str
    target: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a sentence and the citations that stand behind them."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence as shown.

    Attributes:
        pieces: its words in order; what only part of it rests on stands behind that part.
        caveats: the gate's reasons, empty when fully supported.
        label: of a quick look.
    """

    pieces: tuple[Piece, ...]
    caveats: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Quoted words in the source list, with the links that cite them.

    ``label``: as the citation prints it ("3b"). ``notes``: words of the sentence on the page that
    were replaced by a name, and words that it is cited for where it bears out only these.
    """

    id: str
    label: str
    words: Words
    cited_by: tuple[str, ...]
    notes: tuple[str, ...] = ()


def passes(sentence: DraftSentence) -> bool:
    """Whether the sentence may be shown: it was checked, and the check let it through."""
    return sentence.verdict is not None and sentence.verdict.outcome.passes


def shown_headline(draft: Draft) -> DraftSentence | None:
    """The headline, or its fallback, whichever passes first; None when neither does."""
    headline: DraftSentence | None = draft.headline
    while headline is not None and not passes(headline):
        headline = headline.fallback
    return headline


def shown(draft: Draft) -> tuple[DraftSentence, ...]:
    """All sentences that may be shown, in order of the page."""
    headline = shown_headline(draft)
    rest = tuple(s for s in draft.sentences()[1:] if passes(s))
    return rest if headline is None else (headline, *rest)


def words_of(report: Annotated, span: Span) -> Words:
    """The span's words, marked in the sentence (or sentences) they stand in.

    Raises:
        PublishError: when the span reaches past the report's text.
    """
    text = report.article.text
    if span.end > len(text):
        raise PublishError(
            f"span {span.start}:{span.end} reaches past the text of report {span.article!r} "
            f"({len(text)} code points); was it annotated from another revision?"
        )
    around = [s for s in report.sentences if s.start < span.end and span.start < s.end]
    start = min([span.start, *(s.start for s in around)])
    end = max([span.end, *(s.end for s in around)])
    before, after = text[start : span.start], text[span.end : end]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:].partition(" ")[2]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT].rpartition(" ")[0] + "…"
    marked = text[span.start : span.end]
    place = _PLACES.get(report.article.role_at(span.start))
    return Words(_spaced(before), clipped(marked, _MARKED), _spaced(after), place)


def _spaced(text: str) -> str:
    """On one line, but with the space at either end that parts it from the marked words."""
    line = one_line(text)
    if not line:
        return ""
    return f"{' ' if text[0].isspace() else ''}{line}{' ' if text[-1].isspace() else ''}"


class Citations:
    """The citations of one story: outlets are numbered in the order in which the page cites them.

    One outlet is one number; its passages are told apart by letters.
    """

    def __init__(self, dossier: Dossier, outlets: dict[str, str]) -> None:
        """Number the outlets and passages of all shown sentences.

        Args:
            dossier: the story.
            outlets: printed outlet name by article id.

        Raises:
            PublishError: when a sentence cites a report that is not of the story.
        """
        self._reports = {r.article.id: r for r in dossier.reports}
        self._outlets = outlets
        self._story = dossier.story.id
        self._passages: dict[str, list[Span]] = {}
        self._cited_by: dict[Span, list[str]] = {}
        self._notes: dict[Span, dict[str, None]] = {}
        self._links = 0
        for sentence in shown(dossier.draft):
            for span, _ in _in_order(sentence):
                self._enter(sentence, span)
        cited = list(self._passages)
        order = dict.fromkeys([*cited, *(outlets[article] for article in self._reports)])
        numbers = {outlet: number for number, outlet in enumerate(order, 1)}
        by_number = sorted(self._reports, key=lambda article: numbers[outlets[article]])
        self._numbers = {article: numbers[outlets[article]] for article in by_number}

    def _enter(self, sentence: DraftSentence, span: Span) -> None:
        if span.article not in self._reports:
            raise PublishError(
                f"story {self._story!r}: sentence {sentence.id!r} cites report "
                f"{span.article!r}, which is not among its reports"
            )
        spans = self._passages.setdefault(self._outlets[span.article], [])
        if span not in spans:
            spans.append(span)

    @property
    def numbers(self) -> dict[str, int]:
        """Number of its outlet by article id, in the order of the source list: cited outlets
        come first, reports of one outlet stand together."""
        return self._numbers

    def sentence(self, sentence: DraftSentence) -> CitedSentence:
        """The sentence with links to what it cites; each call makes links of its own."""
        places: dict[int, list[Citation]] = {len(sentence.text): []}
        for span, end in _in_order(sentence):
            places.setdefault(end, []).append(self._link(sentence, span))
        pieces, start = [], 0
        for end in sorted(places):
            pieces.append(Piece(sentence.text[start:end], tuple(places[end])))
            start = end
        return CitedSentence(tuple(pieces), caveats(sentence), sentence.label)

    def sentences(self, sentences: Iterable[DraftSentence]) -> tuple[CitedSentence, ...]:
        """Those of the sentences that pass, with their links."""
        return tuple(self.sentence(s) for s in sentences if passes(s))

    def _link(self, sentence: DraftSentence, span: Span) -> Citation:
        outlet = self._outlets[span.article]
        number, index = self._numbers[span.article], self._passages[outlet].index(span)
        self._links += 1
        link = f"c{self._links}"
        self._cited_by.setdefault(span, []).append(link)
        for change in sentence.substitutions:
            if change.mention.article == span.article == sentence.evidence[0].article:
                name = sentence.text[change.start : change.end]
                note = f"“{change.original}” stands for {name}."
                self._notes.setdefault(span, {})[note] = None
        part = words_cited_for(sentence, span)
        if part is not None:
            words = sentence.text[slice(*part)].strip(' “”"')  # a quotation has marks already
            note = f"Cited for “{words}”."
            self._notes.setdefault(span, {})[note] = None
        return Citation(link, self._label(span), f"s{number}-{index + 1}", outlet)

    def _label(self, span: Span) -> str:
        number, spans = self._numbers[span.article], self._passages[self._outlets[span.article]]
        return str(number) if len(spans) == 1 else f"{number}{_letters(spans.index(span))}"

    def passages(self, article: str) -> tuple[Passage, ...]:
        """What the report was cited for. Ask after all sentences were linked."""
        number, spans = self._numbers[article], self._passages.get(self._outlets[article], ())
        return tuple(
            Passage(
                id=f"s{number}-{index}",
                label=self._label(span),
                words=words_of(self._reports[article], span),
                cited_by=tuple(self._cited_by.get(span, ())),
                notes=tuple(self._notes.get(span, ())),
            )
            for index, span in enumerate(spans, 1)
            if span.article == article
        )


def _cited(sentence: DraftSentence) -> tuple[Span, ...]:
    """The spans that the page cites: those the gate did not find wanting.

    A citation that by itself contradicts the sentence, or does not have its words, is no
    support for it and is not shown as one.
    """
    if sentence.verdict is None or not sentence.verdict.citations:
        return sentence.evidence
    wrong = {
        c.span
        for c in sentence.verdict.citations
        if c.outcome in (Outcome.CONTRADICTED, Outcome.UNAVAILABLE)
    }
    kept = tuple(span for span in sentence.evidence if span not in wrong)
    return kept or sentence.evidence


#: A mark stands where a reader pauses: behind a clause, not inside a noun phrase.
_PAUSE = re.compile(r"[,;:–—)](?=\s|$)|(?=\s(?:and|but|while|as|after|before|because|although)\s)")


def _in_order(sentence: DraftSentence) -> list[tuple[Span, int]]:
    """What the page cites, each with the place of its mark in the text, in order of place."""
    places = _places(sentence)
    return sorted(places, key=lambda place: place[1])


def _places(sentence: DraftSentence) -> list[tuple[Span, int]]:
    """What the page cites, each with the end of the clause that it stands behind."""
    verdict = sentence.verdict
    ends = {c.span: c.words[1] for c in verdict.citations if c.words} if verdict else {}
    whole = len(sentence.text)
    text = sentence.text.rstrip()
    return [(span, _pause(text, ends.get(span, whole), whole)) for span in _cited(sentence)]


def _pause(text: str, end: int, whole: int) -> int:
    """The first place from ``end`` on where a mark may stand."""
    found = _PAUSE.search(text, max(0, end - 1)) if end < whole else None
    if found is None or found.end() >= len(text) - 1:
        return whole
    return found.end()


def words_cited_for(sentence: DraftSentence, span: Span) -> tuple[int, int] | None:
    """The words of the sentence that a citation stands behind; None for all of them."""
    citations = sentence.verdict.citations if sentence.verdict is not None else ()
    return next((c.words for c in citations if c.span == span), None)


#: Doubts that the words on the page settle by themselves: the passage behind the mark says the
#: same in other words, and one look shows it. They stand in the story's JSON.
_NO_READERS_DOUBT = frozenset({"content", "source"})


def caveats(sentence: DraftSentence) -> tuple[str, ...]:
    """The gate's reasons that a reader needs, of a sentence that passed with a caveat."""
    verdict = sentence.verdict
    if verdict is None or verdict.outcome is not Outcome.CAVEAT:
        return ()
    told = [r.message for r in verdict.reasons if r.words or r.check not in _NO_READERS_DOUBT]
    return tuple(dict.fromkeys(told))


def _letters(index: int) -> str:
    """0 → "a", 25 → "z", 26 → "aa"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters
