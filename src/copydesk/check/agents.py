"""Who did it: the agent of a pledge against the agent that the report names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.words import content_words, key, read_words
from copydesk.english import lists
from copydesk.model import Annotated, Quantity, Reason, Span, Token

_PLEDGES = lists.words("check", "agents pledges")
#: A pledged amount stands at most this many words behind its verb, or before it in the passive.
_REACH = 8


@dataclass(frozen=True, slots=True)
class _Pledge:
    amount: Quantity
    agent: str
    start: int
    end: int


def wrong_agent(claim: Reading, report: Evidence) -> Reason | None:
    """Why a pledge of the sentence is not that of the report: the same amount, pledged by others.

    None when no pledge of the same amount is found, when either names no agent, or when one
    of the report's pledges has the same agent.
    """
    theirs = list(_pledges(report.report))
    for ours in _pledges(claim.annotated):
        same = [
            t
            for t in theirs
            if t.amount.unit == ours.amount.unit
            and (t.amount.point == ours.amount.point)
            and t.agent
        ]
        if not ours.agent or not same or any(_is_same(ours.agent, t.agent) for t in same):
            continue
        message = f"The source has it pledged by {same[0].agent}, not by {ours.agent}."
        span = Span(report.report.article.id, same[0].start, same[0].end)
        return Reason("agent", message, ours.agent, span)
    return None


def _is_same(ours: str, theirs: str) -> bool:
    """Whether the head word of one agent is among the words of the other."""
    one = [key(w) for w in content_words(read_words(ours))]
    other = [key(w) for w in content_words(read_words(theirs))]
    if not one or not other:
        return True
    return one[-1] in other or other[-1] in one


def _pledges(report: Annotated) -> Iterator[_Pledge]:
    for quantity in report.quantities:
        if quantity.kind != "money" or quantity.point is None:
            continue
        sentence = report.sentences[quantity.sentence]
        tokens = report.tokens[sentence.first : sentence.last]
        verb = _verb(tokens, quantity)
        if verb is None:
            continue
        agent = _agent(report, sentence.first, tokens, verb)
        yield _Pledge(quantity, agent, sentence.start, sentence.end)


def _verb(tokens: tuple[Token, ...], amount: Quantity) -> int | None:
    """Index of the pledging verb that the amount belongs to, the nearest one."""
    first = next((i for i, t in enumerate(tokens) if t.end > amount.start), None)
    if first is None:
        return None
    near = [
        (abs(i - first), i)
        for i, t in enumerate(tokens)
        if t.text.lower() in _PLEDGES and abs(i - first) <= _REACH
    ]
    return min(near)[1] if near else None


def _agent(report: Annotated, base: int, tokens: tuple[Token, ...], verb: int) -> str:
    by = _by_phrase(tokens, verb)
    if by:
        return by
    governor = base + verb
    for _ in range(3):
        subject = next(
            (t for t in tokens if t.head == governor and t.dep == "nsubj" and t.pos != "PRON"), None
        )
        if subject is not None and subject.pos == "SYM":
            return ""
        if subject is not None:
            return _phrase(tokens, base, subject)
        governor = report.tokens[governor].head
    if tokens[verb].pos == "VERB" and tokens[verb].dep in {"acl", "amod"}:
        return ""
    start, end = tokens[0].start, tokens[verb].start
    named = [e for e in report.entities if e.label in {"PERSON", "ORG"} and start <= e.start < end]
    return report.article.text[named[0].start : named[0].end] if named else ""


def _by_phrase(tokens: tuple[Token, ...], verb: int) -> str:
    """What follows "pledged by", to the next mark or preposition."""
    if verb + 1 >= len(tokens) or tokens[verb + 1].text.lower() != "by":
        return ""
    words = []
    for token in tokens[verb + 2 : verb + 8]:
        if token.pos in {"ADP", "PUNCT", "VERB", "SCONJ", "CCONJ"}:
            break
        words.append(token.text)
    return " ".join(words)


def _phrase(tokens: tuple[Token, ...], base: int, head: Token) -> str:
    """The head with its modifiers in front."""
    index = next(i for i, t in enumerate(tokens) if t is head)
    words = [head.text]
    for before in reversed(tokens[:index]):
        if before.head != base + index or before.dep not in {"compound", "amod", "flat", "nmod"}:
            break
        words.insert(0, before.text)
    following = [
        t.text for t in tokens[index + 1 :] if t.head == base + index and t.dep.startswith("flat")
    ]
    return " ".join(words + following)
