"""Single quotation marks, paired paragraph by paragraph.

An apostrophe never opens; a plural possessive closes only when nothing better does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from copydesk.annotate.speech.marked import BEFORE_OPENING, Marked, Paragraph, trim

_SINGLE = re.compile(r"['‘’‚‛`´]")
_FREE = re.compile(r" ’(?=[ .,;:!?)]|$)")
_ELISION = re.compile(
    r"(?:\d\ds?|em|n|til|till|tis|twas|cause|bout|round|cuz|neath|fore|s|re|ll|ve|d|m|t)\b", re.I
)
_SINGLE_FAR = 120  # code points from a likely closing single mark to a sure one


def read_single(text: str, paragraphs: Sequence[Paragraph]) -> list[Marked]:
    """Words between single marks, in order."""
    found: list[Marked] = []
    for index, paragraph in enumerate(paragraphs):
        position, block = paragraph.start, paragraph.block
        while True:
            opener = _next_opener(text, position, paragraph)
            if opener is None:
                break
            closer = _closer(text, opener, paragraph)
            if closer is None:
                if not text[paragraph.start : opener].strip() and _goes_on(text, paragraphs, index):
                    marked = Marked(opener + 1, paragraph.end, opener, paragraph.end, single=True)
                    found.append(trim(text, replace(marked, continues=True, block=block)))
                    break
                position = opener + 1
                continue
            marked = Marked(opener + 1, closer, opener, closer + 1, single=True, block=block)
            marked = trim(text, marked)
            if marked.start < marked.end:
                found.append(marked)
            position = closer + 1
    return found


def _next_opener(text: str, position: int, paragraph: Paragraph) -> int | None:
    for match in _SINGLE.finditer(text, position, paragraph.end):
        at = match.start()
        before = text[at - 1] if at > paragraph.start else " "
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if before in "'’‘`" or after in "'’‘`":
            continue  # part of a doubled mark
        if before not in BEFORE_OPENING + '"“':
            continue
        spaced = (
            match.group() == "‘" and re.match(r" [\w$£€\[“]", text[at + 1 : at + 3]) is not None
        )
        if not (after.isalnum() or after in '$€£“"[….#@¿¡' or spaced):
            continue
        if match.group() in "'’´" and _ELISION.match(text, at + 1):
            continue
        if match.group() in "’´" and before != " ":
            continue
        return at
    return None


def _closer(text: str, opener: int, paragraph: Paragraph) -> int | None:
    """The mark that closes ``opener``: the first sure one, else the first possible one."""
    doubtful: int | None = None
    if text[opener + 1] == " ":  # tokenised text: both marks stand free
        free = _FREE.search(text, opener + 2, paragraph.end)
        return free.start() + 1 if free is not None else None
    for match in _SINGLE.finditer(text, opener + 1, paragraph.end):
        at = match.start()
        before = text[at - 1]
        after = text[at + 1] if at + 1 < paragraph.end else " "
        if match.group() in "‘‚‛":
            if doubtful is not None:
                return doubtful
            continue
        if before.isspace() or after.isalnum() or before in "'’" or after in "'’":
            if before.isspace() and after.isalnum() and match.group() != "’":
                if doubtful is not None:
                    return doubtful
                if not _ELISION.match(text, at + 1):
                    return None  # another one opens: the first was an apostrophe
            continue
        possessive = before in "sSzx" and after == " " and text[at + 2 : at + 3].islower()
        if not possessive:
            far = doubtful is not None and (
                at - doubtful > _SINGLE_FAR or re.search(r"[.!?] [A-Z]", text[doubtful:at])
            )
            return doubtful if far else at
        if doubtful is None:
            doubtful = at
    return doubtful


def _goes_on(text: str, paragraphs: Sequence[Paragraph], index: int) -> bool:
    if index + 1 >= len(paragraphs):
        return False
    following = paragraphs[index + 1]
    opener = _next_opener(text, following.start, following)
    return opener is not None and not text[following.start : opener].strip()
