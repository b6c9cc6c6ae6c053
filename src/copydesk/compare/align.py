"""Which figures of several reports speak of the same thing.

Typed slots first: kind and unit, what is said of the counted, of whom, part of what, of which
event. A scored likeness of the words around decides where the slots leave it open. No value is
ever compared: that two reports give the same number is no sign that they count the same thing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.compare.words import STOP, stem, words
from copydesk.model import Annotated, Figure

#: Likeness of context from which facts without a predicate are one. Tuned on the dev events
#: of copydesk-gold/1, each left out in turn.
ALIKE = 0.32
#: With an equal predicate (or an unknown one on one side) the words may differ more.
ALIKE_WITH_PREDICATE = 0.0
ALIKE_HALF_KNOWN = 0.25
#: Words this far from the number weigh half.
_HALF_DISTANCE = 6.0

#: Roles that news uses for one another; the others must be the same word.
_ROLES = {
    "schoolgirl": "girl",
    "student": "girl",
    "pupil": "girl",
    "soldier": "troop",
    "serviceman": "troop",
    "fighter": "militant",
    "insurgent": "militant",
    "rebel": "militant",
    "leader": "militant",
    "prisoner": "militant",
    "captive": "",
    "hostage": "",
    "passenger": "",
}
#: Populations that are a part of all people, whatever else is said.
_PARTS = frozenset({"children", "woman", "women", "man", "men", "boy", "tourist", "baby"})


@dataclass
class Fact:
    """What one report says of one thing: its figures that share all slots."""

    article: str
    signature: tuple[str, str, str, str, str, str]
    figures: list[Figure]
    context: dict[str, float]

    @property
    def kind(self) -> str:
        """Unit of the figures."""
        return self.signature[0]


def align(
    figures: Sequence[Sequence[Figure]], reports: Sequence[Annotated]
) -> tuple[tuple[Figure, ...], ...]:
    """Groups of figures that speak of one thing, each in the order given.

    Args:
        figures: those of each report, in the same order as ``reports``.
        reports: the story's reports.

    Returns:
        groups that together hold every figure once, in order of their first figure.
    """
    contexts = _Contexts(reports)
    facts = [
        fact
        for own, report in zip(figures, reports, strict=True)
        for fact in _facts(own, report, contexts)
    ]
    contexts.weigh(facts)
    parent = list(range(len(facts)))
    articles = [{fact.article} for fact in facts]

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for _, i, j in sorted(_candidates(facts), key=lambda c: (-c[0], c[1], c[2])):
        a, b = sorted((root(i), root(j)))
        if a == b or articles[a] & articles[b]:
            continue
        parent[b] = a
        articles[a] |= articles[b]
    groups: dict[int, list[Figure]] = defaultdict(list)
    for i, fact in enumerate(facts):
        groups[root(i)] += fact.figures
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _signature(figure: Figure) -> tuple[str, str, str, str, str, str]:
    scope = figure.scope
    return (
        figure.unit,
        figure.predicate,
        _role(scope.population),
        scope.part_of or "",
        scope.event or "",
        "" if figure.predicate else "?",
    )


def _role(population: str | None) -> str:
    if not population:
        return ""
    head = population.split()[-1]
    marks = population.split()[:-1]
    return " ".join([*marks, _ROLES.get(head, head)]).strip()


def _facts(own: Sequence[Figure], report: Annotated, contexts: _Contexts) -> list[Fact]:
    """The facts of one report: figures of one signature; without a predicate, of one context."""
    facts: list[Fact] = []
    by_signature: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for figure in own:
        signature = _signature(figure)
        context = contexts.of(figure, report)
        for fact in by_signature[signature]:
            if figure.predicate or _restated(fact, figure, context):
                fact.figures.append(figure)
                for word, weight in context.items():
                    fact.context[word] = max(fact.context.get(word, 0.0), weight)
                break
        else:
            fact = Fact(report.article.id, signature, [figure], dict(context))
            by_signature[signature].append(fact)
            facts.append(fact)
    return facts


def _restated(fact: Fact, figure: Figure, context: dict[str, float]) -> bool:
    """The same number given again in like words within one report."""
    return any(f.point == figure.point and f.point is not None for f in fact.figures) and (
        _cosine(fact.context, context) >= ALIKE
    )


class _Contexts:
    """Weighted stems of the words around each figure."""

    def __init__(self, reports: Iterable[Annotated]) -> None:
        self._lines: dict[tuple[str, int], list[tuple[int, str]]] = {}
        del reports

    def of(self, figure: Figure, report: Annotated) -> dict[str, float]:
        """Stems of the figure's sentence, weighted by nearness to the number."""
        key = (figure.article, figure.sentence)
        if key not in self._lines:
            at = report.sentences[figure.sentence]
            self._lines[key] = [
                (w.start, stem(w.low))
                for w in words(report.article.text, at.start, at.end)
                if w.is_word and w.low not in STOP
            ]
        line = self._lines[key]
        found: dict[str, float] = {}
        before = sum(1 for start, _ in line if start < figure.start)
        for position, (start, word) in enumerate(line):
            if figure.start <= start < figure.end:
                continue
            gap = before - 1 - position if start < figure.start else position - before
            weight = 1.0 / (1.0 + gap / _HALF_DISTANCE)
            found[word] = max(found.get(word, 0.0), weight)
        return found

    def weigh(self, facts: Sequence[Fact]) -> None:
        """Weigh the facts' words down that stand around many figures of the story."""
        counts = Counter(word for fact in facts for word in fact.context)
        for fact in facts:
            for word in fact.context:
                fact.context[word] *= math.log((1 + len(facts)) / (0.5 + counts[word]))


def _cosine(a: dict[str, float], b: dict[str, float]) -> float:
    if len(b) < len(a):
        a, b = b, a
    dot = sum(weight * b[word] for word, weight in a.items() if word in b)
    norm = math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return dot / norm if norm else 0.0


def _candidates(facts: Sequence[Fact]) -> list[tuple[float, int, int]]:
    """Scored pairs of facts of different reports that may be one."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        blocks[fact.kind].append(i)
    found: list[tuple[float, int, int]] = []
    for block in blocks.values():
        for position, i in enumerate(block):
            for j in block[position + 1 :]:
                if facts[i].article != facts[j].article:
                    score = likeness(facts[i], facts[j])
                    if score > 0:
                        found.append((score, i, j))
    return found


def likeness(a: Fact, b: Fact) -> float:
    """Score of two facts of different reports; 0 where they are not comparable."""
    _, said_a, who_a, part_a, event_a, _ = a.signature
    _, said_b, who_b, part_b, event_b, _ = b.signature
    if said_a and said_b and said_a != said_b:
        return 0.0
    if part_a != part_b or not _same_people(who_a, who_b):
        return 0.0
    event = _same_event(event_a, event_b)
    if event < 0:
        return 0.0
    alike = _cosine(a.context, b.context)
    if said_a and said_b:
        needed, base = ALIKE_WITH_PREDICATE, 1.0
    elif said_a or said_b:
        needed, base = ALIKE_HALF_KNOWN, 0.3
    else:
        needed, base = ALIKE, 0.3
    if alike < needed:
        return 0.0
    return base + alike + event + (0.5 if who_a == who_b else 0.0)


def _same_people(a: str, b: str) -> bool:
    if a == b:
        return True
    if a and b:
        return False
    only = a or b
    return " " not in only and only not in _PARTS


def _same_event(a: str, b: str) -> float:
    """1 for the same event, 0 for not known, below 0 for another one."""
    if a == b:
        return 1.0
    if a and b:
        return 0.7 if set(a.split("|")) & set(b.split("|")) else -1.0
    return -1.0 if "period" in (a or b).split("|") else 0.0
