"""Drafts: a story in words, each sentence with its evidence and, once checked, a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from copydesk.model.article import Image
from copydesk.model.span import Span


class Outcome(StrEnum):
    """What the gate says of a sentence or of one citation."""

    SUPPORTED = "supported"
    CAVEAT = "caveat"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not_found"
    UNAVAILABLE = "unavailable"

    @property
    def passes(self) -> bool:
        """Whether a sentence with this outcome may be published."""
        return self in (Outcome.SUPPORTED, Outcome.CAVEAT)


#: The check of a reason that says that a check stopped with an error.
BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an outcome was given.

    Attributes:
        check: the part of the gate: "numbers", "names", "roles", "quotations", "speaker",
            "negation", "modality", "dates", "attribution", "agent", "content", "source".
        message: one plain sentence.
        words: the words at fault in the sentence; empty when all is well.
        evidence: the span that shows it; None when there is none.
    """

    check: str
    message: str
    words: str = ""
    evidence: Span | None = None


@dataclass(frozen=True, slots=True)
class CitationVerdict:
    """What one citation is worth by itself.

    ``words`` are the code points ``(start, end)`` of the sentence that it was checked against
    and stands behind; None for the whole sentence.
    """

    span: Span
    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    words: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """What the gate says of a sentence, and of each of its citations alone."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    citations: tuple[CitationVerdict, ...] = ()

    @property
    def is_broken(self) -> bool:
        """Whether it only says that a check stopped: no judgement, and to be shown apart."""
        return any(reason.check == BROKEN for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Finding:
    """What an audit says of one sentence.

    Attributes:
        id: of the sentence: a draft's own, or ``s1``, ``s2`` … in order of text.
        text: the sentence without citation markers.
        cited: the sources it cites, as named.
        verdict: with reasons; when a cited source was not supplied, that is a reason too.
        line: of the text given, from 1, where its form tells it.
    """

    id: str
    text: str
    cited: tuple[str, ...]
    verdict: SentenceVerdict
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Substitution:
    """Words of the evidence that the writer replaced by a name the page needs.

    ``start:end`` in the draft sentence's text; ``original`` as the evidence has it;
    ``mention`` the span where the name stands: in the same report or, for who somebody is, in
    another one that the sentence cites too.
    """

    start: int
    end: int
    original: str
    mention: Span


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence that rest on spans of their own.

    Attributes:
        start, end: code points of the sentence's text.
        evidence: spans that each bear these words out, best first.
        said: the words as a whole clause in the order of the report, where the sentence says them
            in another order or form; empty where they stand as they are.
    """

    start: int
    end: int
    evidence: tuple[Span, ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence with the spans that it rests on.

    Attributes:
        id: stable within the story.
        text: without citation marks.
        evidence: spans that each support it, best first; never empty in a published draft. The
            first supports all of it; the verdict says of which words a later one does.
        kind: "extract" (cut from a report), "desk" (clauses of several reports joined in the
            desk's own words), "comparison" (made from a point), "model", "editor".
        label: of a quick look.
        substitutions: what the writer replaced.
        points: ids of the points it tells.
        locked: an editor wrote or locked it; it survives recomposition.
        verdict: None until checked.
        fallback: the extractive sentence to take instead when this one does not pass.
        parts: of a sentence of kind "desk", its clauses, each with its own spans; what stands
            between them is the desk's. Empty for a sentence that is of one piece.
    """

    id: str
    text: str
    evidence: tuple[Span, ...]
    kind: str = "extract"
    label: str | None = None
    substitutions: tuple[Substitution, ...] = ()
    points: tuple[str, ...] = ()
    locked: bool = False
    verdict: SentenceVerdict | None = None
    fallback: DraftSentence | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the Deep Look. ``key``: "developments", "differences", "reactions",
    "background", "next". Paragraphs are tuples of sentences."""

    key: str
    title: str
    paragraphs: tuple[tuple[DraftSentence, ...], ...]


@dataclass(frozen=True, slots=True)
class ModelReply:
    """What a language model answered, kept with the story that it wrote.

    Attributes:
        model: its name at the endpoint. text: its answer, without its thoughts.
        tokens_in, tokens_out: as the endpoint counts them; 0 when it does not say.
        cost: by the prices in the settings.
    """

    model: str
    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many sentences of the reports the story does not tell for one reason."""

    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Draft:
    """One story in words.

    Attributes:
        story: id of the story.
        headline: a sentence like any other, with evidence.
        kicker: section name ("World").
        standfirst: two or three sentences.
        quick_looks: five to eight labelled bullets (fewer when there is less evidence).
        dateline: place of the event as a report's dateline has it; None without.
        sections: of the Deep Look, only those with evidence.
        hero: lead picture; ``hero_article`` the report that carries it.
        topic: IPTC Media Topic id of the section ("medtop:16000000"); None when unsure.
        refused: sentences the gate took out, with their verdicts.
        replies: of a language model, in order; empty when the desk wrote the story itself.
        left_out: why sentences of the reports are not in the story, most first.
    """

    story: str
    headline: DraftSentence
    kicker: str
    standfirst: tuple[DraftSentence, ...] = ()
    quick_looks: tuple[DraftSentence, ...] = ()
    dateline: str | None = None
    sections: tuple[Section, ...] = ()
    hero: Image | None = None
    hero_article: str | None = None
    topic: str | None = None
    refused: tuple[DraftSentence, ...] = ()
    replies: tuple[ModelReply, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def sentences(self) -> tuple[DraftSentence, ...]:
        """All sentences in order of the page: headline, standfirst, quick looks, sections."""
        deep = (s for section in self.sections for p in section.paragraphs for s in p)
        return (self.headline, *self.standfirst, *self.quick_looks, *deep)
