"""Webhooks, and the events that are on their way to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from copydesk.model.calls import Attempt, Delivery, Webhook
from copydesk.model.serial import from_json, to_json
from copydesk.store.call_tables import DeliveryRow, WebhookRow
from copydesk.store.connection import READS
from copydesk.store.reports import insert


class Webhooks:
    """What a store keeps of webhooks."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    def add(self, hook: Webhook) -> None:
        """Keep a new webhook."""
        with Session(self._engine) as session, session.begin():
            session.add(
                WebhookRow(
                    id=hook.id,
                    address=hook.address,
                    secret=hook.secret,
                    events=" ".join(hook.events),
                    since=hook.since,
                    by=hook.by,
                    serial=hook.serial,
                    active=hook.active,
                    reason=hook.reason,
                )
            )

    def all(self) -> tuple[Webhook, ...]:
        """All webhooks, oldest first."""
        with Session(self._reading) as session:
            rows = session.scalars(select(WebhookRow).order_by(WebhookRow.since, WebhookRow.id))
            return tuple(_hook(row) for row in rows)

    def get(self, key: str) -> Webhook | None:
        """The webhook of that id; None for none."""
        with Session(self._reading) as session:
            row = session.get(WebhookRow, key)
            return _hook(row) if row else None

    def remove(self, key: str) -> bool:
        """Forget a webhook and what was on its way; whether there was one."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DeliveryRow).where(DeliveryRow.hook == key))
            gone = delete(WebhookRow).where(WebhookRow.id == key).returning(WebhookRow.id)
            return session.scalars(gone).first() is not None

    def switch(self, key: str, *, active: bool, reason: str | None = None) -> None:
        """Call a webhook no more, or again."""
        values = {"active": active, "reason": reason}
        with Session(self._engine) as session, session.begin():
            session.execute(update(WebhookRow).where(WebhookRow.id == key).values(**values))

    def send(self, hook: Webhook, deliveries: Iterable[Delivery], serial: int) -> int:
        """Put events on their way, and note how far the webhook has been told; how many are new.

        Another process that does the same changes nothing.
        """
        added = 0
        with Session(self._engine) as session, session.begin():
            for delivery in deliveries:
                added += insert(session, DeliveryRow, _values(delivery))
            where = (WebhookRow.id == hook.id, WebhookRow.serial < serial)
            session.execute(update(WebhookRow).where(*where).values(serial=serial))
        return added

    def claim(self, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
        """Events that are due, not to be tried by others before ``until``."""
        query = (
            select(DeliveryRow)
            .where(DeliveryRow.next_try <= now)
            .order_by(DeliveryRow.next_try, DeliveryRow.id)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
        with Session(self._engine) as session, session.begin():
            rows = list(session.scalars(query))
            found = tuple(_delivery(row) for row in rows)
            for row in rows:
                row.next_try = until
            return found

    def is_due(self, now: datetime) -> bool:
        """Whether any event is due: asked without a write lock."""
        query = select(DeliveryRow.id).where(DeliveryRow.next_try <= now).limit(1)
        with Session(self._reading) as session:
            return session.scalar(query) is not None

    def keep(self, delivery: Delivery) -> None:
        """Keep what came of a try."""
        values = {k: v for k, v in _values(delivery).items() if k != "id"}
        with Session(self._engine) as session, session.begin():
            where = DeliveryRow.id == delivery.id
            session.execute(update(DeliveryRow).where(where).values(**values))

    def again(self, key: str, now: datetime) -> bool:
        """Try an event again now, whatever came of it; False when there is none."""
        with Session(self._engine) as session, session.begin():
            row = session.get(DeliveryRow, key)
            if row is None:
                return False
            row.next_try, row.delivered = now, False
            return True

    def log(self, hook: str, most: int = 50) -> tuple[Delivery, ...]:
        """A webhook's latest events, newest first."""
        query = select(DeliveryRow).where(DeliveryRow.hook == hook)
        query = query.order_by(DeliveryRow.at.desc(), DeliveryRow.id).limit(most)
        with Session(self._reading) as session:
            return tuple(_delivery(row) for row in session.scalars(query))

    def forget(self, before: datetime) -> None:
        """Forget events of before then that are not on their way."""
        where = (DeliveryRow.at < before, DeliveryRow.next_try.is_(None))
        with Session(self._engine) as session, session.begin():
            session.execute(delete(DeliveryRow).where(*where))


def _hook(row: WebhookRow) -> Webhook:
    events = tuple(row.events.split())
    return Webhook(
        row.id,
        row.address,
        row.secret,
        events,
        row.since,
        row.by,
        row.serial,
        row.active,
        row.reason,
    )


def _values(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "hook": delivery.hook,
        "event": delivery.event,
        "body": delivery.body,
        "at": delivery.at,
        "next_try": delivery.next_try,
        "delivered": delivery.delivered,
        "attempts": "[" + ",".join(to_json(attempt) for attempt in delivery.attempts) + "]",
    }


def _delivery(row: DeliveryRow) -> Delivery:
    plain = Delivery(row.id, row.hook, row.event, row.body, row.at, row.next_try, row.delivered)
    return replace(plain, attempts=from_json(tuple[Attempt, ...], row.attempts))
