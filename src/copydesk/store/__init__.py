"""What flows, kept: SQLite by default, PostgreSQL by URL. Knows only the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import names_of

if TYPE_CHECKING:
    from copydesk.store.desk import Store, Version
    from copydesk.store.fingerprints import (
        content_hash,
        of_article,
        of_document,
        of_evidence,
        revision_order,
    )
    from copydesk.store.reports import pack, unpack

__all__ = [
    "Store",
    "Version",
    "content_hash",
    "of_article",
    "of_document",
    "of_evidence",
    "pack",
    "revision_order",
    "unpack",
]

# A hash needs no database.
__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("Store", "Version"), "desk"),
        **dict.fromkeys(("pack", "unpack"), "reports"),
        **dict.fromkeys(
            ("content_hash", "of_article", "of_document", "of_evidence", "revision_order"),
            "fingerprints",
        ),
    },
)
