"""What the language stage found in a report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from copydesk.model.article import Article, Role


@dataclass(frozen=True, slots=True)
class Token:
    """A token of the article.

    Attributes:
        start, end: code points of ``Article.text``.
        text, lemma: as written; lemma in lower case but for names.
        tag, pos, dep: Penn tag, universal part of speech, universal dependency relation.
        morph: universal features as written by spaCy, e.g. ``Number=Plur``.
        head: index into ``Annotated.tokens``; a root is its own head.
        sentence: index into ``Annotated.sentences``.
    """

    start: int
    end: int
    text: str
    lemma: str
    tag: str
    pos: str
    dep: str
    morph: str
    head: int
    sentence: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; it never crosses a block.

    Attributes:
        start, end: code points, without surrounding white space and without a trailing
            citation marker.
        role: of its block.
        block: index into ``Article.blocks``.
        first, last: its tokens are ``Annotated.tokens[first:last]``.
    """

    start: int
    end: int
    role: Role
    block: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity or a rule-found expression.

    Labels: PERSON, ORG, LOC (places and states), NORP; DATE, TIME, MONEY, PERCENT, QUANTITY,
    CARDINAL, ORDINAL. ``first:last`` are token indices; ``chain`` indexes
    ``Annotated.chains`` for names that belong to one, else None.
    """

    start: int
    end: int
    label: str
    first: int
    last: int
    chain: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """One mention of a chain. ``kind`` is "name", "noun" or "pronoun"."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The mentions of one entity within one report.

    Attributes:
        name: the fullest name in the report ("Helen Strand").
        label: PERSON, ORG, LOC or NORP.
        title: role noun that stands with the name at some mention ("coastguard commander").
        gender: "female", "male" or None, only where a name or title tells it.
        mentions: in order of text.
    """

    name: str
    label: str
    mentions: tuple[Mention, ...]
    title: str | None = None
    gender: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class ResolvedTime:
    """An expression of time, resolved to days where that is sure.

    ``first`` and ``last`` are the inclusive days it covers; None when unsure.
    """

    start: int
    end: int
    first: date | None
    last: date | None


class Hedge(StrEnum):
    """How a figure is hedged (lexicon and ranges: data conventions copydesk-gold/1)."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    UP_TO = "up_to"
    LESS_THAN = "less_than"
    ABOUT = "about"
    NEARLY = "nearly"
    VAGUE = "vague"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values that a figure admits. A None bound is open-ended; an open end is excluded."""

    lo: float | None
    hi: float | None
    lo_open: bool = False
    hi_open: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether some value lies in both."""
        return not (self.below(other) or other.below(self))

    def below(self, other: Interval) -> bool:
        """Whether every value of this one is under every value of ``other``."""
        if self.hi is None or other.lo is None:
            return False
        if self.hi == other.lo:
            return self.hi_open or other.lo_open
        return self.hi < other.lo


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as news writes it, with unit and hedge, before it is known what it counts.

    Attributes:
        start, end: the number with its unit and currency signs, without hedge words.
        point: the number named, in the unit; None for vague amounts and ranges.
        interval: what it admits under its hedge.
        unit: ISO 4217 code for money; SI or plain names ("km", "kg", "percent", "minute",
            "clock"); "count" for bare counts, where the counted noun is for compare to find.
        hedge: None for a plain number.
        hedge_start, hedge_end: span of the hedge words; None without.
        kind: "count", "money", "percent", "distance", "area", "mass", "volume", "speed",
            "temperature", "duration", "clock", "ratio".
        sentence: index into ``Annotated.sentences``.
        implicit: no numeral stands in the text ("killed a child").
    """

    start: int
    end: int
    point: float | None
    interval: Interval
    unit: str
    kind: str
    sentence: int
    hedge: Hedge | None = None
    hedge_start: int | None = None
    hedge_end: int | None = None
    implicit: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to say it.

    Attributes:
        kind: "narrator" (the outlet's own voice), "person", "organisation", "officials"
            (unnamed, plural or collective), "outlet" (another news outlet).
        name: canonical name within the report; None for the narrator.
        cue: the reporting verb or phrase ("said", "according to"); None without.
        start, end: span of the source's mention; None for the narrator.
        via: who passes it on: an outlet cited for it, by marker or in words; None when none.
    """

    kind: str = "narrator"
    name: str | None = None
    cue: str | None = None
    start: int | None = None
    end: int | None = None
    via: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Segment:
    """The words between one pair of quotation marks, without the marks."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quotation:
    """One utterance; several segments when narration or the cue stands inside.

    ``kind``: "direct" (a clause or more), "fragment", "scare", "name" (a title or term).
    """

    segments: tuple[Segment, ...]
    kind: str
    attribution: Attribution
    sentence: int

    @property
    def start(self) -> int:
        """First code point of the first segment."""
        return self.segments[0].start

    @property
    def end(self) -> int:
        """One past the last code point of the last segment."""
        return self.segments[-1].end


@dataclass(frozen=True, slots=True)
class Statement:
    """Attributed speech without quotation marks ("X said that ...").

    ``start:end`` is what is said, without the cue and the source.
    """

    start: int
    end: int
    attribution: Attribution
    sentence: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with all that the language stage found, everything in order of text.

    ``parsed`` is False when the report's language is not one the pipeline reads: sentences
    then come from punctuation alone and the rest is empty.
    """

    article: Article
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] = ()
    entities: tuple[Entity, ...] = ()
    chains: tuple[Chain, ...] = ()
    times: tuple[ResolvedTime, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    statements: tuple[Statement, ...] = ()
    parsed: bool = True

    def sentence_text(self, index: int) -> str:
        """Text of the sentence with that index."""
        sentence = self.sentences[index]
        return self.article.text[sentence.start : sentence.end]
