"""Verbs with who does what to whom, whether it is denied and whether it is told as done.

Read off the parse (Universal Dependencies). Participants are indices of head words; what is not
shown by the parse is left open, and the checks that use this keep silent on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.check.lexicon import NEGATORS, words_of
from copydesk.check.words import read_words, stem
from copydesk.english import lists
from copydesk.model import Annotated, Token

_AGENTS = frozenset({"nsubj", "csubj"})
_BY = frozenset({"obl:agent"})
_PATIENTS = frozenset({"nsubj:pass"})
_OBJECTS = frozenset({"obj", "iobj"})
_OF_NAME = frozenset({"flat", "flat:name", "compound", "nmod:desc", "appos"})
_GOVERNED = frozenset({"xcomp", "ccomp", "acl", "csubj"})
#: Verbs that say too little to be set against each other.
_LIGHT = words_of("be have do say get make take go come will can would could may might")
_MODALS = words_of("may might could would should can will shall must ought wo ca 'll 'd")
_IF = words_of("if unless provided")
#: What governs a verb that nobody says is done: plans, wishes, orders, attempts, accusations.
_UNDONE = lists.words("check", "clauses undone")
_OPINION = words_of("think believe expect want plan intend suppose wish")
_NEGATING = NEGATORS | {"n't", "n’t"}
#: How far up a chain of verbs a subject or condition is looked for.
_FAR = 4


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb of a text.

    Attributes:
        verb: its stem, with its particle ("carri out").
        token, sentence: its index, and that of its sentence.
        agents, patients: heads of those that do it and that it is done to; token indices.
        negated: whether a negation hangs on it.
        undone: whether it is planned, asked for, possible or supposed instead of told as so.
        conditional: whether it hangs on a condition.
    """

    verb: str
    token: int
    sentence: int
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    negated: bool
    undone: bool
    conditional: bool


class Clauses:
    """The verbs of an annotated text, light ones left out.

    Args:
        text: the annotated text.
    """

    def __init__(self, text: Annotated) -> None:
        self.text = text
        self.tokens = text.tokens
        children: list[list[int]] = [[] for _ in text.tokens]
        for index, token in enumerate(text.tokens):
            if token.head != index:
                children[token.head].append(index)
        self.children = children

    @cached_property
    def all(self) -> tuple[Clause, ...]:
        """All of them, in order of text."""
        return tuple(self._read(i) for i, t in enumerate(self.tokens) if self._counts(i, t))

    def parts(self, head: int, relations: frozenset[str] = _OF_NAME) -> tuple[int, ...]:
        """A head with what hangs on it by these relations, by default the words of a name."""
        found, stack = [], [head]
        while stack:
            index = stack.pop()
            found.append(index)
            stack += [c for c in self.children[index] if self.tokens[c].dep in relations]
        return tuple(sorted(found))

    def forms(self, indices: Sequence[int]) -> frozenset[str]:
        """Stems of these words, as written and as lemmas."""
        return frozenset().union(*(forms(self.tokens[i]) for i in indices))

    def named(self, indices: Sequence[int]) -> bool:
        """Whether each of these heads is a name."""
        return bool(indices) and all(self.tokens[i].pos == "PROPN" for i in indices)

    def spoken_of(self, indices: Sequence[int]) -> bool:
        """Whether each of these heads is a noun or name, and there is one."""
        return bool(indices) and all(self.tokens[i].pos in ("NOUN", "PROPN") for i in indices)

    def _counts(self, index: int, token: Token) -> bool:
        if token.pos != "VERB" or token.lemma.lower() in _LIGHT:
            return False
        before = self.tokens[index - 1] if index else None
        # A hyphen that ties it to the word before: "never-before-seen" denies nothing.
        return before is None or before.text != "-" or before.end != token.start

    def _read(self, index: int) -> Clause:
        token = self.tokens[index]
        agents, patients = self._participants(index)
        particles = [
            self.tokens[c].text.lower()
            for c in self.children[index]
            if self.tokens[c].dep == "compound:prt"
        ]
        return Clause(
            " ".join([stem(token.lemma.lower()), *particles]),
            index,
            token.sentence,
            agents,
            (*patients, *self._heads(index, _OBJECTS)),
            self._is_negated(index),
            self._is_undone(index),
            self._is_conditional(index),
        )

    def _heads(self, verb: int, relations: frozenset[str]) -> tuple[int, ...]:
        conjoined = frozenset({"conj"})
        return tuple(
            part
            for child in self.children[verb]
            if self.tokens[child].dep in relations
            for part in self.parts(child, conjoined)
        )

    def _participants(self, verb: int, far: int = 0) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Those that do it and those that it is done to, objects left out."""
        agents = self._heads(verb, _AGENTS)
        by, patients = self._heads(verb, _BY), self._heads(verb, _PATIENTS)
        if agents or by or patients or far == _FAR:
            return (agents or by), patients
        token = self.tokens[verb]
        if token.dep == "acl:relcl" or (token.dep == "acl" and token.tag == "VBG"):
            return (token.head,), ()
        if token.dep == "acl" and token.tag == "VBN":
            return (), (token.head,)
        if token.head == verb or token.dep not in ("conj", "xcomp", "advcl"):
            return (), ()
        before = self._participants(token.head, far + 1)
        subject = before[1] if self._is_passive(token.head) else before[0]
        if token.dep == "xcomp":
            subject = self._heads(token.head, _OBJECTS) or subject
        shared = token.dep == "conj" and token.tag == "VBN" and not self._has(verb, "aux")
        passive = self._is_passive(verb) or (shared and self._is_passive(token.head))
        return ((), subject) if passive else (subject, ())

    def _has(self, verb: int, relation: str) -> bool:
        return any(self.tokens[c].dep == relation for c in self.children[verb])

    def _is_passive(self, verb: int) -> bool:
        return self._has(verb, "aux:pass") or self._has(verb, "nsubj:pass")

    def _words(self, verb: int, *relations: str) -> set[str]:
        return {
            self.tokens[c].text.lower()
            for c in self.children[verb]
            if self.tokens[c].dep in relations
        }

    def _is_negated(self, verb: int) -> bool:
        """Whether a negation hangs on a verb, or on the verb of opinion that governs it: who does
        not think that it will, thinks that it will not."""
        if any(self.tokens[c].text.lower() in _NEGATING for c in self.children[verb]):
            return True
        token = self.tokens[verb]
        return (
            token.head != verb
            and self.tokens[token.head].lemma.lower() in _OPINION
            and token.dep in ("ccomp", "xcomp", "parataxis")
            and any(self.tokens[c].text.lower() in _NEGATING for c in self.children[token.head])
        )

    def _is_undone(self, verb: int) -> bool:
        token = self.tokens[verb]
        if self._words(verb, "aux", "aux:pass") & _MODALS:
            return True
        marks = self._words(verb, "mark")
        if marks & (_IF | {"whether"}):
            return True
        if token.head == verb:
            return False
        if "to" in marks and token.dep in _GOVERNED:
            return bool(self._governing(token.head) & _UNDONE) or "yet" in self._words(
                token.head, "advmod"
            )
        subjects = ("nsubj", "nsubj:pass", "aux", "aux:pass")
        alone = not any(self._has(verb, s) for s in subjects)
        return token.dep == "conj" and alone and self._is_undone(token.head)

    def _governing(self, head: int) -> set[str]:
        token = self.tokens[head]
        return {token.lemma.lower(), token.text.lower()} | self._words(head, "advmod", "xcomp")

    def _is_conditional(self, verb: int, far: int = 0) -> bool:
        if any(
            self.tokens[c].dep == "advcl" and self._words(c, "mark") & _IF
            for c in self.children[verb]
        ):
            return True
        token = self.tokens[verb]
        climbs = token.head != verb and token.dep in ("xcomp", "conj") and far < _FAR
        return climbs and self._is_conditional(token.head, far + 1)


def forms(token: Token) -> frozenset[str]:
    """The stems of a word as written and of its lemma."""
    written = read_words(token.text)
    found = {stem(token.lemma.lower())} | {stem(w.norm) for w in written[:1]}
    return frozenset(found)


def within(clauses: Clauses, sentences: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    """The verbs that stand in one of these ranges of sentences."""
    for clause in clauses.all:
        if any(first <= clause.sentence < last for first, last in sentences):
            yield clause
