"""The desk, those who sign in, the pages that readers get, and the full text.

Revision: 0004, after 0002.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)


def _text(name: str, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=null)


def _short(name: str, length: int, *, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=null)


def _at(name: str, *, null: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, _TIME, nullable=null)


def _number(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "desk",
        _short("story", 200),
        _short("state", 20),
        _number("revision"),
        _number("base"),
        _number("shown", null=True),
        _text("draft"),
        _text("overrides"),
        sa.Column("touched", sa.Boolean(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        _at("changed"),
        _at("publish_at", null=True),
        _text("headline"),
        _text("needs"),
        sa.ForeignKeyConstraint(["story"], ["story.id"], name="fk_desk_story_story"),
        sa.PrimaryKeyConstraint("story", name="pk_desk"),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _at("at"),
        _short("who", 80),
        _short("kind", 40),
        _short("story", 200, null=True),
        _short("target", 300),
        _number("revision", null=True),
        _text("details"),
        sa.PrimaryKeyConstraint("id", name="pk_act"),
    )
    op.create_table(
        "edit_lock",
        _short("story", 200),
        _short("holder", 64, null=True),
        _short("who", 80),
        _number("number"),
        _at("since"),
        _at("until"),
        sa.PrimaryKeyConstraint("story", name="pk_edit_lock"),
    )
    op.create_table(
        "placement",
        _short("article", 200),
        _short("story", 200, null=True),
        _at("at"),
        _short("who", 80),
        sa.PrimaryKeyConstraint("article", name="pk_placement"),
    )
    op.create_table(
        "account",
        _short("name", 80),
        _short("role", 20),
        _short("secret", 200),
        _at("since"),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_account"),
    )
    op.create_table(
        "sitting",
        _short("mark", 64),
        _short("account", 80),
        _short("form", 64),
        _at("since"),
        _at("seen"),
        _at("until"),
        sa.PrimaryKeyConstraint("mark", name="pk_sitting"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _short("key", 200),
        _at("at"),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
    )
    op.create_table(
        "access_key",
        _short("mark", 64),
        _short("name", 80),
        _short("account", 80),
        _text("scopes"),
        _at("since"),
        _at("until", null=True),
        sa.PrimaryKeyConstraint("mark", name="pk_access_key"),
    )
    op.create_table(
        "vote",
        _short("story", 200),
        _short("reader", 64),
        _number("stars"),
        _at("at"),
        sa.PrimaryKeyConstraint("story", "reader", name="pk_vote"),
    )
    op.create_table(
        "shelf",
        _short("story", 200),
        _short("slug", 200),
        _number("version"),
        _short("state", 20),
        _at("updated", null=True),
        _number("serial"),
        _text("record"),
        sa.PrimaryKeyConstraint("story", name="pk_shelf"),
        sa.UniqueConstraint("slug", name="uq_shelf_slug"),
    )
    op.create_table(
        "rendered",
        _short("path", 300),
        _short("story", 200),
        _short("mark", 64),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_rendered"),
    )
    op.create_table(
        "coverage",
        _short("outlet", 200),
        _short("story", 200),
        _text("record"),
        sa.PrimaryKeyConstraint("outlet", "story", name="pk_coverage"),
    )
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    _full_text()


_INDEXES = (
    ("ix_desk_state", "desk", ["state"]),
    ("ix_desk_publish_at", "desk", ["publish_at"]),
    ("ix_act_at", "act", ["at"]),
    ("ix_act_story", "act", ["story", "revision"]),
    ("ix_edit_lock_holder", "edit_lock", ["holder"]),
    ("ix_sitting_account", "sitting", ["account"]),
    ("ix_attempt_key", "attempt", ["key", "at"]),
    ("ix_access_key_account", "access_key", ["account"]),
    ("ix_shelf_serial", "shelf", ["serial"]),
    ("ix_rendered_story", "rendered", ["story"]),
    ("ix_coverage_story", "coverage", ["story"]),
)


def _full_text() -> None:
    """Each database's own full text: no table of the model, so none is declared there."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("create table search (story varchar(200) primary key, words tsvector not null)")
        op.execute("create index ix_search_words on search using gin (words)")
        return
    op.execute(
        "create virtual table search using fts5"
        "(story unindexed, headline, body, tokenize='porter unicode61 remove_diacritics 2')"
    )


def downgrade() -> None:
    """Go back."""
    op.execute("drop table search")
    for table in dict.fromkeys(table for _, table, _ in reversed(_INDEXES)):
        op.drop_table(table)
    for table in ("placement", "account", "vote"):
        op.drop_table(table)
