"""Verbs with who does what to whom, and whether it is negated, read off the parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import NEGATORS, words_of
from copydesk.check.words import stem
from copydesk.model import Annotated, Token

_AGENTS = frozenset({"nsubj", "obl:agent"})
_PATIENTS = frozenset({"nsubj:pass", "obj", "iobj"})
_PARTS = frozenset({"flat", "flat:name", "compound", "conj", "appos"})
#: Verbs that say too little to be set against each other.
_LIGHT = words_of("be have do say get make take go come will would can could may might")


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of a sentence.

    Attributes:
        verb: its stem.
        agents, patients: last words of the names that do it and that it is done to.
        negated: whether a negation hangs on it.
        start, end: code points of the verb.
    """

    verb: str
    agents: frozenset[str]
    patients: frozenset[str]
    negated: bool
    start: int
    end: int


def clauses(report: Annotated, first: int, last: int) -> Iterator[Clause]:
    """The verbs among ``tokens[first:last]``, light ones left out."""
    children: dict[int, list[int]] = defaultdict(list)
    for index in range(first, last):
        head = report.tokens[index].head
        if head != index:
            children[head].append(index)
    for index in range(first, last):
        token = report.tokens[index]
        if token.pos != "VERB" or token.lemma.lower() in _LIGHT or _in_compound(report, index):
            continue
        yield Clause(
            stem(token.lemma.lower()),
            _names(report, children, index, _AGENTS),
            _names(report, children, index, _PATIENTS),
            _is_negated(report, children, index),
            token.start,
            token.end,
        )


def _in_compound(report: Annotated, verb: int) -> bool:
    """Whether a hyphen ties it to the word before: "never-before-seen" denies nothing."""
    token, before = report.tokens[verb], report.tokens[verb - 1] if verb else None
    return before is not None and before.text == "-" and before.end == token.start


def _is_negated(report: Annotated, children: dict[int, list[int]], verb: int) -> bool:
    """Whether a negation hangs on a verb, or on the verb of opinion that governs it: who does not
    think that it will, thinks that it will not."""
    if any(report.tokens[c].text.lower() in _NEGATING for c in children[verb]):
        return True
    head = report.tokens[verb].head
    return (
        head != verb
        and report.tokens[head].lemma.lower() in _OPINION
        and report.tokens[verb].dep in ("ccomp", "xcomp", "parataxis")
        and any(report.tokens[c].text.lower() in _NEGATING for c in children[head])
    )


_OPINION = words_of("think believe expect want plan intend suppose wish")
_NEGATING = NEGATORS | {"n't", "n’t"}


def clauses_of(report: Evidence, passages: Sequence[Passage]) -> list[Clause]:
    """The verbs of these passages of a report."""
    annotated = report.report
    return [
        clause
        for passage in passages
        for sentence in annotated.sentences[passage.first : passage.last]
        for clause in clauses(annotated, sentence.first, sentence.last)
    ]


def _names(
    report: Annotated, children: dict[int, list[int]], verb: int, roles: frozenset[str]
) -> frozenset[str]:
    found = set()
    stack = [c for c in children[verb] if report.tokens[c].dep in roles]
    while stack:
        index = stack.pop()
        token = report.tokens[index]
        if token.pos == "PROPN":
            found.add(_key(token))
        stack += [c for c in children[index] if report.tokens[c].dep in _PARTS]
    return frozenset(found)


def _key(token: Token) -> str:
    return token.text.lower().removesuffix("'s").removesuffix("’s")
