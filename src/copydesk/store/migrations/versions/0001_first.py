"""The first tables.

Revision: 0001, after nothing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "raw",
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("media_type", sa.String(120)),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("content_hash", name="pk_raw"),
    )
    op.create_table(
        "input",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("reason", sa.Text()),
        sa.ForeignKeyConstraint(
            ["content_hash"], ["raw.content_hash"], name="fk_input_content_hash_raw"
        ),
        sa.PrimaryKeyConstraint("key", name="pk_input"),
    )
    op.create_table(
        "article",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("outlet", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("published", TIME),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", "fingerprint", name="pk_article"),
    )
    op.create_index("ix_article_current", "article", ["current", "published"])
    op.create_table(
        "annotation",
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("pipeline", sa.String(120), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("fingerprint", "pipeline", name="pk_annotation"),
    )
    op.create_table(
        "story",
        sa.Column("id", sa.String(200), nullable=False),
        sa.Column("slug", sa.String(200), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("evidence", sa.String(64), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sa.UniqueConstraint("slug", name="uq_story_slug"),
    )
    op.create_table(
        "version",
        sa.Column("story", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.String(64), nullable=False),
        sa.Column("published", TIME),
        sa.Column("updated", TIME),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("story_record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name="fk_version_story_story"),
        sa.PrimaryKeyConstraint("story", "version", name="pk_version"),
    )
    op.create_table(
        "redirect",
        sa.Column("former", sa.String(200), nullable=False),
        sa.Column("story", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("former", name="pk_redirect"),
    )
    op.create_index("ix_redirect_story", "redirect", ["story"])


def downgrade() -> None:
    """Go back."""
    for table in ("redirect", "version", "story", "annotation", "article", "input", "raw"):
        op.drop_table(table)
