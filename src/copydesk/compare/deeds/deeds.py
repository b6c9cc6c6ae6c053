"""What reports tell was done: each verb of a report with its doer, its object, its day and place.

A deed is read from the dependency parse, in the narrator's sentences as in what people say. It is
made to be set against its like in another report (`same_deed`), slot by slot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from copydesk.annotate.lookup import Reading
from copydesk.compare.deeds.deed_clauses import Clause, modality
from copydesk.compare.deeds.moments import Moment, moment
from copydesk.compare.speech.meaning import concept
from copydesk.english.lists import phrases
from copydesk.english.lists import words as words_in
from copydesk.model import RUNNING, Annotated, Told

#: Verbs that tell of no deed of their own.
_LIGHT: Final = words_in("comparing", "verbs without a deed")
#: Stems of verbs that news uses for one deed: the first one of a line.
_KINDRED: Final = {
    stem: line.split()[0] for line in phrases("comparing", "one deed") for stem in line.split()
}
#: Words beside a verb by which it is not told as done or not done at one time.
_NOT_PLAIN: Final = words_in("comparing", "not at one time")
#: Prepositions behind which a place is where it was done.
_WHERE: Final = frozenset({"in", "at", "near", "outside", "inside", "on"})
_ACTORS: Final = frozenset({"nsubj", "obl:agent", "nsubj:outer"})
_OBJECTS: Final = frozenset({"obj", "nsubj:pass", "iobj"})
_ASIDE: Final = frozenset({"advcl", "ccomp", "acl:relcl", "acl", "parataxis", "csubj"})
#: How an expression of time hangs on what it dates; "the 1996 act" is dated by none.
_DATING: Final = frozenset({"obl", "obl:unmarked", "nmod", "nmod:unmarked", "advmod"})
#: Words before a verb whose subject the parse has not found, among which it is.
_BEFORE: Final = 12


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with what the report says of it.

    Attributes:
        article, sentence: where; ``start:end`` is the clause, ``verb`` the index of its verb.
        act: concept of the verb.
        actor, object: concepts of who does it and of whom or what it is done to: of the words of
            a name, and of the head of a noun phrase.
        others: concepts of the rest of the clause, without its days.
        moments: when, as far as the clause says.
        places: where, named places alone.
        modality: as of a commitment's clause ("asserted", "planned", "possible", "denied" ...).
        told: which event the sentence tells.
        quoted: whether it stands between quotation marks.
        doers: names of the people and bodies that do it.
        persons: last names of the people among ``actor`` and ``object``.
        plain: whether it is told as done or not done by a subject, at one time: no infinitive, no
            "has (not) yet", no "can" or "will".
    """

    article: str
    sentence: int
    start: int
    end: int
    verb: int
    act: str
    actor: frozenset[str]
    object: frozenset[str]
    others: frozenset[str]
    moments: tuple[Moment, ...]
    places: tuple[str, ...]
    modality: str
    told: Told
    quoted: bool
    persons: frozenset[str] = frozenset()
    plain: bool = False
    doers: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        """All concepts of the clause but the verb's."""
        return self.actor | self.object | self.others


def read(report: Annotated, told: Sequence[Told]) -> tuple[Deed, ...]:
    """The deeds of a report, in order of text; none where nothing was parsed.

    Args:
        report: an annotated report.
        told: which event each of its sentences tells.
    """
    if not report.parsed or not report.tokens:
        return ()
    reading = Reading.of(report)
    return tuple(_deeds(report, reading, told))


def _deeds(report: Annotated, reading: Reading, told: Sequence[Told]) -> Iterator[Deed]:
    governed: dict[int, list[Moment]] = {}
    tokens = reading.tokens
    for time in report.times:
        at = reading.from_offset(time.start)
        last = reading.from_offset(time.end)
        when = moment(report, time)
        if when is None or at >= len(tokens):
            continue
        verb = _verb_over(reading, at, last)
        if verb is not None:
            governed.setdefault(verb, []).append(when)
    days = {
        index
        for time in report.times
        for index in range(reading.from_offset(time.start), reading.from_offset(time.end))
    }
    for number, sentence in enumerate(reading.sentences):
        if sentence.role not in RUNNING or (number < len(told) and told[number] is Told.NONE):
            continue
        for index in range(sentence.first, sentence.last):
            if tokens[index].pos != "VERB" or tokens[index].dep in ("aux", "amod", "compound"):
                continue
            act = _act(tokens[index].lemma)
            if act is None or act in _LIGHT or reading.cue_lemma(index) is not None:
                continue
            yield _deed(
                report, reading, index, act, tuple(governed.get(index, ())), days,
                told[number] if number < len(told) else Told.MAIN,
            )  # fmt: skip


@lru_cache(maxsize=16384)
def _act(lemma: str) -> str | None:
    """Concept of a verb, one for verbs of one deed."""
    found = concept(lemma)
    return None if found is None else _KINDRED.get(found, found)


def _verb_over(reading: Reading, first: int, last: int) -> int | None:
    """The verb that an expression dates: the one it hangs on, or whose subject it hangs on."""
    tokens = reading.tokens
    at = next((i for i in range(first, last) if not first <= tokens[i].head < last), first)
    if tokens[at].dep not in _DATING:
        return None
    if tokens[at].dep.startswith("nmod"):
        # "Voters in 2009 approved it": behind a preposition, and only of the subject.
        case = any(tokens[c].dep == "case" for c in reading.children[at])
        if not case or tokens[tokens[at].head].dep not in ("nsubj", "nsubj:pass"):
            return None
        at = tokens[at].head
    head = tokens[at].head
    return head if head != at and tokens[head].pos == "VERB" else None


def _deed(
    report: Annotated,
    reading: Reading,
    index: int,
    act: str,
    moments: tuple[Moment, ...],
    days: set[int],
    told: Told,
) -> Deed:
    tokens = reading.tokens
    actor: set[str] = set()
    done_to: set[str] = set()
    others: set[str] = set()
    places: list[str] = []
    low = high = index
    for child in reading.children[index]:
        token = tokens[child]
        if _aside(reading, child) or token.pos == "PUNCT":
            continue
        first, last = _phrase(reading, child)
        low, high = min(low, first), max(high, last - 1)
        if token.dep in _ACTORS:
            actor |= _concepts(reading, child, first, last, days)
        elif token.dep in _OBJECTS:
            done_to |= _concepts(reading, child, first, last, days)
        else:
            others |= _concepts(reading, child, first, last, days)
        if token.dep == "obl" and (place := _place(reading, child)) is not None:
            places.append(place)
    subject = any(tokens[c].dep.startswith("nsubj") for c in reading.children[index])
    if not subject:
        (done_to if _passive(reading, index) else actor).update(_from_above(reading, index, days))
    return Deed(
        report.article.id,
        tokens[index].sentence,
        tokens[low].start,
        tokens[high].end,
        index,
        act,
        frozenset(actor),
        frozenset(done_to),
        frozenset(others),
        moments,
        tuple(places),
        modality(Clause(reading, index)),
        told,
        index in reading.quoted,
        _persons(reading, index),
        subject and not _beside(reading, index) & _NOT_PLAIN,
        _doers(reading, index),
    )


def _beside(reading: Reading, index: int) -> set[str]:
    return {reading.tokens[c].text.lower() for c in reading.children[index]}


def _doers(reading: Reading, index: int) -> frozenset[str]:
    """The names at the head of the subject, in full."""
    found: set[str] = set()
    for child in reading.children[index]:
        if reading.tokens[child].dep in _ACTORS:
            entity = reading.entity_at.get(child)
            if entity is None or entity.label not in ("PERSON", "ORG"):
                return frozenset()
            found.add(reading.article.text[entity.start : entity.end])
    return frozenset(found)


def _persons(reading: Reading, index: int) -> frozenset[str]:
    """Last names of the people who do it, or to whom it is done."""
    found: set[str] = set()
    for child in reading.children[index]:
        if reading.tokens[child].dep not in _ACTORS | _OBJECTS:
            continue
        first, last = _phrase(reading, child)
        for at in range(first, last):
            entity = reading.entity_at.get(at)
            if entity is not None and entity.label == "PERSON" and entity.last == at + 1:
                found.add(reading.tokens[at].text.lower())
        over = reading.chain_over(reading.tokens[child].start, reading.tokens[child].end)
        if over is not None and reading.chains[over[0]].label == "PERSON":
            found.add(reading.chains[over[0]].name.split()[-1].lower())
    return frozenset(found)


def _passive(reading: Reading, index: int) -> bool:
    """Whether a verb without a subject is done to what it hangs on ("the man arrested there")."""
    token = reading.tokens[index]
    helped = any(reading.tokens[c].dep == "aux:pass" for c in reading.children[index])
    return helped or (token.tag == "VBN" and token.dep in ("acl", "advcl"))


def _from_above(reading: Reading, index: int, days: set[int]) -> frozenset[str]:
    """Who does it where the verb has no subject: what it describes, or the subject of the verb
    above it."""
    tokens = reading.tokens
    for _ in range(3):
        token = tokens[index]
        if token.dep in ("acl", "acl:relcl"):
            first, last = _phrase(reading, token.head)
            return _concepts(reading, token.head, first, last, days)
        if token.dep not in ("conj", "xcomp", "advcl") or token.head == index:
            break
        index = token.head
        for child in reading.children[index]:
            if tokens[child].dep in ("nsubj", "nsubj:pass"):
                first, last = _phrase(reading, child)
                return _concepts(reading, child, first, last, days)
    first = max(reading.sentences[tokens[index].sentence].first, index - _BEFORE)
    return _concepts(reading, index, first, index, days)


def _phrase(reading: Reading, head: int) -> tuple[int, int]:
    """Token range of a phrase, without the clauses that hang on it."""
    low = high = head
    pending = [head]
    while pending:
        at = pending.pop()
        low, high = min(low, at), max(high, at)
        pending.extend(c for c in reading.children[at] if not _aside(reading, c))
    return low, high + 1


def _aside(reading: Reading, index: int) -> bool:
    """Whether a clause of its own begins at a token."""
    token = reading.tokens[index]
    return token.dep in _ASIDE or (token.dep == "conj" and token.pos in ("VERB", "AUX"))


def _concepts(reading: Reading, head: int, first: int, last: int, days: set[int]) -> frozenset[str]:
    """Concepts of the words of a phrase; a pronoun has those of the name that it stands for."""
    tokens = reading.tokens
    if tokens[head].pos == "PRON" or (last - first == 1 and tokens[head].pos == "PROPN"):
        over = reading.chain_over(tokens[head].start, tokens[head].end)
        if over is not None:
            return _words(reading.chains[over[0]].name)
    return frozenset(
        found
        for index in range(first, last)
        if index not in days
        and tokens[index].pos in ("NOUN", "PROPN", "ADJ", "VERB", "NUM", "ADV")
        and not (tokens[index].pos == "PROPN" and _goes_on(reading, index, last))
        and (found := concept(tokens[index].lemma)) is not None
    )


def _goes_on(reading: Reading, index: int, last: int) -> bool:
    """Whether the next word is of the same name: a name is told by its last word."""
    if index + 1 >= last or reading.tokens[index + 1].pos != "PROPN":
        return False
    here, there = reading.entity_at.get(index), reading.entity_at.get(index + 1)
    return here is there


@lru_cache(maxsize=16384)
def _words(name: str) -> frozenset[str]:
    found = [c for word in name.split() if (c := concept(word.strip(".,"))) is not None]
    return frozenset(found[-1:])


def _place(reading: Reading, head: int) -> str | None:
    """The named place of a phrase "in X"; of "X, Y" the first."""
    entity = reading.entity_at.get(head)
    if entity is None or entity.label not in ("LOC", "ORG"):
        return None
    case = {
        reading.tokens[c].text.lower()
        for c in reading.children[head]
        if reading.tokens[c].dep == "case"
    }
    return reading.article.text[entity.start : entity.end] if case & _WHERE else None
