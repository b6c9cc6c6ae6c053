"""Edits of a report's sentence, and their application."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.english.plain import unshouted as quiet
from copydesk.model import Annotated, Span, Substitution


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
        counts = [len(re.findall(rf"\b{re.escape(way)}\b", report)) for way in ways]
        best = max((1, 2), key=lambda i: counts[i])
        if run >= SHOUTED_RUN and not counts[best] and counts[0] == 1:
            # In capitals only because the page opens so; a name would come again.
            return word.lower()
        if counts[best] < counts[0] or (len(plain) < 4 and counts[best] == counts[0]):
            return word
        return ways[best] + word[len(plain) :].lower()

    return re.sub(r"[A-Z][A-Z'’-]+", as_elsewhere, head.group()) + text[head.end() :]


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
    return any(
        segment.start <= offset < segment.end
        for quotation in report.quotations
        if quotation.kind != "name"
        for segment in quotation.segments
    )
