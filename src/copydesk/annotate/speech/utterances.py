"""A quotation whose speaker is sought, who may have said it, and what speaks for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from copydesk.annotate.speech.cue import Cue
from copydesk.model import Attribution

#: What speaks for a candidate: features by name.
Evidence = dict[str, float]


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation whose speaker is sought.

    Attributes:
        start, end: from the first mark to past the last one.
        first, last: tokens between the marks.
        before, after: token ranges of the reporter's words around it, in its sentence.
        whole: the marks hold a clause or more.
        opens: it begins its sentence.
        first_person: "I" or "my" stands in it.
        cue: what the rules found beside it; None without.
        how: how the rules came by a speaker: "after", "before", "owned", "carried" or "none".
        ruled: what the rules say.
    """

    start: int
    end: int
    first: int
    last: int
    before: tuple[int, int]
    after: tuple[int, int]
    whole: bool
    opens: bool
    first_person: bool
    cue: Cue | None
    how: str
    ruled: Attribution


@dataclass(frozen=True, slots=True)
class Candidate:
    """Who may have said it; ``chain`` indexes ``Annotated.chains``, None for others and nobody."""

    attribution: Attribution
    chain: int | None
    ruled: bool


#: Chooses one of the candidates, given what speaks for each.
Decider = Callable[[Utterance, Sequence[Candidate], Sequence[Evidence]], int]
