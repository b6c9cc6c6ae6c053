"""The store keeps what it acknowledged, once, on every database."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy
from alembic import command
from alembic.script import ScriptDirectory

from copydesk.errors import InputRefused, StoreError
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Change,
    Document,
    Dossier,
    Draft,
    DraftSentence,
    Figure,
    Interval,
    Origin,
    Point,
    Role,
    Span,
    State,
    Story,
    Verdict,
)
from copydesk.store import Store, of_article, of_document
from copydesk.store import connection as opening

# One database server serves them all.
pytestmark = pytest.mark.xdist_group("store")

NOON = datetime(2025, 6, 3, 12, tzinfo=UTC)


def report(
    key: str = "a", text: str = "Nine were hurt.", hours: int = 0, **more: object
) -> Article:
    given = {
        "url": f"https://outlet.example/{key}",
        "outlet": "Outlet",
        "published": NOON,
        "modified": NOON + timedelta(hours=hours),
        "source": f"{key}.html",
        **more,
    }
    return Article(key, text, (Block(0, len(text), Role.BODY),), **given)


def document(article: Article) -> Document:
    return Document(article.source, article.text.encode())


def dossier(version: int = 1, redirects: tuple[str, ...] = ()) -> Dossier:
    origin = Origin("o1", "Outlet", "outlet", ("a",))
    figure = Figure(
        "a:f1", "a", 0, 4, 0, Role.BODY, 9.0, Interval(9, 9), "people", "injured", "people"
    )
    point = Point("p1", "figure", "hurt", Verdict.SINGLE, "One says it.", (figure,), (), ("o1",))
    headline = DraftSentence("h", "Nine were hurt", (Span("a", 0, 14),))
    return Dossier(
        story=Story("s1", ("a",), (origin,), redirects=redirects),
        reports=(Annotated(report()),),
        claims=(),
        points=(point,),
        draft=Draft("s1", headline, "World"),
        slug="nine-hurt",
        published=NOON,
        updated=NOON + timedelta(hours=version),
        version=version,
        changes=tuple(Change(n, NOON, f"change {n}") for n in range(version, 1, -1)),
    )


def test_the_same_input_twice_is_kept_once(store: Store) -> None:
    article = report()
    for _ in range(2):
        assert store.keep_articles(document(article), [article]) == ()
    assert store.articles() == (article,)
    assert store.known_inputs() == {of_document(document(article))}
    assert len(store.revisions("a")) == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_revision_changed_last_stands_in_whatever_order_they_come(
    store: Store, order: tuple[int, ...]
) -> None:
    texts = ["Four were hurt.", "Seven were hurt.", "Nine were hurt."]
    revisions = [report(text=text, hours=n) for n, text in enumerate(texts)]
    for n in order:
        store.keep_articles(document(revisions[n]), [revisions[n]])
    assert store.articles() == (revisions[2],)
    assert store.revisions("a") == tuple(revisions)


def test_another_report_with_a_taken_id_is_refused_and_the_first_stays(store: Store) -> None:
    first = report()
    second = report(text="The council met.", url="https://other.example/x", source="b.html")
    store.keep_articles(document(first), [first])
    refused = store.keep_articles(document(second), [second])
    assert [r.source for r in refused] == ["b.html"]
    assert "'a'" in refused[0].reason
    assert store.articles() == (first,)
    again = store.refusals([of_document(document(second))])
    assert [r.reason for r in again.values()] == [refused[0].reason]


def test_raw_bytes_are_found_by_their_hash(store: Store) -> None:
    article = report()
    content = article.text.encode()
    store.keep_articles(document(article), [article])
    import hashlib

    assert store.raw(hashlib.sha256(content).hexdigest()) == content
    assert store.raw("0" * 64) is None


def test_a_refused_input_is_named_again(store: Store) -> None:
    key = store.keep_refusal(InputRefused("x.bin", "binary"), Document("x.bin", b"\0\1"))
    assert store.refusals([key])[key].reason == "binary"
    assert store.refusals(["other"]) == {}
    assert key in store.known_inputs()


def test_reports_come_in_order_of_publication_undated_last(store: Store) -> None:
    late = report("a", published=NOON + timedelta(days=1))
    early = report("b")
    undated = report("c", published=None, modified=None)
    for article in (undated, late, early):
        store.keep_articles(document(article), [article])
    assert [a.id for a in store.articles()] == ["b", "a", "c"]


def test_annotations_are_kept_by_pipeline(store: Store) -> None:
    annotated = Annotated(report())
    key = of_article(annotated.article)
    store.keep_annotated([(key, annotated), (key, annotated)], "model 1")
    assert store.annotated(key, "model 1") == annotated
    assert store.annotated(key, "model 2") is None
    assert store.annotated_keys("model 1", [key, "other"]) == {key}


def test_versions_of_a_story_stay_readable(store: Store) -> None:
    first, second = dossier(), dossier(2, redirects=("s0",))
    store.keep_dossier(first, "e1")
    store.keep_dossier(first, "e1")
    store.keep_dossier(second, "e2")
    latest = store.latest("s1")
    assert latest is not None
    assert (latest.version, latest.points, latest.draft) == (2, second.points, second.draft)
    assert latest.changes == second.changes
    assert [v.version for v in store.versions("s1")] == [1, 2]
    assert store.evidence(["s1", "other"]) == {"s1": "e2"}
    assert store.slugs_of(["s1", "other"]) == {"s1": "nine-hurt"}
    assert store.is_taken("nine-hurt")
    assert not store.is_taken("ten-hurt")
    assert store.slugs() == {"nine-hurt": "s1"}
    assert store.redirects() == {"s0": "s1"}


def test_a_withdrawn_story_leaves_the_list_but_not_the_store(store: Store) -> None:
    store.keep_dossier(dossier(), "e1")
    store.withdraw(["s1"])
    assert store.stories() == ()
    latest = store.latest("s1")
    assert latest is not None
    assert latest.state is State.WITHDRAWN


def test_times_without_a_zone_are_not_taken(store: Store) -> None:
    with pytest.raises((ValueError, sqlalchemy.exc.StatementError), match="without a zone"):
        store.keep_dossier(replace(dossier(), published=datetime(2025, 6, 3)), "e")  # noqa: DTZ001


def test_a_store_opens_again_with_all_it_had(store_url: str) -> None:
    with Store(store_url) as store:
        store.keep_articles(document(report()), [report()])
    with Store(store_url) as store:
        assert store.articles() == (report(),)


def test_tables_are_what_the_migrations_make(store_url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.runtime.migration import MigrationContext

    from copydesk.store.tables import Table

    Store(store_url).close()
    engine = sqlalchemy.create_engine(store_url)
    with engine.connect() as connection:
        # The tables of the full text are each database's own and no part of the model.
        own = {"include_name": lambda name, kind, _: kind != "table" or name[:6] != "search"}
        context = MigrationContext.configure(connection, opts=own)
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()


def test_a_store_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        config = opening._migrations()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with Store(url) as store:
        store.keep_mark("run", "done")
        store.keep_mark("run", "done again")
        assert store.mark("run") == "done again"
        assert store.mark("other") is None


def test_the_version_of_the_tables_is_that_of_the_newest_migration() -> None:
    scripts = ScriptDirectory.from_config(opening._migrations())
    assert scripts.get_current_head() == opening.HEAD


def test_a_store_of_a_later_version_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    Store(url).close()
    engine = sqlalchemy.create_engine(url)
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("update alembic_version set version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"9999.*upgrade copydesk"):
        Store(url)


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////no/such/folder/x.sqlite", "mysql://h/x"])
def test_a_store_that_cannot_be_opened_says_what_to_do(url: str) -> None:
    with pytest.raises(StoreError, match="--store") as told:
        Store(url)
    assert "Background on this error" not in str(told.value)


def test_a_path_names_the_file_of_a_store(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    Store(str(path)).close()
    assert path.is_file()


def test_a_version_that_another_process_kept_is_not_passed_over(store: Store) -> None:
    store.keep_dossier(dossier(), "their evidence")
    with pytest.raises(StoreError, match=r"version 1 .* another process"):
        store.keep_dossier(dossier(), "our evidence")
    latest = store.latest("s1")
    assert latest is not None
    assert latest.evidence == "their evidence"


def test_a_store_keeps_its_identity(store_url: str, tmp_path: Path) -> None:
    with Store(store_url) as store:
        name = store.identity()
    with Store(store_url) as again, Store(f"sqlite:///{tmp_path / 'other.sqlite'}") as other:
        assert again.identity() == name != other.identity()


@pytest.mark.parametrize("url", ["postgresql+psycopg://me:s3cr:e@t@127.0.0.1:1/x", "no://me:s3cr@"])
def test_no_message_tells_the_password(url: str) -> None:
    with pytest.raises(StoreError) as told:
        Store(url)
    assert "s3cr" not in f"{told.value} {told.value.__cause__}"


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as store:
        store.keep_articles(document(report()), [report()])

        @sqlalchemy.event.listens_for(store._engine, "connect")
        def small_disk(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA max_page_count=1")  # SQLite then says what a full disk says

        store._engine.dispose()
        with pytest.raises(StoreError, match="disk is full; free some space"):
            for number in range(200):
                more = report(f"b{number}", "Nine were hurt. " * 500)
                store.keep_articles(document(more), [more])
        assert report() in store.articles()


OPEN = "import sys; from copydesk.store import Store; Store(sys.argv[1]).close()"


def test_first_runs_at_once_make_the_tables_once(store_url: str) -> None:
    command_line = [sys.executable, "-c", OPEN, store_url]
    runs = [subprocess.Popen(command_line, stderr=subprocess.PIPE) for _ in range(6)]
    assert [run.communicate()[1].decode() for run in runs] == [""] * 6
    assert [run.returncode for run in runs] == [0] * 6
