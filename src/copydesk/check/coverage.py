"""The few sentences of a report that have most of a sentence's content words between them."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.words import content_words, key

#: Sentences that may bear a claim out between them; development pairs need three at most.
_SENTENCES = 3


def covering_passages(claim: Reading, report: Evidence) -> tuple[float, tuple[Passage, ...]]:
    """The share of the sentence's content words that a few sentences have, and these, best
    first."""
    keys = [key(w) for w in content_words(claim.words)]
    chosen = _choose(keys, report.keys)
    inside = frozenset().union(*(report.keys[i] for i in chosen))
    share = sum(k in inside for k in keys) / max(1, len(keys))
    return share, tuple(report.passages[i] for i in chosen)


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
