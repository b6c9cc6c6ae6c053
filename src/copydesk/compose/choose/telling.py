"""What a unit tells, so that nothing is told twice and nothing outdated is told as it stands."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from copydesk.compose.choose.bearers import likeness
from copydesk.compose.choose.selection import STOP_WORDS, content_stems, words_of
from copydesk.compose.record.candidates import Unit
from copydesk.language.vectors import Floats, shipped
from copydesk.model import Annotated, Figure, Hedge, Point, Verdict

#: Kinds of point that a sentence tells as a fact; an event is told in many sentences.
FACTS = ("figure", "quotation", "statement", "commitment")
#: Above this share of common stems, rare ones counting more, two units tell the same.
#: Set by reading dev stories.
SAME = 0.5
#: Units of two reports from a smaller share on, as one report seldom tells a thing twice, and
#: the opening sentences of two reports of one event from a smaller one still.
SAME_ACROSS, SAME_OPENING = 0.43, 0.33
#: The same, all stems counting alike, since what most reports open on has little weight above; and
#: where one of the two is the second sentence of its report.
OPENING_ALIKE, SECOND_ALIKE = 0.25, 0.3
#: Units of two reports with so much in common of all that either says, and so many stems in common
#: that are no name's, tell one thing in other words. Set on 150 pairs of dev pages read by eye; of
#: the pairs that it finds in unlabelled stories two thirds tell one thing.
REWORDED, REWORDED_STEMS = 0.15, 2
#: Cosine of the vectors of two sentences, and share of their common stems, from which on together
#: they tell one thing. Set on 70 pairs of dev stories read by eye, of which half tell one thing.
SENSE, SENSE_LIKENESS = 0.62, 0.33
#: Their sum, and share of common stems, from which on one sentence tells so much of the other again
#: that a reader would say so. Read on pages of twelve events: of the pairs above two thirds do.
AGAIN, AGAIN_LIKENESS = 0.95, 0.28
#: A toll deeper in a report than this, of which no other report has a word, is as a rule that
#: of another event.
TOLL_POSITION = 3
_NUMBER = r"(?:\d[\d,]*|a|one|two|three|four|five|six|seven|eight|nine|ten|dozens|scores|hundreds)"
_DEAD = re.compile(
    rf"\b{_NUMBER}\s(?:[\w-]+\s){{0,4}}(?:were |was |are |have |been )*(?:killed|dead|died|deaths?|"
    rf"fatalities|perished|casualties|bodies)\b|\b(?:kill(?:ed|ing|s)|claim(?:ed|ing)|left|leaving)\s"
    rf"(?:at least |more than |about |around |as many as |up to )?{_NUMBER}\b|\bdeath toll\b",
    re.IGNORECASE,
)


_NAME = re.compile(r"(?<![.!?“\"] )(?<!^)\b[A-Z][\w’'-]+")
_FIGURE = re.compile(
    r"(?<![\d,.-])(?!(?:19|20)\d\d\b)\d[\d,.]*\d(?![\d-])|(?<=[$€£])\d[\d,.]*(?=\s?[mb])"
)
#: Stems that two units with the same figure have in common when they tell one fact; the figure
#: itself is one.
SHARED_STEMS = 3


@lru_cache(maxsize=8192)
def _vector(text: str) -> Floats:
    return shipped().stretch([word for word in words_of(text) if word not in STOP_WORDS])


@lru_cache(maxsize=8192)
def _plain(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return re.sub(r"\W+", " ", text.lower()).strip()


@lru_cache(maxsize=4096)
def tells_toll(text: str) -> bool:
    """Whether a sentence gives a number of dead."""
    return _DEAD.search(text) is not None


def outdated(points: Sequence[Point], reports: Sequence[Annotated]) -> frozenset[tuple[int, int]]:
    """(report, sentence) of claims that another value has taken the place of.

    Of a point with a history its current value stands; of one that was updated the latest; of one
    on which reports differ the value that most origins carry, of equals the latest. Both sides of
    it are for the section on differences.
    """
    index = {report.article.id: i for i, report in enumerate(reports)}
    found: set[tuple[int, int]] = set()
    for point in points:
        if point.kind != "figure":
            continue
        if point.verdict is Verdict.COMPATIBLE:
            found |= {(index[f.article], f.sentence) for f in _rougher(point) if f.article in index}
        if point.verdict not in (Verdict.DIFFER, Verdict.UPDATED):
            continue
        figures = [c for c in point.claims if isinstance(c, Figure) and c.article in index]
        if not figures:
            continue
        standing = _standing(point, figures)
        found |= {
            (index[f.article], f.sentence)
            for f in figures
            if not f.interval.meets(standing.interval)
        }
    return frozenset(found)


#: Hedges of a value that was rounded.
_ROUNDED = (Hedge.ABOUT, Hedge.NEARLY)


def _rougher(point: Point) -> list[Figure]:
    """Rounded values of a share or a sum of which another report has the exact one."""
    figures = [c for c in point.claims if isinstance(c, Figure) and c.unit != "people"]
    exact = [f for f in figures if f.hedge is None and f.point and f.point % 1]
    return [
        f
        for f in figures
        if f.hedge in _ROUNDED
        and f.point
        and any(e.article != f.article and abs((e.point or 0) / f.point - 1) < CLOSE for e in exact)
    ]


#: How far a rounded value is from the exact one at most, as a share of it.
CLOSE = 0.1


def _standing(point: Point, figures: Sequence[Figure]) -> Figure:
    if point.current is not None:
        now = [point.claims[i] for i in point.history[point.current].claims]
        told = [c for c in now if isinstance(c, Figure)]
        if told:
            return told[-1]
    chosen = [c for i in point.representatives if isinstance(c := point.claims[i], Figure)]
    chosen = chosen or list(figures)
    if point.verdict is Verdict.UPDATED:
        return chosen[-1]
    carried = [sum(f.interval.meets(other.interval) for other in chosen) for f in chosen]
    return max(enumerate(chosen), key=lambda entry: (carried[entry[0]], entry[0]))[1]


def _share_a_figure(a: Unit, b: Unit) -> bool:
    """Whether both have the same figure of two digits or more, no year, with words in common."""
    shared = _figures(a.text) & _figures(b.text)
    return bool(shared) and len(a.stems & b.stems) >= SHARED_STEMS


@lru_cache(maxsize=4096)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_FIGURE.findall(text))


def _both_open(a: Unit, b: Unit) -> bool:
    """Whether both are the opening sentence of a report, of two reports, and neither tells what
    one person said of it."""
    speakers = [u.speaker.kind for u in (a, b) if u.speaker is not None]
    return a.position == b.position == 0 and a.report != b.report and "person" not in speakers


def _open_alike(a: Unit, b: Unit) -> bool:
    """Whether two opening sentences have so many words in common, whatever other reports have of
    them, that both tell the event itself."""
    speakers = [u.speaker.kind for u in (a, b) if u.speaker is not None]
    if min(a.position, b.position) > 0 or max(a.position, b.position) > 1:
        return False
    least = SECOND_ALIKE if max(a.position, b.position) else OPENING_ALIKE
    alike = likeness(a.stems, b.stems) >= least
    return alike and a.report != b.report and "person" not in speakers


@lru_cache(maxsize=8192)
def _plain_stems(text: str) -> frozenset[str]:
    """The content stems of a text that are neither of a name nor a number."""
    named = frozenset(item for name in _NAME.findall(text) for item in content_stems(name))
    return frozenset(item for item in content_stems(text) - named if not item[:1].isdigit())


def _both_speak(a: Unit, b: Unit) -> bool:
    """Whether both pass on what a person said: of one matter two may say two things."""
    return all(u.speaker is not None and u.speaker.kind == "person" for u in (a, b))


def _same(a: Unit, b: Unit) -> float:
    """The share of common stems from which on two units tell the same."""
    if a.report == b.report:
        return SAME
    return SAME_OPENING if _both_open(a, b) else SAME_ACROSS


#: Share of common stems from which on a sentence tells the same, whatever figures it has.
SAME_DESPITE_FIGURE = 0.6
#: Stems that two sentences must share to tell the same at all.
LEAST_SHARED = 2
#: Running sentences at the head of a late report that are its news.
OPENING = 1
_AGE = re.compile(r"\b\d+[- ]years?[- ]old\b|, \d+,")
_DIGITS = re.compile(r"\d[\d,.]*\d|\d")


@lru_cache(maxsize=8192)
def _numbers(text: str) -> frozenset[str]:
    """The numbers in figures of a text, but for years."""
    return frozenset(n for n in _DIGITS.findall(text) if not re.fullmatch(r"(?:19|20)\d\d", n))


@lru_cache(maxsize=4096)
def _besides_ages(text: str) -> frozenset[str]:
    """The numbers in figures of a text that are neither years nor ages."""
    return _numbers(_AGE.sub(" ", text))


class Told:
    """What was chosen so far.

    Args:
        units: of the story; a stem that few of them have says more of what one tells.
        points: of the story, by id.
        late: indices of reports that came so late that what they open on is news, though it tells
            in half of its words what the others opened on.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        points: Mapping[str, Point],
        late: Collection[int] = (),
    ) -> None:
        self._points = points
        self._late = frozenset(late)
        self._units: list[Unit] = []
        self._facts: set[str] = set()
        counted = Counter(item for unit in units for item in unit.stems)
        self._weight = {item: math.log(1 + len(units) / count) for item, count in counted.items()}
        self._sums: dict[frozenset[str], float] = {}
        self._told: dict[tuple[str, ...], tuple[str, ...]] = {}

    def repeats(self, unit: Unit) -> bool:
        """Whether a unit tells what was told: a fact of a point, the toll, or the same words."""
        if self._facts & set(self.facts(unit)):
            return True
        if tells_toll(unit.text) and any(tells_toll(other.text) for other in self._units):
            return True
        return any(
            self.same(unit, other) or (self.plainly(unit, other) and self.again(unit, other))
            for other in self._units
        )

    def plainly(self, unit: Unit, other: Unit) -> bool:
        """Whether a sentence has no figure that another has not."""
        return _besides_ages(unit.text) <= _besides_ages(other.text)

    def same(self, a: Unit, b: Unit) -> bool:
        """Whether ``a`` tells what ``b`` tells; a figure that ``b`` has not is something new."""
        facts = self.facts(a)
        if (facts and not set(facts).isdisjoint(self.facts(b))) or _plain(a.text) == _plain(b.text):
            return True
        if len(a.stems & b.stems) < LEAST_SHARED:
            return False
        if a.report in self._late and a.position <= OPENING and b.report not in self._late:
            return self.likeness(a, b) >= (SAME_OPENING if b.position == 0 else SAME_ACROSS)
        if _numbers(a.text) - _numbers(b.text) and self.likeness(a, b) < SAME_DESPITE_FIGURE:
            return False
        return (
            self.likeness(a, b) >= _same(a, b)
            or self._reworded(a, b)
            or self._alike_in_sense(a, b)
            or _share_a_figure(a, b)
            or _open_alike(a, b)
        )

    def likeness(self, a: Unit, b: Unit) -> float:
        """How much of what the shorter of two units says the other says."""
        least = min(self._sum(a.stems), self._sum(b.stems))
        return self._sum(a.stems & b.stems) / least if least else 0.0

    def _alike_in_sense(self, a: Unit, b: Unit) -> bool:
        """Whether the words of two reports mean much the same, and many of them are the same."""
        if a.report == b.report or _both_speak(a, b) or self.likeness(a, b) < SENSE_LIKENESS:
            return False
        return float(_vector(a.text) @ _vector(b.text)) >= SENSE

    def again(self, a: Unit, b: Unit) -> bool:
        """Whether one of two sentences tells again much of what the other does, by common stems and
        by meaning together."""
        if _both_speak(a, b) or len(_plain_stems(a.text) & _plain_stems(b.text)) < REWORDED_STEMS:
            return False
        alike = self.likeness(a, b)
        if alike < AGAIN_LIKENESS:
            return False
        return alike + float(_vector(a.text) @ _vector(b.text)) >= AGAIN

    def adds(self, unit: Unit) -> float:
        """How much of a unit nothing told so far has, 0 to 1, rare stems counting more."""
        told = {item for other in self._units for item in other.stems}
        whole = self._sum(unit.stems)
        return self._sum(unit.stems - told) / whole if whole else 0.0

    def _reworded(self, a: Unit, b: Unit) -> bool:
        """Whether two reports tell one thing in other words."""
        if a.report == b.report or _both_speak(a, b):
            return False
        if len(_plain_stems(a.text) & _plain_stems(b.text)) < REWORDED_STEMS:
            return False
        return self._sum(a.stems & b.stems) >= REWORDED * self._sum(a.stems | b.stems)

    def _sum(self, stems: frozenset[str]) -> float:
        found = self._sums.get(stems)
        if found is None:
            weight = self._weight
            found = self._sums[stems] = sum([weight[item] for item in sorted(stems)])
        return found

    def add(self, unit: Unit) -> None:
        """The unit is told now."""
        self._units.append(unit)
        self._facts |= set(self.facts(unit))

    def facts(self, unit: Unit) -> Collection[str]:
        """Ids of the points that the unit tells as facts."""
        found = self._told.get(unit.points)
        if found is None:
            found = self._told[unit.points] = tuple(
                p for p in unit.points if p in self._points and self._points[p].kind in FACTS
            )
        return found

    def is_other_toll(self, unit: Unit) -> bool:
        """Whether a unit gives a toll that is probably another event's."""
        if unit.position <= TOLL_POSITION or not tells_toll(unit.text):
            return False
        return not any(len(self._points[p].origins) > 1 for p in self.facts(unit))
