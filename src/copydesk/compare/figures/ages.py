"""Ages of people as figures: "Tom Vell, 34,", "a 34-year-old driver", "aged 34".

They are no quantities of an event, but a report that makes somebody 34 and one that makes the same
person 36 differ. Whose age it is stands in the figure's scope.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from copydesk.english import lists
from copydesk.model import Annotated, Entity

_NUMBER = r"(?P<age>\d{1,2}|1[01]\d)"
_WORDS = lists.phrases("comparing", "numbers from nought to twenty")[1:]
_PATTERNS = (
    re.compile(rf"\b{_NUMBER}[- ]years?[- ]olds?\b"),
    re.compile(rf"\b(?P<word>{'|'.join(_WORDS)})[- ]years?[- ]olds?\b", re.IGNORECASE),
    re.compile(rf"\b(?:aged?|age of)\s+{_NUMBER}\b(?!\s*(?:to|and|[-–])\s*\d|[.,]\d)"),
    re.compile(
        rf"(?<=[a-zà-ÿ.’'\"”)]),\s+{_NUMBER}(?=\s*(?:,|\)|;|\.(?:\s|$)|\s+(?:and|of|from|was|is|who|"
        rf"have|has|had|were)\b))"
    ),
    re.compile(rf"(?<=[a-zà-ÿ])\s+\({_NUMBER}\)"),
)
#: Code points between a name and the age behind it.
_NEAR = 40


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
        for order, pattern in enumerate(_PATTERNS):
            for match in pattern.finditer(text, sentence.start, sentence.end):
                group = "age" if match.groupdict().get("age") else "word"
                start, end = match.span(group)
                before = _before(people, starts, start)
                gap = text[before.end : start] if before else ""
                bare = order >= 3  # a bare number is an age only behind a name
                if start in taken or (bare and (before is None or gap.strip(" ,(") != "")):
                    continue
                taken.add(start)
                said = match[group].lower()
                age = float(said) if said.isdigit() else float(_WORDS.index(said) + 1)
                owner = before if before and len(gap) <= _NEAR and "." not in gap else None
                owner = owner or _behind(people, starts, match.end(), sentence.end)
                yield start, end, age, number, text[owner.start : owner.end] if owner else None


def _before(people: list[Entity], starts: list[int], at: int) -> Entity | None:
    place = bisect_right(starts, at) - 1
    return people[place] if place >= 0 and people[place].end <= at else None


def _behind(people: list[Entity], starts: list[int], at: int, end: int) -> Entity | None:
    place = bisect_right(starts, at)
    near = place < len(people) and people[place].start - at <= _NEAR and people[place].end <= end
    return people[place] if near else None
