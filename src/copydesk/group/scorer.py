"""How likely two reports tell of one event."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from copydesk.group.live import COSINES
from copydesk.group.views import Reading

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


def surroundings(cosines: Values) -> Values:
    """For each row of neighbours' cosines, in any order: what prominence and density divide by
    and subtract (two columns)."""
    ranked = -np.sort(-cosines, axis=1)
    return np.stack((ranked[:, 1:4].mean(axis=1), ranked[:, 2:10].mean(axis=1)), axis=1)


def features(
    reading: Reading,
    others: Sequence[Reading],
    cosines: Values,
    around: Values,
    around_others: Values,
    shared: Values,
) -> Values:
    """`FEATURES` of one report against others, one row each."""
    rows = np.zeros((len(others), len(FEATURES)))
    rows[:, :7] = cosines
    if reading.day is None:
        gap = np.full(len(others), np.nan)
    else:
        gap = np.array([np.nan if o.day is None else abs(o.day - reading.day) for o in others])
    dated = ~np.isnan(gap)
    for column, span in ((7, 1.5), (8, 10.0), (9, 60.0)):
        rows[dated, column] = np.exp(-gap[dated] / span)
    rows[:, 10] = ~dated
    untitled = np.array([not (o.titled and reading.titled) for o in others], dtype=np.float64)
    rows[:, 11] = untitled
    rows[:, 12:15] = cosines[:, (0, 3, 2)] * untitled[:, None]
    rows[:, 15] = cosines[:, 0] / np.maximum((around[0] + around_others[:, 0]) / 2, 0.05)
    rows[:, 16] = cosines[:, 0] - (around[1] + around_others[:, 1]) / 2
    rows[:, 17] = shared
    return rows


def kinds(reading: Reading, others: Sequence[Reading]) -> npt.NDArray[np.int64]:
    """Index in `KINDS` of one report against each of the others."""
    bodies = np.array([not other.headline_only for other in others], dtype=np.int64)
    return bodies + (not reading.headline_only)
