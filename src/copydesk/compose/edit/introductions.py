"""Naming people: who they are at the page's first mention, the surname after it.

Who somebody is comes from the report that the sentence is of; where that does not say it, from
another report of the story, which the sentence then cites too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from copydesk.compose.edit import namesakes, people
from copydesk.compose.edit.edits import Edit
from copydesk.compose.record import judging as wording
from copydesk.model import Annotated, Chain, Mention, Span
from copydesk.remembered import remembered

#: What in front of a name would belong to it together with what is put in.
_PHRASE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
#: What in front of a phrase goes with it, and would be left in front of the surname.
_BELONGS = frozenset({"DET", "PRON", "PART", "NUM", "ADJ", "VERB", "CCONJ"})
#: What stands behind a surname and is no part of it.
_SUFFIX = re.compile(r",? (?:Jr\.?|Sr\.?|I{2,3}|IV)$")
#: Words inside a name without which its last word is none.
_PARTICLES = re.compile(r"\b(?:of|de|da|di|du|la|van|von|der|den|bin|ibn|al|el)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Introduction:
    """Where a report names a person with who it is, and the words."""

    span: Span
    words: str


@dataclass(slots=True)
class Named:
    """Who the page has named so far (by the last word of the name), and by which role nouns.

    Attributes:
        surnames: named. full: named in full. introduced: named with who they are.
        roles: role nouns used.
        shared: surnames that two people of the story have; these are named in full.
        introductions: of the reports of the story, by the full name in lower case.
        full_names: where a report has the full name, by a surname that one person alone has.
        shorts: the word by which the reports name somebody again, by the full name in lower case;
            empty where it is not known.
    """

    surnames: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)
    shared: frozenset[str] = frozenset()
    introductions: Mapping[str, Introduction] = field(default_factory=dict)
    full_names: Mapping[str, Introduction] = field(default_factory=dict)
    shorts: Mapping[str, str] = field(default_factory=dict)

    def short_of(self, name: str) -> str:
        """The word by which somebody is named again; the whole name where none is known."""
        return self.shorts.get(name.lower(), people.last_word(name)) or name

    def knows(self, name: str) -> bool:
        """Whether the page has named them, so that the surname will do."""
        return people.surname(name) in self.surnames - self.shared

    def knows_in_full(self, name: str) -> bool:
        """Whether the page has named them in full, so that the surname will do for the name."""
        return self.knows(name) and people.surname(name) in self.full

    def has_introduced(self, name: str) -> bool:
        """Whether the page has said who they are, or has two people of that surname."""
        return people.surname(name) in self.introduced | self.shared

    def add(self, name: str, *, introduced: bool = False) -> None:
        """The page names them now, in full if the name is, and says who they are if it does."""
        self.surnames.add(people.surname(name))
        if " " in name:
            self.full.add(people.surname(name))
        if introduced:
            self.introduced.add(people.surname(name))

    def read(self, text: str) -> None:
        """Note the role nouns of a sentence that the page has now."""
        self.roles |= wording.roles_in(text)


def introductions(reports: Sequence[Annotated]) -> dict[str, Introduction]:
    """Who people are, by their full names in lower case; of several the first report's."""
    found: dict[str, Introduction] = {}
    for report in reports:
        for chain in report.chains:
            if chain.label != "PERSON" or " " not in chain.name:
                continue
            own = _of_report(report, chain)
            if own is not None:
                found.setdefault(chain.name.lower(), own)
    return found


def full_names(reports: Sequence[Annotated]) -> dict[str, Introduction]:
    """Where the reports have the full names of people, by surnames that only one of them has."""
    found: dict[str, Introduction] = {}
    several: set[str] = set()
    for report in reports:
        for chain in report.chains:
            if chain.label != "PERSON" or not re.fullmatch(
                r"[A-Z]\S+(?: \S+)? [A-Z]\S+", chain.name
            ):
                continue
            surname = people.surname(chain.name)
            place = mention_of(report, chain, longest=True)
            if place is None or place.of(report.article.text) != chain.name:
                continue
            known = found.setdefault(surname, Introduction(place, chain.name))
            if namesakes.named_late(report, chain):
                several.add(surname)
            if known.words.split()[0] != chain.name.split()[0]:
                several.add(surname)
    return {surname: place for surname, place in found.items() if surname not in several}


def name_edit(
    report: Annotated, chain: Chain, mention: Mention, named: Named, *, first: bool, roles: bool
) -> list[Edit]:
    """At the page's first mention the full name with who it is; after it the surname, without
    "Mr.", the first name or who it is.

    Args:
        report, chain, mention: a mention by name in a sentence of the report.
        named: who the page has named.
        first: whether the sentence has not named them before.
        roles: whether to say who somebody is at the first mention.
    """
    text = report.article.text
    start = people.honorific(text, mention.start)
    if text[mention.start : mention.end].endswith(("'s", "’s")):
        mention = replace(mention, end=mention.end - 2)
    before = people.token_before(report, start)
    # Neither the ship of a person's name nor "May 12" is that person.
    ship = before is not None and before.text.lower() == "the"
    stands = ship or re.match(r" \d", text[mention.end :]) is not None
    stands |= _is_of_else(report, mention) or people.is_part(text, mention)
    stands |= namesakes.is_modifier(report, mention)
    if chain.label != "PERSON" or stands or not namesakes.is_surely(report, chain, mention):
        return []
    if first and roles and not named.has_introduced(chain.name):
        edit = introduced(report, chain, mention, start, named)
        if edit is not None:
            return [edit]
    full = named.full_names.get(people.surname(chain.name))
    alone = start == mention.start and text[mention.start : mention.end] == chain.name
    unknown = first and " " not in chain.name and not named.knows(chain.name)
    if (
        full is not None
        and unknown
        and chain.title is None
        and namesakes.fits(report, full.words, mention)
        and alone
        and (before is None or before.pos not in _PHRASE_WORDS)
    ):
        return [Edit(start, mention.end, full.words, full.span)]
    short = " " not in text[mention.start : mention.end]
    unsure = " " not in chain.name or (short and _has_namesake(report, chain))
    last = text[mention.start : mention.end].split()[-1]
    if unsure and (
        people.surname(chain.name) in named.shared
        or (start != mention.start and namesakes.is_shared(report, last))
    ):
        return []
    edit = _again(report, chain, mention, start, named, first=first)
    return [edit] if edit is not None and edit.text != text[start : mention.end] else []


@remembered()
def _has_namesake(report: Annotated, chain: Chain) -> bool:
    """Whether the report has two people of the surname, so that it alone may be either."""
    surname = people.surname(chain.name)
    return any(
        other.name != chain.name and " " in other.name and people.surname(other.name) == surname
        for other in report.chains
        if other.label == "PERSON"
    )


def _again(
    report: Annotated, chain: Chain, mention: Mention, start: int, named: Named, *, first: bool
) -> Edit | None:
    """The surname for somebody whom the page or the sentence has named, the full name for
    another; None when it stands as it is."""
    text = report.article.text
    words = text[start : mention.end]
    surname = people.surname(chain.name)
    if named.knows_in_full(chain.name) and surname in named.introduced:
        again = _without_role(report, chain, mention, named)
        if again is not None:
            return again
    known = named.knows(chain.name) or not first
    if known and people.stands_behind_role(report, mention):
        return None
    if known and words == chain.name and surname in named.full:
        alone = _short_span(report, chain, mention, named)
        return Edit(start, mention.end, alone.of(text), alone) if alone else None
    short = named.short_of(chain.name)
    told = words == chain.name or (known and (words == short or words.lower().endswith(surname)))
    span = None if told and start == mention.start else mention_of(report, chain, longest=not known)
    if span is None or not _is_fit(span.of(text), text[mention.start : mention.end], chain):
        return None
    return Edit(start, mention.end, span.of(text), span)


def surname_of(report: Annotated, chain: Chain, named: Named) -> Span | None:
    """Where the report writes the short form: alone, else as a word of the full name."""
    wanted = named.short_of(chain.name)
    places = [Span(report.article.id, m.start, m.end) for m in _whole_names(report, chain)]
    alone = next((s for s in places if _bare(s.of(report.article.text)) == wanted), None)
    if alone is not None:
        return alone
    full = mention_of(report, chain, longest=True)
    if full is None:
        return None
    mention = Mention(full.start, full.end, "name")
    return _short_span(report, chain, mention, named) or full


def _bare(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _whole_names(report: Annotated, chain: Chain) -> list[Mention]:
    """The mentions by name that are no part of a longer name in print."""
    text = report.article.text
    return [
        m
        for m in chain.mentions
        if m.kind == "name"
        and "\n" not in text[m.start : m.end]
        and text[m.start].isupper()
        and text[m.end : m.end + 1] not in ("-", "‑")
    ]


def mention_of(report: Annotated, chain: Chain, *, longest: bool) -> Span | None:
    """Where the report writes the name: in full, or the shortest way."""
    text = report.article.text
    names = _whole_names(report, chain)
    if not names:
        return None
    if longest:
        best = min(
            names, key=lambda m: (text[m.start : m.end] != chain.name, m.start - m.end, m.start)
        )
    else:
        best = min(
            names,
            key=lambda m: (
                not chain.name.endswith(text[m.start : m.end]),
                m.end - m.start,
                m.start,
            ),
        )
    return Span(report.article.id, best.start, best.end)


def _short_span(report: Annotated, chain: Chain, mention: Mention, named: Named) -> Span | None:
    """The word of a full name by which the reports name somebody again; None without one."""
    wanted = named.short_of(chain.name)
    words = report.article.text[mention.start : mention.end]
    if wanted != chain.name and words.startswith(f"{wanted} "):
        return Span(report.article.id, mention.start, mention.start + len(wanted))
    if wanted.lower() != people.surname(chain.name):
        return None
    words = report.article.text[mention.start : mention.end]
    suffix = _SUFFIX.search(words)
    words = words[: suffix.start()] if suffix else words
    last = words.split()[-1]
    plain = re.fullmatch(r"[A-Z][\w'’\-]+", last) and not _PARTICLES.search(words)
    if not plain or len(words.split()) > 3 or last.lower() != people.surname(chain.name):
        return None
    end = mention.start + len(words)
    return Span(report.article.id, end - len(last), end)


def _without_role(report: Annotated, chain: Chain, mention: Mention, named: Named) -> Edit | None:
    """The surname for a name with who it is, which the page has said; None when it cannot go."""
    text = report.article.text
    start, end = people.phrase_around(report, mention)
    span = _short_span(report, chain, mention, named)
    if span is None or (start, end) == (mention.start, mention.end):
        return None
    if end > mention.end:
        closed = text[end : end + 1] == ","
        return Edit(mention.start, end + 1, span.of(text), span) if closed else None
    before = people.token_before(report, start)
    if (before is not None and before.pos in _BELONGS) or text[end:].startswith(" of "):
        return None
    return Edit(start, mention.end, span.of(text), span)


def _is_fit(name: str, short: str, chain: Chain) -> bool:
    """Whether a name may take the place of a shorter or another form of it."""
    fits = name.endswith(f" {short}") or short.endswith(name) or chain.name.startswith(f"{short} ")
    return fits and len(name.split()) <= 4 and not re.search(r"\b(?:of|in|at|from|and|for)\b", name)


@remembered()
def _of_report(report: Annotated, chain: Chain) -> Introduction | None:
    """Who the report says that somebody is."""
    span = people.introduction(report, chain)
    if span is None:
        return None
    words = span.of(report.article.text)
    if people.is_capital_by_place(report, span):
        words = words[:1].lower() + words[1:]
    return Introduction(span, words)


def introduced(
    report: Annotated, chain: Chain, mention: Mention, start: int, named: Named
) -> Edit | None:
    """The name with who it is, in place of a mention that does not say it; None without.

    Args:
        report, chain, mention: a mention by name, or a pronoun that is a subject.
        start: where it begins, its "Mr." included.
        named: who the page has named.
    """
    text = report.article.text
    found = _of_report(report, chain)
    if found is None and mention.kind == "name":
        found = named.introductions.get(chain.name.lower())
    if found is None or people.is_introduced(report, mention) or people.goes_on(report, mention):
        return None
    before = people.token_before(report, start)
    if before is not None and before.pos in _PHRASE_WORDS:
        return None
    if people.stands_behind_role(report, mention):
        return None
    if text[mention.end : mention.end + 2] in ("'s", "’s") or "," in text[start - 1 : start]:
        return None
    phrase = found.words
    behind = not phrase.endswith(chain.name.split()[-1])
    following = text[mention.end : mention.end + 2]
    if behind and (following[:1].isalpha() or following[1:].isalpha()):
        phrase += ","
    elif behind and following[:1] not in (".", ","):
        return None
    return Edit(start, mention.end, phrase, found.span)


@remembered()
def _is_of_else(report: Annotated, mention: Mention) -> bool:
    """Whether the words are marked as the name of a place, a people or a body: no person's
    name takes their place."""
    return any(
        entity.start < mention.end and mention.start < entity.end
        for entity in report.entities
        if entity.label in ("LOC", "NORP", "ORG")
    )
