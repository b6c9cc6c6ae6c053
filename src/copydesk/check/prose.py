"""Tier 2: free prose against reports. Hard checks first, then whether the content is borne out.

A figure of the same thing with another value, an altered quotation, a wrong speaker or agent
contradict. Names, numbers and quotations that no report has, or content that too few sentences
bear out, leave the sentence not found: it may be true, but not by these reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from copydesk.check.agents import wrong_agent
from copydesk.check.attribution import told_as_fact
from copydesk.check.bindings import (
    exchanged_numbers,
    other_count,
    other_day,
    other_subject,
    turned_pair,
)
from copydesk.check.connections import invented_cause, other_speaker, turned_comparison
from copydesk.check.content import Support, support
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.named import absent_names, moved_title, other_event, other_given_name
from copydesk.check.numbers import FigureVerdict, figure_verdicts
from copydesk.check.opposites import denied, opposite_word, other_unit, widened
from copydesk.check.polarity import dropped_condition, told_as_done, turned_verb
from copydesk.check.quotations import QuoteFinding, quotation_findings
from copydesk.check.reading import Reading
from copydesk.check.roles import other_participant, swapped_roles
from copydesk.model import Outcome, Reason, SentenceVerdict

#: Probability of support from which a sentence passes, with a caveat. Chosen on the
#: cross-validated scores of `training/support.py`: on WiCE nearly the best balanced accuracy, and
#: under 15 % of our fair paraphrases and under 5 % of our unsupported ones judged wrongly.
PASSES_FROM = 0.58
#: Best first: what one report shows outweighs what another lacks.
_ORDER = (Outcome.SUPPORTED, Outcome.CAVEAT, Outcome.CONTRADICTED, Outcome.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Examination:
    """All that reports show of a sentence of free prose.

    Attributes:
        figures: for each figure of the sentence the best verdict of any report.
        quotations: likewise for each quoted piece.
        turned: why a pledge is not by whom the sentence says, two names change places, or a verb
            is negated in one and not in the other; empty when nothing of this shows.
        unmarked: why it tells somebody's words as its own; None when it does not.
        support: how far the best report bears out the content.
    """

    figures: tuple[FigureVerdict, ...]
    quotations: tuple[QuoteFinding, ...]
    turned: tuple[Reason, ...]
    unmarked: Reason | None
    support: Support


def examine(claim: Reading, evidence: Sequence[Evidence]) -> Examination:
    """Look at every side of a sentence of free prose; ``evidence`` is not empty."""
    figures = [figure_verdicts(claim, report) for report in evidence]
    quotations = [quotation_findings(claim, report) for report in evidence]
    supports = [support(claim, report) for report in evidence]
    best = max(range(len(evidence)), key=lambda i: supports[i].probability)
    agents = [wrong_agent(claim, report) for report in evidence]
    passages = supports[best].passages
    first = next((a for a in agents if a), None)
    turned = (first, *_turned(claim, evidence[best], passages))
    return Examination(
        tuple(_best(of_one) for of_one in zip(*figures, strict=True)),
        tuple(_best(of_one) for of_one in zip(*quotations, strict=True)),
        tuple(reason for reason in turned if reason),
        told_as_fact(claim.words, evidence[best], passages)
        or invented_cause(claim, evidence[best])
        or widened(claim, passages),
        supports[best],
    )


def _turned(
    claim: Reading, report: Evidence, passages: Sequence[Passage]
) -> Iterator[Reason | None]:
    """What the report that bears the sentence out best shows to be otherwise."""
    yield swapped_roles(claim, report, passages)
    yield other_participant(claim, report, passages)
    yield turned_verb(claim, report, passages[:1])
    yield told_as_done(claim, report, passages)
    yield dropped_condition(claim, report, passages)
    yield opposite_word(claim, report, passages)
    yield denied(claim, report, passages)
    yield other_unit(claim, report, passages)
    yield turned_pair(claim, report)
    yield other_count(claim, report, passages)
    yield other_subject(claim, report, passages)
    yield exchanged_numbers(claim, report, passages)
    yield other_day(claim, report, passages)
    yield moved_title(claim, report)
    yield other_given_name(claim, report, passages)
    yield other_event(claim, report, passages)
    yield turned_comparison(claim, report)
    yield other_speaker(claim, report)


def judge_prose(
    claim: Reading, evidence: Sequence[Evidence], *, thorough: bool = True
) -> SentenceVerdict:
    """The verdict on a sentence of free prose.

    Args:
        claim: the sentence.
        evidence: reports, not empty.
        thorough: tell a contradiction from what is only not found even where the content is
            not borne out; without, such a sentence is not found and costs no parse.
    """
    if not thorough:
        best = max((support(claim, report) for report in evidence), key=lambda s: s.probability)
        if best.probability < PASSES_FROM:
            return SentenceVerdict(Outcome.NOT_FOUND, _unsupported(best))
    found = examine(claim, evidence)
    reasons = contradictions(found)
    if reasons:
        return SentenceVerdict(Outcome.CONTRADICTED, (*reasons, *_fits(found)))
    lacking = (
        *_lacking(found),
        *_numbers_lacking(claim, found),
        *_names_lacking(claim, evidence),
    )
    if lacking or found.support.probability < PASSES_FROM:
        return SentenceVerdict(
            Outcome.NOT_FOUND, (*lacking, *_unsupported(found.support), *_fits(found))
        )
    span = found.support.passages[0].span if found.support.passages else None
    message = "The cited text says this in other words."
    return SentenceVerdict(Outcome.CAVEAT, (Reason("content", message, "", span), *_fits(found)))


def contradictions(found: Examination) -> tuple[Reason, ...]:
    """What reports show to be otherwise."""
    reasons = [
        Reason("numbers", f.message, f.words, f.evidence)
        for f in found.figures
        if f.outcome is Outcome.CONTRADICTED
    ]
    reasons += [q.reason for q in found.quotations if q.outcome is Outcome.CONTRADICTED]
    return (*reasons, *found.turned)


def _lacking(found: Examination) -> tuple[Reason, ...]:
    quoted = tuple(q.reason for q in found.quotations if q.outcome is Outcome.NOT_FOUND)
    return (*quoted, found.unmarked) if found.unmarked else quoted


def _numbers_lacking(claim: Reading, found: Examination) -> tuple[Reason, ...]:
    """Numbers that no figure of the reports and no sentence that bears the claim out has."""
    known = [(f.start, f.end) for f in found.figures if f.outcome.passes]
    missing = [
        w
        for w in found.support.absent
        if w.kind == "number" and not any(s < w.end and w.start < e for s, e in known)
    ]
    message = "The sentences of the source that say something like this do not have the number."
    return tuple(
        Reason("numbers", f"{message[:-1]} {w.text}.", claim.text[w.start : w.end]) for w in missing
    )


def _names_lacking(claim: Reading, evidence: Sequence[Evidence]) -> tuple[Reason, ...]:
    return tuple(
        Reason("names", f"The source nowhere has “{w.text}”.", claim.text[w.start : w.end])
        for w in absent_names(claim, evidence)
    )


def _fits(found: Examination) -> tuple[Reason, ...]:
    """Figures and quotations that reports bear out, told beside the rest."""
    reasons = [
        Reason("numbers", f.message, f.words, f.evidence) for f in found.figures if f.outcome.passes
    ]
    reasons += [q.reason for q in found.quotations if q.outcome.passes]
    return tuple(reasons)


def _unsupported(found: Support) -> tuple[Reason, ...]:
    if found.probability >= PASSES_FROM:
        return ()
    words = " ".join(dict.fromkeys(w.text for w in found.missing))
    message = "No few sentences of the source say this; what they lack is named."
    span = found.passages[0].span if found.passages else None
    return (Reason("content", message, words, span),)


_Judged = TypeVar("_Judged", FigureVerdict, QuoteFinding)


def _best(of_one: Sequence[_Judged]) -> _Judged:
    """The best that any report shows of one thing."""
    return min(of_one, key=lambda v: _ORDER.index(v.outcome))
