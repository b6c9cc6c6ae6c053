"""Two wordings of one utterance: the same words, one inside the other, or a variant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from copydesk.english.lists import words as words_in

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?", re.UNICODE)
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.+|…|\[\s*\.\.\.\s*\]")
#: What ends the name of a site: one outlet prints "MySpace.com", another "MySpace".
_DOMAIN = re.compile(r"(?<=\w)\.(?:com|org|net)\b", re.IGNORECASE)
_INSERTED = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_NEGATED = {"can't": "can not", "won't": "will not", "shan't": "shall not", "ain't": "is not"}
_ENDINGS = {"'re": " are", "'ll": " will", "'ve": " have", "'m": " am", "n't": " not"}
_IS = frozenset(
    ["it", "he", "she", "that", "this", "what", "there", "here", "who", "where", "how", "let"]
)
_SPELLING = (
    (re.compile(r"^(.{3,})isation(s?)$"), r"\1ization\2"),
    (re.compile(r"^(.{3,})is(e|ed|es|ing)$"), r"\1iz\2"),
    (re.compile(r"^(.{3,})our(s|ed|ing|able|ite|ful|hood|ly)?$"), r"\1or\2"),
    (re.compile(r"^(defen|offen|licen|preten)ce(s|d)?$"), r"\1se\2"),
    (re.compile(r"^(cent|theat|met|lit|fib|kilomet)re(s?)$"), r"\1er\2"),
    (re.compile(r"^(.{2,})ogue(s?)$"), r"\1og\2"),
    (re.compile(r"^programme(s?)$"), r"program\1"),
    (re.compile(r"^okay$"), "ok"),
    (re.compile(r"^(?:mama|mamma|momma|mum|mommy|mummy)$"), "mom"),
    (re.compile(r"^(.{3,})ell(ed|ing)$"), r"\1el\2"),
)

#: Words that say nothing of what an utterance is about.
FUNCTION_WORDS = words_in("closed", "function words")


class Likeness(StrEnum):
    """How two wordings stand to each other."""

    IDENTICAL = "identical"
    CONTAINED = "contained"
    OVERLAPPING = "overlapping"
    VARIANT = "variant"


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of an utterance as they are compared.

    Case, punctuation, contractions and British or American spelling do not count; words in
    brackets are an editor's and are left out; an ellipsis splits the words into ``parts``.
    ``words`` are those of all parts, ``content`` those that are not function words.
    """

    parts: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    content: tuple[str, ...]


@lru_cache(maxsize=16384)
def normal(word: str) -> str:
    """A word in lower case and American spelling."""
    low = word.lower()
    for pattern, replacement in _SPELLING:
        changed = pattern.sub(replacement, low)
        if changed != low:
            return changed
    return low


def _split(raw: str) -> list[str]:
    word = raw.lower().replace("’", "'")
    if word in _NEGATED:
        return _NEGATED[word].split()
    for ending, full in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending):
            return (word[: -len(ending)] + full).split()
    if word.endswith("'s"):
        stem = word[:-2]
        return [stem, "is"] if stem in _IS else [stem]
    return [word]


def wording(segments: Iterable[str]) -> Wording:
    """The comparable words of an utterance given as its segments."""
    parts: list[tuple[str, ...]] = []
    for piece in _ELLIPSIS.split(" ".join(segments)):
        clean = _DOMAIN.sub("", _INSERTED.sub(" ", piece))
        words = tuple(normal(w) for raw in _WORD.findall(clean) for w in _split(raw))
        if words:
            parts.append(words)
    joined = tuple(w for part in parts for w in part)
    return Wording(tuple(parts), joined, tuple(w for w in joined if w not in FUNCTION_WORDS))


def printed(segments: Iterable[str], words: Sequence[str]) -> str:
    """The stretch of an utterance that has these comparable words, as it is printed."""
    whole = " ".join(segments)
    found = [
        (word, raw.span()) for raw in _WORD.finditer(whole) for word in map(normal, _split(raw[0]))
    ]
    size = len(words)
    for at in range(len(found) - size + 1) if size else ():
        if all(found[at + n][0] == words[n] for n in range(size)):
            return " ".join(whole[found[at][1][0] : found[at + size - 1][1][1]].split())
    return " ".join(words)


@lru_cache(maxsize=2048)
def likeness(a: Wording, b: Wording) -> Likeness | None:
    """How two wordings of one speaker compare; None when they are different utterances."""
    if "".join(a.words) == "".join(b.words):  # "health care" and "healthcare" are the same words
        return Likeness.IDENTICAL if a.words else None
    short, long = (a, b) if len(a.words) <= len(b.words) else (b, a)
    if not short.content:
        return None
    if _holds(long, short):
        return Likeness.CONTAINED
    if _overlaps(a, b) or _overlaps(b, a):
        return Likeness.OVERLAPPING
    return Likeness.VARIANT if _is_variant(short, long) else None


def _holds(long: Wording, short: Wording) -> bool:
    """Whether all parts of ``short`` stand in ``long``, in order, word for word."""
    words, position = long.words, 0
    for part in short.parts:
        found = _find(words, part, position)
        if found < 0:
            return False
        position = found + len(part)
    return True


def _overlaps(first: Wording, second: Wording) -> bool:
    """Whether the end of one is the beginning of the other: two cuts of one utterance."""
    x, y = first.words, second.words
    for size in range(min(len(x), len(y)), _RUN - 1, -1):
        if x[-size:] == y[:size]:
            return sum(w not in FUNCTION_WORDS for w in y[:size]) >= _RUN_CONTENT
    return False


def _find(words: tuple[str, ...], part: tuple[str, ...], start: int) -> int:
    for at in range(start, len(words) - len(part) + 1):
        if words[at : at + len(part)] == part:
            return at
    return -1


# Shares of words that two wordings must have in common to be one utterance; tuned on the
# copydesk-gold/1 seeds and development events (`same_quotes`).
_RUN = 5
_RUN_CONTENT = 2
_SHARE = 0.55


def _is_variant(short: Wording, long: Wording) -> bool:
    """One utterance in other words: a long common run, or most content words in order."""
    if len(short.words) < 4 or len(short.content) < 2:
        return False
    matcher = SequenceMatcher(None, short.words, long.words, autojunk=False)
    blocks = matcher.get_matching_blocks()
    common = [w for block in blocks for w in short.words[block.a : block.a + block.size]]
    content = Counter(w for w in common if w not in FUNCTION_WORDS)
    share = sum(content.values()) / len(short.content)
    longest = max(blocks, key=lambda block: block.size)
    run = short.words[longest.a : longest.a + longest.size]
    run_content = sum(w not in FUNCTION_WORDS for w in run)
    if len(run) >= _RUN and run_content >= _RUN_CONTENT and share >= _SHARE / 2:
        return True
    return share >= _SHARE and sum(content.values()) >= 3 and len(run) >= 3
