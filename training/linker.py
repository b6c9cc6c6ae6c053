"""Make the linker of figures: ``python -m training linker``.

Pairs of figures of one event, told or real, with the answer whether both have one key; a boosted
model over their signs; the threshold that links best when events are left out. Prints what it does
on events that it was not fitted on and what more events bring. Writes
``src/copydesk/compare/same/figures.npz``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from corpus.gold import GoldEvent
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from copydesk import compare
from copydesk.compare.same import groups, pair_signs
from copydesk.compare.same.boosted import Trees
from copydesk.compare.same.sights import Sights, sights
from training.events import Learned

TARGET = Path(__file__).parents[1] / "src/copydesk/compare/same/figures.npz"
FOLDS = 8
#: Trees, leaves and the like; chosen once by leaving events out, smaller is as good within .01.
SHAPE = {
    "max_iter": 80, "learning_rate": 0.1, "max_leaf_nodes": 8, "min_samples_leaf": 25,
    "l2_regularization": 5.0, "max_features": 0.4, "random_state": 0,
}  # fmt: skip
#: Share from which two figures are taken for one.
THRESHOLD = 0.3
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
#: An event with fewer true pairs than this weighs less.
FEW = 15

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """The figures of one event as copydesk reads them, and what can be learned of their pairs.

    ``keys``: of each figure; None where the gold does not say. ``a``, ``b``: places of the pairs.
    """

    gold: GoldEvent
    sights: Sights
    keys: tuple[str | None, ...]
    found: tuple[str | None, ...]
    a: Integers
    b: Integers
    signs: Floats
    same: NDArray[np.bool_]


def pairs(learned: Learned) -> Pairs:
    """All pairs of one event's figures that are of one kind of unit."""
    event = learned.gold
    of = sights(learned.reports, [compare.claims(report) for report in learned.reports])
    keys: list[str | None] = []
    found: list[str | None] = []
    for figure in of.figures:
        meets = [
            (min(g.end, figure.end) - max(g.start, figure.start), g.id, g.key)
            for g in event.figures
            if g.document == figure.article
        ]
        size, name, key = max(meets, default=(0, "", ""))
        known_not = any(
            d == figure.article and min(e, figure.end) > max(s, figure.start)
            for d, s, e in event.not_figures
        )
        alone = f"# {figure.id}" if event.real or known_not else None
        keys.append(key if size > 0 else alone)
        found.append(name if size > 0 else None)
    beside = pair_signs.Beside(of, np.arange(len(of.figures)))
    a, b = beside.candidates(-2.0)
    known = np.array([key is not None for key in keys], np.bool_)
    kept = known[a] & known[b] if len(a) else np.zeros(0, np.bool_)
    a, b = a[kept], b[kept]
    same = np.array([keys[i] == keys[j] for i, j in zip(a, b, strict=True)], np.bool_)
    signs = beside.signs(a, b) if len(a) else np.zeros((0, len(pair_signs.NAMES)), np.float32)
    return Pairs(event, of, tuple(keys), tuple(found), a, b, signs, same)


def fit(events: Sequence[Pairs], threshold: float = THRESHOLD) -> Trees:
    """A model of all pairs, every event's true pairs together of about the same weight."""
    rows = np.vstack([e.signs for e in events])
    same = np.concatenate([e.same for e in events])
    weights = np.concatenate([np.full(len(e.same), 1 / max(FEW, e.same.sum())) for e in events])
    model = HistGradientBoostingClassifier(**SHAPE)
    model.fit(rows, same, weights * (len(same) / weights.sum()))
    return exported(model, threshold)


def exported(model: HistGradientBoostingClassifier, threshold: float) -> Trees:
    """The fitted trees as `Trees`: a leaf leads to itself."""
    grown = [stage[0].nodes for stage in model._predictors]
    count = max(len(nodes) for nodes in grown)
    columns, left, right = (np.zeros((len(grown), count), np.int16) for _ in range(3))
    thresholds, values = (np.zeros((len(grown), count), np.float32) for _ in range(2))
    for n, nodes in enumerate(grown):
        leaf = nodes["is_leaf"].astype(bool)
        own = np.arange(len(nodes))
        columns[n, own] = np.where(leaf, 0, nodes["feature_idx"])
        thresholds[n, own] = np.where(leaf, 0, nodes["num_threshold"])
        left[n, own] = np.where(leaf, own, nodes["left"])
        right[n, own] = np.where(leaf, own, nodes["right"])
        values[n, own] = np.where(leaf, nodes["value"], 0)
    depth = max(int(nodes["depth"].max()) for nodes in grown)
    base = float(np.asarray(model._baseline_prediction).ravel()[0])
    return Trees(pair_signs.NAMES, columns, thresholds, left, right, values, base, depth, threshold)


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of gold figures in different reports: of one key, linked, both; and of other value."""

    same: int = 0
    linked: int = 0
    right: int = 0
    unequal: int = 0
    unequal_right: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, n) + getattr(other, n) for n in self.__slots__))

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall of links."""
        return 2 * self.right / max(1, self.same + self.linked)

    def line(self) -> str:
        """Precision, recall, F1, recall of pairs with unequal values."""
        return (
            f"precision {self.right / max(1, self.linked):.3f} "
            f"recall {self.right / max(1, self.same):.3f} F1 {self.f1:.3f} "
            f"unequal values {self.unequal_right / max(1, self.unequal):.2f} of {self.unequal}"
        )


def scored(event: Pairs, scores: Floats, threshold: float) -> Score:
    """Links of one event against its gold; figures that copydesk does not read are missed."""
    of = event.sights
    held = scores.copy()
    groups.typed(of, event.a, event.b, held)
    labels = groups.linked(len(of.figures), event.a, event.b, held, threshold)
    by_gold: dict[str, set[int]] = {}
    for name, label in zip(event.found, labels, strict=True):
        if name is not None:
            by_gold.setdefault(name, set()).add(int(label))
    total = Score()
    for x, y in combinations(event.gold.figures, 2):
        if x.document == y.document:
            continue
        same = x.key == y.key
        linked = bool(by_gold.get(x.id, set()) & by_gold.get(y.id, set()))
        unequal = same and x.value.size != y.value.size
        total += Score(same, linked, same and linked, unequal, unequal and linked)
    return total


def folds(count: int) -> list[int]:
    """Number of the fold that each event is left out with."""
    return [int(n) for n in np.random.default_rng(0).permutation(count) % FOLDS]


def left_out(events: Sequence[Pairs], extra: Sequence[Pairs] = ()) -> list[Floats]:
    """Scores of every event by a model that did not see it (folds of whole events)."""
    fold = folds(len(events))
    found: list[Floats] = [np.zeros(0, np.float32)] * len(events)
    for number in range(FOLDS):
        kept = [e for e, f in zip(events, fold, strict=True) if f != number]
        model = fit([*kept, *extra])
        for place in (p for p, f in enumerate(fold) if f == number):
            found[place] = model.probabilities(events[place].signs)
    return found


def best(events: Sequence[Pairs], scores: Sequence[Floats]) -> tuple[float, list[Score]]:
    """The threshold with the best F1 over all real events, and each event's score there."""
    table = {t: [scored(e, s, t) for e, s in zip(events, scores, strict=True)] for t in THRESHOLDS}
    chosen = max(table, key=lambda t: total(events, table[t], real=True).f1)
    return chosen, table[chosen]


def total(events: Sequence[Pairs], scores: Sequence[Score], *, real: bool) -> Score:
    """Sum over the real, or the told, events."""
    found = Score()
    for event, score in zip(events, scores, strict=True):
        if event.gold.real is real:
            found += score
    return found


def curve(events: Sequence[Pairs]) -> list[str]:
    """What more events bring: F1 on the real events of one fold, by what it was fitted on."""
    fold = folds(len(events))
    unseen = [e for e, f in zip(events, fold, strict=True) if f < 2 and e.gold.real]
    seen = [e for e, f in zip(events, fold, strict=True) if f >= 2]
    real = [e for e in seen if e.gold.real]
    told = [e for e in seen if not e.gold.real]
    sets = {f"{n} real": real[:n] for n in (5, 10, 20, 30) if n < len(real)}
    sets |= {f"{len(real)} real": real, f"{len(told)} told": told}
    sets |= {f"{n} real, {len(told)} told": [*real[:n], *told] for n in (10, len(real))}
    lines = []
    for name, chosen in sets.items():
        model = fit(chosen)
        found = Score()
        for event in unseen:
            found += scored(event, model.probabilities(event.signs), THRESHOLD)
        lines.append(f"{name:20s} {found.line()}")
    return [f"{len(unseen)} unseen real events, by what the linker was fitted on", *lines]


def main(learned: list[Learned]) -> None:
    """Measure by leaving events out, then fit on all and write."""
    events = [pairs(item) for item in learned if item.gold.figures]
    threshold, scores = best(events, left_out(events))
    print(f"{len(events)} events, {sum(len(e.same) for e in events)} pairs, threshold {threshold}")
    for real in (True, False):
        print("real" if real else "told", total(events, scores, real=real).line())
    print("\n".join(curve(events)))
    made = fit(events, threshold)
    np.savez_compressed(
        TARGET, names=np.array(made.names), columns=made.columns, thresholds=made.thresholds,
        left=made.left, right=made.right, values=made.values, base=made.base, depth=made.depth,
        threshold=threshold,
    )  # fmt: skip
