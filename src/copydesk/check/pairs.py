"""Anybody's sentence against the text it cites."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from copydesk.annotate import Language, annotate
from copydesk.check.claim_reading import Reading, plain_article
from copydesk.check.evidence import Evidence, ready
from copydesk.check.gate import closed
from copydesk.check.sentence import judge
from copydesk.check.support.stronger import SupportJudge
from copydesk.check.union import judge_union
from copydesk.model import Annotated, Outcome, Reason, SentenceVerdict, Span


def check_pair(
    claim: str, source_text: str, language: Language, support: SupportJudge | None = None
) -> SentenceVerdict:
    """Whether a text supports a sentence.

    Of several sentences each is judged by itself. They pass when all do, or when the text has most
    of what they say between them and none says what the text contradicts or has names, numbers or
    quotations that it lacks.

    A sentence close to one of the text's own is held to the edit licence; free prose to the
    hard checks (numbers, names, quotations, negation ...) and to support of its content.

    Args:
        claim: a sentence, or a few.
        source_text: the cited text, paragraphs on lines of their own.
        language: from `copydesk.annotate.load`.
        support: a stronger judge of support; None for the shipped model.

    Returns:
        the verdict; `unavailable` when the text is empty or a check broke.
    """
    if not source_text.strip():
        reason = Reason("source", "The cited source is empty.")
        return SentenceVerdict(Outcome.UNAVAILABLE, (reason,))
    return closed(lambda: _judged(claim, source_text, language, support))


def check_claim(
    claim: str,
    spans: Sequence[Span],
    sources: Mapping[str, Annotated],
    language: Language,
    support: SupportJudge | None = None,
) -> SentenceVerdict:
    """Whether the cited spans of whole articles bear a sentence out together.

    The articles give the context: who "he" is in a cited sentence, which day "Tuesday" was.

    Args:
        claim: a sentence.
        spans: what it cites; a span as long as its article cites all of it.
        sources: annotated articles by id.
        language: from `copydesk.annotate.load`.
        support: a stronger judge of support; None for the shipped model.

    Returns:
        the verdict, with one on each citation: the words of the sentence that it bears out.
    """
    whole = {a: ready(sources[a]) for a in {s.article for s in spans} if a in sources}
    return closed(
        lambda: judge_union(
            Reading(claim, language),
            spans,
            sources,
            lambda article, of: whole[article].within(of),
            support,
        )
    )


def _judged(
    claim: str, source_text: str, language: Language, support: SupportJudge | None
) -> SentenceVerdict:
    evidence = (_read(source_text, language),)
    reading = Reading(claim, language)
    alone = [
        judge(Reading(s, language), evidence, judge_of_support=support) for s in _sentences(reading)
    ]
    stopped = [v for v in alone if not v.outcome.passes]
    for verdict in stopped:
        if any(r.check != "content" for r in verdict.reasons):
            return verdict
    if alone and not stopped:
        return max(alone, key=lambda v: v.outcome is Outcome.CAVEAT)
    return judge(reading, evidence, judge_of_support=support)


def _sentences(claim: Reading) -> tuple[str, ...]:
    """The sentences of a claim; none where it is only one.

    An exclamation mark may stand in a name, and a few words before a stop are an abbreviation.
    """
    if not _BETWEEN.search(claim.text):
        return ()
    found = [claim.annotated.sentence_text(i) for i in range(len(claim.annotated.sentences))]
    if any(len(s.split()) < _FEWEST or s.rstrip().endswith("!") for s in found[:-1]):
        return ()
    return tuple(found) if len(found) > 1 else ()


#: Where a sentence may end and another begin, and words that a sentence has at least.
_BETWEEN = re.compile(r"[.?][\"”’']?\s+\S")
_FEWEST = 4


@lru_cache(maxsize=64)
def _read(text: str, language: Language) -> Evidence:
    return Evidence(annotate(plain_article(text), language))
