"""Which figures of several reports speak of the same thing.

Typed slots first: kind and unit, what is said of the counted, of whom, part of what, of which
event. A scored likeness of the words around decides where the slots leave it open. No value is
ever compared: that two reports give the same number is no sign that they count the same thing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.compare import predicates, scope
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

#: Where both count the same kind of thing, not people ("aftershocks").
ALIKE_SAME_THING = 0.06

#: What a report tells first of its kind is of the story's own event, rather than background.
LEADING = 0.3

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
    "prisoner": "militant",
    "captive": "",
    "hostage": "",
    "passenger": "",
}
#: Populations that are a part of all people, whatever else is said.
_PARTS = frozenset({"children", "woman", "women", "man", "men", "boy", "tourist", "baby"})


@dataclass
class Fact:
    """What one report says of one thing: its figures that share all slots.

    ``month`` is the report's; ``open`` says that some of its figures name no place or time, so
    that those of the others are no bar; ``unplaced`` that it names no place, or the country
    alone; ``first`` that the report gives no such fact before it.
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

    @property
    def said(self) -> str:
        """The predicate where it is a class; an open-class verb decides nothing alone."""
        return self.predicate if predicates.is_class(self.predicate) else ""

    def takes(self, other: Fact) -> None:
        """Take in another fact of the same report."""
        self.figures += other.figures
        self.open |= other.open or (self.times, self.places) != (other.times, other.places)
        self.times |= other.times
        self.places |= other.places
        self.people = self.people or other.people
        for word, weight in other.context.items():
            self.context[word] = max(self.context.get(word, 0.0), weight)


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
    contexts = _Contexts()
    loose = [
        _fact(figure, contexts.of(figure, report), _month(report))
        for own, report in zip(figures, reports, strict=True)
        for figure in own
    ]
    scene = _scene(loose, reports)
    facts = _restated(loose, scene)
    contexts.weigh(facts)
    groups: dict[int, list[Figure]] = defaultdict(list)
    for fact, group in zip(facts, _merged(facts, scene), strict=True):
        groups[group] += fact.figures
    return tuple(tuple(group) for _, group in sorted(groups.items()))


def _merged(facts: Sequence[Fact], scene: Scene) -> list[int]:
    """Number of the group of each fact; a group holds one fact of a report at most."""
    parent = list(range(len(facts)))
    articles = [{fact.article} for fact in facts]

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for _, i, j in sorted(_candidates(facts, scene), key=lambda c: (-c[0], c[1], c[2])):
        a, b = sorted((root(i), root(j)))
        if a == b or articles[a] & articles[b]:
            continue
        parent[b] = a
        articles[a] |= articles[b]
    return [root(i) for i in range(len(facts))]


def _month(report: Annotated) -> str | None:
    published = report.article.published
    return published.strftime("%Y-%m") if published else None


def _fact(figure: Figure, context: dict[str, float], month: str | None) -> Fact:
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
        month=month,
        open=not keys,
        unplaced=not keys and (place is None or scope.is_country(place)),
    )


def _role(population: str | None) -> str:
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


def _scene(facts: Sequence[Fact], reports: Sequence[Annotated]) -> Scene:
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
        if " " not in who and who not in _PARTS
    )
    return Scene(known, usual)


def _restated(loose: Sequence[Fact], scene: Scene) -> list[Fact]:
    """The facts of each report, its restatements taken together.

    Within one report two figures are one fact when all slots agree, whatever their values (a
    report may contradict itself); or when no slot speaks against it and the number is the same.
    """
    facts: list[Fact] = []
    own: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in loose:
        block = own[(fact.article, fact.unit)]
        for earlier in block:
            if (
                _in_brackets(earlier, fact)
                or _same_slots(earlier, fact, scene)
                or _same_number(earlier, fact, scene)
            ):
                earlier.takes(fact)
                break
        else:
            fact.first = all(f.said != fact.said for f in block)
            block.append(fact)
            facts.append(fact)
    return facts


def _in_brackets(a: Fact, b: Fact) -> bool:
    """ "58 km (36 miles)": one measure in two units."""
    first, second = a.figures[-1], b.figures[0]
    return (
        first.sentence == second.sentence
        and 0 < second.start - first.end <= 3
        and first.interval.meets(second.interval)
    )


def _same_slots(a: Fact, b: Fact, scene: Scene) -> bool:
    if not a.said or a.said != b.said or a.part_of != b.part_of:
        return False
    if not _same_people(a, b, scene) or not _same_places(a, b, scene):
        return False
    return a.times == b.times or _times_meet(a.times, b.times) > 0


def _same_places(a: Fact, b: Fact, scene: Scene) -> bool:
    """The same places, or none against one that the whole story is about."""
    if a.places == b.places:
        return True
    bare = a if not a.places else b
    return bare.unplaced and not bare.places and (a.places | b.places) <= scene.known


def _same_number(a: Fact, b: Fact, scene: Scene) -> bool:
    points = {f.point for f in a.figures if f.point is not None}
    if not points & {f.point for f in b.figures}:
        return False
    if a.said != b.said or a.part_of != b.part_of:
        return False
    if a.people != b.people and not _same_people(a, b, scene) and not _other_words(a, b):
        return False
    if (a.times and b.times and _times_meet(a.times, b.times) < 0) or (
        a.places and b.places and not a.places & b.places
    ):
        return False
    return bool(a.said) or cosine(a.context, b.context) >= ALIKE


def _other_words(a: Fact, b: Fact) -> bool:
    """Another word for the same people: a later sentence, the same number, no mark of a part."""
    if a.unit != "people" or not a.people or not b.people:
        return False
    parts = {a.people.split()[-1], b.people.split()[-1]} & _PARTS
    later = a.figures[-1].sentence != b.figures[0].sentence
    return later and not parts and "other" not in a.people + b.people


class _Contexts:
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


def cosine(a: dict[str, float], b: dict[str, float]) -> float:
    """Cosine of two bags of weighted words."""
    if len(b) < len(a):
        a, b = b, a
    dot = sum(weight * b[word] for word, weight in a.items() if word in b)
    norm = math.sqrt(sum(w * w for w in a.values()) * sum(w * w for w in b.values()))
    return dot / norm if norm else 0.0


def _candidates(facts: Sequence[Fact], scene: Scene) -> list[tuple[float, int, int]]:
    """Scored pairs of facts of different reports that may be one."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for i, fact in enumerate(facts):
        blocks[fact.unit].append(i)
    found: list[tuple[float, int, int]] = []
    for block in blocks.values():
        for position, i in enumerate(block):
            for j in block[position + 1 :]:
                if facts[i].article != facts[j].article:
                    score = likeness(facts[i], facts[j], scene)
                    if score > 0:
                        found.append((score, i, j))
    return found


def likeness(a: Fact, b: Fact, scene: Scene) -> float:
    """Score of two facts of different reports; 0 where they are not comparable."""
    if a.said and b.said and a.said != b.said:
        return 0.0
    if a.part_of != b.part_of or not _same_people(a, b, scene):
        return 0.0
    event = _same_event(a, b, scene)
    if event < 0:
        return 0.0
    alike = cosine(a.context, b.context)
    same_verb = bool(a.predicate) and a.predicate == b.predicate
    base = 1.0 if same_verb else 0.3
    if alike < _needed(a, b, same_verb):
        return 0.0
    leading = LEADING * (a.first + b.first)
    return base + alike + event + leading + (0.5 if a.people == b.people else 0.0)


def _needed(a: Fact, b: Fact, same_verb: bool) -> float:
    """How alike the words around two facts must be, by what their slots say already."""
    if a.said and b.said:
        return ALIKE_WITH_PREDICATE
    if a.unit == "km" and a.places & b.places:
        return ALIKE_SAME_THING
    if a.unit not in _ANYTHING and a.figures[0].counted:
        return ALIKE_SAME_THING
    if same_verb or a.said or b.said:
        return ALIKE_HALF_KNOWN
    return ALIKE


#: Units that say nothing of what is counted.
_ANYTHING = frozenset({"people", "count", "percent", "fraction", "km", "second", "year"})


def _same_people(a: Fact, b: Fact, scene: Scene) -> bool:
    """Whether both count the same people, or speak of the same owner's money."""
    if a.people == b.people:
        return True
    if a.people and b.people:
        return bool(set(a.people.split()) & set(b.people.split())) and a.unit != "people"
    return (a.people or b.people) in scene.usual


def _same_event(a: Fact, b: Fact, scene: Scene) -> float:
    """Up to 1 for the same event, 0 where that is open, below 0 for another one."""
    shared = bool(a.places & b.places)
    times = _when(a, b)
    if times < 0 and not (shared and not (a.times and b.times)):
        return -1.0
    if shared:
        return 1.0
    if (a.places and b.places) and not (a.open or b.open):
        return -1.0
    foreign = (a.places | b.places) - scene.known
    if foreign and not (a.open and b.open):
        return -1.0
    return max(times, 0.0) if (a.places or b.places) else 0.2 + max(times, 0.0)


#: Months between two reports from which what they tell without a time is not the same day's.
_APART = 2


def _when(a: Fact, b: Fact) -> float:
    """0.5 for the same time, 0 where it is open, below 0 for different times.

    A report that names no time speaks of its own days.
    """
    if a.times and b.times:
        return _times_meet(a.times, b.times)
    if not a.times and not b.times:
        return -1.0 if _months_apart(a.month, b.month) > _APART else 0.0
    dated, plain = (a, b) if a.times else (b, a)
    if all(t.startswith("day ") for t in dated.times):
        return 0.0 if dated.first else -1.0
    if any(_same_time(t, plain.month or "") for t in dated.times if t != "period"):
        return 0.5
    if dated.open:
        return 0.0 if _months_apart(a.month, b.month) <= _APART else -1.0
    return -1.0


def _months_apart(a: str | None, b: str | None) -> int:
    if a is None or b is None:
        return 0
    return abs(int(a[:4]) * 12 + int(a[5:]) - int(b[:4]) * 12 - int(b[5:]))


def _times_meet(a: frozenset[str], b: frozenset[str]) -> float:
    """0.5 when some time of one is some time of the other, else below 0."""
    return 0.5 if any(_same_time(x, y) for x in a for y in b) else -1.0


def _same_time(a: str, b: str) -> bool:
    if "period" in (a, b) or "day " in (a[:4], b[:4]) or not a or not b:
        return a == b
    short = min(len(a), len(b))
    return all(x == y or "?" in (x, y) for x, y in zip(a[:short], b[:short], strict=True))
