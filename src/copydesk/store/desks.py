"""Working copies, edit locks and the audit trail: one transaction an act, one row lock a story."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, func, or_, select, update
from sqlalchemy.orm import Session

from copydesk.errors import StoreError
from copydesk.model import Change, Draft, State
from copydesk.model.newsroom import Act, Desk, EditLock, Overrides, Placement, Standing
from copydesk.model.serial import from_json, to_json
from copydesk.store.connection import READS
from copydesk.store.desk_tables import ActRow, DeskRow, LockRow, PlacementRow
from copydesk.store.reports import insert
from copydesk.store.tables import StoryRow, VersionRow


class Opened:
    """A story's row at the desk, held until the transaction ends."""

    def __init__(self, session: Session, story: str) -> None:
        self._session = session
        self._story = story
        # SQLite has one writer at a time from the beginning; PostgreSQL locks the story's row.
        session.execute(select(StoryRow.id).where(StoryRow.id == story).with_for_update())
        self._row = session.get(DeskRow, story, populate_existing=True)
        self._lock = session.get(LockRow, story, populate_existing=True)

    @property
    def desk(self) -> Desk | None:
        """How the story stands; None while the desk has not taken it in."""
        return _desk(self._row) if self._row else None

    @property
    def lock(self) -> EditLock | None:
        """The lock as it is kept, fallen or not; None when it is free."""
        return _lock(self._lock) if self._lock else None

    @property
    def lock_number(self) -> int:
        """The number of the latest taking of the lock; 0 before the first."""
        return self._lock.number if self._lock else 0

    def acts_after(self, revision: int) -> tuple[Act, ...]:
        """Acts that changed the story after that revision, oldest first."""
        query = select(ActRow).where(ActRow.story == self._story, ActRow.revision > revision)
        return tuple(_act(row) for row in self._session.scalars(query.order_by(ActRow.id)))

    def keep(self, desk: Desk) -> None:
        """Keep how the story stands now."""
        values = {
            "state": desk.state.value,
            "revision": desk.revision,
            "base": desk.base,
            "shown": desk.shown,
            "draft": to_json(desk.draft),
            "overrides": to_json(desk.overrides),
            "touched": desk.touched,
            "waiting": desk.waiting,
            "changed": desk.changed,
            "publish_at": desk.publish_at,
            "headline": desk.draft.headline.text,
            "needs": json.dumps(desk.needs, ensure_ascii=False),
        }
        if self._row is None:
            self._row = DeskRow(story=desk.story, **values)
            self._session.add(self._row)
        else:
            for name, value in values.items():
                setattr(self._row, name, value)
        where = StoryRow.id == desk.story
        self._session.execute(update(StoryRow).where(where).values(state=desk.state.value))

    def keep_lock(self, lock: EditLock | None) -> None:
        """Keep the lock; None frees it."""
        if self._lock is None:
            if lock is None:
                return
            self._lock = LockRow(story=self._story, number=0)
            self._session.add(self._lock)
        self._lock.holder = lock.holder if lock else None
        if lock:
            self._lock.who, self._lock.number = lock.who, lock.number
            self._lock.since, self._lock.until = lock.since, lock.until

    def add(self, act: Act) -> None:
        """Add to the audit trail."""
        self._session.add(_act_row(act))

    def place(self, placement: Placement) -> None:
        """Keep where a report belongs."""
        self._session.merge(
            PlacementRow(
                article=placement.article,
                story=placement.story,
                at=placement.at,
                who=placement.who,
            )
        )

    def add_version(self, draft: Draft, changes: Sequence[Change], updated: datetime) -> int:
        """A new version of the story with the points and evidence of its latest; its number.

        Raises:
            StoreError: another process kept a version meanwhile.
        """
        query = select(VersionRow).where(VersionRow.story == self._story)
        latest = self._session.scalars(query.order_by(VersionRow.version.desc()).limit(1)).one()
        number = latest.version + 1
        values = {
            "story": self._story,
            "version": number,
            "evidence": latest.evidence,
            "published": latest.published or updated,
            "updated": updated,
            "draft": to_json(draft),
            "points": latest.points,
            "changes": "[" + ",".join(to_json(change) for change in changes) + "]",
            "story_record": latest.story_record,
        }
        if not insert(self._session, VersionRow, values):
            raise StoreError(
                f"version {number} of this story was kept by another process meanwhile, so nothing "
                "was overwritten: try again"
            )
        return number


@dataclass(frozen=True, slots=True)
class Arrival:
    """A story whose newest version the desk has not taken in."""

    story: str
    newest: int
    withdrawn: bool


class Desks:
    """What a store keeps of the desk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    @contextmanager
    def opened(self, story: str) -> Iterator[Opened]:
        """The story's row, held; what was kept stands when the block ends without an error."""
        with Session(self._engine) as session, session.begin():
            yield Opened(session, story)

    def get(self, story: str) -> Desk | None:
        """How a story stands; None while the desk has not taken it in."""
        with Session(self._reading) as session:
            row = session.get(DeskRow, story)
            return _desk(row) if row else None

    def standings(self, most: int = 500, states: Sequence[State] = ()) -> tuple[Standing, ...]:
        """The desk's list without the stories' texts, changed last first."""
        query = (
            select(
                DeskRow.story,
                StoryRow.slug,
                DeskRow.headline,
                DeskRow.state,
                DeskRow.revision,
                DeskRow.shown,
                DeskRow.touched,
                DeskRow.waiting,
                DeskRow.changed,
                DeskRow.publish_at,
                DeskRow.needs,
            )
            .join(StoryRow, StoryRow.id == DeskRow.story)
            .order_by(DeskRow.changed.desc(), DeskRow.story)
            .limit(most)
        )
        if states:
            query = query.where(DeskRow.state.in_([state.value for state in states]))
        with Session(self._reading) as session:
            return tuple(
                Standing(s, slug, h, State(st), r, sh, t, w, c, p, tuple(json.loads(n)))
                for s, slug, h, st, r, sh, t, w, c, p, n in session.execute(query)
            )

    def published(self) -> dict[str, tuple[int, State]]:
        """The version that readers are to see of each story, and the story's state."""
        public = [s.value for s in (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)]
        query = select(DeskRow.story, DeskRow.shown, DeskRow.state)
        query = query.where(DeskRow.shown.is_not(None), DeskRow.state.in_(public))
        states = {state.value: state for state in State}
        with Session(self._reading) as session:
            return {s: (v, states[state]) for s, v, state in session.execute(query) if v}

    def arrivals(self) -> tuple[Arrival, ...]:
        """Stories with a version, or an end, that the desk has not taken in."""
        newest = func.max(VersionRow.version)
        gone = StoryRow.state == State.WITHDRAWN.value
        query = (
            select(StoryRow.id, newest, StoryRow.state)
            .join(VersionRow, VersionRow.story == StoryRow.id)
            .outerjoin(DeskRow, DeskRow.story == StoryRow.id)
            .group_by(StoryRow.id, StoryRow.state, DeskRow.base, DeskRow.state)
            .having(
                or_(
                    DeskRow.base.is_(None),
                    DeskRow.base < newest,
                    and_(gone, DeskRow.state != State.WITHDRAWN.value),
                )
            )
            .order_by(StoryRow.id)
        )
        with Session(self._reading) as session:
            rows = session.execute(query).all()
        return tuple(Arrival(i, n, s == State.WITHDRAWN.value) for i, n, s in rows)

    def due(self, now: datetime) -> tuple[str, ...]:
        """Stories that are to be published by now."""
        query = select(DeskRow.story).where(DeskRow.publish_at <= now).order_by(DeskRow.story)
        with Session(self._reading) as session:
            return tuple(session.scalars(query))

    def locks(self, now: datetime) -> dict[str, EditLock]:
        """The locks that hold now, by story."""
        query = select(LockRow).where(LockRow.holder.is_not(None), LockRow.until > now)
        with Session(self._reading) as session:
            return {row.story: _lock_of(row) for row in session.scalars(query)}

    def free_all(self, holder: str) -> None:
        """Free every lock of a sitting that ends."""
        with Session(self._engine) as session, session.begin():
            where = LockRow.holder == holder
            session.execute(update(LockRow).where(where).values(holder=None))

    def add(self, act: Act) -> None:
        """Add an act that changes no story to the audit trail."""
        with Session(self._engine) as session, session.begin():
            session.add(_act_row(act))

    def acts(
        self, story: str | None = None, most: int = 200, before: int | None = None
    ) -> tuple[tuple[int, Act], ...]:
        """Acts with their numbers, newest first; of one story, or of all."""
        query = select(ActRow).order_by(ActRow.id.desc()).limit(most)
        if story is not None:
            query = query.where(ActRow.story == story)
        if before is not None:
            query = query.where(ActRow.id < before)
        with Session(self._reading) as session:
            return tuple((row.id, _act(row)) for row in session.scalars(query))

    def placements(self) -> tuple[Placement, ...]:
        """Where editors put reports, by report."""
        with Session(self._reading) as session:
            rows = session.scalars(select(PlacementRow).order_by(PlacementRow.article))
            return tuple(Placement(row.article, row.story, row.at, row.who) for row in rows)


def _desk(row: DeskRow) -> Desk:
    return Desk(
        story=row.story,
        state=State(row.state),
        revision=row.revision,
        base=row.base,
        shown=row.shown,
        draft=from_json(Draft, row.draft),
        overrides=from_json(Overrides, row.overrides),
        touched=row.touched,
        waiting=row.waiting,
        changed=row.changed,
        publish_at=row.publish_at,
        needs=tuple(json.loads(row.needs)),
    )


def _lock(row: LockRow) -> EditLock | None:
    return _lock_of(row) if row.holder is not None else None


def _lock_of(row: LockRow) -> EditLock:
    return EditLock(row.story, row.holder or "", row.who, row.number, row.since, row.until)


def _act(row: ActRow) -> Act:
    details = json.loads(row.details)
    return Act(row.at, row.who, row.kind, row.story, row.target, row.revision, details)


def _act_row(act: Act) -> ActRow:
    return ActRow(
        at=act.at,
        who=act.who,
        kind=act.kind,
        story=act.story,
        target=act.target,
        revision=act.revision,
        details=json.dumps(dict(act.details), ensure_ascii=False),
    )
