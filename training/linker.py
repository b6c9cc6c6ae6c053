"""Make the linker of figures: ``python -m training linker``.

Two boosted models: of pairs of figures of one event, told or real, with the answer whether both
have one key; and of parts of one value each, as the first one joins them when it has not seen the
event. Prints what both do on events that they were not fitted on and what more events bring. Writes
``figures.npz`` and ``parts.npz`` in ``src/copydesk/compare/same``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from corpus.gold import GoldEvent
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from copydesk import compare
from copydesk.compare.same import groups, pair_signs, value_parts
from copydesk.compare.same.boosted import Trees
from copydesk.compare.same.groups import Linker
from copydesk.compare.same.sights import Sights, sights
from training.events import Learned

TARGET = Path(__file__).parents[1] / "src/copydesk/compare/same"
FOLDS = 8
#: Trees, leaves and the like; chosen once by leaving events out, smaller is as good within .01.
SHAPE = {
    "max_iter": 80, "learning_rate": 0.1, "max_leaf_nodes": 8, "min_samples_leaf": 25,
    "l2_regularization": 5.0, "max_features": 0.4, "random_state": 0,
}  # fmt: skip
#: Share from which two figures of one value are taken for one thing.
THRESHOLD = 0.3
#: The same for two values, and those tried.
PARTS = 0.3
THRESHOLDS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
#: Of pairs that are not one every fifth is learned from, with five times the weight.
FIFTH = 5
#: An event with fewer true pairs of parts than this weighs less.
FEW_PARTS = 10
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
    a, b = beside.candidates(groups.LEAST)
    known = np.array([key is not None for key in keys], np.bool_)
    kept = known[a] & known[b] if len(a) else np.zeros(0, np.bool_)
    a, b = a[kept], b[kept]
    same = np.array([keys[i] == keys[j] for i, j in zip(a, b, strict=True)], np.bool_)
    signs = beside.signs(a, b) if len(a) else np.zeros((0, len(pair_signs.NAMES)), np.float32)
    return Pairs(event, of, tuple(keys), tuple(found), a, b, signs, same)


def fit_pairs(events: Sequence[Pairs]) -> Trees:
    """A model of pairs, every event's true pairs together of about the same weight."""
    rows, same, weights = [], [], []
    chance = np.random.default_rng(0)
    for e in events:
        kept = e.same | (chance.integers(FIFTH, size=len(e.same)) == 0)
        rows.append(e.signs[kept])
        same.append(e.same[kept])
        weights.append(np.where(e.same, 1, FIFTH)[kept] / max(FEW, e.same.sum()))
    names = pair_signs.NAMES
    return _fitted(np.vstack(rows), np.concatenate(same), np.concatenate(weights), names, THRESHOLD)


def _fitted(
    rows: Floats,
    same: NDArray[np.bool_],
    weights: NDArray[np.float64],
    names: tuple[str, ...],
    threshold: float,
) -> Trees:
    model = HistGradientBoostingClassifier(**SHAPE)
    model.fit(rows, same, weights * (len(same) / weights.sum()))
    return exported(model, names, threshold)


def parts_of(event: Pairs, scores: Floats) -> tuple[value_parts.Parts, Floats, Floats]:
    """Parts of one event, of each pair of parts the share of one key, and of how many figures."""
    beside = pair_signs.Beside(event.sights, np.arange(len(event.sights.figures)))
    found = groups.in_parts(beside, event.a, event.b, scores.copy(), THRESHOLD)
    count = int(found.of.max(initial=0)) + 1
    one, other = found.of[event.a], found.of[event.b]
    place = np.minimum(one, other) * count + np.maximum(one, other)
    asked = np.bincount(place, minlength=count * count)
    right = np.bincount(place, event.same, minlength=count * count)
    wanted = found.a * count + found.b
    return found, right[wanted] / np.maximum(asked[wanted], 1), asked[wanted]


def fit_parts(
    events: Sequence[tuple[value_parts.Parts, Floats, Floats]], threshold: float
) -> Trees:
    """A model of pairs of parts; those of more figures weigh more."""
    same = [share >= 0.5 for _, share, _ in events]
    weights = np.concatenate(
        [
            np.sqrt(np.minimum(asked, 9)) / max(FEW_PARTS, own.sum())
            for (_, _, asked), own in zip(events, same, strict=True)
        ]
    )
    rows = np.vstack([found.signs for found, _, _ in events])
    return _fitted(rows, np.concatenate(same), weights, value_parts.NAMES, threshold)


def exported(
    model: HistGradientBoostingClassifier, names: tuple[str, ...], threshold: float
) -> Trees:
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
    return Trees(names, columns, thresholds, left, right, values, base, depth, threshold)


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


def scored(event: Pairs, linker: Linker) -> Score:
    """Links of one event against its gold; figures that copydesk does not read are missed."""
    of = event.sights
    by_gold: dict[str, set[int]] = {}
    if of.figures:
        labels = groups.labels(of, linker)
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


def left_out(events: Sequence[Pairs], threshold: float = PARTS) -> list[Linker]:
    """For each event a linker that was fitted without it (folds of whole events).

    The second model learns from what the first one says of events that it has not seen. Of those
    scores some come from a first model that saw the event left out, which no label of it passes
    through.
    """
    fold = folds(len(events))
    pairs, scores = _unseen(events, fold)
    parts = [parts_of(e, s) for e, s in zip(events, scores, strict=True)]
    models = {
        n: fit_parts([p for p, f in zip(parts, fold, strict=True) if f != n], threshold)
        for n in set(fold)
    }
    return [Linker(pairs[f], models[f]) for f in fold]


def fit(events: Sequence[Pairs], threshold: float = PARTS) -> Linker:
    """A linker of all the events."""
    _, scores = _unseen(events, folds(len(events)))
    parts = [parts_of(e, s) for e, s in zip(events, scores, strict=True)]
    return Linker(fit_pairs(events), fit_parts(parts, threshold))


def _unseen(events: Sequence[Pairs], fold: Sequence[int]) -> tuple[dict[int, Trees], list[Floats]]:
    """Models of pairs by the fold they did not see, and each event's scores by its own."""
    models = {
        n: fit_pairs([e for e, f in zip(events, fold, strict=True) if f != n]) for n in set(fold)
    }
    found = [models[f].probabilities(e.signs) for e, f in zip(events, fold, strict=True)]
    return models, found


def total(events: Sequence[Pairs], scores: Sequence[Score], *, real: bool) -> Score:
    """Sum over the real, or the told, events."""
    found = Score()
    for event, score in zip(events, scores, strict=True):
        if event.gold.real is real:
            found += score
    return found


def curve(events: Sequence[Pairs]) -> list[str]:
    """What more events bring: links in the real events of three folds, by what was fitted on."""
    fold = folds(len(events))
    unseen = [e for e, f in zip(events, fold, strict=True) if f < 3 and e.gold.real]
    seen = [e for e, f in zip(events, fold, strict=True) if f >= 3]
    real = [e for e in seen if e.gold.real]
    told = [e for e in seen if not e.gold.real]
    sets = {f"{n} real": real[:n] for n in (5, 10, 20, 30) if n < len(real)}
    sets |= {f"{len(real)} real": real, f"{len(told)} told": told}
    sets |= {f"{n} real, {len(told)} told": [*real[:n], *told] for n in (10, 20, len(real))}
    lines = []
    for name, chosen in sets.items():
        model = fit(chosen)
        found = Score()
        for event in unseen:
            found += scored(event, model)
        lines.append(f"{name:20s} {found.line()}")
    return [f"{len(unseen)} unseen real events, by what the linker was fitted on", *lines]


def main(learned: list[Learned]) -> None:
    """Measure by leaving events out, then fit on all and write."""
    events = [pairs(item) for item in learned if item.gold.figures]
    linkers = left_out(events)
    found: dict[float, list[Score]] = {}
    for threshold in THRESHOLDS:
        at = [Linker(m.pairs, replace(m.parts, threshold=threshold)) for m in linkers]
        found[threshold] = [scored(e, m) for e, m in zip(events, at, strict=True)]
        for real in (True, False):
            line = total(events, found[threshold], real=real).line()
            print(threshold, "real" if real else "told", line)
    print("\n".join(curve(events)))
    write(fit(events))


def write(made: Linker) -> None:
    """Put a linker where copydesk loads it from."""
    for name, model in (("figures", made.pairs), ("parts", made.parts)):
        np.savez_compressed(
            TARGET / f"{name}.npz", names=np.array(model.names), columns=model.columns,
            thresholds=model.thresholds, left=model.left, right=model.right, values=model.values,
            base=model.base, depth=model.depth, threshold=model.threshold,
        )  # fmt: skip
