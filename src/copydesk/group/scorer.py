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

#: What the scorer weighs: the cosines, nearness in time, and the surroundings. *within a day and
#: a half*, *ten days*, *sixty days* decay as exp(-days / n); *prominence* is the cosine of *all*
#: over the mean of both reports' second to fourth best; *shared neighbours* the cosine of the
#: two reports' lists of neighbours, weighted by squared cosine.
FEATURES = (
    *COSINES,
    "within a day and a half",
    "within ten days",
    "within sixty days",
    "undated",
    "prominence",
    "shared neighbours",
)
_SPANS = np.array([1.5, 10.0, 60.0])
#: Pairs with a lower *background* cosine are not looked at, neither in training nor in use.
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


def features(live: Live, slot: int, others: Integers, cosines: Values) -> Values:
    """`FEATURES` of a live report with others, one row each; ``cosines`` as `Live` gives them."""
    rows = np.empty((len(others), len(FEATURES)))
    rows[:, :5] = cosines
    gap = np.abs(live.day[others] - live.day[slot])
    undated = np.isnan(gap)
    rows[:, 5:8] = np.exp(-np.where(undated, np.inf, gap)[:, None] / _SPANS)
    rows[:, 8] = undated
    around = (live.around[others] + live.around[slot]) / 2
    rows[:, 9] = cosines[:, 1] / np.maximum(around, 0.05)
    rows[:, 10] = live.shared_neighbours(slot, others)
    return rows


def kinds(live: Live, slot: int, others: Integers) -> npt.NDArray[np.int64]:
    """Index in `KINDS` of the pairs of a live report with others."""
    return np.asarray(2 - live.headline_only[others].astype(np.int64) - live.headline_only[slot])


def probabilities(live: Live, slot: int, others: Integers, cosines: Values) -> Values:
    """How likely a live report tells of one event with each of the others."""
    found = np.zeros(len(others))
    alike = cosines[:, 0] >= LEAST
    if alike.any():
        others, cosines = others[alike], cosines[alike]
        rows = features(live, slot, others, cosines)
        found[alike] = shipped().probabilities(rows, kinds(live, slot, others))
    return found
