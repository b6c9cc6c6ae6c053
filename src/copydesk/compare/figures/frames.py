"""What a number counts, and what is said of it: the frame around a quantity.

Read from the words around the number within its clause: the number's noun, the verb or noun
that governs it, what it is a part of. Word classes of the parse are used where there is one;
without, endings and word lists stand in, so that a frame is coarser but never missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.compare.figures import governors, nouns, predicates
from copydesk.compare.figures.clause_words import CLAUSE_MARKS, INCLUDING, Clauses
from copydesk.compare.figures.governors import SKIPPED_LEFT, Said
from copydesk.compare.figures.nouns import Noun
from copydesk.compare.stems import Word, lexicon
from copydesk.english import lists
from copydesk.model import Quantity

#: Predicates that only people undergo: a bare number under them counts people.
HUMAN = lexicon(
    "killed injured missing abducted released rescued captive escaped displaced evacuated "
    "arrested charged trapped aboard population attended employed casualties shot"
) | frozenset(("badly injured", "slightly injured"))
_NEVER_SHARES = lexicon("captive released population aboard")
_SUMS = lexicon("cost pledged fined invested bought borrowed loss")
_CAUSES = lexicon("left leaving leaves leave saw see seen")
_PLACES = lexicon("village town house school")
_WORST = lexicon("worst hardest worst-hit hardest-hit")
_PARENTS = lists.words("comparing", "parents")
_PARTS = lists.words("compare", "frames parts")


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of one number.

    Attributes:
        predicate: class of what is said of the counted; the lemma of its verb where that has
            no class; "" when nothing is said.
        counted: the counted noun as written; "" when none stands.
        unit: its class, for bare counts.
        modifiers: words before the counted noun, in lower case but for names.
        part_of: predicate of the figure that this one is a part of; None when of none.
        definite: "the 21 girls": known to the reader already.
        more: "another 40", "119 more".
        all_but: "all but three": the number is what is missing from the whole.
        finite: the predicate is said, not merely in an attribute ("the 200 kidnapped").
        attribute: where such an attribute stands, which has places and times of its own.
        owner: whose money or share it is, where not that of the report's main name.
    """

    predicate: str
    counted: str
    unit: str
    modifiers: tuple[str, ...] = ()
    part_of: str | None = None
    definite: bool = False
    more: bool = False
    all_but: bool = False
    finite: bool = False
    attribute: tuple[int, int] | None = None
    owner: str | None = None


def frame(clauses: Clauses, quantity: Quantity, others: tuple[Quantity, ...]) -> Frame:
    """The frame of a quantity.

    Args:
        clauses: of the report.
        quantity: one of the report's.
        others: all quantities of the same sentence, in order.
    """
    left, right = clauses.sides(quantity)
    following = next((q.start for q in others if q.start >= quantity.end), None)
    noun = nouns.noun(clauses, right, following)
    governor = governors.governor(left, quantity.kind == "money")
    until = None if noun.whole_follows else following
    said = governors.said(right, until, noun, quantity.kind != "count")
    return _combine(clauses, quantity, (left, right), noun, governor, said)


def _combine(
    clauses: Clauses,
    quantity: Quantity,
    sides: tuple[list[Word], list[Word]],
    noun: Noun,
    governor: str,
    said: Said,
) -> Frame:
    left, right = sides
    if len(left) > 1 and left[0].low == "of" and left[1].low in _PARENTS:
        return Frame(predicate="", counted="children", unit="people")  # "a mother of two"
    definite = bool(left) and left[0].low in ("the", "these", "those")
    part_of = _part_of(left)
    unit = _unit(quantity, noun)
    predicate, finite = _predicate(left, definite, governor, said)
    predicate = _fitting(predicate, quantity, unit, noun)
    if not predicate and part_of:
        predicate, finite = part_of, True
    if quantity.kind == "count" and not unit and predicate in HUMAN:
        unit = "people"
    if quantity.kind == "count" and not predicate:
        predicate = governors.verb(clauses, left, right, noun)
    if quantity.kind == "count" and predicates.jobs_cut(unit, predicate, governor):
        predicate = predicates.JOBS_CUT
    if quantity.unit == "magnitude" and any(w.low.startswith("aftershock") for w in left[:12]):
        predicate = "aftershock"
    attribute = said.attribute if finite else None
    if noun.whole_follows and attribute is None:
        attribute = (right[noun.end].start, right[-1].end)
    return Frame(
        predicate=predicate,
        counted=noun.counted,
        unit=unit,
        modifiers=noun.modifiers,
        part_of=part_of,
        definite=definite,
        more=noun.more or (bool(left) and left[0].low in ("another", "other")),
        all_but=len(left) > 1 and left[0].low == "but" and left[1].low == "all",
        finite=finite,
        attribute=attribute,
    )


def _unit(quantity: Quantity, noun: Noun) -> str:
    if quantity.kind != "count":
        return quantity.unit
    return predicates.counted_class(noun.counted) if noun.counted else ""


def _predicate(left: list[Word], definite: bool, governor: str, said: Said) -> tuple[str, bool]:
    """The predicate, and whether it is said or stands in an attribute."""
    whole = _is_whole(left)
    if said.finite and left and left[0].low == "with":  # "21 dead, with eight still missing"
        return said.finite, True
    if governor and not whole:
        return governor, True
    if definite or whole:
        return said.attributive or said.finite, not said.attributive
    causes = bool(left) and left[0].low in _CAUSES
    return said.finite or said.attributive, bool(said.finite) or causes


def _fitting(predicate: str, quantity: Quantity, unit: str, noun: Noun) -> str:
    """The predicate as far as it can be said of such a thing."""
    if quantity.unit == "magnitude":
        return "magnitude"
    if predicate == "rescued" and noun.counted in ("body", "bodies"):
        predicate = "killed"
    if quantity.kind != "count":
        return _of_measure(predicate, quantity)
    if predicate in HUMAN and unit not in ("people", ""):
        return "damaged" if predicate == "injured" else ""
    if predicate == "cost":
        if {m.lower() for m in noun.modifiers} & _WORST:
            return "worst-hit"
        return "damaged" if unit in _PLACES else ""
    return "" if predicate in ("rose", "fell", "pledged", "loss") else predicate


def _of_measure(predicate: str, quantity: Quantity) -> str:
    if quantity.kind in ("percent", "ratio") and predicate in _SUMS:
        return ""
    if predicate in _NEVER_SHARES or (predicate in HUMAN and quantity.kind == "money"):
        return ""
    if predicate in HUMAN and quantity.kind not in ("percent", "ratio"):
        return ""
    if predicate in ("rose", "fell") and quantity.kind not in ("percent", "money"):
        return ""
    return predicate


def _is_whole(left: list[Word]) -> bool:
    """Whether the number is what something is "one of", "21 of the", "the first of"."""
    rest = [w for w in left[:6] if w.low not in SKIPPED_LEFT or w.low in ("some", "most", "many")]
    among = bool(rest) and rest[0].low == "among"
    return among or (len(rest) > 1 and rest[0].low == "of" and _is_number(rest[1]))


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() or "-" in word.low or word.low in _PARTS


def _part_of(left: list[Word]) -> str | None:
    """Predicate of the number that "including" makes this one a part of."""
    head = 0
    while head < len(left) and left[head].low in SKIPPED_LEFT:
        head += 1
    if head >= len(left) or left[head].low not in INCLUDING:
        return None
    if left[head].low == "among" and head:
        return None
    for word in left[head + 1 :]:
        if word.text in CLAUSE_MARKS:
            break
        name = predicates.predicate(word.low)
        if name is not None:
            return name
    return "whole"
