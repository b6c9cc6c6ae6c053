"""Where names begin and end: the edges of the model's names made clean.

Marks, articles and possessives are trimmed, a verb inside a name cuts it, and a hyphen without
spaces joins what is one name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.english import lists
from copydesk.model import Entity, Token

#: Titles that stand before a name and are no part of it.
TITLES: Final = lists.words("roles", "titles")


#: Titles after which a capitalised name is a person's; "General Motors" is none.
_BEFORE_PERSON: Final = TITLES - lists.words("roles", "titles in other names")
_PROPER: Final = frozenset({"NNP", "NNPS"})


def cleaned(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """The names with clean edges, in order; what is left without a word is left out.

    Args:
        tokens: of the whole report.
        names: of the model, in order.
    """
    parts = [
        part
        for name in names
        if (fixed := _trimmed(tokens, name)) is not None
        for part in _cut(tokens, fixed)
    ]
    return _hyphened(tokens, parts)


def entity(tokens: Sequence[Token], first: int, last: int, label: str) -> Entity:
    """The entity of ``tokens[first:last]``."""
    return Entity(tokens[first].start, tokens[last - 1].end, label, first, last)


def _cut(tokens: Sequence[Token], name: Entity) -> Iterator[Entity]:
    """What stands before a verb inside the name; the whole name where there is none."""
    last = next(
        (
            i
            for i in range(name.first, name.last)
            if tokens[i].tag in {"VBZ", "VBD", "VBP", "MD"} and tokens[i].pos in {"VERB", "AUX"}
        ),
        name.last,
    )
    if last > name.first:
        yield entity(tokens, name.first, last, name.label)


def _hyphened(tokens: Sequence[Token], names: Sequence[Entity]) -> list[Entity]:
    """Names that a hyphen without spaces joins, made one: double names, "Example Press-Mail".

    Of two names of one word each it is not known whether they are one or two ("Smith-Jones").
    """
    at = {i: name for name in names for i in range(name.first, name.last)}
    joined, gone = list[Entity](), set[int]()
    for name in names:
        if name.first in gone:
            continue
        first, last, label = name.first, name.last, name.label
        while _goes_on(tokens, last) and label in {"PERSON", "ORG"}:
            other = at.get(last + 1)
            alike = label if other is None else other.label
            end = last + 2 if other is None else other.last
            words = (last - first) + (end - last - 1)
            person = other is not None and label == "PERSON" == alike and words > 2
            body = label == "ORG" and (other is None or (words > 2 and alike in {"PERSON", "ORG"}))
            if not (person or body):
                break
            gone.add(last + 1)
            last = end
        if label == "PERSON" and last - first > 1 and _ends_small(tokens, last):
            last += 2
        joined.append(entity(tokens, first, last, label))
    return joined


def _goes_on(tokens: Sequence[Token], hyphen: int) -> bool:
    """Whether a hyphen stands here that a capitalised proper noun follows, without spaces."""
    if not 0 < hyphen < len(tokens) - 1 or tokens[hyphen].text not in {"-", "‐", "‑"}:
        return False
    before, mark, after = tokens[hyphen - 1 : hyphen + 2]
    close = before.end == mark.start and mark.end == after.start
    return close and after.text[0].isupper() and after.tag in _PROPER


def _ends_small(tokens: Sequence[Token], hyphen: int) -> bool:
    """Whether a hyphen stands here that the small end of a given name follows ("Jae-min"), and
    not a word that with the name limits another ("Holt-backed", "a Holt-era law")."""
    if not 0 < hyphen < len(tokens) - 2 or tokens[hyphen].text not in {"-", "‐", "‑"}:
        return False
    before, mark, end, after = tokens[hyphen - 1 : hyphen + 3]
    close = before.end == mark.start and mark.end == end.start
    word = end.text.isalpha() and end.text.islower() and not end.tag.startswith(("VB", "JJ"))
    goes_on = after.start == end.end and after.text in {"-", "‐", "‑"}
    return close and word and not goes_on and after.pos not in {"NOUN", "PROPN", "ADJ"}


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
    if _is_only_title(tokens, name.label, first, last):
        return None
    if first == last or not any(c.isalpha() for t in tokens[first:last] for c in t.text):
        return None
    if name.label == "PERSON" and not any(t.text[0].isupper() for t in tokens[first:last]):
        return None
    return entity(tokens, first, last, name.label)


def _is_only_title(tokens: Sequence[Token], label: str, first: int, last: int) -> bool:
    """Whether it is one word, the title of the name that follows ("Sgt", "Judge")."""
    after = last + (last < len(tokens) and tokens[last].text == ".")
    return (
        label == "PERSON"
        and last - first == 1
        and after < len(tokens)
        and tokens[after].tag in _PROPER
        and tokens[after].sentence == tokens[first].sentence
        and tokens[first].text.lower().strip(".") in TITLES
    )


def is_title(token: Token) -> bool:
    """Whether the word is a title after which a capitalised name is a person's."""
    return token.text.lower().strip(".") in _BEFORE_PERSON


def _wordlike(text: str) -> bool:
    return text[-1].isalnum() or (text[-1] == "." and len(text) > 1) or text[-1] == ")"
