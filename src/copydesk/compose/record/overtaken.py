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
    )


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
