"""Sources, announced reports, hosts and leases, kept so that several watchers share the work.

A row is held by who works on it, until a time after which a dead holder has let go: SQLite knows
no row locks, and a lock that lives in one connection would not outlive a dropped one.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Engine, delete, func, or_, select, update
from sqlalchemy.orm import Session

from copydesk.errors import InputRefused
from copydesk.model import Article, Document, Host, Page, PageState, Source
from copydesk.model.serial import from_json, to_json
from copydesk.store.call_tables import PushedRow
from copydesk.store.connection import READS
from copydesk.store.reports import insert, keep_articles, keep_input
from copydesk.store.tables import HostRow, LeaseRow, PageRow, SourceRow

#: Addresses asked for in one query: SQLite takes 32,766 parameters, PostgreSQL as many.
_AT_ONCE = 500

#: When a source is due that was never asked.
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


class Sources:
    """What a store keeps of its sources."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    # The list

    def add(self, source: Source) -> bool:
        """Keep a new source, due at once; False when its address is there already."""
        values = {"address": source.address, "due": _due(source), "record": to_json(source)}
        with Session(self._engine) as session, session.begin():
            return insert(session, SourceRow, values)

    def remove(self, address: str) -> bool:
        """Watch a source no more. What was read from it stays; what waits is let go."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SourceRow, address)
            if row is None:
                return False
            session.delete(row)
            waiting = PageRow.state == PageState.WAITING.value
            session.execute(delete(PageRow).where(PageRow.source == address, waiting))
            return True

    def all(self) -> tuple[Source, ...]:
        """All sources, by address."""
        with Session(self._reading) as session:
            rows = session.scalars(select(SourceRow.record).order_by(SourceRow.address))
            return tuple(from_json(Source, record) for record in rows)

    def get(self, address: str) -> Source | None:
        """One source; None when it is not watched."""
        with Session(self._reading) as session:
            row = session.get(SourceRow, address)
            return from_json(Source, row.record) if row else None

    def hurry(self, address: str, now: datetime) -> bool:
        """Ask a source now, sooner than it was to be; False when it is not watched."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SourceRow, address, with_for_update=True)
            if row is None:
                return False
            row.record = to_json(replace(from_json(Source, row.record), next_fetch=now))
            row.due = now
            return True

    # Sharing the work

    def claim(self, holder: str, now: datetime, until: datetime) -> Source | None:
        """The source that has been due longest and that nobody holds, held from now on."""
        query = (
            select(SourceRow)
            .where(SourceRow.due <= now, _free(now))
            .order_by(SourceRow.due, SourceRow.address)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with Session(self._engine) as session, session.begin():
            row = session.scalars(query).first()
            if row is None:
                return None
            row.holder, row.held_until = holder, until
            return from_json(Source, row.record)

    def next_due(self, now: datetime) -> datetime | None:
        """When a source will next be free and due; None without any source."""
        with Session(self._reading) as session:
            free = session.scalar(select(func.min(SourceRow.due)).where(_free(now)))
            held = session.scalar(select(func.min(SourceRow.held_until)).where(~_free(now)))
        return min((time for time in (free, held) if time), default=None)

    def announce(self, announced: Sequence[Page], now: datetime) -> int:
        """Keep what a listing names; how many reports are new or wait again.

        A report that was read waits again when its stamp has changed.
        """
        pages = {page.address: page for page in announced}
        addresses = sorted(pages)
        fresh = 0
        with Session(self._engine) as session, session.begin():
            for start in range(0, len(addresses), _AT_ONCE):
                part = addresses[start : start + _AT_ONCE]
                rows = session.scalars(select(PageRow).where(PageRow.address.in_(part)))
                known = {row.address: row for row in rows}
                for address in part:
                    row, page = known.get(address), pages[address]
                    if row is None:
                        added = insert(session, PageRow, {**_values(page), "listed": now})
                        fresh += added and page.state is PageState.WAITING
                    else:
                        row.listed = now
                        fresh += _waits_again(row, page)
        return fresh

    def finish(self, source: Source, holder: str) -> None:
        """Keep what is known of a source now, and let it go.

        Nothing is kept by one who lost the source to another meanwhile.
        """
        with Session(self._engine) as session, session.begin():
            row = session.get(SourceRow, source.address, with_for_update=True)
            if row is None or row.holder != holder:
                return
            source = replace(source, next_read=self._next_read(session, source))
            row.due, row.record = _due(source), to_json(source)
            told = select(PushedRow.id).where(PushedRow.source == source.address).limit(1)
            if session.scalar(told) is not None:
                row.due = _BEGINNING  # a hub told of news meanwhile
            row.holder = row.held_until = None

    def holders(self) -> frozenset[str]:
        """All who hold a source or a lease."""
        with Session(self._reading) as session:
            held = select(SourceRow.holder).where(SourceRow.holder.is_not(None)).distinct()
            return frozenset({*session.scalars(held), *session.scalars(select(LeaseRow.holder))})

    def let_go(self, holder: str) -> None:
        """Free all that somebody holds who is known to be dead or done."""
        with Session(self._engine) as session, session.begin():
            free = {"holder": None, "held_until": None}
            session.execute(update(SourceRow).where(SourceRow.holder == holder).values(**free))
            session.execute(delete(LeaseRow).where(LeaseRow.holder == holder))

    def _next_read(self, session: Session, source: Source) -> datetime | None:
        query = select(func.min(PageRow.next_read)).where(
            PageRow.source == source.address, PageRow.state == PageState.WAITING.value
        )
        least = session.scalar(query)
        if least is None:
            return None
        return max(least, source.next_read) if source.next_read else least

    def waiting(self, address: str, now: datetime, count: int) -> tuple[Page, ...]:
        """Reports of a source that wait to be read now, oldest announcement first."""
        query = (
            select(PageRow)
            .where(PageRow.source == address, PageRow.state == PageState.WAITING.value)
            .where(PageRow.next_read <= now)
            .order_by(PageRow.next_read, PageRow.published, PageRow.address)
        )
        with Session(self._reading) as session:
            return tuple(_page(row) for row in session.scalars(query.limit(count)))

    def page(self, address: str) -> Page | None:
        """An announced report by its address; None when none was announced there."""
        with Session(self._reading) as session:
            row = session.get(PageRow, address)
            return _page(row) if row else None

    def counts(self, address: str) -> dict[PageState, int]:
        """How many announced reports of a source stand in each state."""
        query = (
            select(PageRow.state, func.count())
            .where(PageRow.source == address)
            .group_by(PageRow.state)
        )
        with Session(self._reading) as session:
            found = {PageState(state): count for state, count in session.execute(query)}
        return dict.fromkeys(PageState, 0) | found

    def drop_waiting(self, address: str, keep: int, reason: str) -> int:
        """Let all but the newest waiting reports of a source go; how many were let go."""
        waiting = (PageRow.source == address, PageRow.state == PageState.WAITING.value)
        newest = (
            select(PageRow.address)
            .where(*waiting)
            .order_by(PageRow.published.is_(None), PageRow.published.desc(), PageRow.address)
            .offset(keep)
        )
        with Session(self._engine) as session, session.begin():
            surplus = list(session.scalars(newest))
            for start in range(0, len(surplus), _AT_ONCE):
                part = surplus[start : start + _AT_ONCE]
                change = {"state": PageState.DROPPED.value, "reason": reason, "body": None}
                session.execute(update(PageRow).where(PageRow.address.in_(part)).values(**change))
            return len(surplus)

    def keep_page(
        self, page: Page, document: Document | None = None, articles: Sequence[Article] = ()
    ) -> tuple[InputRefused, ...]:
        """Keep what became of a report, with its bytes and what was read, in one transaction.

        Returns:
            the reports that the store refused.
        """
        refused: tuple[InputRefused, ...] = ()
        with Session(self._engine) as session, session.begin():
            if document is not None and articles:
                refused = keep_articles(session, document, articles)
            elif document is not None and page.reason is not None:
                keep_input(session, document, InputRefused(document.source, page.reason))
            if refused:
                page = replace(page, state=PageState.REFUSED, reason=refused[0].reason)
            values = {key: value for key, value in _values(page).items() if key != "address"}
            session.execute(update(PageRow).where(PageRow.address == page.address).values(**values))
        return refused

    # Hosts

    def host(self, name: str) -> Host:
        """What is known of a host."""
        with Session(self._reading) as session:
            row = session.get(HostRow, name)
            return _host(row) if row else Host(name)

    def reserve(self, name: str, now: datetime, until: datetime) -> datetime | None:
        """Take a host for one request; None when it is taken, else when it will be free.

        It stays taken until `free` is called, or until then when the caller dies.
        """
        with Session(self._engine) as session, session.begin():
            insert(session, HostRow, {"name": name, "robots": ""})
            row = session.get_one(HostRow, name, with_for_update=True)
            free_at = row.free_at
            if free_at is not None and free_at > now:
                return free_at
            row.free_at = until
            return None

    def free(self, name: str, at: datetime) -> None:
        """Let others ask a host from then on."""
        with Session(self._engine) as session, session.begin():
            session.execute(update(HostRow).where(HostRow.name == name).values(free_at=at))

    def keep_robots(self, host: Host) -> None:
        """Keep a host's robots.txt."""
        values = {
            "robots_status": host.robots_status,
            "robots": host.robots,
            "robots_fetched": host.robots_fetched,
        }
        with Session(self._engine) as session, session.begin():
            insert(session, HostRow, {"name": host.name, "robots": ""})
            session.execute(update(HostRow).where(HostRow.name == host.name).values(**values))

    # Leases

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take or renew work that one process does at a time; False while another has it."""
        with Session(self._engine) as session, session.begin():
            if insert(session, LeaseRow, {"name": name, "holder": holder, "until": until}):
                return True
            row = session.get_one(LeaseRow, name, with_for_update=True)
            ends = row.until
            if row.holder != holder and ends is not None and ends > now:
                return False
            row.holder, row.until = holder, until
            return True

    def leased(self, name: str, now: datetime) -> str | None:
        """Who has that work in hand; None when nobody has."""
        with Session(self._reading) as session:
            row = session.get(LeaseRow, name)
            return row.holder if row is not None and row.until > now else None

    def release(self, name: str, holder: str) -> None:
        """Give leased work back."""
        mine = (LeaseRow.name == name, LeaseRow.holder == holder)
        with Session(self._engine) as session, session.begin():
            session.execute(delete(LeaseRow).where(*mine))

    def forget_pages(self, before: datetime) -> int:
        """Forget handled reports that no listing has named since; how many."""
        handled = (PageRow.state != PageState.WAITING.value, PageRow.listed < before)
        with Session(self._engine) as session, session.begin():
            gone = delete(PageRow).where(*handled).returning(PageRow.address)
            return len(session.execute(gone).all())


def _due(source: Source) -> datetime:
    times = [source.next_fetch or _BEGINNING]
    return min([*times, source.next_read] if source.next_read else times)


def _free(now: datetime) -> ColumnElement[bool]:
    return or_(SourceRow.held_until.is_(None), SourceRow.held_until <= now)


def _waits_again(row: PageRow, page: Page) -> bool:
    handled = row.state in (PageState.READ.value, PageState.REFUSED.value)
    if not handled or page.stamp is None or page.stamp == row.stamp:
        return False
    row.state, row.tries, row.next_read = PageState.WAITING.value, 0, page.next_read
    row.stamp, row.body = page.stamp, _packed(page.body)
    return True


def _packed(body: bytes | None) -> bytes | None:
    return None if body is None else zlib.compress(body, 6)


def _values(page: Page) -> dict[str, object]:
    return {
        "address": page.address,
        "source": page.source,
        "state": page.state.value,
        "title": page.title,
        "outlet": page.outlet,
        "published": page.published,
        "stamp": page.stamp,
        "body": _packed(page.body),
        "etag": page.etag,
        "modified": page.modified,
        "body_hash": page.body_hash,
        "tries": page.tries,
        "next_read": page.next_read,
        "reason": page.reason,
    }


def _page(row: PageRow) -> Page:
    return Page(
        address=row.address,
        source=row.source,
        state=PageState(row.state),
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        stamp=row.stamp,
        body=None if row.body is None else zlib.decompress(row.body),
        etag=row.etag,
        modified=row.modified,
        body_hash=row.body_hash,
        tries=row.tries,
        next_read=row.next_read,
        reason=row.reason,
    )


def _host(row: HostRow) -> Host:
    return Host(row.name, row.free_at, row.robots_status, row.robots, row.robots_fetched)
