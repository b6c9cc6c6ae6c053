"""Subscribers of the digest: who they are, whether they confirmed, and what they were sent last."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from copydesk.model.newsroom import Every, Subscriber
from copydesk.store.connection import READS
from copydesk.store.desk_tables import SubscriberRow
from copydesk.store.reports import insert


class Subscribers:
    """What a store keeps of subscribers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    def add(self, subscriber: Subscriber) -> Subscriber:
        """Keep a new subscriber; the one of that address where there is one."""
        values = {
            "id": subscriber.id,
            "address": subscriber.address,
            "every": subscriber.every.value,
            "since": subscriber.since,
            "confirmed": subscriber.confirmed,
            "serial": subscriber.serial,
            "sent": subscriber.sent,
        }
        with Session(self._engine) as session, session.begin():
            insert(session, SubscriberRow, values)
            query = select(SubscriberRow).where(SubscriberRow.address == subscriber.address)
            return _subscriber(session.scalars(query).one())

    def get(self, key: str) -> Subscriber | None:
        """The subscriber of that id; None for none."""
        with Session(self._reading) as session:
            row = session.get(SubscriberRow, key)
            return _subscriber(row) if row else None

    def confirm(self, key: str, serial: int, now: datetime) -> bool:
        """Note that the address's owner said yes; what is new counts from here. False for none."""
        values = {"confirmed": now, "serial": serial, "sent": now}
        with Session(self._engine) as session, session.begin():
            where = (SubscriberRow.id == key, SubscriberRow.confirmed.is_(None))
            session.execute(update(SubscriberRow).where(*where).values(**values))
            return session.get(SubscriberRow, key) is not None

    def remove(self, key: str) -> None:
        """Forget a subscriber."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(SubscriberRow).where(SubscriberRow.id == key))

    def forget_unconfirmed(self, before: datetime) -> None:
        """Forget those who never said yes."""
        with Session(self._engine) as session, session.begin():
            where = (SubscriberRow.confirmed.is_(None), SubscriberRow.since < before)
            session.execute(delete(SubscriberRow).where(*where))

    def due(self, hourly: datetime, daily: datetime) -> tuple[Subscriber, ...]:
        """Those who were sent their last digest before the time of their kind."""
        row = SubscriberRow
        late = or_(
            (row.every == Every.HOUR.value) & (row.sent <= hourly),
            (row.every == Every.DAY.value) & (row.sent <= daily),
        )
        query = select(row).where(row.confirmed.is_not(None), late).order_by(row.id)
        with Session(self._reading) as session:
            return tuple(_subscriber(found) for found in session.scalars(query))

    def mark(self, subscriber: Subscriber, serial: int, sent: datetime) -> bool:
        """Move the last-sent mark on; False when another process did so first."""
        row = SubscriberRow
        where = (
            row.id == subscriber.id,
            row.serial == subscriber.serial,
            row.sent == subscriber.sent,
        )
        with Session(self._engine) as session, session.begin():
            changed = update(row).where(*where).values(serial=serial, sent=sent).returning(row.id)
            return session.scalars(changed).first() is not None


def _subscriber(row: SubscriberRow) -> Subscriber:
    return Subscriber(
        row.id, row.address, Every(row.every), row.since, row.confirmed, row.serial, row.sent
    )
