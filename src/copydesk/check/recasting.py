"""Licences for clauses in another build that says the same: see `copydesk.compose.edit.recast`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from copydesk.check.words import Word
from copydesk.english.inflection import past_forms
from copydesk.english.lists import words

_BE = frozenset({"is", "are", "was", "were"})
_PRONOUNS = frozenset({"who", "which", "that"})
#: Endings of participles, regular and not.
_PARTICIPLES = tuple("ed ing en wn ht lt nt pt ft ade eld ut ung old aid it et".split())  # noqa: SIM905
_TITLES = frozenset({"mr", "mrs", "ms"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def may_recast(was: Sequence[Word], ours: Sequence[Word], behind: str) -> bool:
    """Whether words of the evidence may be written in another way.

    Args:
        was: the words of the evidence; ours: those of the sentence; without marks.
        behind: the word of the sentence behind them, in canonical spelling; empty at its end.
    """
    old, new = tuple(w.norm for w in was), tuple(w.norm for w in ours)
    if any(w.quoted for w in (*was, *ours)):
        return False
    if not new:
        return (
            (len(old) == 2 and old[0] in _PRONOUNS and old[1] in _BE and _is_participle(behind))
            or (len(old) == 3 and old[0] == "the" and old[1] in _places() and old[2] == "of")
            or (len(old) == 1 and old[0] in _TITLES)
        )
    if not old:
        return new == ("on",) and behind in _DAYS
    return len(old) == 1 and len(new) == 2 and new[0] == "and" and new[1] in _pasts(old[0])


@cache
def _places() -> frozenset[str]:
    return words("plain", "places")


def _is_participle(word: str) -> bool:
    return word.endswith(_PARTICIPLES)


@cache
def _pasts(participle: str) -> frozenset[str]:
    """The past forms of what a word in -ing may be of."""
    if not participle.endswith("ing"):
        return frozenset()
    stem = participle[:-3]
    lemmas = {stem, f"{stem}e"}
    if len(stem) > 2 and stem[-1] == stem[-2]:
        lemmas.add(stem[:-1])
    return frozenset(form for lemma in lemmas for form in past_forms(lemma))
