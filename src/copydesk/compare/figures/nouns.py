"""The noun that a number counts."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.compare.figures import predicates
from copydesk.compare.figures.clause_words import AUXILIARIES, DETERMINERS, INCLUDING, Clauses
from copydesk.compare.stems import STOP, Word, lexicon
from copydesk.english.calendar import DAYS_AND_MONTHS

_MORE = lexicon("more other others further additional -")
_BEHIND_OF = DETERMINERS | lexicon("more than some about nearly over other #")
_NOUN_POS = frozenset({"NOUN", "PROPN", "ADJ"})
_NO_NOUNS = DAYS_AND_MONTHS | lexicon("yesterday today tonight tomorrow")
#: What opens a time or a rate behind a noun: "60,000 vans last year".
_BEFORE_TIMES = lexicon("last next this each every per")
_PLURALS = lexicon("people men women children police")
#: Marks that may stand inside a noun phrase, or close the quotation that holds the number.
_INSIDE = frozenset("-#'‘’”\"")
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Noun:
    """What stands behind a number.

    Attributes:
        counted: head noun as written (capitals kept only where they are), "" without.
        modifiers: the words before it.
        end: index into the words right of the number, behind the noun.
        partitive: "21 of the girls".
        whole_follows: "21 of the 276 girls": the next number is the whole.
        more: "another 40", "119 more", "thousands of other women".
    """

    counted: str
    modifiers: tuple[str, ...]
    end: int
    partitive: bool
    whole_follows: bool
    more: bool


def noun(clauses: Clauses, right: list[Word], following: int | None) -> Noun:
    """The noun behind a number.

    Args:
        clauses: of the report.
        right: words behind the number.
        following: where the sentence's next number starts; None without.
    """
    position, more, partitive = 0, False, False
    while position < len(right) and right[position].low in _MORE:
        more |= right[position].low != "-"
        position += 1
    if position and right[position - 1].low == "others":
        return Noun("others", (), position, False, False, True)
    if position < len(right) and right[position].low == "of":
        partitive = True
        position += 1
        while position < len(right) and right[position].low in _BEHIND_OF:
            more |= right[position].low == "other"
            position += 1
        if position < len(right) and following is not None and right[position].start >= following:
            return Noun("", (), position, True, True, more)
        if position < len(right) and right[position].low in ("them", "us", "whom"):
            return Noun("them", (), position + 1, True, False, more)
    run: list[Word] = []
    while position < len(right) and len(run) < _LONGEST:
        word = right[position]
        if not word.is_word and word.text not in _INSIDE:
            break
        if word.text == "-" and position + 1 < len(right) and right[position + 1].text == "-":
            break
        if word.is_word and _ends(clauses, word, run):
            break
        if word.is_word:
            run.append(word)
        position += 1
    if not run:
        return Noun("", (), position, partitive, False, more)
    counted = _as_written(run[-1]).replace("’", "'").removesuffix("'s")
    modifiers = tuple(_as_written(w) for w in run[:-1])
    return Noun(counted, modifiers, position, partitive, False, more)


def _as_written(word: Word) -> str:
    return word.text if word.text[0].isupper() else word.low


def _ends(clauses: Clauses, word: Word, run: list[Word]) -> bool:
    """Whether a word cannot go on the noun phrase that follows a number."""
    low = word.low
    if run and low in _BEFORE_TIMES:
        return True
    if low in STOP or low in AUXILIARIES or low in INCLUDING or low in _NO_NOUNS:
        return True
    kind = clauses.part_of_speech(word)
    if predicates.predicate(low) is not None and (run or low in predicates.FINITE):
        known = run and predicates.counted_class(run[-1].text) in ("people", "house", "village")
        return bool(known or not run or kind in ("VERB", "AUX"))
    if predicates.predicate(low) is not None and predicates.is_adjective(low):
        return not _noun_next(clauses, word)
    if kind:
        return kind not in _NOUN_POS and not (kind == "VERB" and not run)
    return bool(run) and (low.endswith("ly") or _plural(run[-1].low))


def _noun_next(clauses: Clauses, word: Word) -> bool:
    """Whether a participle right behind the number stands before a noun ("21 freed girls")."""
    after = clauses.next_word(word)
    if after is None or not after.is_word:
        return False
    return after.low not in STOP and not after.low.endswith("ly")


def _plural(low: str) -> bool:
    return low in _PLURALS or (
        low.endswith("s") and not low.endswith(("ss", "us", "is", "ous", "'s"))
    )
