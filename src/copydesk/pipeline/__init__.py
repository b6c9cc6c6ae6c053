"""The one room that chains the stages: reports in, checked dossiers and a site out."""

from copydesk.pipeline.values import (
    Progress,
    Reading,
    annotated,
    compared,
    dossiers,
    drafted,
    grouped,
    read,
    silent,
)
from copydesk.pipeline.whole import Summary, run, site_of

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
    "silent",
    "site_of",
]
