"""How Alembic reaches the store: over the connection that `Store` hands it."""

from __future__ import annotations

from alembic import context

from copydesk.store import call_tables, desk_tables  # noqa: F401  all tables are to be known
from copydesk.store.tables import Table


def run() -> None:
    """Run the migrations on the given connection, in its transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=Table.metadata,
        render_as_batch=True,
        compare_type=True,
    )
    context.run_migrations()


run()
