"""One tense and one verb of speech: what was said is told as said, and nothing "also" happens."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compose.edit.edits import Edit, is_quoted
from copydesk.model import Annotated, Token

_NOT_ONLY = re.compile(r"\b(?:not (?:only|just|merely)|but)\b[^.]*$", re.IGNORECASE)
#: What is said as a rule, or only now, is told in the present.
_HABIT = re.compile(r"\b(?:now|often|always|usually|never|still|sometimes) $", re.IGNORECASE)
_PAST = {
    **dict.fromkeys(("says", "say"), "said"),
    **dict.fromkeys(("tells", "tell"), "told"),
    **dict.fromkeys(("writes", "write"), "wrote"),
    **{"reports": "reported", "notes": "noted", "explains": "explained"},
}
_STRAY_SPACE = re.compile(r"(?<=\w)\s+(?=[.,;:](?:\s|$))")


def said_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """The past of the neutral verbs of speech, outside quotation marks: "said" for "says".

    Reports of one event are written in two tenses, and a story that takes sentences of both
    would be told in both. What was said when a report was printed was said. The gate knows the
    forms for equivalents, so that no substitution need be declared.
    """
    edits: list[Edit] = []
    for token in tokens:
        past = _PAST.get(token.text)
        if token.start < start or past is None or token.tag not in ("VBZ", "VBP"):
            continue
        before = report.article.text[max(start, token.start - 12) : token.start]
        if not is_quoted(report, token.start) and not _HABIT.search(before):
            edits.append(Edit(token.start, token.end, past))
    return edits


def without_also(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """Cuts of "also" outside quotation marks, but for the one of "not only … but also"."""
    text = report.article.text
    edits: list[Edit] = []
    for token in tokens:
        if token.start <= start or token.text != "also" or is_quoted(report, token.start):
            continue
        before = text[max(start, token.start - 80) : token.start]
        if not _NOT_ONLY.search(before) and text[token.start - 1] == " ":
            edits.append(Edit(token.start - 1, token.end, ""))
    return edits


def spacing_edits(report: Annotated, start: int, end: int) -> list[Edit]:
    """Cuts of spaces that stand in front of a comma or a stop."""
    return [
        Edit(m.start(), m.end(), "") for m in _STRAY_SPACE.finditer(report.article.text, start, end)
    ]
