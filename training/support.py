"""Fit the weights of ``copydesk.check.content``: is a sentence of free prose borne out?

    python -m training.support ../shared/data/grounding

Reads our pairs (``dev_mutations``; only those that are no extracts, which the edit licence
decides) and WiCE (ODC-BY), both classes of both sets with equal weight, and writes
``src/copydesk/check/content.json`` with the cross-validated scores beside the weights. FEVER-
symmetric and SummEdits were tried as a third and fourth set and left out: both make the other
two worse and gain little themselves (docs/reference/check.md).
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

from copydesk import annotate
from copydesk.check.content import features
from copydesk.check.evidence import Evidence
from copydesk.check.prose import PASSES_FROM
from copydesk.check.reading import Reading, plain_article
from copydesk.check.sentence import is_extract

SETS = ("dev_mutations", "wice_claim_dev")
OURS = "dev_mutations"
TARGET = Path(__file__).parents[1] / "src/copydesk/check/content.json"
#: Of 0.01 to 1 this gives the best cross-validated balanced accuracy, by a hair.
REGULARISATION = 0.05
FOLDS = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One pair: its set, the source it belongs to, its label and its features."""

    corpus: str
    source: str
    supported: bool
    features: dict[str, float]


def read(folder: Path, name: str) -> list[Row]:
    """The pairs of one set that the content model has to decide."""
    language = annotate.load()
    known: dict[str, Evidence] = {}
    rows = []
    for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
        record: dict[str, Any] = json.loads(line)
        source, claim = record["source_text"], Reading(record["claim"], language)
        if source not in known:
            known[source] = Evidence(annotate.annotate(plain_article(source), language))
        if name == OURS and is_extract(claim, (known[source],)):
            continue
        found = features(claim, known[source])[0]
        rows.append(Row(name, source, record["label"] == "supported", found))
    return rows


def fit(rows: list[Row]) -> dict[str, Any]:
    """Weights on the features as they are, and scores from folds that share no source."""
    names = sorted(rows[0].features)
    x = np.array([[row.features[n] for n in names] for row in rows])
    y = np.array([row.supported for row in rows])
    corpora = np.array([row.corpus for row in rows])
    groups = np.array([row.source for row in rows])
    weights = _equal_weights(corpora, y)
    seen = np.zeros(len(rows))
    for train, test in GroupKFold(FOLDS).split(x, y, groups):
        seen[test] = _probability(x[train], y[train], weights[train], x[test])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=REGULARISATION, max_iter=3000)
    model.fit(scaler.transform(x), y, weights)
    slopes = model.coef_[0] / scaler.scale_
    intercept = float(model.intercept_[0] - (slopes * scaler.mean_).sum())
    return {
        "sets": {corpus: _scores(y, seen, corpora == corpus) for corpus in SETS},
        "weights": {
            "intercept": round(intercept, 4),
            **{n: round(float(s), 4) for n, s in zip(names, slopes, strict=True)},
        },
    }


def _equal_weights(corpora: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
    weights = np.ones(len(y))
    for corpus in SETS:
        for label in (True, False):
            chosen = (corpora == corpus) & (y == label)
            weights[chosen] = 200 / chosen.sum()
    return weights


def _probability(
    x: NDArray[Any], y: NDArray[Any], weights: NDArray[Any], unseen: NDArray[Any]
) -> NDArray[Any]:
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=REGULARISATION, max_iter=3000)
    model.fit(scaler.transform(x), y, weights)
    found: NDArray[Any] = model.predict_proba(scaler.transform(unseen))[:, 1]
    return found


def _scores(y: NDArray[Any], seen: NDArray[Any], chosen: NDArray[Any]) -> dict[str, float]:
    passed = seen[chosen] >= PASSES_FROM
    return {
        "pairs": int(chosen.sum()),
        "area under the curve": round(float(roc_auc_score(y[chosen], seen[chosen])), 3),
        "balanced accuracy": round(float(balanced_accuracy_score(y[chosen], passed)), 3),
        "caught": round(float((~passed)[~y[chosen]].mean()), 3),
        "false alarms": round(float((~passed)[y[chosen]].mean()), 3),
    }


if __name__ == "__main__":
    pairs = [row for name in SETS for row in read(Path(sys.argv[1]), name)]
    fitted = fit(pairs)
    TARGET.write_text(json.dumps(fitted, indent=1) + "\n", "utf-8")
    print(json.dumps(fitted["sets"], indent=1))
