"""The people and bodies of a story, each under one name whatever its reports call them.

Spellings, middle names, short given names, accents and bare surnames of one person are brought
together over the reports of a story; two people whom one report tells apart stay two. Record
linkage in the manner of Fellegi and Sunter (1969), with few and typed grounds in place of weights:
an edit distance after Damerau (1964) for spellings, roles and gender for and against.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import combinations
from typing import Final, TypeVar

from copydesk.annotate.names.role_nouns import echoes, rivals
from copydesk.english import nicknames
from copydesk.model import Annotated, Claims, Commitment, Figure, QuotedClaim, StatedClaim

_SUFFIXES: Final = frozenset(["jr", "sr", "ii", "iii", "iv"])
_SMALL: Final = frozenset(["the", "of", "and", "for", "in", "on", "a", "an", "s"])
_ACRONYM: Final = re.compile(r"\s*\([A-Z][A-Za-z.]+\)$")
#: Letters of an acronym that stands for a body of another report.
_ACRONYM_LETTERS: Final = 3
#: Letters that a name has at least for one of them to be a slip.
_LEAST: Final = 5
#: Letters of a name in which two may be slips.
_LONG: Final = 9
#: First letters between which the Latin spelling of a name wavers.
_SOUNDS_ALIKE: Final = ({"c", "k"}, {"e", "i"}, {"j", "y"}, {"v", "w"}, {"g", "j"}, {"s", "z"})
_Spoken = TypeVar("_Spoken", Figure, QuotedClaim, StatedClaim, Commitment)


@dataclass(slots=True)
class _Party:
    """Somebody, or a body, by all forms of the name."""

    label: str
    forms: Counter[str] = field(default_factory=Counter)
    words: set[tuple[str, ...]] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    reports: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def take(self, other: _Party) -> None:
        """Bring another party's names into this one."""
        self.forms += other.forms
        self.words |= other.words
        self.titles |= other.titles
        self.genders |= other.genders
        for report, names in other.reports.items():
            self.reports[report] |= names

    @property
    def printed(self) -> str:
        """The fullest name that most reports use: more words first up to two, then more reports."""
        return max(self.forms, key=lambda n: (min(len(n.split()), 2), self.forms[n], len(n), n))


def under_one_name(claims: Sequence[Claims], reports: Sequence[Annotated]) -> list[Claims]:
    """The claims of a story with one name for one speaker.

    Args:
        claims: of each report.
        reports: in the same order.
    """
    names = table(claims, reports)

    def named(spoken: _Spoken, article: str) -> _Spoken:
        name = names.get((article, spoken.attribution.name or ""))
        if name is None or name == spoken.attribution.name:
            return spoken
        return replace(spoken, attribution=replace(spoken.attribution, name=name))

    return [
        replace(
            held,
            figures=tuple(named(f, held.article) for f in held.figures),
            quotations=tuple(named(q, held.article) for q in held.quotations),
            statements=tuple(named(s, held.article) for s in held.statements),
            commitments=tuple(named(c, held.article) for c in held.commitments),
        )
        for held in claims
    ]


def table(claims: Sequence[Claims], reports: Sequence[Annotated]) -> Mapping[tuple[str, str], str]:
    """Name under which each speaker is told, by article and the name in that report."""
    found: dict[tuple[str, str], str] = {}
    for label in ("PERSON", "ORG"):
        parties = _parties(claims, reports, label)
        brought = _brought_together(parties, label)
        for party in brought:
            printed = party.printed
            for article, names in party.reports.items():
                found |= {(article, name): printed for name in names}
        if label == "PERSON":
            found |= _by_office(claims, reports, brought)
    return found


def _by_office(
    claims: Sequence[Claims], reports: Sequence[Annotated], people: Sequence[_Party]
) -> dict[tuple[str, str], str]:
    """Names of those whom a report calls by an office alone that one person of the story holds.

    "The mayor" in one report is whom another calls "Mayor Jo Doe", where nobody else in the
    story is a mayor of any kind.
    """
    found: dict[tuple[str, str], str] = {}
    for held, report in zip(claims, reports, strict=True):
        quoted = [q.attribution for q in held.quotations]
        for said in (*quoted, *(s.attribution for s in held.statements)):
            if said.kind != "person" or said.name is None or _is_name(said.name):
                continue
            first = report.article.text[said.start : said.end].split()[:1]
            if [word.lower() for word in first] != ["the"]:
                continue
            words = said.name.split()
            bearers = [p for p in people if any(echoes(words, t) for t in p.titles)]
            others = [p for p in people if any(rivals(words, t) for t in p.titles)]
            if len(bearers) == 1 and all(p is bearers[0] for p in others):
                found[held.article, said.name] = bearers[0].printed
    return found


def _parties(claims: Sequence[Claims], reports: Sequence[Annotated], label: str) -> list[_Party]:
    """One party for each named chain of each report, and each speaker no chain holds."""
    kind = "person" if label == "PERSON" else "organisation"
    found: list[_Party] = []
    for held, report in zip(claims, reports, strict=True):
        article = held.article
        own: dict[tuple[str, ...], _Party] = {}
        for chain in report.chains:
            if chain.label != label:
                continue
            names = {chain.name}
            party = _party(label, article, names)
            party.titles |= {chain.title} if chain.title else set()
            party.genders |= {chain.gender} if chain.gender else set()
            own.setdefault(_words(chain.name), party)
        spoken = [
            *(q.attribution for q in held.quotations),
            *(s.attribution for s in held.statements),
            *(f.attribution for f in held.figures),
            *(c.attribution for c in held.commitments),
        ]
        for attribution in spoken:
            name = attribution.name
            if name is None or attribution.kind != kind or not _is_name(name):
                continue
            party = own.setdefault(_words(name), _party(label, article, ()))
            party.reports[article].add(name)
            if name not in party.forms:
                party.forms[name] = 1
                party.words.add(_words(name))
        found += own.values()
    return [p for p in found if any(p.words) and p.forms]


def _party(label: str, article: str, names: Iterable[str]) -> _Party:
    made = _Party(label)
    for name in names:
        made.forms[name] += 1
        made.words.add(_words(name))
        made.reports[article].add(name)
    return made


def _is_name(name: str) -> bool:
    return name[:1].isupper()


def _brought_together(parties: Sequence[_Party], label: str) -> list[_Party]:
    """Parties merged: the same words first, then fuller and other forms, then bare surnames."""
    same: dict[tuple[str, ...], _Party] = {}
    for party in parties:
        key = min(party.words, key=lambda w: (-len(w), w))
        if key in same:
            same[key].take(party)
        else:
            same[key] = party
    alike = _one_person if label == "PERSON" else _one_body
    full = sorted(
        (p for p in same.values() if _size(p) > 1), key=lambda p: (-p.forms.total(), p.printed)
    )
    gone: set[int] = set()
    for i, j in _near(full):
        a, b = full[i], full[j]
        if not gone & {i, j} and alike(a, b) and not _told_apart(a, b):
            a.take(b)
            gone.add(j)
    merged = [p for n, p in enumerate(full) if n not in gone]
    bare = [p for p in same.values() if _size(p) == 1]
    if label != "PERSON":
        return [*merged, *(p for p in bare if not _joins_its_full_name(p, merged))]
    left: list[_Party] = []
    for party in bare:
        homes = [p for p in merged if _bears(p, party)] or [
            p for p in merged if _given_to(p, party)
        ]
        if len(homes) == 1:
            homes[0].take(party)
        else:
            left.append(party)
    return [*merged, *left]


def _joins_its_full_name(bare: _Party, full: Sequence[_Party]) -> bool:
    """Whether an acronym has gone to the one body of the story whose name it shortens."""
    letters = {form for form in bare.forms if form.isupper() and len(form) >= _ACRONYM_LETTERS}
    homes = [
        party
        for party in full
        if letters & {"".join(w[0] for w in f.split() if w[0].isupper()) for f in party.forms}
        or letters & {"".join(w[0] for w in words).upper() for words in party.words}
    ]
    if len(homes) != 1:
        return False
    homes[0].take(bare)
    return True


def _near(parties: Sequence[_Party]) -> list[tuple[int, int]]:
    """Pairs worth a look: the first word, the last one or the first letters are the same."""
    blocks: dict[tuple[str, str], set[int]] = defaultdict(set)
    for n, party in enumerate(parties):
        for words in party.words:
            blocks["first", words[0]].add(n)
            blocks["last", words[-1]].add(n)
            blocks["letters", "".join(words)[:4]].add(n)
    return sorted({pair for block in blocks.values() for pair in combinations(sorted(block), 2)})


def _size(party: _Party) -> int:
    return max(len(words) for words in party.words)


def _told_apart(a: _Party, b: _Party) -> bool:
    """Whether one report names both, under names that are no slip of one another."""
    for report in sorted(a.reports.keys() & b.reports.keys()):
        for x in a.reports[report]:
            for y in b.reports[report]:
                if "".join(_words(x)) != "".join(_words(y)):
                    return True
    return False


def _one_person(a: _Party, b: _Party) -> bool:
    if a.genders and b.genders and not a.genders & b.genders:
        return False
    return any(_same_names(x, y, _shares_role(a, b)) for x in a.words for y in b.words)


def _same_names(a: tuple[str, ...], b: tuple[str, ...], role: bool) -> bool:
    """Whether two full names are one person's."""
    if "".join(a) == "".join(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(short) < 2:
        return False
    if len(long) > len(short) and short in (long[: len(short)], long[-len(short) :]):
        return True  # a second surname, or a word of respect, that one report leaves out
    surnames, given = _slips(a[-1], b[-1]), _given(a[0], b[0])
    if surnames is None or given is None:
        return False
    slips = surnames + given
    return _middles(a[1:-1], b[1:-1]) if slips == 0 else slips <= (2 if role else 1)


def _middles(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether names between given name and surname do not contradict one another."""
    return all(x[0] == y[0] for x, y in zip(a, b, strict=False))


def _given(a: str, b: str) -> int | None:
    """Slips between two given names; None when they are two names."""
    if a == b or nicknames.full_form(a) == nicknames.full_form(b):
        return 0
    if 1 in (len(a), len(b)):
        return 0 if a[0] == b[0] else None
    if a[0] != b[0] and a[1:] == b[1:] and {a[0], b[0]} in _SOUNDS_ALIKE:
        return 1
    return _slips(a, b)


def _shares_role(a: _Party, b: _Party) -> bool:
    return any(echoes(x.split(), y) or echoes(y.split(), x) for x in a.titles for y in b.titles)


def _bears(full: _Party, bare: _Party) -> bool:
    """Whether a single word is the surname, or the one name, of somebody with a full name."""
    if full.genders and bare.genders and not full.genders & bare.genders:
        return False
    (word, *_), *_ = bare.words
    surnames = {words[-1] for words in full.words if len(words) > 1}
    near = any(_slips(word, surname) == 1 for surname in surnames) and _shares(full, bare)
    return word in surnames or near


def _given_to(full: _Party, bare: _Party) -> bool:
    """Whether a single word opens a full name: a given name, or a surname that comes first."""
    (word, *_), *_ = bare.words
    return any(words[0] == word for words in full.words)


def _shares(a: _Party, b: _Party) -> bool:
    """Whether some report names both, or both hold one role."""
    return bool(a.reports.keys() & b.reports.keys()) or _shares_role(a, b)


def _one_body(a: _Party, b: _Party) -> bool:
    """Whether the name of one body begins or ends the other's."""
    for x in a.words:
        for y in b.words:
            short, long = sorted((x, y), key=len)
            if "".join(x) == "".join(y):
                return True
            if 1 < len(short) < len(long) and short in (long[: len(short)], long[-len(short) :]):
                return True
    return False


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared: lower case, no accents, suffixes or small words."""
    plain = unicodedata.normalize("NFD", _ACRONYM.sub("", name))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    kept = re.sub(r"\s+", " ", kept.replace("'", "").replace("’", ""))
    if re.search(r"[a-z]", kept):  # "ADA Jo Doe": an office in letters
        kept = re.sub(r"^[A-Z]{2,4}\s(?=[A-Z][a-z])", "", kept)
    words = [w for w in re.findall(r"[^\W_]+", kept) if w not in _SMALL]
    return tuple(w.lower() for w in words if w.lower() not in _SUFFIXES)


def _slips(a: str, b: str) -> int | None:
    """Letters added, lost, changed or turned about between two words; None when too many."""
    allowed = 2 if min(len(a), len(b)) >= _LONG else 1 if min(len(a), len(b)) >= _LEAST else 0
    if abs(len(a) - len(b)) > allowed or (a[0] != b[0] and allowed < 2):
        return 0 if a == b else None
    distance = _distance(a, b)
    return distance if distance <= allowed else None


@lru_cache(maxsize=8192)
def _distance(a: str, b: str) -> int:
    """Edit distance with neighbours turned about as one step (Damerau 1964)."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and y == a[i - 2]:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
