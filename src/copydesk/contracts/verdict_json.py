"""Verdicts of the gate, and the claims that it is asked about, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NotRequired

from pydantic import BaseModel, ValidationError
from typing_extensions import TypedDict

from copydesk.contracts.article_json import told_first
from copydesk.contracts.shapes import As, OffsetsRecord, Record, SpanRecord, span_of
from copydesk.errors import InputRefused
from copydesk.model import Annotated as Report
from copydesk.model import CitationVerdict, Finding, Outcome, SentenceVerdict, Span


class ReasonRecord(TypedDict):
    """Why a sentence does not pass as it stands, or passes with a caveat."""

    check: str
    message: str
    words: str | None
    evidence: SpanRecord | None


class CitationRecord(TypedDict):
    """What one citation bears out; ``words`` is the part of the sentence."""

    span: SpanRecord | None
    verdict: Annotated[str, As(Outcome)]
    words: OffsetsRecord | None


class VerdictRecord(TypedDict):
    """The verdict on one claim, as ``copydesk check`` prints it."""

    id: str
    verdict: Annotated[str, As(Outcome)]
    reasons: list[ReasonRecord]
    citations: NotRequired[list[CitationRecord]]


class FindingRecord(VerdictRecord):
    """The verdict on one sentence of an article, as ``copydesk audit`` prints it."""

    text: str
    cited: list[str]
    line: NotRequired[int]


class LintRecord(TypedDict):
    """What an editor would strike out, or, last, the counts of it: ``copydesk lint``."""

    kind: NotRequired[str]
    why: NotRequired[str]
    words: str | int
    sentence: NotRequired[str]
    per_thousand: NotRequired[float]
    kinds: NotRequired[dict[str, float]]


def verdict_record(key: str, verdict: SentenceVerdict) -> VerdictRecord:
    """A verdict with its reasons, as ``copydesk check`` prints it."""
    record: VerdictRecord = {
        "id": key,
        "verdict": verdict.outcome.value,
        "reasons": [
            {
                "check": r.check,
                "message": r.message,
                "words": r.words,
                "evidence": span_of(r.evidence),
            }
            for r in verdict.reasons
        ],
    }
    if verdict.citations:
        record["citations"] = [_citation(c) for c in verdict.citations]
    return record


def _citation(citation: CitationVerdict) -> CitationRecord:
    words = citation.words
    return {
        "span": span_of(citation.span),
        "verdict": citation.outcome.value,
        "words": {"start": words[0], "end": words[1]} if words else None,
    }


def finding_record(finding: Finding) -> FindingRecord:
    """What an audit says of a sentence, as ``copydesk audit`` prints it."""
    verdict = verdict_record(finding.id, finding.verdict)
    record: FindingRecord = {
        "id": finding.id,
        "text": finding.text,
        "cited": list(finding.cited),
        "verdict": verdict["verdict"],
        "reasons": verdict["reasons"],
    }
    if finding.line is not None:
        record["line"] = finding.line
    if "citations" in verdict:
        record["citations"] = verdict["citations"]
    return record


class _CitationGiven(BaseModel):
    article: str
    start: int | None = None
    end: int | None = None


class CitedClaim(BaseModel):
    """A claim and the spans that it cites, as ``copydesk check --sources`` reads them."""

    id: str | int
    claim: str
    citations: list[_CitationGiven]

    def spans(self, sources: Mapping[str, Report]) -> tuple[Span, ...]:
        """The cited spans; all of an article where none is named."""
        found = []
        for c in self.citations:
            length = len(sources[c.article].article.text) if c.article in sources else 1
            start = c.start or 0
            found.append(Span(c.article, start, max(start + 1, c.end or length)))
        return tuple(found)


def claim_from(record: Record, source: str, sources: Mapping[str, Report]) -> CitedClaim:
    """A claim from a line that ``copydesk check --sources`` is given.

    Raises:
        InputRefused: when the record is not such a line, or cites no article that is at hand.
    """
    try:
        claim = CitedClaim.model_validate(record)
    except ValidationError as error:
        raise InputRefused(source, told_first(error)) from error
    if not claim.citations:
        raise InputRefused(source, "citations is empty: name what the claim rests on")
    absent = sorted({c.article for c in claim.citations if c.article not in sources})
    if len(absent) == len({c.article for c in claim.citations}):
        reason = f"no article {absent[0]!r} among the sources: give it with --sources"
        raise InputRefused(source, reason)
    for c in claim.citations:
        text = sources[c.article].article.text if c.article in sources else None
        start, end = c.start or 0, c.end
        if text is not None and not 0 <= start < (len(text) if end is None else end) <= len(text):
            reason = (
                f"{c.start}:{c.end} is no span of {c.article!r}, which has {len(text)} characters"
            )
            raise InputRefused(source, reason)
    return claim


class PairGiven(BaseModel):
    """A claim and the text it cites, as ``copydesk check`` reads them."""

    id: str | int
    claim: str
    source_text: str


def pair_from(record: Record, source: str) -> PairGiven:
    """A pair from a line that ``copydesk check`` is given.

    Raises:
        InputRefused: when the record is not such a line.
    """
    try:
        return PairGiven.model_validate(record)
    except ValidationError as error:
        raise InputRefused(source, told_first(error)) from error
