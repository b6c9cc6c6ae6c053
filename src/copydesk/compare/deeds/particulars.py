"""Particulars that reports have otherwise: how a name is written, where somebody lives, on which
side of a place.

Each is told only where a report has one alone of the two, and the other report the other alone.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import Final

from copydesk.compare.figures.places import is_country
from copydesk.compare.stems import STOP, stem
from copydesk.english import nicknames
from copydesk.english.lists import phrases
from copydesk.english.lists import words as words_in
from copydesk.model import RUNNING, Annotated, Claims, Told

NAME, HOME, SIDE = "a name", "a home", "the direction"
WEAPON, COLOUR = "the weapon", "a colour"

#: Likeness of letters from which two words are one name in two spellings.
_ONE_NAME: Final = 0.8
#: Letters of a name at least: shorter ones are like many.
_LEAST: Final = 4
_TITLES: Final = words_in("comparing", "words beside a name")
_CAPITAL: Final = r"[A-ZÀ-Þ][\w’'-]+"
_PLACE: Final = rf"(?P<place>{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
#: "Doe, 42, of Springfield": where somebody is from.
_OF: Final = re.compile(rf",? (?:\d{{1,3}},? )?of {_PLACE}")
_LIVES: Final = re.compile(rf",? (?:\d{{1,3}}, )?who (?:lives|lived|resides|resided) in {_PLACE}")
_SIDE: Final = re.compile(
    rf"\b(?P<side>(?:north|south)?(?:[- ]?(?:east|west))?)(?:ern)?(?: part)? of (?:the )?"
    rf"{_PLACE}"
)
#: Letters between which the Latin spelling of a name wavers.
_WAVERING: Final = (
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("g", "k"), ("z", "s"), ("v", "b"),
    ("d", "t"), ("h", ""), ("j", ""),
)  # fmt: skip
#: How German is written where a paper lacks its letters.
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
#: Words around a direction, and how many of them both reports have where they place one thing.
_AROUND, _IN_COMMON = 60, 2
#: Weapons, each with the first one of its kind.
_WEAPONS: Final = {
    word: line.split()[0]
    for line in phrases("comparing", "weapons of a kind")
    for word in line.split()
}
_WEAPON: Final = re.compile(rf"\b(?:{'|'.join(sorted(_WEAPONS))})s?\b", re.IGNORECASE)
_COLOUR: Final = re.compile(
    rf"\b(?P<colour>{'|'.join(sorted(words_in('comparing', 'colours')))}) (?:\d{{4}} )?"
    rf"(?P<make>{_CAPITAL}(?: {_CAPITAL})?)"
)
_OPPOSITE: Final = (("north", "south"), ("east", "west"))


@dataclass(frozen=True, slots=True)
class Particular:
    """What one report has and where it stands; ``about`` is of whom or what."""

    slot: str
    article: str
    start: int
    end: int
    about: str
    words: str


def apart(
    reports: Sequence[Annotated], claims: Sequence[Claims]
) -> Iterator[tuple[Particular, Particular]]:
    """Pairs of particulars of two reports that cannot both be.

    Args:
        reports: of one story.
        claims: theirs, in the same order: what another event's sentence has is none of this one's.
    """
    texts = {r.article.id: r.article.text for r in reports}
    yield from _names(reports, texts)
    kinds = ((HOME, _homes), (SIDE, _sides), (WEAPON, _weapons), (COLOUR, _colours))
    for slot, read in kinds:
        held: dict[str, dict[str, list[Particular]]] = defaultdict(lambda: defaultdict(list))
        for report, own_claims in zip(reports, claims, strict=True):
            for found in read(report):
                if _of_another(report, own_claims, found.start):
                    continue
                held[found.about][report.article.id].append(found)
        for about in sorted(held):
            own = held[about]
            for x, y in combinations(sorted(own), 2):
                if _cannot_both(slot, own[x], own[y], texts):
                    yield own[x][0], own[y][0]


def _of_another(report: Annotated, claims: Claims, at: int) -> bool:
    number = bisect_right(report.sentences, at, key=lambda s: s.start) - 1
    return claims.told(number) is Told.OTHER


def _names(
    reports: Sequence[Annotated], texts: Mapping[str, str]
) -> Iterator[tuple[Particular, Particular]]:
    """Full names that are one but for a word, which each report writes its own way."""
    full: dict[tuple[str, str], Particular] = {}
    for report in reports:
        for chain in report.chains:
            words = chain.name.split()
            if chain.label not in ("PERSON", "ORG") or not 2 <= len(words) <= 4:
                continue
            at = report.article.text.find(chain.name)
            if at >= 0 and all(w[:1].isupper() for w in words):
                key = (report.article.id, chain.name)
                end = at + len(chain.name)
                full.setdefault(key, Particular(NAME, key[0], at, end, chain.name, chain.name))
    for a, b in combinations([full[k] for k in sorted(full)], 2):
        if a.article == b.article:
            continue
        odd = _odd_words(a.words, b.words)
        if odd is None or not _one_name(*odd):
            continue
        x, y = odd
        if not _has(texts[a.article], y) and not _has(texts[b.article], x):
            yield a, b


def _odd_words(first: str, second: str) -> tuple[str, str] | None:
    """The one word in which two names are unlike."""
    a, b = _long_words(first), _long_words(second)
    if len(a) != len(b) or len(a) < 2:
        return None
    odd = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return odd[0] if len(odd) == 1 else None


@lru_cache(maxsize=4096)
def _long_words(name: str) -> tuple[str, ...]:
    return tuple(w for w in name.split() if len(w.strip(".")) > 1)


@lru_cache(maxsize=16384)
def _one_name(a: str, b: str) -> bool:
    """Whether two words are one name written in two ways that are not two spellings of a sound."""
    x, y = _plain(a), _plain(b)
    if min(len(x), len(y)) < _LEAST or _sound(x) == _sound(y) or {x, y} & _TITLES:
        return False
    if x.startswith(y) or y.startswith(x):
        return False
    if nicknames.full_form(x) == nicknames.full_form(y) or x.removesuffix("s") == y.removesuffix(
        "s"
    ):
        return False
    return SequenceMatcher(None, x, y).ratio() >= _ONE_NAME


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", word.lower().translate(_UMLAUTS))
    return "".join(c for c in folded if c.isalpha()).removesuffix("’s")


def _sound(word: str) -> str:
    """Consonants, doubled ones once: what is left where a name comes from another script."""
    for written, said in _WAVERING:
        word = word.replace(written, said)
    return re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyw]", "", word))


def _has(text: str, word: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text) is not None


def _homes(report: Annotated) -> Iterator[Particular]:
    text = report.article.text
    people = {
        (m.end, chain.name.split()[-1].lower())
        for chain in report.chains
        if chain.label == "PERSON"
        for m in chain.mentions
        if m.kind == "name"
    }
    for end, name in sorted(people):
        if report.article.role_at(end) not in RUNNING:
            continue
        match = _OF.match(text, end) or _LIVES.match(text, end)
        if match is not None and _is_place(report, match.start("place")):
            start = text.rfind(" ", 0, max(0, end - len(name))) + 1
            yield Particular(HOME, report.article.id, start, match.end(), name, match["place"])


def _weapons(report: Annotated) -> Iterator[Particular]:
    """Weapons of the running text, those apart that somebody speaks of."""
    spoken = [s for q in report.quotations for s in q.segments]
    for match in _WEAPON.finditer(report.article.text):
        if any(s.start <= match.start() < s.end for s in spoken):
            continue
        if report.article.role_at(match.start()) in RUNNING:
            kind = _WEAPONS[match.group().lower().removesuffix("s")]
            yield Particular(WEAPON, report.article.id, *match.span(), "", kind)


def _colours(report: Annotated) -> Iterator[Particular]:
    """The colour of something with the name of its make."""
    for match in _COLOUR.finditer(report.article.text):
        colour = match["colour"].lower().replace("gray", "grey")
        yield Particular(COLOUR, report.article.id, *match.span(), match["make"], colour)


def _is_place(report: Annotated, at: int) -> bool:
    return any(e.label == "LOC" and e.start == at for e in report.entities)


def _sides(report: Annotated) -> Iterator[Particular]:
    for match in _SIDE.finditer(report.article.text):
        side = match["side"].replace("-", "").replace(" ", "").lower()
        if side and _is_place(report, match.start("place")):
            start, end = match.span()
            start += len(match.group()) - len(match.group().lstrip())
            yield Particular(SIDE, report.article.id, start, end, match["place"].lower(), side)


def _cannot_both(
    slot: str, a: Sequence[Particular], b: Sequence[Particular], texts: Mapping[str, str]
) -> bool:
    first, second = {p.words for p in a}, {p.words for p in b}
    if len(first) != 1 or len(second) != 1 or first == second:
        return False
    (x,), (y,) = first, second
    if slot in (WEAPON, COLOUR):
        return True
    here, there = texts[a[0].article], texts[b[0].article]
    if slot == SIDE:
        opposed = any((p in x and q in y) or (q in x and p in y) for p, q in _OPPOSITE)
        around = _around(here, a[0]), _around(there, b[0])
        one = _distance(here, a[0]) == _distance(there, b[0])
        return opposed and one and len(around[0] & around[1]) >= _IN_COMMON
    # A report that names the other's place may hold one to lie within the other; so may one that
    # says which part of the country it is in ("Marlow, North Dorsha" and "South Dorsha").
    if any(
        _behind(text, of) & set(w.split()) for text, of, w in ((here, a[0], y), (there, b[0], x))
    ):
        return False
    return not (is_country(x) or is_country(y) or x in y or y in x or y in here or x in there)


def _behind(text: str, of: Particular) -> set[str]:
    """Words of the place within which a place is said to lie: "Marlow, North Dorsha"."""
    found = re.match(rf", {_PLACE}", text[of.end : of.end + _AROUND])
    return set(found["place"].split()) if found else set()


def _distance(text: str, of: Particular) -> str | None:
    """The number of miles in front of a direction: what moves is now here, now there."""
    found = re.search(r"(\d[\d.,]*)[^\d.]{0,20}$", text[max(0, of.start - 30) : of.start])
    return found[1] if found else None


def _around(text: str, of: Particular) -> frozenset[str]:
    """Stems and numbers of the words around, the place apart."""
    words = re.findall(r"\w+", f"{text[max(0, of.start - _AROUND) : of.start]} "
                       f"{text[of.end : of.end + _AROUND]}".lower())  # fmt: skip
    return frozenset(stem(w) for w in words if w not in STOP)
