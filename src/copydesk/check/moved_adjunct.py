"""What a sentence says besides, set in front: "On Monday, the board closed the pier to save money".

One run of words may go to the front: when it happened, or a clause on a participle that stands
between commas. All other words stay as and where they are. A day keeps to its verb as long as no
second verb comes between: compose moves it only where the sentence has one.
"""

from __future__ import annotations

import re

from copydesk.check.lexicon import TIME_WORDS
from copydesk.check.words import is_mark, read_words

#: Words of a time, at most, and of a clause.
_TIME, _CLAUSE = 6, 18
_OPENS_TIME = frozenset({"on", "in", "last", "earlier"})
_PARTICIPLES = re.compile(r"\w+(?:ing|ed|en|wn|ht|lt|pt|ft|de|ld|ung)")


def moves_adjunct(text: str, said: str) -> bool:
    """Whether a text is a sentence with one adjunct set in front of the rest.

    Args:
        text: as the page has it.
        said: as the report has it, edited.
    """
    front, comma, rest = text.rstrip(".").partition(", ")
    # A clause may have commas of its own.
    while comma:
        ours, theirs, moved = _words(rest), _words(said), _words(front)
        at = next(
            (i for i in range(1, len(theirs) - len(moved)) if theirs[i : i + len(moved)] == moved),
            None,
        )
        if at is not None and theirs[:at] + theirs[at + len(moved) :] == ours:
            return _is_time(moved) or _is_clause(front, said, moved)
        more, comma, rest = rest.partition(", ")
        front = f"{front}, {more}"
    return False


def _is_time(words: list[str]) -> bool:
    return (
        len(words) <= _TIME
        and words[0] in _OPENS_TIME
        and all(w in TIME_WORDS or w.isdigit() or w in _OPENS_TIME or w == "this" for w in words)
    )


def _is_clause(front: str, said: str, words: list[str]) -> bool:
    """Whether it opens on a participle and stands between commas in the sentence."""
    inside = f", {front[0].lower()}{front[1:]}, "
    opens = _PARTICIPLES.fullmatch(words[0]) is not None
    return 3 <= len(words) <= _CLAUSE and opens and inside in said


def _words(text: str) -> list[str]:
    return [w.norm for w in read_words(text.rstrip(".")) if not is_mark(w)]
