"""What independent reports have in common: concepts and their weights.

The concepts are stem unigrams and bigrams (Gillick and Favre 2009), weighed by corroboration: how
many independent origins have them, and how early in their reports. Function words count too, for
less: what origins have in common is told in a common wording, and only whole sentences carry that.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import snowballstemmer

from copydesk.english import lists

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def word_set(text: str) -> frozenset[str]:
    """The words of a lexicon that is written as one text."""
    return frozenset(text.split())


#: Words that say nothing of what a sentence is about (closed classes and verbs of saying).
STOP_WORDS = lists.words("compose", "selection stop words")

#: How much a concept counts for an origin that has it first at sentence p:
#: DEPTH + (1 - DEPTH) exp(-p / DEPTH_DECAY); the sum over origins is dampened by DAMPING.
DEPTH, DEPTH_DECAY, DAMPING = 0.4, 12.0, 0.5
#: Bigrams against stems, and concepts of stop words alone.
BIGRAM_WEIGHT, FUNCTION_WEIGHT = 1.5, 0.5
# Tuned together by ROUGE on dev sets of Multi-News and AllSides (docs/reference/compose.md).


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Stem of a lower-case word (Porter 2, "english" of Snowball)."""
    return str(_STEMMER.stemWord(word))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, possessive endings cut."""
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text.lower())]


_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)


@lru_cache(maxsize=8192)
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that are not stop words."""
    return frozenset(stem(word) for word in words_of(text) if word not in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence and what it tells.

    Attributes:
        text: as it stands in the report.
        report: index of the report.
        position: which sentence of the report it is, from 0.
        origin: key of the independent origin of the report.
        concepts: what it tells, without concepts of stop words alone.
        function: its concepts of stop words alone.
    """

    text: str
    report: int
    position: int
    origin: str
    concepts: frozenset[tuple[str, ...]] = field(init=False)
    function: frozenset[tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        found = concepts(self.text)
        function = frozenset(concept for concept in found if is_function(concept))
        object.__setattr__(self, "concepts", found - function)
        object.__setattr__(self, "function", function)


@lru_cache(maxsize=8192)
def is_function(concept: tuple[str, ...]) -> bool:
    """Whether a concept is of stop words alone."""
    return all(item in _STOP_STEMS for item in concept)


def concepts(text: str) -> frozenset[tuple[str, ...]]:
    """Stem unigrams and bigrams."""
    stems = [stem(word) for word in words_of(text)]
    return frozenset([*((item,) for item in stems), *itertools.pairwise(stems)])


def weights(
    passages: Sequence[Passage], titles: Sequence[str] = ()
) -> dict[tuple[str, ...], float]:
    """Weight of each concept: how early and how widely independent origins have it.

    The origin that has it first gives it no weight: what only one origin has weighs nothing.
    With a single origin all concepts weigh by their place in it.

    Args:
        passages: of all reports.
        titles: title of each report; what it says the report says first.
    """
    first: dict[tuple[str, ...], dict[str, int]] = {}
    for passage in passages:
        for concept in (*passage.concepts, *passage.function):
            places = first.setdefault(concept, {})
            places[passage.origin] = min(
                passage.position, places.get(passage.origin, passage.position)
            )
    origins = {passage.report: passage.origin for passage in passages}
    for report, origin in origins.items():
        for concept in concepts(titles[report]) if report < len(titles) else ():
            first.setdefault(concept, {})[origin] = 0
    count = len(set(origins.values()))
    return {concept: _kind(concept) * _carried(places, count) for concept, places in first.items()}


def _carried(places: dict[str, int], count: int) -> float:
    """How early and how widely origins have a concept, from where each of them has it first."""
    counts = sorted(
        (DEPTH + (1 - DEPTH) * math.exp(-place / DEPTH_DECAY) for place in places.values()),
        reverse=True,
    )
    return float((sum(counts[1:]) / (count - 1) if count > 1 else counts[0]) ** DAMPING)


def _kind(concept: tuple[str, ...]) -> float:
    """What a concept of its kind weighs against a stem."""
    if is_function(concept):
        return FUNCTION_WEIGHT
    return BIGRAM_WEIGHT if len(concept) > 1 else 1.0
