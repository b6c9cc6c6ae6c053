"""Facts: what one report says of one thing, its restatements taken together."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.compare import places, predicates
from copydesk.compare.words import STOP, lexicon, stem, words
from copydesk.model import Annotated, Figure, Role

#: Words this far from the number weigh half.
_HALF_DISTANCE = 6.0

#: Roles that news uses for one another; the others must be the same word.
_ROLES = {
    "pupil": "student",
    "soldier": "troop",
    "serviceman": "troop",
    "fighter": "militant",
    "insurgent": "militant",
    "rebel": "militant",
    "prisoner": "militant",
    "captive": "",
    "hostage": "",
    "passenger": "",
}
#: Populations that are a part of all people, whatever else is said.
PARTS = lexicon("children woman women man men boy tourist baby")


@dataclass
class Fact:
    """What one report says of one thing: its figures that share all slots.

    ``month`` is the report's; ``open`` says that some of its figures name no place or time, so
    that those of the others are no bar; ``unplaced`` that it names no place, or the country
    alone; ``said`` is the predicate where it is a class (an open-class verb decides nothing
    alone); ``norm`` the length of the context once it is weighed; ``first`` that
    the report gives no such fact before it.
    """

    article: str
    unit: str
    predicate: str
    people: str
    part_of: str
    times: frozenset[str]
    places: frozenset[str]
    figures: list[Figure]
    context: dict[str, float]
    month: str | None = None
    open: bool = False
    unplaced: bool = False
    first: bool = False
    said: str = ""
    norm: float = 0.0

    def _introduces(self, other: Fact) -> bool:
        """A heading in the text ("Harbour club: 49 dead") is of the event that follows it."""
        headings = all(f.role is Role.SUBHEAD for f in self.figures)
        return headings and bool(self.figures) and bool(other.places or other.times)

    def takes(self, other: Fact) -> None:
        """Take in another fact of the same report."""
        apart = (self.times, self.places) != (other.times, other.places)
        self.open = (self.open or other.open or apart) and not self._introduces(other)
        self.figures += other.figures
        self.times |= other.times
        self.places |= other.places
        self.people = self.people or other.people
        for word, weight in other.context.items():
            self.context[word] = max(self.context.get(word, 0.0), weight)


def month(report: Annotated) -> str | None:
    """Month of publication, "2016-10"; None when unknown."""
    published = report.article.published
    return published.strftime("%Y-%m") if published else None


def fact_of(figure: Figure, context: dict[str, float], published: str | None) -> Fact:
    """The fact of a single figure; ``published`` is the month of its report."""
    place = figure.scope.place
    keys = figure.scope.event.split("|") if figure.scope.event else []
    times = frozenset(
        k for k in keys if k == "period" or k[:1].isdigit() or k[:1] == "?" or k[:4] == "day "
    )
    return Fact(
        article=figure.article,
        unit=figure.unit,
        predicate=figure.predicate,
        people=_role(figure.scope.population),
        part_of=figure.scope.part_of or "",
        times=times,
        places=frozenset(keys) - times,
        figures=[figure],
        context=dict(context),
        month=published,
        said=figure.predicate if predicates.is_class(figure.predicate) else "",
        open=not keys,
        unplaced=not keys and (place is None or places.is_country(place)),
    )


def _role(population: str | None) -> str:
    """Who is counted, one word for those that news uses for one another."""
    if not population:
        return ""
    head = population.split()[-1]
    marks = population.split()[:-1]
    return " ".join([*marks, _ROLES.get(head, head)]).strip()


@dataclass(frozen=True)
class Scene:
    """What is common to a story's reports.

    Attributes:
        known: place names that at least half of the reports have: their figures may well be
            of the story's own event.
        usual: who at least half of the reports count ("girl"): counts that do not say of whom
            may be of them.
    """

    known: frozenset[str]
    usual: frozenset[str]


def scene_of(facts: Sequence[Fact], reports: Sequence[Annotated]) -> Scene:
    """What is common to the reports of a story."""
    texts = [r.article.text.lower() for r in reports]
    names = {name for fact in facts for name in fact.places}
    known = frozenset(n for n in names if 2 * sum(n in t for t in texts) >= len(texts))
    holders: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.unit == "people" and not fact.part_of:
            holders[fact.people].add(fact.article)
    usual = frozenset(
        who
        for who, articles in holders.items()
        if who and len(articles) > 1 and 2 * len(articles) >= len(reports)
        if " " not in who and who not in PARTS
    )
    return Scene(known, usual)


class Contexts:
    """Weighted stems of the words around each figure."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, int], list[tuple[int, str]]] = {}

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
            fact.norm = _norm(fact.context)


def _norm(context: dict[str, float]) -> float:
    return math.sqrt(sum(w * w for w in context.values()))


def cosine(a: Fact, b: Fact) -> float:
    """Cosine of the words around two facts."""
    few, many = (
        (a.context, b.context) if len(a.context) < len(b.context) else (b.context, a.context)
    )
    dot = sum(weight * many[word] for word, weight in few.items() if word in many)
    norm = (a.norm or _norm(a.context)) * (b.norm or _norm(b.context))
    return dot / norm if norm else 0.0
