"""Edits of a report's sentence, and their application."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from copydesk.english.plain import unshouted as quiet
from copydesk.model import Annotated, Quotation, Span, Substitution
from copydesk.remembered import remembered


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace code points ``start:end`` of the report by ``text``; an empty text is a cut.

    ``mention`` is where the report has the words that are put in; None for a cut, and for an
    equivalent that the gate knows.
    """

    start: int
    end: int
    text: str
    mention: Span | None = None


def apply(
    report: Annotated, start: int, end: int, edits: Sequence[Edit]
) -> tuple[str, tuple[Substitution, ...]]:
    """The report's words from ``start`` to ``end`` with all edits made, and what was put in.

    Of two edits that overlap the first in the text holds. Line breaks become spaces and the
    first letter a capital.
    """
    text = report.article.text
    pieces: list[str] = []
    substitutions: list[Substitution] = []
    at, length = start, 0
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if edit.start < at or edit.end > end:
            continue
        pieces.append(text[at : edit.start])
        length += edit.start - at
        if edit.mention is not None:
            words = text[edit.start : edit.end]
            substitutions.append(Substitution(length, length + len(edit.text), words, edit.mention))
        pieces.append(edit.text)
        length += len(edit.text)
        at = edit.end
    pieces.append(text[at:end])
    written = quiet(unshouted(re.sub(r"\s", " ", "".join(pieces)), text))
    return capital(written), tuple(substitutions)


#: Words in capitals at the head of a sentence from which on they are the page's opening.
SHOUTED_RUN = 3
_SHOUTED = re.compile(r"^(?:[A-Z][A-Z'’-]+,? )+")


def unshouted(text: str, report: str) -> str:
    """The capitals with which a page opens its text as the report writes these words elsewhere;
    the length stays."""
    head = _SHOUTED.match(text)
    if head is None:
        return text

    run = len(head.group().split())

    def as_elsewhere(match: re.Match[str]) -> str:
        word = match.group()
        plain = re.sub(r"['’]S$", "", word)
        ways = (plain, plain.capitalize(), plain.lower())
        counts = [_times(way, report) for way in ways]
        best = max((1, 2), key=lambda i: counts[i])
        if run >= SHOUTED_RUN and not counts[best] and counts[0] == 1:
            # In capitals only because the page opens so; a name would come again.
            return word.lower()
        if counts[best] < counts[0] or (len(plain) < 4 and counts[best] == counts[0]):
            return word
        return ways[best] + word[len(plain) :].lower()

    return re.sub(r"[A-Z][A-Z'’-]+", as_elsewhere, head.group()) + text[head.end() :]


@remembered()
def _times(word: str, report: str) -> int:
    """How often a report has a word."""
    return len(re.findall(rf"\b{re.escape(word)}\b", report))


def capital(text: str) -> str:
    """The first letter as a capital, a shouted first word ("AT least") in lower case but for
    it; the length stays."""
    shouted = re.match(r"(?:AN?|THE|AT|IN|ON|AS|IT|HE|SHE|TWO|THREE|MORE|POLICE)(?= [a-z])", text)
    if shouted:
        return text[: shouted.end()].capitalize() + text[shouted.end() :]
    match = re.match(r"[“‘\"'(\[]*[a-z]", text)
    if match is None:
        return text
    last = match.end()
    return text[: last - 1] + text[last - 1].upper() + text[last:]


def is_quoted(report: Annotated, offset: int) -> bool:
    """Whether a code point of the report is inside a quotation, names in marks aside."""
    starts, ends = _quoted(report)
    at = bisect_right(starts, offset)
    return at > 0 and offset < ends[at - 1]


#: Of the reports asked about last: where quotations begin, and up to where those so far reach.
_ASKED: dict[int, tuple[tuple[Quotation, ...], list[int], list[int]]] = {}
_MOST_ASKED = 256


def _quoted(report: Annotated) -> tuple[list[int], list[int]]:
    """Kept by identity: a report is asked about for each of its tokens, and never changes."""
    kept = _ASKED.get(id(report.quotations))
    if kept is None or kept[0] is not report.quotations:
        segments = sorted(
            segment
            for quotation in report.quotations
            if quotation.kind != "name"
            for segment in quotation.segments
        )
        starts = [segment.start for segment in segments]
        ends = list(accumulate((segment.end for segment in segments), max))
        if len(_ASKED) >= _MOST_ASKED:
            _ASKED.clear()
        kept = _ASKED[id(report.quotations)] = (report.quotations, starts, ends)
    return kept[1], kept[2]
