"""Words of a sentence set against the words of its evidence, in order.

Global alignment after Needleman and Wunsch (1970), over words in canonical spelling without
punctuation. What does not match comes out as edits; whether an edit may stand is for
`copydesk.check.licence` to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.lexicon import FUNCTION_WORDS
from copydesk.check.words import Word, is_mark

_GAP = -1.0
_MATCH = 3.0
_MATCH_FUNCTION = 1.5
_CHANGE = -1.6


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch where both differ: ``evidence[e0:e1]`` became ``claim[c0:c1]`` (word indices)."""

    e0: int
    e1: int
    c0: int
    c1: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """A claim set against one passage, both without punctuation.

    Attributes:
        claim, evidence: the words that were aligned.
        pairs: (evidence index, claim index) of equal words, in order.
        edits: everything between, in order.
    """

    claim: tuple[Word, ...]
    evidence: tuple[Word, ...]
    pairs: tuple[tuple[int, int], ...]
    edits: tuple[Edit, ...]

    @property
    def covered(self) -> float:
        """Share of the claim's words that the evidence has in the same order."""
        return len(self.pairs) / len(self.claim) if self.claim else 0.0


def align(claim: Sequence[Word], evidence: Sequence[Word]) -> Alignment:
    """The best alignment of the claim to the whole of the evidence."""
    ours = tuple(w for w in claim if not is_mark(w))
    theirs = tuple(w for w in evidence if not is_mark(w))
    pairs = _best_pairs([w.norm for w in ours], [w.norm for w in theirs])
    edits = []
    e = c = 0
    for pe, pc in [*pairs, (len(theirs), len(ours))]:
        if pe > e or pc > c:
            edits.append(Edit(e, pe, c, pc))
        e, c = pe + 1, pc + 1
    return Alignment(ours, theirs, tuple(pairs), tuple(edits))


def _best_pairs(claim: list[str], evidence: list[str]) -> list[tuple[int, int]]:
    # Equal ends need no table; most sentences of the default writer are equal ends only.
    head = 0
    while head < min(len(claim), len(evidence)) and claim[head] == evidence[head]:
        head += 1
    tail = 0
    while tail < min(len(claim), len(evidence)) - head and claim[-1 - tail] == evidence[-1 - tail]:
        tail += 1
    inner_claim = claim[head : len(claim) - tail]
    inner_evidence = evidence[head : len(evidence) - tail]
    middle = _table(inner_claim, inner_evidence) if inner_claim and inner_evidence else []
    pairs = [(i, i) for i in range(head)]
    pairs += [(e + head, c + head) for e, c in middle]
    pairs += [(len(evidence) - tail + i, len(claim) - tail + i) for i in range(tail)]
    return pairs


def _table(claim: list[str], evidence: list[str]) -> list[tuple[int, int]]:
    rows, columns = len(evidence) + 1, len(claim) + 1
    score = [[0.0] * columns for _ in range(rows)]
    step = [[0] * columns for _ in range(rows)]
    for c in range(1, columns):
        score[0][c], step[0][c] = c * _GAP, 2
    for e in range(1, rows):
        row, above, steps, word = score[e], score[e - 1], step[e], evidence[e - 1]
        row[0], steps[0] = e * _GAP, 1
        match = _MATCH_FUNCTION if word in FUNCTION_WORDS else _MATCH
        for c in range(1, columns):
            best = above[c - 1] + (match if word == claim[c - 1] else _CHANGE)
            way = 0
            if above[c] + _GAP > best:
                best, way = above[c] + _GAP, 1
            if row[c - 1] + _GAP > best:
                best, way = row[c - 1] + _GAP, 2
            row[c], steps[c] = best, way
    pairs = []
    e, c = rows - 1, columns - 1
    while e > 0 or c > 0:
        way = step[e][c]
        if way == 0:
            if evidence[e - 1] == claim[c - 1]:
                pairs.append((e - 1, c - 1))
            e, c = e - 1, c - 1
        elif way == 1:
            e -= 1
        else:
            c -= 1
    return pairs[::-1]
