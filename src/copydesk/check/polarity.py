"""Negation of free prose: a verb denied in the sentence and affirmed in the report."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.clauses import clauses, clauses_of
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.reading import Reading
from copydesk.model import Reason, Span


def turned_verb(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a verb of the sentence has a negation that it has nowhere in these passages.

    The reverse, a negation lost, counts only where all passages that have the verb negate it.
    """
    annotated = report.report
    theirs = clauses_of(report, passages)
    for ours in clauses(claim.annotated, 0, len(claim.annotated.tokens)):
        same = [c for c in theirs if c.verb == ours.verb]
        if not same or any(c.negated == ours.negated for c in same):
            continue
        words = claim.text[ours.start : ours.end]
        lost = "denies" if same[0].negated else "does not deny"
        span = Span(annotated.article.id, same[0].start, same[0].end)
        return Reason("negation", f"The source {lost} that they “{words}”.", words, span)
    return None
