"""The history of a figure: its values in order of time, and which of them holds now.

A toll that rises is told by each report as it stood. Values are put in order of the reports that
first give them; a value told again after a newer one was out lags, and no old value is ever a
difference. Two values stand against each other when each has a report of its own at about the same
time, or when the newest reports do not agree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from copydesk.compare.figures import intervals
from copydesk.compare.same import measures
from copydesk.english import lists
from copydesk.model import RUNNING, Figure, Hedge, Stage, Standing

#: What is said of the counted where the count changes while an event is under way, and of these
#: those whose newer value may be lower without a correction.
EVOLVING: Final = lists.words("comparing", "evolving")
FALLING: Final = lists.words("comparing", "falling")
#: Reports nearer in time than this are not an earlier and a later state.
APART: Final = timedelta(minutes=30)
#: Values that take an earlier one back say so.
_TAKEN_BACK: Final = re.compile(
    r"\b(?:revis|correct|lower|reduc|downgrad|adjust|earlier (?:said|put|report|toll|count)|"
    r"not \d|down from|miscount|mistak|error|withdr[ae]w)",
    re.IGNORECASE,
)


def evolves(figures: Sequence[Figure]) -> bool:
    """Whether the count is of a kind that changes while an event is under way."""
    return any(f.predicate in EVOLVING for f in figures)


def stages(
    figures: Sequence[Figure],
    times: Mapping[str, datetime | None],
    origins: Mapping[str, str],
    texts: Mapping[str, str],
) -> tuple[tuple[Stage, ...], int | None]:
    """The values of one figure by time, and the place of the one that holds now.

    Args:
        figures: of one point, in order of publication, then of text.
        times: when each report was published; None when unknown.
        origins: id of each report's origin.
        texts: of each report.

    Returns:
        no stages where fewer than two values are known, where a time is lacking, or where the count
        is of no kind that changes.
    """
    spoken = _of_one_scope(figures, _spoken(figures))
    values = _values(figures, spoken)
    dated = all(times[figures[i].article] is not None for own in values for i in own)
    if len(values) < 2 or not dated or not evolves(figures):
        return (), None
    found = [_stage(n, values, figures, times, origins, texts) for n in range(len(values))]
    lags = _lagging(values, figures, times, origins, found)
    newest = [n for n, s in enumerate(found) if s.standing is not Standing.DISPUTED]
    current = newest[-1] if newest else len(found) - 1
    return (*found, *lags), current


def _spoken(figures: Sequence[Figure]) -> list[int]:
    """What each report itself gives: its last precise value in running text, else its first."""
    by_report: dict[str, list[int]] = {}
    for n, figure in enumerate(figures):
        if figure.hedge is not Hedge.VAGUE and figure.point is not None:
            by_report.setdefault(figure.article, []).append(n)
    chosen = []
    for own in by_report.values():
        running = [n for n in own if figures[n].role in RUNNING]
        chosen.append((running or own)[0])
    return chosen


def _of_one_scope(figures: Sequence[Figure], spoken: Sequence[int]) -> list[int]:
    """Those that count the same people: a part of them is no earlier state of all."""
    scopes = [(figures[n].scope.population, figures[n].scope.part_of) for n in spoken]
    usual = max(scopes, key=lambda s: (scopes.count(s), -scopes.index(s)), default=None)
    return [n for n, scope in zip(spoken, scopes, strict=True) if scope == usual]


def _values(figures: Sequence[Figure], spoken: Sequence[int]) -> list[list[int]]:
    """The spoken figures by number named, numbers in order of their first report."""
    found: list[list[int]] = []
    sizes = {n: measures.size(figures[n].point or 0.0, figures[n].unit) for n in spoken}
    for n in spoken:
        same = next((own for own in found if intervals.close(sizes[own[0]], sizes[n])), None)
        found.append([n]) if same is None else same.append(n)
    return found


def _stage(
    number: int,
    values: Sequence[Sequence[int]],
    figures: Sequence[Figure],
    times: Mapping[str, datetime | None],
    origins: Mapping[str, str],
    texts: Mapping[str, str],
) -> Stage:
    own = values[number]
    first = figures[own[0]]
    since = times[first.article]
    given_by = {origins[figures[i].article] for i in own}
    standing = Standing.FIRST if number == 0 else Standing.LATER
    before = figures[values[number - 1][0]] if number else None
    if before is not None and since is not None:
        then = times[before.article]
        lower = (first.point or 0) < (before.point or 0) and first.predicate not in FALLING
        gap = since - then if then is not None else APART
        if lower and _takes_back(first, texts[first.article]):
            standing = Standing.CORRECTED
        elif lower or gap < APART:
            standing = Standing.DISPUTED
            if origins[first.article] == origins[before.article]:
                standing = Standing.CORRECTED if lower else Standing.LATER
    return Stage(standing, tuple(own), since, len(given_by))


def _takes_back(figure: Figure, text: str) -> bool:
    return _TAKEN_BACK.search(text, max(0, figure.start - 200), figure.end + 150) is not None


def _lagging(
    values: Sequence[Sequence[int]],
    figures: Sequence[Figure],
    times: Mapping[str, datetime | None],
    origins: Mapping[str, str],
    found: list[Stage],
) -> list[Stage]:
    """Old values told again after a newer one was out; they leave the stage they were of."""
    lags: list[Stage] = []
    for n, own in enumerate(values[:-1]):
        newer = [s.since for s in found[n + 1 :] if s.standing is not Standing.DISPUTED and s.since]
        if not newer:
            continue
        out = min(newer)
        late = [
            i
            for i in own[1:]
            if (at := times[figures[i].article]) is not None and at - out >= APART
        ]
        if late:
            kept = tuple(i for i in own if i not in late)
            givers = len({origins[figures[i].article] for i in kept})
            found[n] = Stage(found[n].standing, kept, found[n].since, givers)
            late_givers = len({origins[figures[i].article] for i in late})
            since = times[figures[late[0]].article]
            lags.append(Stage(Standing.LAGGING, tuple(late), since, late_givers))
    return lags
