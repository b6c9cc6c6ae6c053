"""Sources that are watched, what they announced, their hosts, and leases.

Revision: 0005, after 0004.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "source",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("due", TIME),
        sa.Column("holder", sa.String(64)),
        sa.Column("held_until", TIME),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_source"),
    )
    op.create_index("ix_source_due", "source", ["due"])
    op.create_table(
        "page",
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("published", TIME),
        sa.Column("stamp", sa.String(64)),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("body_hash", sa.String(64)),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_read", TIME),
        sa.Column("reason", sa.Text()),
        sa.Column("listed", TIME, nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_page"),
    )
    op.create_index("ix_page_source", "page", ["source", "state", "next_read"])
    op.create_table(
        "host",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("free_at", TIME),
        sa.Column("robots_status", sa.Integer()),
        sa.Column("robots", sa.Text(), nullable=False),
        sa.Column("robots_fetched", TIME),
        sa.PrimaryKeyConstraint("name", name="pk_host"),
    )
    op.create_table(
        "lease",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_lease"),
    )


def downgrade() -> None:
    """Go back."""
    for table in ("lease", "host", "page", "source"):
        op.drop_table(table)
