"""Turns of labelled speakers: "JANE SMITH, host: …", "Smith: …" at the beginning of lines."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from copydesk.annotate.lookup import Reading
from copydesk.model import RUNNING, Attribution, Quotation, Role, Segment

_READ: Final = RUNNING | {Role.BULLET, Role.CAPTION, Role.HEADLINE, Role.SUBHEAD, Role.KICKER}
_LABEL: Final = re.compile(
    r"^[ \t]*(?P<name>(?:[A-Z][\w.'’-]+ ?){1,4})(?:,[^:\n]{2,40})?:[ \t]+(?=\S)", re.MULTILINE
)
#: Labels that make a transcript.
_LEAST: Final = 3
#: Words below which a turn says nothing.
_SHORTEST: Final = 3
_MARKS: Final = "\"“”'‘’ \t"


def turns(reading: Reading) -> tuple[Quotation, ...]:
    """The turns of a transcript or interview, in order of text; none where it is no such text.

    A label in capitals is a speaker where three of them stand; one in plain letters, where it
    stands twice or is a person whom the report names.
    """
    text = reading.article.text
    labels = list(_LABEL.finditer(text))
    if len(labels) < _LEAST:
        return ()
    people = {chain.name.lower() for chain in reading.chains if chain.label == "PERSON"}
    people |= {name.rpartition(" ")[2] for name in people}
    times = Counter(match["name"].strip() for match in labels)
    spoken = [m for m in labels if _speaks(m["name"].strip(), times, people)]
    if len(spoken) < _LEAST:
        return ()
    found: list[Quotation] = []
    names: dict[str, str] = {}
    for match in spoken:
        label = match["name"].strip()
        label = label.title() if label.isupper() else label
        name = names.setdefault(label.rpartition(" ")[2], _in_full(reading, label))
        end = text.find("\n", match.end())
        start, end = match.end(), len(text) if end < 0 else end
        turn = text[start:end]
        start, end = (
            start + len(turn) - len(turn.lstrip(_MARKS)),
            start + len(turn.rstrip(_MARKS)),
        )
        if reading.article.role_at(start) in _READ and len(text[start:end].split()) >= _SHORTEST:
            attribution = Attribution("person", name, ":", match.start("name"), match.end("name"))
            segment = Segment(start, end)
            found.append(Quotation((segment,), "direct", attribution, reading.sentence_at(start)))
    return tuple(found)


def _speaks(label: str, times: Counter[str], people: set[str]) -> bool:
    return label.isupper() or times[label] > 1 or label.lower() in people


def _in_full(reading: Reading, label: str) -> str:
    """The fullest name of a speaker whom a transcript labels by surname."""
    for chain in reading.chains:
        if chain.label == "PERSON" and chain.name.lower().endswith(" " + label.lower()):
            return chain.name
    return label
