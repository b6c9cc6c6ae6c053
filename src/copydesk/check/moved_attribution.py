"""Who says it, moved into what is said: "The ferry burned, police said, before it reached land."

The desk may set "police said (that)" from either end of a sentence between commas inside it.
Nothing else of the sentence may change, and who says it must be no more than that: a name or a
noun, "said", and a day. A sentence with a second verb of speech is not touched, since it could
change hands.
"""

from __future__ import annotations

import re

from copydesk.check.lexicon import MODALS, NEGATORS, TIME_WORDS, words_of
from copydesk.check.words import Word, is_mark, read_words

#: Words of who says it, at most.
LONGEST = 16
#: Verbs that may be set between commas: what is said is said, whichever of them says so.
_MOVED = words_of(
    "said announced argued claimed confirmed insisted noted stated suggested acknowledged wrote "
    "warned explained"
)
#: Words in front of "said" that make another thing of it.
_TURNS = (
    MODALS
    | NEGATORS
    | words_of("have has had be been is was are were to if when after as while who which")
)
#: Verbs of speech, of which a sentence may have no second.
_SPEAKS = words_of(
    "said says say told tells announced argued claimed asked wrote added warned confirmed denied "
    "insisted noted replied stated testified suggested acknowledged admitted alleged"
)
_BEHIND = TIME_WORDS | frozenset({"on"})


def moves_attribution(text: str, said: str) -> bool:
    """Whether a text is a sentence with its "police said" moved from an end to the inside.

    Args:
        text: as the page has it.
        said: as the report has it.
    """
    inserted = re.fullmatch(r"(?P<front>[^“”\"]+?), (?P<who>[^“”\",;]+), (?P<rest>[^“”\"]+)", text)
    while inserted is not None:
        who = _words(inserted["who"])
        if 1 < len(who) <= LONGEST and _is_who_says(who):
            told = [*_words(inserted["front"]), *_words(inserted["rest"])]
            theirs = _words(said)
            orders = ([*who, *told], [*who, "that", *told], [*told, *who])
            return not set(told) & _SPEAKS and theirs in orders
        inserted = re.fullmatch(
            rf"(?P<front>{re.escape(inserted['front'])}, [^“”\",;]+?(?:, [^“”\",;]+?)*?), "
            r"(?P<who>[^“”\",;]+), (?P<rest>[^“”\"]+)",
            text,
        )
    return False


def _words(text: str) -> list[str]:
    found: tuple[Word, ...] = tuple(read_words(text.rstrip(".")))
    return [w.norm for w in found if not is_mark(w)]


def _is_who_says(who: list[str]) -> bool:
    """Whether words are a noun phrase with a verb of speech behind it, and at most a day behind
    that."""
    verbs = [i for i, word in enumerate(who) if word in _MOVED]
    if len(verbs) != 1:
        return False
    at = verbs[0]
    return at > 0 and not set(who[:at]) & _TURNS and set(who[at + 1 :]) <= _BEHIND
