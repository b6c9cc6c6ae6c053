"""Labels of quick looks: a noun phrase of two to four words that names the facet.

The phrase is cut from the sentence: adjectives and nouns that end in a noun, or two such
joined by a preposition ("incitement to violence"); or it is made of what was done and to whom
("suspect arrest"). It names no person, unless the sentence passes on what that person said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from copydesk.compose.nominals import NOMINALS
from copydesk.compose.selection import STOP_WORDS, content_stems, stem, word_set
from copydesk.compose.telling import tells_toll
from copydesk.compose.units import Unit
from copydesk.compose.wording import is_role
from copydesk.model import Annotated, Token

_INSIDE = frozenset({"NOUN", "PROPN", "ADJ"})
_LONGEST = 4
#: Nouns that name no facet.
_EMPTY = word_set(
    """year month week day time thing way people person man woman lot number part one night
    morning afternoon evening weekend today yesterday tomorrow hour minute statement account
    kind sort bit end monday tuesday wednesday thursday friday saturday sunday decade century
    police force bid use fear move step mr mrs ms percent % side case place fact anything
    something someone everyone"""
)
#: Adjectives that say nothing of the facet, or judge.
_WEAK = word_set(
    """several many few other such new old same own huge massive big large small major deadly
    prominent local late early last next latest recent more most similar certain various further
    total whole entire main able good bad great little long short high low different current
    former possible likely mere sheer sole only much some any powerful bold strong important
    significant unprecedented"""
)
#: A phrase of less merit gives way to what was done. Set by reading dev stories' labels.
_GOOD = 0.75
_PREPOSITIONS = word_set("of to on for against over in with between")
_SUBJECT = ("nsubj", "nsubj:pass", "nsubjpass")
_OBJECT = ("obj", "dobj", "root", "ROOT", "attr")
#: What stands behind a single noun when the sentence gives no phrase.
_BEHIND = {
    "reactions": "response",
    "background": "history",
    "next": "plans",
    "developments": "details",
}


#: When the sentence has no noun that may stand in a label.
_GENERAL = {
    "reactions": "Further response",
    "background": "Earlier events",
    "next": "Next steps",
    "developments": "Further details",
}


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: int
    last: int
    head: int


def label_for(
    unit: Unit,
    report: Annotated,
    weight: Mapping[str, float],
    taken: Collection[str],
    facet: str,
    written: str,
    names: Collection[str],
) -> str:
    """A label for a quick look.

    Args:
        unit, report: the unit and its report.
        written: the bullet, in which the label's words must stand.
        names: words of the names of people in all reports.
        weight: how widely each stem is carried in the story, 0 to 1, less for stems of titles.
        taken: stems that other labels have used.
        facet: section the unit belongs to.
    """
    if tells_toll(unit.text) and "toll" not in taken:
        return "Death toll"
    sentence = report.sentences[unit.sentence]
    people = _people(report, names)
    best, value = "", 0.0
    for phrase in _phrases(report.tokens, sentence.first, sentence.last, people):
        text = report.article.text[
            report.tokens[phrase.first].start : report.tokens[phrase.last - 1].end
        ]
        stems = content_stems(text)
        if not stems or stems & set(taken) or text.lower() not in written.lower():
            continue
        if not text.replace(" ", "").replace("-", "").replace(".", "").isalnum():
            continue
        score = _merit(report.tokens, phrase, stems, weight)
        if score > value:
            best, value = text, score
    if value < _GOOD:
        best = _deed(report, unit, taken, people) or best
    return _capital(best or _made(unit, report, taken, people, facet))


def _deed(report: Annotated, unit: Unit, taken: Collection[str], people: Collection[int]) -> str:
    """What was done, by the sentence's main verbs, with what it was done to or who did it."""
    sentence = report.sentences[unit.sentence]
    tokens = report.tokens
    for index in range(sentence.first, sentence.last):
        noun = NOMINALS.get(tokens[index].lemma.lower())
        if noun is None or tokens[index].pos != "VERB" or stem(noun) in taken:
            continue
        for place in (("nsubj:pass", "nsubjpass"), ("obj", "dobj"), ("nsubj",)):
            for other in range(sentence.first, sentence.last):
                token = tokens[other]
                fits = token.head == index and token.dep in place and other not in people
                if fits and token.pos in ("NOUN", "PROPN") and _is_telling(token, noun, taken):
                    return f"{token.text} {noun}"
    return ""


def _is_telling(token: Token, noun: str, taken: Collection[str]) -> bool:
    word = token.text.lower()
    return (
        token.lemma.lower() not in _EMPTY
        and word.isalpha()
        and not is_role(word)
        and stem(word) != stem(noun)
        and not content_stems(word) & set(taken)
    )


def _merit(
    tokens: Sequence[Token],
    phrase: _Phrase,
    stems: frozenset[str],
    weight: Mapping[str, float],
) -> float:
    carried = sum(0.3 + weight.get(item, 0.0) for item in sorted(stems)) / len(stems)
    dep = tokens[phrase.head].dep
    place = 1.4 if dep in _SUBJECT else 1.2 if dep in _OBJECT else 1.0
    return carried * place * (0.8 if phrase.last - phrase.first == _LONGEST else 1.0)


def _made(
    unit: Unit,
    report: Annotated,
    taken: Collection[str],
    people: Collection[int],
    facet: str,
) -> str:
    """A label made of one noun, or of the speaker's name, and a general word."""
    speaker = unit.speaker
    if speaker is not None and speaker.kind == "person" and speaker.name:
        surname = speaker.name.split()[-1]
        if not content_stems(surname) & set(taken):
            return f"{surname} remarks"
    sentence = report.sentences[unit.sentence]
    nouns = [
        t
        for i, t in enumerate(report.tokens[sentence.first : sentence.last], sentence.first)
        if t.pos in ("NOUN", "PROPN")
        and t.text.isalpha()
        and i not in people
        and t.lemma.lower() not in _EMPTY
        and not is_role(t.text)
        and not content_stems(t.text) & set(taken)
    ]
    order = (*_SUBJECT, *_OBJECT)
    nouns.sort(
        key=lambda t: (
            t.pos == "PROPN",
            order.index(t.dep) if t.dep in order else len(order),
            t.start,
        )
    )
    if not nouns:
        return _GENERAL[facet]
    noun = nouns[0].lemma if nouns[0].pos == "NOUN" else nouns[0].text
    return f"{noun} {_BEHIND[facet]}"


def _people(report: Annotated, names: Collection[str]) -> frozenset[int]:
    """Tokens that name people."""
    marked = {
        index
        for entity in report.entities
        if entity.label == "PERSON"
        for index in range(entity.first, entity.last)
    }
    marked |= {i for i, t in enumerate(report.tokens) if t.text in names}
    return frozenset(marked)


def _phrases(
    tokens: Sequence[Token], start: int, end: int, people: Collection[int]
) -> Iterator[_Phrase]:
    """Noun phrases of two to four words without determiner, people and weak adjectives."""
    runs = list(_runs(tokens, start, end, people))
    for run in runs:
        if 2 <= run.last - run.first <= _LONGEST:
            yield run
    for left, right in pairwise(runs):
        between = [t.text.lower() for t in tokens[left.last : right.first]]
        size = right.last - left.first
        joined = len(between) == 1 and between[0] in _PREPOSITIONS and size <= _LONGEST
        if joined and tokens[left.last].head in (right.head, left.head):
            yield _Phrase(left.first, right.last, left.head)


def _runs(
    tokens: Sequence[Token], start: int, end: int, people: Collection[int]
) -> Iterator[_Phrase]:
    for last in range(start + 1, end + 1):
        head = tokens[last - 1]
        if head.pos not in ("NOUN", "PROPN") or head.lemma.lower() in _EMPTY:
            continue
        if last < len(tokens) and _goes_on(head, tokens[last]):
            continue
        first = last - 1
        while first > start and _continues(tokens, first - 1):
            first -= 1
        while first < last - 1 and tokens[first].lemma.lower() in _WEAK:
            first += 1
        whole = (
            first == start
            or tokens[first - 1].end < tokens[first].start
            or (not tokens[first - 1].text[-1].isalnum() and tokens[first - 1].text not in "-–")
        )
        named = all(t.pos == "PROPN" for t in tokens[first:last])
        counted = first > start and tokens[first - 1].pos == "NUM"
        if whole and not named and not counted and not any(i in people for i in range(first, last)):
            yield _Phrase(first, last, last - 1)


def _goes_on(head: Token, after: Token) -> bool:
    """Whether the noun is part of a longer name or of a word with a hyphen."""
    if after.pos in ("NOUN", "PROPN"):
        return True
    return after.start == head.end and (
        after.text[:1].isalnum() or after.text in ("-", "'s", "’s", "%")
    )


def _continues(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    return (
        token.pos in _INSIDE
        and token.text.lower() not in STOP_WORDS
        and token.end == tokens[index + 1].start - 1
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
