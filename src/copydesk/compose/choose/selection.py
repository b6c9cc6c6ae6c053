"""Select evidence: sentences that cover what independent reports have in common.

Concept coverage (Gillick and Favre 2009) with the concepts, stem unigrams and bigrams, weighed
by corroboration: how many independent origins have them, and how early in their reports. Greedy,
in the order of gain for the length spent. Function words count too, for less: what origins have in
common is told in a common wording, and only whole sentences carry that.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import snowballstemmer

_STEMMER = snowballstemmer.stemmer("english")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def word_set(text: str) -> frozenset[str]:
    """The words of a lexicon that is written as one text."""
    return frozenset(text.split())


#: Words that say nothing of what a sentence is about (closed classes and verbs of saying).
STOP_WORDS = word_set(
    """a about above after again against all also am an and any are as at be because been before
    being below between both but by can could did do does doing down during each few for from
    further had has have having he her here hers him his how i if in into is it its just like me
    more most my no nor not now of off on once only or other our out over own re s said same say
    says she should so some such t than that the their them then there these they this those
    through to too under until up us very was we were what when where which while who whom why
    will with would you your"""
)

#: Prior of a sentence by its place in the report, and by the words of the title it repeats.
POSITION_WEIGHT = 2.4
POSITION_DECAY = 5.0
TITLE_WEIGHT = 1.5
LENGTH_POWER = 0.85
#: How much a concept counts for an origin that has it first at sentence p:
#: DEPTH + (1 - DEPTH) exp(-p / DEPTH_DECAY); the sum over origins is dampened by DAMPING.
DEPTH, DEPTH_DECAY, DAMPING = 0.4, 12.0, 0.5
#: Bigrams against stems, and concepts of stop words alone, which do not wear out as they are told.
BIGRAM_WEIGHT, FUNCTION_WEIGHT = 1.5, 0.5
#: What another concept is worth each time it is told again, of what it was worth before.
AGAIN = 0.1
# All of these were tuned together on the dev sets of ``benchmarks/selection.py``.
#: Shorter sentences are fragments (credits, section labels).
SHORTEST = 6


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Stem of a lower-case word (Porter 2, "english" of Snowball)."""
    return str(_STEMMER.stemWord(word))


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, possessive endings cut."""
    return [re.sub(r"['’]s$", "", word) for word in _WORD.findall(text.lower())]


_STOP_STEMS = frozenset(stem(word) for word in STOP_WORDS)


@lru_cache(maxsize=65536)
def content_stems(text: str) -> frozenset[str]:
    """Stems of the words that are not stop words."""
    return frozenset(stem(word) for word in words_of(text) if word not in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may be selected.

    Attributes:
        text: as it stands in the report.
        report: index of the report.
        position: which sentence of the report it is, from 0.
        origin: key of the independent origin of the report.
        concepts: what it tells, without concepts of stop words alone.
        function: its concepts of stop words alone.
        length: in words.
    """

    text: str
    report: int
    position: int
    origin: str
    concepts: frozenset[tuple[str, ...]] = field(init=False)
    function: frozenset[tuple[str, ...]] = field(init=False)
    length: int = field(init=False)

    def __post_init__(self) -> None:
        found = concepts(self.text)
        function = frozenset(concept for concept in found if is_function(concept))
        object.__setattr__(self, "concepts", found - function)
        object.__setattr__(self, "function", function)
        object.__setattr__(self, "length", len(self.text.split()))


@lru_cache(maxsize=65536)
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


def prior(passage: Passage, title: frozenset[str]) -> float:
    """Prior of a sentence from its place and from its overlap with the report's title."""
    overlap = len(content_stems(passage.text) & title) / len(title) if title else 0.0
    return (
        1.0
        + POSITION_WEIGHT * math.exp(-passage.position / POSITION_DECAY)
        + TITLE_WEIGHT * overlap
    )


def rank(
    passages: Sequence[Passage],
    titles: Sequence[str],
    words: int,
    *,
    among: Sequence[int] | None = None,
    before: Sequence[int] = (),
    again: float = AGAIN,
    shortness: float = LENGTH_POWER,
) -> tuple[int, ...]:
    """Indices of the passages to take, best first, until ``words`` words are spent.

    Args:
        passages: of all reports, in order of report and position.
        titles: title of each report, empty when unknown.
        words: length to fill; the last sentence may run over it.
        among: indices of those that may be taken; all when None.
        before: indices of those that are told already.
        again: what a concept is worth each time it is told again.
        shortness: power of its length by which a sentence's worth is divided.
    """
    weight = weights(passages, titles)
    stems = [content_stems(title) for title in titles]
    priors = [prior(p, stems[p.report]) / max(p.length, 1) ** shortness for p in passages]
    # Sets have no order; sums of floats in another order may differ in the last digit.
    ordered = [sorted(p.concepts) for p in passages]
    constant = [sum(weight[c] for c in sorted(p.function)) for p in passages]
    gains = [
        common + sum(weight[c] for c in concepts)
        for common, concepts in zip(constant, ordered, strict=True)
    ]
    told: dict[tuple[str, ...], int] = {}
    for i in before:
        for concept in ordered[i]:
            told[concept] = told.get(concept, 0) + 1
    rest = [
        i
        for i in (among if among is not None else range(len(passages)))
        if passages[i].length >= SHORTEST
    ]
    taken: list[int] = []
    spent = 0
    while rest and spent < words:
        best = _best(rest, ordered, constant, priors, gains, weight, told, again)
        taken.append(best)
        spent += passages[best].length
        for concept in ordered[best]:
            told[concept] = told.get(concept, 0) + 1
        rest.remove(best)
    return tuple(taken)


def _best(
    rest: Sequence[int],
    concepts: Sequence[Sequence[tuple[str, ...]]],
    constant: Sequence[float],
    priors: Sequence[float],
    gains: list[float],
    weight: dict[tuple[str, ...], float],
    told: dict[tuple[str, ...], int],
    again: float,
) -> int:
    """The passage of greatest gain. Gains only shrink as more is told, so an upper bound from
    an earlier round spares most of the sums (lazy greedy, Minoux 1978)."""
    best, value = rest[0], -1.0
    for i in sorted(rest, key=lambda i: (-gains[i] * priors[i], i)):
        if gains[i] * priors[i] < value:
            break
        fresh = sum(weight[c] * again ** told.get(c, 0) for c in concepts[i])
        gains[i] = constant[i] + fresh
        gain = gains[i] * priors[i]
        if gain > value or (gain == value and i < best):
            best, value = i, gain
    return best


def select(
    reports: Sequence[Sequence[str]],
    titles: Sequence[str],
    words: int,
    origins: Sequence[str] | None = None,
) -> tuple[tuple[int, int], ...]:
    """Evidence for one story from reports that were split into sentences.

    Args:
        reports: the sentences of each report, in order of text.
        titles: title of each report, empty when unknown.
        words: length to fill; the last sentence may run over it.
        origins: key of the independent origin of each report; each its own when None.

    Returns:
        (report, sentence) of what was selected, best first.
    """
    keys = list(origins) if origins is not None else [str(i) for i in range(len(reports))]
    passages = [
        Passage(text, report, position, keys[report])
        for report, sentences in enumerate(reports)
        for position, text in enumerate(sentences)
    ]
    return tuple((passages[i].report, passages[i].position) for i in rank(passages, titles, words))
