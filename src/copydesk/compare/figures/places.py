"""Where a figure holds: the places that its clause names, and whether they are the report's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from babel import Locale

from copydesk.compare.stems import STOP, lexicon
from copydesk.english import gazetteer, lists
from copydesk.english.calendar import DAYS_AND_MONTHS, SHORT_MONTHS
from copydesk.model import Quantity

_LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|across|around|on|of|"
    r"hit|hits|struck|strikes|rocked|rocks|shook|jolted|jolts)\s+"
    r"(?:(?:the|a|an|ancient|southern|northern|eastern|western|central|capital|city|town|village|"
    r"island|province|port|region|district|state|of|south|north|east|west|suburb|area|town)\s+)*"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+(?:[A-ZÀ-Þ][\w’'-]+|de|des|la|el|al))*)"
)
#: The place that a distance is measured from.
_REFERENCE = re.compile(
    r"\b(?:of|from|to)\s+(?:(?:the|port|city|town|village|capital|of|coast|border|main)\s+)*"
    r"(?P<name>[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)*)"
)
_NAME_ATTACK = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+(?:\s+[A-ZÀ-Þ][\w-]+)?)\s+(?:attack|strike|bombing|shooting|massacre|"
    r"quake|earthquake|crash|blast|explosion|siege|disaster)s?\b"
)
#: How far behind a distance its place of reference may stand: code points.
_REFERENCE_REACH = 60
_WAS_HIT = re.compile(
    r"\b(?P<name>[A-ZÀ-Þ][\w-]+)(?:\s+itself)?\s+(?:was|were)\s+(?:also\s+)?"
    r"(?:hit|struck|attacked|rocked|shaken|targeted|bombed|shelled)\b"
)
_DAYS = DAYS_AND_MONTHS | SHORT_MONTHS | lexicon("sun mon tue wed thu fri sat")
_SOURCE = re.compile(
    r"\b(?:said|says|told|according|quoted|reported|statement|spokesman|spokeswoman|as\s+saying)\b"
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names that tell a report's own places and people.

    Attributes:
        headline: words of the names in the headline, in lower case.
        places: starts of the words that the pipeline took for names of places.
        people: starts of the names that it took for persons and organisations.
    """

    headline: frozenset[str]
    places: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()


def places(text: str, clause: tuple[int, int], quantity: Quantity, about: Names) -> list[str]:
    """The places that a clause names, those behind the number where there are any.

    Args:
        text: of the report.
        clause: where the clause stands in it.
        quantity: the number; of a distance the place that it is measured from.
        about: the report's names.
    """
    behind: list[str] = []
    before: list[str] = []
    number = (quantity.start, quantity.end)
    if quantity.kind == "distance":
        match = _REFERENCE.search(text, quantity.end, quantity.end + _REFERENCE_REACH)
        return [match["name"]] if match is not None else []
    for pattern in (_LOCATIVE, _NAME_ATTACK, _WAS_HIT):
        for match in pattern.finditer(text, *clause):
            name, at = match["name"], match.start("name")
            if _is_place(name, at, about) and not _in_source(text, match, clause, number, about):
                (behind if at >= quantity.end else before).append(name)
    return behind or before


def _is_place(name: str, at: int, about: Names) -> bool:
    """Whether a capitalised name behind "in" or "hit" may be a place."""
    words = re.findall(r"[\w-]+", name.lower())
    if gazetteer.is_people(re.split(r"\s+", name)[-1]) or set(words) & (_DAYS | STOP):
        return False
    if name.endswith(("’s", "'s")) or words[-1] in _NOT_PLACES:
        return False
    return at in about.places or (at not in about.people and len(words) <= 3)


_NOT_PLACES = lists.words("compare", "places not places")


def _in_source(
    text: str,
    match: re.Match[str],
    clause: tuple[int, int],
    number: tuple[int, int],
    about: Names,
) -> bool:
    """Whether the name belongs to who says it and not to what is said."""
    at = match.start("name")
    if any(number[1] <= person < at for person in about.people):
        return True
    if match.end() <= number[0]:
        return bool(_SOURCE.search(text, clause[0], number[0]))
    return bool(_SOURCE.search(text, number[1], match.start()))


def key(name: str) -> str:
    """A place name as a key: without "Island" and the like, "Iran's Kerman" by its second part.

    What belongs to a town is the town's ("Springfield's Main Street").
    """
    owner, _, thing = name.replace("’", "'").partition("'s ")
    chosen = thing if thing and is_country(owner) else owner
    words = chosen.lower().removesuffix("'s").split()
    while len(words) > 1 and words[-1] in _KINDS_OF_PLACE:
        words.pop()
    return " ".join(words)


_KINDS_OF_PLACE = lexicon("island city province region district county state area town port")


def is_own(name: str, about: Names) -> bool:
    """Whether the headline names the place; "Iran's Kerman" is Kerman."""
    return bool(set(key(name).split()) & about.headline)


def is_country(name: str) -> bool:
    """Whether a name is a country's, in English (CLDR)."""
    return name.replace("’", "'").removesuffix("'s").lower() in _countries()


@cache
def _countries() -> frozenset[str]:
    """English names of countries (CLDR)."""
    names = Locale("en").territories
    return frozenset(n.lower() for code, n in names.items() if len(code) == 2)
