"""Figures over time, drawn on the server: a step line, whiskers, one mark an origin."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from copydesk.model import Dossier, Figure, Hedge, Point, Verdict
from copydesk.publish import dates, wording
from copydesk.publish.source_list import origin_names, outlets_of
from copydesk.publish.text import clipped

#: Size of the drawing in user units; CSS scales it to the column.
WIDTH, HEIGHT = 640, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 16, 16, 36
#: Charts of a story, and values that a line needs: two dots in a frame are no chart.
_MOST, _VALUES = 4, 3


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One mark and its row in the data table.

    ``y`` None: the report names no single number, only the whisker is drawn.
    ``top``, ``bottom``: ends of the whisker; None without one. ``open_top``, ``open_bottom``:
    that end is unbounded, or off the scale, and drawn as an arrow. ``label``: where the number
    stands, and its anchor.
    """

    number: int
    origin: str
    outlet: str
    source: int
    time: datetime
    value: str
    x: float
    y: float | None
    top: float | None
    bottom: float | None
    open_top: bool
    open_bottom: bool
    label: tuple[float, float, str] = (0, 0, "start")


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing and the table under it. ``line`` is empty when reports differ on the count."""

    id: str
    title: str
    summary: str
    rows: tuple[ChartRow, ...]
    line: str
    y_ticks: tuple[tuple[float, str], ...]
    x_ticks: tuple[tuple[float, str, str], ...]


def charts(dossier: Dossier, numbers: dict[str, int]) -> tuple[Chart, ...]:
    """Charts of the figures that several origins gave, at several times, with three values or more.

    Args:
        dossier: the story.
        numbers: number in the source list by article id.
    """
    drawn: list[Chart] = []
    for point in sorted(dossier.points, key=_interest):
        marks = _marks(point, dossier)
        if len(drawn) == _MOST or len(marks) < _VALUES:
            continue
        chart = _chart(f"chart{len(drawn) + 1}", point, marks, dossier, numbers)
        drawn.append(chart)
    return tuple(drawn)


def _interest(point: Point) -> tuple[int, int, str]:
    order = (Verdict.UPDATED, Verdict.DIFFER, Verdict.COMPATIBLE, Verdict.AGREE, Verdict.SINGLE)
    return (order.index(point.verdict), -len(point.origins), point.id)


def _marks(point: Point, dossier: Dossier) -> list[tuple[datetime, Figure]]:
    """The first claim of each value by each origin, in order of time; empty when not a series."""
    if not wording.tellable(point) or len(point.origins) < 2 or not _is_series(point):
        return []
    origin = {a: o.id for o in dossier.story.origins for a in o.articles}
    chosen = point.representatives or tuple(range(len(point.claims)))
    seen: set[tuple[object, ...]] = set()
    marks: list[tuple[datetime, Figure]] = []
    for index in chosen:
        claim = point.claims[index]
        if not isinstance(claim, Figure) or not _drawable(claim):
            continue
        when = dossier.article(claim.article).published
        key = (origin[claim.article], claim.point, claim.interval.lo, claim.interval.hi)
        if when is None or key in seen:
            continue
        seen.add(key)
        marks.append((when, claim))
    marks.sort(key=lambda mark: (mark[0], mark[1].article, mark[1].start))
    times = {when for when, _ in marks}
    units = {figure.unit for _, figure in marks}
    values = {figure.interval.lo if figure.point is None else figure.point for _, figure in marks}
    return marks if len(times) > 1 and len(values) >= _VALUES and len(units) == 1 else []


def _is_series(point: Point) -> bool:
    """Whether its values are of one thing that changed: a count that later reports raised, of the
    story's own event, of the whole or of one part. What reports merely differ on, a magnitude or a
    price, is no line through time."""
    figures = [c for c in point.claims if isinstance(c, Figure)]
    parts = {(f.scope.part_of, f.scope.event, f.unit) for f in figures}
    if point.event is not None or len(parts) != 1 or any(f.modality != "asserted" for f in figures):
        return False
    return point.verdict is Verdict.UPDATED or bool(point.history)


def _drawable(figure: Figure) -> bool:
    values = (figure.point, figure.interval.lo, figure.interval.hi)
    known = [v for v in values if v is not None]
    return bool(known) and all(math.isfinite(v) for v in known)


def _chart(
    name: str,
    point: Point,
    marks: list[tuple[datetime, Figure]],
    dossier: Dossier,
    numbers: dict[str, int],
) -> Chart:
    outlets, names = outlets_of(dossier), origin_names(dossier)
    scale = _Scale([figure for _, figure in marks], marks[0][0], marks[-1][0])
    rows = _labelled(
        [
            _row(number, when, figure, scale, dossier, outlets, names, numbers)
            for number, (when, figure) in enumerate(marks, 1)
        ]
    )
    line = "" if point.verdict is Verdict.DIFFER else _step(rows)
    words = (
        "Reports differ; no line is drawn through them."
        if not line
        else ("The line follows the latest report.")
    )
    return Chart(
        id=name,
        title=clipped(point.about, 120),
        summary=f"{rows[0].value} on {dates.moment(rows[0].time)}; {rows[-1].value} on "
        f"{dates.moment(rows[-1].time)}. {words}",
        rows=rows,
        line=line,
        y_ticks=scale.y_ticks(),
        x_ticks=scale.x_ticks(),
    )


def _row(
    number: int,
    when: datetime,
    figure: Figure,
    scale: _Scale,
    dossier: Dossier,
    outlets: dict[str, str],
    names: dict[str, str],
    numbers: dict[str, int],
) -> ChartRow:
    lo, hi = figure.interval.lo, figure.interval.hi
    exact = lo == hi == figure.point
    article = figure.article
    return ChartRow(
        number=number,
        origin=names[dossier.story.origin_of(article).id],
        outlet=outlets[article],
        source=numbers[article],
        time=when,
        value=wording.value(figure, dossier.report(article)),
        x=scale.x(when),
        y=None if figure.point is None else scale.y(figure.point),
        top=None if exact else (_TOP if hi is None else max(_TOP, scale.y(hi))),
        bottom=None if exact else (HEIGHT - _BOTTOM if lo is None else scale.y(lo)),
        open_top=not exact and (hi is None or hi > scale.high),
        open_bottom=not exact and lo is None,
    )


def _labelled(rows: list[ChartRow]) -> tuple[ChartRow, ...]:
    """The rows with each number beside its mark where no other number stands yet."""
    taken: list[tuple[float, float]] = []
    labelled = []
    for row in rows:
        y = row.y if row.y is not None else row.bottom or _TOP
        places = [
            (row.x + dx, y + dy, "start" if dx > 0 else "end") for dy in (-7, 16) for dx in (9, -9)
        ]
        free = [
            p for p in places if all(abs(p[0] - x) > 14 or abs(p[1] - z) > 12 for x, z in taken)
        ]
        place = (free or places)[0]
        taken.append((place[0], place[1]))
        labelled.append(replace(row, label=place))
    return tuple(labelled)


def _step(rows: tuple[ChartRow, ...]) -> str:
    """SVG path through the numbers named, level until the next report."""
    path = ""
    for row in rows:
        if row.y is not None:
            path += f"H{row.x:g}V{row.y:g}" if path else f"M{row.x:g} {row.y:g}"
    return f"{path}H{WIDTH - _RIGHT}" if path else ""


class _Scale:
    """From values and times to user units."""

    def __init__(self, figures: list[Figure], first: datetime, last: datetime) -> None:
        """Room for all numbers named and all bounds, but for how high a vague word may reach:
        "hundreds" would press every number of the chart onto its floor."""
        known = [
            value
            for figure in figures
            for value in (
                figure.point,
                figure.interval.lo,
                None if figure.hedge is Hedge.VAGUE else figure.interval.hi,
            )
            if value is not None
        ] or [figure.interval.hi or 0.0 for figure in figures]
        low, high = min(known), max(known)
        self.step = _nice((high - low) or abs(high) or 1.0)
        if all(float(value).is_integer() for value in known):
            self.step = max(self.step, 1.0)
        self.low = math.floor(low / self.step) * self.step - (self.step if low == high else 0)
        self.high = math.ceil(high / self.step) * self.step + (self.step if low == high else 0)
        if low >= 0:
            self.low = max(self.low, 0.0)
        self.first, self.last = first, last

    def x(self, when: datetime) -> float:
        """Where a time stands; marks keep clear of both edges."""
        share = (when - self.first) / (self.last - self.first)
        left, right = _LEFT + 24, WIDTH - _RIGHT - 32
        return round(left + share * (right - left), 1)

    def y(self, value: float) -> float:
        """Where a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return round(HEIGHT - _BOTTOM - share * (HEIGHT - _BOTTOM - _TOP), 1)

    def y_ticks(self) -> tuple[tuple[float, str], ...]:
        """Position and label of each rule."""
        count = round((self.high - self.low) / self.step)
        values = [self.low + index * self.step for index in range(count + 1)]
        return tuple((self.y(value), short(value)) for value in values)

    def x_ticks(self) -> tuple[tuple[float, str, str], ...]:
        """Position, label and anchor of the first and the last time."""
        first, last = self.first.astimezone(UTC), self.last.astimezone(UTC)
        # Midnight stands for a day whose hour nobody stated.
        same_day = first.date() == last.date() and time() not in (first.time(), last.time())

        def label(when: datetime) -> str:
            return f"{when:%H:%M} UTC" if same_day else dates.day(when)

        return (
            (self.x(first), label(first), "start"),
            (self.x(last), label(last), "end"),
        )


def _nice(extent: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that cuts the extent in three to six."""
    power: float = 10.0 ** math.floor(math.log10(extent / 4))
    for factor in (1, 2, 5):
        if extent / (factor * power) <= 6:
            return factor * power
    return 10 * power


def short(value: float) -> str:
    """A value for an axis: "1,200", "2.5", "20 m" (million), "1.5 bn"."""
    for size, name in ((1e12, " tn"), (1e9, " bn"), (1e6, " m")):
        if abs(value) >= size:
            return f"{value / size:g}{name}"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4g}"
