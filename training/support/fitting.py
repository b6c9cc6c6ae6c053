"""Fit the weights of the flaws by which a sentence is not borne out (``score.json``).

Each item of the training sets becomes a row of flaws (`copydesk.check.support.score.flaws`). The
model is logistic with every weight at most nought: nothing that a flaw tells may speak for a
sentence, whatever habits the writers of a set had. Both labels of a set have equal weight, the sets
the weights below. What the scores say of a set is measured with that set left out of the fit.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.metrics import roc_auc_score

from copydesk import annotate
from copydesk.annotate import Language
from copydesk.check.claim_reading import plain_article
from copydesk.check.clauses import Clauses
from copydesk.check.support.marks import rows, whole
from copydesk.check.support.matching import match
from copydesk.check.support.score import FLAWS, flaws
from copydesk.check.support.sheet import Sheet

Table = NDArray[np.float64]

#: Items of a set at most, and what the set weighs. News summaries that people judged weigh most;
#: sets that teach habits of their writers (claim alone .7) or one shortcut weigh little.
SETS: dict[str, tuple[int, float]] = {
    "defacto": (2500, 2.0),
    "bump": (600, 1.5),
    "fm2": (1500, 1.0),
    "mnli_dev_matched": (5000, 1.0),
    "news_factor": (2400, 0.7),
    "fever_dev": (4500, 0.5),
    "cad_nli": (1500, 0.5),
    "vitaminc_mini": (400, 0.5),
}
#: Small: the flaws are few and have their signs given.
PENALTY = 3e-4
#: On the prose items that were read while the vetoes were set, the threshold at which these and the
#: model together stop nine in ten false sentences and let three in four true ones through.
PASSES_FROM = 0.5
_LONGEST = 9000
_BINS = 10


@dataclass(frozen=True, slots=True)
class Set:
    """The rows of one set."""

    name: str
    rows: Table
    borne_out: NDArray[np.bool_]


def make(train: Path, target: Path) -> None:
    """Fit on all sets, write the weights and what they score."""
    language = annotate.load()
    sets = [_read(train, name, cap, language) for name, (cap, _) in SETS.items()]
    weights = fit(sets)
    scores = {}
    seen: list[tuple[Table, NDArray[np.bool_]]] = []
    for left_out in sets:
        others = fit([s for s in sets if s is not left_out])
        found = probabilities(left_out.rows, others)
        scores[left_out.name] = {
            "items": len(left_out.borne_out),
            "area, set left out": round(float(roc_auc_score(left_out.borne_out, found)), 3),
        }
        seen.append((found, left_out.borne_out))
    report = {
        "sets": scores,
        "reliability, sets left out": reliability(seen),
        "weights": {
            "intercept": round(float(weights[0]), 4),
            "passes from": PASSES_FROM,
            **{n: round(float(w), 4) for n, w in zip(FLAWS, weights[1:], strict=True)},
        },
    }
    target.write_text(json.dumps(report, indent=1) + "\n", "utf-8")
    print(json.dumps(report, indent=1))


def fit(sets: Sequence[Set]) -> Table:
    """Intercept and weights, each weight at most nought."""
    x = np.concatenate([s.rows for s in sets])
    sign = np.concatenate([np.where(s.borne_out, 1.0, -1.0) for s in sets])
    weight = np.concatenate([_weights(s) for s in sets])
    weight /= weight.sum()

    def loss(p: Table) -> tuple[float, Table]:
        margin = sign * (x @ p[1:] + p[0])
        slope = -sign / (1 + np.exp(margin)) * weight
        value = float((weight * np.logaddexp(0, -margin)).sum() + PENALTY * (p[1:] ** 2).sum())
        return value, np.concatenate([[slope.sum()], x.T @ slope + 2 * PENALTY * p[1:]])

    bounds = [(None, None), *[(None, 0.0)] * x.shape[1]]
    start = np.zeros(x.shape[1] + 1)
    found: Table = minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def probabilities(x: Table, weights: Table) -> Table:
    """What the model gives."""
    found: Table = 1 / (1 + np.exp(-(x @ weights[1:] + weights[0])))
    return found


def reliability(seen: Sequence[tuple[Table, NDArray[np.bool_]]]) -> list[dict[str, float]]:
    """For each tenth of the probability how many items are in it and how many are borne out,
    both labels of each set with equal weight."""
    found = np.concatenate([p for p, _ in seen])
    true = np.concatenate([y for _, y in seen])
    weight = np.concatenate(
        [np.where(y, 0.5 / max(1, y.sum()), 0.5 / max(1, (~y).sum())) for _, y in seen]
    )
    table = []
    for low in np.arange(0, 1, 1 / _BINS):
        inside = (found >= low) & (found < low + 1 / _BINS)
        if not inside.any():
            continue
        table.append(
            {
                "from": round(float(low), 1),
                "items": int(inside.sum()),
                "mean": round(float(np.average(found[inside], weights=weight[inside])), 3),
                "borne out": round(float(np.average(true[inside], weights=weight[inside])), 3),
            }
        )
    return table


def _weights(of: Set) -> Table:
    true = max(1, int(of.borne_out.sum()))
    false = max(1, int((~of.borne_out).sum()))
    share: Table = np.where(of.borne_out, 0.5 / true, 0.5 / false) * SETS[of.name][1]
    return share


def _read(train: Path, name: str, cap: int, language: Language) -> Set:
    by_source: dict[str, list[dict[str, Any]]] = {}
    with gzip.open(train / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            by_source.setdefault(record["source_text"], []).append(record)
    sources = sorted(by_source)
    random.Random(5).shuffle(sources)
    found: list[tuple[Table, bool]] = []
    for source in sources:
        if len(found) >= cap:
            break
        if len(source) <= _LONGEST:
            found += _of_source(source, by_source[source], language)
    return Set(name, np.array([r for r, _ in found]), np.array([y for _, y in found]))


def _of_source(
    source: str, records: Sequence[dict[str, Any]], language: Language
) -> Iterator[tuple[Table, bool]]:
    theirs = _sheet(source, language)
    usable = [range(len(theirs.text.sentences))]
    for record in records:
        ours = _sheet(record["claim"], language)
        if ours.items:
            matching = match(ours, [theirs], usable)
            table = rows(ours, [theirs], matching)
            of_all = whole(ours, [theirs], matching, table)
            yield flaws(table, of_all), record["label"] == "supported"


def _sheet(text: str, language: Language) -> Sheet:
    read = annotate.annotate(plain_article(text), language)
    return Sheet(read, Clauses(read))
