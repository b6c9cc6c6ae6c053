"""Whom a noun phrase points at among those whom the report names: by title, chain or pair."""

from __future__ import annotations

import re

from copydesk.annotate.lookup import Reading
from copydesk.annotate.names import role_nouns
from copydesk.annotate.speech.source import Source, chain_name, named

_BOTH = ("both", "two")
_PAIRED = ("side", "country", "nation", "leader", "party", "government", "man", "woman")
_BACK = 120  # tokens that "both sides" may lie behind what it points to


def of_chain(reading: Reading, first: int, end: int) -> Source | None:
    """The chain that has this noun phrase as a mention."""
    head = reading.tokens[end - 1]
    over = reading.chain_over(reading.tokens[first].start, head.end)
    if over is None:
        return None
    chain = reading.chains[over[0]]
    if not any(m.start <= head.start < m.end for m in chain.mentions):
        return None
    kind = "person" if chain.label == "PERSON" else "organisation"
    return Source(chain_name(reading, chain), kind, head.start, head.end)


def by_title(reading: Reading, start: int, end: int) -> Source | None:
    """The one person whose title this is: "the Finance Minister", "the minister"."""
    words = reading.text(start, end).lower().replace("-", " ").split()
    if not words or not role_nouns.is_role(words[-1]) or _is_indefinite(reading, start):
        return None
    held = [
        (chain, set(chain.title.lower().replace("-", " ").split()))
        for chain in reading.chains
        if chain.label == "PERSON" and chain.title
    ]
    found = [chain for chain, title in held if set(words) <= title]
    if not found:  # "Exampleland's president", when one president is named
        found = [chain for chain, title in held if words[-1] in title]
    if len(found) != 1:
        return None
    return Source(chain_name(reading, found[0]), "person", 0, 0)


def _is_indefinite(reading: Reading, start: int) -> bool:
    """Whether the phrase is one of several: "a minister", "another minister"."""
    words = {reading.tokens[i].text.lower() for i in range(max(0, start - 1), start + 1)}
    return bool(words & {"a", "an", "another", "one", "some", "former", "other"})


def both(reading: Reading, first: int, end: int) -> Source | None:
    """both sides, the two leaders: the nearest pair "X and Y" before."""
    words = {reading.tokens[i].text.lower() for i in range(first, end)}
    lemma = reading.tokens[end - 1].lemma.lower()
    if not words & set(_BOTH) or lemma not in _PAIRED:
        return None
    people = lemma in ("leader", "man", "woman")
    for index in range(first - 1, max(1, first - _BACK), -1):
        if reading.tokens[index].text.lower() not in ("and", "&"):
            continue
        left, right = reading.entity_at.get(index - 1), reading.entity_at.get(index + 1)
        if left is None or right is None or (left.label == "PERSON") != people:
            continue
        if (right.label == "PERSON") == people:
            names = f"{named(reading, left).name} and {named(reading, right).name}"
            return Source(names, "person" if people else "organisation", 0, 0)
    return None


def unlisted(reading: Reading, start: int, end: int) -> str:
    """A name that no entity covers, in the fullest form the report gives it."""
    begin = end - 1
    while begin > start and reading.tokens[begin - 1].text[:1].isupper():
        begin -= 1
    name = reading.text(begin, end)
    surname = name.rpartition(" ")[2]
    for chain in reading.chains:
        if chain.label == "PERSON" and chain.name.rpartition(" ")[2] == surname:
            return chain.name
    if " " in name:
        return name
    pattern = re.compile(rf"(?:\b[A-Z][\w.'’-]*[ \u00a0]){{1,2}}{re.escape(surname)}\b")
    runs: list[str] = pattern.findall(reading.article.text)
    return max([surname, *runs], key=len)
