"""Who a noun phrase is: from the words of a source to its canonical name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.annotate import cues
from copydesk.annotate.reading import Reading
from copydesk.model import Entity

_POSTMODIFIER = frozenset(
    (
        "of",
        "in",
        "at",
        "for",
        "from",
        "with",
        "on",
        "by",
        "to",
        "near",
        "about",
        "who",
        "which",
        "whose",
        "that",
        "whom",
    )
)
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, and where the report names them (span of the mention)."""

    name: str
    kind: str
    start: int
    end: int
    human: bool = True


def source_in(reading: Reading, first: int, last: int) -> Source | None:
    """The source named by the noun phrase within the tokens ``first:last``.

    Titles before a name and appositions after it do not hide the name. None when the
    stretch holds no noun phrase.
    """
    while first < last and reading.tokens[first].pos in ("PUNCT", "ADV", "CCONJ", "SCONJ"):
        first += 1
    person = _person(reading, first, last)
    if person is not None:
        return _named(reading, person)
    end = _head_end(reading, first, last)
    if end <= first:
        return None
    head = end - 1
    token = reading.tokens[head]
    if token.pos == "PRON" or token.text.lower() in cues.PRONOUNS:
        return _pronoun(reading, head)
    entity = reading.entity_at.get(head)
    if entity is not None and entity.last == head + 1:
        return _named(reading, entity)
    return _described(reading, first, end, last)


def _person(reading: Reading, first: int, last: int) -> Entity | None:
    """The person who is the head or an apposition, not one that "of" or "'s" brings in."""
    found: list[Entity] = []
    index = first
    while index < last:
        entity = reading.entity_at.get(index)
        if entity is None or entity.label != "PERSON":
            index += 1
            continue
        after = reading.tokens[entity.last].text if entity.last < len(reading.tokens) else ""
        if not after.endswith(("'s", "’s")) and after not in ("'", "’"):
            found.append(entity)
        index = max(index + 1, entity.last)
    for entity in found:
        between = reading.tokens[first : entity.first]
        prepositions = [i for i, t in enumerate(between) if t.text.lower() in _POSTMODIFIER]
        commas = [i for i, t in enumerate(between) if t.text == ","]
        if not prepositions or (commas and commas[-1] > prepositions[-1]):
            return entity
    return None


def _head_end(reading: Reading, first: int, last: int) -> int:
    """One past the head noun: before the first post-modifier, comma or verb."""
    end = first
    for index in range(first, last):
        token = reading.tokens[index]
        low = token.text.lower()
        inside = reading.entity_at.get(index)
        if index > end and inside is not None and inside.first < index:
            end = index + 1
            continue
        if low in _POSTMODIFIER and end > first:
            break
        if token.pos in _NOMINAL:
            end = index + 1
        elif token.pos in ("PUNCT", "VERB", "AUX") and end > first and token.text not in "-'’":
            break
    return end


def _named(reading: Reading, entity: Entity) -> Source:
    text = reading.article.text[entity.start : entity.end]
    name = _canonical(reading, entity) or text
    if entity.label == "PERSON":
        return Source(name, "person", entity.start, entity.end)
    kind = "outlet" if _is_outlet(reading, name, entity) else "organisation"
    return Source(_without_article(name), kind, entity.start, entity.end)


def _canonical(reading: Reading, entity: Entity) -> str | None:
    if entity.chain is not None:
        return reading.chains[entity.chain].name
    over = reading.chain_over(entity.start, entity.end)
    if over is not None and reading.chains[over[0]].label == entity.label:
        return reading.chains[over[0]].name
    return None


def _is_outlet(reading: Reading, name: str, entity: Entity) -> bool:
    cited = {c.name.lower() for c in reading.article.cited_outlets if c.name}
    words = name.lower().split()
    if name.lower() in cited or (words and words[-1].strip(".") in cues.PRESS_NAMES):
        return True
    around = reading.tokens[max(0, entity.first - 3) : entity.first]
    return any(t.text.lower() in cues.PRESS for t in around)


def _pronoun(reading: Reading, index: int) -> Source | None:
    token = reading.tokens[index]
    low = token.text.lower()
    over = reading.chain_over(token.start, token.end)
    if over is not None:
        chain = reading.chains[over[0]]
        if low not in ("he", "she") or chain.label == "PERSON":
            kind = "person" if chain.label == "PERSON" else "organisation"
            return Source(chain.name, kind, token.start, token.end)
    if low not in ("he", "she", "they", "it"):
        return None
    return _antecedent(reading, index, low)


def _antecedent(reading: Reading, index: int, pronoun: str) -> Source | None:
    """Nearest fitting source before a pronoun that no chain explains: a subject first."""
    sentence = reading.tokens[index].sentence
    gender = {"he": "male", "she": "female"}.get(pronoun)
    fallback: Source | None = None
    for at in range(index - 1, -1, -1):
        token = reading.tokens[at]
        if token.sentence < sentence - 3:
            break
        subject = token.dep.startswith("nsubj")
        entity = reading.entity_at.get(at)
        source: Source | None = None
        if entity is not None and entity.last == at + 1:
            if (entity.label == "PERSON") != (gender is not None):
                continue
            chain = reading.chains[entity.chain] if entity.chain is not None else None
            if gender and chain is not None and chain.gender not in (None, gender):
                continue
            source = _named(reading, entity)
            subject = subject or any(
                reading.tokens[i].dep.startswith("nsubj") for i in range(entity.first, at)
            )
        elif token.pos == "NOUN" and subject and gender and cues.person_like(token.text.lower()):
            low, high = reading.subtree(at)
            source = _described(reading, low, at + 1, high)
        if source is None:
            continue
        if subject or not reading.parsed:
            return source
        fallback = fallback or source
    return fallback


def _described(reading: Reading, first: int, end: int, last: int) -> Source | None:
    """A source that no name names: "a local source", "security experts", "the firm"."""
    head = reading.tokens[end - 1]
    over = reading.chain_over(reading.tokens[first].start, head.end)
    start = first
    while start < end - 1 and reading.tokens[start].pos in ("DET", "CCONJ", "SCONJ", "ADV"):
        start += 1
    begin = reading.tokens[first].start
    noun = head.text.lower()
    if over is not None and over[1] in ("noun", "name") and _heads(reading, over, head.start):
        chain = reading.chains[over[0]]
        kind = "person" if chain.label == "PERSON" else "organisation"
        return Source(_without_article(chain.name), kind, begin, head.end)
    name = reading.text(start, end)
    if not name:
        return None
    if not reading.parsed and head.pos == "PROPN":
        return Source(_fullest(reading, name), "person", begin, head.end)
    if noun in cues.COLLECTIVE or head.morph.find("Number=Plur") >= 0:
        return Source(name, "officials", begin, head.end, cues.person_like(noun))
    if cues.organisation_like(noun) or noun in cues.TEXTS:
        return Source(name, "organisation", begin, head.end)
    return Source(name, "person", begin, head.end, cues.person_like(noun) or head.pos == "PROPN")


def _heads(reading: Reading, over: tuple[int, str], head: int) -> bool:
    """Whether some mention of that chain ends with the head word."""
    return any(m.start <= head < m.end for m in reading.chains[over[0]].mentions)


def _without_article(name: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", name, flags=re.I)


def _fullest(reading: Reading, name: str) -> str:
    """Without chains: the longest run of capitals in the report that ends in that surname."""
    surname = name.rpartition(" ")[2]
    last = re.escape(surname)
    pattern = re.compile(rf"(?:\b[A-Z][\w.'’-]*[ \u00a0]){{1,2}}{last}\b")
    runs = pattern.findall(reading.article.text)
    return max([*runs, surname], key=len) if runs else name
