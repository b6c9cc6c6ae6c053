"""Who says it: a source by its name, and where the report names it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.english import speech
from copydesk.model import Chain, Entity


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it, and where the report names them (span of the mention).

    ``name`` is empty for a pronoun whose antecedent is not known. ``human`` is False for
    things that do not speak ("the backing", "the move").
    """

    name: str
    kind: str
    start: int
    end: int
    human: bool = True
    gender: str | None = None


def named(reading: Reading, entity: Entity) -> Source:
    """The source that a named entity is, under its fullest name in the report."""
    name = canonical(reading, entity) or reading.article.text[entity.start : entity.end]
    if entity.label == "PERSON":
        return Source(name, "person", entity.start, entity.end)
    kind = "outlet" if is_outlet(reading, name, entity) else "organisation"
    return Source(name, kind, entity.start, entity.end)


def canonical(reading: Reading, entity: Entity) -> str | None:
    """Name of the chain that a named entity belongs to; None when it belongs to none."""
    if entity.chain is not None:
        return chain_name(reading, reading.chains[entity.chain])
    over = reading.chain_over(entity.start, entity.end)
    if over is not None and reading.chains[over[0]].label == entity.label:
        return chain_name(reading, reading.chains[over[0]])
    return None


def chain_name(reading: Reading, chain: Chain) -> str:
    """Name of a chain as it is printed: an organisation with its acronym, if it has one."""
    name = re.sub(r"^(?:the|a|an)\s+", "", chain.name, flags=re.I)
    if chain.label != "ORG" or " " not in name:
        return name
    for mention in chain.mentions:
        word = reading.article.text[mention.start : mention.end]
        if mention.kind == "name" and word.isupper() and word.isalpha() and word not in name:
            return f"{name} ({word})"
    return name


def is_outlet(reading: Reading, name: str, entity: Entity) -> bool:
    """Whether a body is a news outlet: cited as one, or named or described as one."""
    cited = {c.name.lower() for c in reading.article.cited_outlets if c.name}
    words = name.lower().split()
    if name.lower() in cited or (words and words[-1].strip(".") in speech.PRESS_NAMES):
        return True
    around = reading.tokens[max(0, entity.first - 3) : entity.first]
    return any(t.text.lower() in speech.PRESS for t in around)
