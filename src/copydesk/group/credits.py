"""What a report's text says about whose copy it is: agency marks and credited outlets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from copydesk.group.outlets import Outlet, Outlets
from copydesk.model import Article, Role

#: Code points of the head and the tail in which a mark of provenance stands.
_HEAD, _TAIL = 600, 600
#: An outlet credited within the first code points is what the report rests on.
_LEAD = 600

_NAME = r"[A-Z][\w.&'’-]*"
_CREDIT = re.compile(
    r"\b(?:told|reported by|according to|first reported in) (?:the )?"
    rf"(?P<after>(?:{_NAME} ?){{1,5}})"
    rf"|\b(?P<before>(?:{_NAME} ){{1,5}})(?:first |has )?(?:reported|reports|revealed)\b"
)
_DATELINE = re.compile(
    r"^[ \t]*[A-Z]{2}[^\n(]{0,60}\((?P<name>[A-Z][\w.&'’ -]{1,40})\)\s*[-–—]", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign that a report carries another house's copy, mostly an agency's.

    ``sure`` is False where agencies only contributed ("with agencies"); then ``agency`` may
    be None. ``words`` is the sign as printed.
    """

    agency: Outlet | None
    sure: bool
    words: str


def marks(article: Article, outlets: Outlets) -> tuple[Mark, ...]:
    """The marks of a report, sure ones first, each agency once."""
    text = _own_words(article)
    found = _bylines(article, outlets) + _datelines(text, outlets) + _printed(text, outlets)
    found.sort(key=lambda mark: not mark.sure)
    own = outlets.of(article.outlet, article.url)
    kept: dict[str, Mark] = {}
    for mark in found:
        if mark.agency is None or own is None or mark.agency.family != own.family:
            kept.setdefault(mark.agency.name if mark.agency else "", mark)
    return tuple(kept.values())


def credited(article: Article, outlets: Outlets) -> tuple[str, ...]:
    """Names of outlets that a report rests on, as printed, sorted.

    These are the outlets its citation markers name, and those credited in its lead or twice
    in words ("told the Example", "the Example reported").
    """
    found = {cited.name for cited in article.cited_outlets if cited.name}
    own = outlets.of(article.outlet, article.url)
    counts: dict[str, int] = {}
    for match in _CREDIT.finditer(article.text):
        outlet = _longest_name(match["after"], match["before"], outlets)
        if outlet is None or outlet == own or outlet.kind == "official":
            continue
        weight = 2 if match.start() < _LEAD else 1
        counts[outlet.name] = counts.get(outlet.name, 0) + weight
    found |= {name for name, weight in counts.items() if weight >= 2}
    return tuple(sorted(found))


def _longest_name(after: str | None, before: str | None, outlets: Outlets) -> Outlet | None:
    """The outlet that the words after a cue begin with, or the words before it end with."""
    words = (after or before or "").split()
    parts = [words[:n] if after else words[-n:] for n in range(len(words), 0, -1)]
    found = (outlets.named(" ".join(part)) for part in parts)
    return next((outlet for outlet in found if outlet is not None), None)


def _bylines(article: Article, outlets: Outlets) -> list[Mark]:
    found = []
    for author in article.authors:
        for part in re.split(r"\s*(?:,|\||/|;|\band\b|\bof\b|\bfor\b|\bin\b)\s*", author):
            agency = outlets.named(part)
            if agency is not None and agency.kind == "agency":
                found.append(Mark(agency, True, author))
            elif re.fullmatch(r"(?:news )?agencies", part, re.IGNORECASE):
                found.append(Mark(None, False, author))
    return found


def _datelines(text: str, outlets: Outlets) -> list[Mark]:
    """A name in brackets between the place and the dash, whether or not a table lists it."""
    found = []
    for match in _DATELINE.finditer(text[:_HEAD]):
        source = outlets.of(match["name"], None)
        if source is not None:
            agency = source if source.known else replace(source, kind="agency")
            found.append(Mark(agency, True, f"({match['name']})"))
    return found


def _printed(text: str, outlets: Outlets) -> list[Mark]:
    sure, weak = _patterns(outlets)
    found = []
    for pattern, certain in ((sure, True), (weak, False)):
        for part in (text[:_HEAD], text[max(_HEAD, len(text) - _TAIL) :]):
            for match in pattern.finditer(part):
                name = next((group for group in match.groups() if group), None)
                agency = outlets.named(name)
                found.append(Mark(agency, certain, match[0].strip()))
    return found


def _own_words(article: Article) -> str:
    """The text without captions, credits and other pages' headlines."""
    skipped = (Role.CAPTION, Role.CREDIT, Role.FOREIGN)
    if not any(block.role in skipped for block in article.blocks):
        return article.text
    kept = [b for b in article.blocks if b.role not in skipped]
    return "\n".join(article.text[block.start : block.end] for block in kept)


@lru_cache(maxsize=8)
def _alternatives(names: tuple[str, ...]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))


def _patterns(outlets: Outlets) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Sure and weak marks, with the agencies' names in them."""
    return _compiled(_agency_names(outlets))


@lru_cache(maxsize=8)
def _compiled(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    agency, the = _alternatives(names), r"(?:[Tt]he )?"
    owner = rf"(?:[^\n,|]{{3,60}}(?:,| \||\n)\s*)?{the}({agency})"
    right = r"(?:©|\([Cc]\)|[Cc]opyright)\s*(?:©|\([Cc]\))?\s*(?:\d{4},?)?\s*(?:[Bb]y )?"
    sure = (
        rf"\(\s*({agency})(?:\s*/\s*[\w ]+)?\s*\)(?=\s*(?:[-–—:]|$))",
        rf"^\W*[Bb][Yy] {the}{owner}\s*$",
        rf"^\W*(?:[Ss]ource|[Vv]ia|[Cc]redit)\s*:\s*{the}({agency})\W*$",
        rf"^\s*[-–—(]?\s*{the}({agency})\s*\)?\s*$",
        rf"{right}{the}({agency})\b",
    )
    material = r"(?:reports? |material |files? )?(?:from |by )?"
    weak = (
        rf"\b[Ww]ith (?:(?:news |wire )?agencies|{material}{the}({agency}))\b",
        rf"\b({agency})[^.\n]{{0,120}}\bcontributed to this (?:report|story|article)",
    )
    return re.compile("|".join(sure), re.MULTILINE), re.compile("|".join(weak))


def _agency_names(outlets: Outlets) -> tuple[str, ...]:
    return tuple(
        name
        for entry in outlets.entries
        if entry.kind == "agency"
        for name in (entry.name.removeprefix("The "), *entry.names)
    )
