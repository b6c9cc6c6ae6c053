"""The gate on every grounding set, and the audit across reports.

    python -m benchmarks gate [SET...]

SET is one of the files of ../shared/data/grounding (without its ending) or ``audit``; all of them
without arguments. The tables are those of ../shared/eval/score_gate.py; one process, one core.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from copydesk import annotate
from copydesk.annotate import Language
from copydesk.check import check_pair
from copydesk.check.evidence import Evidence
from copydesk.check.numbers import figure_verdicts
from copydesk.check.reading import Reading, plain_article
from copydesk.model import Outcome

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SETS = ("dev_mutations", "summedits_news", "wice_claim_dev", "fever_symmetric_dev")
#: Kinds of `dev_mutations` that no edit of one sentence makes.
FREE = {"human_paraphrase", "cross_outlet_paraphrase", "wrong_source", "wrong_event", "invented"}
PASS = (Outcome.SUPPORTED, Outcome.CAVEAT)
WANTED = {
    "x_agree": PASS,
    "x_compatible": PASS,
    "x_differ": (Outcome.CONTRADICTED,),
    "x_absent": (Outcome.NOT_FOUND,),
}

Record = dict[str, Any]


def main(arguments: Sequence[str]) -> None:
    """Print a table a set."""
    console = Console(width=100)
    language = annotate.load()
    wanted = list(arguments) or [*SETS, "audit"]
    for name in wanted:
        if name == "audit":
            _audit(console, language)
        else:
            _pairs(console, language, name)


def _records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _pairs(console: Console, language: Language, name: str) -> None:
    rows = sorted(_records(DATA / "grounding" / f"{name}.jsonl"), key=lambda r: r["source_text"])
    right: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    started = time.perf_counter()
    for row in rows:
        passed = check_pair(row["claim"], row["source_text"], language).outcome.passes
        good = row["label"] in ("supported", "compatible")
        right[good, row["kind"] if "+" not in row["kind"] else "several"].append(passed is good)
    took = (time.perf_counter() - started) / len(rows)
    table = Table("kind", "pairs", "right", title=f"{name}: {took * 1000:.0f} ms a pair")
    for good, title in ((False, "unsupported, caught"), (True, "supported, let through")):
        table.add_row(f"[b]{title}", "", "")
        for (_, kind), said in sorted(i for i in right.items() if i[0][0] is good):
            table.add_row(kind, str(len(said)), f"{sum(said) / len(said):.3f}")
    caught, passed_share = (_share(v for k, v in right.items() if k[0] is g) for g in (False, True))
    table.add_row("caught", "", f"{caught:.3f}")
    table.add_row("false alarms", "", f"{1 - passed_share:.3f}")
    table.add_row("balanced accuracy", "", f"{(caught + passed_share) / 2:.3f}")
    if name == "dev_mutations":
        _tiers(table, right)
    console.print(table)


def _tiers(table: Table, right: dict[tuple[bool, str], list[bool]]) -> None:
    for tier, free in (("extractive edits", False), ("free prose", True)):
        rows = {k: v for k, v in right.items() if (k[1] in FREE) is free}
        caught, passed = (_share(v for k, v in rows.items() if k[0] is g) for g in (False, True))
        table.add_row(f"{tier}: caught", "", f"{caught:.3f}")
        table.add_row(f"{tier}: false alarms", "", f"{1 - passed:.3f}")


def _share(lists: Iterable[list[bool]]) -> float:
    every = [x for values in lists for x in values]
    return sum(every) / len(every)


def _audit(console: Console, language: Language) -> None:
    documents = {
        d["id"]: d["text"]
        for path in sorted((DATA / "claims").glob("dev_*.json"))
        for d in json.loads(path.read_text("utf-8"))["documents"]
    }
    items = json.loads((DATA / "claims" / "audit_dev.json").read_text("utf-8"))["items"]
    sources: dict[str, Evidence] = {}
    own: dict[str, list[bool]] = defaultdict(list)
    named: Counter[tuple[str, bool]] = Counter()
    flagged = []
    for item in sorted(items, key=lambda i: str(i["source_doc"])):
        text, kind = documents[item["source_doc"]], item["error"]
        if kind not in WANTED:
            passed = check_pair(item["claim"], text, language).outcome.passes
            own[str(kind)].append(passed is (kind is None))
            continue
        if item["source_doc"] not in sources:
            article = plain_article(text)
            sources[item["source_doc"]] = Evidence(annotate.annotate(article, language))
        verdicts = figure_verdicts(Reading(item["claim"], language), sources[item["source_doc"]])
        start = item["claim"].find(item["figure"])
        end = start + len(item["figure"])
        said = [v.outcome for v in verdicts if v.start < end and start < v.end]
        named[kind, (said[-1] if said else Outcome.NOT_FOUND) in WANTED[kind]] += 1
        if kind != "x_differ":
            flagged.append(any(v.outcome is Outcome.CONTRADICTED for v in verdicts))
    table = Table("kind", "items", "right", title="audit_dev")
    for kind, rights in sorted(own.items()):
        table.add_row(kind, str(len(rights)), f"{sum(rights) / len(rights):.3f}")
    for kind in WANTED:
        count = named[kind, True] + named[kind, False]
        table.add_row(f"{kind} (named figure)", str(count), f"{named[kind, True] / count:.3f}")
    right = sum(n for (_, ok), n in named.items() if ok)
    table.add_row("named figure, all", str(named.total()), f"{right / named.total():.3f}")
    table.add_row("true sentence flagged", str(len(flagged)), f"{sum(flagged) / len(flagged):.3f}")
    console.print(table)
