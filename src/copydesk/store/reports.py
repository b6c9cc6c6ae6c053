"""Reports and inputs, kept so that nothing doubles: steps of a transaction that is under way."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from copydesk.errors import InputRefused
from copydesk.model import Article, Document
from copydesk.model.serial import from_json, to_json
from copydesk.store import fingerprints
from copydesk.store.tables import ArticleRow, InputRow, RawRow, Table

#: The pipeline that an annotated report is kept under of which the lead alone was read.
LEAD_ALONE = "lead"
#: Refusal of a report whose id another report already has.
TAKEN = "the id {id!r} was already given to another report ({other}): give it an id of its own"


def insert(session: Session, table: type[Table], values: dict[str, Any]) -> bool:
    """Insert unless the key is there; whether a row was added."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**values).on_conflict_do_nothing()
    added = session.execute(statement.returning(*table.__table__.primary_key))
    return added.first() is not None


def keep_input(session: Session, document: Document | None, refused: InputRefused | None) -> str:
    """Keep an input that was handled, with its bytes where there are any; its key.

    Raises:
        ValueError: neither is given.
    """
    digest = None
    if document is not None:
        digest = fingerprints.content_hash(document.content)
        insert(
            session,
            RawRow,
            {
                "content_hash": digest,
                "media_type": document.media_type,
                "compressed": zlib.compress(document.content, 6),
            },
        )
        key = fingerprints.of_document(document)
        source = document.source
    elif refused is not None:
        key = fingerprints.of_refusal(refused.source, refused.reason)
        source = refused.source
    else:
        raise ValueError("neither a document nor a refusal to keep")
    values = {
        "key": key,
        "source": source,
        "content_hash": digest,
        "reason": refused.reason if refused else None,
    }
    insert(session, InputRow, values)
    return key


def keep_articles(
    session: Session, document: Document, articles: Sequence[Article]
) -> tuple[InputRefused, ...]:
    """Keep an input, its raw bytes and the reports read from it; those that were refused.

    A report that is already there is not doubled. The same id with another text is a new
    revision when both come from one URL (or one file), and refused otherwise.
    """
    found = [_keep_article(session, article) for article in articles]
    refused = tuple(problem for problem in found if problem is not None)
    keep_input(session, document, refused[0] if refused else None)
    return refused


def _keep_article(session: Session, article: Article) -> InputRefused | None:
    fingerprint = fingerprints.of_article(article)
    rows = list(session.scalars(select(ArticleRow).where(ArticleRow.id == article.id)))
    if any(row.fingerprint == fingerprint for row in rows):
        return None
    for row in rows:
        other = from_json(Article, row.record)
        if other.url != article.url or (article.url is None and other.source != article.source):
            reason = TAKEN.format(id=article.id, other=other.source or other.url)
            return InputRefused(article.source, reason)
    session.add(
        ArticleRow(
            id=article.id,
            fingerprint=fingerprint,
            revision=0,
            current=False,
            outlet=article.outlet,
            url=article.url,
            published=article.published,
            record=to_json(article),
        )
    )
    session.flush()
    _order_revisions(session, article.id)
    return None


def _order_revisions(session: Session, article_id: str) -> None:
    """Number the revisions by their own times, so that the order of arrival is nothing."""
    rows = list(session.scalars(select(ArticleRow).where(ArticleRow.id == article_id)))
    rows.sort(key=lambda row: fingerprints.revision_order(from_json(Article, row.record)))
    for number, row in enumerate(rows, start=1):
        row.revision = number
        row.current = number == len(rows)
