"""Anybody's sentence against the text it cites."""

from __future__ import annotations

from functools import lru_cache

from copydesk.annotate import Language, annotate
from copydesk.check.evidence import Evidence
from copydesk.check.reading import Reading, plain_article
from copydesk.check.sentence import judge
from copydesk.model import Outcome, Reason, SentenceVerdict


def check_pair(claim: str, source_text: str, language: Language) -> SentenceVerdict:
    """Whether a text supports a sentence.

    A sentence close to one of the text's own is held to the edit licence; free prose to the
    hard checks (numbers, names, quotations, negation ...) and to support of its content.

    Args:
        claim: one sentence.
        source_text: the cited text, paragraphs on lines of their own.
        language: from `copydesk.annotate.load`.

    Returns:
        the verdict; `unavailable` when the text is empty.
    """
    if not source_text.strip():
        reason = Reason("source", "The cited source is empty.")
        return SentenceVerdict(Outcome.UNAVAILABLE, (reason,))
    return judge(Reading(claim, language), (_read(source_text, language),))


@lru_cache(maxsize=64)
def _read(text: str, language: Language) -> Evidence:
    return Evidence(annotate(plain_article(text), language))
