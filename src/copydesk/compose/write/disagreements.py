"""Where Reports Differ: both sides with their reports, in fixed words.

The forms, which the gate knows::

    Reports differ on {about}: {names} {say} {figure}[; {names} {say} {figure}]....
    Reports of {about} changed: {names} first had {figure}; {names} later had {figure}.
    Reports quote {speaker} in different words: {name} has “{words}”; {name} has “{words}”.
    Reports differ on who {deed} {amount}: {name} names {agent}; {name} names {agent}.

``{names}`` is what the page calls one or more reports (`report_name`), joined by commas and
"and"; ``{figure}`` is the hedge words and the number exactly as the claim's sentence has them.
The evidence holds the sentence of each report named, in the order named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.compose.record.histories import deed_of, is_whole
from copydesk.compose.write.wordings import agents, report_name, wordings
from copydesk.model import (
    Annotated,
    Claim,
    DraftSentence,
    Figure,
    Point,
    Span,
    Verdict,
)

_DIFFERING = (Verdict.DIFFER, Verdict.UPDATED)
#: Sides told of one point, and points told, at most.
MOST_SIDES, MOST_TOLD = 4, 6
#: Figures of one point that are this many times apart are of different events.
APART = 5.0


def differences(points: Sequence[Point], reports: Sequence[Annotated]) -> tuple[DraftSentence, ...]:
    """A sentence for each point on which reports differ: figures first, then who did it, then
    words; of each the most widely carried first."""
    by_id = {report.article.id: report for report in reports}
    told: list[DraftSentence] = []
    # The figures of another event are no dispute of this story.
    own = [*(p for p in points if p.event is None), *tolls_apart(points, by_id)]
    differing = [p for p in own if p.verdict in _DIFFERING and p.kind in _TELLS]
    order = list(_TELLS)
    for point in sorted(differing, key=lambda p: (order.index(p.kind), -len(p.origins), p.id)):
        sentence = _TELLS[point.kind](point, by_id)
        if sentence is not None:
            told.append(sentence)
    return tuple(told[:MOST_TOLD])


def tolls_apart(points: Sequence[Point], reports: Mapping[str, Annotated]) -> list[Point]:
    """Points on which two origins give other numbers of the same harm at the same named place.

    One report may tell of an attack that the other only mentions, so that their counts are not
    linked as of one event; the place and the harm say that they are.
    """
    counts: dict[tuple[str, str], list[tuple[Point, Figure]]] = {}
    for point in points:
        if point.kind != "figure" or point.verdict in _DIFFERING:
            continue
        for claim in point.claims:
            if not isinstance(claim, Figure) or claim.article not in reports:
                continue
            # Which event a report takes the count for is what the two do not agree on.
            deed = deed_of(replace(claim, scope=replace(claim.scope, event=None)))
            if deed and claim.scope.place and is_whole(claim, reports[claim.article]):
                key = (deed, claim.scope.place.casefold())
                counts.setdefault(key, []).append((point, claim))
    found: list[Point] = []
    for held in counts.values():
        if len({origin for point, _ in held for origin in point.origins}) < 2:
            continue
        plainest: dict[str, Figure] = {}
        for _, claim in sorted(held, key=lambda e: (e[1].hedge is not None, e[1].start)):
            plainest.setdefault(claim.article, claim)
        sides = tuple(plainest.values())
        exact = [c for c in sides if c.hedge is None and c.point is not None]
        if len({c.point for c in exact}) < 2 or len(sides) < 2:
            continue
        found.append(
            replace(
                held[0][0],
                verdict=Verdict.DIFFER,
                claims=sides,
                pairs=(),
                representatives=tuple(range(len(sides))),
                event=None,
            )
        )
    return found


def _speaking(point: Point) -> tuple[int, ...]:
    """The claims to set side by side: each report's own, or those that do differ.

    "At least 35" and 36 can both hold: where the claims that speak for the reports all fit each
    other, the pair that does not (a bare 35 in a summary against 36) is the difference.
    """
    speaking = point.representatives
    apart = [p for p in point.pairs if p.verdict is Verdict.DIFFER]
    if point.verdict is not Verdict.DIFFER or not apart:
        return speaking
    if any(p.a in speaking and p.b in speaking for p in apart):
        return speaking
    instead = {point.claims[i].article: i for i in (apart[0].a, apart[0].b)}
    return tuple(instead.get(point.claims[i].article, i) for i in speaking)


def _sentence(point: Point, reports: dict[str, Annotated]) -> DraftSentence | None:
    sides: dict[str, list[tuple[str, Span]]] = {}
    chosen = _of_one_event([point.claims[i] for i in _speaking(point)] or point.claims)
    seen: set[str] = set()
    for claim in chosen:
        if not isinstance(claim, Figure) or claim.article not in reports:
            continue
        report = reports[claim.article]
        outlet = report_name(report)
        hyphened = report.article.text[claim.end : claim.end + 1] in ("-", "–")
        if outlet in seen or claim.implicit or hyphened:
            continue
        seen.add(outlet)
        sentence = report.sentences[claim.sentence]
        span = Span(claim.article, sentence.start, sentence.end)
        sides.setdefault(figure_as_written(claim, report), []).append((outlet, span))
    if len(sides) < 2 or len({c.point for c in chosen if isinstance(c, Figure)}) < 2:
        return None
    units = {c.unit for c in chosen if isinstance(c, Figure)}
    about = what_differs(point.about, min(units))
    if about is None:
        return None
    # A report without an outlet has a longer name, which would run into the one behind it.
    listed = [
        (figure, sorted(held, key=lambda side: side[0][:1].islower()))
        for figure, held in list(sides.items())[:MOST_SIDES]
    ]
    told = _differ if point.verdict is Verdict.DIFFER else _changed
    text = told(about, listed)
    evidence = tuple(span for _, held in listed for _, span in held)
    return DraftSentence(
        id=f"differ-{point.id}", text=text, evidence=evidence, kind="comparison", points=(point.id,)
    )


def _differ(about: str, sides: Sequence[tuple[str, list[tuple[str, Span]]]]) -> str:
    parts = [
        f"{_joined([o for o, _ in held])} {'say' if len(held) > 1 else 'says'} {figure}"
        for figure, held in sides
    ]
    return f"Reports differ on {about}: {'; '.join(parts)}."


def _changed(about: str, sides: Sequence[tuple[str, list[tuple[str, Span]]]]) -> str:
    parts = [
        f"{_joined([o for o, _ in held])} {'later' if i else 'first'} had {figure}"
        for i, (figure, held) in enumerate(sides)
    ]
    return f"Reports of {about} changed: {'; '.join(parts)}."


_COUNTED = re.compile(
    r"(?P<noun>[a-z][a-z -]*?) (?P<deed>[a-z]+ed|hurt|dead|missing|held|shot|lost|sold|built|sent|"
    r"left|found|taken|seen|hit|cut|born|stolen|aboard)(?P<rest> .+| \(.+\))?"
)
_CURRENCY = re.compile(r"[A-Z]{3}")
#: What is done to things that is worth setting side by side.
_LOST = (
    "damaged",
    "destroyed",
    "burned",
    "burnt",
    "flooded",
    "hit",
    "lost",
    "evacuated",
    "seized",
    "cut",
    "aboard",
)
_PLURALS = {"person": "people", "man": "men", "woman": "women", "child": "children"}


def what_differs(about: str, unit: str) -> str | None:
    """A point's name as a noun phrase that can stand behind "on"; None when it has no such form.

    Args:
        about: as compare names the point ("people killed", "suspect arrested (Place)").
        unit: of its figures: an ISO 4217 code, "percent", or the class of what is counted.
    """
    match = _COUNTED.fullmatch(about)
    if match is None or not (
        unit == "people" or _CURRENCY.fullmatch(unit) or match["deed"] in _LOST
    ):
        return None
    noun, rest = match["noun"], match["rest"] or ""
    rest = re.sub(r"^ \((.+)\)$", r" in \1", rest)
    if _CURRENCY.fullmatch(unit):
        return f"the sum {match['deed']}{rest}"
    return f"the number of {_plural(noun)} {match['deed']}{rest}"


def _plural(noun: str) -> str:
    last = noun.rsplit(maxsplit=1)[-1]
    if last in _PLURALS:
        return noun[: -len(last)] + _PLURALS[last]
    if last.endswith("s") or last in _PLURALS.values():
        return noun
    if last.endswith("y") and last[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if last.endswith(("ch", "sh", "x")) else f"{noun}s"


def _joined(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _of_one_event(claims: Sequence[Claim]) -> list[Figure]:
    """The figures but those far from what most reports have."""
    figures = [c for c in claims if isinstance(c, Figure) and c.point]
    if len(figures) < 3:
        return figures
    middle = sorted(abs(c.point or 0.0) for c in figures)[len(figures) // 2]
    return [c for c in figures if middle / APART <= abs(c.point or 0.0) <= middle * APART]


def figure_as_written(figure: Figure, report: Annotated) -> str:
    """Hedge words and number, cut from the report; a first word's capital goes."""
    text = report.article.text
    start = figure.start
    for quantity in report.quantities:
        if (quantity.start, quantity.end) == (figure.start, figure.end):
            hedge, end = quantity.hedge_start, quantity.hedge_end
            if hedge is not None and end is not None and 0 <= start - end <= 2:
                start = hedge
            break
    words = text[start : figure.end]
    shouted = re.match(r"[A-Z]{2,}(?= [a-z])", words)
    if shouted:
        words = shouted.group().lower() + words[shouted.end() :]
    return words[0].lower() + words[1:] if words[1:2].islower() else words


_TELLS = {"figure": _sentence, "role": agents, "quotation": wordings}
