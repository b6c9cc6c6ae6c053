"""The store: what flows, kept so that nothing doubles and nothing acknowledged is lost."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from copydesk.errors import InputRefused
from copydesk.model import (
    Annotated,
    Article,
    Change,
    Document,
    Dossier,
    Draft,
    Point,
    State,
    Story,
)
from copydesk.model.serial import from_json
from copydesk.store import fingerprints, sweeping
from copydesk.store.accounts import Accounts
from copydesk.store.connection import READS, connect
from copydesk.store.desks import Desks
from copydesk.store.hub_calls import HubCalls
from copydesk.store.keeping import keep_dossier
from copydesk.store.packing import pack, unpack
from copydesk.store.reports import LEAD_ALONE, insert, keep_articles, keep_input
from copydesk.store.shelves import Shelves
from copydesk.store.subscribers import Subscribers
from copydesk.store.tables import (
    AnnotationRow,
    ArticleRow,
    InputRow,
    MarkRow,
    RawRow,
    RedirectRow,
    StoryRow,
    VersionRow,
)
from copydesk.store.versions_kept import Version
from copydesk.store.watchlist import Sources
from copydesk.store.webhooks import Webhooks


class Store:
    """What copydesk keeps, in SQLite or PostgreSQL.

    Args:
        url: an SQLAlchemy URL; the tables are made or migrated when it is opened.

    Raises:
        StoreError: when it cannot be opened.
    """

    def __init__(self, url: str) -> None:
        self._engine: Engine = connect(url)
        self._reading = self._engine.execution_options(**{READS: True})
        self.desk = Desks(self._engine)
        self.accounts = Accounts(self._engine)
        self.shelf = Shelves(self._engine)
        self.subscribers = Subscribers(self._engine)
        self.sources = Sources(self._engine)
        self.hubs = HubCalls(self._engine)
        self.webhooks = Webhooks(self._engine)

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Inputs and articles

    def known_inputs(self) -> frozenset[str]:
        """Keys of all inputs that were handled before (`fingerprints.of_document`)."""
        with Session(self._reading) as session:
            return frozenset(session.scalars(select(InputRow.key)))

    def refusals(self, keys: Iterable[str]) -> dict[str, InputRefused]:
        """Those of the inputs with these keys that were refused, by key."""
        wanted = set(keys)
        with Session(self._reading) as session:
            rows = session.scalars(select(InputRow).where(InputRow.reason.is_not(None)))
            return {r.key: InputRefused(r.source, r.reason or "") for r in rows if r.key in wanted}

    def keep_refusal(self, refused: InputRefused, document: Document | None = None) -> str:
        """Note an input that was set aside, with its bytes where there are any; its key."""
        with Session(self._engine) as session, session.begin():
            return keep_input(session, document, refused)

    def keep_articles(
        self, document: Document, articles: Sequence[Article]
    ) -> tuple[InputRefused, ...]:
        """Keep an input, its raw bytes and the reports read from it, in one transaction.

        A report that is already there is not doubled. The same id with another text is a new
        revision when both come from one URL (or one file), and refused otherwise.

        Returns:
            the reports that were refused.
        """
        with Session(self._engine) as session, session.begin():
            return keep_articles(session, document, articles)

    def articles(self) -> tuple[Article, ...]:
        """The current revision of every report, in order of publication, undated ones last."""
        with Session(self._reading) as session:
            rows = session.scalars(select(ArticleRow.record).where(ArticleRow.current))
            found = [from_json(Article, record) for record in rows]
        return tuple(
            sorted(
                found, key=lambda a: (a.published is None, fingerprints.moment(a.published), a.id)
            )
        )

    def fingerprints(self) -> dict[str, str]:
        """Fingerprint of the current revision of every report, by id."""
        query = select(ArticleRow.id, ArticleRow.fingerprint).where(ArticleRow.current)
        with Session(self._reading) as session:
            return {row.id: row.fingerprint for row in session.execute(query)}

    def articles_of(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """The current revisions of some reports, by id."""
        found: list[Article] = []
        with Session(self._reading) as session:
            for part in _parts(ids):
                query = select(ArticleRow.record).where(ArticleRow.current, ArticleRow.id.in_(part))
                rows = session.scalars(query.order_by(ArticleRow.id))
                found += [from_json(Article, record) for record in rows]
        return tuple(found)

    def count(self) -> int:
        """How many reports there are, each counted once."""
        query = select(func.count()).select_from(ArticleRow).where(ArticleRow.current)
        with Session(self._reading) as session:
            return session.scalar(query) or 0

    def revisions(self, article_id: str) -> tuple[Article, ...]:
        """All revisions of a report, oldest first."""
        query = select(ArticleRow.record).where(ArticleRow.id == article_id)
        with Session(self._reading) as session:
            rows = session.scalars(query.order_by(ArticleRow.revision))
            return tuple(from_json(Article, record) for record in rows)

    def raw(self, content_hash: str) -> bytes | None:
        """The raw bytes with that hash; None when they are not kept."""
        with Session(self._reading) as session:
            row = session.get(RawRow, content_hash)
            return zlib.decompress(row.compressed) if row else None

    def let_raw_go(self, before: datetime | None, keep_bytes: int | None) -> int:
        """Let raw bytes go that no story cites; see `sweeping.let_raw_go`."""
        return sweeping.let_raw_go(self._engine, before, keep_bytes)

    # What a finished run left

    def identity(self) -> str:
        """A name of this store that no other has; it stands in the folder of its site."""
        with Session(self._engine) as session, session.begin():
            insert(session, MarkRow, {"key": "identity", "value": uuid4().hex})
            return session.get_one(MarkRow, "identity").value

    def mark(self, key: str) -> str | None:
        """What an earlier run left under that key; None when there is nothing."""
        with Session(self._reading) as session:
            row = session.get(MarkRow, key)
            return row.value if row else None

    def keep_mark_once(self, key: str, value: str) -> None:
        """Leave something unless something is there."""
        with Session(self._engine) as session, session.begin():
            insert(session, MarkRow, {"key": key, "value": value})

    def keep_mark(self, key: str, value: str) -> None:
        """Leave something for a later run, in the place of what was there."""
        with Session(self._engine) as session, session.begin():
            session.merge(MarkRow(key=key, value=value))

    def sizes(self) -> tuple[int, ...]:
        """How many rows there are of what a site is made from: any change of it adds one."""
        tables = (InputRow, ArticleRow, AnnotationRow, VersionRow, RedirectRow)
        withdrawn = StoryRow.state == State.WITHDRAWN.value
        with Session(self._reading) as session:
            counts = [session.scalar(select(func.count()).select_from(table)) for table in tables]
            counts.append(session.scalar(select(func.count(StoryRow.id)).where(withdrawn)))
            return tuple(count or 0 for count in counts)

    # Annotations

    def annotated(self, fingerprint: str, pipeline: str) -> Annotated | None:
        """The annotated report, as that pipeline read it; None when it is not kept."""
        found = self.packed([fingerprint], pipeline)
        return unpack(found[fingerprint]) if found else None

    def packed(self, fingerprints_: Iterable[str], pipeline: str) -> dict[str, bytes]:
        """Annotated reports as they are kept (`reports.unpack` opens them), by fingerprint; those
        that are not kept are missing."""
        found: dict[str, bytes] = {}
        with Session(self._reading) as session:
            for part in _parts(fingerprints_):
                query = select(AnnotationRow.fingerprint, AnnotationRow.compressed)
                query = query.where(AnnotationRow.fingerprint.in_(part))
                rows = session.execute(query.where(AnnotationRow.pipeline == pipeline))
                found.update((row.fingerprint, row.compressed) for row in rows)
        return found

    def read_report(self, fingerprint: str, *, whole: bool = False) -> Annotated | None:
        """The annotated report as any pipeline read it: to be shown and not compared.

        Args:
            fingerprint: of the article.
            whole: none of which the lead alone was read.
        """
        query = select(AnnotationRow).where(AnnotationRow.fingerprint == fingerprint)
        if whole:
            query = query.where(AnnotationRow.pipeline != LEAD_ALONE)
        with Session(self._reading) as session:
            parsed_first = (AnnotationRow.pipeline == LEAD_ALONE, AnnotationRow.pipeline.desc())
            row = session.scalars(query.order_by(*parsed_first).limit(1)).first()
            return unpack(row.compressed) if row else None

    def article(self, article_id: str) -> Article | None:
        """The current revision of one report; None when it is not kept."""
        query = select(ArticleRow.record).where(ArticleRow.id == article_id, ArticleRow.current)
        with Session(self._reading) as session:
            record = session.scalar(query)
            return from_json(Article, record) if record else None

    def revisions_at(self, article_id: str, time: datetime | None) -> tuple[Article, ...]:
        """The revisions of a report that stood by that time, as far as their own times tell, oldest
        first: those that were not changed later, else the first. Without a time, all."""
        found = self.revisions(article_id)
        if time is None:
            return found
        stood = tuple(a for a in found if a.changed is None or a.changed <= time)
        return stood or found[:1]

    def version(self, story_id: str, number: int) -> Version | None:
        """One version of a story; None when there is none of that number."""
        with Session(self._reading) as session:
            row = session.get(StoryRow, story_id)
            kept = session.get(VersionRow, (story_id, number))
            return _version(row, kept) if row and kept else None

    def annotated_keys(self, pipeline: str, among: Iterable[str]) -> frozenset[str]:
        """Those of some fingerprints whose reports that pipeline has read."""
        query = select(AnnotationRow.fingerprint).where(AnnotationRow.pipeline == pipeline)
        with Session(self._reading) as session:
            return frozenset(
                key
                for part in _parts(among)
                for key in session.scalars(query.where(AnnotationRow.fingerprint.in_(part)))
            )

    def keep_annotated(self, pairs: Iterable[tuple[str, Annotated | bytes]], pipeline: str) -> None:
        """Keep annotated reports, packed or not, under their articles' fingerprints, in one
        transaction."""
        with Session(self._engine) as session, session.begin():
            for fingerprint, report in pairs:
                values = {
                    "fingerprint": fingerprint,
                    "pipeline": pipeline,
                    "compressed": report if isinstance(report, bytes) else pack(report),
                }
                insert(session, AnnotationRow, values)

    # Stories

    def stories(self) -> tuple[Story, ...]:
        """All stories as they stand, by id; withdrawn ones are left out."""
        query = select(StoryRow.record).where(StoryRow.state != State.WITHDRAWN.value)
        with Session(self._reading) as session:
            rows = session.scalars(query.order_by(StoryRow.id))
            return tuple(from_json(Story, record) for record in rows)

    def standing(self) -> dict[str, tuple[int, State]]:
        """Number of the latest version and state of every story, withdrawn ones too, by id."""
        newest = func.max(VersionRow.version)
        query = select(StoryRow.id, newest, StoryRow.state).join(VersionRow)
        states = {state.value: state for state in State}
        with Session(self._reading) as session:
            rows = session.execute(query.group_by(StoryRow.id, StoryRow.state))
            return {key: (version, states[state]) for key, version, state in rows}

    def evidence(self, stories: Iterable[str]) -> dict[str, str]:
        """Fingerprint of the evidence of the latest version of some stories, by story id."""
        return self._of_stories(StoryRow.evidence, stories)

    def slugs_of(self, stories: Iterable[str]) -> dict[str, str]:
        """The slugs of some stories, by story id."""
        return self._of_stories(StoryRow.slug, stories)

    def _of_stories(
        self, column: InstrumentedAttribute[str], stories: Iterable[str]
    ) -> dict[str, str]:
        query = select(StoryRow.id, column)
        with Session(self._reading) as session:
            return {
                key: value
                for part in _parts(stories)
                for key, value in session.execute(query.where(StoryRow.id.in_(part)))
            }

    def is_taken(self, slug: str) -> bool:
        """Whether a story has that slug."""
        with Session(self._reading) as session:
            return session.scalar(select(StoryRow.id).where(StoryRow.slug == slug)) is not None

    def slugs(self) -> dict[str, str]:
        """Story id by slug; a slug once given is never given to another story."""
        with Session(self._reading) as session:
            rows = session.execute(select(StoryRow.slug, StoryRow.id))
            return {row.slug: row.id for row in rows}

    def redirects(self) -> dict[str, str]:
        """Former story ids and the story that took their place."""
        with Session(self._reading) as session:
            return {row.former: row.story for row in session.scalars(select(RedirectRow))}

    def latest(self, story_id: str) -> Version | None:
        """The latest version of a story; None when there is none."""
        with Session(self._reading) as session:
            row = session.get(StoryRow, story_id)
            query = select(func.max(VersionRow.version)).where(VersionRow.story == story_id)
            number = session.scalar(query)
            kept = session.get(VersionRow, (story_id, number)) if number else None
            return _version(row, kept) if row and kept else None

    def versions(self, story_id: str) -> Iterator[Version]:
        """All versions of a story, oldest first."""
        with Session(self._reading) as session:
            row = session.get(StoryRow, story_id)
            query = select(VersionRow).where(VersionRow.story == story_id)
            for kept in session.scalars(query.order_by(VersionRow.version)):
                if row is not None:
                    yield _version(row, kept)

    def keep_dossier(self, dossier: Dossier, evidence: str) -> None:
        """Keep a new version of a story. The same version again changes nothing.

        Raises:
            StoreError: another process has kept that version, with other evidence, meanwhile.
        """
        with Session(self._engine) as session, session.begin():
            keep_dossier(session, dossier, evidence)

    def withdraw(self, story_ids: Iterable[str]) -> None:
        """Mark stories that no longer stand; their versions stay readable."""
        wanted = sorted(story_ids)
        if not wanted:
            return
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(StoryRow).where(StoryRow.id.in_(wanted)).values(state=State.WITHDRAWN.value)
            )


def _parts(values: Iterable[str]) -> Iterator[list[str]]:
    """The values sorted, as many at once as a database takes in one query."""
    ordered = sorted(set(values))
    return (ordered[start : start + 500] for start in range(0, len(ordered), 500))


def _version(row: StoryRow, kept: VersionRow) -> Version:
    return Version(
        story=from_json(Story, kept.story_record),
        version=kept.version,
        evidence=kept.evidence,
        slug=row.slug,
        state=State(row.state),
        draft=from_json(Draft, kept.draft),
        points=from_json(tuple[Point, ...], kept.points),
        changes=from_json(tuple[Change, ...], kept.changes),
        published=kept.published,
        updated=kept.updated,
    )
