"""Anybody's sentence against the text it cites."""

from __future__ import annotations

from functools import lru_cache

from copydesk.annotate import Language, annotate
from copydesk.check.evidence import Evidence
from copydesk.check.sentence import Claim, judge
from copydesk.model import Article, Block, Outcome, Reason, Role, SentenceVerdict


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
    return judge(Claim(claim), (_read(source_text, language),))


@lru_cache(maxsize=64)
def _read(text: str, language: Language) -> Evidence:
    return Evidence(annotate(plain_article(text), language))


def plain_article(text: str, article_id: str = "source") -> Article:
    """A text without structure as an article: every line a paragraph of its body."""
    blocks = []
    offset = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            start = offset + len(line) - len(line.lstrip())
            blocks.append(Block(start, offset + len(line.rstrip()), Role.BODY))
        offset += len(line)
    return Article(article_id, text, tuple(blocks), language="en")
