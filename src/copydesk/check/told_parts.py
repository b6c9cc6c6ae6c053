"""The parts of a sentence, clause by clause, and which of them what is cited does not bear out.

A part is a verb with what hangs on it up to the next verb that tells something of its own: a main
or joined clause, a relative clause, a participle, what somebody says. Each needs cited words for
some of what it tells, near one another in one report; `vetoes.joiners` asks what joins two parts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.clauses import Clauses
from copydesk.check.support.matching import Match, Matching, weight
from copydesk.model import Token

#: Relations under which a verb opens a part of its own.
_OPENS = frozenset({"root", "conj", "advcl", "acl", "acl:relcl", "parataxis", "ccomp"})
#: A word is said from this worth on; of a part at least this share by weight must be.
_SAID, _LEAST = 0.45, 0.25
#: Words that a part must have at least to be asked for.
_FEWEST = 3
#: What a word counts that is said, but of which the rest of the part stands far off.
_APART = 0.5


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence.

    Attributes:
        head: token of its verb; first, last: its outermost tokens, last one included.
        share: of what it tells, how much is said near one another, by weight.
        words: how many words it tells.
    """

    head: int
    first: int
    last: int
    share: float
    words: int

    @property
    def is_lacking(self) -> bool:
        """Whether nothing bears it out."""
        return self.words >= _FEWEST and self.share < _LEAST


def parts(clauses: Clauses, matching: Matching, sentences: Sequence[Sequence[int]]) -> list[Part]:
    """The parts of a sentence, in order of text.

    Args:
        clauses: of the sentence.
        matching: of it with what is cited.
        sentences: for each report the sentence of each of its items.
    """
    tokens = clauses.tokens
    owners = [_owner(clauses, i) for i in range(len(tokens))]
    found = []
    for head in sorted(set(owners)):
        own = [i for i, owner in enumerate(owners) if owner == head and tokens[i].pos != "PUNCT"]
        inside = [m for m in matching.matches if m.item.token in set(own)]
        if own:
            share = _share(inside, sentences)
            found.append(Part(head, own[0], own[-1], share, len(inside)))
    return sorted(found, key=lambda p: p.first)


def _owner(clauses: Clauses, index: int) -> int:
    """The verb of the part to which a token belongs."""
    tokens = clauses.tokens
    at = index
    for _ in range(len(tokens)):
        if tokens[at].head == at or _opens(clauses, tokens, at):
            return at
        at = tokens[at].head
    return at


def _opens(clauses: Clauses, tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    if token.dep not in _OPENS:
        return False
    return token.pos == "VERB" or any(tokens[c].dep == "cop" for c in clauses.children[index])


def _share(inside: Sequence[Match], sentences: Sequence[Sequence[int]]) -> float:
    """How much of a part is said, by weight; in whole only what stands within two sentences."""
    total = sum(weight(m.item) for m in inside)
    said = [m for m in inside if m.other >= 0 and m.worth >= _SAID]
    if not said or not total:
        return 0.0 if inside else 1.0
    places = [(m.sheet, sentences[m.sheet][m.other]) for m in said]
    best = 0.0
    for sheet, sentence in set(places):
        held = sum(
            weight(m.item) * (1.0 if n == sheet and abs(s - sentence) <= 1 else _APART)
            for m, (n, s) in zip(said, places, strict=True)
        )
        best = max(best, held)
    return best / total
