"""Rows of SQLite's full text are found by a number made from the story's id.

The full text and the pages are made anew by the next round of the desk.

Revision: 0008, after 0007.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Go forward."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("delete from search")
        op.execute("delete from mark where key = 'shelf made with'")


def downgrade() -> None:
    """Nothing to undo: what reads the rows finds them by their words."""
