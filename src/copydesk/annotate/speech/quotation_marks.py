"""Words between quotation marks, found by a state machine that survives odd marks.

Use: ``marked = find(article, sentences)``, then hand ``marked`` to `attributions.attribute`,
which joins what belongs to one utterance, tells kinds apart and names the speakers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from copydesk.annotate.speech.double_marks import read_double
from copydesk.annotate.speech.marked import Marked, paragraphs_of
from copydesk.annotate.speech.single_marks import read_single
from copydesk.model import Article, Sentence


def find(article: Article, sentences: Sequence[Sentence]) -> tuple[Marked, ...]:
    """All words in quotation marks of a report, outermost marks only, in order of text.

    Args:
        article: the report; blocks that are furniture are passed over.
        sentences: its sentences, in order.

    Never raises on a mark that stands alone or is turned the wrong way.
    """
    paragraphs = paragraphs_of(article)
    double = read_double(article.text, paragraphs)
    single = read_single(article.text, paragraphs)
    starts = [s.start for s in sentences]
    return tuple(
        replace(m, sentence=max(0, bisect_right(starts, m.start) - 1))
        for m in _outermost(double, single)
    )


def _outermost(double: Sequence[Marked], single: Sequence[Marked]) -> list[Marked]:
    """Both kinds without those that stand inside, or across, another."""
    kept: list[Marked] = []
    for mark in sorted([*double, *single], key=lambda m: (m.opened, -m.closed, m.single)):
        if kept and mark.opened < kept[-1].closed:
            if kept[-1].single and not mark.single and mark.closed > kept[-1].closed:
                kept[-1] = mark  # they cross: the double marks are the surer ones
            continue
        kept.append(mark)
    return kept


__all__ = ["Marked", "find"]
