"""What a run did."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from copydesk.contracts.run_json import SummaryRecord
from copydesk.errors import InputRefused
from copydesk.model import Verdict
from copydesk.publish import Published


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did, for the table at its end.

    Attributes:
        read, new: reports in the store, and those that this run added.
        refused: inputs and stories that were set aside, with reasons.
        stories, recomposed: stories on the site, and those written anew by this run.
        origins: independent origins over all stories.
        points: points by verdict.
        sentences, refused_sentences: on the pages, and those that the gate took out.
        broken_checks: of the refused, those that no check judged because one stopped with an error.
        site: what publishing did.
    """

    read: int
    new: int
    refused: tuple[InputRefused, ...]
    stories: int
    recomposed: int
    origins: int
    points: dict[Verdict, int]
    sentences: int
    refused_sentences: int
    broken_checks: int
    site: Published


def summary_record(summary: Summary, site: Path) -> SummaryRecord:
    """What a run did, as ``copydesk run --json`` prints it."""
    return {
        "reports": summary.read,
        "new": summary.new,
        "stories": summary.stories,
        "recomposed": summary.recomposed,
        "origins": summary.origins,
        "points": {verdict.value: count for verdict, count in summary.points.items()},
        "sentences": summary.sentences,
        "refused_sentences": summary.refused_sentences,
        "broken_checks": summary.broken_checks,
        "refused": [{"source": r.source, "reason": r.reason} for r in summary.refused],
        "site": str(site / "index.html"),
        "files": {
            "written": summary.site.written,
            "unchanged": summary.site.unchanged,
            "removed": summary.site.removed,
        },
    }
