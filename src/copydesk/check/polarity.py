"""Denied, planned or conditional in one, told as so in the other: verbs of free prose."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import words_of
from copydesk.check.roles import covering, same_verb, verb_reason
from copydesk.model import Reason

#: Who "can announce" something announces it.
_TELLING = words_of("announce say tell confirm report reveal see hear note add mean")
_FINITE = frozenset({"VBD", "VBN", "VBZ", "VBP"})
#: Words by which a sentence may keep a condition.
_CONDITION = words_of(
    "if unless provided should when until whether once without only except but would could "
    "depends depending condition conditional case"
)


def turned_verb(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a verb of the sentence has a negation that it has nowhere in these passages.

    The reverse, a negation lost, counts only where all passages that have the verb negate it.
    """
    for ours in claim.clauses.all:
        same = same_verb(ours, report, passages)
        if not same or any(c.negated == ours.negated for c in same):
            continue
        lost = "denies" if same[0].negated else "does not deny"
        return verb_reason(claim, report, ours, same[0], "negation", f"The source {lost} that they")
    return None


def told_as_done(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why the sentence tells as so what the source only has planned, asked for or supposed.

    Only of a sentence of the source that has most of the sentence's words, and where the
    source nowhere tells it as so.
    """
    for ours in claim.clauses.all:
        token = claim.annotated.tokens[ours.token]
        if ours.undone or ours.negated or token.tag not in _FINITE or token.lemma in _TELLING:
            continue
        same = same_verb(ours, report, covering(claim, report, passages))
        everywhere = [c for c in report.clauses.all if c.verb == ours.verb]
        if same and all(c.undone for c in everywhere):
            message = "The source does not tell as so that they"
            return verb_reason(claim, report, ours, same[0], "modality", message)
    return None


def dropped_condition(
    claim: Reading, report: Evidence, passages: Sequence[Passage]
) -> Reason | None:
    """Why the sentence leaves out the condition on which all passages with its verb have it."""
    if any(w.norm in _CONDITION for w in claim.words):
        return None
    for ours in claim.clauses.all:
        same = same_verb(ours, report, covering(claim, report, passages))
        if same and all(c.conditional for c in same):
            message = "The source sets a condition on which they"
            return verb_reason(claim, report, ours, same[0], "modality", message)
    return None
