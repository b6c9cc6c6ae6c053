"""What a stretch of words is about: concepts, polarity and modality, compared across reports."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from copydesk.compare.speech.variants import FUNCTION_WORDS, normal
from copydesk.compare.stems import stem
from copydesk.english.lists import words as words_in
from copydesk.model import Annotated

#: Words that news uses for one another: general English, one group a line.
_GROUPS = """
talk negotiation discussion dialogue conversation
difficult hard tough challenging arduous
role player part
build form establish create
support back backing endorse backer
agreement deal accord pact treaty
attack strike assault bombardment raid
condition demand term
key significant major critical important crucial vital
security defense safety
soldier troop serviceman fighter
aid assistance help relief
initiative plan proposal framework push effort bid
responsibility burden
ensure guarantee secure
end finish conclude
start begin launch
buy acquire purchase
company firm corporation
worker employee staff
police officer
injure wound hurt
kill slay
quake earthquake tremor
rise increase grow climb
fall drop decline decrease
show reveal indicate
house home
city town
"""

#: Words without news of their own.
_LIGHT = words_in("closed", "light words")
_OPPOSITES = {"easy": "difficult", "simple": "difficult", "possible": "impossible"}
_NEGATIONS = frozenset(["not", "no", "never", "n't", "neither", "nor", "without", "cannot"])
_DENYING = frozenset(["deny", "refuse", "reject", "dismiss", "denied", "denies", "rejected"])
_POSSIBLE = frozenset(["may", "might", "could", "can", "would", "possibly", "perhaps", "likely"])
_OBLIGED = frozenset(["must", "should", "shall", "need", "needs"])
_FUTURE = frozenset(["will", "wo"])


def _group_of() -> dict[str, str]:
    return {
        stem(normal(word)): line.split()[0]
        for line in _GROUPS.strip().splitlines()
        for word in line.split()
    }


_GROUP_OF = _group_of()


@lru_cache(maxsize=16384)
def concept(word: str) -> str | None:
    """What a word stands for: its group's first word, else its stem; None for no content."""
    low = normal(word.replace("’", "'").removesuffix("'s"))
    if low in FUNCTION_WORDS or low in _LIGHT or not low[:1].isalnum():
        return None
    root = stem(low)
    return None if root in _LIGHT else _GROUP_OF.get(root, root)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Concepts of a stretch of words, whether it is negated, and its modality."""

    concepts: frozenset[str]
    negated: bool
    modality: str


def meaning(report: Annotated, start: int, end: int) -> Meaning:
    """The meaning of ``start:end`` of a report."""
    first = bisect_left(report.tokens, start, key=lambda t: t.start)
    last = bisect_left(report.tokens, end, lo=first, key=lambda t: t.start)
    return of_words(t.text for t in report.tokens[first:last])


def of_words(words: Iterable[str]) -> Meaning:
    """The meaning of words in order."""
    found: set[str] = set()
    negations = 0
    modality = "asserted"
    negated_at = -9
    for index, word in enumerate(words):
        low = word.lower().replace("’", "'")
        if low in _NEGATIONS or low in _DENYING:
            negations += 1
            negated_at = index
        elif modality == "asserted" and low in _POSSIBLE:
            modality = "possible"
        elif modality == "asserted" and low in _OBLIGED:
            modality = "required"
        elif modality == "asserted" and low in _FUTURE:
            modality = "future"
        if index - negated_at <= 2 and low in _OPPOSITES:
            found.add(_OPPOSITES[low])
            negations -= 1
            negated_at = -9
            continue
        if (this := concept(word)) is not None:
            found.add(this)
    return Meaning(frozenset(found), negations % 2 == 1, modality)


def weights(meanings: Iterable[Meaning]) -> Mapping[str, float]:
    """Inverse document frequency of each concept over the stretches of a story."""
    frequency: Counter[str] = Counter()
    total = 0
    for item in meanings:
        total += 1
        frequency.update(item.concepts)
    return {c: math.log(1 + total / n) for c, n in frequency.items()}


def likeness(a: Meaning, b: Meaning, weight: Mapping[str, float]) -> float:
    """Dice coefficient of two sets of concepts, weighted (0 to 1)."""
    shared = a.concepts & b.concepts
    if not shared:
        return 0.0
    total = _mass(a.concepts, weight) + _mass(b.concepts, weight)
    return 2 * _mass(shared, weight) / total


def _mass(concepts: frozenset[str], weight: Mapping[str, float]) -> float:
    return math.fsum(weight.get(c, 1.0) for c in concepts)
