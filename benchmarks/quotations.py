"""Quotation attribution: the development events and seeds, and PolNeAR (measured, never shipped).

Run: ``python -m benchmarks quotations [--polnear PATH]``. Needs the real data beside the
checkout (``../shared``). PolNeAR (Newell, Margolin and Ruths, LREC 2018) states no licence:
nothing of it is shipped and no weights are trained on it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from copydesk import annotate, extract
from copydesk.model import Annotated, Attribution, Document

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
CLAIMS = SHARED / "data" / "claims"
GOLD = ("seeds_gold", "dev_chibok", "dev_qeshm", "dev_goldman", "dev_nice")
Spans = set[tuple[int, int]]


def main(arguments: list[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--polnear", type=Path, default=SHARED / "data" / "attribution" / "polnear_dev.jsonl"
    )
    path = parser.parse_args(arguments).polnear
    language = annotate.load()
    _events(language)
    _polnear(path, language)


def _read(name: str, text: str, language: annotate.Language) -> Annotated:
    document = Document(source=name, content=text.encode(), media_type="text/plain", id=name)
    return annotate.annotate(extract.extract(document)[0], language)


# The gold events ----------------------------------------------------------------------------


def _events(language: annotate.Language) -> None:
    print("| event | segments exact | kind | speaker, direct | speaker, fragment |")
    print("|---|---|---|---|---|")
    whole: Counter[str] = Counter()
    for name in GOLD:
        counts = _event(json.loads((CLAIMS / f"{name}.json").read_text("utf-8")), language)
        whole += counts
        _event_row(name, counts)
    _event_row("all", whole)


def _event_row(name: str, n: Counter[str]) -> None:
    cells = (f"{n[f'{key} right']}/{n[key]}" for key in ("segments", "kind", "direct", "fragment"))
    print(f"| {name} | {' | '.join(cells)} |")


def _event(gold: dict[str, Any], language: annotate.Language) -> Counter[str]:
    n: Counter[str] = Counter()
    for document in gold["documents"]:
        text = document.get("text") or (SHARED / document["path"]).read_text("utf-8")
        report = _read(document["id"], text, language)
        for wanted in (q for q in gold["quotations"] if q["doc"] == document["id"]):
            kind = "fragment" if wanted["kind"] == "frag" else wanted["kind"]
            said = None
            for segment in wanted["segments"]:
                n["segments"] += 1
                found = _holding(report, *segment["span"])
                n["segments right"] += found is not None
                said = said or found
            n["kind"] += 1
            n["kind right"] += said is not None and said.kind == kind
            if kind in ("direct", "fragment"):
                n[kind] += 1
                right = said is not None and _same(wanted["speaker"], said.attribution.name)
                n[f"{kind} right"] += right
    return n


def _holding(report: Annotated, start: int, end: int) -> Any:
    for quotation in report.quotations:
        if any(abs(s.start - start) <= 1 and abs(s.end - end) <= 1 for s in quotation.segments):
            return quotation
    return None


def _same(a: str | None, b: str | None) -> bool:
    """As score_claims.py has it: the last word of one name stands in the other."""
    if not a or not b:
        return not a and not b
    x, y = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    return x[-1] in y or y[-1] in x


# PolNeAR ------------------------------------------------------------------------------------


def _polnear(path: Path, language: annotate.Language) -> None:
    exact: Counter[str] = Counter()
    near: Counter[str] = Counter()
    speakers: Counter[str] = Counter()
    seconds = 0.0
    articles = 0
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        start = time.process_time()
        report = _read(record["id"], record["text"], language)
        seconds += time.process_time() - start
        articles += 1
        gold = {part: set(_spans(record, part)) for part in ("source", "cue", "content")}
        said = _said(report)
        for part, spans in gold.items():
            _count(exact, near, part, spans, said[part])
        _speakers(speakers, record, report)
    print(f"\n{path.name}: {articles} articles, {articles / seconds:.1f} a second (annotate)\n")
    print("| part | exact P | exact R | exact F1 | overlapping P | overlapping R | F1 |")
    print("|---|---|---|---|---|---|---|")
    for part in ("source", "cue", "content"):
        cells = [*_scores(exact, part), *_scores(near, part)]
        print(f"| {part} | " + " | ".join(f"{100 * c:.1f}" for c in cells) + " |")
    print("\n| quotation segments with a source in PolNeAR | right source | of |")
    print("|---|---|---|")
    for kind in ("direct", "fragment", "scare", "name"):
        share = speakers[f"{kind} right"] / max(1, speakers[kind])
        print(f"| {kind} | {share:.3f} | {speakers[kind]} |")


def _spans(record: dict[str, Any], part: str) -> Iterator[tuple[int, int]]:
    for attribution in record["attributions"]:
        if attribution[part]:
            yield attribution[part][0][0], attribution[part][-1][1]


def _said(report: Annotated) -> dict[str, Spans]:
    """Our sources, cues and contents; a quotation inside a statement is part of its content."""
    text = report.article.text
    found: dict[str, Spans] = {"source": set(), "cue": set(), "content": set()}
    stated = [(s.start, s.end) for s in report.statements]
    for statement in report.statements:
        found["content"].add((statement.start, statement.end))
        _add(found, text, statement.attribution)
    for quotation in report.quotations:
        if quotation.attribution.name is None:
            continue
        if not any(a <= quotation.start and quotation.end <= b for a, b in stated):
            found["content"].add((max(0, quotation.start - 1), quotation.end + 1))
        _add(found, text, quotation.attribution)
    return found


def _add(found: dict[str, Spans], text: str, said: Attribution) -> None:
    if said.start is None or said.end is None or not said.cue:
        return
    found["source"].add((said.start, said.end))
    low, high = max(0, said.start - 60), said.end + 60
    places = [m.start() + low for m in re.finditer(re.escape(said.cue), text[low:high])]
    if places:
        at = min(places, key=lambda p: abs(p - said.start))  # type: ignore[operator]
        found["cue"].add((at, at + len(said.cue)))


def _count(exact: Counter[str], near: Counter[str], part: str, gold: Spans, said: Spans) -> None:
    for counter in (exact, near):
        counter[f"{part} gold"] += len(gold)
        counter[f"{part} said"] += len(said)
    exact[f"{part} hit"] += len(gold & said)
    exact[f"{part} found"] += len(gold & said)
    near[f"{part} hit"] += sum(any(a < d and c < b for c, d in gold) for a, b in said)
    near[f"{part} found"] += sum(any(a < d and c < b for c, d in said) for a, b in gold)


def _scores(counter: Counter[str], part: str) -> tuple[float, float, float]:
    precision = counter[f"{part} hit"] / max(1, counter[f"{part} said"])
    recall = counter[f"{part} found"] / max(1, counter[f"{part} gold"])
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _speakers(n: Counter[str], record: dict[str, Any], report: Annotated) -> None:
    """Whether our mention of the source overlaps that of the smallest attribution around."""
    for quotation in report.quotations:
        for segment in quotation.segments:
            around = [
                a
                for a in record["attributions"]
                if a["source"]
                and any(s - 2 <= segment.start and segment.end <= e + 2 for s, e in a["content"])
            ]
            if not around:
                continue
            wanted = min(around, key=lambda a: sum(e - s for s, e in a["content"]))
            n[quotation.kind] += 1
            n[f"{quotation.kind} right"] += _right(report, wanted, quotation.attribution)


def _right(report: Annotated, wanted: dict[str, Any], said: Attribution) -> bool:
    if said.start is None or said.end is None or said.name is None:
        return False
    if any(said.start < end and start < said.end for start, end in wanted["source"]):
        return True
    words = " ".join(report.article.text[s:e] for s, e in wanted["source"])
    return _same(words, said.name)


if __name__ == "__main__":
    main()
