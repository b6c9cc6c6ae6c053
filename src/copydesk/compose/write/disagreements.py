"""Where Reports Differ: both sides with their reports, in sentences of the desk's own.

The forms, which the gate knows::

    {names} reported {figure} {people killed in Osk}; {names} put the number at {figure}.
    {names} first reported {figure} {people killed}; {names} later put the number at {figure}.
    {names} put {the magnitude of the quake} at {figure}; {names} at {figure}.
    {names} first put {turnout} at {figure}; {names} later at {figure}.
    Reports quote {speaker} in different words: {name} has “{words}”; {name} has “{words}”.
    Reports differ on who {deed} {amount}: {name} names {agent}; {name} names {agent}.
    Reports differ on {fact}: {name} has “{words}”; {name} has “{words}”.

``{names}`` is what the page calls one or more reports (`sides`), joined by commas and
"and"; ``{figure}`` is the hedge words and the number exactly as the claim's sentence has them.
The evidence holds the sentence of each report named, in the order named. None of the forms says
which side is right, nor that both cannot be: "at least 35" and 36 stand there, too, so that the
page never prints one here and the other there without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from copydesk.compose.record.candidates import Unit
from copydesk.compose.record.histories import History
from copydesk.compose.record.scenes import Scene
from copydesk.compose.write.facts_apart import facts_apart
from copydesk.compose.write.sides import called, ordered
from copydesk.compose.write.things import Thing, thing_of, what_differs
from copydesk.compose.write.unlike import (
    ENDS_APART,
    changed_tolls,
    of_one_event,
    tolls_apart,
    unlike,
)
from copydesk.compose.write.wordings import agents, wordings
from copydesk.model import (
    Annotated,
    Claim,
    DraftSentence,
    Figure,
    Hedge,
    Point,
    Span,
    Verdict,
)

_DIFFERING = (Verdict.DIFFER, Verdict.UPDATED)
#: Sides told of one point, and points told, at most.
MOST_SIDES, MOST_TOLD = 5, 6


def differences(
    points: Sequence[Point],
    reports: Sequence[Annotated],
    units: Sequence[Unit] = (),
    histories: Sequence[History] = (),
) -> tuple[DraftSentence, ...]:
    """A sentence for each point on which reports differ: figures first, then days, places and
    names, then who did it, then words; of each the most widely carried first; behind them the
    figures of one thing that reports give otherwise without a verdict.

    Args:
        points: from compare.
        reports: of the story.
        units: the sentences that may be told, with the event that each is of; without them no
            figure without a verdict is told.
        histories: of the event's tolls; those that changed are told from the first to the newest.
    """
    by_id = {report.article.id: report for report in reports}
    told: list[DraftSentence] = []
    # The figures of another event are no dispute of this story.
    own = [*(p for p in points if p.event is None), *tolls_apart(points, by_id)]
    differing = [
        p
        for p in own
        if p.verdict in _DIFFERING and p.kind in _TELLS and not _is_elsewhere(p, units, reports)
    ]
    order = list(_TELLS)
    ranked = sorted(differing, key=lambda p: (order.index(p.kind), -len(p.origins), p.id))
    ranked = [*changed_tolls(histories, reports, points), *ranked, *unlike(points, reports, units)]
    # A toll of one place that two points have is told once, as the reports' running text has it.
    ranked.sort(key=lambda p: p.id.endswith(ENDS_APART))
    for point in ranked:
        sentence = _TELLS[point.kind](point, by_id)
        if sentence is not None and not any(_tell_alike(sentence, other) for other in told):
            told.append(sentence)
    return tuple(told[:MOST_TOLD])


def _is_elsewhere(point: Point, units: Sequence[Unit], reports: Sequence[Annotated]) -> bool:
    """Whether most sentences of a point's claims tell other events, as far as that is known."""
    scenes = {(reports[u.report].article.id, u.sentence): u.scene for u in units}
    told = [scenes[key] for c in point.claims if (key := (c.article, c.sentence)) in scenes]
    here = told.count(Scene.EVENT)
    return point.kind == "figure" and bool(told) and here < len(told) / 2


def _tell_alike(sentence: DraftSentence, other: DraftSentence) -> bool:
    """Whether two comparisons are of the same figures of the same reports."""
    words, others = (set(re.findall(r"[\w,.]*\w", s.text.lower())) for s in (sentence, other))
    reports = {span.article for span in sentence.evidence}
    theirs = {span.article for span in other.evidence}
    near = len(words & others) >= ALIKE * min(len(words), len(others))
    return sentence.kind == other.kind and bool(reports & theirs) and near


#: Share of the words of the shorter of two comparisons that the other has where both tell one.
ALIKE = 0.7


def _speaking(point: Point) -> tuple[int, ...]:
    """The claims to set side by side: each report's own, or those that do differ.

    "At least 35" and 36 can both hold: where the claims that speak for the reports all fit each
    other, the pair that does not (a bare 35 in a summary against 36) is the difference.
    """
    speaking = point.representatives
    apart = [p for p in point.pairs if p.verdict is Verdict.DIFFER]
    if point.verdict is not Verdict.DIFFER or not apart:
        return speaking
    own = [p for p in apart if p.a in speaking and p.b in speaking]
    if own:
        # What neither differs from another nor is the same may be of another thing.
        values = {_value(point.claims[i]) for p in own for i in (p.a, p.b)}
        return tuple(i for i in speaking if _value(point.claims[i]) in values)
    instead = {point.claims[i].article: i for i in (apart[0].a, apart[0].b)}
    return tuple(instead.get(point.claims[i].article, i) for i in speaking)


#: Hedges that leave a number what it is: "about 13" beside 13 is no side of its own.
_NEAR = (None, Hedge.ABOUT, Hedge.NEARLY)


def _value(claim: Claim) -> tuple[object, ...]:
    if not isinstance(claim, Figure):
        return (claim.id,)
    return (claim.point, None if claim.hedge in _NEAR and claim.point else claim.interval)


def _sentence(point: Point, reports: dict[str, Annotated]) -> DraftSentence | None:
    held: dict[str, list[tuple[Annotated, Span]]] = {}
    chosen = of_one_event([point.claims[i] for i in _speaking(point)] or point.claims)
    seen: set[str] = set()
    figures: list[Figure] = []
    wordings_of: dict[tuple[object, ...], str] = {}
    for claim in chosen:
        if claim.article not in reports:
            continue
        report = reports[claim.article]
        outlet = report.article.outlet or claim.article
        hyphened = report.article.text[claim.end : claim.end + 1] in ("-", "–")
        if outlet in seen or claim.implicit or (hyphened and claim.unit != "magnitude"):
            continue
        seen.add(outlet)
        # "Three" and "3" are one side, in the wording that came first.
        written = wordings_of.setdefault(_value(claim), figure_as_written(claim, report))
        if written != figure_as_written(claim, report):
            continue
        figures.append(claim)
        sentence = report.sentences[claim.sentence]
        span = Span(claim.article, sentence.start, sentence.end)
        held.setdefault(written, []).append((report, span))
    if len(held) < 2 or len({(c.point, c.interval) for c in figures}) < 2:
        return None
    thing = _thing(point, figures, reports)
    if thing is None:
        return None
    listed = list(held.items())[:MOST_SIDES]
    if not thing.counted:
        # The first side says what is put "at" so much; "at at least" does not read.
        listed.sort(key=lambda side: point.verdict is not Verdict.UPDATED and side[0][:3] == "at ")
        if listed[0][0].startswith("at "):
            return None
    names = called([[report for report, _ in side] for _, side in listed])
    later = point.verdict is Verdict.UPDATED
    told = [
        _side(at, name, figure, thing, later=later)
        for at, (name, (figure, _)) in enumerate(zip(names, listed, strict=True))
    ]
    return DraftSentence(
        id=f"differ-{point.id}",
        text=f"{told[0][0].upper()}{told[0][1:]}{'; '.join(['', *told[1:]])}.",
        evidence=tuple(span for _, side in listed for _, span in ordered(side)),
        kind="comparison",
        points=(point.id,),
    )


def _side(at: int, name: str, figure: str, thing: Thing, *, later: bool) -> str:
    """One side of the sentence, the first of which says what the figures are of."""
    when = ("later " if at else "first ") if later else ""
    # "At at least 40" is no English.
    bounded = figure.startswith("at ")
    if not thing.counted and not at:
        return f"{name} {when}put {thing.words} at {figure}"
    if not at:
        said = "counted" if name.endswith(("report", "reports")) else "reported"
        return f"{name} {when}{said} {figure} {thing.words}"
    if bounded:
        return f"{name} {when}had {figure}"
    if not thing.counted:
        return f"{name} {when}at {figure}"
    sum_of = "sum" if re.search(r"[$€£¥]", figure) else "number"
    return f"{name} {when}put the {sum_of} at {figure}"


def _thing(
    point: Point, figures: Sequence[Figure], reports: Mapping[str, Annotated]
) -> Thing | None:
    """What the figures are of: as compare names it where that can be said well, else by the parse
    of the first of them that shows it."""
    about = what_differs(point.about, min({f.unit for f in figures}))
    if about is not None and about.startswith("the number of "):
        first = figures[0]
        one = re.fullmatch(r"(?:1|one|an?)", figure_as_written(first, reports[first.article]))
        words = about.removeprefix("the number of ")
        return Thing((), words if one is None else re.sub(r"^people\b", "person", words), True)
    found = [thing_of(f, reports[f.article]) for f in figures]
    things = [thing for thing in found if thing is not None]
    kinds = {thing.key[:1] if thing.key[0] == "magnitude" else thing.key for thing in things}
    if len(kinds) == 1:
        # A common noun is borne out by every report, a name by few; of two the fuller.
        # "The quake" of one is another's "first quake": what all can be said to tell of.
        shorter = 1 if things[0].key[0] == "magnitude" else -1
        return min(
            things, key=lambda t: (bool(re.search(r"\b[A-Z]", t.words)), shorter * len(t.words))
        )
    if about is not None:
        return Thing((), about, False)
    ages = {f.scope.population for f in figures if f.predicate == "age" and f.scope.population}
    return Thing((), f"the age of {min(ages)}", False) if len(ages) == 1 else None


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


_TELLS = {"figure": _sentence, "fact": facts_apart, "role": agents, "quotation": wordings}
