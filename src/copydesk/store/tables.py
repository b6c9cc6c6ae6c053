"""Tables of the store. Model values are kept as JSON records, what is searched by as columns."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: Constraint names are fixed so that migrations can name them on every database.
NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC time. SQLite keeps no zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC on the way in.

        Raises:
            ValueError: for a naive time.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"time without a zone: {value.isoformat()}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware UTC on the way out."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)


class RawRow(Table):
    """Raw bytes by content hash, compressed. Never overwritten."""

    __tablename__ = "raw"

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str | None] = mapped_column(String(120))
    compressed: Mapped[bytes] = mapped_column(LargeBinary)


class InputRow(Table):
    """An input that was handled: where it came from, which content, and what came of it.

    ``key`` is the SHA-256 of source, content and given fields, so that one input is one row
    however often it is read. ``reason`` is set for inputs that were refused.
    """

    __tablename__ = "input"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str | None] = mapped_column(ForeignKey("raw.content_hash"))
    reason: Mapped[str | None] = mapped_column(Text)


class ArticleRow(Table):
    """One revision of a report. ``rank`` orders revisions; the highest is current."""

    __tablename__ = "article"
    __table_args__ = (Index("ix_article_current", "current", "published"),)

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    revision: Mapped[int]
    current: Mapped[bool]
    outlet: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    published: Mapped[datetime | None] = mapped_column(Moment)
    record: Mapped[str] = mapped_column(Text)


class AnnotationRow(Table):
    """The annotated report, keyed by the article's fingerprint and the pipeline that read it."""

    __tablename__ = "annotation"

    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    pipeline: Mapped[str] = mapped_column(String(120), primary_key=True)
    compressed: Mapped[bytes] = mapped_column(LargeBinary)


class StoryRow(Table):
    """A story as it stands. ``evidence`` is the fingerprint of what its latest version rests on."""

    __tablename__ = "story"

    id: Mapped[str] = mapped_column(String(200), primary_key=True)
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    evidence: Mapped[str] = mapped_column(String(64))
    record: Mapped[str] = mapped_column(Text)


class VersionRow(Table):
    """A version of a story, kept for ever: its draft, points and what it changed."""

    __tablename__ = "version"

    story: Mapped[str] = mapped_column(ForeignKey("story.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    evidence: Mapped[str] = mapped_column(String(64))
    published: Mapped[datetime | None] = mapped_column(Moment)
    updated: Mapped[datetime | None] = mapped_column(Moment)
    draft: Mapped[str] = mapped_column(Text)
    points: Mapped[str] = mapped_column(Text)
    changes: Mapped[str] = mapped_column(Text)
    story_record: Mapped[str] = mapped_column(Text)


class RedirectRow(Table):
    """A former story id or slug and the story that took its place."""

    __tablename__ = "redirect"

    former: Mapped[str] = mapped_column(String(200), primary_key=True)
    story: Mapped[str] = mapped_column(String(200), index=True)


class MarkRow(Table):
    """What a finished run leaves for the next one, by the folder of its site."""

    __tablename__ = "mark"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class SourceRow(Table):
    """A watched source. ``due`` is the earliest of its times, ``holder`` who works on it now.

    A holder that died lets go when ``held_until`` has passed.
    """

    __tablename__ = "source"

    address: Mapped[str] = mapped_column(Text, primary_key=True)
    due: Mapped[datetime | None] = mapped_column(Moment, index=True)
    holder: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[datetime | None] = mapped_column(Moment)
    record: Mapped[str] = mapped_column(Text)


class PageRow(Table):
    """A report that a source announced. ``listed`` is when a listing last named it."""

    __tablename__ = "page"
    __table_args__ = (Index("ix_page_source", "source", "state", "next_read"),)

    address: Mapped[str] = mapped_column(Text, primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20))
    title: Mapped[str | None] = mapped_column(Text)
    outlet: Mapped[str | None] = mapped_column(Text)
    published: Mapped[datetime | None] = mapped_column(Moment)
    stamp: Mapped[str | None] = mapped_column(String(64))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    etag: Mapped[str | None] = mapped_column(Text)
    modified: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str | None] = mapped_column(String(64))
    tries: Mapped[int]
    next_read: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(Text)
    listed: Mapped[datetime] = mapped_column(Moment)


class HostRow(Table):
    """When a host may be asked again, and what its robots.txt says."""

    __tablename__ = "host"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    free_at: Mapped[datetime | None] = mapped_column(Moment)
    robots_status: Mapped[int | None]
    robots: Mapped[str] = mapped_column(Text)
    robots_fetched: Mapped[datetime | None] = mapped_column(Moment)


class LeaseRow(Table):
    """Work that one process does at a time, until when it has it."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    holder: Mapped[str] = mapped_column(String(64))
    until: Mapped[datetime] = mapped_column(Moment)
