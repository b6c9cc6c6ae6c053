"""Names of countries, regions, cities and peoples, from CLDR (through Babel) and a word list.

Countries, continents and the cities that give time zones their names come from CLDR; the
adjectives of nations, faiths and world regions (`PEOPLES`) are a closed list of English words.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from copydesk.english import lists

#: CLDR codes that are no place that news names.
_NO_PLACE: Final = frozenset({"001", "EZ", "EU", "UN", "XA", "XB", "ZZ", "QO", "057"})
#: Usual names that CLDR's short English names do not hold.
_ALSO: Final = lists.phrases("gazetteer", "also places")
#: Names that are also given names or common words: the model's word stands for these.
_UNSURE: Final = lists.words("gazetteer", "unsure")
#: Territories of the time zone database whose zones are science stations or dead names.
_ZONES: Final = ("Europe/", "Asia/", "Africa/", "America/", "Australia/", "Pacific/", "Atlantic/")

#: Adjectives and nouns for peoples, faiths, parties' followers and world regions.
PEOPLES: Final = lists.words("gazetteer", "peoples")
#: Of `PEOPLES`' neighbours: also given names or places, a name of a people only in the plural.
_PLURAL_ONLY: Final = frozenset({"Danes", "Poles", "Mayas", "Normans", "Christians", "Communists"})


#: Peoples of two words, in the singular.
_TWO_WORDS: Final = frozenset(
    f"{side} {name}"
    for side, names in (
        ("North", "Korean African American Vietnamese Macedonian"),
        ("South", "Korean African American Sudanese Asian Ossetian Vietnamese"),
        ("East", "Timorese German African Asian European"),
        ("West", "German African Indian"),
        ("Latin Central Native", "American"),
        ("Costa Puerto", "Rican"), ("Sri", "Lankan"), ("Saudi", "Arabian"), ("New", "Zealander"),
        ("Sierra", "Leonean"), ("Cape", "Verdean"),
    )
    for side in side.split()
    for name in names.split()
)  # fmt: skip


_FIRST_OF_TWO: Final = frozenset(name.split()[0] for name in _TWO_WORDS)


def is_two_word_people(first: str, second: str) -> bool:
    """Whether the two words together name a people ("Costa Ricans")."""
    if first not in _FIRST_OF_TWO:
        return False
    return f"{first} {second}" in _TWO_WORDS or f"{first} {second.removesuffix('s')}" in _TWO_WORDS


def is_people(word: str) -> bool:
    """Whether the word names a people, a faith or its followers, in the singular or plural."""
    if word in PEOPLES or word in _PLURAL_ONLY:
        return True
    return word.endswith("s") and word[:-1] in PEOPLES


@cache
def places() -> frozenset[tuple[str, ...]]:
    """Names of countries, continents and cities, as tuples of words."""
    locale = Locale("en")
    names = {name for code, name in locale.territories.items() if code not in _NO_PLACE}
    names |= {name.replace(" & ", " and ").replace("St.", "Saint") for name in names}
    names |= {zone.get("city", "") for zone in locale.time_zones.values()}
    for zone in get_global("zone_territories"):
        if zone.startswith(_ZONES) and zone.count("/") == 1:
            names.add(zone.split("/")[1].replace("_", " "))
    names |= set(_ALSO)
    kept = {n for n in names if n and n[0].isupper() and "(" not in n and "-" not in n}
    return frozenset(tuple(name.split()) for name in kept - _UNSURE)


def _territories() -> set[str]:
    names = Locale("en").territories.items()
    return {name for code, name in names if code.isalpha() and code not in _NO_PLACE}


@cache
def countries() -> frozenset[tuple[str, ...]]:
    """Names of `places` that are countries or territories by CLDR, and no given names."""
    return frozenset(tuple(name.split()) for name in _territories()) & places()


@cache
def unsure_countries() -> frozenset[str]:
    """Countries and territories whose names are given names or common words too."""
    return frozenset(_territories() & _UNSURE)
