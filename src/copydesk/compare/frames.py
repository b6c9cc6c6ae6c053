"""What a number counts, and what is said of it: the frame around a quantity.

Read from the words around the number within its clause: the number's noun, the verb or noun
that governs it, what it is a part of. Word classes of the parse are used where there is one;
without, endings and word lists stand in, so that a frame is coarser but never missing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from copydesk.compare import predicates
from copydesk.compare.words import STOP, Word, lexicon, words
from copydesk.model import Annotated, Quantity

#: Predicates that only people undergo: a bare number under them counts people.
HUMAN = lexicon(
    "killed injured missing abducted released rescued captive escaped displaced evacuated "
    "arrested charged trapped aboard exchanged population attended employed"
)
_DETERMINERS = lexicon("the a an these those this that its his her their our your my all")
_SKIPPED_LEFT = _DETERMINERS | lexicon(
    "another other others further additional some many most total estimated reported than"
)
_AUXILIARIES = lexicon(
    "was were are is been be being got get have has had reportedly feared confirmed "
    "reported believed said"
)
_CLAUSE_MARKS = frozenset(';:—–()"“”|')
_CONJUNCTIONS = lexicon("while but when after before because although though since until")
_INCLUDING = lexicon("including include includes included among")
_CAUSES = lexicon("left leaving leaves leave saw see seen")
_NOUN_POS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_HARMED = lexicon("killed injured")


@dataclass(frozen=True, slots=True)
class Frame:
    """The slots of one number.

    Attributes:
        predicate: class of what is said of the counted; "" when nothing known is said.
        counted: the counted noun as written, in lower case; "" when none stands.
        unit: its class, for bare counts.
        modifiers: words before the counted noun, in lower case but for names.
        part_of: predicate of the figure that this one is a part of; None when of none.
        definite: "the 21 girls": known to the reader already.
        more: "another 40", "119 more".
        all_but: "all but three": the number is what is missing from the whole.
        owner: whose money or share it is, where not that of the report's main name.
        finite: the predicate is said, not merely in an attribute ("the 200 kidnapped").
    """

    predicate: str
    counted: str
    unit: str
    modifiers: tuple[str, ...] = ()
    part_of: str | None = None
    definite: bool = False
    more: bool = False
    all_but: bool = False
    partitive: bool = False
    finite: bool = False
    owner: str | None = None


class Clauses:
    """The sentences of a report cut into words once, with word classes by position."""

    def __init__(self, report: Annotated) -> None:
        self.report = report
        self._words: dict[int, tuple[Word, ...]] = {}
        self._starts = [sentence.start for sentence in report.sentences]
        self._classes = {token.start: token.pos for token in report.tokens}

    def words(self, sentence: int) -> tuple[Word, ...]:
        """The words of a sentence."""
        if sentence not in self._words:
            at = self.report.sentences[sentence]
            self._words[sentence] = words(self.report.article.text, at.start, at.end)
        return self._words[sentence]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds a code point."""
        return bisect_right(self._starts, offset) - 1

    def part_of_speech(self, word: Word) -> str:
        """Universal part of speech; "" where nothing was parsed."""
        return self._classes.get(word.start, "")


def frame(clauses: Clauses, quantity: Quantity, others: tuple[Quantity, ...]) -> Frame:
    """The frame of a quantity.

    Args:
        clauses: of the report.
        quantity: one of the report's.
        others: all quantities of the same sentence, in order.
    """
    line = clauses.words(quantity.sentence)
    left, right = _sides(line, quantity)
    if quantity.kind == "money":
        left = _without_payer(left)
    following = next((q.start for q in others if q.start >= quantity.end), None)
    noun = _noun(clauses, quantity, right, following)
    governor = _governor(left)
    said = _said(right, None if noun.whole_follows else following, noun, quantity.kind != "count")
    return _combine(quantity, left, noun, governor, said)


@dataclass(frozen=True, slots=True)
class _Noun:
    counted: str
    modifiers: tuple[str, ...]
    end: int  # index into the words right of the number, behind the noun
    partitive: bool
    whole_follows: bool  # "21 of the 276 girls": the next number is the whole
    more: bool


@dataclass(frozen=True, slots=True)
class _Said:
    finite: str
    attributive: str


def _sides(line: tuple[Word, ...], quantity: Quantity) -> tuple[list[Word], list[Word]]:
    """Words before the number, nearest first, and behind it, without its hedge."""
    start = min(quantity.start, quantity.hedge_start or quantity.start)
    end = max(quantity.end, quantity.hedge_end or quantity.end)
    starts = [w.start for w in line]
    first = bisect_left(starts, start)
    last = bisect_left(starts, end)
    return list(reversed(line[:first])), list(line[last:])


def _noun(clauses: Clauses, quantity: Quantity, right: list[Word], following: int | None) -> _Noun:
    position, more, partitive = 0, False, False
    while position < len(right) and right[position].low in (
        "more",
        "other",
        "others",
        "further",
        "additional",
        "-",
    ):
        more |= right[position].low != "-"
        position += 1
    if position < len(right) and right[position].low == "of":
        partitive = True
        position += 1
        while position < len(right) and right[position].low in _DETERMINERS | {
            "more",
            "than",
            "some",
            "about",
            "nearly",
            "over",
            "#",
        }:
            position += 1
        if position < len(right) and following is not None and right[position].start >= following:
            return _Noun("", (), position, True, True, more)
    run: list[Word] = []
    while position < len(right) and len(run) < 6:
        word = right[position]
        if not word.is_word and word.text not in _INSIDE_NOUN:
            break
        if word.is_word and _ends_noun(clauses, word, run):
            break
        if word.is_word:
            run.append(word)
        position += 1
    if not run:
        return _Noun("", (), position, partitive, False, more)
    head = run[-1]
    counted = _as_written(head).replace("’", "'").removesuffix("'s")
    return _Noun(counted, tuple(_as_written(w) for w in run[:-1]), position, partitive, False, more)


#: Marks that may stand inside a noun phrase, or close the quotation that holds the number.
_INSIDE_NOUN = frozenset("- # ' ‘ ’ ” \"".split())


def _as_written(word: Word) -> str:
    return word.text if word.text[0].isupper() else word.low


def _ends_noun(clauses: Clauses, word: Word, run: list[Word]) -> bool:
    """Whether a word cannot go on the noun phrase that follows a number."""
    low = word.low
    if low in STOP or low in _AUXILIARIES or low in _INCLUDING:
        return True
    kind = clauses.part_of_speech(word)
    if predicates.predicate(low) is not None and (run or low in predicates.FINITE):
        known = run and predicates.counted_class(run[-1].text) in ("people", "house", "village")
        return bool(known or not run or kind in ("VERB", "AUX"))
    if predicates.predicate(low) is not None and not run and predicates.is_adjective(low):
        return not _noun_next(clauses, word)
    if kind:
        return kind not in _NOUN_POS and not (kind == "VERB" and not run)
    return bool(run) and (low.endswith("ly") or _plural(run[-1].low))


def _noun_next(clauses: Clauses, word: Word) -> bool:
    """Whether a participle right behind the number stands before a noun ("21 freed girls")."""
    line = clauses.words(clauses.sentence_at(word.start))
    index = next(i for i, w in enumerate(line) if w.start == word.start)
    if index + 1 >= len(line):
        return False
    after = line[index + 1]
    return after.is_word and after.low not in STOP and not after.low.endswith("ly")


def _plural(low: str) -> bool:
    return (low.endswith("s") and not low.endswith(("ss", "us", "is", "ous", "'s"))) or low in (
        "people",
        "men",
        "women",
        "children",
        "police",
    )


def _governor(left: list[Word]) -> str:
    """Predicate that governs the number from the left, a verb or a noun ("release of")."""
    position = 0
    while position < len(left) and left[position].low in _SKIPPED_LEFT:
        position += 1
    if position >= len(left):
        return ""
    word = left[position].low
    if word in ("of", "for"):
        return _nominal(left[position + 1 : position + 4])
    if word == "to" and position + 1 < len(left) and left[position + 1].low == "home":
        return "population"
    if word == "in":
        return _destruction(left[position + 1 : position + 2])
    if word in ("to", "at", "by", "is", "was", "stands", "stood", "reached", "hit", "with", "from"):
        return _toll(left[position:])
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


_PAYERS = _DETERMINERS | lexicon("bank company firm group government state them it him her us")
_TAKES_PAYER = lexicon("cost fined pledged")


def _nominal(before: list[Word]) -> str:
    """ "Release of", "handing over of", "a total of"."""
    names = [w.low for w in before]
    if names and names[0] in ("over", "up", "back", "total"):
        names = names[1:]
    return (predicates.predicate(names[0]) or "") if names else ""


def _destruction(before: list[Word]) -> str:
    """ "Destruction in seven villages"."""
    name = predicates.predicate(before[0].low) if before else None
    return "damaged" if name == "damaged" else ""


def _both_harms(left: list[Word]) -> bool:
    """ "Killed and wounded dozens" counts both together."""
    names = {predicates.predicate(w.low) for w in left if w.low not in ("and", "or")}
    return len(left) == 3 and left[1].low in ("and", "or") and names == _HARMED


def _toll(left: list[Word]) -> str:
    """ "The death toll rose to", "the number of injured reached", "a population of"."""
    for position, word in enumerate(left):
        if word.text in _CLAUSE_MARKS:
            break
        if word.low in ("toll", "tally"):
            return "killed"
        if word.low in ("number", "count", "total"):
            inner = [predicates.predicate(w.low) for w in left[:position]]
            return next((name for name in reversed(inner) if name), "")
        if word.low in ("magnitude", "population"):
            return word.low
    return ""


def _said(right: list[Word], following: int | None, noun: _Noun, measured: bool) -> _Said:
    """Predicates behind the number: what is said of it, and its attributes."""
    finite = attributive = ""
    reach = 8 if measured else 1
    for position, word in enumerate(right[:24]):
        if following is not None and word.start >= following:
            break
        if word.text in _CLAUSE_MARKS or (position >= noun.end and word.low in _CONJUNCTIONS):
            break
        if word.text == "," and not _relative(right, position):
            break
        if word.low in _INCLUDING and finite:
            break
        name = predicates.predicate(word.low)
        if word.low == "taken" and _near(right, position, _TAKEN):
            name = "abducted"
        if name is None or not word.is_word:
            continue
        before = {w.low for w in right[max(0, position - 4) : position]}
        if position >= noun.end and (word.low in predicates.FINITE or before & _AUXILIARIES):
            if _relative_before(before):
                attributive = attributive or name
            elif not finite:
                finite = _joined_harm(right, position, name)
        elif not attributive and (position <= noun.end + reach or _relative_before(before)):
            attributive = _joined_harm(right, position, name)
    return _Said(finite, attributive)


def _relative_before(before: set[str]) -> bool:
    return bool(before & {"who", "which"}) or ("that" in before and bool(before & _AUXILIARIES))


def _joined_harm(right: list[Word], position: int, name: str) -> str:
    after = right[position + 1 : position + 3]
    if name in _HARMED and len(after) == 2 and after[0].low in ("and", "or"):
        other = predicates.predicate(after[1].low)
        if {name, other} == _HARMED:
            return "casualties"
    return name


_TAKEN = lexicon("from hostage captive away")


def _near(right: list[Word], position: int, wanted: frozenset[str]) -> bool:
    return any(w.low in wanted for w in right[position + 1 : position + 2])


def _relative(right: list[Word], position: int) -> bool:
    return position + 1 < len(right) and right[position + 1].low in ("who", "which", "whom")


def _combine(
    quantity: Quantity, left: list[Word], noun: _Noun, governor: str, said: _Said
) -> Frame:
    definite = bool(left) and left[0].low in ("the", "these", "those")
    whole = _is_whole(left)
    part_of = _part_of(left)
    causes = bool(left) and left[0].low in _CAUSES
    unit = quantity.unit
    if quantity.kind == "count":
        unit = predicates.counted_class(noun.counted) if noun.counted else ""
    if governor and not whole:
        predicate, finite = governor, True
    elif definite or whole:
        predicate, finite = said.attributive or said.finite, not said.attributive
    else:
        predicate = said.finite or said.attributive
        finite = bool(said.finite) or causes
    predicate = _fitting(predicate, quantity, unit, noun)
    if not predicate and part_of:
        predicate, finite = part_of, True
    if quantity.kind == "count":
        if not unit and (predicate in HUMAN or predicate == "casualties"):
            unit = "people"
    return Frame(
        predicate=predicate,
        counted=noun.counted,
        unit=unit,
        modifiers=noun.modifiers,
        part_of=part_of,
        definite=definite,
        more=noun.more or (bool(left) and left[0].low in ("another", "other")),
        all_but=len(left) > 1 and left[0].low == "but" and left[1].low == "all",
        partitive=noun.partitive,
        finite=finite,
    )


_PLACES = frozenset({"village", "town", "house", "school"})


_NEVER_SHARES = lexicon("captive released population aboard")


def _fitting(predicate: str, quantity: Quantity, unit: str, noun: _Noun) -> str:
    """The predicate as far as it can be said of such a thing."""
    if quantity.unit == "magnitude":
        return "magnitude"
    if predicate in HUMAN and quantity.kind not in ("count", "percent", "ratio"):
        return ""
    if predicate in _NEVER_SHARES and quantity.kind != "count":
        return ""
    if predicate in HUMAN and quantity.kind == "count" and unit not in ("people", ""):
        return "damaged" if predicate == "injured" else ""
    if predicate == "cost" and quantity.kind == "count":
        if {m.lower() for m in noun.modifiers} & {"worst", "hardest", "worst-hit", "hardest-hit"}:
            return "worst-hit"
        return "damaged" if unit in _PLACES else ""
    if predicate in ("rose", "fell") and quantity.kind not in ("percent", "money"):
        return ""
    return predicate


def _is_whole(left: list[Word]) -> bool:
    """Whether the number is what something is "one of", "21 of the", "the first of"."""
    rest = [w for w in left[:6] if w.low not in _SKIPPED_LEFT or w.low in ("some", "most", "many")]
    among = bool(rest) and rest[0].low == "among"
    return among or (len(rest) > 1 and rest[0].low == "of" and _is_number(rest[1]))


def _is_number(word: Word) -> bool:
    return word.text[0].isdigit() or "-" in word.low or word.low in _PARTS


_PARTS = lexicon(
    "one two three four five six seven eight nine ten first second third last latest some "
    "most many half majority part dozens scores hundreds each all none footage"
)


def _part_of(left: list[Word]) -> str | None:
    """Predicate of the number that "including" or "among the" makes this one a part of."""
    head = 0
    while head < len(left) and left[head].low in _SKIPPED_LEFT:
        head += 1
    if (
        head >= len(left)
        or left[head].low not in _INCLUDING
        or (head and left[head].low == "among")
    ):
        return None
    for word in left[head + 1 :]:
        if word.text in _CLAUSE_MARKS:
            break
        name = predicates.predicate(word.low)
        if name is not None:
            return name
    return "whole"
