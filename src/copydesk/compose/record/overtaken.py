"""Plans that the days since have overtaken: "the trial is set for June 17", told in September."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from copydesk.model import Annotated, Sentence

#: What is to come as seen from the day of the report; "would" and "was to" stay true.
_TO_COME = re.compile(
    r"\b(?:will(?! not)|(?:is|are) (?:now )?(?:set|due|scheduled|expected|planned|slated|likely|"
    r"to)|(?:plans|hopes|intends|aims|needs|has) to|can\b[^.]*\bif)\b"
)


def overtaken(reports: Sequence[Annotated]) -> frozenset[tuple[int, int]]:
    """(report, sentence) of what was to come when a report was published, on a day that had passed
    when the last one was.

    Args:
        reports: of a story; those without a time are left alone.
    """
    days = [r.article.published.date() for r in reports if r.article.published is not None]
    return frozenset(
        (index, at)
        for index, report in enumerate(reports)
        if report.article.published is not None
        for at, sentence in enumerate(report.sentences)
        if _is_past(report, sentence, report.article.published.date(), max(days))
        or _is_of_then(report, sentence, report.article.published.date(), max(days))
        or (report.article.published.date() < max(days) and _guesses(report, sentence))
    ) | _then_current(reports)


def _guesses(report: Annotated, sentence: Sentence) -> bool:
    """Whether somebody only guessed, before a later report told more."""
    tokens = report.tokens[sentence.first : sentence.last]
    return any(t.lemma.lower() == "speculate" and t.tag in ("VBD", "VBZ", "VBP") for t in tokens)


#: A week, month or year told from the day of writing.
_PERIOD = re.compile(
    r"\b(?:this|last|next|(?:earlier|later) this) (week|weekend|month|year)\b", re.IGNORECASE
)
#: Days from which on "this week" of one report is not that of another.
ANOTHER_WEEK = 5


def _is_of_then(report: Annotated, sentence: Sentence, published: date, last: date) -> bool:
    """Whether it tells a time from its day of writing which the last report would tell otherwise:
    "earlier this month", told in January of a story that goes on in February."""
    text = _unquoted(report, sentence, report.article.text[sentence.start : sentence.end])
    for match in _PERIOD.finditer(text):
        unit = match.group(1).lower()
        if unit.startswith("week") and (last - published).days >= ANOTHER_WEEK:
            return True
        if unit == "month" and (last.year, last.month) != (published.year, published.month):
            return True
        if unit == "year" and last.year != published.year:
            return True
    return False


#: What holds at the moment of writing, and an amount that it gives.
_NOW = re.compile(
    r"\b(?:(?:is|are|was|were) (?:now|currently)|now (?:at|stands?|worth|priced|valued)|"
    r"currently|(?:as|at the time) of writing|at press time|at the moment|"
    r"(?:so far|on the day)(?= so far| today|[.,]))\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[$€£¥]\w{0,3} ?\d|\d(?:\.\d+)?(?: ?%| per ?cent\b| points?\b)")


def is_of_the_moment(text: str) -> bool:
    """Whether a sentence gives an amount that held when it was written."""
    return _NOW.search(text) is not None and _AMOUNT.search(text) is not None


def _then_current(reports: Sequence[Annotated]) -> frozenset[tuple[int, int]]:
    """(report, sentence) of amounts that held when their report was written, but for the first
    of the report that has such amounts and was written last."""
    found = [
        (report.article.changed, index, at)
        for index, report in enumerate(reports)
        if report.article.changed is not None
        for at, sentence in enumerate(report.sentences)
        if _NOW.search(text := report.article.text[sentence.start : sentence.end])
        and _AMOUNT.search(_unquoted(report, sentence, text))
    ]
    if not found:
        return frozenset()
    last = max(when for when, _, _ in found)
    kept = min((index, at) for when, index, at in found if when == last)
    return frozenset((index, at) for _, index, at in found) - {kept}


def _is_past(report: Annotated, sentence: Sentence, published: date, last: date) -> bool:
    if published == last:
        return False
    text = report.article.text[sentence.start : sentence.end]
    told = _TO_COME.search(_unquoted(report, sentence, text))
    if told is None:
        return False
    # "On Monday the firm said that it will": the day of a verb before is another matter.
    opens, plan = sentence.start, sentence.start + told.start()
    days = [
        time.last
        for time in report.times
        if (time.start == opens or plan < time.start < sentence.end)
        and time.last is not None
        and time.last >= published
    ]
    return bool(days) and max(days) < last


def _unquoted(report: Annotated, sentence: Sentence, text: str) -> str:
    """The text with what somebody said blanked."""
    for quotation in report.quotations:
        for segment in quotation.segments:
            start, end = segment.start - sentence.start, segment.end - sentence.start
            if 0 <= start < end <= len(text):
                text = text[:start] + " " * (end - start) + text[end:]
    return text
