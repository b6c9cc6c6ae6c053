"""Heads of themes: what their sentences have in common, by the name that the news has for it.

A facet that several sentences tell ("The arrest"), a body, place or person that several of them
name and the rest of the story does not, or a noun phrase that stands in several. A theme that has
none of these has no head of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from copydesk.compose.choose.selection import content_stems
from copydesk.compose.choose.telling import tells_toll
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.facets import (
    facet,
    facet_nouns,
    head_of,
    is_abstract,
    is_facet,
    names,
)
from copydesk.compose.write.labels import TOLL, Naming, phrases_of
from copydesk.model import Annotated

#: Sentences, and their share of the theme, that a head must be of.
FEWEST, SHARE = 2, 0.4
#: What a facet is worth over a name that as many sentences have, and a name over a phrase.
FACET, PHRASE, SPEAKER = 1.5, 0.75, 0.7
#: Share of the theme that one person must speak in for it to be called by that.
SPEAKS = 0.6


def head_for(told: Sequence[tuple[Unit, Annotated]], naming: Naming, taken: Collection[str]) -> str:
    """The head of a theme; empty when its sentences have no name in common.

    Args:
        told: the theme's sentences, each with its report.
        naming: of the story.
        taken: stems that other heads have used.
    """
    counts: Counter[str] = Counter()
    worth: dict[str, float] = {}
    for unit, report in told:
        for head, value in dict(_heads(unit, report, naming)).items():
            counts[head] += 1
            worth[head] = value
    least = max(FEWEST, SHARE * len(told))
    fit = [
        head
        for head in counts
        if counts[head] >= (SPEAKS * len(told) if worth[head] == SPEAKER else least)
        and (stems := content_stems(head))
        and not stems & set(taken)
    ]
    order = list(counts)
    return max(fit, key=lambda head: (counts[head] * worth[head], -order.index(head)), default="")


def heads_of(unit: Unit, report: Annotated, naming: Naming) -> dict[str, float]:
    """What a sentence could stand under, each with its worth; nobody who merely speaks in it, and
    no phrase of plain words."""
    return {
        head: worth
        for head, worth in _heads(unit, report, naming)
        if worth >= 1.0 and not _speaks(unit, head) and not _is_one_name(unit, report, head)
    }


def _is_one_name(unit: Unit, report: Annotated, head: str) -> bool:
    """Whether a head is one word of somebody's name: what is told of him it does not say."""
    return " " not in head and any(
        e.label == "PERSON" and head in report.article.text[e.start : e.end]
        for e in report.entities
        if unit.span.start <= e.start < unit.span.end
    )


def _speaks(unit: Unit, head: str) -> bool:
    name = unit.speaker.name if unit.speaker is not None else None
    return name is not None and head.rsplit(maxsplit=1)[-1] == name.rsplit(maxsplit=1)[-1]


def _heads(unit: Unit, report: Annotated, naming: Naming) -> Iterator[tuple[str, float]]:
    """What a sentence could stand under, each with its worth."""
    if tells_toll(unit.text):
        yield head_of(TOLL), FACET
    called = facet(report, unit, unit.text)
    for name in facet_nouns(report, unit):
        if not naming.is_usual(name):
            yield head_of(name), 1.0
    if called and not naming.is_usual(called):
        yield head_of(called), FACET
    speaker = unit.speaker.name if unit.speaker and unit.speaker.kind == "person" else None
    if speaker and " " in speaker and all(word[0].isupper() for word in speaker.split()):
        yield f"What {speaker} said", SPEAKER
    for name in (n for own in names(report, unit, unit.text, ("ORG", "PERSON")) for n in own):
        if not naming.is_usual(name):
            yield name, 1.0
    for phrase, noun in phrases_of(unit, report, naming):
        if not is_abstract(noun) and not naming.is_usual(phrase):
            sure = is_facet(noun) or phrase != phrase.lower()
            yield phrase[:1].upper() + phrase[1:], 1.0 if sure else PHRASE
