"""An article, its place in a story, and the copies of it, as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, NotRequired

from pydantic import BaseModel, ConfigDict, ValidationError
from typing_extensions import TypedDict

from copydesk.contracts.shapes import As, Record, SpanRecord, Time, span_of, time_of
from copydesk.errors import InputRefused
from copydesk.model import Article, Block, CitedOutlet, Image, Role, SharedPassage, Story


class BlockRecord(TypedDict):
    """A block of the text and what it is for."""

    role: Annotated[str, As(Role)]
    start: int
    end: int
    label: NotRequired[str]


class ImageRecord(TypedDict):
    """A picture with what the outlet says of it."""

    url: str
    caption: str | None
    credit: str | None


class CitedOutletRecord(TypedDict):
    """A citation marker in the text."""

    name: str | None
    marker: str
    number: int
    start: int
    end: int


class ArticleRecord(TypedDict):
    """One report, structured, as ``copydesk extract`` prints it and all commands read it."""

    id: str
    url: str | None
    outlet: str | None
    title: str | None
    kicker: str | None
    byline: str | None
    authors: list[str]
    published: Time | None
    modified: Time | None
    language: str
    section: str | None
    dateline: str | None
    text: str
    blocks: list[BlockRecord]
    images: list[ImageRecord]
    cited_outlets: list[CitedOutletRecord]
    content_hash: str
    source: str
    status: str
    notes: list[str]


class GroupRecord(TypedDict):
    """The story and the origin of one report, as ``copydesk group`` prints them."""

    id: str
    article: str
    story: str
    origin: str
    why_story: NotRequired[str]
    why_origin: NotRequired[str]


class SharedRecord(TypedDict):
    """The same words in both reports."""

    a: SpanRecord | None
    b: SpanRecord | None


class CopyRecord(TypedDict):
    """Two reports that carry each other's text, as ``copydesk copies`` prints them."""

    a: str
    b: str
    score: float
    spans: list[SharedRecord]


def article_record(article: Article) -> ArticleRecord:
    """An article as ``copydesk extract`` prints it."""
    return {
        "id": article.id,
        "url": article.url,
        "outlet": article.outlet,
        "title": article.title,
        "kicker": article.kicker,
        "byline": ", ".join(article.authors) or None,
        "authors": list(article.authors),
        "published": time_of(article.published),
        "modified": time_of(article.modified),
        "language": article.language,
        "section": article.section,
        "dateline": article.dateline,
        "text": article.text,
        "blocks": [_block(block) for block in article.blocks],
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


def _block(block: Block) -> BlockRecord:
    record: BlockRecord = {"role": block.role.value, "start": block.start, "end": block.end}
    if block.label:
        record["label"] = block.label
    return record


class _BlockGiven(BaseModel):
    role: Role
    start: int
    end: int
    label: str | None = None


class _ImageGiven(BaseModel):
    url: str
    caption: str | None = None
    credit: str | None = None


class _CitedGiven(BaseModel):
    start: int
    end: int
    name: str | None
    marker: str
    number: int = 0


class _ArticleGiven(BaseModel):
    """What ``copydesk extract`` printed, read again."""

    model_config = ConfigDict(extra="ignore")

    id: str
    text: str
    blocks: list[_BlockGiven]
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
    images: list[_ImageGiven] = []
    cited_outlets: list[_CitedGiven] = []
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
        read = _ArticleGiven.model_validate(record)
    except ValidationError as error:
        raise InputRefused(source, f"not an article: {told_first(error)}") from error
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


def group_records(story: Story) -> list[GroupRecord]:
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


def copy_record(a: str, b: str, score: float, passages: tuple[SharedPassage, ...]) -> CopyRecord:
    """A pair of reports that carry each other's text, as ``copydesk copies`` prints it."""
    spans: list[SharedRecord] = [{"a": span_of(p.a), "b": span_of(p.b)} for p in passages]
    return {"a": a, "b": b, "score": score, "spans": spans}


def told_first(error: ValidationError) -> str:
    """The first thing that is wrong with a record that was given."""
    first = error.errors()[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
