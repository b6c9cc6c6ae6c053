"""What flows, kept: SQLite by default, PostgreSQL by URL. Knows only the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import names_of

if TYPE_CHECKING:
    from copydesk.store.desk import Store
    from copydesk.store.fingerprints import (
        content_hash,
        of_article,
        of_document,
        of_evidence,
        revision_order,
    )
    from copydesk.store.packing import pack, unpack
    from copydesk.store.versions_kept import Version

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
        "Store": "desk",
        "Version": "versions_kept",
        **dict.fromkeys(("pack", "unpack"), "packing"),
        **dict.fromkeys(
            ("content_hash", "of_article", "of_document", "of_evidence", "revision_order"),
            "fingerprints",
        ),
    },
)
