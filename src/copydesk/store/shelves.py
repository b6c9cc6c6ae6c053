"""What readers see: stories' pages ready to be sent, what lists need of them, and the full text.

A story is put on the shelf in one transaction: no reader sees half of it. Reading never takes
SQLite's write lock.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Engine, delete, func, or_, select, text
from sqlalchemy.orm import Session

from copydesk.model import State
from copydesk.store.connection import READS
from copydesk.store.desk_tables import CoverageRow, DeskRow, RenderedRow, ShelfRow
from copydesk.store.reports import insert
from copydesk.store.tables import MarkRow, RedirectRow, StoryRow

_SERIAL = "shelf serial"
#: Words of a query that are looked for, and letters of one: more is nobody's question.
_MOST_WORDS, _LONGEST = 12, 60


@dataclass(frozen=True, slots=True)
class Shelved:
    """A story as readers see it.

    Attributes:
        story, slug, version, state, updated: what is shown, and under which address.
        record: what lists need of it, as the web's JSON.
        serial: place in the order of all changes of the shelf; set by the store.
    """

    story: str
    slug: str
    version: int
    state: State
    updated: datetime | None
    record: str
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Contents:
    """What is put on the shelf with a story.

    Attributes:
        pages: content by path from the site's root.
        coverage: for each outlet, by its printed name, what its page tells, as JSON.
        headline, words: what the full text finds it by; empty words for a withdrawn story.
    """

    pages: Mapping[str, bytes]
    coverage: Mapping[str, str] = field(default_factory=dict)
    headline: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A page ready to be sent. ``mark`` changes with its content."""

    body: bytes
    mark: str


class Shelves:
    """What a store keeps for readers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = engine.execution_options(**{READS: True})

    def put(self, shelved: Shelved, contents: Contents) -> int:
        """Put a story on the shelf in the place of what was there; its serial."""
        with Session(self._engine) as session, session.begin():
            serial = _next_serial(session)
            for table in (ShelfRow, RenderedRow, CoverageRow):
                session.execute(delete(table).where(table.story == shelved.story))
            session.add(
                ShelfRow(
                    story=shelved.story,
                    slug=shelved.slug,
                    version=shelved.version,
                    state=shelved.state.value,
                    updated=shelved.updated,
                    serial=serial,
                    record=shelved.record,
                )
            )
            session.add_all(
                RenderedRow(
                    path=path,
                    story=shelved.story,
                    mark=sha256(body).hexdigest()[:32],
                    body=zlib.compress(body, 6),
                )
                for path, body in contents.pages.items()
            )
            session.add_all(
                CoverageRow(outlet=outlet[:200], story=shelved.story, record=record)
                for outlet, record in contents.coverage.items()
            )
            session.flush()
            _index(session, shelved.story, contents)
            return serial

    def serial(self) -> int:
        """Serial of the shelf's last change; 0 before the first."""
        with Session(self._reading) as session:
            return session.scalar(select(func.max(ShelfRow.serial))) or 0

    def standing(self) -> dict[str, tuple[int, State]]:
        """Version and state of each story on the shelf."""
        query = select(ShelfRow.story, ShelfRow.version, ShelfRow.state)
        states = {state.value: state for state in State}
        with Session(self._reading) as session:
            return {story: (v, states[state]) for story, v, state in session.execute(query)}

    def behind(self) -> dict[str, tuple[int, State]]:
        """Of each story that the shelf lacks, or has in another version or state than readers are
        to see, these two, as `Desks.published` gives them."""
        public = [s.value for s in (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)]
        shown = ShelfRow.version, ShelfRow.state
        other = or_(ShelfRow.story.is_(None), shown[0] != DeskRow.shown, shown[1] != DeskRow.state)
        query = (
            select(DeskRow.story, DeskRow.shown, DeskRow.state)
            .outerjoin(ShelfRow, ShelfRow.story == DeskRow.story)
            .where(DeskRow.shown.is_not(None), DeskRow.state.in_(public), other)
        )
        with Session(self._reading) as session:
            return {s: (v, State(state)) for s, v, state in session.execute(query) if v}

    def after(self, serial: int, most: int = 1000) -> tuple[Shelved, ...]:
        """Stories that came or changed after that serial, in the order they did."""
        query = select(ShelfRow).where(ShelfRow.serial > serial).order_by(ShelfRow.serial)
        with Session(self._reading) as session:
            return tuple(
                Shelved(
                    row.story,
                    row.slug,
                    row.version,
                    State(row.state),
                    row.updated,
                    row.record,
                    row.serial,
                )
                for row in session.scalars(query.limit(most))
            )

    def page(self, path: str) -> Page | None:
        """A page; None when no story has one there."""
        with Session(self._reading) as session:
            row = session.get(RenderedRow, path)
            return Page(zlib.decompress(row.body), row.mark) if row else None

    def coverage(self, outlet: str) -> dict[str, str]:
        """What an outlet has, by story."""
        query = select(CoverageRow.story, CoverageRow.record).where(CoverageRow.outlet == outlet)
        with Session(self._reading) as session:
            return {row.story: row.record for row in session.execute(query)}

    def outlets(self) -> tuple[str, ...]:
        """Names of all outlets, sorted."""
        query = select(CoverageRow.outlet).distinct().order_by(CoverageRow.outlet)
        with Session(self._reading) as session:
            return tuple(session.scalars(query))

    def moved(self, slug: str) -> str | None:
        """The slug that a story of a former slug or id has now; None for none."""
        query = (
            select(ShelfRow.slug)
            .join(RedirectRow, RedirectRow.story == ShelfRow.story)
            .outerjoin(StoryRow, StoryRow.id == RedirectRow.former)
            .where((RedirectRow.former == slug) | (StoryRow.slug == slug))
            .limit(1)
        )
        with Session(self._reading) as session:
            return session.scalar(query)

    def search(self, query: str, most: int = 50) -> tuple[str, ...]:
        """Ids of the stories that have all words of the query, best first."""
        words = [word[:_LONGEST] for word in re.findall(r"\w+", query)][:_MOST_WORDS]
        if not words:
            return ()
        if self._engine.dialect.name == "postgresql":
            given = {"q": " ".join(words), "most": most}
            asked = (
                "select story from search, plainto_tsquery('english', :q) as asked "
                "where words @@ asked order by ts_rank(words, asked) desc, story limit :most"
            )
        else:
            # Each word in quotation marks: whatever was typed is text and never syntax.
            given = {"q": " ".join(f'"{word}"' for word in words), "most": most}
            asked = (
                "select story from search where search match :q "
                "order by bm25(search, 0, 4, 1), story limit :most"
            )
        with Session(self._reading) as session:
            return tuple(session.scalars(text(asked), given))


def _next_serial(session: Session) -> int:
    insert(session, MarkRow, {"key": _SERIAL, "value": "0"})
    row = session.scalars(
        select(MarkRow)
        .where(MarkRow.key == _SERIAL)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    row.value = str(int(row.value) + 1)
    return int(row.value)


def _index(session: Session, story: str, contents: Contents) -> None:
    given: dict[str, object] = {"story": story}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("delete from search where story = :story"), given)
        # PostgreSQL refuses the null character in text, and words longer than 2 kB.
        given["headline"] = contents.headline.replace("\0", " ")
        given["body"] = contents.words.replace("\0", " ")
        insertion = (
            "insert into search values (:story, "
            "setweight(to_tsvector('english', :headline), 'A') || "
            "setweight(to_tsvector('english', :body), 'C'))"
        )
    else:
        # The full text has no index of stories: its rows are found by a number made from the id.
        given["row"] = int.from_bytes(sha256(story.encode("utf-8", "replace")).digest()[:7])
        session.execute(text("delete from search where rowid = :row"), {"row": given["row"]})
        given |= {"headline": contents.headline, "body": contents.words}
        insertion = (
            "insert into search (rowid, story, headline, body) "
            "values (:row, :story, :headline, :body)"
        )
    if contents.words:
        session.execute(text(insertion), given)
