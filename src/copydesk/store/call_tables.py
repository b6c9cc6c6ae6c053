"""Tables of calls: subscriptions at hubs, webhooks and what they are told, sign-ins under way."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from copydesk.store.tables import Moment, Table


class HubRow(Table):
    """A subscription at a WebSub hub. One a source."""

    __tablename__ = "hub_subscription"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(Text, index=True)
    hub: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(10))
    next_ask: Mapped[datetime] = mapped_column(Moment, index=True)
    ends: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    pushed: Mapped[datetime | None] = mapped_column(Moment)


class PushedRow(Table):
    """What a hub told, compressed, until a watcher reads it."""

    __tablename__ = "pushed"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    source: Mapped[str] = mapped_column(Text, index=True)
    media_type: Mapped[str] = mapped_column(String(200))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)


class WebhookRow(Table):
    """An address that is told what changes."""

    __tablename__ = "webhook"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    secret: Mapped[str] = mapped_column(String(200))
    events: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(Moment)
    by: Mapped[str] = mapped_column(String(80))
    serial: Mapped[int]
    active: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(Text)


class DeliveryRow(Table):
    """An event on its way to a webhook, with what came of each try."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_hook", "hook", "at"),)

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    hook: Mapped[str] = mapped_column(String(40))
    event: Mapped[str] = mapped_column(String(40))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    next_try: Mapped[datetime | None] = mapped_column(Moment, index=True)
    delivered: Mapped[bool]
    attempts: Mapped[str] = mapped_column(Text)


class FlowRow(Table):
    """A sign-in that a provider is asked for. Used once."""

    __tablename__ = "sign_in_flow"

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(64))
    nonce: Mapped[str] = mapped_column(String(64))
    verifier: Mapped[str] = mapped_column(String(128))
    to: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(Moment)
