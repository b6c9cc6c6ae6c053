"""One sentence against the reports it may rest on: the judgement that all of the gate shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.extractive import Extract, read_extract, read_fusion
from copydesk.check.normalise import hidden_characters
from copydesk.check.prose import judge_prose
from copydesk.check.reasons import (
    denies_without_source,
    is_day_rewritten,
    is_hard,
    leaves_out_source,
    of_violation,
    outcome_of,
)
from copydesk.check.support.stronger import SupportJudge
from copydesk.check.words import is_mark
from copydesk.model import Outcome, Reason, SentenceVerdict

#: From this share of words in common and in order, a sentence is meant as an extract, and the
#: licence decides alone. Development pairs: altered extracts have .82 and more, paraphrases
#: .72 and less.
EXTRACT_FROM = 0.76
#: A short sentence with one name put in has less in common; where one or two stretches differ
#: and the rest stands in order, this share is enough (fair development paraphrases that differ
#: in so few places: none).
SHORT_EXTRACT_FROM, MOST_STRETCHES = 0.6, 2


def judge(
    claim: Reading,
    evidence: Sequence[Evidence],
    *,
    thorough: bool = True,
    judge_of_support: SupportJudge | None = None,
) -> SentenceVerdict:
    """The verdict on a sentence, given all the reports it may rest on.

    Args:
        claim: the sentence.
        evidence: the reports.
        thorough: see `judge_prose`; without, every edit of a close extract needs its licence.
        judge_of_support: asked in the place of the shipped model; None asks that.

    Returns:
        the verdict, without verdicts of single citations.
    """
    stopped = blocked(claim, evidence)
    if stopped:
        return stopped
    best = _best_extract(claim, evidence)
    found = _licensed(claim, evidence, best)
    if found:
        return found
    if best and _is_close(best):
        hard = [
            v
            for v in best.violations
            if not thorough
            or (is_hard(v) and not is_day_rewritten(v, claim.words, best))
            or denies_without_source(v, claim.words)
        ]
        if hard:
            reasons = tuple(of_violation(v, best) for v in hard)
            return SentenceVerdict(outcome_of(hard), reasons)
    verdict = judge_prose(claim, evidence, thorough=thorough, judge=judge_of_support)
    if verdict.outcome.passes and best and _is_close(best):
        gone = tuple(
            Reason(
                "attribution",
                "The source says who said this; the sentence does not.",
                "",
                of_violation(v, best).evidence,
            )
            for v in best.violations
            if leaves_out_source(v)
        )
        return replace(verdict, reasons=(*verdict.reasons, *gone))
    return verdict


def licensed(claim: Reading, evidence: Sequence[Evidence]) -> SentenceVerdict | None:
    """The verdict where the edit licence lets a sentence pass; None where it does not."""
    return _licensed(claim, evidence, _best_extract(claim, evidence))


def _licensed(
    claim: Reading, evidence: Sequence[Evidence], best: Extract | None
) -> SentenceVerdict | None:
    if best and not best.violations:
        return _supported(claim, best)
    if read_fusion(claim.words, evidence):
        message = "The sentence joins two sentences of the source with a conjunction."
        return _verdict(Outcome.SUPPORTED, Reason("content", message))
    return None


def _is_close(best: Extract) -> bool:
    few = len(best.violations) <= MOST_STRETCHES
    return best.covered >= EXTRACT_FROM or (few and best.covered >= SHORT_EXTRACT_FROM)


def blocked(claim: Reading, evidence: Sequence[Evidence]) -> SentenceVerdict | None:
    """Why the sentence cannot be judged at all."""
    if not any(not is_mark(w) for w in claim.words):
        return _verdict(Outcome.NOT_FOUND, Reason("content", "The sentence has no words."))
    if not any(report.passages for report in evidence):
        return _verdict(
            Outcome.UNAVAILABLE, Reason("source", "The cited source has no text that can be read.")
        )
    hidden = _hidden(claim, evidence)
    return _verdict(Outcome.NOT_FOUND, hidden) if hidden else None


def _verdict(outcome: Outcome, *reasons: Reason) -> SentenceVerdict:
    return SentenceVerdict(outcome, reasons)


def _hidden(claim: Reading, evidence: Sequence[Evidence]) -> Reason | None:
    found = hidden_characters(claim.text)
    if not found or any(found == e.once(_hidden_in) for e in evidence):
        return None
    return Reason("content", f"The sentence has {found[0]}: it may not be what it looks like.")


def _hidden_in(report: Evidence) -> tuple[str, ...]:
    return hidden_characters(report.report.article.text)


def _best_extract(claim: Reading, evidence: Sequence[Evidence]) -> Extract | None:
    found = [read_extract(claim.words, report) for report in evidence]
    known = [x for x in found if x is not None]
    return min(known, key=lambda x: x.rank) if known else None


def _supported(claim: Reading, extract: Extract) -> SentenceVerdict:
    words = [w for w in extract.passage.words if not is_mark(w)]
    if words and all(w.quoted for w in words) and not any(w.quoted for w in claim.words):
        return _verdict(
            Outcome.CAVEAT,
            Reason(
                "attribution",
                "The source has this as somebody's words, between quotation marks.",
                claim.text,
                extract.passage.span,
            ),
        )
    return _verdict(
        Outcome.SUPPORTED,
        Reason("content", "The source has this sentence.", "", extract.passage.span),
    )
