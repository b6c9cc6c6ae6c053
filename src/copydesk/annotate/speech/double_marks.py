"""Double quotation marks of a whole report, read at once.

The cheapest way to open, close, nest, resume, carry on over a paragraph or ignore each mark is
found by dynamic programming (Viterbi), so one stray mark costs itself and not the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copydesk.annotate.speech.marked import BEFORE_OPENING, Marked, Paragraph, trim

_DOUBLE = re.compile(r"``|''|‘‘|’’|[\"“”„‟«»＂″]")
_OPENING_SHAPES = frozenset("“„‟«") | {"``", "‘‘"}
_CLOSING_SHAPES = frozenset("”»") | {"’’"}
_AFTER_CLOSING = " \t\u00a0\u2009\u202f)]}>-–—―/:;,.!?…|*"


_VERBS = "said|says|told|tells|added|adds|wrote|writes|explained|asked|replied|noted|tweeted"
_CUE_AFTER = re.compile(
    rf"\s*(?:(?:he|she|they|it|(?:the|a|one) \w+(?: \w+)?|(?:[A-Z][\w.'’-]+ ){{0,2}}[A-Z][\w.'’-]+)"
    rf"\s+(?:{_VERBS}|reports|reported)\b|(?:{_VERBS}|according to)\b)"
)
_CUE_BEFORE = re.compile(rf"\b(?:{_VERBS}|stated|that)(?: \w+)?[,:]\s*$")

# Costs of the machine, tuned by hand on development events; reading a mark as it looks is free.
_MISSHAPEN = 4.0  # a curly mark turned the wrong way
_MISPLACED = 2.2  # a straight mark that leans the wrong way
_LEANS_BOTH = 0.6
_SPACED_CLOSING = 0.7  # `hospital, "one woman said`: punctuation, space, mark
_STRAY = 3.0
_INCHES = 1.0  # a mark after a digit may be inches or seconds
_NESTED = 1.5
_REOPENED = 0.2  # next paragraph begins with a mark, as style books ask
_RESUMED = 1.2  # paragraphs run together in one line: a stop, then a mark that opens again
_INTERRUPTED = 0.8  # page furniture stands between
_RUNS_ON = 1.5
_AGAINST_CUE = 2.5  # opening before "he said", closing after "he said:"
_ABANDONED = 2.6
_PER_THOUSAND = 1.5  # a quotation that is a thousand code points longer
_BEGINNING = ("open", "reopen", "resume", "continue")


@dataclass(frozen=True, slots=True)
class _Sign:
    """A mark, or the end of a paragraph (``text`` empty)."""

    start: int
    end: int
    text: str
    paragraph: int
    first: bool  # nothing but white space before it in its paragraph
    opening: float  # cost of reading it so
    closing: float
    ignoring: float
    after_stop: bool = False  # behind the end of a sentence, before the next


def _signs(text: str, paragraphs: Sequence[Paragraph]) -> list[_Sign]:
    signs: list[_Sign] = []
    for index, paragraph in enumerate(paragraphs):
        for match in _DOUBLE.finditer(text, paragraph.start, paragraph.end):
            signs.append(_sign(text, paragraph, index, match.start(), match.end()))
        signs.append(_Sign(paragraph.end, paragraph.end, "", index, False, 0.0, 0.0, 0.0))
    return signs


def _sign(text: str, paragraph: Paragraph, index: int, start: int, end: int) -> _Sign:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    mark = text[start:end]
    first = not text[paragraph.start : start].strip(" \t•*–—-")
    opens, closes = before in BEFORE_OPENING or before in "'‘", after in _AFTER_CLOSING
    if before in " \t\u00a0" and after in " \t\u00a0" and not first:
        opens = closes = True
    earlier = text[max(paragraph.start, start - 3) : start].rstrip()
    spaced = before == " " and earlier[-1:] in tuple(",.!?…")
    opening, closing = 0.0, 0.0
    if mark in _OPENING_SHAPES:
        closing = _MISSHAPEN if opens or not closes else _MISPLACED
    elif mark in _CLOSING_SHAPES:
        opening = _MISPLACED if opens and not closes else _MISSHAPEN
    else:
        opening = 0.0 if opens and not closes else _LEANS_BOTH if opens else _MISPLACED
        closing = 0.0 if closes and not opens else _LEANS_BOTH if closes else _MISPLACED
        if spaced and closing > _SPACED_CLOSING:
            closing = _SPACED_CLOSING
        if not opens and not closes:  # `word"word`: a space is missing somewhere
            opening = closing = 1.0
    opening += _AGAINST_CUE if _CUE_AFTER.match(text, end, paragraph.end) else 0.0
    led = _CUE_BEFORE.search(text[max(paragraph.start, start - 40) : start])
    closing += _AGAINST_CUE if led else 0.0
    inches = mark in ('"', "″", "''", "’’") and before.isdigit()
    ignoring = _INCHES if inches else _STRAY
    next_one = text[end : end + 2].lstrip()[:1].isupper() and earlier[-1:] in tuple(".!?…")
    return _Sign(
        start, end, mark, index, first, opening, closing, ignoring, before == " " and next_one
    )


def _moves(
    sign: _Sign, depth: int, since: int, paragraphs: Sequence[Paragraph], text: str
) -> list[tuple[float, int, str]]:
    """Ways to read ``sign`` at ``depth``: (cost, depth after, name)."""
    if not sign.text:
        return _over_paragraph(sign, depth, paragraphs, text)
    ways = [(sign.ignoring, depth, "ignore")]
    length = _PER_THOUSAND * max(0, sign.start - since - 300) / 1000
    if depth == 0:
        ways.append((sign.opening, 1, "open"))
    elif depth == 1:
        if sign.first and sign.opening <= _MISPLACED:
            ways.append((sign.opening, 1, "reopen"))
        ways.append((sign.closing + length, 0, "close"))
        ways.append((sign.opening + _NESTED, 2, "nest"))
        if sign.after_stop:
            ways.append((sign.opening + _RESUMED, 1, "resume"))
    else:
        ways.append((sign.closing, 1, "unnest"))
        ways.append((sign.closing + 1.0 + length, 0, "close"))
    return ways


def _over_paragraph(
    sign: _Sign, depth: int, paragraphs: Sequence[Paragraph], text: str
) -> list[tuple[float, int, str]]:
    if depth == 0:
        return [(0.0, 0, "pass")]
    following = sign.paragraph + 1
    ways = [(_ABANDONED, 0, "abandon")]
    if following < len(paragraphs):
        paragraph = paragraphs[following]
        begins = text[paragraph.start : paragraph.end].lstrip()
        mark = _DOUBLE.match(begins)
        if mark and mark.group() not in _CLOSING_SHAPES:
            cost = _REOPENED
        elif paragraph.after_furniture:
            cost = _INTERRUPTED
        else:
            cost = _RUNS_ON
        ways.append((cost, 1, "continue"))
    return ways


def read_double(text: str, paragraphs: Sequence[Paragraph]) -> list[Marked]:
    """Words between double marks, those within others too, in order."""
    signs = _signs(text, paragraphs)
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}  # depth: cost, where it was opened
    trail: list[dict[int, tuple[int, str]]] = []
    for sign in signs:
        reached: dict[int, tuple[float, int]] = {}
        came: dict[int, tuple[int, str]] = {}
        for depth in sorted(best):
            cost, since = best[depth]
            for extra, after, name in _moves(sign, depth, since, paragraphs, text):
                total = cost + extra
                if after not in reached or total < reached[after][0] - 1e-9:
                    begun = sign.end if name in _BEGINNING else since
                    reached[after] = (total, begun)
                    came[after] = (depth, name)
        best = reached
        trail.append(came)
    depth = min(best, key=lambda d: (best[d][0], d))
    names: list[str] = []
    for came in reversed(trail):
        depth, name = came[depth]
        names.append(name)
    return _collect(text, paragraphs, signs, names[::-1])


def _collect(
    text: str, paragraphs: Sequence[Paragraph], signs: Sequence[_Sign], names: Sequence[str]
) -> list[Marked]:
    found: list[Marked] = []
    opened = begin = -1
    for sign, name in zip(signs, names, strict=True):
        if name in ("open", "reopen"):
            opened, begin = sign.start, sign.end
            continue
        if name not in ("close", "continue", "abandon", "resume") or opened < 0:
            continue
        paragraph = paragraphs[sign.paragraph]
        closed = sign.start if name == "resume" else sign.end
        marked = trim(text, Marked(begin, sign.start, opened, closed, block=paragraph.block))
        if name in ("continue", "resume"):
            marked = replace(marked, continues=True)
        if marked.start < marked.end and (
            name != "abandon" or _whole(text, paragraph, opened, marked)
        ):
            found.append(marked)
        if name == "continue":
            following = paragraphs[sign.paragraph + 1]
            opened = begin = following.start
        elif name == "resume":
            opened, begin = sign.start, sign.end
        else:
            opened = -1
    return found


def _whole(text: str, paragraph: Paragraph, opened: int, marked: Marked) -> bool:
    """Whether an unclosed quotation is plainly the rest of its paragraph."""
    before = text[paragraph.start : opened].rstrip()
    return (not before or before[-1] in ":,") and text[marked.end - 1] in ".!?…"
