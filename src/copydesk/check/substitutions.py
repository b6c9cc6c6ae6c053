"""Words of the evidence that a writer replaced by a name or a date: shown, undone and checked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from copydesk.check.lexicon import DETERMINERS, MONTHS, RELATIVE_DAYS
from copydesk.check.words import is_mark, read_words
from copydesk.model import Annotated, DraftSentence, Reason, Span, Substitution


def undone(sentence: DraftSentence) -> str:
    """The sentence with the evidence's own words put back."""
    text = sentence.text
    for swap in sorted(sentence.substitutions, key=lambda s: s.start, reverse=True):
        original = swap.original
        if swap.start == 0:
            original = original[:1].upper() + original[1:]
        text = text[: swap.start] + original + text[swap.end :]
    return text


def wrong_substitution(sentence: DraftSentence, span: Span, report: Annotated) -> Reason | None:
    """The first substitution that the cited report does not bear out; None when all hold.

    A name must be the name of a chain of mentions that has the replaced word in the cited span;
    a date must be the day to which the report's own expression was resolved.
    """
    for swap in sentence.substitutions:
        put = sentence.text[swap.start : swap.end]
        if _is_day(swap.original):
            if not _same_day(put, swap, span, report):
                message = f"“{swap.original}” of the source is not shown to be {put}."
                return Reason("dates", message, put, span)
        elif not _same_person(put, swap, span, report):
            message = f"“{swap.original}” of the source is not shown to be {put}."
            return Reason("names", message, put, span)
    return None


def _is_day(original: str) -> bool:
    return bool({w.norm for w in read_words(original)} & RELATIVE_DAYS)


def _norms(text: str) -> list[str]:
    return [w.norm for w in read_words(text) if not is_mark(w) and w.norm not in _IGNORED]


_IGNORED = DETERMINERS | {"'s"}


def _same_person(put: str, swap: Substitution, span: Span, report: Annotated) -> bool:
    mention = swap.mention
    if mention.article != report.article.id:
        return False
    if _norms(put) != _norms(mention.of(report.article.text)):
        return False
    original = _norms(swap.original)
    for chain in report.chains:
        named = any(m.start < mention.end and mention.start < m.end for m in chain.mentions)
        replaced = any(
            span.start <= m.start
            and m.end <= span.end
            and (
                not original
                or _contains(original, _norms(report.article.text[m.start : m.end]))
                or report.article.text[m.start : m.end].lower() == swap.original.lower()
            )
            for m in chain.mentions
        )
        if named and replaced:
            return True
    return False


def _contains(whole: Sequence[str], part: Sequence[str]) -> bool:
    size = len(part)
    return size > 0 and any(
        list(whole[i : i + size]) == list(part) for i in range(len(whole) - size + 1)
    )


def _same_day(put: str, swap: Substitution, span: Span, report: Annotated) -> bool:
    for time in report.times:
        if time.first is None or not (span.start <= time.start and time.end <= span.end):
            continue
        written = report.article.text[time.start : time.end].lower()
        if _contains(_norms(swap.original), _norms(written)) or _contains(
            _norms(written), _norms(swap.original)
        ):
            return time.first == time.last and _names_day(put, time.first)
    return False


def _names_day(put: str, day: date) -> bool:
    norms = _norms(put)
    weekdays = [n for n in norms if n in RELATIVE_DAYS]
    if any(n != f"{day:%A}".lower() for n in weekdays):
        return False
    months = [n for n in norms if n in MONTHS]
    numbers = [int(n) for n in norms if n.isdigit()]
    return (
        months == [MONTHS[day.month - 1]]
        and day.day in numbers
        and all(n in (day.day, day.year) for n in numbers)
    )
