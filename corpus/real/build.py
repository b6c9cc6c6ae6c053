"""Turn an annotator's items into an event of the corpus that holds offsets and labels, no text.

    python corpus/real/build.py ITEMS SET

ITEMS is the annotator's file, ``<event>.jsonl``, kept outside the repository because it quotes the
reports; SET the file of reports it quotes from (``stories/dev/gw1h.jsonl``). The event is written
to ``open/`` or ``sealed/`` beside this file. Faults are printed, one a line with ``!`` before it;
with any, nothing is written and the status is 1. The kinds of items are told in README.md.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import click

Item = dict[str, Any]
Span = tuple[int, int]

HERE = Path(__file__).parent
SEALED = (
    frozenset({"gw-2", "gw-15", "gw-39", "gw-44", "gw-71"})
    | {f"ecb-{number}-ecbplus" for number in (11, 12, 24, 25, 32)}
    | {f"ecb-{number}-ecb" for number in (7, 8, 10, 33)}
)
HEDGES = frozenset(
    {None, "at_least", "more_than", "up_to", "less_than", "about", "nearly", "vague", "range"}
)
QUOTATION_KINDS = frozenset({"direct", "frag", "scare", "name"})
SENTENCE_KINDS = frozenset(
    ["lead", "fact", "toll", "reaction", "background", "next", "colour", "opinion", "stale", "page"]
)
TEMPTING_REASONS = frozenset(
    {"subset", "time", "bound", "vague", "rounding", "unit", "scope", "other event"}
    | {"part and whole", "place"}
)
ITEM_KINDS = frozenset(
    ["key", "fig", "not", "quote", "sent", "agree", "differ", "tempting", "note"]
)


class Bounds(NamedTuple):
    """The interval of a figure, endless where a bound is infinite."""

    low: float
    high: float


def bounds(value: Item) -> Bounds:
    """The interval that a figure's value stands for; a bound of None is endless."""
    low = -math.inf if value["lo"] is None else value["lo"]
    high = math.inf if value["hi"] is None else value["hi"]
    return Bounds(low, high)


def verdict(a: Item, b: Item) -> str:
    """What two figures of one key say together: ``agree``, ``compatible`` or ``differ``.

    The rule of copydesk-gold/1: one point, or one vague amount or range, under one hedge agrees,
    intervals that meet are compatible, others differ. Intervals that only touch meet, open or
    not: "more than 40" against "40" is rounding to an editor. A number converted from another
    unit is rounded as the reporter rounded it, so points within five per cent of each other
    agree; a round number is compatible with what it rounds ("$43,000" against "$43,350").
    """
    one, other = a["value"], b["value"]
    same_hedge = a["hedge"] == b["hedge"]
    if same_hedge and one["point"] is not None and one["point"] == other["point"]:
        return "agree"
    same_ends = (one["lo"], one["hi"]) == (other["lo"], other["hi"])
    if same_hedge and a["hedge"] in {"vague", "range"} and same_ends:
        return "agree"
    points = [value["point"] for value in (one, other) if value["point"] is not None]
    converted = "converted_from" in one or "converted_from" in other
    if converted and len(points) == 2 and math.isclose(*points, rel_tol=0.05):
        return "agree"
    if len(points) == 2 and (_rounds(*points) or _rounds(*reversed(points))):
        return "compatible"
    first, second = bounds(one), bounds(other)
    low, high = max(first.low, second.low), min(first.high, second.high)
    return "compatible" if low <= high else "differ"


def _rounds(rough: float, exact: float) -> bool:
    """Whether a number of two digits or more and some noughts is another one, rounded."""
    if rough != int(rough) or not rough:
        return False
    step = 1
    while rough % (step * 10) == 0:
        step *= 10
    return step >= 100 and abs(rough) >= 10 * step and abs(rough - exact) <= step / 2


def align(key: str, evolves: bool, figures: list[Item], order: list[str]) -> Item:
    """Set the figures of one key side by side: over reports, and inside each.

    Args:
        key: The quantity.
        evolves: Whether it moves in time, so that another value is first an update.
        figures: Its figures, in any order.
        order: The ids of the event's reports, in the order in which pairs name them.
    """
    by_report: dict[str, list[Item]] = {}
    for figure in sorted(figures, key=lambda f: (order.index(f["doc"]), f["span"])):
        by_report.setdefault(figure["doc"], []).append(figure)
    speaks = {
        report: next((f for f in here if f["hedge"] != "vague"), here[0])
        for report, here in by_report.items()
    }
    document_pairs = [_pair(speaks[a], speaks[b]) for a, b in combinations(speaks, 2)]
    all_pairs = [_pair(a, b) for a, b in combinations(figures, 2) if a["doc"] != b["doc"]]
    found = {pair["verdict"] for pair in document_pairs}
    worst = next((v for v in ("differ", "compatible", "agree") if v in found), "single")
    inside = [
        _pair(a, b)
        for here in by_report.values()
        for a, b in combinations(here, 2)
        if verdict(a, b) == "differ"
    ]
    return {
        "key": key,
        "type": "figure",
        "docs": list(by_report),
        "verdict": worst,
        "evolves": evolves,
        "representatives": {report: figure["id"] for report, figure in speaks.items()},
        "document_pairs": document_pairs,
        "pairs": all_pairs,
        "internal_conflicts": inside,
    }


def _pair(a: Item, b: Item) -> Item:
    return {"a": a["id"], "b": b["id"], "verdict": verdict(a, b)}


class Builder:
    """Reads the items of one event against the texts they quote, and gathers what is wrong."""

    def __init__(self, event: str, items: list[Item], texts: dict[str, str]) -> None:
        self.event = event
        self.items = items
        self.texts = texts
        self.faults: list[str] = []
        self.documents: list[str] = []
        for item in items:
            for part in (item, item.get("a", {}), item.get("b", {})):
                if (report := part.get("doc")) and report not in self.documents:
                    self.documents.append(report)
        if unknown := [report for report in self.documents if report not in texts]:
            raise click.ClickException(f"{event}: no report {', '.join(unknown)} in the set")

    def build(self, set_name: str) -> Item:
        """The event: spans and labels, with nothing of the reports' words."""
        for item in self.items:
            self._check(item["t"] in ITEM_KINDS, f"no kind of item: {item['t']}")
        keys = {
            item["key"]: {
                "about": item["about"],
                "unit": item.get("unit"),
                "evolves": bool(item.get("evolves")),
                "other_event": bool(item.get("other_event")),
            }
            for item in self._of("key")
        }
        self._check(len(keys) == len(list(self._of("key"))), "a key is given twice")
        figures = self._figures(keys)
        used = {figure["key"] for figure in figures}
        self._check(used >= keys.keys(), f"keys without figures: {sorted(keys.keys() - used)}")
        not_figures = self._not_figures()
        taken = Counter((row["doc"], tuple(row["span"])) for row in figures + not_figures)
        for (report, span), times in taken.items():
            self._check(times == 1, f"{report}: the numeral at {span} is given {times} times")
        return {
            "schema": "copydesk-gold/1",
            "event": self.event,
            "set": set_name,
            "documents": [
                {
                    "id": report,
                    "sha256": hashlib.sha256(self.texts[report].encode()).hexdigest(),
                    "chars": len(self.texts[report]),
                }
                for report in self.documents
            ],
            "keys": keys,
            "figures": figures,
            "not_figures": not_figures,
            "quotations": self._quotations(),
            "sentences": self._sentences(),
            "alignment": [
                align(
                    key, about["evolves"], [f for f in figures if f["key"] == key], self.documents
                )
                for key, about in keys.items()
            ],
            "differ": self._sides("differ", "figure"),
            "agree": self._sides("agree"),
            "tempting": self._sides("tempting", "why"),
            "notes": [item["text"] for item in self._of("note")],
        }

    def _of(self, kind: str) -> Iterator[Item]:
        return (item for item in self.items if item["t"] == kind)

    def _check(self, holds: bool, fault: str) -> None:
        if not holds:
            self.faults.append(fault)

    def _find(
        self, report: str, quote: str, number: str | None = None, occurrence: int | None = None
    ) -> Span:
        """Where a piece of text, or a number inside it, stands; (0, 0) and a fault if unsure.

        A piece that stands in the report more than once is told by which of them is meant, from 1.
        """
        text = self.texts[report]
        starts = [match.start() for match in re.finditer(re.escape(quote), text)]
        if occurrence is None and len(starts) == 1:
            occurrence = 1
        if occurrence is None or not 0 < occurrence <= len(starts):
            self.faults.append(f"{report}: occurs {len(starts)} times: {quote[:70]!r}")
            return 0, 0
        start = starts[occurrence - 1]
        if number is None:
            return start, start + len(quote)
        if quote.count(number) != 1:
            times = quote.count(number)
            self.faults.append(f"{report}: {number!r} occurs {times} times in {quote[:70]!r}")
            return 0, 0
        start += quote.index(number)
        return start, start + len(number)

    def _figures(self, keys: dict[str, Item]) -> list[Item]:
        figures: list[Item] = []
        counts: Counter[str] = Counter()
        for item in self._of("fig"):
            report = item["doc"]
            counts[report] += 1
            value = {
                "lo": item.get("lo"),
                "hi": item.get("hi"),
                "lo_open": bool(item.get("lo_open")),
                "hi_open": bool(item.get("hi_open")),
                "point": item.get("point"),
            }
            if "converted_from" in item:
                value["converted_from"] = item["converted_from"]
            hedge = item.get("hedge")
            named = f"{report}: {item['number']!r}"
            self._check(item["key"] in keys, f"{named} has no key {item['key']}")
            self._check(hedge in HEDGES, f"{named}: no hedge {hedge}")
            span = bounds(value)
            self._check(span.low <= span.high, f"{named}: low end above high end")
            self._check(not (math.isinf(span.low) and math.isinf(span.high)), f"{named}: no value")
            figure = {
                "id": f"{report}:f{counts[report]}",
                "doc": report,
                "span": list(self._find(report, item["quote"], item["number"])),
                "key": item["key"],
                "unit": item.get("unit"),
                "hedge": hedge,
                "attribution": item.get("attribution"),
                "value": value,
            }
            figures.append(figure | ({"implicit": True} if item.get("implicit") else {}))
        return figures

    def _not_figures(self) -> list[Item]:
        return [
            {
                "doc": item["doc"],
                "span": list(self._find(item["doc"], item["quote"], item["number"])),
                "why": item["why"],
            }
            for item in self._of("not")
        ]

    def _segment(self, report: str, quote: str | Item, occurrence: int | None) -> Span:
        """A segment of a quotation, told alone or as what stands in a passage."""
        if isinstance(quote, dict):
            return self._find(report, quote["in"], quote["is"])
        return self._find(report, quote, occurrence=occurrence)

    def _quotations(self) -> list[Item]:
        quotations: list[Item] = []
        counts: Counter[str] = Counter()
        for item in self._of("quote"):
            report = item["doc"]
            counts[report] += 1
            self._check(item["kind"] in QUOTATION_KINDS, f"no kind of quotation: {item['kind']}")
            quotes = item["quote"] if isinstance(item["quote"], list) else [item["quote"]]
            which = item.get("occurrence") or [None] * len(quotes)
            quotations.append(
                {
                    "id": f"{report}:q{counts[report]}",
                    "doc": report,
                    "segments": [
                        {"span": list(self._segment(report, quote, occurrence))}
                        for quote, occurrence in zip(quotes, which, strict=True)
                    ],
                    "kind": item["kind"],
                    "speaker": item.get("speaker"),
                    "cue": item.get("cue"),
                }
            )
        return quotations

    def _sentences(self) -> list[Item]:
        """Each sentence runs to the start of the next; together they cover the whole report.

        A beginning that occurs more than once is the first occurrence after the one before.
        """
        sentences: list[Item] = []
        for report in self.documents:
            text = self.texts[report]
            starts: list[tuple[int, Item]] = []
            after = 0
            for item in self._of("sent"):
                if item["doc"] != report:
                    continue
                start = text.find(item["quote"], after)
                if start < 0:
                    self.faults.append(f"{report}: no such sentence: {item['quote'][:70]!r}")
                    continue
                kind = item["kind"]
                self._check(kind in SENTENCE_KINDS, f"{report}: no kind of sentence: {kind}")
                starts.append((start, item))
                after = start + 1
            first = starts[0][0] if starts else len(text)
            self._check(not text[:first].strip(), f"{report}: begins before its first sentence")
            ends = [start for start, _ in starts[1:]] + [len(text)]
            for (start, item), limit in zip(starts, ends, strict=True):
                end = start + len(text[start:limit].rstrip())
                label = {"event": item["event"], "kind": item["kind"]}
                sentences.append({"doc": report, "span": [start, end]} | label)
        return sentences

    def _sides(self, kind: str, *extra: str) -> list[Item]:
        rows: list[Item] = []
        for item in self._of(kind):
            row: Item = {"what": item["what"]} | {name: item[name] for name in extra}
            if kind == "tempting":
                reasons = item["why"].split(", ")
                self._check(set(reasons) <= TEMPTING_REASONS, f"no reason: {item['why']}")
            for side in ("a", "b"):
                passage = item[side]
                occurrence = passage.get("occurrence")
                span = self._find(passage["doc"], passage["quote"], occurrence=occurrence)
                row[side] = {"doc": passage["doc"], "span": list(span), "says": passage["says"]}
            rows.append(row)
        return rows


def _read_lines(path: Path) -> list[Item]:
    rows: list[Item] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(json.loads(line))
        except json.JSONDecodeError as error:
            raise click.ClickException(f"{path.name}, line {number}: {error}") from error
    return rows


def written(event: Item) -> str:
    """An event as JSON with one line a figure, sentence or pair of sides, so that changes read."""
    rows: list[str] = []
    for name, value in event.items():
        if isinstance(value, dict):
            lines = [f"{json.dumps(key)}: {_json(part)}" for key, part in value.items()]
        elif isinstance(value, list):
            lines = [_json(part) for part in value]
        else:
            lines = []
        if lines:
            start, end = "{}" if isinstance(value, dict) else "[]"
            body = ",\n".join("  " + line for line in lines)
            rows.append(f" {json.dumps(name)}: {start}\n{body}\n {end}")
        else:
            rows.append(f" {json.dumps(name)}: {_json(value)}")
    return "{\n" + ",\n".join(rows) + "\n}\n"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _show_differences(event: Item, texts: dict[str, str]) -> None:
    """Print the pairs called *differ*, with the numbers, for the annotator's second reading."""
    numbers = {
        figure["id"]: texts[figure["doc"]][slice(*figure["span"])] for figure in event["figures"]
    }
    for row in event["alignment"]:
        for pair in row["document_pairs"] + row["internal_conflicts"]:
            if pair["verdict"] == "differ":
                time = " (evolves)" if row["evolves"] else ""
                sides = f"{numbers[pair['a']]} {numbers[pair['b']]}"
                click.echo(f"  differ {row['key']}{time}: {sides} ({pair['a']}, {pair['b']})")


@click.command(help=__doc__)
@click.argument("items", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("reports", metavar="SET", type=click.Path(exists=True, path_type=Path))
def main(items: Path, reports: Path) -> None:
    """Build one event."""
    event = items.stem
    texts = {row["id"]: row["text"] for row in _read_lines(reports)}
    builder = Builder(event, _read_lines(items), texts)
    built = builder.build(reports.stem)
    for fault in builder.faults:
        click.echo(f"! {fault}")
    _show_differences(built, texts)
    names = ("documents", "figures", "not_figures", "quotations", "sentences", "keys")
    counts = [f"{name.replace('_', ' ')} {len(built[name])}" for name in names]
    counts += [f"{name} {len(built[name])}" for name in ("differ", "agree", "tempting")]
    pairs = sum(len(row["document_pairs"]) for row in built["alignment"])
    click.echo(f"{event}: {', '.join(counts)}, pairs {pairs}, faults {len(builder.faults)}")
    if builder.faults:
        raise SystemExit(1)
    target = HERE / ("sealed" if event in SEALED else "open") / f"{event}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(written(built), "utf-8")


if __name__ == "__main__":
    main()
