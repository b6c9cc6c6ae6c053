"""Make the head that says which event a sentence tells: ``python -m training passages``.

Learns from the sentences of told and real events and from the passages that fact sheets mark, and
prints what it does on events that it was not fitted on (leave one event out). Writes
``src/copydesk/compare/passages/head.npz``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from copydesk.compare.passages import passage_head, signs
from copydesk.compare.passages.telling_apart import LEAST
from training.events import Learned

TARGET = Path(__file__).parents[1] / "src/copydesk/compare/passages/head.npz"
AXES = 24
#: Strength of the ridge, best of .003 to .3 when events are left out.
REGULARISATION = 0.01
#: Weight of a sheet's unmarked sentence, taken for the event's own unread.
UNREAD = 0.3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of one event: signs with their neighbours', vectors, class, weight.

    ``marked``: the gold marks some passages alone (a fact sheet); nothing is measured on it.
    """

    name: str
    signs: Floats
    vectors: Floats
    classes: NDArray[np.int64]
    weights: Floats
    marked: bool


def sentences(learned: Learned) -> Sentences:
    """What can be learned from an event's sentences; class -1 where the gold has none."""
    found, vectors, classes, weights = [], [], [], []
    marked = learned.gold.name.startswith("sheet ")
    by_document: dict[str, list[tuple[int, int, int]]] = {}
    order = [c.value for c in passage_head.CLASSES]
    for s in learned.gold.sentences:
        row = (s.start, s.end, order.index(s.event))
        by_document.setdefault(s.document, []).append(row)
    for report in learned.reports:
        own, said = signs.signs(report)
        found.append(signs.around(own))
        vectors.append(said)
        spans = by_document.get(report.article.id, [])
        for sentence in report.sentences:
            start, end = sentence.start, sentence.end
            meets = [(min(e, end) - max(s, start), c) for s, e, c in spans]
            size, kind = max(meets, default=(0, -1))
            known = 2 * size >= end - start or (size > 0 and not marked)
            classes.append(kind if known else 0 if marked else -1)
            weights.append(UNREAD if marked and not known else 1.0)
    return Sentences(
        learned.gold.name,
        np.vstack(found).astype(np.float64),
        np.vstack(vectors).astype(np.float64),
        np.array(classes, np.int64),
        np.array(weights),
        marked,
    )


def fit(events: list[Sentences]) -> passage_head.Head:
    """A head with the standardisation folded into its weights."""
    axes = PCA(AXES, random_state=0).fit(np.vstack([e.vectors for e in events])).components_.T
    table = np.vstack([np.hstack([e.signs, e.vectors @ axes]) for e in events])
    classes = np.concatenate([e.classes for e in events])
    weights = np.concatenate([e.weights for e in events])
    known = classes >= 0
    counts = np.bincount(classes[known], minlength=len(passage_head.CLASSES))
    balance = np.sqrt(counts.max() / np.maximum(counts, 1))
    weights = weights * balance[np.maximum(classes, 0)]
    scaler = StandardScaler().fit(table[known])
    scaler.scale_[scaler.scale_ < 1e-6] = 1.0
    model = LogisticRegression(C=REGULARISATION, max_iter=2000)
    model.fit(scaler.transform(table[known]), classes[known], weights[known])
    slopes = np.zeros((table.shape[1], len(passage_head.CLASSES)))
    constants = np.full(len(passage_head.CLASSES), -30.0)
    slopes[:, model.classes_] = (model.coef_ / scaler.scale_).T
    constants[model.classes_] = model.intercept_ - (model.coef_ / scaler.scale_) @ scaler.mean_
    return passage_head.Head(*(a.astype(np.float32) for a in (axes, slopes, constants)))


def shares(of: passage_head.Head, event: Sentences) -> Floats:
    """Shares of the classes for each sentence."""
    scores = np.hstack([event.signs, event.vectors @ of.axes]) @ of.weights + of.constants
    scores = np.exp(scores - scores.max(1, keepdims=True))
    found: Floats = scores / scores.sum(1, keepdims=True)
    return found


def measure(events: list[Sentences], left_out: list[Floats]) -> list[str]:
    """Lines of a table: area under the curve, precision and recall of each class."""
    pairs = [(e, p) for e, p in zip(events, left_out, strict=True) if not e.marked]
    events, left_out = [e for e, _ in pairs], [p for _, p in pairs]
    known = [e.classes >= 0 for e in events]
    truth = np.concatenate([e.classes[k] for e, k in zip(events, known, strict=True)])
    found = np.vstack([p[k] for p, k in zip(left_out, known, strict=True)])
    said = np.zeros(len(truth), np.int64)
    for kind, least in reversed(LEAST.items()):
        number = passage_head.CLASSES.index(kind)
        said[found[:, number] >= least] = number
    lines = [f"{len(truth)} sentences of {len(events)} events, each event left out in turn"]
    for number, kind in enumerate(passage_head.CLASSES):
        hits, right = said == number, truth == number
        both = (hits & right).sum()
        area = roc_auc_score(right, found[:, number]) if 0 < right.sum() < len(right) else np.nan
        lines.append(
            f"{kind.value:12s} area {area:.3f}  precision {both / max(1, hits.sum()):.2f}  "
            f"recall {both / max(1, right.sum()):.2f}  of {right.sum()}"
        )
    return lines


def main(learned: list[Learned]) -> None:
    """Measure by leaving events out, then fit on all and write."""
    events = [s for item in learned if (s := sentences(item)).classes.max(initial=-1) >= 0]
    left_out = [shares(fit([e for e in events if e is not one]), one) for one in events]
    print("\n".join(measure(events, left_out)))
    made = fit(events)
    np.savez_compressed(
        TARGET,
        axes=made.axes.astype(np.float16),
        weights=made.weights,
        constants=made.constants,
    )
