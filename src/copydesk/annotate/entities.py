"""Names and expressions: the model's names made steady, and rules for times and amounts.

The model marks names; a gazetteer corrects peoples and countries, one report's spelling of a
name keeps one label throughout, and `copydesk.annotate.expressions` adds DATE, TIME, MONEY,
PERCENT, QUANTITY, CARDINAL and ORDINAL where no name stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.annotate import expressions, gazetteer
from copydesk.model import Entity, Sentence, Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: The model's labels, and those of other pipelines (OntoNotes, WikiNER), as copydesk names them.
LABELS: Final = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
    "NORP": "NORP",
}  # fmt: skip
_EU_UN: Final = frozenset({("EU",), ("E.U.",), ("UN",), ("U.N.",), ("European", "Union"),
                           ("United", "Nations")})  # fmt: skip
#: Titles that stand before a name and are no part of it.
TITLES: Final = _words(
    """
    mr mrs ms miss mx dr prof professor president vice minister prime chancellor secretary
    general senator sen rep representative congressman congresswoman governor gov mayor
    judge justice king queen prince princess pope bishop archbishop cardinal rabbi imam
    sheikh sir lord lady dame captain capt colonel col lieutenant lt sergeant sgt major maj
    commander admiral adm officer detective inspector superintendent chief sheriff
    ambassador spokesman spokeswoman spokesperson chairman chairwoman chair director ceo
    premier
    """
)


def find(
    tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Entity]
) -> list[Entity]:
    """All names and expressions of a report, in order, not overlapping.

    Args:
        tokens: of the whole report.
        sentences: their sentences.
        names: the model's names; labels as in `LABELS`' values.
    """
    kept = [fixed for name in names if (fixed := _trimmed(tokens, name)) is not None]
    kept = _with_gazetteer(tokens, kept)
    kept = _steady(tokens, kept)
    taken = _taken(kept)
    for sentence in sentences:
        for first, last, label in expressions.find(tokens[sentence.first : sentence.last]):
            first, last = first + sentence.first, last + sentence.first
            if taken.isdisjoint(range(first, last)):
                kept.append(_entity(tokens, first, last, label))
    return sorted(kept, key=lambda entity: entity.start)


def _entity(tokens: Sequence[Token], first: int, last: int, label: str) -> Entity:
    return Entity(tokens[first].start, tokens[last - 1].end, label, first, last)


def _taken(entities: Sequence[Entity]) -> set[int]:
    return {i for entity in entities for i in range(entity.first, entity.last)}


def _trimmed(tokens: Sequence[Token], name: Entity) -> Entity | None:
    """The name without marks, articles and possessives at its edges; None when nothing is left."""
    first, last = name.first, name.last
    while first < last and (
        not tokens[first].text[0].isalnum() or tokens[first].text.lower() in {"the", "a", "an"}
    ):
        first += 1
    while first < last and (
        tokens[last - 1].text in {"'s", "’s", "'", "’"} or not _wordlike(tokens[last - 1].text)
    ):
        last -= 1
    if first == last or not any(c.isalpha() for t in tokens[first:last] for c in t.text):
        return None
    if name.label == "PERSON" and not any(t.text[0].isupper() for t in tokens[first:last]):
        return None
    return _entity(tokens, first, last, name.label)


def _wordlike(text: str) -> bool:
    return text[-1].isalnum() or (text[-1] == "." and len(text) > 1) or text[-1] == ")"


def _with_gazetteer(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """Correct single names the gazetteer is sure of, and add those the model passed over."""
    kept = list[Entity]()
    for name in names:
        words = tuple(token.text for token in tokens[name.first : name.last])
        label = name.label
        if len(words) == 1 and gazetteer.is_people(words[0]):
            label = "NORP"
        elif words in _EU_UN:
            label = "ORG"
        elif words in gazetteer.places() and label != "PERSON":
            label = "LOC"
        kept.append(_entity(tokens, name.first, name.last, label))
    taken = _taken(kept)
    for first, last, label in _known(tokens):
        if taken.isdisjoint(range(first, last)):
            kept.append(_entity(tokens, first, last, label))
    return sorted(kept, key=lambda entity: entity.start)


def _known(tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    places, longest = gazetteer.places(), gazetteer.longest_place()
    i = 0
    while i < len(tokens):
        if tokens[i].text[0].isupper():
            if gazetteer.is_people(tokens[i].text):
                yield i, i + 1, "NORP"
                i += 1
                continue
            for length in range(min(longest, len(tokens) - i), 0, -1):
                words = tuple(token.text for token in tokens[i : i + length])
                if words in _EU_UN or (words in places and not _inside_name(tokens, i, i + length)):
                    yield i, i + length, "ORG" if words in _EU_UN else "LOC"
                    i += length - 1
                    break
        i += 1


def _inside_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a capitalised name goes on to the left or right of a place name."""
    left = tokens[first - 1] if first else None
    right = tokens[last] if last < len(tokens) else None
    return any(
        token is not None
        and token.sentence == tokens[first].sentence
        and token.pos == "PROPN"
        and token.text.lower() not in TITLES
        for token in (left, right)
    )


def _steady(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """One label a spelling: the commonest in the report; passed-over mentions are added.

    A surname on its own takes PERSON from the full name of the same report.
    """
    votes = defaultdict[tuple[str, ...], Counter[str]](Counter)
    surnames = set[str]()
    for name in names:
        words = tuple(token.text for token in tokens[name.first : name.last])
        votes[words][name.label] += 1
        if name.label == "PERSON" and len(words) > 1:
            surnames.add(words[-1])
    settled = list[Entity]()
    for name in names:
        words = tuple(token.text for token in tokens[name.first : name.last])
        label = max(sorted(votes[words].items()), key=lambda item: item[1])[0]
        if len(words) == 1 and words[0] in surnames and label != "NORP":
            label = "PERSON"
        settled.append(_entity(tokens, name.first, name.last, label))
    known = {
        words[0]: "PERSON"
        if words[0] in surnames
        else max(sorted(v.items()), key=lambda i: i[1])[0]
        for words, v in sorted(votes.items())
        if len(words) == 1 and sum(v.values()) > 1 and words[0][0].isupper() and len(words[0]) > 2
    } | {surname: "PERSON" for surname in sorted(surnames) if len(surname) > 2}
    taken = _taken(settled)
    for i, token in enumerate(tokens):
        label = known.get(token.text, "")
        if label and i not in taken and token.pos == "PROPN" and not _inside_name(tokens, i, i + 1):
            settled.append(_entity(tokens, i, i + 1, label))
    return sorted(settled, key=lambda entity: entity.start)
