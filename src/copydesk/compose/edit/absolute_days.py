"""Relative days made absolute, where the reports of a story bear each other out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from copydesk.compose.edit.edits import Edit
from copydesk.model import Annotated, ResolvedTime, Span

_WEEKDAY = re.compile(
    r"(?:on )?(monday|tuesday|wednesday|thursday|friday|saturday|sunday)", re.IGNORECASE
)
_DEICTIC = re.compile(r"(?:later )?(?:today|yesterday|tomorrow)", re.IGNORECASE)
_PART_OF_DAY = re.compile(
    r"\s*(?:['’]s|(?:early |late |mid-?)?(?:morning|afternoon|evening|night)|\w*\s*[-–]\w)",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:on|since|until|till|by|before|after|from|for|to|of|early|late|last|this|next|through|"
    r"and|between|than|past)\s+$",
    re.IGNORECASE,
)
#: A capitalised word in front of a weekday, or behind it, makes it part of a name: a feast, a
#: sale, a newspaper.
_NAMED_BEFORE = re.compile(
    r"\b(?!(?:On|Since|Until|Till|By|Before|After|From|For|To|Early|Late|Last|This|Next|Through|"
    r"And|Between|Every|Each)\s)[A-Z][\w'’]*\s+$"
)
_NAMED_BEHIND = re.compile(r"\s+(?!On\b)[A-Z][a-z]+")
_UNRESOLVED = re.compile(
    r"\b(?:(?:today|yesterday|tomorrow|tonight)\b(?!['’]s)|\w+ days? ago|"
    r"earlier (?:this|last) week|just (?:this|last) week)\b",
    re.IGNORECASE,
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which day the reports mean by a weekday's name; only where most of them agree.

    Attributes:
        days: day by weekday name in lower case.
        doubtful: ids of reports that resolve a weekday to another day than most: their
            dates are not to be relied on.
        confirmed: ids of reports that resolve one to the same day.
    """

    days: Mapping[str, date]
    doubtful: frozenset[str]
    confirmed: frozenset[str]


def calendar_of(reports: Sequence[Annotated]) -> Calendar:
    """The calendar of a story."""
    votes: dict[str, Counter[date]] = {}
    cast: list[tuple[str, str, date]] = []
    for report in reports:
        for time in report.times:
            match = _WEEKDAY.fullmatch(report.article.text[time.start : time.end])
            if match and time.first is not None and time.first == time.last:
                name = match.group(1).lower()
                cast.append((report.article.id, name, time.first))
    for _, name, day in sorted(set(cast)):
        votes.setdefault(name, Counter())[day] += 1
    days: dict[str, date] = {}
    for name, count in votes.items():
        day, most = min(count.items(), key=lambda item: (-item[1], item[0]))
        if 2 * most > count.total():
            days[name] = day
    doubtful = {article for article, name, day in cast if days.get(name) != day}
    confirmed = {article for article, name, day in cast if days.get(name) == day} - doubtful
    return Calendar(days, frozenset(doubtful), frozenset(confirmed))


def day_edits(report: Annotated, start: int, end: int, calendar: Calendar) -> list[Edit] | None:
    """Days in place of relative ones between two offsets.

    Returns:
        the edits; None when the sentence says "today", "yesterday" or "tomorrow" outside
        quotation marks and it is not sure which day that is.
    """
    text = report.article.text
    edits: list[Edit] = []
    for time in report.times:
        if not start <= time.start < end or _is_quoted(report, time.start):
            continue
        words = text[time.start : time.end]
        if _PART_OF_DAY.match(text[time.end : time.end + 16]) or _is_in_name(text, time):
            continue
        day = _day_of(report, time, words, calendar)
        if day is not None and not _is_subject(report, time) and not _is_sorted(text, time):
            edits.append(
                Edit(
                    time.start,
                    time.end,
                    _as_written(words, day, text[max(0, time.start - 12) : time.start]),
                    Span(report.article.id, time.start, time.end),
                )
            )
    for match in _UNRESOLVED.finditer(text, start, end):
        covered = any(e.start <= match.start() < e.end for e in edits)
        if not covered and not _is_quoted(report, match.start()):
            return None
    return edits


def _is_subject(report: Annotated, time: ResolvedTime) -> bool:
    """Whether the day does something ("Monday will see rain"): there is no place for an "on"."""
    return any(
        time.start <= t.start < time.end and t.dep.startswith("nsubj") for t in report.tokens
    )


def _is_sorted(text: str, time: ResolvedTime) -> bool:
    """Whether a weekday stands as a noun with "a", or says which of a thing: "on a crowded
    Saturday", "the Monday session"."""
    before = text[max(0, time.start - 32) : time.start]
    if re.search(r"(?:\b(?:the|this|that|its|his|her|their|our|my)|[’']s) $", before):
        return re.match(r" [a-z]", text[time.end : time.end + 2]) is not None
    return re.search(r"\b(?:an?|one|every|each|any) (?:[a-z-]+ )?$", before) is not None


def _is_in_name(text: str, time: ResolvedTime) -> bool:
    """Whether the weekday is a part of a name."""
    return bool(
        _NAMED_BEFORE.search(text[max(0, time.start - 24) : time.start])
        or _NAMED_BEHIND.match(text[time.end : time.end + 24])
    )


def _day_of(report: Annotated, time: ResolvedTime, words: str, calendar: Calendar) -> date | None:
    if time.first is None or time.first != time.last or report.article.id in calendar.doubtful:
        return None
    if not _fits_tense(report, time, time.first):
        return None
    weekday = _WEEKDAY.fullmatch(words)
    published = report.article.published
    if weekday and published is not None and (published.date() - time.first).days == WEEK_BACK:
        return None
    if weekday:
        return time.first if calendar.days.get(weekday.group(1).lower()) == time.first else None
    if _DEICTIC.fullmatch(words) and report.article.id in calendar.confirmed:
        return None if words.lower() == "today" and _is_nowadays(report, time) else time.first
    return None


#: Days back from which a weekday is as likely the next day: pages are often dated a day behind.
WEEK_BACK = 6


def _is_nowadays(report: Annotated, time: ResolvedTime) -> bool:
    """Whether a "today" is no day: nothing was done on it, is being done, or will be."""
    token = next((t for t in report.tokens if time.start <= t.start < time.end), None)
    if token is None:
        return False
    verb = report.tokens[token.head]
    if verb.tag in ("VBD", "VBN", "VBG"):
        return False
    return verb.tag != "VB" or not any(
        t.head == token.head and t.text.lower() in ("will", "to", "’ll", "'ll")
        for t in report.tokens
    )


#: What stands in front of a day that is still to come, and of one that is past.
_AHEAD = re.compile(
    r"\b(?:until|till|through|by|from|no later than|not before|next|coming|"
    r"will\b[^.;]*|to be\b[^.;]*|"
    r"(?:set|due|scheduled|expected|planned|plans?|hopes?|wants?) [^.;]*)\s*(?:on )?$",
    re.IGNORECASE,
)
_PAST = ("VBD", "VBN")


def _fits_tense(report: Annotated, time: ResolvedTime, day: date) -> bool:
    """Whether a day is on the side of the day of publication on which the sentence sets it.

    "Until Friday" is still to come; what happened on Friday is past. A reading on the other side
    is a wrong one, and the words of the report stay.
    """
    published = report.article.published
    if published is None:
        return _is_spelt_out(report, day)
    sentence = next((s for s in report.sentences if s.start <= time.start < s.end), None)
    before = report.article.text[sentence.start if sentence else time.start : time.start]
    if _AHEAD.search(before):
        return day >= published.date()
    tokens = report.tokens[sentence.first : sentence.last] if sentence else ()
    verbs = [t for t in tokens if t.pos in ("VERB", "AUX") and t.start < time.start]
    if verbs and verbs[-1].tag in _PAST:
        return day <= published.date()
    return True


def _is_spelt_out(report: Annotated, day: date) -> bool:
    """Whether a report writes a day with its number somewhere, as under a picture."""
    return any(
        time.first == time.last == day
        and re.search(r"\d", report.article.text[time.start : time.end])
        for time in report.times
    )


def _as_written(words: str, day: date, before: str) -> str:
    """The day with "on" where it needs one."""
    written = write_day(day)
    if words.lower().startswith("on "):
        return f"{words[:2]} {written}"
    if _PREPOSITION.search(before):
        return written
    return f"{'On' if words[0].isupper() and not before.strip() else 'on'} {written}"


def write_day(day: date) -> str:
    """A day as the page writes it: "April 15"."""
    return f"{_MONTHS[day.month - 1]} {day.day}"


def _is_quoted(report: Annotated, offset: int) -> bool:
    return any(s.start <= offset < s.end for q in report.quotations for s in q.segments)
