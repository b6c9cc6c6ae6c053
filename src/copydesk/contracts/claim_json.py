"""Claims, and what reports agree and differ on, as JSON."""

from __future__ import annotations

from typing import Annotated, cast

from typing_extensions import TypedDict

from copydesk.contracts.shapes import As, OffsetsRecord, Record
from copydesk.model import (
    Attribution,
    Claim,
    Claims,
    Commitment,
    Dossier,
    Event,
    Figure,
    Hedge,
    Pair,
    Point,
    QuotedClaim,
    Scope,
    StatedClaim,
    Told,
    Verdict,
)
from copydesk.model.serial import to_record


class FigureRecord(TypedDict):
    """A figure: an interval with unit, hedge and scope; ``start:end`` is the number."""

    id: str
    article: str
    start: int
    end: int
    point: float | None
    lo: float | None
    hi: float | None
    lo_open: bool
    hi_open: bool
    unit: str
    hedge: Annotated[str | None, As(Hedge | None)]
    predicate: str
    counted: str
    scope: Annotated[Record, As(Scope)]
    modality: str
    implicit: bool
    attribution: Annotated[Record, As(Attribution)]


class QuotationRecord(TypedDict):
    """A quotation with its segments, where a cue stands inside."""

    id: str
    article: str
    start: int
    end: int
    segments: list[OffsetsRecord]
    kind: str
    speaker: str | None
    cue: str | None
    attribution: Annotated[Record, As(Attribution)]
    text: str


StatementRecord = Annotated[Record, As(StatedClaim)]
CommitmentRecord = Annotated[Record, As(Commitment)]
EventRecord = Annotated[Record, As(Event)]
ClaimRecord = Annotated[
    Record, As(FigureRecord | QuotationRecord | StatedClaim | Commitment | Event)
]


class PassageRecord(TypedDict):
    """Which event a sentence tells."""

    sentence: int
    event: Annotated[str, As(Told)]
    name: str | None
    day: str | None
    confidence: float


class ClaimsRecord(TypedDict):
    """All that a report claims, as ``copydesk claims`` prints it."""

    article: str
    figures: list[FigureRecord]
    quotations: list[QuotationRecord]
    statements: list[StatementRecord]
    commitments: list[CommitmentRecord]
    events: list[EventRecord]
    passages: list[PassageRecord]


class PairRecord(TypedDict):
    """How two claims of a point stand to each other; ``a`` and ``b`` count its claims."""

    a: int
    b: int
    verdict: Annotated[str, As(Verdict)]
    reason: str


class PointRecord(TypedDict):
    """The claims of one thing in all reports of a story, with a verdict."""

    id: str
    kind: str
    about: str
    verdict: Annotated[str, As(Verdict)]
    reason: str
    claims: list[ClaimRecord]
    pairs: list[PairRecord]
    internal: list[PairRecord]
    representatives: list[int]
    origins: list[str]


class OriginRecord(TypedDict):
    """One voice: reports that are one copy, carry one wire, or belong to one house."""

    id: str
    name: str
    kind: str
    articles: list[str]


class ComparisonRecord(TypedDict):
    """A story that is compared, as ``copydesk compare`` prints it."""

    story: str
    articles: list[str]
    origins: list[OriginRecord]
    points: list[PointRecord]


def _figure(figure: Figure) -> FigureRecord:
    interval = figure.interval
    return {
        "id": figure.id,
        "article": figure.article,
        "start": figure.start,
        "end": figure.end,
        "point": figure.point,
        "lo": interval.lo,
        "hi": interval.hi,
        "lo_open": interval.lo_open,
        "hi_open": interval.hi_open,
        "unit": figure.unit,
        "hedge": figure.hedge.value if figure.hedge else None,
        "predicate": figure.predicate,
        "counted": figure.counted,
        "scope": to_record(figure.scope),
        "modality": figure.modality,
        "implicit": figure.implicit,
        "attribution": to_record(figure.attribution),
    }


def _quotation(quoted: QuotedClaim) -> QuotationRecord:
    span = quoted.span
    return {
        "id": quoted.id,
        "article": quoted.article,
        "start": span.start,
        "end": span.end,
        "segments": [{"start": s.start, "end": s.end} for s in quoted.segments],
        "kind": quoted.kind,
        "speaker": quoted.attribution.name,
        "cue": quoted.attribution.cue,
        "attribution": to_record(quoted.attribution),
        "text": quoted.text,
    }


def claim_record(claim: Claim) -> ClaimRecord:
    """One claim, with the span that says it."""
    if isinstance(claim, Figure):
        return cast("Record", _figure(claim))
    if isinstance(claim, QuotedClaim):
        return cast("Record", _quotation(claim))
    record: Record = to_record(claim)
    return record


def claims_record(claims: Claims) -> ClaimsRecord:
    """All claims of a report, as ``copydesk claims`` prints them."""
    return {
        "article": claims.article,
        "figures": [_figure(c) for c in claims.figures],
        "quotations": [_quotation(c) for c in claims.quotations],
        "statements": [claim_record(c) for c in claims.statements],
        "commitments": [claim_record(c) for c in claims.commitments],
        "events": [claim_record(c) for c in claims.events],
        "passages": [
            {
                "sentence": p.sentence,
                "event": p.event.value,
                "name": p.name,
                "day": p.day,
                "confidence": p.confidence,
            }
            for p in claims.passages
        ],
    }


def point_record(point: Point) -> PointRecord:
    """One point with its claims and pairs."""
    return {
        "id": point.id,
        "kind": point.kind,
        "about": point.about,
        "verdict": point.verdict.value,
        "reason": point.reason,
        "claims": [claim_record(claim) for claim in point.claims],
        "pairs": [_pair(p) for p in point.pairs],
        "internal": [_pair(p) for p in point.internal],
        "representatives": list(point.representatives),
        "origins": list(point.origins),
    }


def _pair(pair: Pair) -> PairRecord:
    return {"a": pair.a, "b": pair.b, "verdict": pair.verdict.value, "reason": pair.reason}


def comparison_record(dossier: Dossier) -> ComparisonRecord:
    """A compared story, as ``copydesk compare`` prints it."""
    story = dossier.story
    return {
        "story": story.id,
        "articles": list(story.articles),
        "origins": [
            {"id": o.id, "name": o.name, "kind": o.kind, "articles": list(o.articles)}
            for o in story.origins
        ],
        "points": [point_record(point) for point in dossier.points],
    }
