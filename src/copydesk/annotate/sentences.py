"""Where sentences begin: rules that bind the parser, safe for news.

The parser may open a sentence only where this module leaves it free. Closed are all places but
those after a full stop, a question or exclamation mark, an ellipsis or a blank line; closed too
are places inside quotation marks and brackets, after titles, initials and the like. Open by rule
are the places after a full stop that is none of these. What stays undecided (an abbreviation
before a capital that tells nothing) is the parser's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

from copydesk.english import lists

#: Name under which the rules stand in a spaCy pipeline, before its parser.
COMPONENT: Final = "copydesk_sentence_starts"

#: Key of ``Doc.user_data``: names that stand alone elsewhere in the report (`standing_names`).
STANDING: Final = "copydesk_standing_names"

OPEN: Final = 1
CLOSED: Final = -1
FREE: Final = 0

_STOPS: Final = frozenset({".", "?", "!", "…", "...", "?!", "!!", "!?", "....", ". . ."})
_CLOSERS: Final = frozenset({"”", '"', "’", "'", "''", ")", "]", "»"})
_OPENERS: Final = frozenset({"“", '"', "‘", "'", "``", "(", "[", "«", "—", "–", "•"})
_BRACKETS: Final = {"(": ")", "[": "]"}

#: Abbreviations that stand before a name or a number: never the end of a sentence.
#: (AP style: courtesy, military and political titles, No., Fig.; streets and saints.)
_BEFORE_NAME: Final = lists.words("sentences", "before name")
#: Months as AP style shortens them; closed before a number.
_MONTHS: Final = lists.words("sentences", "months")
#: Abbreviations that stand within as well as at the end of a sentence.
_EITHER: Final = lists.words("sentences", "either")
#: Words that open a sentence when they stand with a capital after an abbreviation.
_FUNCTION: Final = lists.words("sentences", "function")
#: Verbs of speech that may follow a question or exclamation inside quotation marks.
_SPEECH: Final = lists.words("sentences", "speech")
#: A quotation longer than this many tokens may hold sentence boundaries of its own.
_QUOTED_AT_MOST: Final = 120


_OPENS_LINE: Final = re.compile(r"(?:^|[.!?”\"]\s+)([A-Z][\w-]+)(?=(?:[’']s)?\s+[a-z])", re.M)

#: Capitalised words within sentences, up to a hyphen.
_WITHIN: Final = re.compile(r"(?<=[a-z,] )[A-Z]\w+")


def standing_names(text: str) -> frozenset[str]:
    """Words that open a sentence as its subject and are capitalised within sentences too.

    Such a word after ``U.S.`` opens a sentence there, for it needs nothing before it.
    """
    opening = set(_OPENS_LINE.findall(text))
    within = set(_WITHIN.findall(text))
    return frozenset(
        word
        for word in opening
        if word in within or ("-" in word and re.search(rf"[a-z,] {re.escape(word)}\b", text))
    )


def is_initial(text: str) -> bool:
    """Whether the token is an initial such as ``J.`` ."""
    return len(text) == 2 and text[1] == "." and text[0].isupper()


def starts(words: Sequence[str], people: frozenset[int] = frozenset()) -> list[int]:
    """For each token: `OPEN`, `CLOSED` or `FREE` to begin a sentence.

    Args:
        words: the tokens of one block, white space tokens included.
        people: positions where a person's name begins, or a name that stands alone elsewhere.
    """
    marks = [CLOSED] * len(words)
    held = _held(words)
    for i in range(1, len(words)):
        if words[i].isspace() or i in held:
            continue
        marks[i] = _start(words, i, people)
    return marks


def _start(  # noqa: PLR0911  one return a case
    words: Sequence[str], i: int, people: frozenset[int]
) -> int:
    before = i - 1
    if words[before].isspace():
        if words[before].count("\n") > 1:
            return OPEN
        before -= 1
    closers = 0
    while before > 0 and words[before] in _CLOSERS:
        before -= 1
        closers += 1
    if before < 0:
        return CLOSED
    last, this = words[before], words[i]
    if not (last in _STOPS or last.endswith(".")) or this in _STOPS or this in _CLOSERS - _OPENERS:
        return CLOSED
    if not _could_open(words, i):
        return CLOSED
    if closers:
        asked = last[-1] in "?!" and _speech_follows(words, i)
        return CLOSED if asked else OPEN
    if last in {".", "?", "!"} or last[-1] in "?!":
        return _after_stop(words, before, i, people)
    if last[-1] != ".":
        return FREE
    return _after_abbreviation(words, before, i, people)


def _after_stop(words: Sequence[str], before: int, i: int, people: frozenset[int]) -> int:
    """A lone full stop is a sentence's end, unless the tokenizer cut it off an abbreviation."""
    if words[before] == "." and before > 0:
        glued = words[before - 1] + "."
        if glued in {"No.", "Nos."} and words[i][0].isdigit():
            return CLOSED
        if glued == "no." and words[i][0].isdigit() and before > 1 and words[before - 2].istitle():
            return CLOSED  # "Flight no. 12"; but "The answer is no. 12 of them ..."
        if glued.lower() in _BEFORE_NAME - {"no.", "al."} and words[before - 1][:1].isupper():
            return CLOSED
        if is_initial(glued) and before > 1 and words[before - 2][:1].isupper():
            return FREE
        if glued.lower() in _EITHER and glued.lower() not in {"la.", "am.", "pm.", "co.", "mass."}:
            return _after_abbreviation(
                [*words[:before], glued, *words[before + 1 :]], before, i, people
            )
    return OPEN


def _after_abbreviation(  # noqa: PLR0911  one return a case
    words: Sequence[str], before: int, i: int, people: frozenset[int]
) -> int:
    short, this = words[before].lower(), words[i]
    function = this.lower() in _FUNCTION and this[:1].isupper()
    if short in _BEFORE_NAME:
        return CLOSED
    if short in _MONTHS:
        return CLOSED if this[:1].isdigit() else (OPEN if function else FREE)
    if this[:1].isdigit():
        return CLOSED
    if is_initial(words[before]):
        return FREE if function else CLOSED
    if short.replace(".", "") == "" or words[before] in _STOPS:
        return FREE
    if function:
        return OPEN
    if short in {"jr.", "sr.", "inc.", "corp.", "co.", "ltd."}:
        return FREE
    return (
        OPEN if i in people else FREE if short not in _EITHER or "." not in short[:-1] else CLOSED
    )


def _could_open(words: Sequence[str], i: int) -> bool:
    """Whether a sentence can begin with this token: a capital, a number, or an opening mark."""
    this = words[i]
    if this in _OPENERS:
        follower = next((w for w in words[i + 1 :] if w not in _OPENERS and not w.isspace()), "")
        return bool(follower) and not follower[0].islower()
    return not this[0].islower() and (this[0].isalnum() or this[0] in "$€£¥@#+§")


def _speech_follows(words: Sequence[str], i: int) -> bool:
    return any(word.lower() in _SPEECH for word in words[i : i + 5])


def _held(words: Sequence[str]) -> frozenset[int]:
    """Tokens inside closed pairs of quotation marks or brackets, the closing mark included."""
    held = set[int]()
    for first, last in [*_quotations(words), *_bracketed(words)]:
        if last - first <= _QUOTED_AT_MOST and not (first == 0 and _is_last(words, last)):
            held.update(range(first + 1, last + 1))
    return frozenset(held)


def _is_last(words: Sequence[str], i: int) -> bool:
    return all(word.isspace() or word in _STOPS for word in words[i + 1 :])


def _quotations(words: Sequence[str]) -> list[tuple[int, int]]:
    pairs, opened = list[tuple[int, int]](), -1
    for i, word in enumerate(words):
        if word in {"“", "``"}:
            opened = i
        elif word in {"”", "''"} and opened >= 0:
            pairs.append((opened, i))
            opened = -1
    straight = [i for i, word in enumerate(words) if word == '"']
    if len(straight) % 2 == 0:
        pairs.extend(zip(straight[::2], straight[1::2], strict=True))
    return pairs


def _bracketed(words: Sequence[str]) -> list[tuple[int, int]]:
    pairs, opened = list[tuple[int, int]](), dict[str, int]()
    for i, word in enumerate(words):
        if word in _BRACKETS:
            opened[_BRACKETS[word]] = i
        elif word in opened:
            pairs.append((opened.pop(word), i))
    return pairs


@SpacyLanguage.component(COMPONENT)
def set_starts(doc: Doc) -> Doc:
    """Write the rules' verdicts into ``Token.is_sent_start``, for the parser to keep."""
    standing: frozenset[str] = doc.user_data.get(STANDING, frozenset())
    orth: Any = "ORTH"  # one look-up a word: spaCy's token objects take several times as long
    words = [doc.vocab.strings[key] for key in doc.to_array(orth).tolist()]
    people = frozenset(span.start for span in doc.ents if span.label_ in {"PERSON", "PER"}) | {
        i for i, word in enumerate(words) if word in standing
    }
    marks = np.array(starts(words, people), np.int64)
    marks[:1] = OPEN
    values: Any = marks.astype(np.uint64).reshape(-1, 1)
    attributes: Any = ["SENT_START"]
    doc.from_array(attributes, values)
    return doc


def split_plain(text: str) -> list[tuple[int, int]]:
    """Sentences of text in a language without a parser: from punctuation alone, as offsets."""
    words, offsets = list[str](), list[int]()
    at = 0
    for chunk in text.split(" "):
        if chunk:
            core = chunk.rstrip("".join(c for c in '”"’»)'))
            body = core.rstrip(".?!…")
            for part in (body, core[len(body) :], *chunk[len(core) :]):
                if part:
                    words.append(part)
                    offsets.append(at)
                at += len(part)
        at += 1
    cuts = [offsets[i] for i, mark in enumerate(starts(words)) if mark == OPEN]
    spans = zip([0, *cuts], [*cuts, len(text)], strict=True)
    return [(a, a + len(text[a:b].rstrip())) for a, b in spans if text[a:b].strip()]
