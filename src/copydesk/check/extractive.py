"""Tier 1: is a sentence one sentence of the report, but for edits that have a licence?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.alignment import align
from copydesk.check.attribution import frames, same_source
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import FUNCTION_WORDS
from copydesk.check.licence import Violation, violations
from copydesk.check.words import Word, is_mark

#: Passages tried in full; the best one is among the first two in all development pairs.
_CANDIDATES = 5
_WIDEST = 3
_JOINT_MARKS = frozenset({",", ";"})
_JOINTS = _JOINT_MARKS | {"while", "and", "as"}


@dataclass(frozen=True, slots=True)
class Extract:
    """A claim set against the passage that fits it best.

    Attributes:
        passage: that passage.
        covered: share of the claim's words that the passage has, in order.
        violations: what has no licence; empty when the claim is an extract.
    """

    passage: Passage
    covered: float
    violations: tuple[Violation, ...]

    @property
    def rank(self) -> tuple[int, float, int, int]:
        """Sorts the best reading first: fewest words at fault, then most words in common."""
        words = sum(max(len(v.was), len(v.ours)) for v in self.violations)
        return (words, -self.covered, len(self.passage.words), self.passage.first)


def read_extract(claim: Sequence[Word], evidence: Evidence) -> Extract | None:
    """The best reading of a claim as an extract of one report; None without any overlap.

    Args:
        claim: its words, quotation marks applied.
        evidence: the report.
    """
    candidates = _candidates(claim, evidence)
    if not candidates:
        return None
    found = [_against(claim, passage) for passage in candidates]
    best = min(found, key=lambda x: x.rank)
    if best.violations:
        found += [
            moved for passage in candidates[:3] for moved in _moved_attribution(claim, passage)
        ]
        best = min(found, key=lambda x: x.rank)
    return best


def read_fusion(
    claim: Sequence[Word], evidence: Sequence[Evidence]
) -> tuple[Extract, Extract] | None:
    """The two extracts that a claim joins with a conjunction; None when it does not.

    Args:
        claim: its words.
        evidence: the reports that either half may come from.
    """
    for at in range(4, len(claim) - 4):
        if claim[at].norm not in _JOINTS or claim[at].quoted:
            continue
        rest = claim[at + 1 :]
        if claim[at].norm in _JOINT_MARKS and rest[0].norm in _JOINTS:
            rest = rest[1:]
        left = _clean(claim[:at], evidence)
        right = _clean(rest, evidence) if left else None
        if left and right:
            return left, right
    return None


def _clean(claim: Sequence[Word], evidence: Sequence[Evidence]) -> Extract | None:
    if sum(not is_mark(w) for w in claim) < 4:
        return None
    for report in evidence:
        found = read_extract(claim, report)
        if found and not found.violations:
            return found
    return None


def _against(claim: Sequence[Word], passage: Passage) -> Extract:
    alignment = align(claim, passage.words)
    return Extract(passage, alignment.covered, violations(alignment, passage.words))


def _candidates(claim: Sequence[Word], evidence: Evidence) -> list[Passage]:
    ours = Counter(w.norm for w in claim if not is_mark(w))
    scored = []
    for passage in evidence.passages:
        shared = ours & passage.counts
        weight = sum(n * (0.25 if w in FUNCTION_WORDS else 1.0) for w, n in shared.items())
        if weight >= 1:
            scored.append((-weight, passage.first, passage))
    scored.sort(key=lambda row: row[:2])
    best = [passage for _, _, passage in scored[:_CANDIDATES]]
    wide = {}
    for passage in best[:3]:
        for first, last in _windows(passage, evidence):
            wide[first, last] = evidence.passage(first, last)
    size = sum(ours.values())
    return best + [p for _, p in sorted(wide.items()) if len(p.words) < 3 * size + 30]


def _windows(passage: Passage, evidence: Evidence) -> list[tuple[int, int]]:
    usable = set(evidence.usable)
    found = []
    for width in range(2, _WIDEST + 1):
        for first in range(passage.first - width + 1, passage.first + 1):
            if all(i in usable for i in range(first, first + width)):
                found.append((first, first + width))
    return found


def _moved_attribution(claim: Sequence[Word], passage: Passage) -> list[Extract]:
    theirs = frames(passage.words)
    found = []
    for ours in frames(claim):
        for other in theirs:
            if not same_source(ours, other):
                continue
            alignment = align(ours.rest, other.rest)
            broken = violations(alignment, other.rest)
            size = sum(not is_mark(w) for w in claim)
            covered = (len(alignment.pairs) + len(ours.source) + 1) / max(1, size)
            found.append(Extract(passage, min(1.0, covered), broken))
    return found
