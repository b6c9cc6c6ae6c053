"""Cross-validate the pair scorer and say what each feature gives.

    python -m training.grouping.validation ../shared/data/stories/dev

Two ways: by event (three folds; no pair is scored by weights that saw either of its events) and
by set (weights trained on the other sets only). BCubed F1 of the merged stories, as repair makes
them. Then, by event, without one group of features at a time.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from copydesk.group.value_parts import merge
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from copydesk.group.scorer import FEATURES, KINDS
from training.grouping.pairs import Pairs, fit_all, load, pairs, training_sets

Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

FOLDS = 3
SEED = 5
SHOWN = ("gw1h", "basil", "allsides", "ecbplus", "uci_titles")
GROUPS = {
    "nothing": (),
    "background": ("background",),
    "title": ("title",),
    "title against all": ("title in all", "all in title"),
    "time": ("within a day and a half", "within ten days", "within sixty days", "undated"),
    "prominence": ("prominence",),
    "shared neighbours": ("shared neighbours",),
    "both surroundings": ("prominence", "shared neighbours"),
}


def chosen(found: Pairs, mask: Flags, dropped: Iterable[str] = ()) -> Pairs:
    """Some pairs of a set, with some features silenced."""
    rows = found.rows[mask]
    rows[:, [FEATURES.index(name) for name in dropped]] = 0
    events = found.events
    return Pairs(rows, found.a[mask], found.b[mask], found.kind[mask], found.together[mask],
                 found.weight[mask], events)  # fmt: skip


def logits(found: Pairs, table: Mapping[str, tuple[Values, float]]) -> Values:
    """Log odds of each pair."""
    weights = np.array([table[kind][0] for kind in KINDS])[found.kind]
    constants = np.array([table[kind][1] for kind in KINDS])[found.kind]
    return np.asarray((found.rows * weights).sum(axis=1) + constants)


def by_event(sets: Mapping[str, Pairs], dropped: Iterable[str] = ()) -> dict[str, Values]:
    """Log odds of all pairs, by weights that saw neither event."""
    dropped = tuple(dropped)
    fold = {name: _folds(found) for name, found in sets.items()}
    total = {name: np.zeros(len(sets[name].a)) for name in SHOWN}
    times = {name: np.zeros(len(sets[name].a)) for name in SHOWN}
    for number in range(FOLDS):
        outside = {
            name: (fold[name][found.a] != number) & (fold[name][found.b] != number)
            for name, found in sets.items()
        }
        training = [chosen(sets[name], outside[name], dropped) for name in sets if name != "basil"]
        table = fit_all(training)
        for name in SHOWN:
            held = ~outside[name]
            total[name][held] += logits(chosen(sets[name], held, dropped), table)
            times[name][held] += 1
    return {name: total[name] / np.maximum(times[name], 1) for name in SHOWN}


def by_set(sets: Mapping[str, Pairs]) -> dict[str, Values]:
    """Log odds of all pairs, by weights trained on the other sets."""
    found = {}
    for name in SHOWN:
        others = [p for other, p in sets.items() if other.split()[0] not in (name, "basil")]
        found[name] = logits(sets[name], fit_all(others))
    return found


def bcubed(found: Pairs, odds: Values) -> float:
    """BCubed F1 of the stories that these log odds make."""
    probability = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    count = len(found.events)
    likely = probability >= 0.1
    edges = (found.a[likely], found.b[likely])
    graph = sparse.coo_matrix((np.ones(likely.sum()), edges), shape=(count, count))
    number, component = connected_components(graph, directed=False)
    full = sparse.coo_matrix((probability, (found.a, found.b)), shape=(count, count)).tocsr()
    full = full + full.T
    labels = np.arange(count)
    for group in range(number):
        members = np.flatnonzero(component == group)
        if len(members) > 1:
            labels[members] = members[merge(full[members][:, members].toarray())]
    return _f1(found.events.tolist(), labels.tolist())


def _f1(gold: Sequence[int], labels: Sequence[int]) -> float:
    both, events = Counter(zip(gold, labels, strict=True)), Counter(gold)
    stories = Counter(labels)
    precision = sum(n * n / stories[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / events[event] for (event, _), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def _folds(found: Pairs) -> npt.NDArray[np.int64]:
    order = np.random.default_rng(SEED).permutation(int(found.events.max()) + 1)
    return np.asarray((order % FOLDS)[found.events], dtype=np.int64)


def _show(label: str, sets: Mapping[str, Pairs], odds: Mapping[str, Values]) -> None:
    figures = {name: bcubed(sets[name], odds[name]) for name in SHOWN}
    mean = sum(figures[name] for name in SHOWN[:4]) / 4
    cells = " | ".join(f"{figures[name]:.3f}" for name in SHOWN)
    print(f"| {label} | {mean:.4f} | {cells} |", flush=True)


def main(folder: Path) -> None:
    """Print one table."""
    sets = dict(training_sets(folder))
    sets["basil"] = pairs(*load(folder / "basil.jsonl"))
    print("| | mean of four | " + " | ".join(SHOWN) + " |")
    _show("by event", sets, by_event(sets))
    _show("by set", sets, by_set(sets))
    for label, dropped in list(GROUPS.items())[1:]:
        _show(f"by event, without {label}", sets, by_event(sets, dropped))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
