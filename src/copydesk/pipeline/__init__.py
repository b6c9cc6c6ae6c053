"""The one room that chains the stages: reports in, checked dossiers and a site out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from copydesk.lazy import names_of

if TYPE_CHECKING:
    from copydesk.pipeline.chain import annotated, compared, dossiers, drafted, grouped, unwritten
    from copydesk.pipeline.reading import Progress, Reading, read, silent
    from copydesk.pipeline.site_settings import site_of
    from copydesk.pipeline.store_run import run
    from copydesk.pipeline.summary import Summary
    from copydesk.pipeline.unchanged import run_unless_done

__all__ = [
    "Progress",
    "Reading",
    "Summary",
    "annotated",
    "compared",
    "dossiers",
    "drafted",
    "grouped",
    "read",
    "run",
    "run_unless_done",
    "silent",
    "site_of",
    "unwritten",
]

# Who only reads pages does not wait for the language model and the database.
__getattr__ = names_of(
    __name__,
    {
        **dict.fromkeys(("Progress", "Reading", "read", "silent"), "reading"),
        **dict.fromkeys(
            ("annotated", "compared", "dossiers", "drafted", "grouped", "unwritten"), "chain"
        ),
        "Summary": "summary",
        "run_unless_done": "unchanged",
        "run": "store_run",
        "site_of": "site_settings",
    },
)
