"""Relatives, who often share a surname with the one they are kin of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copydesk.english import lists
from copydesk.model import Entity, Token

_KIN: Final = lists.words("roles", "kin")


def is_relative(tokens: Sequence[Token], entity: Entity) -> bool:
    """Whether a name follows a word of kin with an owner: "her father, Max Roe".

    Args:
        tokens: of the report.
        entity: the name.
    """
    sentence = tokens[entity.first].sentence
    before = [t for t in tokens[max(0, entity.first - 5) : entity.first] if t.sentence == sentence]
    if before and before[-1].text == ",":
        before.pop()
    if not before or before.pop().text.lower() not in _KIN:
        return False
    return any(t.tag in ("PRP$", "POS") for t in before)
