"""The JSON Lines contracts of the commands: what each stage prints and reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, ValidationError

from copydesk.errors import InputRefused
from copydesk.model import (
    Article,
    Block,
    CitationVerdict,
    CitedOutlet,
    Claim,
    Claims,
    Figure,
    Image,
    Point,
    QuotedClaim,
    Role,
    SentenceVerdict,
    Span,
    Story,
)
from copydesk.model.serial import to_record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from copydesk.check import Finding
    from copydesk.group import Copy
    from copydesk.model import Annotated
    from copydesk.pipeline import Summary

Record = dict[str, Any]


def _time(value: datetime | None) -> str | None:
    """ISO 8601 with the time's own offset, so that its day stays the outlet's; Z for UTC."""
    return value.isoformat().replace("+00:00", "Z") if value else None


def _span(span: Span | None) -> Record | None:
    return {"article": span.article, "start": span.start, "end": span.end} if span else None


def article_record(article: Article) -> Record:
    """An article as ``copydesk extract`` prints it."""
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "kicker": article.kicker,
        "byline": ", ".join(article.authors) or None,
        "authors": list(article.authors),
        "published": _time(article.published),
        "modified": _time(article.modified),
        "language": article.language,
        "section": article.section,
        "dateline": article.dateline,
        "text": article.text,
        "blocks": [
            {"role": b.role.value, "start": b.start, "end": b.end}
            | ({"label": b.label} if b.label else {})
            for b in article.blocks
        ],
        "images": [
            {"url": i.url, "caption": i.caption, "credit": i.credit} for i in article.images
        ],
        "cited_outlets": [
            {"name": c.name, "marker": c.marker, "number": c.number, "start": c.start, "end": c.end}
            for c in article.cited_outlets
        ],
        "content_hash": article.content_hash,
        "source": article.source,
        "status": article.status,
        "notes": list(article.notes),
    }


class _BlockRecord(BaseModel):
    role: Role
    start: int
    end: int
    label: str | None = None


class _ImageRecord(BaseModel):
    url: str
    caption: str | None = None
    credit: str | None = None


class _CitedRecord(BaseModel):
    start: int
    end: int
    name: str | None
    marker: str
    number: int = 0


class _ArticleRecord(BaseModel):
    """What ``copydesk extract`` printed, read again."""

    model_config = ConfigDict(extra="ignore")

    id: str
    text: str
    blocks: list[_BlockRecord]
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    kicker: str | None = None
    authors: list[str] = []
    published: datetime | None = None
    modified: datetime | None = None
    language: str = "und"
    section: str | None = None
    dateline: str | None = None
    images: list[_ImageRecord] = []
    cited_outlets: list[_CitedRecord] = []
    content_hash: str = ""
    source: str = ""
    status: str = "read"
    notes: list[str] = []


def article_from(record: Record, source: str) -> Article:
    """An article from a line that ``copydesk extract`` printed.

    Raises:
        InputRefused: when the record is not such a line, or its blocks are out of order.
    """
    try:
        read = _ArticleRecord.model_validate(record)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise InputRefused(source, f"not an article: {where}: {first['msg']}") from error
    end = 0
    for block in read.blocks:
        if not end <= block.start <= block.end <= len(read.text):
            raise InputRefused(source, f"its block {block.start}:{block.end} is out of order")
        end = block.end
    return Article(
        id=read.id,
        text=read.text,
        blocks=tuple(Block(b.start, b.end, b.role, b.label) for b in read.blocks),
        url=read.url,
        outlet=read.outlet,
        title=read.title,
        kicker=read.kicker,
        authors=tuple(read.authors),
        published=_aware(read.published),
        modified=_aware(read.modified),
        language=read.language,
        section=read.section,
        dateline=read.dateline,
        images=tuple(Image(i.url, i.caption, i.credit) for i in read.images),
        cited_outlets=tuple(
            CitedOutlet(c.start, c.end, c.name, c.marker, c.number) for c in read.cited_outlets
        ),
        content_hash=read.content_hash,
        source=read.source or source,
        status=read.status,
        notes=tuple(read.notes),
    )


def _aware(time: datetime | None) -> datetime | None:
    if time is None:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def group_records(story: Story) -> list[Record]:
    """A line a report, as ``copydesk group`` prints them."""
    return [
        {
            "id": article,
            "article": article,
            "story": story.id,
            "origin": story.origin_of(article).id,
        }
        for article in story.articles
    ]


def copy_record(copy: Copy) -> Record:
    """A pair of reports that carry each other's text, as ``copydesk copies`` prints it."""
    spans = [{"a": _span(p.a), "b": _span(p.b)} for p in copy.passages]
    return {"a": copy.a, "b": copy.b, "score": copy.score, "spans": spans}


def _figure(figure: Figure) -> Record:
    interval = figure.interval
    return {
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


def _quotation(quoted: QuotedClaim) -> Record:
    span = quoted.span
    return {
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


def claim_record(claim: Claim) -> Record:
    """One claim, with the span that says it."""
    if isinstance(claim, Figure):
        return {"id": claim.id, **_figure(claim)}
    if isinstance(claim, QuotedClaim):
        return {"id": claim.id, **_quotation(claim)}
    record: Record = to_record(claim)
    return record


def claims_record(claims: Claims) -> Record:
    """All claims of a report, as ``copydesk claims`` prints them."""
    return {
        "article": claims.article,
        "figures": [claim_record(c) for c in claims.figures],
        "quotations": [claim_record(c) for c in claims.quotations],
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


def point_record(point: Point) -> Record:
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


def _pair(pair: Any) -> Record:
    return {"a": pair.a, "b": pair.b, "verdict": pair.verdict.value, "reason": pair.reason}


def verdict_record(key: str, verdict: SentenceVerdict) -> Record:
    """A verdict with its reasons, as ``copydesk check`` prints it."""
    return {
        "id": key,
        "verdict": verdict.outcome.value,
        "reasons": [
            {
                "check": r.check,
                "message": r.message,
                "words": r.words,
                "evidence": _span(r.evidence),
            }
            for r in verdict.reasons
        ],
    } | ({"citations": [_citation(c) for c in verdict.citations]} if verdict.citations else {})


def _citation(citation: CitationVerdict) -> Record:
    words = citation.words
    return {
        "span": _span(citation.span),
        "verdict": citation.outcome.value,
        "words": {"start": words[0], "end": words[1]} if words else None,
    }


def finding_record(finding: Finding) -> Record:
    """What an audit says of a sentence, as ``copydesk audit`` prints it."""
    verdict = verdict_record(finding.id, finding.verdict)
    line = {"line": finding.line} if finding.line is not None else {}
    return {"id": finding.id, "text": finding.text, "cited": finding.cited, **line} | {
        k: v for k, v in verdict.items() if k != "id"
    }


class _Citation(BaseModel):
    article: str
    start: int | None = None
    end: int | None = None


class CitedClaim(BaseModel):
    """A claim and the spans that it cites, as ``copydesk check --sources`` reads them."""

    id: str | int
    claim: str
    citations: list[_Citation]

    def spans(self, sources: Mapping[str, Annotated]) -> tuple[Span, ...]:
        """The cited spans; all of an article where none is named."""
        found = []
        for c in self.citations:
            length = len(sources[c.article].article.text) if c.article in sources else 1
            start = c.start or 0
            found.append(Span(c.article, start, max(start + 1, c.end or length)))
        return tuple(found)


def claim_from(record: Record, source: str, sources: Mapping[str, Annotated]) -> CitedClaim:
    """A claim from a line that ``copydesk check --sources`` is given.

    Raises:
        InputRefused: when the record is not such a line, or cites no article that is at hand.
    """
    try:
        claim = CitedClaim.model_validate(record)
    except ValidationError as error:
        raise InputRefused(source, _first(error)) from error
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


def _first(error: ValidationError) -> str:
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"


class Pair(BaseModel):
    """A claim and the text it cites, as ``copydesk check`` reads them."""

    id: str | int
    claim: str
    source_text: str


def pair_from(record: Record, source: str) -> Pair:
    """A pair from a line that ``copydesk check`` is given.

    Raises:
        InputRefused: when the record is not such a line.
    """
    try:
        return Pair.model_validate(record)
    except ValidationError as error:
        raise InputRefused(source, _first(error)) from error


def summary_record(summary: Summary, site: Path) -> Record:
    """What a run did, as ``copydesk run --json`` prints it."""
    return {
        "reports": summary.read,
        "new": summary.new,
        "stories": summary.stories,
        "recomposed": summary.recomposed,
        "origins": summary.origins,
        "points": {verdict.value: count for verdict, count in summary.points.items()},
        "sentences": summary.sentences,
        "refused_sentences": summary.refused_sentences,
        "broken_checks": summary.broken_checks,
        "refused": [{"source": r.source, "reason": r.reason} for r in summary.refused],
        "site": str(site / "index.html"),
        "files": {
            "written": summary.site.written,
            "unchanged": summary.site.unchanged,
            "removed": summary.site.removed,
        },
    }
