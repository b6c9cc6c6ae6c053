"""Words of the evidence that a writer replaced by a name or a date: shown, undone and checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from copydesk.check.lexicon import DETERMINERS, MONTHS, RELATIVE_DAYS
from copydesk.check.words import is_mark, read_words
from copydesk.compose.edit import people
from copydesk.model import Annotated, Chain, DraftSentence, Mention, Reason, Span, Substitution


def undone(sentence: DraftSentence) -> str:
    """The sentence with the evidence's own words put back."""
    text = sentence.text
    for swap in sorted(sentence.substitutions, key=lambda s: s.start, reverse=True):
        original = swap.original
        if swap.start == 0:
            original = original[:1].upper() + original[1:]
        text = text[: swap.start] + original + text[swap.end :]
    return text


def wrong_substitution(
    sentence: DraftSentence, span: Span, report: Annotated, reports: Mapping[str, Annotated]
) -> Reason | None:
    """The first substitution that is not borne out; None when all hold.

    A name must be the name of a chain of mentions that has the replaced word in the cited span;
    a date must be the day to which the report's own expression was resolved. Who somebody is may
    come from another report, which names the same person in full with these words; the sentence
    must cite that place too.

    Args:
        sentence: with its substitutions.
        span, report: the citation that is judged, and its report.
        reports: of the story, by article id.
    """
    for swap in sentence.substitutions:
        put = sentence.text[swap.start : swap.end]
        if _is_day(swap.original):
            if not _same_day(put, swap, span, report):
                message = f"“{swap.original}” of the source is not shown to be {put}."
                return Reason("dates", message, put, span)
        elif not (
            _same_person(put, swap, span, report)
            or _is_introduced_elsewhere(sentence, swap, span, report, reports)
        ):
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
    for chain in report.chains:
        named = any(m.start < mention.end and mention.start < m.end for m in chain.mentions)
        if named and any(_is_replaced(swap, m, span, report) for m in chain.mentions):
            return True
    return False


def _is_replaced(swap: Substitution, mention: Mention, span: Span, report: Annotated) -> bool:
    """Whether the words that were replaced are a mention in the span, with no more around it than
    an honorific and who it is."""
    if not (span.start <= mention.start and mention.end <= span.end):
        return False
    text = report.article.text
    original = _norms(swap.original)
    words = _norms(text[mention.start : mention.end])
    if swap.original.lower() == text[mention.start : mention.end].lower() or original == words:
        return True
    start, end = people.phrase_around(report, mention)
    start = min(start, people.honorific(text, mention.start))
    return _contains(original, words) and _contains(_norms(text[start:end]), original)


def introduced_by(sentence: DraftSentence, span: Span, own: str) -> tuple[int, int] | None:
    """Where the sentence has the words on somebody that it cites this span for; None when it
    cites the span for anything else.

    Args:
        sentence: one whose substitutions hold.
        span: one that it cites.
        own: id of the report that bears out the rest of it.
    """
    return next(
        (
            (swap.start, swap.end)
            for swap in sentence.substitutions
            if swap.mention.article != own and span.contains(swap.mention)
        ),
        None,
    )


def _is_introduced_elsewhere(
    sentence: DraftSentence,
    swap: Substitution,
    span: Span,
    report: Annotated,
    reports: Mapping[str, Annotated],
) -> bool:
    """Whether a name gave way to the full name with who it is, as another report that the sentence
    cites has it: the whole phrase there, of a person whom both reports name in full so."""
    put = swap.mention
    other = reports.get(put.article)
    cited = any(evidence.contains(put) for evidence in sentence.evidence)
    if other is None or other is report or not cited:
        return False
    if _norms(sentence.text[swap.start : swap.end]) != _norms(put.of(other.article.text)):
        return False
    for _, mention in _names(other):
        if people.phrase_around(other, mention) != (put.start, put.end):
            continue
        name = _norms(other.article.text[mention.start : mention.end])
        if len(name) > 1 and any(
            _norms(report.article.text[m.start : m.end]) == name
            and _is_replaced_by_name(swap, c, span, report)
            for c, m in _names(report)
        ):
            return True
    return False


def _names(report: Annotated) -> Iterator[tuple[Chain, Mention]]:
    """The mentions of people by name."""
    for chain in report.chains:
        if chain.label == "PERSON":
            yield from ((chain, m) for m in chain.mentions if m.kind == "name")


def _is_replaced_by_name(swap: Substitution, chain: Chain, span: Span, report: Annotated) -> bool:
    """Whether the words that were replaced name the person of a chain in the span."""
    return any(_is_replaced(swap, m, span, report) for m in chain.mentions if m.kind == "name")


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
