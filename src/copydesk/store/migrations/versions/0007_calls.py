"""Subscriptions at hubs, webhooks, and sign-ins through a provider.

Revision: 0007, after 0006.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "hub_subscription",
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("hub", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(200), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("next_ask", _TIME, nullable=False),
        sa.Column("ends", _TIME),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("pushed", _TIME),
        sa.PrimaryKeyConstraint("token", name="pk_hub_subscription"),
    )
    op.create_index("ix_hub_subscription_source", "hub_subscription", ["source"])
    op.create_index("ix_hub_subscription_next_ask", "hub_subscription", ["next_ask"])
    op.create_table(
        "pushed",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("media_type", sa.String(200), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_pushed"),
    )
    op.create_index("ix_pushed_source", "pushed", ["source"])
    op.create_table(
        "webhook",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("secret", sa.String(200), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.Column("since", _TIME, nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_webhook"),
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("hook", sa.String(40), nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("next_try", _TIME),
        sa.Column("delivered", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
    )
    op.create_index("ix_delivery_hook", "delivery", ["hook", "at"])
    op.create_index("ix_delivery_next_try", "delivery", ["next_try"])
    op.create_table(
        "sign_in_flow",
        sa.Column("mark", sa.String(64), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_sign_in_flow"),
    )
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("subject", sa.Text()))
        table.create_unique_constraint("uq_account_subject", ["subject"])


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("account") as table:
        table.drop_constraint("uq_account_subject", type_="unique")
        table.drop_column("subject")
    for table_name in ("sign_in_flow", "delivery", "webhook", "pushed", "hub_subscription"):
        op.drop_table(table_name)
