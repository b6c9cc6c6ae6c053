"""What the figures of a point count, as a noun phrase that an editor can print."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compare.figures import predicates
from copydesk.compare.stems import lexicon
from copydesk.model import Figure, Scope

_SAID = {
    "casualties": "killed and injured",
    "worst-hit": "worst hit",
    "captive": "held captive",
    predicates.JOBS_CUT: "cut",
    "voted": "voting",
    "attended": "attending",
}
#: Classes that name what is measured by themselves.
_NAMES = {
    "population": "population",
    "magnitude": "magnitude",
    "aftershock": "magnitude of aftershocks",
}
_SUMS = {"cost": "charge or cost", "pledged": "sum pledged", "loss": "sum lost", "fined": "fine"}
_MEASURES = {
    "percent": "share",
    "fraction": "share",
    "km": "distance",
    "foot": "length in feet",
    "km2": "area",
    "km/h": "speed",
    "t": "weight",
    "second": "time in seconds",
    "year": "time in years",
    "clock": "time of day",
}
_MEASURED_WORDS = lexicon("percent fraction km foot km2 km/h t second year clock")
_CODE = re.compile(r"[A-Z]{3}")
_NOUN = re.compile(r"[^\W\d_][\w’'-]+")
#: Classes that say nothing of the counted without their verb.
_UNSAID = lexicon("rose fell loss cost bought invested borrowed shot employed")


def about(figures: Sequence[Figure], text: str) -> str:
    """What the figures count, as a noun phrase.

    Args:
        figures: of one point; the first gives its name.
        text: of the first figure's report: a name is built from the words of the text, never
            from a lemma.

    Returns:
        "people killed", "sum pledged", "share", or "the number of photos" where the
        predicate is of no class.
    """
    first = figures[0]
    return _thing(first, text) + _limits(first.scope)


def _limits(scope: Scope) -> str:
    part = f", part of those {_SAID.get(scope.part_of, scope.part_of)}" if scope.part_of else ""
    if scope.part_of == "whole":
        part = ", part of a whole"
    place = f" ({scope.place})" if scope.place and scope.event else ""
    return part + place


def _thing(figure: Figure, text: str) -> str:
    unit, said = figure.unit, figure.predicate
    if said == "age":
        return f"age of {figure.scope.population}" if figure.scope.population else "age"
    if said in _NAMES:
        return _NAMES[said]
    if _CODE.fullmatch(unit):
        return _SUMS.get(said, "sum")
    if unit in _MEASURED_WORDS:
        return _MEASURES[unit]
    if unit == "people" and figure.scope.population:
        counted = figure.scope.population
    elif unit == "people":
        counted = "people"
    else:
        counted = unit if predicates.is_class(said) else ""
    if counted and predicates.is_class(said) and said not in _UNSAID:
        return f"{_plural(counted)} {_SAID.get(said, said)}"
    noun = _noun(figure, text)
    return f"the number of {noun}" if noun else "a number"


_PLURALS = {"man": "men", "woman": "women", "child": "children", "person": "people"}
_ALSO_PLURAL = frozenset(_PLURALS.values()) | lexicon("staff police troops aircraft spacecraft")


def _is_plural(noun: str) -> bool:
    return noun in _ALSO_PLURAL or (noun.endswith("s") and not noun.endswith(("ss", "us", "is")))


def _plural(noun: str) -> str:
    """A counted class in the plural ("girl": "girls")."""
    before, _, last = noun.rpartition(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif not _is_plural(last):
        last = f"{last[:-1]}ies" if re.search("[^aeiou]y$", last) else f"{last}s"
    return f"{before} {last}".strip()


def _noun(figure: Figure, text: str) -> str:
    """The counted noun as the text has it behind the number, where it is a plural.

    A singular is no count ("a three-run lead", "the 5.50 update").
    """
    if figure.unit == "people" and not figure.counted:
        return "people"
    behind = text[figure.end : figure.end + 80]
    found = re.search(rf"\b{re.escape(figure.counted)}\b", behind)
    plain = bool(found) and bool(_NOUN.fullmatch(figure.counted)) and figure.counted.islower()
    return figure.counted if plain and _is_plural(figure.counted) else ""
