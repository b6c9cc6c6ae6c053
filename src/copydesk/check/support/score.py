"""How far what is cited bears a sentence out, once nothing speaks against it.

A logistic model over marks that an editor can read, all of which can only count against the
sentence (``score.json``, made by ``python -m training support``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from copydesk.check.support.marks import ONE, WHOLE, rows, whole
from copydesk.check.support.matching import Match, Matching
from copydesk.check.support.sheet import Sheet

#: What counts against a sentence: shares of its words by weight, unless said otherwise.
FLAWS = (
    "lacking",
    "lacking in the best sentence",
    "nouns not said",
    "verbs not said",
    "main verb not said",
    "least noun",
    "names",
    "numbers",
    "governors apart",
    "governors far",
    "roles exchanged",
    "negation",
    "modality",
    "speech told as own",
    "said too narrowly",
    "only of one kind",
    "hardly near",
    "less near",
    "said elsewhere",
    "quantifier left out",
    "open told as done",
    "opposite",
    "descriptions not said",
)
_SAID = 0.45
_ONE = {name: n for n, name in enumerate(ONE)}
_WHOLE = {name: n for n, name in enumerate(WHOLE)}
#: From this worth on a word counts as said in the list of what is lacking.
_NAMED = 0.4


def flaws(table: NDArray[np.float32], of_all: NDArray[np.float32]) -> NDArray[np.float64]:
    """The flaws of a sentence, in the order of `FLAWS`, from the marks of its words."""
    if not len(table):
        return np.ones(len(FLAWS))
    t = table.astype(np.float64)
    weights, worth = t[:, _ONE["weight"]], t[:, _ONE["worth"]]
    total = weights.sum()
    low = worth < _SAID

    def share(mask: NDArray[np.bool_]) -> float:
        return float((weights * mask).sum() / total)

    def kind(name: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = t[:, _ONE[f"kind:{name}"]] > 0
        return found

    def likeness(name: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = t[:, _ONE[f"is:{name}"]] > 0
        return found

    def mark(name: str) -> float:
        return float(of_all[_WHOLE[name]])

    matched = t[:, _ONE["head:matched"]]
    beside = t[:, _ONE["head:same sentence"]]
    heads = max(1.0, matched.sum())
    root = t[:, _ONE["root"]] > 0
    verbs, nouns = kind("VERB"), kind("NOUN")
    return np.array(
        [
            1 - float((weights * worth).sum() / total),
            1 - mark("first covers"),
            share(low & nouns),
            share(low & verbs),
            float((root & low & verbs).any()),
            2 * max(0.0, _SAID - mark("nouns least")),
            min(2.0, float((kind("NAME") & (worth < 0.6)).sum())),
            min(2.0, float((kind("NUM") & (worth < 0.6)).sum())),
            float((matched - beside).sum() / heads),
            float(t[:, _ONE["head:far"]].sum() / heads),
            float(t[:, _ONE["role:swapped"]].sum() > 0),
            mark("negation more") + mark("negation less") / 2,
            mark("modal more") + mark("modal less") / 2,
            float(t[:, _ONE["attributed:lost"]].mean()),
            share(likeness("narrower")),
            share(likeness("sister")),
            share(likeness("near2")),
            share(likeness("near4")),
            float((weights * t[:, _ONE["elsewhere"]]).sum() / total),
            float(t[:, _ONE["quantifier:lost"]].mean()),
            float(t[:, _ONE["undone:lost"]].sum() > 0),
            float(likeness("opposite").sum() > 0),
            share(low & (kind("ADJ") | kind("ADV"))),
        ]
    )


def probability(claim: Sheet, sheets: Sequence[Sheet], found: Matching) -> float:
    """The probability that a sentence is borne out, as the fitted model sees it."""
    if not found.matches:
        return 0.0
    table = rows(claim, sheets, found)
    values = flaws(table, whole(claim, sheets, found, table))
    weights = _weights()
    score = weights["intercept"] + sum(
        weights[name] * float(value) for name, value in zip(FLAWS, values, strict=True)
    )
    return 1 / (1 + math.exp(-score))


def tells_too_little(found: Matching) -> bool:
    """Whether more than half of what a sentence says beside names and numbers is nowhere said."""
    told = [m for m in found.matches if m.item.pos in ("NOUN", "VERB", "ADJ")]
    missing = sum(m.worth < _SAID for m in told)
    return 2 * missing > len(told)


def passes_from() -> float:
    """The probability from which a sentence passes, chosen by leaving sources out."""
    return _weights()["passes from"]


def not_said(found: Matching) -> tuple[Match, ...]:
    """The words that nothing cited says, in order."""
    return tuple(m for m in found.matches if m.worth < _NAMED)


@cache
def _weights() -> Mapping[str, float]:
    text = resources.files("copydesk.check.support").joinpath("score.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights
