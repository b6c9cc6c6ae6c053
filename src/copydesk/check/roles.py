"""Who did it to whom: names that change places around one verb."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.clauses import clauses, clauses_of
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.reading import Reading
from copydesk.model import Reason, Span


def swapped_roles(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why somebody does in the sentence what the report has done to them, or the reverse.

    Args:
        claim: the sentence.
        report: the report.
        passages: the sentences of it that bear the claim out best.
    """
    annotated = report.report
    theirs = clauses_of(report, passages)
    for ours in clauses(claim.annotated, 0, len(claim.annotated.tokens)):
        same = [c for c in theirs if c.verb == ours.verb]
        doing = frozenset().union(*(c.agents for c in same))
        suffering = frozenset().union(*(c.patients for c in same))
        wrong = (ours.agents & suffering - doing) | (ours.patients & doing - suffering)
        if not wrong:
            continue
        name = min(wrong)
        other = next(c for c in same if name in c.agents | c.patients)
        words = claim.text[ours.start : ours.end]
        message = f"In the source {name.title()} stands on the other side of “{words}”."
        return Reason("roles", message, words, Span(annotated.article.id, other.start, other.end))
    return None
