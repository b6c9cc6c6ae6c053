"""What a text says of whom: each verb with its subject as an entity, and all else that is said.

A subject stands for its whole chain of mentions, its office and its name; a relative pronoun for
what it refers to. Two texts can then be asked whether they say the same of the same, whatever verb
either uses (predicate and argument agreement; compare Goyal and Durrett 2020, who judge each arc of
a dependency parse).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.check.clauses import Clauses
from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import weight
from copydesk.check.support.sheet import Item, Sheet
from copydesk.check.words import spelling, stem
from copydesk.english import lists
from copydesk.model import Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "nsubj:outer"})
_PASSIVE = frozenset({"nsubj:pass"})
_NAME = frozenset({"flat", "flat:name", "compound", "nmod:desc", "appos"})
#: What does not belong to what a verb says of its subject: clauses with a subject of their own.
_APART = frozenset({"parataxis", "acl:relcl", "discourse", "vocative"})
_FAR = 4
#: A word that stands for another by its sense alone.
_KIN = 0.7


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a phrase stands for.

    Attributes:
        head: token of its head; sentence: of it.
        names: stems of every word by which the text calls it here or elsewhere.
        around: stems of all words of the phrase ("the museum in Dakar").
        known: False for a pronoun of which nothing shows whom it means.
        proper: whether a name is among its words.
        lemma: place of its head word in the table of kin; -1 without.
    """

    head: int
    sentence: int
    names: frozenset[str]
    around: frozenset[str]
    known: bool
    proper: bool
    lemma: int


@dataclass(frozen=True, slots=True)
class Predication:
    """What is said of a subject.

    Attributes:
        verb: its token; sentence: of it.
        subject: who does it, or to whom it is done where ``passive``.
        passive: whether the subject suffers it.
        said: the content words of the rest, as items of the sheet; the verb's own is `deed`,
            None for one that says little by itself.
    """

    verb: int
    sentence: int
    subject: Entity
    passive: bool
    said: tuple[Item, ...]
    deed: Item | None


class Predications:
    """The predications of a text.

    Args:
        sheet: the text laid out for matching.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.clauses: Clauses = sheet.clauses
        self.tokens: Sequence[Token] = sheet.text.tokens
        self._items = {i.token: i for i in sheet.items if not i.alias}

    @cached_property
    def all(self) -> tuple[Predication, ...]:
        """All of them, in order of text; a subject shared by joined verbs is one of each."""
        found = []
        for index, token in enumerate(self.tokens):
            if token.pos not in ("VERB", "AUX", "ADJ", "NOUN"):
                continue
            for head, passive in self._subjects(index):
                said = self._said(index)
                if said:
                    found.append(
                        Predication(
                            index,
                            token.sentence,
                            self.entity(head),
                            passive,
                            said,
                            self._items.get(index),
                        )
                    )
        return tuple(found)

    @cached_property
    def heads(self) -> dict[str, list[int]]:
        """The stems of nouns and names with the tokens where they stand as heads of phrases."""
        found: dict[str, list[int]] = {}
        for item in self._items.values():
            if self.tokens[item.token].pos in ("NOUN", "PROPN"):
                found.setdefault(item.key, []).append(item.token)
        return found

    def object_of(self, said: Predication) -> Entity | None:
        """What a verb is done to, where it is one noun or name."""
        found = [c for c in self.clauses.children[said.verb] if self.tokens[c].dep == "obj"]
        if len(found) != 1 or self.tokens[found[0]].pos not in ("NOUN", "PROPN"):
            return None
        return self.entity(found[0])

    def named_beside(self, entity: Entity) -> frozenset[str]:
        """The names that the text sets beside a common noun wherever it has it."""
        found: set[str] = set()
        for key in entity.names:
            for token in self.heads.get(key, ()):
                other = self.entity(token)
                if other.proper:
                    found |= other.around
        return frozenset(found - entity.names)

    def _subjects(self, verb: int, far: int = 0) -> list[tuple[int, bool]]:
        """Heads of the subjects of a verb, its own or shared with the verb it is joined to."""
        token = self.tokens[verb]
        passive = any(self.tokens[c].dep == "aux:pass" for c in self.clauses.children[verb])
        own = [
            (part, passive or self.tokens[c].dep in _PASSIVE)
            for c in self.clauses.children[verb]
            if self.tokens[c].dep in _SUBJECTS
            for part in self.clauses.parts(c, frozenset({"conj"}))
        ]
        if own:
            return [(self._referent(head, token), p) for head, p in own]
        if token.pos not in ("VERB", "AUX") or token.head == verb or far == _FAR:
            return []
        if token.dep == "conj":
            return [(h, passive) for h, _ in self._subjects(token.head, far + 1)]
        if token.dep == "xcomp":
            objects = [
                (c, passive)
                for c in self.clauses.children[token.head]
                if self.tokens[c].dep in ("obj", "iobj")
            ]
            return objects or [(h, passive) for h, _ in self._subjects(token.head, far + 1)]
        return []

    def _referent(self, head: int, verb: Token) -> int:
        """What a relative pronoun refers to."""
        relative = self.tokens[head].text.lower() in ("who", "which", "that", "whose", "whom")
        return verb.head if relative and verb.dep == "acl:relcl" else head

    def entity(self, head: int) -> Entity:
        """Who the phrase with this head stands for."""
        tokens, children = self.tokens, self.clauses.children
        top = head
        while tokens[top].dep in ("flat", "flat:name", "appos", "nmod:desc"):
            above = tokens[top].head
            if above == top or tokens[above].pos not in ("NOUN", "PROPN"):
                break
            top = above
        parts = {*self.clauses.parts(head, _NAME), *self.clauses.parts(top, _NAME)}
        names = {s for i in parts for s in _stems(tokens[i])}
        known = tokens[head].pos in ("NOUN", "PROPN")
        for words in self._chains.get(head, ()) or self._chains.get(top, ()):
            names |= words
            known = True
        around, stack, seen = set(names), [top], {top}
        while stack:
            at = stack.pop()
            around |= _stems(tokens[at])
            for child in children[at]:
                if child not in seen and tokens[child].dep not in ("acl:relcl", "conj"):
                    seen.add(child)
                    stack.append(child)
        item = self._items.get(head)
        return Entity(
            head,
            tokens[head].sentence,
            frozenset(names),
            frozenset(around),
            known,
            any(self._is_name(i) for i in parts),
            item.lemma_number if item is not None else -1,
        )

    def _is_name(self, index: int) -> bool:
        """Whether a word is of a name; the first of a sentence only where it is known as one."""
        token = self.tokens[index]
        opens = index == 0 or self.tokens[index - 1].sentence != token.sentence
        if opens or index in self._chains:
            return index in self._chains or index in self._named
        return token.pos == "PROPN"

    @cached_property
    def _named(self) -> frozenset[int]:
        """The tokens of recognised names."""
        entities = self.sheet.text.entities
        return frozenset(i for e in entities for i in range(e.first, e.last))

    @cached_property
    def _chains(self) -> dict[int, list[frozenset[str]]]:
        """For each token of a mention the words by which its chain is called."""
        starts = {t.start: i for i, t in enumerate(self.tokens)}
        found: dict[int, list[frozenset[str]]] = {}
        for chain in self.sheet.text.chains:
            words = frozenset(
                stem(spelling(w)) for w in (*chain.name.split(), *(chain.title or "").split())
            )
            for mention in chain.mentions:
                at = starts.get(mention.start)
                while at is not None and at < len(self.tokens):
                    if self.tokens[at].start >= mention.end:
                        break
                    found.setdefault(at, []).append(words)
                    at += 1
        return found

    def _said(self, verb: int) -> tuple[Item, ...]:
        """The content words under a verb, its subject and clauses beside it left out."""
        found, stack = [], [verb]
        while stack:
            at = stack.pop()
            item = self._items.get(at)
            if item is not None:
                found.append(item)
            for child in self.clauses.children[at]:
                dep = self.tokens[child].dep
                if at == verb and dep in _SUBJECTS:
                    continue
                own = dep in ("conj", "advcl") and any(
                    self.tokens[c].dep in _SUBJECTS for c in self.clauses.children[child]
                )
                if dep in _APART or own:
                    continue
                if at == verb and dep == "conj" and self.tokens[child].pos in ("VERB", "AUX"):
                    continue
                stack.append(child)
        return tuple(sorted(found, key=lambda i: i.token))


def _stems(token: Token) -> set[str]:
    if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM"):
        return set()
    return {stem(spelling(token.text)), stem(token.lemma.lower())}


def has(ours: Sequence[Item], theirs: Sequence[Item]) -> tuple[float, float, int]:
    """How much of what is said here is said there: share and sum by weight, and how many words."""
    keys = {i.key for i in theirs if i.value is None}
    values = {i.value for i in theirs if i.value is not None}
    lemmas = [i.lemma_number for i in theirs if i.value is None and i.lemma_number >= 0]
    total = held = 0.0
    count = 0
    for item in ours:
        share = 0.0
        if item.value is not None:
            share = float(item.value in values)
        elif item.key in keys:
            share = 1.0
        elif item.lemma_number >= 0 and lemmas and item.pos != "NAME":
            nearest = int(kinds.kin().relations(item.lemma_number)[lemmas].min())
            share = _KIN if nearest <= kinds.BROADER else 0.0
        total += weight(item)
        held += share * weight(item)
        count += share > 0
    return (held / total if total else 0.0), held, count


def same_deed(ours: Predication, theirs: Predication) -> bool:
    """Whether two verbs say one thing: the same by stem, or near in sense; light ones are alike."""
    if ours.deed is None or theirs.deed is None:
        return ours.deed is theirs.deed
    if ours.deed.key == theirs.deed.key:
        return True
    if ours.deed.lemma_number < 0 or theirs.deed.lemma_number < 0:
        return False
    relation = kinds.kin().relations(ours.deed.lemma_number)[theirs.deed.lemma_number]
    return bool(relation <= kinds.BROADER)


def one(ours: Entity, theirs: Entity) -> bool:
    """Whether two phrases may stand for one entity: a name, a word or a near sense in common."""
    if not ours.known or not theirs.known:
        return True
    if ours.names & theirs.around or theirs.names & ours.around:
        return True
    if ours.names & _GENERAL or theirs.names & _GENERAL:
        return True
    if ours.lemma >= 0 and theirs.lemma >= 0:
        relation = int(kinds.kin().relations(ours.lemma)[theirs.lemma])
        if relation <= kinds.NARROWER:
            return True
    letters = {n[:1] for n in theirs.around}
    return any(2 <= len(n) <= 5 and set(n) <= letters for n in ours.names)


#: Stems of words that may stand for anybody.
_GENERAL = frozenset(stem(w) for w in lists.words("closed", "anybody"))
