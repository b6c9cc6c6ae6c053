"""Contests that a report was written in the middle of: how they stood then no later one tells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.compose.choose.selection import stem
from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.record.stages import State, done_stems, processes
from copydesk.model import RUNNING, Annotated, Sentence

#: Processes of which a report written before the end tells how things stood at its time.
_RUNNING_PROCESSES = ("contest",)
#: Verbs with which a win is taken.
_TAKES = frozenset(("take", "claim", "secure", "seal", "get", "earn", "grab", "clinch"))


def under_way(reports: Sequence[Annotated], state: State) -> Iterator[tuple[int, int]]:
    """(report, sentence) of how a contest stood when a report was written that has no word of its
    end: told in the present, or as stopped.

    Args:
        reports: of a story; those without a time are left alone.
        state: the stages that the event has reached.
    """
    for process in processes():
        top = state.reached.get(process.name, 0)
        if process.name not in _RUNNING_PROCESSES or top < len(process.stages) - 1:
            continue
        ends = process.stages[top]
        known = [
            r.article.changed
            for r in reports
            if r.article.changed and any(ends & deeds for deeds in _told_done(r))
        ]
        for index, report in enumerate(reports):
            at = report.article.changed
            if at is None or not known or at >= max(known):
                continue
            if any(ends & deeds for deeds in _told_done(report)):
                continue
            for number, sentence in enumerate(report.sentences):
                verbs = {
                    stem(t.lemma.lower())
                    for t in report.tokens[sentence.first : sentence.last]
                    if t.pos == "VERB"
                }
                stopped = any(verbs & words for words in process.stages[:top])
                if stopped or _in_present(report, sentence):
                    yield index, number


def _told_done(report: Annotated) -> Iterator[frozenset[str]]:
    """What each running sentence of a report tells as done: its verbs, and what somebody took
    ("took the win"); not how it calls somebody ("the champion")."""
    for sentence in report.sentences:
        if sentence.role not in RUNNING:
            continue
        tokens = report.tokens[sentence.first : sentence.last]
        deeds = {stem(t.lemma.lower()) for t in tokens if t.pos == "VERB"}
        deeds |= {
            stem(t.lemma.lower())
            for t in tokens
            if t.dep in ("obj", "dobj") and report.tokens[t.head].lemma.lower() in _TAKES
        }
        yield done_stems(report, sentence) & deeds


def _in_present(report: Annotated, sentence: Sentence) -> bool:
    """Whether a verb outside quotation marks stands in the present."""
    return any(
        t.tag in ("VBZ", "VBP") and not is_quoted(report, t.start)
        for t in report.tokens[sentence.first : sentence.last]
    )
