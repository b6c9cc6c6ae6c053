"""How likely two reports tell of one event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from copydesk.group.live import COSINES, Live
from copydesk.group.words import Integers

Values = npt.NDArray[np.float64]

#: What the scorer weighs: the cosines, nearness in time, missing parts, and the surroundings.
#: *within a day and a half*, *ten days*, *sixty days* decay as exp(-days / n); *prominence* is
#: the cosine over the mean of both reports' second to fourth best; *density* the cosine less
#: the mean of their third to tenth best; *shared neighbours* the cosine of the two reports'
#: lists of neighbours, weighted by squared cosine.
FEATURES = (
    *COSINES,
    "within a day and a half",
    "within ten days",
    "within sixty days",
    "undated",
    "untitled",
    "all, untitled",
    "names, untitled",
    "top, untitled",
    "prominence",
    "density",
    "shared neighbours",
)
#: Pairs that are scored at once.
_CHUNK = 4096
_SPANS = np.array([1.5, 10.0, 60.0])
#: Pairs with a lower cosine of *all* are not looked at, neither in training nor in use.
LEAST = 0.04
#: Kinds of pairs, each with weights of its own: two headlines without a body, one headline and
#: one full report, two full reports.
KINDS = ("headlines", "mixed", "reports")


@dataclass(frozen=True, slots=True)
class Scorer:
    """Logistic regression over `FEATURES`; a row of weights and a constant for each kind."""

    weights: Values
    constants: Values

    def probabilities(self, features: Values, kind: npt.NDArray[np.int64]) -> Values:
        """One probability a row of features; ``kind`` gives each row's index in `KINDS`."""
        logit = (features * self.weights[kind]).sum(axis=1) + self.constants[kind]
        return np.asarray(1 / (1 + np.exp(-np.clip(logit, -30, 30))))


@cache
def shipped() -> Scorer:
    """The scorer that comes with copydesk, made by ``training/grouping/pairs.py``."""
    text = resources.files("copydesk.group").joinpath("pairs.json").read_text("utf-8")
    table = json.loads(text)
    weights = [[table[kind]["weights"][name] for name in FEATURES] for kind in KINDS]
    constants = [table[kind]["constant"] for kind in KINDS]
    return Scorer(np.array(weights), np.array(constants))


def features(live: Live, a: Integers, b: Integers, cosines: Values) -> Values:
    """`FEATURES` of pairs of live slots, one row each; ``cosines`` as `Live` gives them."""
    rows = np.empty((len(a), len(FEATURES)))
    rows[:, :7] = cosines
    gap = np.abs(live.day[a] - live.day[b])
    undated = np.isnan(gap)
    rows[:, 7:10] = np.exp(-np.where(undated, np.inf, gap)[:, None] / _SPANS)
    rows[:, 10] = undated
    untitled = ~(live.titled[a] & live.titled[b])
    rows[:, 11] = untitled
    rows[:, 12:15] = cosines[:, (0, 3, 2)] * untitled[:, None]
    around = (_surroundings(live, a) + _surroundings(live, b)) / 2
    rows[:, 15] = cosines[:, 0] / np.maximum(around[:, 0], 0.05)
    rows[:, 16] = cosines[:, 0] - around[:, 1]
    rows[:, 17] = live.shared_neighbours(a, b)
    return rows


def kinds(live: Live, a: Integers, b: Integers) -> npt.NDArray[np.int64]:
    """Index in `KINDS` of pairs of live slots."""
    return np.asarray(2 - live.headline_only[a].astype(np.int64) - live.headline_only[b])


def probabilities(live: Live, a: Integers, b: Integers, cosines: Values) -> Values:
    """How likely pairs of live slots tell of one event."""
    found = np.zeros(len(a))
    alike = np.flatnonzero(cosines[:, 0] >= LEAST)
    for start in range(0, len(alike), _CHUNK):
        part = alike[start : start + _CHUNK]
        rows = features(live, a[part], b[part], cosines[part])
        found[part] = shipped().probabilities(rows, kinds(live, a[part], b[part]))
    return found


def _surroundings(live: Live, slots: Integers) -> Values:
    """What prominence divides by and density subtracts, two columns, a row a report."""
    each, place = np.unique(slots, return_inverse=True)
    ranked = np.sort(live.near_cosine[each], axis=1)
    around = ranked[:, -4:-1].sum(axis=1) / 3, ranked[:, -10:-2].sum(axis=1) / 8
    return np.stack(around, axis=1)[place]
