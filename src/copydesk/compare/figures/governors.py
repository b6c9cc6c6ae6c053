"""What is said of a number: the word that governs it from the left, and what follows it."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.compare.figures import predicates
from copydesk.compare.figures.clause_words import (
    AUXILIARIES,
    CLAUSE_MARKS,
    CONJUNCTIONS,
    DETERMINERS,
    INCLUDING,
    Clauses,
)
from copydesk.compare.figures.nouns import Noun
from copydesk.compare.stems import Word, lexicon

SKIPPED_LEFT = DETERMINERS | lexicon(
    "another other others further additional some many most total estimated reported than"
)
_HARMED = lexicon("killed injured")
_PAYERS = DETERMINERS | lexicon("bank company firm group government state them it him her us")
_TAKES_PAYER = lexicon("cost fined pledged")
_LOST = lexicon("lose loses lost losing")
_PASSED = lexicon("pass passed passes")
_TAKEN = lexicon("from hostage captive away")
_STATES = lexicon("to at by is was stands stood reached hit with from")
_LOWERED = lexicon("cut cuts cutting reduce reduces reduced reducing lower lowers shave trim slash")
_NUMBERS = lexicon("number numbered")
_EARNED = lexicon("profit profits earnings income revenue")
#: How far behind the number a predicate may stand: words.
_REACH = 24
_FAR = 8


def governor(left: list[Word], money: bool) -> str:  # noqa: PLR0911 (one return a case)
    """Class of the verb or noun that governs the number ("killing at least", "release of").

    Args:
        left: words before the number, nearest first.
        money: the number is a sum, which a payer may stand before ("cost the bank $2 billion").
    """
    if money:
        left = _without_payer(left)
    position = 0
    while position < len(left) and left[position].low in SKIPPED_LEFT:
        position += 1
    if position >= len(left):
        return ""
    word = left[position].low
    after = left[position + 1] if position + 1 < len(left) else None
    if word == "with" and after is not None and after.text == ",":
        return ""  # "the toll is 21, with eight missing": what follows tells
    if word in _NUMBERS and after is not None and predicates.is_adjective(after.low):
        return predicates.predicate(after.low) or ""  # "the dead number 14"
    if word in ("of", "for"):
        return _nominal(left[position + 1 : position + 4])
    if word == "to" and position + 1 < len(left) and left[position + 1].low == "home":
        return "population"
    if word == "in":
        name = predicates.predicate(left[position + 1].low) if position + 1 < len(left) else None
        return "damaged" if name == "damaged" else ""
    if word in _STATES:
        lowered = word == "by" and money and _lowers_earnings(left[position : position + 8])
        return "cost" if lowered else _toll(left[position:])
    found = predicates.predicate(word)
    if found in _HARMED and _both_harms(left[position : position + 3]):
        return "casualties"
    return found or ""


def _without_payer(left: list[Word]) -> list[Word]:
    """ "Cost the bank $2 billion": the one who pays may stand before the sum."""
    position = 0
    while position < min(5, len(left)) and (
        left[position].text[0].isupper() or left[position].low in _PAYERS
    ):
        position += 1
    if position < len(left) and predicates.predicate(left[position].low) in _TAKES_PAYER:
        return left[position:]
    return left


def _nominal(before: list[Word]) -> str:
    """ "Release of", "handing over of", "a total of"."""
    names = [w.low for w in before]
    if names and names[0] in ("over", "up", "back", "total"):
        names = names[1:]
    return (predicates.predicate(names[0]) or "") if names else ""


def _lowers_earnings(left: list[Word]) -> bool:
    """ "Will cut profit this year by about $5 billion" is a cost."""
    words = {w.low for w in left}
    return bool(words & _LOWERED) and bool(words & _EARNED)


def _both_harms(left: list[Word]) -> bool:
    """ "Killed and wounded dozens" counts both together."""
    names = {predicates.predicate(w.low) for w in left if w.low not in ("and", "or")}
    return len(left) == 3 and left[1].low in ("and", "or") and names == _HARMED


def _toll(left: list[Word]) -> str:
    """ "The death toll rose to", "the number of injured reached", "a population of"."""
    for position, word in enumerate(left):
        if word.text in CLAUSE_MARKS:
            break
        if word.low in ("toll", "tally"):
            return "killed"
        if word.low in ("number", "count", "total"):
            inner = [predicates.predicate(w.low) for w in left[:position]]
            return next((name for name in reversed(inner) if name), "")
        if word.low in ("magnitude", "population"):
            return word.low
    return ""


@dataclass(frozen=True, slots=True)
class Said:
    """Predicates behind a number.

    Attributes:
        finite: what the clause says of the counted.
        attributive: what a participle or relative clause says of it ("the 200 kidnapped").
        attribute: where the attribute starts, and where it ends; None without.
    """

    finite: str
    attributive: str
    attribute: tuple[int, int] | None


def said(right: list[Word], following: int | None, noun: Noun, measured: bool) -> Said:
    """The predicates behind a number, up to the clause's end or the next number.

    Args:
        right: words behind the number.
        following: where the next number starts, which ends the look; None to go on.
        noun: of the number.
        measured: a sum or a measure, whose predicate may stand farther off.
    """
    finite = attributive = ""
    start = end = None
    reach = _FAR if measured else 1
    for position, word in enumerate(right[:_REACH]):
        if following is not None and word.start >= following:
            break
        if word.text in CLAUSE_MARKS or (position >= noun.end and word.low in CONJUNCTIONS):
            break
        if word.text == "," and not _relative_next(right, position):
            break
        if word.low in INCLUDING and finite:
            break
        name = _named(right, position)
        if name is None:
            continue
        before = {w.low for w in right[max(0, position - 4) : position]}
        if position >= noun.end and (word.low in predicates.FINITE or before & AUXILIARIES):
            if _relative(before):
                attributive = attributive or name
                start = start if start is not None else word.start
            elif not finite:
                finite, end = _joined(right, position, name), word.start
        elif position and right[position - 1].low in ("and", "or"):
            break
        elif not attributive and (position <= noun.end + reach or _relative(before)):
            attributive, start = _joined(right, position, name), word.start
    attribute = None
    if start is not None:
        last = right[-1].end
        attribute = (start, end if end is not None and end > start else last)
    return Said(finite, attributive, attribute)


_BADLY = lexicon("seriously critically severely gravely badly serious severe critical")
_SLIGHTLY = lexicon("slightly lightly minor slight")


def _degree(words: list[Word], name: str) -> str:
    """ "Seriously injured" is another count than "injured"."""
    near = {w.low for w in words}
    if name != "injured" or not near & (_BADLY | _SLIGHTLY):
        return name
    return "badly injured" if near & _BADLY else "slightly injured"


def _named(right: list[Word], position: int) -> str | None:
    word = right[position]
    if not word.is_word:
        return None
    if word.low == "taken" and position + 1 < len(right) and right[position + 1].low in _TAKEN:
        return "abducted"
    after = [w.low for w in right[position + 1 : position + 3]]
    if word.low in _LOST and len(after) == 2 and after[1] in ("life", "lives"):
        return "killed"
    if word.low in _PASSED and after[:1] == ["away"]:
        return "killed"
    if word.low == "condition" and position and right[position - 1].low in _BADLY:
        return "badly injured"
    name = predicates.predicate(word.low)
    return None if name is None else _degree(right[max(0, position - 1) : position], name)


def _relative(before: set[str]) -> bool:
    return bool(before & {"who", "which"}) or ("that" in before and bool(before & AUXILIARIES))


def _relative_next(right: list[Word], position: int) -> bool:
    return position + 1 < len(right) and right[position + 1].low in ("who", "which", "whom")


def _joined(right: list[Word], position: int, name: str) -> str:
    after = right[position + 1 : position + 3]
    if name in _HARMED and len(after) == 2 and after[0].low in ("and", "or"):
        other = predicates.predicate(after[1].low)
        if {name, other} == _HARMED:
            return "casualties"
    return name


def verb(clauses: Clauses, left: list[Word], right: list[Word], noun: Noun) -> str:
    """Lemma of the verb nearest to a number whose predicate has no class; "" without a parse."""
    for word in right[noun.end : noun.end + 5]:
        if word.text in CLAUSE_MARKS or word.text == ",":
            break
        if clauses.part_of_speech(word) == "VERB":
            return _telling(clauses.lemma(word))
    for word in left[:4]:
        if word.text in CLAUSE_MARKS or word.text == ",":
            break
        if clauses.part_of_speech(word) == "VERB":
            return _telling(clauses.lemma(word))
    return ""


_EMPTY = lexicon("be have do say get include mean make take")


def _telling(lemma: str) -> str:
    return "" if lemma in _EMPTY else lemma
