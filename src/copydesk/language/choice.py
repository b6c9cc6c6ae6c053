"""Choose one of several candidates by weighed evidence: a softmax over sparse linear scores.

Weights are small files beside this module, one a question, made by ``python -m training``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

from copydesk.errors import LanguageModelError


@cache
def weights(question: str) -> Mapping[str, float]:
    """Weight of each feature for a question ("speakers").

    Raises:
        LanguageModelError: when the file is missing or no weights.
    """
    path = Path(__file__).parent / f"{question}.json"
    try:
        record = json.loads(path.read_text("utf-8"))
        return {str(name): float(value) for name, value in record["weights"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise LanguageModelError(f"weights of {question!r}: {path}: {error}") from error


def score(by: Mapping[str, float], evidence: Mapping[str, float]) -> float:
    """Weighed sum of the evidence; features without a weight count nothing."""
    return sum(by.get(name, 0.0) * value for name, value in evidence.items())


def likeliest(
    by: Mapping[str, float], evidence: Sequence[Mapping[str, float]]
) -> tuple[int, float]:
    """Index of the likeliest candidate, of equals the first, and its probability.

    Args:
        by: weights by feature.
        evidence: of each candidate.
    """
    scores = [score(by, features) for features in evidence]
    found = max(range(len(scores)), key=lambda i: scores[i])
    return found, 1.0 / sum(exp(other - scores[found]) for other in scores)
