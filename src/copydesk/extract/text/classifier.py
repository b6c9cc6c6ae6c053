"""The line classifier: boosted trees, shipped as numbers, told by lines' shape and place.

Trained by ``training/lines.py`` on labels derived from fundus' test resources (MIT).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from copydesk.extract.text import features
from copydesk.extract.text.lines import Line

#: Depth of the trained trees; shallower branches are padded with equal leaves.
_DEPTH = 3


@dataclass(frozen=True)
class _Model:
    """Full binary trees, one a row: node ``i`` has children ``2i+1`` and ``2i+2``."""

    start: float
    feature: Any
    threshold: Any
    value: Any


@cache
def _model() -> _Model:
    source = files("copydesk.extract.text").joinpath("lines.json").read_text(encoding="utf-8")
    model: dict[str, Any] = json.loads(source)
    if tuple(model["features"]) != features.NAMES:
        raise RuntimeError("lines.json was trained on other features; run training/lines.py")
    trees = len(model["trees"])
    inner, leaves = 2**_DEPTH - 1, 2**_DEPTH
    feature = np.zeros((trees, inner), dtype=np.intp)
    threshold = np.full((trees, inner), np.inf)
    value = np.zeros((trees, leaves))

    def fill(tree: int, nodes: list[list[float]], node: int, place: int) -> None:
        if place >= inner:
            value[tree, place - inner] = nodes[node][0]
            return
        left = right = node
        if len(nodes[node]) > 1:
            feature[tree, place] = int(nodes[node][0])
            threshold[tree, place] = nodes[node][1]
            left, right = int(nodes[node][2]), int(nodes[node][3])
        fill(tree, nodes, left, 2 * place + 1)
        fill(tree, nodes, right, 2 * place + 2)

    for tree, nodes in enumerate(model["trees"]):
        fill(tree, nodes, 0, 0)
    return _Model(float(model["start"]), feature, threshold, value)


def chances(lines: Sequence[Line], title: str | None) -> list[float]:
    """For each line the chance, 0 to 1, that it belongs to the report's text or heads.

    Args:
        lines: of the whole text, in order.
        title: its headline where known.
    """
    if not lines:
        return []
    model = _model()
    rows = np.asarray(features.rows(lines, title))
    trees = np.arange(len(model.feature))
    place = np.zeros((len(rows), len(trees)), dtype=np.intp)
    every = np.arange(len(rows))[:, None]
    for _ in range(_DEPTH):
        above = rows[every, model.feature[trees, place]] > model.threshold[trees, place]
        place = 2 * place + 1 + above
    total = model.start + model.value[trees, place - (2**_DEPTH - 1)].sum(axis=1)
    found: list[float] = (1 / (1 + np.exp(-total))).tolist()
    return found
