"""Names and expressions of a report: the model's names made steady, rules for the rest.

`names.correction` corrects what the model marked; `times.expressions` adds
DATE, TIME, MONEY, PERCENT, QUANTITY, CARDINAL and ORDINAL where no name stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from copydesk.annotate.names import correction
from copydesk.annotate.names.edges import entity
from copydesk.annotate.times import expressions
from copydesk.model import Entity, Sentence, Token

#: The model's labels, and those of other pipelines (OntoNotes, WikiNER), as copydesk names them.
LABELS: Final = {
    "PERSON": "PERSON", "PER": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
    "NORP": "NORP",
}  # fmt: skip


def find(
    tokens: Sequence[Token], sentences: Sequence[Sentence], names: Sequence[Entity]
) -> list[Entity]:
    """All names and expressions of a report, in order, not overlapping.

    Args:
        tokens: of the whole report.
        sentences: their sentences.
        names: the model's names; labels as in `LABELS`' values.
    """
    kept = correction.correct(tokens, sentences, names)
    taken = {i for name in kept for i in range(name.first, name.last)}
    for sentence in sentences:
        for first, last, label in expressions.find(tokens[sentence.first : sentence.last]):
            first, last = first + sentence.first, last + sentence.first
            if taken.isdisjoint(range(first, last)):
                kept.append(entity(tokens, first, last, label))
    return sorted(kept, key=lambda found: found.start)
