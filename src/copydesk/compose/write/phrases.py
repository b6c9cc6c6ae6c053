"""Noun phrases that may name what a sentence is about, read off its parse. For labels.

Four forms, each of two to four words: a phrase as it stands ("launch window"), two nouns that a
preposition or a possessive joins ("charges of wire fraud" is "wire fraud charges"), a deed and
whom it was done to ("suspect arrest"), a body and what it has ("council plan").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from copydesk.compose.choose.selection import STOP_WORDS, stem, word_set
from copydesk.compose.record.judging import is_role
from copydesk.compose.write.nominals import BY_DOER, NOMINALS, NOT_BY_OBJECT, OF_THINGS
from copydesk.model import Annotated, Token

LONGEST = 4
_INSIDE = frozenset({"NOUN", "PROPN", "ADJ"})
_WITHIN = ("compound", "amod", "flat", "nmod", "nummod", "goeswith", "appos")
#: Nouns that name no facet.
EMPTY = word_set(
    """year month week day time thing way people person man woman lot number part one night
    morning afternoon evening weekend today yesterday tomorrow hour minute second moment
    statement account kind sort bit end monday tuesday wednesday thursday friday saturday sunday
    decade century january february march april may june july august september october november
    december police force bid use fear move step mr mrs ms percent per cent % side case place
    fact anything something someone everyone nothing ton layer series group piece page handful
    couple dozen hundred thousand million billion range type form example point reason
    result sense top rest half third quarter majority total amount feeling need turn chance hand
    back head front run course news story update detail report matter issue area lack variety
    host pair name order col gen lt sgt capt sen rep gov dr prof rev
    line role question horizon country nation world foot feet mile yard inch
    pound dollar euro kilometer kilometre metre meter degree"""
)
#: Adjectives that say nothing of the facet, or judge.
_WEAK = word_set(
    """several many few other such new old same own huge massive big large small major deadly
    prominent local late early last next latest recent more most similar certain various further
    total whole entire main able good bad great little long short high low different current
    former possible likely mere sheer sole only much some any powerful bold strong important
    significant unprecedented special actual typical usual real final initial crucial essential
    potential general natural ideal equal dramatic tragic fantastic basic specific critical
    particular popular regular ordinary necessary extraordinary clear additional fellow top key
    fresh full first second third fourth fifth early earlier later right left due own beloved"""
)
#: Endings of adjectives that sort things rather than judge them ("nuclear", "economic").
_SORTS = re.compile(r"(?:al|ic|ary|ory|an|ese|ear|ar|lar|ile|oor|line|based|free)$")
#: What is done on, against, in or to something names a facet together with it.
_DEED_NOUNS = frozenset(NOMINALS.values()) | word_set(
    "trip journey flight war talks deal accord crisis storm outbreak ceasefire summit election"
)
_JOINS_DEEDS = word_set("on about over against in from to at for with into")
_SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass")
_OBJECT = ("obj", "dobj")
_LIGHT = word_set("take have make give get do see want need put")
#: Verbs whose subject and object make a compound whatever the subject is ("bridge railing").
_HAS = word_set("have contain include hold need reach lose")
_POSSESSIVE = ("nmod:poss", "poss")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate: its words, the index of its head token, and what its form is worth."""

    text: str
    head: int
    worth: float


def phrases(report: Annotated, first: int, last: int, people: Collection[int]) -> Iterator[Phrase]:
    """The candidates of the sentence of ``tokens[first:last]``, none that names a person.

    Args:
        people: indices of tokens that name people.
    """
    tokens = report.tokens
    runs = list(_runs(tokens, first, last, people))
    for run in runs:
        if 2 <= run[1] - run[0] <= LONGEST and not _is_name(report, *run):
            yield _as_it_stands(report, *run)
    yield from _joined(tokens, runs)
    yield from _owned(tokens, first, last, people)
    yield from _deeds(tokens, first, last, people)
    yield from _had(tokens, first, last, people)


def people_in(report: Annotated, names: Collection[str]) -> frozenset[int]:
    """Indices of tokens that name people.

    Args:
        names: words of the names of people in all reports.
    """
    marked = {
        index
        for entity in report.entities
        if entity.label == "PERSON"
        for index in range(entity.first, entity.last)
    }
    marked |= {i for i, t in enumerate(report.tokens) if t.text in names}
    return frozenset(marked)


def surnames(reports: Sequence[Annotated]) -> frozenset[str]:
    """Words of names that most mentions in the reports take for those of people."""
    person: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for report in reports:
        for entity in report.entities:
            if entity.label in ("PERSON", "ORG", "LOC", "NORP"):
                words = re.findall(r"[\w’'-]+", report.article.text[entity.start : entity.end])
                counted = person if entity.label == "PERSON" else other
                counted.update(re.sub(r"['’]s$", "", word) for word in words)
    # "Survivor" at the head of a sentence may be taken for a name.
    common = Counter(t.text for r in reports for t in r.tokens if t.pos == "NOUN")
    return frozenset(
        word for word, count in person.items() if count > other[word] + common[word.lower()]
    )


def is_telling(token: Token) -> bool:
    """Whether a noun may name a facet."""
    return (
        token.pos in ("NOUN", "PROPN")
        and token.lemma.lower() not in EMPTY
        and token.text.lower().removesuffix("es") not in EMPTY
        and token.text.isalpha()
        and len(token.text) > 2
    )


def _as_it_stands(report: Annotated, first: int, last: int) -> Phrase:
    tokens = report.tokens
    text = report.article.text[tokens[first].start : tokens[last - 1].end]
    return Phrase(text, last - 1, _worth(tokens[first:last]))


def _is_name(report: Annotated, first: int, last: int) -> bool:
    """Whether it is nothing but the name of a place, a people or a body."""
    return any(
        entity.first <= first and last <= entity.last and entity.label in ("LOC", "NORP", "ORG")
        for entity in report.entities
    )


def _worth(tokens: Sequence[Token]) -> float:
    """Compounds say more of the facet than nouns with an adjective, and than bare names."""
    adjectives = [t for t in tokens if t.pos == "ADJ"]
    if all(t.pos == "PROPN" for t in tokens):
        return 0.6
    worth = 1.2 if not adjectives else 1.0
    if any(t.tag in ("JJR", "JJS") or not _SORTS.search(t.lemma.lower()) for t in adjectives):
        worth = 0.5
    # "Workers search" is seldom one noun.
    if any(t.tag == "NNS" for t in tokens[:-1]):
        worth *= 0.6
    return worth * (0.8 if len(tokens) == LONGEST else 1.0)


def _runs(
    tokens: Sequence[Token], start: int, end: int, people: Collection[int]
) -> Iterator[tuple[int, int]]:
    """Stretches of adjectives and nouns that end in a noun and hang on it."""
    for last in range(start + 1, end + 1):
        head = tokens[last - 1]
        if head.pos not in ("NOUN", "PROPN") or head.lemma.lower() in EMPTY:
            continue
        if last < len(tokens) and _goes_on(head, tokens[last]):
            continue
        first = last - 1
        while first > start and _continues(tokens, first - 1, last):
            first -= 1
        while first < last - 1 and _is_weak(tokens[first]):
            first += 1
        whole = (
            first == start
            or tokens[first - 1].end < tokens[first].start
            or (not tokens[first - 1].text[-1].isalnum() and tokens[first - 1].text not in "-–")
        )
        counted = first > start and tokens[first - 1].pos == "NUM"
        weak = any(_is_weak(t) for t in tokens[first:last])
        if whole and not weak and not counted and not any(i in people for i in range(first, last)):
            yield first, last


def _is_weak(token: Token) -> bool:
    if token.tag in ("NNP", "NNPS"):
        return False
    return token.lemma.lower() in _WEAK or token.text.lower() in _WEAK


def _goes_on(head: Token, after: Token) -> bool:
    """Whether the noun is part of a longer name or of a word with a hyphen."""
    if after.pos in ("NOUN", "PROPN"):
        return True
    return after.start == head.end and (
        after.text[:1].isalnum() or after.text in ("-", "'s", "’s", "%")
    )


def _continues(tokens: Sequence[Token], index: int, last: int) -> bool:
    token = tokens[index]
    return (
        token.pos in _INSIDE
        and token.text.lower() not in STOP_WORDS
        and token.end == tokens[index + 1].start - 1
        and index < token.head < last
        and token.dep.startswith(_WITHIN)
    )


def _singular(token: Token) -> str:
    """A noun as the first part of a compound."""
    if token.pos != "NOUN" or token.text.isupper() or not token.lemma.isalpha():
        return token.text
    # The lemma of "-ties" is not always whole.
    return re.sub(r"(?<=\w[ei])tie$", "ty", token.lemma.lower())


def _in_full(tokens: Sequence[Token], index: int) -> str:
    """A noun with what is compounded with it, if it is a name: "Port Maren"."""
    first = index
    while (
        tokens[index].pos == "PROPN"
        and first > 0
        and tokens[first - 1].head == index
        and tokens[first - 1].dep.startswith(("compound", "flat", "amod"))
        and tokens[first - 1].text[:1].isupper()
    ):
        first -= 1
    words = [t.text for t in tokens[first:index]]
    return " ".join([*words, _singular(tokens[index])])


def _is_part(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word is the end of a longer one with a hyphen."""
    return index > 0 and tokens[index - 1].end == tokens[index].start


def _is_deed_noun(token: Token) -> bool:
    return token.lemma.lower() in _DEED_NOUNS or token.text.lower() in _DEED_NOUNS


def _joined(tokens: Sequence[Token], runs: Sequence[tuple[int, int]]) -> Iterator[Phrase]:
    """ "The roof of the store" as "store roof", "the trip to Velland" as "Velland trip"."""
    by_head = {last - 1: (first, last) for first, last in runs}
    for right, (first, last) in sorted(by_head.items()):
        left = tokens[right].head
        if (
            left >= first
            or not tokens[right].dep.startswith("nmod")
            or not is_telling(tokens[left])
        ):
            continue
        noun = tokens[left].pos == "NOUN" and tokens[left].text.islower()
        if not noun or is_role(tokens[left].text) or last - first > 2:
            continue
        joint = {t.text.lower() for t in tokens[left + 1 : first] if t.head == right}
        if "of" not in joint and not (joint & _JOINS_DEEDS and _is_deed_noun(tokens[left])):
            continue
        words = [*(t.text for t in tokens[first : last - 1]), _singular(tokens[right])]
        if is_telling(tokens[right]):
            yield Phrase(f"{' '.join(words)} {tokens[left].text.lower()}", left, 1.05)


def _owned(
    tokens: Sequence[Token], first: int, last: int, people: Collection[int]
) -> Iterator[Phrase]:
    """ "The company's plan" as "company plan"."""
    for index in range(first, last):
        owner = tokens[index]
        thing = tokens[owner.head]
        fits = owner.dep in _POSSESSIVE and index < owner.head < last
        named = index in people or owner.head in people
        if not fits or named or thing.pos != "NOUN" or _is_part(tokens, index):
            continue
        telling = is_telling(owner) and is_telling(thing) and not is_role(thing.text)
        if telling and stem(owner.lemma.lower()) != stem(thing.lemma.lower()):
            yield Phrase(f"{_in_full(tokens, index)} {thing.text}", owner.head, 1.0)


def _deeds(
    tokens: Sequence[Token], first: int, last: int, people: Collection[int]
) -> Iterator[Phrase]:
    """What was done, with what it was done to, or with who did it where the deed needs no
    object."""
    for index in range(first, last):
        lemma = tokens[index].lemma.lower()
        noun = NOMINALS.get(lemma)
        if noun is None or tokens[index].pos != "VERB":
            continue
        done_to = ("nsubj:pass", "nsubjpass", *_OBJECT) if lemma not in NOT_BY_OBJECT else ()
        places = (*done_to, "nsubj") if lemma in BY_DOER else done_to
        for other in range(first, last):
            token = tokens[other]
            if token.head != index or token.dep not in places or other in people:
                continue
            person = token.dep == "nsubj" and is_role(token.text) and lemma in OF_THINGS
            if _is_part(tokens, other) or person:
                continue
            bare = token.pos == "PROPN" or len(token.lemma) > 3
            if is_telling(token) and bare and stem(token.lemma.lower()) != stem(noun):
                yield Phrase(f"{_in_full(tokens, other)} {noun}", other, 0.9)


def _had(
    tokens: Sequence[Token], first: int, last: int, people: Collection[int]
) -> Iterator[Phrase]:
    """The name of a body and what it has or makes, a thing and what it has: subject and object of
    one verb."""
    for index in range(first, last):
        subject = tokens[index]
        has = tokens[subject.head].lemma.lower() in _HAS and not is_role(subject.text)
        named = subject.dep == "nsubj" and (subject.pos == "PROPN" or has) and index not in people
        if not named or _is_part(tokens, index):
            continue
        if not is_telling(subject) or _goes_on(subject, tokens[min(index + 1, len(tokens) - 1)]):
            continue
        for other in range(first, last):
            thing = tokens[other]
            fits = thing.head == subject.head and thing.dep in _OBJECT and thing.pos == "NOUN"
            if fits and is_telling(thing) and not is_role(thing.text):
                yield Phrase(f"{_in_full(tokens, index)} {thing.text}", other, 0.7)


def bare_nouns(
    tokens: Sequence[Token], first: int, last: int, people: Collection[int]
) -> list[Token]:
    """Subjects and objects that can stand behind an article when there is no phrase."""
    order = (*_SUBJECT, *_OBJECT)
    common = {t.text for t in tokens if t.text.islower()}
    found = [
        token
        for index, token in enumerate(tokens[first:last], first)
        if token.pos == "NOUN"
        and token.dep in order
        and (token.text.islower() or token.text.lower() in common)
        and not (token.dep in _OBJECT and tokens[token.head].lemma.lower() in _LIGHT)
        and index not in people
        and is_telling(token)
        and not is_role(token.text)
        and not _goes_on(token, tokens[min(index + 1, len(tokens) - 1)])
    ]
    return sorted(found, key=lambda t: (order.index(t.dep), t.start))
