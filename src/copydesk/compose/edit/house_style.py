"""House style: plain words for long ones, outside quotation marks, one form throughout the page.

The gate knows each pair for equal (`copydesk.english.plain`), so none is declared as a
substitution.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.compose.edit.edits import Edit, is_quoted
from copydesk.english.plain import fits, plain_words
from copydesk.model import Annotated, Token

#: Lengths in words of the phrases that open on a word, the longest first.
_LENGTHS: dict[str, tuple[int, ...]] = {
    first: tuple(sorted({len(p) for p in plain_words() if p[0].lower() == first}, reverse=True))
    for first in {phrase[0].lower() for phrase in plain_words()}
}


def style_edits(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    """Plain words in place of long ones.

    Args:
        report, tokens: the report and the tokens of the sentence.
        start: where the sentence begins once its head is cut.
    """
    text = report.article.text
    known = plain_words()
    edits: list[Edit] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        # A contraction is two tokens: its first word is that of the phrase.
        lengths = _LENGTHS.get(_word_at(text, token).lower(), ())
        if not lengths or token.start < start or is_quoted(report, token.start):
            continue
        for size in _sizes(lengths, tokens, at - 1, text):
            stretch = tokens[at - 1 : at - 1 + size]
            written = tuple(text[stretch[0].start : stretch[-1].end].split())
            phrase = written if written in known else tuple(w.lower() for w in written)
            plain = known.get(phrase)
            named = token.pos == "PROPN" and size == 1
            if plain is None or named or not fits(phrase, token.pos, token.tag):
                continue
            behind = tokens[at - 1 + size : at + size]
            if phrase == ("due", "to") and behind and behind[0].tag == "VB":
                continue  # "due to meet" is a plan and no reason
            first = plain[0]
            if written[0][0].isupper() and not phrase[0][0].isupper():
                first = first[0].upper() + first[1:]
            edits.append(Edit(stretch[0].start, stretch[-1].end, " ".join((first, *plain[1:]))))
            at += size - 1
            break
    return [*edits, *_forms(report, tokens, start)]


def _word_at(text: str, token: Token) -> str:
    """The word that a token begins, to the next space or mark but an apostrophe."""
    match = _WORD.match(text, token.start)
    return match.group() if match else token.text


_WORD = re.compile(r"[\w’'.-]*\w")


def _sizes(lengths: Sequence[int], tokens: Sequence[Token], at: int, text: str) -> Iterator[int]:
    """How many tokens from one on make up a phrase of each length in words."""
    for words in lengths:
        match = re.compile(r"\S+" + r"\s+\S+" * (words - 1)).match(text, tokens[at].start)
        if match is None:
            continue
        ends = [i for i in range(at, len(tokens)) if tokens[i].end <= match.end()]
        for last in reversed(ends):
            if len(text[tokens[at].start : tokens[last].end].split()) == words:
                yield last - at + 1


#: One form for what outlets write in several; the gate reads all of them alike.
_FORMS = (
    (re.compile(r"\bUS\b(?!\$)"), "U.S."),
    (re.compile(r"\bUK\b"), "U.K."),
    (re.compile(r"\bUN\b"), "U.N."),
    (re.compile(r"(?<=\d) (?:percent|per cent)\b"), "%"),
    (re.compile(r"\bJan\.(?= \d)"), "January"),
    (re.compile(r"\bFeb\.(?= \d)"), "February"),
    (re.compile(r"\bAug\.(?= \d)"), "August"),
    (re.compile(r"\bSept?\.(?= \d)"), "September"),
    (re.compile(r"\bOct\.(?= \d)"), "October"),
    (re.compile(r"\bNov\.(?= \d)"), "November"),
    (re.compile(r"\bDec\.(?= \d)"), "December"),
)


def _forms(report: Annotated, tokens: Sequence[Token], start: int) -> list[Edit]:
    if not tokens:
        return []
    text, end = report.article.text, tokens[-1].end
    return [
        Edit(match.start(), match.end(), form)
        for pattern, form in _FORMS
        for match in pattern.finditer(text, start, end)
        if not is_quoted(report, match.start())
    ]
