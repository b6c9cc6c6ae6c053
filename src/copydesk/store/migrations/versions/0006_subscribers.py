"""Subscribers of the digest.

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "subscriber",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("every", sa.String(10), nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("confirmed", _TIME),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sent", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriber"),
        sa.UniqueConstraint("address", name="uq_subscriber_address"),
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("subscriber")
