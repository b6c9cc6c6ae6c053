"""For what a figure holds: place, time, event, population.

Figures of different scopes are not comparable, whatever their values. Places and times are
read from the figure's own clause; a place or time that the report's opening does not name is a
mark of another event (an earlier attack told as background).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.compare.figures import occasions, places, predicates
from copydesk.compare.figures.clause_words import Clauses
from copydesk.compare.figures.frames import Frame
from copydesk.compare.figures.places import Names
from copydesk.compare.stems import Word, lexicon
from copydesk.english import lists
from copydesk.model import Annotated, Quantity, Role

#: Roles that open a report.
_OPENING = frozenset({Role.HEADLINE, Role.STANDFIRST, Role.LEDE, Role.DATELINE})
#: Sentences of running text that count as the opening.
_LEDE_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report's opening names, and when it was published.

    Attributes:
        names: words of the names in the headline and the first sentences, in lower case.
        main: those of the headline alone (of the first sentence where it has none), and what
            the pipeline knows of the report's names.
        month: of publication, "2016-10"; None when unknown.
    """

    names: frozenset[str]
    main: Names
    month: str | None


def setting(report: Annotated) -> Setting:
    """The setting of a report, from its headline and its first sentences."""
    text = report.article.text
    names: set[str] = set()
    headline: set[str] = set()
    running = 0
    for sentence in report.sentences:
        opening = sentence.role in _OPENING
        if not opening:
            if sentence.role is not Role.BODY or running >= _LEDE_SENTENCES:
                continue
            running += 1
        found = _name_words(text[sentence.start : sentence.end])
        names |= found
        if sentence.role is Role.HEADLINE or not headline:
            headline |= found
    if report.article.dateline:
        names |= _name_words(report.article.dateline)
    published = report.article.published
    main = Names(
        headline=frozenset(headline),
        places=frozenset(
            token.start
            for e in report.entities
            if e.label == "LOC"
            for token in report.tokens[e.first : e.last]
        ),
        people=frozenset(e.start for e in report.entities if e.label in ("PERSON", "ORG")),
    )
    return Setting(frozenset(names), main, published.strftime("%Y-%m") if published else None)


def _name_words(text: str) -> set[str]:
    return {w.lower() for w in re.findall(r"\b[A-ZÀ-Þ][\w-]+", text)}


@dataclass(frozen=True, slots=True)
class Where:
    """Place, time and event of one figure; the event is None for the report's own."""

    place: str | None
    time: str | None
    event: str | None


def where(clauses: Clauses, quantity: Quantity, found: Frame, about: Setting) -> Where:
    """Place, time and event that the figure's clause names."""
    text = clauses.report.article.text
    start, end = _clause(clauses, quantity, found)
    clause = text[start:end]
    inner = (quantity.start - start, quantity.end - start)
    time = occasions.time(clause, inner, about.month)
    if time is None and quantity.unit == "magnitude":
        time = occasions.weekday(clause)
    names: list[str] = []
    if quantity.kind not in ("money", "percent") and found.predicate != "population":
        names = places.places(text, (start, end), quantity, about.main)
    own = [n for n in names if places.is_own(n, about.main)]
    foreign = [n for n in names if n not in own]
    if any(not places.is_country(n) for n in own):
        foreign = []
    keys = {key for key in (time, *(places.key(n) for n in foreign)) if key}
    place = next(iter(foreign or names), None)
    return Where(place, time, "|".join(sorted(keys)) or None)


def _clause(clauses: Clauses, quantity: Quantity, found: Frame) -> tuple[int, int]:
    """The stretch of the sentence that the figure's place and time stand in.

    A semicolon, "but", "while" end it; so does "and" before a new number with its own verb
    ("... in 2003, and 600 were killed in ..."), and a relative clause that is not what is said
    of the number.
    """
    line = clauses.words(quantity.sentence)
    start, end = line[0].start, line[-1].end
    for position, word in enumerate(line):
        if not _ends_clause(line, position):
            continue
        if word.end <= quantity.start:
            start = word.end
        elif word.start >= quantity.end:
            end = word.start
            break
    if found.attribute is not None and found.attribute[0] < end <= found.attribute[1]:
        end = max(found.attribute[0], quantity.end)
    if found.predicate and not found.finite and found.definite:
        start = quantity.start
    return start, end


_HEDGES_BEFORE = lexicon(
    "at about around some more nearly almost up as over least than to many much"
)


def _ends_clause(line: tuple[Word, ...], position: int) -> bool:
    word = line[position]
    if word.text in (";", "—", "–", "(", ")", ":"):
        return True
    if word.low in ("but", "while", "whereas", "although"):
        return True
    if word.low != "and" or position == 0 or line[position - 1].text != ",":
        return False
    after = line[position + 1 : position + 4]
    numbers = [i for i, w in enumerate(after) if w.text[0].isdigit()]
    return bool(numbers) and all(w.low in _HEDGES_BEFORE for w in after[: numbers[0]])


#: Heads that stand for people of any kind.
_GENERIC = lists.words("compare", "scope generic")
_MINORS = lexicon(
    "child children baby babies infant infants toddler kids teenager teenagers minors"
)


_PEOPLE_ENDINGS = ("girl", "girls", "boy", "boys", "women", "men", "people")


def _people_head(counted: str) -> str:
    """The head noun without what it is joined to ("schoolgirls", "#Someplacegirls")."""
    low = counted.lower()
    if low in ("women", "men", "them"):
        return low
    return next((e for e in _PEOPLE_ENDINGS if low.endswith(e)), low)


def population(found: Frame, about: Setting) -> str | None:
    """Who is counted, where it is not simply people: "children", "chinese tourist".

    Names that the report's opening has (the event's own place or people) tell nothing apart.
    """
    if found.unit not in ("people", ""):
        return found.owner
    head = _people_head(found.counted)
    if found.more and found.counted and head not in ("", "others"):
        return f"other {predicates.singular(head)}"
    marks = [m.lower() for m in found.modifiers if m[0].isupper() and m.lower() not in about.names]
    if not head or head in _GENERIC:
        return " ".join([*marks, "people"]) if marks else None
    if head in _MINORS:
        head = "children"
    return " ".join([*marks, predicates.singular(head)])
