"""Figures, links, verdicts, quotations and passages against annotated events.

    python -m benchmarks claims [--seen | --left-out | --sealed] [GOLD.json...]

Without arguments: the open events of ``corpus`` (told and real) and of ``../shared/data/claims``,
each by a linker that was fitted without it (whole events left out); ``--seen``: the same events by
the linker that comes with copydesk, which has seen them. ``--sealed``: the sealed quarter of the
corpus, of which nothing but totals is printed. Files named are scored by the shipped linker. Each
event is one story, as grouping would give it. Rows are those of ``score_claims.py`` and, for the
fact sheets, of ``score_sheets.py`` in ../shared/eval; of open events it prints where differences
that annotators found are lost.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import re
import runpy
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.gold import GoldEvent, GoldQuotation
from training import events
from training.events import Learned
from training.speakers import plain, same

from benchmarks import missed
from copydesk import compare
from copydesk.compare.same.groups import Linker
from copydesk.contracts.claim_json import claims_record, point_record
from copydesk.model import Annotated, Claims, Origin, Point, QuotedClaim, Story, Told
from corpus import gold, real_events, told_events

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
SHEET_ROWS = (
    "speaker right", "speaker wrong", "differences found", "tempting pairs", "agreements linked",
    "people under two names",
)  # fmt: skip


def story_of(reports: Sequence[Annotated]) -> Story:
    """All reports of an event as one story, each an origin of its own."""
    far = datetime.max.replace(tzinfo=UTC)
    ordered = sorted(reports, key=lambda r: (r.article.published or far, r.article.id))
    ids = tuple(r.article.id for r in ordered)
    return Story(ids[0], ids, tuple(Origin(i, i, "outlet", (i,)) for i in ids))


def compared(item: Learned, linker: Linker | None) -> tuple[list[Claims], tuple[Point, ...]]:
    """Claims and points of one event."""
    claims = [compare.claims(report) for report in item.reports]
    return claims, compare.compare(story_of(item.reports), claims, item.reports, linker)


def score(
    items: Sequence[Learned], linkers: Sequence[Linker | None], lost: Counter[str] | None = None
) -> dict[str, float]:
    """The rows of ``score_claims.py`` over events, and how passages fare.

    ``lost`` takes where differences are lost (`missed`).
    """
    scorer = runpy.run_path(str(SHARED / "eval/score_claims.py"))
    passages: Counter[str] = Counter()
    people: Counter[str] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        with (folder / "claims").open("w") as said, (folder / "compare").open("w") as set_off:
            for number, (item, linker) in enumerate(zip(items, linkers, strict=True)):
                claims, points = compared(item, linker)
                for claim in claims:
                    print(json.dumps(claims_record(claim)), file=said)
                record = {"story": str(number), "points": [point_record(p) for p in points]}
                print(json.dumps(record), file=set_off)
                paths.append(folder / f"{number}.json")
                paths[-1].write_text(json.dumps(item.gold.record), "utf-8")
                passages += _passages(item.gold, claims, item.reports)
                people += _people(item.gold, points)
                if lost is not None:
                    lost += missed.missed(item.gold, claims, points)
                    lost += missed.only(item.gold, points)
                    lost += missed.marked(item.gold, points)
        with contextlib.redirect_stdout(io.StringIO()):
            rows: dict[str, float] = scorer["score"](
                str(folder / "claims"), str(folder / "compare"), [str(p) for p in paths]
            )
    for kind in ("other", "none"):
        rows[f"passage {kind}: precision"] = _share(passages, f"{kind} right", f"{kind} said")
        rows[f"passage {kind}: recall"] = _share(passages, f"{kind} right", f"{kind} there")
    rows["speaker named right"] = _share(people, "right", "named")
    rows["speaker: another named"] = _share(people, "another", "named")
    rows["speaker: described only"] = _share(people, "described", "named")
    rows["people under two names"] = _share(people, "two names", "people")
    rows["names of two people"] = _share(people, "two people", "names")
    return rows


def _people(event: GoldEvent, points: Sequence[Point]) -> Counter[str]:
    """How speakers are named in the points of a story: right, or as two where they are one.

    A speaker is right when either name's last word stands in the other. Of names told right, one
    gold speaker's are under two names when they differ; a name is of two people when two gold
    speakers bear it, whose names do not contain one another.
    """
    count: Counter[str] = Counter()
    names: dict[str, set[str]] = defaultdict(set)
    people: dict[str, set[str]] = defaultdict(set)
    quoted = [q for p in points for q in p.claims if isinstance(q, QuotedClaim)]
    for gold_quotation in event.quotations:
        speaker = gold_quotation.speaker
        if not speaker or gold_quotation.kind not in ("direct", "frag", "fragment"):
            continue
        count["named"] += 1
        over = [
            q for q in quoted if q.article == gold_quotation.document and _meets(q, gold_quotation)
        ]
        said = over[0].attribution.name if over else None
        if said is None:
            continue
        if not same(speaker, said):
            count["described" if said[:1].islower() else "another"] += 1
            continue
        count["right"] += 1
        if said[:1].isupper() and _bears(speaker, said):
            names[speaker].add(said)
            people[said].add(speaker)
    count["people"], count["names"] = len(names), len(people)
    count["two names"] = sum(len(held) > 1 for held in names.values())
    count["two people"] = sum(len(held) > 1 for held in people.values())
    return count


def _meets(claim: QuotedClaim, gold_quotation: GoldQuotation) -> bool:
    spans = gold_quotation.segments
    return any(min(s.end, b) > max(s.start, a) for s in claim.segments for a, b in spans)


def _bears(speaker: str, said: str) -> bool:
    """Whether a name may be the speaker's: no two full names with other given names."""
    a, b = (re.findall(r"\w+", plain(name)) for name in (speaker, said))
    given = len(a) == len(b) == 2 and a[0][0] != b[0][0]
    return not given and len(set(a) - set(b)) < 3


def _share(counts: Mapping[str, int], part: str, whole: str) -> float:
    return counts[part] / counts[whole] if counts[whole] else float("nan")


def _passages(
    event: GoldEvent, claims: Sequence[Claims], reports: Sequence[Annotated]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for held, report in zip(claims, reports, strict=True):
        own = [s for s in event.sentences if s.document == report.article.id]
        for passage in held.passages:
            at = report.sentences[passage.sentence]
            truth = next((s for s in own if s.start < at.end and at.start < s.end), None)
            if truth is None:
                continue
            for kind in (Told.OTHER, Told.NONE):
                found[f"{kind.value} said"] += passage.event is kind
                found[f"{kind.value} there"] += truth.event == kind.value
                found[f"{kind.value} right"] += passage.event is kind and truth.event == kind.value
    return found


def sheets(linker: Linker | None = None) -> dict[str, str]:
    """Rows of ``score_sheets.py`` that need no story."""
    scorer = runpy.run_path(str(SHARED / "eval/score_sheets.py"))
    texts = real_events.Texts()
    items = events.annotated(events.sheets((), texts))
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = {key: folder / key for key in ("articles", "stories", "compare", "claims")}
        with contextlib.ExitStack() as stack:
            out = {k: stack.enter_context(path.open("w")) for k, path in files.items()}
            for item in items:
                claims, points = compared(item, linker)
                record = {"story": item.gold.name, "points": [point_record(p) for p in points]}
                print(json.dumps(record), file=out["compare"])
                for held in claims:
                    print(json.dumps(claims_record(held)), file=out["claims"])
                for d in item.gold.documents:
                    print(json.dumps({"id": d.id, "text": d.text}), file=out["articles"])
            known = {item.gold.name.removeprefix("sheet ") for item in items}
        nothing = {"story": "", "reports": [], "sentences": []}
        files["stories"].write_text(json.dumps(nothing) + "\n", "utf-8")
        args = argparse.Namespace(
            articles=[files["articles"]], files=[], stories=[files["stories"]],
            compare=[files["compare"]], claims=[files["claims"]], each=False,
            sheets=[p for p in sorted((SHARED / "data/sheets").glob("*.json")) if p.stem in known],
        )  # fmt: skip
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            scorer["score"](args)
    lines = printed.getvalue().splitlines()
    return {line[:34].strip(): line[34:].strip() for line in lines if line.startswith(SHEET_ROWS)}


def left_out(items: Sequence[Learned]) -> list[Linker]:
    """For each event a linker that was fitted without it."""
    from training import linker  # noqa: PLC0415  fitting needs scikit-learn

    return linker.left_out([linker.pairs(item) for item in items])


def table(columns: Mapping[str, Mapping[str, float]]) -> str:
    """Rows of measures, a column for each set of events."""
    names = list(dict.fromkeys(name for rows in columns.values() for name in rows))
    lines = [f"{'':32s}" + "".join(f"{title:>16s}" for title in columns)]
    for name in names:
        held = (rows.get(name, float("nan")) for rows in columns.values())
        lines.append(f"{name:32s}" + "".join(f"{value:16.3f}" for value in held))
    return "\n".join(lines)


def sealed() -> dict[str, list[Learned]]:
    """The sealed events; nothing but totals over them may be shown."""
    real = sorted((ROOT / "corpus/real/sealed").glob("*.json"))
    told = told_events.read_folder(ROOT / "corpus/told/sealed")
    found = {
        "sealed real": real_events.read_all(real, real_events.Texts()),
        "sealed told": tuple(gold.of_told(event) for event in told),
    }
    return {name: events.annotated(held) for name, held in found.items() if held}


def main(arguments: Sequence[str]) -> None:
    """Read, compare and score; print one table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks claims", description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path)
    for name in ("seen", "left-out", "sealed"):
        parser.add_argument(f"--{name}", action="store_true")
    asked = parser.parse_args(list(arguments))
    columns: dict[str, dict[str, float]] = {}
    lost: dict[str, Counter[str]] = {}
    if asked.gold:
        items = events.annotated(real_events.read_all(asked.gold, real_events.Texts()))
        columns["named"] = score(items, [None] * len(items))
    elif asked.sealed:
        for name, items in sealed().items():
            columns[f"{name} ({len(items)})"] = score(items, [None] * len(items))
    else:
        items = events.annotated([*events.told(), *events.real()])
        linkers: Sequence[Linker | None] = [None] * len(items) if asked.seen else left_out(items)
        how = "seen" if asked.seen else "left out"
        for name, real in (("real", True), ("told", False)):
            chosen = [(i, m) for i, m in zip(items, linkers, strict=True) if i.gold.real is real]
            own, models = [i for i, _ in chosen], [m for _, m in chosen]
            lost[name] = Counter()
            columns[f"{name}, {how} ({len(own)})"] = score(own, models, lost[name])
    print(table(columns))
    if not asked.gold and not asked.sealed:
        print(f"\n{missed.table(lost)}")
        print("\nfact sheets (ten real events, read by who wrote the rules)")
        print("\n".join(f"{name:34s} {value}" for name, value in sheets().items()))
