"""Ages of people as figures: "Tom Vell, 34,", "a 34-year-old driver", "the driver, 34,", "aged 34".

They are no quantities of an event, but a report that makes somebody 34 and one that makes the same
person 36 differ. Whose age it is stands in the figure's scope. Whoever only speaks ("said Tom
Vell, 34, a neighbour") is no person of the event: that age is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from copydesk.annotate.names.role_nouns import is_human
from copydesk.english import number_words, speech
from copydesk.english.lists import alternatives
from copydesk.english.number_words import SMALL
from copydesk.model import Annotated, Entity

_WRITTEN: Final = rf"{alternatives(tuple(SMALL))}(?:[- ]{alternatives(tuple(SMALL))})?"
_NUMBER: Final = r"(?P<age>\d{1,2}|1[01]\d)"
_WORDS: Final = rf"(?P<age>{_WRITTEN})"
#: Behind a bare number that is an age.
_ENDS: Final = (
    r"(?=\s*(?:,|\)|;|\.(?:\s|$)|\s+(?:and|of|from|was|is|who|have|has|had|were|would|will)\b))"
)
_PATTERNS: Final = (
    re.compile(rf"\b{_NUMBER}[- ]years?[- ]olds?\b"),
    re.compile(rf"\b{_WORDS}[- ]years?[- ]olds?\b", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|age of)\s+{_NUMBER}\b(?!\s*(?:to|and|[-–])\s*\d|[.,]\d)"),
    re.compile(rf"\bages\s+{_NUMBER}\b(?=\s+and\s+\d)"),
    re.compile(rf"(?<=\bages \d\d and ){_NUMBER}\b"),
    re.compile(
        rf"\b(?:[Hh]e|[Ss]he|who|I)(?:\s+(?:is|was|turned)|['’]s|['’]m)\s+{_NUMBER}(?=\s*(?:[.,;]|and\b))"
    ),
)
#: A bare number is an age only behind a name or a noun for a person.
_BARE: Final = (
    re.compile(rf"(?<=[a-zà-ÿ.’'\"”)]),\s+{_NUMBER}{_ENDS}"),
    re.compile(rf"(?<=[a-zà-ÿ])\s+\({_NUMBER}\)"),
)
#: Code points between a name and the age behind it.
_NEAR: Final = 40
#: Younger people stand in brackets less often than notes and numbers of players do.
_BRACKETED: Final = 12


def read(report: Annotated) -> Iterator[tuple[int, int, float, int, str | None]]:
    """Ages in the sentences of a report, in order of text.

    Yields:
        start and end of the number, its value in years, the sentence, and whose age it is where a
        name stands at it.
    """
    text = report.article.text
    people = [e for e in report.entities if e.label == "PERSON"]
    starts = [e.start for e in people]
    for number, sentence in enumerate(report.sentences):
        taken: set[int] = set()
        for pattern in (*_PATTERNS, *_BARE):
            for match in pattern.finditer(text, sentence.start, sentence.end):
                start, end = match.span("age")
                before = _before(people, starts, start)
                gap = text[before.end : start] if before else ""
                named = before is not None and gap.strip(" ,(") == ""
                if start in taken or (pattern in _BARE and not (named or _person(text, match))):
                    continue
                if named and _passes_by(report, before) and _only_speaks(text, before, match.end()):
                    continue
                age = number_words.amount(match["age"].lower())
                if text[start - 1] == "(" and age < _BRACKETED:
                    continue
                taken.add(start)
                owner = before if before and len(gap) <= _NEAR and "." not in gap else None
                owner = owner or _behind(people, starts, match.end(), sentence.end)
                yield start, end, age, number, text[owner.start : owner.end] if owner else None


def _person(text: str, match: re.Match[str]) -> bool:
    """Whether a noun for a person stands right before a bare number: "the actress, 26,"."""
    before = re.search(
        r"([a-z-]+)$", text[max(0, match.start() - 20) : match.start()].rstrip(" ,(")
    )
    word = before[1].rpartition("-")[2] if before else ""
    return is_human(word) or is_human(word.removesuffix("s")) or speech.person_like(word)


def _passes_by(report: Annotated, person: Entity | None) -> bool:
    """Whether the report names somebody once."""
    if person is None or person.chain is None:
        return person is not None
    return sum(m.kind == "name" for m in report.chains[person.chain].mentions) < 2


def _only_speaks(text: str, person: Entity | None, end: int) -> bool:
    """Whether a verb of speech stands right before a name or behind its age."""
    start = end if person is None else person.start
    before = re.search(r"([a-z]+)\s$", text[max(0, start - 30) : start])
    ahead = re.match(r"\W{1,3}([a-z]+)\b", text[end : end + 20])
    near = [match[1] for match in (before, ahead) if match]
    return any(speech.lemma_of(word) in speech.SPEECH_ALONE for word in near)


def _before(people: list[Entity], starts: list[int], at: int) -> Entity | None:
    place = bisect_right(starts, at) - 1
    return people[place] if place >= 0 and people[place].end <= at else None


def _behind(people: list[Entity], starts: list[int], at: int, end: int) -> Entity | None:
    place = bisect_right(starts, at)
    near = place < len(people) and people[place].start - at <= _NEAR and people[place].end <= end
    return people[place] if near else None
