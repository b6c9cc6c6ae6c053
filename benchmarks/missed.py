"""Where the differences that annotators found are lost, a table for ``benchmarks claims``.

Each pair of reports that the gold sets at odds over a figure gets as far as it does: read, linked,
set against each other, told as a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.gold import GoldEvent, GoldFigure

from copydesk.model import Claim, Claims, Figure, Point, Verdict

#: Where a difference is lost, in the order in which it is looked at.
STEPS = (
    "told (differ or updated)", "no number stands there", "a figure is not read",
    "the figures are not linked", "compatible: rounded or hedged", "compatible: other scope",
    "compatible: not sure enough", "another verdict",
)  # fmt: skip
#: Figures of which "only one report gives it" is said, and those of which that is wrong.
ONLY = ("only, said", "only, another gives that number", "only, another gives that thing")
_SURE = "whether both count the same is not clear"
_SCOPE = ("are not of the same", "make ")


def missed(event: GoldEvent, claims: Sequence[Claims], points: Sequence[Point]) -> Counter[str]:
    """How many of the event's differences over figures get how far, by `STEPS`."""
    where = {
        claim.id: (point, n)
        for point in points
        if point.kind == "figure"
        for n, claim in enumerate(point.claims)
    }
    figures = [figure for held in claims for figure in held.figures]
    found: Counter[str] = Counter()
    for a, b, evolves in _differences(event.record):
        if a.get("implicit") or b.get("implicit"):
            found[STEPS[1]] += 1
            continue
        own, others = (_over(figures, g) for g in (a, b))
        if not own or not others:
            found[STEPS[2]] += 1
            continue
        linked = [
            (where[x.id], where[y.id])
            for x in own
            for y in others
            if where[x.id][0] is where[y.id][0]
        ]
        found[_step(linked, evolves=evolves) if linked else STEPS[3]] += 1
    return found


def _step(linked: Sequence[tuple[tuple[Point, int], tuple[Point, int]]], *, evolves: bool) -> str:
    (point, i), (_, j) = linked[0]
    pair = next((p for p in point.pairs if {p.a, p.b} == {i, j}), None)
    if pair is None:
        return STEPS[7]
    if pair.verdict is Verdict.DIFFER or (evolves and pair.verdict is Verdict.UPDATED):
        return STEPS[0]
    if pair.verdict is not Verdict.COMPATIBLE:
        return STEPS[7]
    if _SURE in pair.reason:
        return STEPS[6]
    return STEPS[5] if any(word in pair.reason for word in _SCOPE) else STEPS[4]


def only(event: GoldEvent, points: Sequence[Point]) -> Counter[str]:
    """How often a figure is said to be given by one report only, and another gives it too."""
    found: Counter[str] = Counter()
    for point in points:
        first = point.claims[0]
        if point.kind != "figure" or not point.reason.startswith("Only one report"):
            continue
        own = [g for g in event.figures if g.document == first.article and _meet(g, first)]
        if not own:
            continue
        found["only, said"] += 1
        others = [g for g in event.figures if g.document != first.article]
        alike = [(g, h) for g in own for h in others if g.key == h.key]
        found["only, another gives that number"] += any(g.value.meets(h.value) for g, h in alike)
        found["only, another gives that thing"] += bool(alike)
    return found


def marked(event: GoldEvent, points: Sequence[Point]) -> Counter[str]:
    """Of the pairs that annotators marked, those that a point sets at odds; of agreements those
    that a point links without setting them at odds.
    """
    odds = [
        (point.claims[pair.a], point.claims[pair.b])
        for point in points
        for pair in (*point.pairs, *point.internal)
        if pair.verdict in (Verdict.DIFFER, Verdict.UPDATED)
    ]
    found: Counter[str] = Counter()
    for kind, rows in (("differ", "differences marked"), ("tempting", "tempting pairs")):
        for row in event.record.get(kind, ()):
            name = f"{rows}{', no figure' if kind == 'differ' and not row.get('figure') else ''}"
            found[f"{name} (all)"] += 1
            found[f"{name} (told)"] += _any(odds, row)
    held = [
        (point.claims[pair.a], point.claims[pair.b])
        for point in points
        for pair in point.pairs
        if pair.verdict in (Verdict.AGREE, Verdict.COMPATIBLE)
    ]
    for row in event.record.get("agree", ()):
        found["agreements marked (all)"] += 1
        found["agreements marked (told)"] += _any(held, row)
    return found


def _any(pairs: Sequence[tuple[Claim, Claim]], row: Mapping[str, Any]) -> bool:
    """Whether one of the pairs of claims stands where a marked pair does."""
    return any(
        (_at(x, row["a"]) and _at(y, row["b"])) or (_at(y, row["a"]) and _at(x, row["b"]))
        for x, y in pairs
    )


def _at(claim: Claim, side: Mapping[str, Any]) -> bool:
    start, end = side["span"]
    return claim.article == side["doc"] and claim.span.start < end and start < claim.span.end


def _meet(gold: GoldFigure, figure: Figure) -> bool:
    return gold.start < figure.end and figure.start < gold.end


def _differences(
    record: Mapping[str, Any],
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], bool]]:
    """Pairs of the record's figures that differ, and whether their key moves in time."""
    figures = {f["id"]: f for f in record["figures"]}
    for row in record["alignment"]:
        for pair in (
            row.get("document_pairs") or (row.get("type") == "figure" and row["pairs"]) or ()
        ):
            a, b = figures.get(pair["a"]), figures.get(pair["b"])
            if a and b and pair["verdict"] == "differ" and a["doc"] != b["doc"]:
                yield a, b, bool(row.get("evolves"))


def _over(figures: Sequence[Figure], gold: Mapping[str, Any]) -> list[Figure]:
    start, end = gold["span"]
    return [f for f in figures if f.article == gold["doc"] and f.start < end and start < f.end]


def table(columns: Mapping[str, Counter[str]]) -> str:
    """Rows of steps, and of what is said to stand in one report only, a column for each set."""
    lines = [f"{'differences of the gold':32s}" + "".join(f"{title:>20s}" for title in columns)]
    marks = sorted(
        {name for held in columns.values() for name in held if name.endswith((" (all)", " (told)"))}
    )
    for step in (*STEPS, *ONLY, *marks):
        cells = [f"{held[step]:5d} ({_share(held, step):.2f})" for held in columns.values()]
        lines.append(f"{step:32s}" + "".join(f"{cell:>20s}" for cell in cells))
    return "\n".join(lines)


def _share(held: Counter[str], step: str) -> float:
    if step.endswith((" (all)", " (told)")):
        whole = held[f"{step.rpartition(' ')[0]} (all)"]
    else:
        whole = sum(held[s] for s in STEPS) if step in STEPS else held[ONLY[0]]
    return held[step] / max(1, whole)
