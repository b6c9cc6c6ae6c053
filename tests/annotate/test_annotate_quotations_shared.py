"""Quotations on the real data: the bars of the quotation part, and all of the seeds."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from copydesk import annotate, extract
from copydesk.model import Annotated, Document, Quotation

pytestmark = [pytest.mark.shared, pytest.mark.slow]

EVENTS = ("chibok", "qeshm", "goldman", "nice")


def gold(folder: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "claims" / name).read_text("utf-8"))
    for document in found["documents"]:
        if "text" not in document:
            document["text"] = (folder.parent / document["path"]).read_text("utf-8")
    return found


def read(document: dict[str, Any], language: annotate.Language) -> Annotated:
    source = Document(
        source=document["id"],
        content=document["text"].encode(),
        media_type="text/plain",
        id=document["id"],
        outlet=document["outlet"],
        title=document.get("title"),
    )
    (article,) = extract.extract(source)
    return annotate.annotate(article, language)


def with_segment(report: Annotated, start: int, end: int) -> Quotation | None:
    for quotation in report.quotations:
        for segment in quotation.segments:
            if abs(segment.start - start) <= 1 and abs(segment.end - end) <= 1:
                return quotation
    return None


def same(a: str | None, b: str | None) -> bool:
    """The scorer's rule: the last word of one name stands in the other."""
    if not a or not b:
        return not a and not b
    x, y = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    return x[-1] in y or y[-1] in x


def test_every_segment_of_the_seeds_with_kind_and_speaker(
    shared_data: Path, language: annotate.Language
) -> None:
    wanted = gold(shared_data, "seeds_gold.json")
    reports = {d["id"]: read(d, language) for d in wanted["documents"]}
    segments = 0
    for quotation in wanted["quotations"]:
        for segment in quotation["segments"]:
            segments += 1
            said = with_segment(reports[quotation["doc"]], *segment["span"])
            assert said is not None, quotation["text"]
            assert said.kind == quotation["kind"], quotation["text"]
            assert same(quotation["speaker"], said.attribution.name), quotation["text"]
    assert segments == 24


def test_the_development_events_reach_the_bars(
    shared_data: Path, language: annotate.Language
) -> None:
    n: Counter[str] = Counter()
    for name in EVENTS:
        wanted = gold(shared_data, f"dev_{name}.json")
        reports = {d["id"]: read(d, language) for d in wanted["documents"]}
        for quotation in wanted["quotations"]:
            kind = quotation["kind"]
            if kind not in ("direct", "frag"):
                continue
            found = [
                with_segment(reports[quotation["doc"]], *s["span"]) for s in quotation["segments"]
            ]
            n["segments"] += len(found)
            n["exact"] += sum(f is not None for f in found)
            said = next((f for f in found if f is not None), None)
            n[kind] += 1
            right = said is not None and same(quotation["speaker"], said.attribution.name)
            n[kind + " right"] += right
    assert n["exact"] >= 0.98 * n["segments"]
    assert n["direct right"] >= 0.88 * n["direct"]
    assert n["frag right"] >= 0.80 * n["frag"]
