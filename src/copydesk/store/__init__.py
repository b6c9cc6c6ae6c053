"""What flows, kept: SQLite by default, PostgreSQL by URL. Knows only the model."""

from copydesk.store.desk import Store, Version
from copydesk.store.fingerprints import (
    content_hash,
    of_article,
    of_document,
    of_evidence,
    revision_order,
)

__all__ = [
    "Store",
    "Version",
    "content_hash",
    "of_article",
    "of_document",
    "of_evidence",
    "revision_order",
]
