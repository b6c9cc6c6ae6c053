"""Figures, quotations, links and verdicts against the annotated events, with the scorer's table.

    python -m benchmarks claims [GOLD.json...]

Without arguments it reads the dev events and the seeds in ../shared/data/claims. Each gold file
is one story, as grouping would give it.
"""

from __future__ import annotations

import json
import runpy
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from copydesk import annotate, compare, extract
from copydesk.cli.contracts import claims_record, point_record
from copydesk.model import Annotated, Document, Origin, Story

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = ("dev_chibok", "dev_qeshm", "dev_goldman", "dev_nice", "seeds_gold")


def _document(record: dict[str, Any]) -> Document:
    published = record.get("published")
    return Document(
        source=record["id"],
        content=record["text"].encode(),
        media_type="text/plain",
        charset="utf-8",
        id=record["id"],
        url=record.get("url"),
        outlet=record["outlet"],
        title=record.get("title") or None,
        published=datetime.fromisoformat(published).replace(tzinfo=UTC) if published else None,
    )


def _story(reports: Sequence[Annotated]) -> Story:
    far = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(reports, key=lambda r: (r.article.published or far, r.article.id))
    ids = tuple(r.article.id for r in ordered)
    return Story(ids[0], ids, tuple(Origin(i, i, "outlet", (i,)) for i in ids))


def main(arguments: Sequence[str]) -> None:
    """Read, compare and score the gold files; print the scorer's table."""
    scorer = runpy.run_path(str(SHARED / "eval/score_claims.py"))
    paths = [Path(a) for a in arguments] or [SHARED / f"data/claims/{n}.json" for n in GOLD]
    language = annotate.load()
    with TemporaryDirectory() as folder:
        claims_path, compare_path = Path(folder) / "claims.jsonl", Path(folder) / "compare.jsonl"
        with claims_path.open("w") as claims_file, compare_path.open("w") as compare_file:
            for path in paths:
                reports = [
                    annotate.annotate(article, language)
                    for record in scorer["load"](path)["documents"]
                    for article in extract.extract(_document(record))
                ]
                claims = [compare.claims(report) for report in reports]
                for claim in claims:
                    print(json.dumps(claims_record(claim)), file=claims_file)
                story = _story(reports)
                points = compare.compare(story, claims, reports)
                record = {"story": story.id, "points": [point_record(p) for p in points]}
                print(json.dumps(record), file=compare_file)
        scorer["score"](str(claims_path), str(compare_path), [str(p) for p in paths])
