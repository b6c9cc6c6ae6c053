"""What a report says, typed: figures, quotations, statements, commitments, events."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from copydesk.model.annotated import Attribution, Hedge, Interval, Segment
from copydesk.model.article import Role
from copydesk.model.span import Span

NARRATOR = Attribution()


@dataclass(frozen=True, slots=True)
class Scope:
    """What a figure holds for. Different scopes are not comparable.

    Attributes:
        place: place as printed or its canonical name; None when not said.
        time: period or as-of time as printed; None when not said.
        population: who is counted, lower-case head with modifiers ("russian soldiers").
        part_of: what larger figure it is a part of ("killed" for "including two children").
        event: which event it belongs to when the report tells several, as a short key.
    """

    place: str | None = None
    time: str | None = None
    population: str | None = None
    part_of: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts.

    Attributes:
        id: ``<article>:f<N>`` in order of text.
        start, end: span of the number without hedge words.
        sentence: index into ``Annotated.sentences``; role: of its block.
        point, interval, unit, hedge, implicit: as in `Quantity`; for bare counts ``unit``
            is the counted head noun's lemma class ("people", "house", "troop").
        predicate: class of what is said of the counted ("killed", "injured", "pledged",
            "deployed", "cost" …), else the governing lemma; "" when there is none.
        counted: the counted head lemma.
        modality: "asserted", "planned", "possible", "conditional", "alleged", "denied".
    """

    id: str
    article: str
    start: int
    end: int
    sentence: int
    role: Role
    point: float | None
    interval: Interval
    unit: str
    predicate: str
    counted: str
    hedge: Hedge | None = None
    implicit: bool = False
    scope: Scope = field(default_factory=Scope)
    attribution: Attribution = NARRATOR
    modality: str = "asserted"

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class QuotedClaim:
    """Words in quotation marks with their speaker. ``text`` joins the segments by a space."""

    id: str
    article: str
    segments: tuple[Segment, ...]
    kind: str
    sentence: int
    role: Role
    text: str
    attribution: Attribution = NARRATOR

    @property
    def span(self) -> Span:
        """From the first segment's start to the last one's end."""
        return Span(self.article, self.segments[0].start, self.segments[-1].end)


@dataclass(frozen=True, slots=True)
class StatedClaim:
    """What somebody is reported to have said without quotation marks."""

    id: str
    article: str
    start: int
    end: int
    sentence: int
    role: Role
    attribution: Attribution = NARRATOR

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Commitment:
    """A pledge, agreement, plan, demand, condition, endorsement or negotiation.

    ``type`` is one of those words; ``status`` "made", "proposed", "negotiating", "stalled",
    "rejected" or "done". ``start:end`` is the clause.
    """

    id: str
    article: str
    start: int
    end: int
    sentence: int
    role: Role
    type: str
    agent: tuple[str, ...]
    content: str
    beneficiary: str | None = None
    condition: str | None = None
    status: str = "made"
    attribution: Attribution = NARRATOR

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.article, self.start, self.end)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is under way or is planned.

    ``type``: "strike", "visit", "meeting", "negotiation", "award", "accident", "arrest",
    "vote", "ruling", "announcement", "disaster" …; ``when`` is an ISO day or interval
    (``2025-04-15`` or ``2025-04-14/2025-04-15``) where sure.
    """

    id: str
    article: str
    start: int
    end: int
    sentence: int
    role: Role
    type: str
    participants: tuple[str, ...]
    where: str | None = None
    when: str | None = None
    status: str = "asserted"
    attribution: Attribution = NARRATOR

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.article, self.start, self.end)


Claim = Figure | QuotedClaim | StatedClaim | Commitment | Event


class Told(StrEnum):
    """Which event a sentence tells, seen from its report.

    MAIN is the report's own; BACKGROUND what led to it or how things stood before; OTHER another
    event; NONE opinion, asides and page matter.
    """

    MAIN = "main"
    BACKGROUND = "background"
    OTHER = "other"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Passage:
    """Which event one sentence tells.

    Attributes:
        sentence: index into ``Annotated.sentences``.
        event: as `Told`.
        name: short name of another event, of its place and year ("Springfield 1997"); None for the
            report's own, or when the sentence names nothing.
        day: ISO day, or year alone, that a sentence of another event or of background names.
        confidence: how sure, 0 to 1.
    """

    sentence: int
    event: Told
    name: str | None = None
    day: str | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of one report, each kind in order of text; a passage for each sentence."""

    article: str
    figures: tuple[Figure, ...] = ()
    quotations: tuple[QuotedClaim, ...] = ()
    statements: tuple[StatedClaim, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    events: tuple[Event, ...] = ()
    passages: tuple[Passage, ...] = ()

    def told(self, sentence: int) -> Told:
        """Which event a sentence tells; the report's own where that is not known."""
        known = 0 <= sentence < len(self.passages)
        return self.passages[sentence].event if known else Told.MAIN
