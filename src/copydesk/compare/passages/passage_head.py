"""The head that says which event a sentence tells: logistic regression over `signs`.

The weights are made by ``python -m training passages`` and kept in ``head.npz`` as they are applied
(standardisation folded in): the signs of a sentence and of its neighbours, and the sentence's
vector in a few dimensions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from copydesk.compare.passages import signs
from copydesk.model import Annotated, Told

Floats = NDArray[np.float32]
#: Classes of the head, in order of its columns.
CLASSES = (Told.MAIN, Told.BACKGROUND, Told.OTHER, Told.NONE)


@dataclass(frozen=True, slots=True)
class Head:
    """``axes``: vector x dimensions; ``weights``: columns x classes; ``constants``: classes."""

    axes: Floats
    weights: Floats
    constants: Floats

    def probabilities(self, report: Annotated) -> Floats:
        """A row a sentence, a column for each of `CLASSES`."""
        scores = columns(*signs.signs(report), self.axes) @ self.weights + self.constants
        scores -= scores.max(1, keepdims=True) if len(scores) else 0
        shares = np.exp(scores)
        found: Floats = shares / shares.sum(1, keepdims=True)
        return found


def columns(found: Floats, said: Floats, axes: Floats) -> Floats:
    """What the head weighs: signs, those of the sentences beside, the vector along ``axes``."""
    return np.hstack([signs.around(found), said @ axes])


@cache
def shipped() -> Head:
    """The head that comes with copydesk."""
    file = resources.files("copydesk.compare.passages").joinpath("head.npz")
    with file.open("rb") as opened, np.load(opened) as arrays:
        kept = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return Head(kept["axes"], kept["weights"], kept["constants"])
