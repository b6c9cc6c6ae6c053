"""JSON Schemas of the contracts, made from the records' own types.

``python -m copydesk.contracts.schema_files FOLDER`` writes them (``make docs``).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from copydesk.contracts.article_json import ArticleRecord, CopyRecord, GroupRecord
from copydesk.contracts.claim_json import ClaimsRecord, ComparisonRecord
from copydesk.contracts.run_json import (
    EditedRecord,
    LineRecord,
    LockRecord,
    SteppedRecord,
    SummaryRecord,
)
from copydesk.contracts.shapes import with_fields
from copydesk.contracts.story_json import ComposedRecord, StoryRecord
from copydesk.contracts.verdict_json import FindingRecord, LintRecord, VerdictRecord
from copydesk.model import SentenceVerdict
from copydesk.model.newsroom import Act, Desk, Standing


@dataclass(frozen=True, slots=True)
class Contract:
    """One kind of record.

    Attributes:
        kind: its type.
        where: what prints or answers it.
        version: grows when a field goes, is renamed or means something else.
    """

    kind: Any
    where: str
    version: int = 1


CONTRACTS = {
    "article": Contract(ArticleRecord, "`copydesk extract`, a line a report"),
    "group": Contract(GroupRecord, "`copydesk group`, a line a report"),
    "copy": Contract(CopyRecord, "`copydesk copies`, a line a pair"),
    "claims": Contract(ClaimsRecord, "`copydesk claims`, a line a report"),
    "comparison": Contract(ComparisonRecord, "`copydesk compare`, a line a story"),
    "story": Contract(StoryRecord, "the JSON beside each story page of a site"),
    "composed": Contract(ComposedRecord, "`copydesk compose`, a line a story"),
    "verdict": Contract(VerdictRecord, "`copydesk check`, a line a claim"),
    "finding": Contract(FindingRecord, "`copydesk audit`, a line a sentence"),
    "lint": Contract(LintRecord, "`copydesk lint`, a line a finding, and one of the counts"),
    "summary": Contract(SummaryRecord, "`copydesk run --json`, one line"),
    "api-stories": Contract(list[Standing], "`GET /api/v1/stories`"),
    "api-story": Contract(Desk, "`GET /api/v1/stories/{story}`"),
    "api-acts": Contract(list[with_fields(int, "number", Act)], "`GET …/{story}/acts`"),  # type: ignore[misc]
    "api-differences": Contract(list[LineRecord], "`GET …/{story}/differences`"),
    "api-verdict": Contract(SentenceVerdict | None, "`POST …/{story}/verdict`"),
    "api-lock": Contract(LockRecord | None, "`POST …/{story}/lock`"),
    "api-edit": Contract(EditedRecord, "`POST …/{story}/edits`"),
    "api-step": Contract(SteppedRecord, "`POST …/{story}/steps`"),
}


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a contract.

    Raises:
        KeyError: when there is no such contract.
    """
    contract = CONTRACTS[name]
    made = TypeAdapter(contract.kind).json_schema(mode="serialization")
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "$id": f"urn:copydesk:{name}:{contract.version}",
        **made,
    }


def text_of(name: str) -> str:
    """The schema of a contract as a file has it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def file_name(name: str) -> str:
    """What the file of a contract's schema is called."""
    return f"{name}-{CONTRACTS[name].version}.json"


if __name__ == "__main__":
    for contract in CONTRACTS:
        Path(sys.argv[1], file_name(contract)).write_text(text_of(contract), "utf-8")
