"""The line classifier: boosted trees, shipped as numbers, told by lines' shape and place.

Trained by ``training/lines.py`` on labels derived from fundus' test resources (MIT).
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from copydesk.extract import features
from copydesk.extract.lines import Line


@cache
def _model() -> dict[str, Any]:
    source = files("copydesk.extract").joinpath("lines.json").read_text(encoding="utf-8")
    model: dict[str, Any] = json.loads(source)
    if tuple(model["features"]) != features.NAMES:
        raise RuntimeError("lines.json was trained on other features; run training/lines.py")
    return model


def chances(lines: Sequence[Line], title: str | None) -> list[float]:
    """For each line the chance, 0 to 1, that it belongs to the report's text or heads.

    Args:
        lines: of the whole text, in order.
        title: its headline where known.
    """
    model = _model()
    return [_chance(model, row) for row in features.rows(lines, title)]


def _chance(model: dict[str, Any], row: Sequence[float]) -> float:
    total = float(model["start"])
    for nodes in model["trees"]:
        node = nodes[0]
        while len(node) > 1:
            feature, threshold, left, right = node
            node = nodes[left] if row[feature] <= threshold else nodes[right]
        total += node[0]
    return 1 / (1 + math.exp(-total))
