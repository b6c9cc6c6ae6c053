"""Numbers that are part of a name: products, models, vessels, rounds ("a Kestrel 4 rocket").

A capitalised word right before bare digits is a name with its number, unless something is
counted behind the digits: then only where the words before, or the rest of the report, show a
name. "Gave Kestrel 4 tanks" and "in Kestrel 4 people were killed" count.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from copydesk.english import lists

#: A capitalised word, with an apostrophe inside or without ("Tal’ar"), none of a possessive.
_WORD: Final = r"(?P<word>[A-Z][\w-]*(?:['’](?!s\b)\w+)*)"
#: One that ends right before the number, and what stands before it.
_BEFORE: Final = re.compile(rf"(?:^|(?<!\S)(?P<left>\S+)\s+)[\"“‘'(]?{_WORD}\s$")
_PAIR: Final = re.compile(
    rf"(?P<left>\S) {_WORD} (?P<digits>\d{{1,4}}(?:\.\d+)?)(?![\w,.%]*\d|[\w%])"
)
_BARE: Final = re.compile(r"\d{1,4}(?:\.\d+)?")
#: Words that stand capitalised before a number and name nothing it belongs to.
_NO_NAMES: Final = lists.words("designations", "no names")
#: Words after which a name stands that things are counted for.
_HOLDS_A_NAME: Final = lists.words("designations", "holds a name")
#: A range goes on behind the number: it measures or counts.
_TO_ANOTHER: Final = re.compile(r"\s*(?:to|or|and|-|–|—)\s*\d")
_STOPS: Final = tuple(".!?:;")
_COUNTED: Final = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:[a-z-]+(?<!s)s|people|men|women|children|police|dead|troops)\b"
)
_FUNCTION: Final = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}?(?:an?|the|and|or|but|of|to|in|on|at|by|for|with|from|as|is|was|has|"
    r"his|its|this|does|will|can|could|would|that|which|who|when|while|after|before|since)\b"
)
_ELLIPTIC: Final = re.compile(
    r"\s+(?:more|others?|were|are|have|had|died|dead|killed|injured|wounded|hurt|missing)\b"
)
#: How often a word and its number stand together for a name beyond doubt.
_AGAIN: Final = 2


def repeated(text: str) -> frozenset[str]:
    """Names with their numbers that a report uses again and again ("Kestrel 4").

    Args:
        text: of the report.
    """
    pairs = Counter(
        f"{match['word']} {match['digits']}"
        for match in _PAIR.finditer(text)
        if match["word"].lower() not in _NO_NAMES
        and not match["left"].endswith(_STOPS)
        and not _ELLIPTIC.match(text, match.end())
    )
    return frozenset(pair for pair, times in pairs.items() if times >= _AGAIN)


def is_part(before: str, digits: str, after: str, known: frozenset[str], *, title: bool) -> bool:
    """Whether digits belong to the name before them.

    Args:
        before, after: the sentence around the digits.
        digits: as written.
        known: of `repeated`.
        title: the sentence is set in title case, where capitals tell nothing.
    """
    found = _BEFORE.search(before)
    if found is None or not _BARE.fullmatch(digits) or found["word"].lower() in _NO_NAMES:
        return False
    if f"{found['word']} {digits}" in known:
        return True
    left = found["left"]
    counts = _ELLIPTIC.match(after) or _TO_ANOTHER.match(after)
    if title or left is None or left.endswith(_STOPS) or counts:
        return False
    counted = _COUNTED.match(after)
    function = _FUNCTION.match(after)
    if counted is None or (function is not None and function.end() <= counted.end()):
        return True
    named = left[0].isupper() and left.lower() not in _NO_NAMES
    held = left.lower() in _HOLDS_A_NAME or left.endswith(("'s", "’s")) or named
    return held and not found["word"].endswith("s")
