"""The gate on every grounding set, on prose, on told claims, and the audit across reports.

    python -m benchmarks gate [SET...]

SET is a file of ../shared/data/grounding (without its ending), ``audit``, ``prose`` (items of
../shared/data/prose by their citations together), ``told`` (claims of corpus/told/open),
``attacks``, or a file of ../shared/data/entailment as ``measure/rte`` or ``train/defacto`` (300 of
it); ``ablation`` judges prose without one part of the gate at a time. Without arguments: prose,
told, attacks, the files of grounding, audit. One process, one core.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from unittest import mock

from corpus.told_events import read_folder
from rich.console import Console
from rich.table import Table

from copydesk import annotate, pipeline
from copydesk.annotate import Language
from copydesk.check import check_claim, check_pair
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence
from copydesk.check.figure_outcomes import figure_verdicts
from copydesk.model import Annotated, Outcome, SentenceVerdict, Span
from copydesk.settings import Settings

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
    wanted = list(arguments) or ["prose", "told", "attacks", *SETS, "audit"]
    for name in wanted:
        if name == "audit":
            _audit(console, language)
        elif name in ("prose", "told", "ablation"):
            _cited(console, language, name)
        else:
            _pairs(console, language, name)


def _records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _pairs(console: Console, language: Language, name: str) -> None:
    rows = sorted(_rows(name), key=lambda r: str(r["source_text"]))
    right: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    started = time.process_time()
    false_alarms = 0
    for row in rows:
        outcome = check_pair(row["claim"], row["source_text"], language).outcome
        good = row["label"] in ("supported", "compatible")
        false_alarms += good and outcome is Outcome.CONTRADICTED
        kind = str(row.get("kind"))
        right[good, kind if "+" not in kind else "several"].append(outcome.passes is good)
    took = (time.process_time() - started) / len(rows)
    _show(console, f"{name}: {took * 1000:.0f} ms a pair", right, false_alarms, name)


def _rows(name: str) -> list[Record]:
    if name == "attacks":
        return _records(DATA.parent / "cases" / "attacks.jsonl")
    if "/" in name:
        with gzip.open(DATA / "entailment" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        random.Random(9).shuffle(rows)
        return rows[:300]
    return _records(DATA / "grounding" / f"{name}.jsonl")


def _show(
    console: Console,
    title: str,
    right: dict[tuple[bool, str], list[bool]],
    false_alarms: int,
    name: str = "",
) -> None:
    table = Table("kind", "items", "right", title=title)
    for good, head in ((False, "unsupported, caught"), (True, "supported, let through")):
        table.add_row(f"[b]{head}", "", "")
        for (_, kind), said in sorted(i for i in right.items() if i[0][0] is good):
            table.add_row(kind, str(len(said)), f"{sum(said) / len(said):.3f}")
    caught, passed_share = (_share(v for k, v in right.items() if k[0] is g) for g in (False, True))
    table.add_row("caught", "", f"{caught:.3f}")
    table.add_row("false alarms", "", f"{1 - passed_share:.3f}")
    table.add_row("balanced accuracy", "", f"{(caught + passed_share) / 2:.3f}")
    good_items = sum(len(v) for k, v in right.items() if k[0])
    table.add_row("true called contradicted", "", f"{false_alarms / max(1, good_items):.3f}")
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
    return sum(every) / len(every) if every else float("nan")


Item = tuple[str, tuple[Span, ...], dict[str, Annotated], bool, str]


def _cited(console: Console, language: Language, name: str) -> None:
    """Items that cite spans of whole articles, judged by all of them together."""
    items = list(_told(language) if name == "told" else _prose(language))
    parts = {"all": check_claim}
    if name == "ablation":
        parts |= {
            "without vetoes": _without("copydesk.check.prose.vetoes", lambda _: ()),
            "without the model": _without("copydesk.check.support.score.probability", _sure),
            "each citation alone": _each_alone,
        }
    for part, judged in parts.items():
        right: dict[tuple[bool, str], list[bool]] = defaultdict(list)
        false_alarms = 0
        started = time.process_time()
        for claim, spans, sources, good, kind in items:
            outcome = judged(claim, spans, sources, language).outcome
            right[good, kind].append(outcome.passes is good)
            false_alarms += good and outcome is Outcome.CONTRADICTED
        took = (time.process_time() - started) / len(items)
        _show(console, f"{name}, {part}: {took * 1000:.0f} ms an item", right, false_alarms)


def _sure(*_: object) -> float:
    return 1.0


def _without(target: str, instead: Callable[..., Any]) -> Callable[..., SentenceVerdict]:
    """The check with one of its parts replaced."""

    def judged(*given: Any) -> SentenceVerdict:
        with mock.patch(target, instead):
            return check_claim(*given)

    return judged


def _each_alone(
    claim: str, spans: tuple[Span, ...], sources: dict[str, Annotated], language: Language
) -> SentenceVerdict:
    """As before unions: one citation must bear out all of the sentence."""
    found = [check_claim(claim, (span,), sources, language) for span in spans]
    return next((v for v in found if v.outcome.passes), found[0])


def _prose(language: Language) -> Iterator[Item]:
    rows = _records(DATA / "prose" / "dev.jsonl")
    wanted = {c["article"] for r in rows for c in r["cites"]}
    texts = [
        json.dumps(r)
        for name in ("reports", "newswcl50")
        for r in _records(DATA / "stories" / "unlabelled" / f"{name}.jsonl")
        if r["id"] in wanted
    ]
    reading = pipeline.read(["-"], Settings(workers=1), BytesIO("\n".join(texts).encode()))
    sources = {a.id: annotate.annotate(a, language) for a in reading.articles}
    for row in rows:
        spans = tuple(_span(sources[c["article"]], c["quote"]) for c in row["cites"])
        yield row["claim"], spans, sources, row["label"] == "supported", row["kind"]


def _span(report: Annotated, quote: str) -> Span:
    pattern = r"\s+".join(map(re.escape, quote.split()))
    found = re.search(pattern, report.article.text)
    assert found, quote
    return Span(report.article.id, found.start(), found.end())


def _told(language: Language) -> Iterator[Item]:
    for event in read_folder(Path(__file__).parents[1] / "corpus" / "told" / "open"):
        sources = {
            r.id: annotate.annotate(
                replace(plain_article(r.text, r.id), outlet=r.outlet, published=r.published),
                language,
            )
            for r in event.reports
        }
        for claim in event.claims:
            sentences = [(r, event.report(r).sentences[n - 1]) for r, n in claim.cites]
            spans = tuple(Span(r, s.start, s.end) for r, s in sentences)
            yield claim.text, spans, sources, claim.borne_out, claim.kind or "borne out"


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
