"""Who did it to whom: participants of a verb that change places, or are others."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.clauses import Clause, Clauses, within
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import words_of
from copydesk.check.words import content_words, key
from copydesk.model import Reason, Span

#: Share of a sentence's content words from which a sentence of the source speaks of the same.
#: Below, WiCE has sentences with the same verb about something else.
_MOST = 0.6
#: What one does to another, the other does as well.
_MUTUAL = words_of("blame meet marry wed divorc join face fight play resembl match accompani")


def same_verb(ours: Clause, report: Evidence, passages: Sequence[Passage]) -> list[Clause]:
    """The clauses of these passages that have the verb of a clause of the sentence."""
    ranges = [(p.first, p.last) for p in passages]
    return [c for c in within(report.clauses, ranges) if c.verb == ours.verb]


def covering(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> list[Passage]:
    """Those of the passages that each have most of the sentence's content words."""
    ours = [key(w) for w in content_words(claim.words)]
    found = []
    for passage in passages:
        theirs = {key(w) for w in passage.words}
        if sum(k in theirs for k in ours) >= _MOST * len(ours):
            found.append(passage)
    return found


def swapped_roles(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why somebody does in the sentence what the report has done to them, or the reverse.

    Args:
        claim: the sentence.
        report: the report.
        passages: the sentences of it that bear the claim out best.
    """
    theirs = report.clauses
    for ours in claim.clauses.all:
        same = same_verb(ours, report, passages) if ours.verb not in _MUTUAL else []
        doing = _names(theirs, [i for c in same for i in _outright(theirs, c, c.agents)])
        suffering = _names(theirs, [i for c in same for i in _outright(theirs, c, c.patients)])
        agents = _names(claim.clauses, _outright(claim.clauses, ours, ours.agents))
        patients = _names(claim.clauses, _outright(claim.clauses, ours, ours.patients))
        wrong = (agents & suffering - doing) | (patients & doing - suffering)
        if not wrong:
            turned = next((c for c in same if _both_turned(claim, report, ours, c)), None)
            if turned:
                message = "In the source it is the other way round with"
                return verb_reason(claim, report, ours, turned, "roles", message)
            continue
        name = min(wrong)
        other = next(c for c in same if name in _names(theirs, (*c.agents, *c.patients)))
        message = f"In the source {name.title()} stands on the other side of"
        return verb_reason(claim, report, ours, other, "roles", message)
    return None


def _both_turned(claim: Reading, report: Evidence, ours: Clause, theirs: Clause) -> bool:
    """Whether who does it in one has it done to them in the other, and the reverse."""
    here, there = claim.clauses, report.clauses
    if not (ours.agents and ours.patients and theirs.agents and theirs.patients):
        return False
    agents, patients = here.forms(ours.agents), here.forms(ours.patients)
    doing, suffering = there.forms(theirs.agents), there.forms(theirs.patients)
    turned = agents & suffering and patients & doing
    return bool(turned) and not agents & doing and not patients & suffering


def _names(clauses: Clauses, heads: Sequence[int]) -> frozenset[str]:
    return frozenset(
        clauses.tokens[i].text.lower().removesuffix("'s").removesuffix("’s")
        for head in heads
        for i in clauses.parts(head)
        if clauses.tokens[i].pos == "PROPN"
    )


def _outright(clauses: Clauses, clause: Clause, heads: Sequence[int]) -> list[int]:
    """Those of the heads that hang on the verb itself."""
    return [
        i
        for i in heads
        if clauses.tokens[i].head == clause.token or clauses.tokens[i].dep == "conj"
    ]


def verb_reason(
    claim: Reading, report: Evidence, ours: Clause, theirs: Clause, check: str, message: str
) -> Reason:
    """A reason that names the verb of the sentence and shows that of the source."""
    at = claim.annotated.tokens[ours.token]
    words = claim.text[at.start : at.end]
    there = report.report.tokens[theirs.token]
    span = Span(report.report.article.id, there.start, there.end)
    return Reason(check, f"{message} “{words}”.", words, span)
