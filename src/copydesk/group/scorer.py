"""How likely two reports tell of one event."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt
from scipy.special import expit

from copydesk.group.forms import one_form
from copydesk.group.live import COSINES, Live
from copydesk.group.word_arrays import Integers

Values = npt.NDArray[np.float64]
#: One slot, or a slot a pair.
Slots = int | Integers

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
_SPANS = np.array([-1.5, -10.0, -60.0])
#: Pairs with a lower *background* cosine are not looked at, neither in training nor in use.
LEAST = 0.04
#: Pairs from this probability on hold reports together; less likely ones are not looked at again.
LIKELY = 0.1
#: Pairs of which it is remembered whether they share a form alone.
_MOST_KNOWN = 500_000
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
        logit = np.einsum("ij,ij->i", features, self.weights.take(kind, axis=0))
        return np.asarray(expit(logit + self.constants.take(kind)))


@cache
def shipped() -> Scorer:
    """The scorer that comes with copydesk, made by ``training/grouping/pairs.py``."""
    text = resources.files("copydesk.group").joinpath("pairs.json").read_text("utf-8")
    table = json.loads(text)
    weights = [[table[kind]["weights"][name] for name in FEATURES] for kind in KINDS]
    constants = [table[kind]["constant"] for kind in KINDS]
    return Scorer(np.array(weights), np.array(constants))


def features(live: Live, a: Slots, b: Integers, cosines: Values, shared: Values) -> Values:
    """`FEATURES` of pairs of live reports, one row each.

    Args:
        a, b: the two reports of each pair; one slot ``a`` stands for all.
        cosines: of each pair, as `Live` gives them.
        shared: cosine of the two lists of neighbours.
    """
    rows = np.empty((len(b), len(FEATURES)))
    rows[:, :5] = cosines
    gap = np.abs(live.day[b] - live.day[a])
    undated = np.isnan(gap)
    gap[undated] = np.inf
    np.exp(gap[:, None] / _SPANS, out=rows[:, 5:8])
    rows[:, 8] = undated
    around = live.around[b] + live.around[a]
    rows[:, 9] = cosines[:, 1] / np.maximum(around / 2, 0.05)
    rows[:, 10] = shared
    return rows


def kinds(live: Live, a: Slots, b: Integers) -> Integers:
    """Index in `KINDS` of pairs of live reports."""
    return np.asarray(2 - live.headlines[b] - live.headlines[a])


def probabilities(live: Live, a: Slots, b: Integers, cosines: Values, shared: Values) -> Values:
    """How likely the two reports of each pair tell of one event; arguments as of `features`.

    A pair that shares a form and not what fills it tells of two.
    """
    found = shipped().probabilities(features(live, a, b, cosines, shared), kinds(live, a, b))
    found[cosines[:, 0] < LEAST] = 0
    fillings, known = live.fillings, live.one_form
    if len(known) > _MOST_KNOWN:
        known.clear()
    for place in np.flatnonzero(found >= LIKELY).tolist():
        one, other = a if isinstance(a, int) else int(a[place]), int(b[place])
        same = known.get((one, other))
        if same is None:
            same = known[one, other] = bool(one_form(fillings[one], fillings[other]))
        if same:
            found[place] = 0
    return found
