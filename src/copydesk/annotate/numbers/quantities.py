"""Numbers as news writes them, with unit, hedge and the interval that they admit."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from copydesk.annotate.numbers import designations, rejections
from copydesk.annotate.numbers.clocks import clocks
from copydesk.annotate.numbers.masks import Masked, Why, masks
from copydesk.english import hedges, number_words, numbers, units
from copydesk.english.inflection import verb_forms
from copydesk.english.lists import alternatives, words
from copydesk.english.numbers import Numeral
from copydesk.english.units import Measure, Unit
from copydesk.model import Article, Hedge, Interval, Quantity, Role, Sentence, Token


@dataclass(frozen=True, slots=True, order=True)
class Rejected:
    """A numeral that is no quantity, with the reason; code points of ``Article.text``."""

    start: int
    end: int
    why: Why


def find(
    article: Article, sentences: Sequence[Sentence], tokens: Sequence[Token]
) -> tuple[Quantity, ...]:
    """The quantities of a report, in order of text, not overlapping.

    Args:
        article: the report.
        sentences: of `Annotated`; numerals are read sentence by sentence.
        tokens: unused numerals need no parse; kept so that the stage's functions take the
            same material.

    Returns:
        quantities with spans in code points of ``Article.text``.
    """
    del tokens
    found: list[Quantity] = []
    named = designations.repeated(article.text)
    for index, sentence in enumerate(sentences):
        if sentence.role in (Role.FURNITURE, Role.BYLINE, Role.CREDIT):
            continue
        found += _in_sentence(article, sentence, index, named)[0]
    return tuple(found)


def rejected(article: Article, sentences: Sequence[Sentence]) -> tuple[Rejected, ...]:
    """The numerals that `find` leaves out, with the reason of each, in order of text."""
    left: list[Rejected] = []
    named = designations.repeated(article.text)
    for index, sentence in enumerate(sentences):
        left += _in_sentence(article, sentence, index, named)[1]
    return tuple(left)


def read(text: str) -> tuple[Quantity, ...]:
    """The quantities of a loose sentence; spans in code points of ``text``."""
    return tuple(_read(text, (), 0, 0, frozenset(), headline=False)[0])


def is_title(text: str) -> bool:
    """Whether a line is set in title case: most words of four letters or more have capitals."""
    words = re.findall(r"\b[A-Za-z]{4,}\b", text)
    return bool(words) and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _in_sentence(
    article: Article, sentence: Sentence, index: int, named: frozenset[str]
) -> tuple[list[Quantity], list[Rejected]]:
    text = article.text[sentence.start : sentence.end]
    marks = article.cited_outlets
    first = bisect_left(marks, sentence.start, key=lambda mark: mark.start)
    inside = [
        (mark.start - sentence.start, mark.end - sentence.start)
        for mark in marks[first:]
        if mark.start < sentence.end
    ]
    headline = sentence.role is Role.HEADLINE
    return _read(text, inside, sentence.start, index, named, headline=headline)


def _read(
    text: str,
    markers: Iterable[tuple[int, int]],
    offset: int,
    index: int,
    named: frozenset[str],
    *,
    headline: bool,
) -> tuple[list[Quantity], list[Rejected]]:
    numerals = numbers.scan(text)
    masked = masks(text, markers) if numerals else ()
    measures, left = _measures(text, numerals, masked, offset, named, headline=headline)
    scores = [m for m in masked if m.why is Why.SCORE]
    found = _handed_on(
        text, [_quantity(text, p, offset, index) for p in _parts(text, measures, scores)], offset
    )
    found += [
        Quantity(
            m.start("what") + offset,
            m.end("what") + offset,
            1.0,
            Interval(1.0, 1.0),
            "count",
            "count",
            index,
            implicit=True,
        )
        for m in _IMPLICIT.finditer(text)
    ]
    found += [
        Quantity(
            clock.start + offset,
            clock.end + offset,
            float(clock.minute),
            Interval(clock.minute - clock.slack, clock.minute + clock.slack),
            "clock",
            "clock",
            index,
            hedge=Hedge.ABOUT if clock.slack else None,
        )
        for clock in clocks(text)
    ]
    return sorted(found, key=lambda q: q.start), left


def _measures(
    text: str,
    numerals: Sequence[Numeral],
    masked: tuple[Masked, ...],
    offset: int,
    named: frozenset[str],
    *,
    headline: bool,
) -> tuple[list[Measure], list[Rejected]]:
    """The numerals that may be figures, with their units, and those that are none."""
    measures: list[Measure] = []
    left: list[Rejected] = []
    title = headline or is_title(text)
    for numeral in numerals:
        if measures and numeral.start < measures[-1].end:
            continue  # the inches after the feet, the cents after the dollars
        measure = units.measure(text, numeral)
        if measure is None:
            left.append(Rejected(numeral.start + offset, numeral.end + offset, Why.LABEL))
            continue
        why = rejections.reason(text, measure, masked, named, title=title)
        if why is None:
            measures.append(measure)
        else:
            left.append(Rejected(numeral.start + offset, numeral.end + offset, why))
    return measures, left


@dataclass(frozen=True, slots=True)
class _Part:
    """One quantity to be: a measure, or two that span a range."""

    low: Measure
    high: Measure | None = None


_TO = re.compile(r"\s*(?:to|[-–—]|through)\s*$|\s+(?:to)\s+$", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|[-–])\s*$", re.IGNORECASE)
_OR = re.compile(r"\s+or\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+)?$", re.IGNORECASE)
_CHANGES = alternatives(
    frozenset(form for verb in words("numbers", "changes") for form in verb_forms(verb))
    | words("numbers", "change words")
)
_CHANGE = re.compile(rf"\b(?:{_CHANGES})\b[^,;]*\bfrom\s+$", re.IGNORECASE)
#: "rose by three to 31", "fell 12 to 340 pence": the change, and where it led.
_FAR = 4.0
_BY_TO = re.compile(
    rf"\bby\s+(?:a\s+further\s+|another\s+)?$|\b(?:{_CHANGES})\s+(?:of\s+|a\s+further\s+|another\s+)?$",
    re.IGNORECASE,
)


def _parts(text: str, measures: Sequence[Measure], scores: Sequence[Masked]) -> Iterator[_Part]:
    """Measures one by one, or two that span a range; the two numbers of a score are none."""
    position = 0
    while position < len(measures):
        low = measures[position]
        high = measures[position + 1] if position + 1 < len(measures) else None
        score = any(m.start <= low.start < m.end for m in scores)
        joined = None if high is None or score else _join(text, low, high)
        if joined is not None:
            yield joined
            position += 2
        else:
            yield _Part(low)
            position += 1


def _join(text: str, low: Measure, high: Measure) -> _Part | None:
    """A range of two measures, or None: same unit, small before large, joined by to or and."""
    between = text[low.end : high.start]
    before = text[: low.start]
    named = _BETWEEN.search(before) is not None
    joiner = _AND if named else _TO
    either = _OR.match(between) is not None and high.unit.kind in ("count", low.unit.kind)
    if not (either or joiner.match(between)) or _CHANGE.search(before):
        return None
    if between.strip().lower() == "to" and not named and _leads_on(before, low, high):
        return None
    first, second = low.numeral.value, high.numeral.value
    if first is None or second is None:
        return None
    if low.unit.kind == "count" and high.unit.kind != "count":
        low = Measure(low.start, low.end, high.unit, low.numeral)
        first = _shared_magnitude(text, low, high, first)
    elif high.unit.kind == "count" and either and low.unit.kind != "count":
        high = Measure(high.start, high.end, low.unit, high.numeral)
    elif low.unit.kind in ("money", "count") and high.unit.name in (low.unit.name, "count"):
        first = _shared_magnitude(text, low, high, first)
        high = Measure(high.start, high.end, low.unit, high.numeral)
    if low.unit.name != high.unit.name or first >= second:
        return None
    return _Part(replace(low, numeral=replace(low.numeral, value=first)), high)


def _leads_on(before: str, low: Measure, high: Measure) -> bool:
    """Whether "N to M" is a change and where it led, and no range: "rose by three to 31".

    A number without a unit of its own, not far below one with it, is a range ("3 to 5 per cent").
    """
    if not _BY_TO.search(_unhedged(before)):
        return False
    first, second = low.numeral.value or 0.0, high.numeral.value or 0.0
    bare = low.unit.kind == "count" and high.unit.kind != "count"
    return not (bare and 0 < first < second < _FAR * first)


def _unhedged(before: str) -> str:
    """The words before a number without its hedge."""
    hedge = hedges.find(before + "1", len(before), len(before) + 1)
    return before if hedge is None else before[: hedge.start]


def _shared_magnitude(text: str, low: Measure, high: Measure, value: float) -> float:
    """ "$1 to 3 billion" and "5-10 million" share the magnitude of the second number."""
    second = high.numeral
    if low.numeral.form != "digits" or second.form != "digits" or low.numeral.step > 1:
        return value
    tail = text[second.bare_end : second.end].strip(" -")
    factor = number_words.size(tail) if tail else 0.0
    return (
        value * factor
        if factor and value < 1000 and low.numeral.end == low.numeral.bare_end
        else value
    )


def _quantity(text: str, part: _Part, offset: int, index: int) -> Quantity:
    low = part.low
    end = low.end if part.high is None else part.high.end
    hedge = hedges.find(text, low.start, end)
    unit: Unit = low.unit
    point: float | None = None
    if part.high is not None:
        kind: Hedge | None = Hedge.RANGE
        interval = Interval(
            _convert(low.numeral.value, unit), _convert(part.high.numeral.value, unit)
        )
    elif low.numeral.form == "vague":
        kind = Hedge.VAGUE
        interval = Interval(_convert(low.numeral.lo, unit), _convert(low.numeral.hi, unit))
    else:
        kind = None if hedge is None else hedge.hedge
        point = _convert(low.numeral.value, unit) or 0.0
        interval = hedges.interval(point, kind, _rounding(low))
    stands = hedge is not None and kind is hedge.hedge
    return Quantity(
        start=low.start + offset,
        end=end + offset,
        point=point,
        interval=interval,
        unit=unit.name,
        kind=unit.kind,
        sentence=index,
        hedge=kind,
        hedge_start=hedge.start + offset if stands and hedge is not None else None,
        hedge_end=hedge.end + offset if stands and hedge is not None else None,
    )


_IMPLICIT = re.compile(
    r"\b(?:kill(?:ed|ing|s)|injur(?:ed|ing|es)|wound(?:ed|ing|s)|claim(?:ed|ing)\s+the\s+life\s+of)\s+"
    r"(?P<what>an?\s+(?:[a-z-]+\s+){0,2}?(?:child|boy|girl|baby|toddler|teenager|man|woman|person|"
    r"civilian|soldier|policeman|policewoman|officer|guard|passenger|driver|pilot|pedestrian|"
    r"student|worker|journalist|bystander|passer-by|firefighter|protester))\b(?!\s?[-’'])"
)
_IN_BRACKETS = re.compile(r"\s*\(\s*$")
#: Hedges that bound an amount, in whatever unit it is told.
_BOUNDS = frozenset(Hedge) - {Hedge.RANGE, Hedge.VAGUE}
_AND_NEXT = re.compile(r"\s+[A-Za-z-]+\s+and\s+$")


def _handed_on(text: str, found: list[Quantity], offset: int) -> list[Quantity]:
    """A hedge holds for the same amount in other units, and for a second count joined by and.

    "About 58 km (36 miles)", "at least three men and two women".
    """
    done: list[Quantity] = []
    for quantity in found:
        last = done[-1] if done else None
        if last is not None and last.hedge in _BOUNDS and quantity.point:
            between = text[last.end - offset : quantity.start - offset]
            same = last.kind == quantity.kind and quantity.hedge is None
            converted = last.kind != "count" and _IN_BRACKETS.match(between)
            counted = last.kind == "count" and last.hedge in (Hedge.AT_LEAST, Hedge.ABOUT)
            joined = counted and _AND_NEXT.match(between)
            after = text[quantity.end - offset :]
            if same and (converted or (joined and re.match(r"\s+[A-Za-z-]+s\b", after))):
                quantity = replace(
                    quantity,
                    hedge=last.hedge,
                    interval=hedges.interval(quantity.point, last.hedge),
                    hedge_start=last.hedge_start,
                    hedge_end=last.hedge_end,
                )
        done.append(quantity)
    return done


def _convert(value: float | None, unit: Unit) -> float | None:
    if value is None:
        return None
    return value if unit.factor == 1.0 else round(value * unit.factor, 9)


def _rounding(measure: Measure) -> float:
    """Half the last digit written, for what was converted: six miles are 8.9 to 10.5 km."""
    if not measure.converted or measure.unit.kind in ("duration", "money"):
        return 0.0
    return measure.numeral.step / 2 * measure.unit.factor


__all__ = ["Numeral", "Rejected", "find", "is_title", "read", "rejected"]
