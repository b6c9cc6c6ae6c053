"""Labels of quick looks: a noun phrase of two to four words that names the facet."""

from __future__ import annotations

from collections.abc import Collection

from copydesk.compose.selection import STOP_WORDS, content_stems, word_set
from copydesk.compose.units import Unit
from copydesk.model import Annotated, Token

#: What a label may be made of, by universal part of speech.
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ"})
_SHORTEST, _LONGEST = 2, 4
#: Nouns that name no facet.
_EMPTY = word_set(
    """year month week day time thing way people person man woman lot number part one night
    morning today yesterday tomorrow hour minute statement"""
)
#: When the sentence gives no phrase: by what the unit is.
_BY_FACET = {
    "reactions": "Official response",
    "background": "Earlier events",
    "next": "Next steps",
    "developments": "Main events",
}


def label_for(
    unit: Unit, report: Annotated, weight: dict[str, float], taken: Collection[str], facet: str
) -> str:
    """A label for a quick look.

    Args:
        unit, report: the unit and its report.
        weight: how widely each stem is carried in the story.
        taken: stems that other labels have used.
        facet: section the unit belongs to, for the fallback.
    """
    best, value = "", 0.0
    people = {
        index
        for entity in report.entities
        if entity.label == "PERSON"
        for index in range(entity.first, entity.last)
    }
    sentence = report.sentences[unit.sentence]
    for first, last in _phrases(report.tokens, sentence.first, sentence.last, people):
        words = [report.tokens[i].text for i in range(first, last)]
        stems = content_stems(" ".join(words))
        if not stems or stems & set(taken):
            continue
        score = sum(sorted(weight.get(s, 0.0) for s in stems)) / len(words) ** 0.5
        if score > value:
            best, value = " ".join(words), score
    text = best or _BY_FACET[facet]
    return text[0].upper() + text[1:]


def _phrases(
    tokens: tuple[Token, ...], start: int, end: int, people: Collection[int]
) -> list[tuple[int, int]]:
    """Runs of adjectives and nouns that end in a noun, two to four words, without people."""
    found: list[tuple[int, int]] = []
    for last in range(start + 1, end + 1):
        head = tokens[last - 1]
        if head.pos not in ("NOUN", "PROPN") or head.lemma.lower() in _EMPTY:
            continue
        if last < end and tokens[last].pos in ("NOUN", "PROPN"):
            continue
        first = last - 1
        while (
            first > start
            and tokens[first - 1].pos in _INSIDE
            and tokens[first - 1].text.lower() not in STOP_WORDS
            and tokens[first - 1].end == tokens[first].start - 1
        ):
            first -= 1
        size = last - first
        if _SHORTEST <= size <= _LONGEST and not any(i in people for i in range(first, last)):
            found.append((first, last))
    return found
