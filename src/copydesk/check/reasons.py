"""What the gate says, in words an editor can act on."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.extractive import Extract
from copydesk.check.licence import Violation
from copydesk.check.words import Word
from copydesk.model import Outcome, Reason, Span

#: A difference of these kinds says something else than the source; other differences only say
#: more than it.
_CONTRADICTS = frozenset(
    {"numbers", "names", "roles", "quotations", "speaker", "negation", "dates", "agent", "modality"}
)


def of_violation(violation: Violation, extract: Extract) -> Reason:
    """The reason for one edit without a licence."""
    ours, was = _said(violation.ours), _said(violation.was)
    subject = _SUBJECTS.get(violation.check, "the words")
    if ours and was:
        message = f"{subject.capitalize()} differ: the sentence has “{ours}”, the source “{was}”."
    elif ours:
        message = f"The sentence adds “{ours}”, which the cited sentence does not have."
    else:
        message = f"The sentence leaves out “{was}” of the cited sentence, which it may not."
    return Reason(violation.check, message, ours or was, _where(violation, extract))


_SUBJECTS = {
    "numbers": "the figures",
    "names": "the names",
    "quotations": "the quoted words",
    "dates": "the dates",
}


def _said(words: Sequence[Word]) -> str:
    texts: list[str] = []
    last = -1
    for word in words:
        if word.start != last:
            texts.append(word.text)
        last = word.start
    return " ".join(texts)


def _where(violation: Violation, extract: Extract) -> Span:
    span = extract.passage.span
    if violation.was:
        return Span(span.article, violation.was[0].start, violation.was[-1].end)
    return span


def outcome_of(violations: Sequence[Violation]) -> Outcome:
    """What edits without a licence amount to."""
    if any(v.check in _CONTRADICTS and (v.was or v.check == "negation") for v in violations):
        return Outcome.CONTRADICTED
    return Outcome.NOT_FOUND
