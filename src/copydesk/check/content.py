"""Tier 2: does a report bear out what free prose says?

The share of the sentence's content words that one, or a few, sentences of the report have, and
the names and numbers that are missing: features an editor can read, weighed by a logistic model
(``content.json``, fitted by ``training/support.py`` on WiCE (ODC-BY) and pairs of our own).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from copydesk.check.evidence import Evidence, Passage
from copydesk.check.reading import Reading
from copydesk.check.words import Word, content_words, key

#: Sentences that may bear a claim out between them; development pairs need three at most.
_SENTENCES = 3
_MOST_MISSING = 6
#: A source with fewer sentences is treated as if it had as many as this: a short source is no
#: reason to be lenient, and the sets have hardly any.
_SHORTEST = 20
#: Least share of a sentence's content words that the chosen sentences must have: of a whole
#: source, and of a single cited span. Below, no weight can make it pass.
_LEAST, _LEAST_OF_SPAN = 0.5, 0.65


@dataclass(frozen=True, slots=True)
class Support:
    """How far a report bears a sentence out.

    Attributes:
        probability: of being supported, as the fitted model sees it.
        passages: the sentences that bear it out best, best first.
        missing: content words that none of these has.
        absent: those that the whole report does not have.
    """

    probability: float
    passages: tuple[Passage, ...]
    missing: tuple[Word, ...]
    absent: tuple[Word, ...]


def support(claim: Reading, report: Evidence) -> Support:
    """How far a report bears out what a sentence says."""
    found, passages, missing, absent = features(claim, report)
    weights = _weights()
    least = _LEAST if report.window is None else _LEAST_OF_SPAN
    if found["three"] < least:
        return Support(0.0, passages, missing, absent)
    score = weights["intercept"] + sum(weights[name] * value for name, value in found.items())
    return Support(1 / (1 + math.exp(-score)), passages, missing, absent)


@cache
def _weights() -> Mapping[str, float]:
    text = resources.files("copydesk.check").joinpath("content.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)["weights"]
    return weights


def features(
    claim: Reading, report: Evidence
) -> tuple[dict[str, float], tuple[Passage, ...], tuple[Word, ...], tuple[Word, ...]]:
    """The features, the passages that bear the claim out, and what they and the report lack."""
    words = content_words(claim.words)
    keys = [key(w) for w in words]
    passages = report.passages
    sets = report.keys
    chosen = _choose(keys, sets)
    inside = set().union(*(sets[i] for i in chosen)) if chosen else set()
    anywhere = report.all_keys
    first = claim.words[0].start if claim.words else 0
    absent = tuple(w for w, k in zip(words, keys, strict=True) if k not in anywhere)
    missing = tuple(w for w, k in zip(words, keys, strict=True) if k not in inside)
    count = max(1, len(keys))
    found = {
        "one": _share(keys, sets[chosen[0]]) if chosen else 0.0,
        "three": sum(k in inside for k in keys) / count,
        "all": sum(k in anywhere for k in keys) / count,
        "sentences": math.log1p(max(_SHORTEST, len(passages))),
    }
    for place, words_missing in (("absent", absent), ("missing", missing)):
        for kind, of in _by_kind(words_missing, first).items():
            found[f"{place}_{kind}"] = float(min(_MOST_MISSING, of))
    return found, tuple(passages[i] for i in chosen), missing, absent


def _share(keys: Sequence[str], inside: frozenset[str]) -> float:
    return sum(k in inside for k in keys) / max(1, len(keys))


def _choose(keys: Sequence[str], sets: Sequence[frozenset[str]]) -> list[int]:
    """Greedily the sentences that cover most; of two alike the earlier."""
    left = set(keys)
    chosen: list[int] = []
    for _ in range(_SENTENCES):
        gains = [(-sum(k in left and k in s for k in keys), i) for i, s in enumerate(sets)]
        if not gains or min(gains)[0] == 0:
            break
        best = min(gains)[1]
        chosen.append(best)
        left -= sets[best]
    return chosen


def _by_kind(words: Sequence[Word], first: int) -> dict[str, int]:
    numbers = sum(w.kind == "number" for w in words)
    names = sum(w.kind != "number" and w.text[:1].isupper() and w.start != first for w in words)
    return {"numbers": numbers, "names": names}
