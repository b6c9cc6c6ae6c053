"""Extract: documents in, structured articles out.

Text stays as it is and gets roles; of a page the report's own text is taken. Pages are read
best through `extract_many`, whose processes can be killed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import names_of

if TYPE_CHECKING:
    from copydesk.extract.documents import extract
    from copydesk.extract.repeats import without_repeats
    from copydesk.extract.worker import Read, extract_many

__all__ = ["Read", "extract", "extract_many", "without_repeats"]

# The parsers of pages are loaded in the processes that read them, not by whoever starts those.
__getattr__ = names_of(
    __name__,
    {
        "Read": "worker",
        "extract": "documents",
        "extract_many": "worker",
        "without_repeats": "repeats",
    },
)
