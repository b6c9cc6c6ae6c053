"""Which part of the gate a difference between a sentence and its evidence concerns."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from copydesk.check.lexicon import (
    DETERMINERS,
    HEDGES,
    MODALS,
    MONTHS,
    NEGATIONS,
    NEGATORS,
    PRONOUNS,
    SAYS,
    TIME_WORDS,
    UNITS,
)
from copydesk.check.words import Word

_AUXILIARY = frozenset({"do", "does", "did"})

Words = Sequence[Word]


def kind_of(was: Words, ours: Words) -> str:
    """The part of the gate that words of the evidence becoming words of the sentence concerns.

    One of the names of `Reason.check`; "content" when none of the closed classes is touched.
    """
    for kind, concerns in _KINDS:
        if concerns(was, ours):
            return kind
    return "content"


def _differ(was: Words, ours: Words) -> set[str]:
    return {w.norm for w in was} ^ {w.norm for w in ours}


def _all(was: Words, ours: Words) -> set[str]:
    return {w.norm for w in (*was, *ours)}


def _quoted(was: Words, ours: Words) -> bool:
    return any(w.quoted for w in (*was, *ours))


def _negation(was: Words, ours: Words) -> bool:
    return bool(_differ(was, ours) & NEGATORS) or _all(was, ours) <= NEGATIONS | _AUXILIARY


def _dates(was: Words, ours: Words) -> bool:
    differ = _differ(was, ours)
    months = {w.norm for w in (*was, *ours) if w.text[:1].isupper()} & set(MONTHS)
    return bool(differ & (TIME_WORDS | months))


def _numbers(was: Words, ours: Words) -> bool:
    numeral = any(w.kind == "number" for w in (*was, *ours))
    hedge = bool(_differ(was, ours) & HEDGES) and _all(was, ours) <= HEDGES | DETERMINERS
    return numeral or hedge or bool(_differ(was, ours) & UNITS)


def _names(was: Words, ours: Words) -> bool:
    return has_name(ours) or (has_name(was) and bool(ours))


def has_name(words: Words) -> bool:
    """Whether a capitalised word stands among them."""
    return any(w.kind == "word" and w.text[:1].isupper() and len(w.text) > 1 for w in words)


def _modality(was: Words, ours: Words) -> bool:
    return bool(_differ(was, ours) & MODALS)


def _attribution(was: Words, ours: Words) -> bool:
    return not ours and any(w.norm in SAYS for w in was)


def _reference(was: Words, ours: Words) -> bool:
    return bool(_differ(was, ours) & PRONOUNS)


_KINDS: tuple[tuple[str, Callable[[Words, Words], bool]], ...] = (
    ("quotations", _quoted),
    ("negation", _negation),
    ("dates", _dates),
    ("numbers", _numbers),
    ("names", _names),
    ("modality", _modality),
    ("attribution", _attribution),
    ("names", _reference),
)
