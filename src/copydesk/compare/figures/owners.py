"""Whose sum or share a figure is: the name that stands before it in its clause."""

from __future__ import annotations

import re

from copydesk.compare.figures.clause_words import Clauses
from copydesk.compare.figures.scope import Setting
from copydesk.compare.stems import STOP, Word, lexicon
from copydesk.english.calendar import DAYS_AND_MONTHS, SHORT_MONTHS
from copydesk.model import Quantity

_FORMS = lexicon("inc corp co ltd plc group ag sa nv llc holdings company the of and")
_NO_OWNERS = (
    DAYS_AND_MONTHS | SHORT_MONTHS | lexicon("mr mrs ms dr president minister ceo cfo wall street")
)
_BREAKS = lexicon("while whereas but although")


def owner(clauses: Clauses, quantity: Quantity, about: Setting) -> str | None:
    """The owner's name in lower case; None for the report's main name or where none stands.

    Args:
        clauses: of the report.
        quantity: money or a share.
        about: the report's setting; names of its headline are its main names.
    """
    line = [w for w in clauses.words(quantity.sentence) if w.end <= quantity.start]
    persons = _persons(clauses)
    names = _names(clauses, line, about)
    firms = [name for start, name in names if start not in persons]
    if not names:
        return None
    nearest = (firms or [name for _, name in names])[-1]
    return None if set(nearest) & about.main.headline else " ".join(nearest)


def _persons(clauses: Clauses) -> set[int]:
    """Where names of two words or more start that the pipeline took for persons."""
    return {
        e.start for e in clauses.report.entities if e.label == "PERSON" and e.last - e.first > 1
    }


def _names(clauses: Clauses, line: list[Word], about: Setting) -> list[tuple[int, tuple[str, ...]]]:
    """Capitalised names of the clause that may own something, with where each starts."""
    found: list[tuple[int, tuple[str, ...]]] = []
    run: list[str] = []
    first = line[0].start if line else 0
    start = 0
    for position, word in enumerate([*line, None]):
        bracketed = position > 0 and line[position - 1].text == "("
        if word is not None and not bracketed and _in_name(clauses, word, first, about):
            start = start if run else word.start
            run.append(re.sub(r"['’]s?$", "", word.text.lower()).rstrip("."))
            continue
        if word is not None and run and word.low in ("of", "&", "-"):
            continue
        kept = tuple(w for w in run if w not in _FORMS and w not in _NO_OWNERS)
        if kept:
            found.append((start, kept))
        run = []
        if word is not None and (word.low in _BREAKS or word.text in (";", ":")):
            found.clear()
    return found


def _in_name(clauses: Clauses, word: Word, first: int, about: Setting) -> bool:
    if not word.text[0].isupper() or word.low in STOP or word.start in about.main.places:
        return False
    kind = clauses.part_of_speech(word)
    if word.start == first:
        return kind == "PROPN" or word.start in about.main.people
    return kind in ("PROPN", "NOUN", "")
