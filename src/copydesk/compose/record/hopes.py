"""What somebody hoped or planned, and whether a later report tells it as done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from copydesk.compose.choose.selection import content_stems, stem
from copydesk.model import Annotated, Sentence

#: Verbs of what is to come.
PLANNED = frozenset(
    "plan schedule expect intend set due slate hope aim prepare want need seek".split()  # noqa: SIM905
)

#: How much later a report is that tells what has become of a hope.
LATER = timedelta(hours=10)


def hoped_stems(report: Annotated, sentence: Sentence) -> frozenset[str]:
    """Stems of what somebody hoped, planned or expected, at whatever depth it is said: "said he
    hoped to have it restored"."""
    tokens = report.tokens[sentence.first : sentence.last]
    found: set[str] = set()
    for i, token in enumerate(tokens):
        if token.pos != "VERB" or token.lemma.lower() in PLANNED:
            continue
        at, steps = token.head, 0
        while sentence.first <= at < sentence.last and steps < DEEP:
            head = report.tokens[at]
            if head.lemma.lower() in PLANNED and at < sentence.first + i:
                found.add(stem(token.lemma.lower()))
                break
            if head.head == at:
                break
            at, steps = head.head, steps + 1
    return frozenset(found)


#: Steps of the parse between a hope and what is hoped for, at most.
DEEP = 3


def is_done_later(
    deed: str, stems: frozenset[str], at: datetime, reports: Sequence[Annotated]
) -> bool:
    """Whether a report that came later tells a deed as done, of one more thing in common."""
    for report in reports:
        then = report.article.changed
        if then is None or then - at < LATER:
            continue
        for number, sentence in enumerate(report.sentences):
            done = any(
                t.tag in ("VBN", "VBD") and stem(t.lemma.lower()) == deed
                for t in report.tokens[sentence.first : sentence.last]
            )
            if done and (content_stems(report.sentence_text(number)) & stems) - {deed}:
                return True
    return False
