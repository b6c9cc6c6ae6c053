"""The history of the event's tolls: which values were told, by whom, and which one stands.

A count of people harmed is told again and again while it grows. What stands is the newest value
that the reports bear out; a sentence with an earlier one is not told as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from copydesk.compose.record.scenes import Scene, Scenes
from copydesk.english.inflection import singular
from copydesk.english.lists import words as words_in
from copydesk.model import REPORTING, Annotated, Claims, Figure, Hedge, Role, Span, Story

#: What is counted of people, by the class that the claims give it.
_HARM = {
    "killed": ("killed", "dead", "died", "die", "kill", "death", "perished"),
    "injured": ("injured", "wounded", "hurt", "injure", "wound"),
    "missing": ("missing",),
    "arrested": ("arrested", "detained"),
}
#: A value so many times the middle one that only one origin has is another event's.
APART = 4.0
_CLOSED = frozenset({None, Hedge.AT_LEAST, Hedge.MORE_THAN, Hedge.ABOUT, Hedge.NEARLY})
#: Counts of a part of those harmed are no value of the whole.
_PARTS = words_in("roles", "parts of those harmed")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a history.

    Attributes:
        point: the number named.
        figures: the claims that have it, in order of publication.
        origins: ids of the independent origins that have it.
    """

    point: float
    figures: tuple[Figure, ...]
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class History:
    """The values of one count of people, by first publication; ``newest`` is the one that stands.

    ``deed`` is "killed", "injured", "missing" or "arrested".
    """

    deed: str
    values: tuple[Value, ...]
    newest: Value

    @property
    def changed(self) -> bool:
        """Whether more than one value was told."""
        return len(self.values) > 1


def histories(
    story: Story,
    reports: Sequence[Annotated],
    claims: Sequence[Claims],
    told: Scenes,
    apart: Collection[str] = (),
) -> tuple[History, ...]:
    """The histories of a story's tolls.

    Args:
        story, reports, claims: as compose has them, in the same order.
        told: which event each sentence tells.
        apart: ids of claims that are of another event.
    """
    found: dict[str, dict[float, list[Figure]]] = {}
    times = {r.article.id: r.article.changed or datetime.min.replace(tzinfo=UTC) for r in reports}
    for index, own in enumerate(claims):
        for figure in own.figures:
            deed = deed_of(figure)
            if figure.id in apart or not is_whole(figure, reports[index]):
                continue
            if deed is None or told.scene(index, figure.sentence) is not Scene.EVENT:
                continue
            found.setdefault(deed, {}).setdefault(figure.point or 0.0, []).append(figure)
    made = []
    for deed, by_point in found.items():
        values = [
            Value(
                point,
                tuple(sorted(held, key=lambda f: (times[f.article], f.article, f.start))),
                frozenset(story.origin_of(f.article).id for f in held),
            )
            for point, held in by_point.items()
        ]
        values = _of_the_event(values)
        if values:
            values.sort(key=lambda v: (times[v.figures[0].article], v.point))
            made.append(History(deed, tuple(values), _newest(values, times)))
    return tuple(sorted(made, key=lambda h: list(_HARM).index(h.deed)))


def deed_of(figure: Figure) -> str | None:
    """Which toll a figure is a value of; None when it is none, or of a part of those harmed."""
    if figure.unit != "people" or figure.point is None or figure.modality != "asserted":
        return None
    if figure.role not in REPORTING or figure.role is Role.CAPTION or figure.scope.part_of:
        return None
    if figure.hedge not in _CLOSED or figure.implicit or figure.scope.event:
        return None
    if figure.counted in _PARTS or set((figure.scope.population or "").split()) & _PARTS:
        return None
    return next((deed for deed, classes in _HARM.items() if figure.predicate in classes), None)


#: What everybody who was harmed may be called; "two pilots" and "ten Americans" are some of them.
_EVERYBODY = words_in("roles", "everybody harmed")
_OF_MORE = re.compile(
    r"\s*(?:more\s)?(?:\w+\s){0,2}?(?:of|among|in) (?:the|them|those|whom|its|his|her)\b"
)
_HARMED = re.compile(
    r"\s*(?:others? |more |people |persons? )*(?:(?:were|was|are|is|have|has|had|been|reported|"
    r"confirmed|feared|left) )*(?:killed|dead|deaths?|died|injured|wounded|hurt|missing|arrested|"
    r"detained|fatalities|casualties|perished)\b|\s*[.,;)]"
)


def is_whole(figure: Figure, report: Annotated) -> bool:
    """Whether a count is of everybody who was harmed, and not of some of them by what they were."""
    behind = report.article.text[figure.end : figure.end + 60]
    if _OF_MORE.match(behind):
        return False
    head = singular(figure.counted.lower()) if figure.counted else ""
    if head in _EVERYBODY:
        return True
    return not head and _HARMED.match(behind) is not None


def _of_the_event(values: Sequence[Value]) -> list[Value]:
    """The values but those that one origin has, far from what the others have."""
    points = sorted(v.point for v in values for _ in v.origins)
    if not points:
        return []
    middle = points[len(points) // 2]
    return [
        v
        for v in values
        if len(v.origins) > 1 or middle / APART <= v.point <= middle * APART or len(values) == 1
    ]


def _newest(values: Sequence[Value], times: dict[str, datetime]) -> Value:
    """The value that stands: the highest, where it is not one origin's alone against a later
    report of at least two others."""
    last = max(times[f.article] for v in values for f in v.figures)
    for value in sorted(values, key=lambda v: -v.point):
        late = any(times[f.article] == last for f in value.figures)
        others = max((len(v.origins) for v in values if v is not value), default=0)
        if len(value.origins) > 1 or late or others < 3:
            return value
    return max(values, key=lambda v: (len(v.origins), v.point))


def stale(
    made: Sequence[History], reports: Sequence[Annotated], claims: Sequence[Claims]
) -> frozenset[tuple[int, int]]:
    """(report, sentence) of values that a newer one has overtaken, in whatever words."""
    times = {report.article.id: report.article.changed for report in reports}
    index = {report.article.id: i for i, report in enumerate(reports)}
    newest = {h.deed: h.newest.point for h in made}
    since = {
        h.deed: min((t for f in h.newest.figures if (t := times.get(f.article))), default=None)
        for h in made
    }
    found: set[tuple[int, int]] = set()
    for own in claims:
        tolls = [(f, harm_of(f)) for f in own.figures if f.unit == "people" and f.point]
        current = {f.sentence for f, deed in tolls if deed and newest.get(deed) == f.point}
        for figure, deed in tolls:
            at, top = index.get(figure.article), newest.get(deed or "")
            if at is None or top is None or figure.sentence in current:
                continue
            if not is_whole(figure, reports[at]):
                continue
            # Of the dead each counts once a later report has more, and "at least" holds still.
            when, newer = times[figure.article], since.get(deed or "")
            replaced = (
                deed == "killed"
                and figure.hedge is None
                and top / APART <= (figure.point or 0.0) < top
            )
            later = when is not None and newer is not None and newer > when
            if _is_below(figure, deed, top) or (replaced and later):
                found.add((at, figure.sentence))
    for at, report in enumerate(reports):
        for number in range(len(report.sentences)):
            if any(_has_earlier(report.sentence_text(number), h) for h in made if h.changed):
                found.add((at, number))
    return frozenset(found)


#: How a sentence says that so many were harmed, in words that the claims may not have read.
_SAID = {
    "killed": r"(?:dead|killed|died|deaths)",
    "injured": r"(?:injured|wounded|hurt)",
}


def _has_earlier(text: str, history: History) -> bool:
    """Whether a sentence has an earlier value of a toll right by the word of harm, and not the
    newest one of it."""
    said = _SAID.get(history.deed)
    if said is None:
        return False

    def has(point: float) -> bool:
        number = rf"(?<![\d,.$€£]){point:,.0f}(?![\d,.]\d|%)"
        return (
            re.search(rf"{number} (?:\w+ ){{0,2}}{said}\b|\b{said} (?:\w+ ){{0,3}}{number}", text)
            is not None
        )

    older = [v.point for v in history.values if v is not history.newest]
    return any(has(p) for p in older if _is_under(p, history)) and not has(history.newest.point)


def _is_under(point: float, history: History) -> bool:
    """Whether a value is an earlier one of a toll and no rounding of the newest."""
    top = history.newest.point
    return top / APART <= point < top and (top < MANY or point < NEAR * top)


#: Share of the newest value from which on another one still tells it: 119 of "nearly 120";
#: and from which a bound does ("more than 100" of 120). Of few dead each counts.
NEAR, BOUNDED, MANY = 0.9, 0.8, 30


def _is_below(figure: Figure, deed: str | None, top: float) -> bool:
    """Whether a count is an earlier one of the same harm: below the newest, and not so far that it
    is another event's; what differs by a few in many is no earlier one."""
    point = figure.point or 0.0
    if not top / APART <= point < top:
        return False
    if deed == "killed":
        return top < MANY or point < NEAR * top
    return point < (BOUNDED if figure.hedge is not None else NEAR) * top


def harm_of(figure: Figure) -> str | None:
    """The harm that a figure counts, whatever its event, hedge or modality."""
    return next((deed for deed, classes in _HARM.items() if figure.predicate in classes), None)


def span_of(figure: Figure, report: Annotated) -> Span:
    """The sentence that a figure stands in."""
    sentence = report.sentences[figure.sentence]
    return Span(figure.article, sentence.start, sentence.end)
