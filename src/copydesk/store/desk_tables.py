"""Tables of the desk, of those who sign in, and of the pages that readers get."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from copydesk.store.tables import Moment, Table


class DeskRow(Table):
    """How a story stands at the desk, with its working copy."""

    __tablename__ = "desk"

    story: Mapped[str] = mapped_column(ForeignKey("story.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(20), index=True)
    revision: Mapped[int]
    base: Mapped[int]
    shown: Mapped[int | None]
    draft: Mapped[str] = mapped_column(Text)
    overrides: Mapped[str] = mapped_column(Text)
    touched: Mapped[bool]
    waiting: Mapped[bool]
    changed: Mapped[datetime] = mapped_column(Moment)
    publish_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    headline: Mapped[str] = mapped_column(Text)
    needs: Mapped[str] = mapped_column(Text)


class ActRow(Table):
    """One act, never changed and never removed."""

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_story", "story", "revision"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    who: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(40))
    story: Mapped[str | None] = mapped_column(String(200))
    target: Mapped[str] = mapped_column(String(300))
    revision: Mapped[int | None]
    details: Mapped[str] = mapped_column(Text)


class LockRow(Table):
    """Who works on a story. The row stays when the lock is free: its number grows."""

    __tablename__ = "edit_lock"

    story: Mapped[str] = mapped_column(String(200), primary_key=True)
    holder: Mapped[str | None] = mapped_column(String(64), index=True)
    who: Mapped[str] = mapped_column(String(80))
    number: Mapped[int]
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)


class PlacementRow(Table):
    """Where an editor put a report; ``story`` is null for none."""

    __tablename__ = "placement"

    article: Mapped[str] = mapped_column(String(200), primary_key=True)
    story: Mapped[str | None] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(80))


class AccountRow(Table):
    """A person who may sign in. ``subject`` is who they are to an OpenID provider, if they are."""

    __tablename__ = "account"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    secret: Mapped[str] = mapped_column(String(200))
    since: Mapped[datetime] = mapped_column(Moment)
    active: Mapped[bool]
    subject: Mapped[str | None] = mapped_column(Text, unique=True)


class SittingRow(Table):
    """A person signed in at one browser, by the hash of the cookie's secret."""

    __tablename__ = "sitting"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(80), index=True)
    form: Mapped[str] = mapped_column(String(64))
    since: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime] = mapped_column(Moment)


class AttemptRow(Table):
    """A failed sign-in, by what is throttled: a name or an address."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt_key", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(Moment)


class KeyRow(Table):
    """A key for programs, by its hash."""

    __tablename__ = "access_key"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    account: Mapped[str] = mapped_column(String(80), index=True)
    scopes: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class VoteRow(Table):
    """A reader's vote on a story: one, whatever comes in at once."""

    __tablename__ = "vote"

    story: Mapped[str] = mapped_column(String(200), primary_key=True)
    reader: Mapped[str] = mapped_column(String(64), primary_key=True)
    stars: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)


class SubscriberRow(Table):
    """Somebody who gets the digest; ``serial`` is that of the last change they were sent."""

    __tablename__ = "subscriber"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(String(254), unique=True)
    every: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Moment)
    confirmed: Mapped[datetime | None] = mapped_column(Moment)
    serial: Mapped[int]
    sent: Mapped[datetime] = mapped_column(Moment)


class ShelfRow(Table):
    """A story as readers see it. ``serial`` grows with every change of any story."""

    __tablename__ = "shelf"

    story: Mapped[str] = mapped_column(String(200), primary_key=True)
    slug: Mapped[str] = mapped_column(String(200), unique=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    updated: Mapped[datetime | None] = mapped_column(Moment)
    serial: Mapped[int] = mapped_column(index=True)
    record: Mapped[str] = mapped_column(Text)


class RenderedRow(Table):
    """A page of a story, compressed, ready to be sent."""

    __tablename__ = "rendered"

    path: Mapped[str] = mapped_column(String(300), primary_key=True)
    story: Mapped[str] = mapped_column(String(200), index=True)
    mark: Mapped[str] = mapped_column(String(64))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class CoverageRow(Table):
    """What an outlet has in a story that readers see."""

    __tablename__ = "coverage"

    outlet: Mapped[str] = mapped_column(String(200), primary_key=True)
    story: Mapped[str] = mapped_column(String(200), primary_key=True, index=True)
    record: Mapped[str] = mapped_column(Text)
