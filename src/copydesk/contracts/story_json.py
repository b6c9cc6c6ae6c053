"""A published story as JSON: ``story.json`` of a site, and what ``copydesk compose`` prints."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from typing_extensions import TypedDict

from copydesk.contracts.shapes import As, Record, Time, with_fields
from copydesk.model import (
    Change,
    Commitment,
    Draft,
    Event,
    Figure,
    Join,
    Outcome,
    Pair,
    QuotedClaim,
    State,
    StatedClaim,
    Verdict,
)


class StoryReportRecord(TypedDict):
    """A report behind the story; its text is its publisher's and is not here."""

    id: str
    outlet: str
    title: str | None
    url: str | None
    published: Time | None
    modified: Time | None
    origin: str
    content_hash: str


class StoryOriginRecord(TypedDict):
    """One voice, with its reports and why they are one."""

    id: str
    name: str
    kind: str
    reports: list[str]
    joins: Annotated[list[Record], As(list[Join])]


class CitedForRecord(TypedDict):
    """The words of a sentence that one citation is for."""

    start: int
    end: int
    words: str


class EvidenceRecord(TypedDict):
    """Words of a report that a sentence rests on, in code points of the report's text."""

    report: str
    start: int
    end: int
    words: str
    cited_for: NotRequired[CitedForRecord]


class StorySentenceRecord(TypedDict):
    """A sentence of the page with its verdict and what it rests on."""

    id: str
    label: str | None
    text: str
    kind: str
    verdict: Annotated[str, As(Outcome)]
    reasons: list[str]
    evidence: list[EvidenceRecord]
    points: list[str]


#: A claim as the model has it, and its value in words.
StoryClaimRecord = Annotated[
    Record,
    As(with_fields(str, "words", Figure, QuotedClaim, StatedClaim, Commitment, Event)),
]


class StoryPointRecord(TypedDict):
    """What the reports say of one thing, with a verdict."""

    id: str
    kind: str
    about: str
    verdict: Annotated[str, As(Verdict)]
    reason: str
    origins: list[str]
    claims: list[StoryClaimRecord]
    representatives: list[int]
    pairs: Annotated[list[Record], As(list[Pair])]
    internal: Annotated[list[Record], As(list[Pair])]


class StoryRecord(TypedDict):
    """A story: its reports, origins, sentences with their evidence, and points."""

    format: Literal["copydesk-story/1"]
    story: str
    slug: str
    state: Annotated[str, As(State)]
    version: int
    published: Time | None
    updated: Time | None
    headline: str
    section: str
    topic: str | None
    reports: list[StoryReportRecord]
    origins: list[StoryOriginRecord]
    sentences: list[StorySentenceRecord]
    points: list[StoryPointRecord]
    changes: Annotated[list[Record], As(list[Change])]


class ComposedRecord(StoryRecord):
    """The story with its draft whole, which ``copydesk audit`` and ``lint`` read again."""

    draft: Annotated[Record, As(Draft)]
