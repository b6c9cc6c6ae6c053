"""Subscriptions at WebSub hubs, and what hubs told that no watcher has read yet."""

from __future__ import annotations

import zlib
from datetime import datetime

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from copydesk.model.calls import HubState, HubSubscription, Pushed
from copydesk.store.call_tables import HubRow, PushedRow
from copydesk.store.connection import READS
from copydesk.store.reports import insert
from copydesk.store.tables import SourceRow

#: Feeds of one source that may wait to be read: a hub that floods is told to come later.
MOST_WAITING = 20


class HubCalls:
    """What a store keeps of hubs."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    def get(self, token: str) -> HubSubscription | None:
        """The subscription whose calls come with that token; None for none."""
        with Session(self._reading) as session:
            row = session.get(HubRow, token)
            return _subscription(row) if row else None

    def of(self, source: str) -> HubSubscription | None:
        """A source's subscription, unless it is being left; None for none."""
        left = HubRow.state != HubState.LEAVING.value
        query = select(HubRow).where(HubRow.source == source, left).order_by(HubRow.token)
        with Session(self._reading) as session:
            row = session.scalars(query.limit(1)).first()
            return _subscription(row) if row else None

    def all(self) -> tuple[HubSubscription, ...]:
        """All subscriptions, by source."""
        with Session(self._reading) as session:
            rows = session.scalars(select(HubRow).order_by(HubRow.source, HubRow.token))
            return tuple(_subscription(row) for row in rows)

    def expected(self) -> bool:
        """Whether any hub has promised to call, or was asked to."""
        may_call = HubRow.state.in_([HubState.ASKED.value, HubState.LIVE.value])
        with Session(self._reading) as session:
            return session.scalar(select(HubRow.token).where(may_call).limit(1)) is not None

    def keep(self, subscription: HubSubscription) -> None:
        """Keep a subscription in the place of what was known of it."""
        values = _values(subscription)
        with Session(self._engine) as session, session.begin():
            if not insert(session, HubRow, values):
                where = HubRow.token == subscription.token
                session.execute(update(HubRow).where(where).values(**values))

    def change(self, token: str, *, leaving: bool = False, **values: object) -> bool:
        """Change a subscription that is (or is not) being left; False when there is none."""
        is_left = HubRow.state == HubState.LEAVING.value
        where = (HubRow.token == token, is_left if leaving else ~is_left)
        changed = update(HubRow).where(*where).values(**values).returning(HubRow.token)
        with Session(self._engine) as session, session.begin():
            return session.scalars(changed).first() is not None

    def to_leave(self, now: datetime) -> tuple[HubSubscription, ...]:
        """Subscriptions whose source is gone, and that their hub is to be told of now."""
        kept = select(SourceRow.address)
        with Session(self._engine) as session, session.begin():
            gone = HubRow.source.not_in(kept) & (HubRow.state != HubState.LEAVING.value)
            change = {"state": HubState.LEAVING.value, "next_ask": now, "tries": 0}
            session.execute(update(HubRow).where(gone).values(**change))
            query = select(HubRow).where(HubRow.state == HubState.LEAVING.value)
            rows = session.scalars(query.where(HubRow.next_ask <= now).order_by(HubRow.token))
            return tuple(_subscription(row) for row in rows)

    def forget(self, token: str) -> None:
        """Forget a subscription."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(HubRow).where(HubRow.token == token))

    # What hubs told

    def receive(self, token: str, source: str, media_type: str, body: bytes, at: datetime) -> bool:
        """Keep what a hub told, for the next watcher; False when too much waits already."""
        with Session(self._engine) as session, session.begin():
            waiting = select(func.count()).select_from(PushedRow).where(PushedRow.source == source)
            if (session.scalar(waiting) or 0) >= MOST_WAITING:
                return False
            packed = zlib.compress(body, 6)
            session.add(PushedRow(source=source, media_type=media_type[:200], body=packed, at=at))
            session.execute(update(HubRow).where(HubRow.token == token).values(pushed=at))
            # The source is due: whoever holds it now sees that when letting it go.
            session.execute(update(SourceRow).where(SourceRow.address == source).values(due=at))
            return True

    def pushed(self, source: str) -> tuple[Pushed, ...]:
        """What was told of a source and is not read yet, oldest first."""
        query = select(PushedRow).where(PushedRow.source == source).order_by(PushedRow.id)
        with Session(self._reading) as session:
            return tuple(
                Pushed(row.id, row.source, row.media_type, zlib.decompress(row.body))
                for row in session.scalars(query)
            )

    def read(self, pushed: Pushed) -> None:
        """Let go of what was told, which has been read."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(PushedRow).where(PushedRow.id == pushed.id))


def _subscription(row: HubRow) -> HubSubscription:
    return HubSubscription(
        token=row.token,
        source=row.source,
        hub=row.hub,
        topic=row.topic,
        secret=row.secret,
        state=HubState(row.state),
        next_ask=row.next_ask,
        ends=row.ends,
        tries=row.tries,
        reason=row.reason,
        pushed=row.pushed,
    )


def _values(subscription: HubSubscription) -> dict[str, object]:
    return {
        "token": subscription.token,
        "source": subscription.source,
        "hub": subscription.hub,
        "topic": subscription.topic,
        "secret": subscription.secret,
        "state": subscription.state.value,
        "next_ask": subscription.next_ask,
        "ends": subscription.ends,
        "tries": subscription.tries,
        "reason": subscription.reason,
        "pushed": subscription.pushed,
    }
