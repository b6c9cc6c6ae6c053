"""Facets: what a sentence of the news is about, by the deed and the things of its main clause.

An arrest is called one, whoever was "taken into custody"; what is sold has a price, a weapon is
one. Where a deed and its things have no such name, the sentence is about whom or what it names.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from copydesk.compose.choose.selection import stem
from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.judging import is_role
from copydesk.compose.write.nominals import NOMINALS
from copydesk.english.lists import table, words
from copydesk.english.speech import SAYS_THAT
from copydesk.model import Annotated, Entity, Token

#: Relations of the things of a clause that name its facet, best first.
_OBJECTS = ("obj", "dobj", "nsubj:pass", "nsubjpass", "attr")
_SUBJECTS = ("nsubj",)
#: Relations by which what is said hangs on a verb of saying, and a second deed on the first.
_SAID = ("ccomp", "parataxis")
_NAMED = ("PERSON", "ORG", "LOC")
#: Words of a name that is a label.
LONGEST_NAME = 4


def deeds(report: Annotated, unit: Unit) -> tuple[int, ...]:
    """Indices of the main verbs of a sentence: of what is said, where the main verb only says so;
    none for a quotation told whole."""
    sentence = report.sentences[unit.sentence]
    inside = range(sentence.first, sentence.last)
    roots = [i for i in inside if report.tokens[i].head == i]
    found: list[int] = []
    for root in roots[:1]:
        said = [
            i
            for i in inside
            if report.tokens[i].head == root and report.tokens[i].dep in _SAID and i != root
        ]
        says = report.tokens[root].lemma.lower() in SAYS_THAT
        found += said[:1] if says and said else [root]
    return tuple(found)


def facet(report: Annotated, unit: Unit, written: str) -> str:
    """What the deed of a sentence, or a thing of its main clause, is called; empty when neither
    has a name of its own.

    Args:
        report, unit: the report and the sentence.
        written: the sentence as the page has it, in which the word must stand.
    """
    low = written.lower()
    for at in deeds(report, unit):
        verb = report.tokens[at]
        called = _deed_names().get(verb.lemma.lower())
        passive = any(
            t.head == at and t.dep in ("aux:pass", "auxpass", "nsubj:pass", "nsubjpass")
            for t in _tokens(report, unit)
        )
        owns = any(t.head == at and t.dep in _OBJECTS for t in _tokens(report, unit))
        # "Resigned" has no object; of other verbs a deed without whom it is done to is none.
        told = verb.pos == "VERB" and verb.text.lower() in low
        told &= not is_quoted(report, verb.start)
        told &= called not in _OF_PEOPLE or _on_people(report, unit, at)
        if called and told and (passive or owns or called in _ALONE):
            return called
        for noun in (*_things(report, unit, at, _OBJECTS), *_things(report, unit, at, _SUBJECTS)):
            name = _noun_name(report.tokens[noun])
            if name and report.tokens[noun].text.lower() in low:
                return name
    return ""


#: Relations of nouns that name a facet where the main clause has none, best first.
_FURTHER = ("obj", "dobj", "nsubj", "nsubj:pass", "obl", "pobj", "conj", "nmod")
#: Of these the relations to a verb: what the noun of one of them names, a label may be.
_OF_VERBS = _FURTHER[:4]


def further_facet(report: Annotated, unit: Unit, written: str) -> str:
    """The facet that a noun anywhere in a sentence names, outside quotation marks; empty without.

    Arguments as of `facet`.
    """
    low = written.lower()
    best = ""
    rank = len(_FURTHER)
    for token in _tokens(report, unit):
        if token.pos != "NOUN" or token.dep not in _FURTHER or is_quoted(report, token.start):
            continue
        if token.dep not in _OF_VERBS:
            continue
        name = _noun_name(token)
        place = _FURTHER.index(token.dep)
        if name and place < rank and token.text.lower() in low:
            best, rank = name, place
    return best


def facet_nouns(report: Annotated, unit: Unit) -> tuple[str, ...]:
    """The facets that nouns of a sentence name, outside quotation marks, each once."""
    found = (
        _noun_name(token)
        for token in _tokens(report, unit)
        if token.pos == "NOUN" and token.dep in _FURTHER and not is_quoted(report, token.start)
    )
    return tuple(dict.fromkeys(name for name in found if name))


#: Deeds that are told without an object.
_ALONE = frozenset(
    """Plea Resignation Retirement Deaths Escape Protest Vote Apology Testimony Collapse Closure
    Reopening Warning Derailment Separation Support Withdrawal Launch Candidacy Education
    Qualification Pledge""".split()  # noqa: SIM905
)


#: What the deed is called only where it is done to somebody: who fires a missile dismisses nobody.
_OF_PEOPLE = frozenset({"Dismissal"})


def _on_people(report: Annotated, unit: Unit, verb: int) -> bool:
    """Whether a deed is done to somebody who is named, or to a role."""
    people = {
        i for e in report.entities if e.label in ("PERSON", "ORG") for i in range(e.first, e.last)
    }
    sentence = report.sentences[unit.sentence]
    return any(
        report.tokens[i].head == verb
        and report.tokens[i].dep in _OBJECTS
        and (i in people or report.tokens[i].pos == "PRON" or is_role(report.tokens[i].text))
        for i in range(sentence.first, sentence.last)
    )


def _things(report: Annotated, unit: Unit, verb: int, relations: Sequence[str]) -> Iterator[int]:
    """Indices of the nouns in a relation to a verb, outside quotation marks."""
    sentence = report.sentences[unit.sentence]
    for at in range(sentence.first, sentence.last):
        token = report.tokens[at]
        hangs = token.head == verb and token.dep in relations and token.pos == "NOUN"
        if hangs and not is_quoted(report, token.start):
            yield at


def _noun_name(token: Token) -> str:
    """What a noun is called as a label; empty when it names nothing by itself."""
    lemma, word = token.lemma.lower(), token.text.lower()
    called = _noun_names().get(lemma)
    if called:
        return called
    return word.capitalize() if {word, lemma} & words("facets", "nouns") else ""


def names(
    report: Annotated, unit: Unit, written: str, kinds: Sequence[str] = _NAMED
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names of bodies, places and people in a sentence that may be its label, whole, never a part
    of a name: of whoever acts or is acted on, and the others.

    Args:
        report, unit: the report and the sentence.
        written: the sentence as the page has it, in which the name must stand.
        kinds: labels of the names that are wanted.
    """
    sentence = report.sentences[unit.sentence]
    inside = range(sentence.first, sentence.last)
    verbs = {*deeds(report, unit), *(i for i in inside if report.tokens[i].head == i)}
    found: list[tuple[int, int, str]] = []
    for entity in report.entities:
        within = sentence.start <= entity.start and entity.end <= sentence.end
        if not within or entity.label not in kinds or is_quoted(report, entity.start):
            continue
        text = _as_label(report, entity)
        if not text or text not in written:
            continue
        heads = report.tokens[entity.first : entity.last]
        acts = any(t.head in verbs and t.dep.startswith("nsubj") for t in heads)
        acted = any(t.head in verbs and t.dep in _OBJECTS for t in heads)
        # Where something happened, or where somebody is from, says nothing of what it is about.
        if entity.label == "LOC" and not (acts or acted):
            continue
        place = 0 if acts else 1 if acted else 2 + kinds.index(entity.label)
        found.append((place, entity.start, text))
    ordered = sorted(found)
    acting = dict.fromkeys(text for place, _, text in ordered if place < _BESIDE)
    beside = dict.fromkeys(text for place, _, text in ordered if place >= _BESIDE)
    return tuple(acting), tuple(beside)


#: Place of a name that neither acts nor is acted on.
_BESIDE = 2


def _as_label(report: Annotated, entity: Entity) -> str:
    """A name as a label: people by the surname, nothing that only abbreviates a place."""
    text = re.sub(r"['’]s?$", "", report.article.text[entity.start : entity.end])
    text = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    before = report.article.text[max(0, entity.start - 1) : entity.start]
    after = report.article.text[entity.end : entity.end + 1]
    if re.match(r"(?:['’]s)? [A-Z]|[’']\w", report.article.text[entity.end :]):
        return ""  # a part of a longer name
    fits = bool(text) and text[0].isupper() and not re.search(r"[\n“”\"()@#|]", text)
    if not fits or len(text.split()) > LONGEST_NAME or before in ("-", "–", "‑"):
        return ""
    if after in ("-", "–", "‑") or re.fullmatch(r"(?:[A-Z]\.)+|[A-Z]{1,2}|[A-Z][a-z]{0,4}\.", text):
        return ""
    return text


def head_of(label: str) -> str:
    """A facet as the head of a section ("The arrest")."""
    return _heads().get(label, label)


def is_facet(word: str) -> bool:
    """Whether a noun names a facet by itself."""
    return word.lower() in words("facets", "nouns")


def is_abstract(word: str) -> bool:
    """Whether a noun names nothing, whatever stands in front of it."""
    return word.lower() in words("facets", "abstract")


def _tokens(report: Annotated, unit: Unit) -> Sequence[Token]:
    sentence = report.sentences[unit.sentence]
    return report.tokens[sentence.first : sentence.last]


def called(stems: Collection[str]) -> frozenset[str]:
    """What the deeds among stems are called: who buys and who acquires take over."""
    return frozenset(label for item, label in _stemmed_deeds().items() if item in stems)


@cache
def _stemmed_deeds() -> Mapping[str, str]:
    nouns = {stem(NOMINALS[v]): label for v, label in _deed_names().items() if v in NOMINALS}
    return {**nouns, **{stem(verb): label for verb, label in _deed_names().items()}}


def deed_verbs() -> frozenset[str]:
    """The verbs that name a facet: what they tell happened."""
    return frozenset(_deed_names())


@cache
def _deed_names() -> Mapping[str, str]:
    return {
        verb: label for label, line in table("facets", "deeds").items() for verb in line.split()
    }


@cache
def _noun_names() -> Mapping[str, str]:
    return {
        noun: label for label, line in table("facets", "called").items() for noun in line.split()
    }


@cache
def _heads() -> Mapping[str, str]:
    return table("facets", "heads")
