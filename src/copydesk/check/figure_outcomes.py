"""Figures of a sentence against the figures of a report: the same thing, and the same number?

What counts the same thing is for compare to say, which never looks at values. An auditor may:
where compare leaves a figure alone, the same amount of the same unit in a sentence with a word in
common supports it, and another amount of the one thing that both call by the same noun
contradicts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.lexicon import FUNCTION_WORDS
from copydesk.check.words import is_mark, stem
from copydesk.compare import compare
from copydesk.model import Annotated, Figure, Hedge, Origin, Outcome, Point, Span, Story, Verdict
from copydesk.remembered import remembered

#: Counted nouns too general to tell one thing by.
_GENERAL = frozenset(
    {"", "count", "people", "person", "year", "month", "week", "day", "hour", "minute", "time",
     "percent", "other", "one", "number", "part", "thing", "way", "member", "man", "woman"}
)  # fmt: skip
#: Bare counts up to this are too common to be known by their value alone.
_SMALL = 12.0


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """What a report shows of one figure of a sentence.

    Attributes:
        start, end: code points of the sentence; words: the figure with its unit.
        outcome: supported, caveat (both can be true: "nearly 120" and 119), contradicted or
            not found.
        message: one plain sentence.
        evidence: the span that shows it; None when not found.
    """

    start: int
    end: int
    words: str
    outcome: Outcome
    message: str
    evidence: Span | None = None


_FROM_VERDICT = {
    Verdict.AGREE: Outcome.SUPPORTED,
    Verdict.COMPATIBLE: Outcome.CAVEAT,
    Verdict.DIFFER: Outcome.CONTRADICTED,
    Verdict.UPDATED: Outcome.CONTRADICTED,
}
#: Units of what an event has once.
_ONCE = frozenset({"magnitude"})
_DIFFERS = frozenset({Verdict.DIFFER, Verdict.UPDATED})
_NAMES = frozenset({"LOC", "PERSON", "ORG"})
_OPPOSITE = (
    {Hedge.AT_LEAST, Hedge.UP_TO},
    {Hedge.AT_LEAST, Hedge.LESS_THAN},
    {Hedge.MORE_THAN, Hedge.LESS_THAN},
    {Hedge.MORE_THAN, Hedge.UP_TO},
    {Hedge.NEARLY, Hedge.MORE_THAN},
    {Hedge.NEARLY, Hedge.AT_LEAST},
)


@remembered(1024)
def figure_verdicts(claim: Reading, report: Evidence) -> tuple[FigureVerdict, ...]:
    """The verdict of one report on each figure of a sentence, in order of text."""
    ours = claim.claims
    if not ours.figures or not report.report.quantities:
        return tuple(_verdict(f, [], claim, report) for f in ours.figures)
    # Only figures are asked for: what else the report claims need not be set beside anything.
    theirs = replace(report.claims, quotations=(), statements=(), commitments=(), events=())
    story = Story(
        "check",
        (ours.article, theirs.article),
        (
            Origin("claim", "claim", "outlet", (ours.article,)),
            Origin("source", "source", "outlet", (theirs.article,)),
        ),
    )
    points = compare(story, (ours, theirs), (claim.annotated, report.report))
    linked = _links([p for p in points if p.kind == "figure"], ours.article)
    return tuple(_verdict(f, linked.get(f.id, []), claim, report) for f in ours.figures)


def figures_by_value(claim: Reading, report: Evidence) -> tuple[FigureVerdict, ...]:
    """The figures of a sentence that a report bears out by their value, in order of text.

    Cheaper than `figure_verdicts`: nothing is asked but the amount, its unit and a word in common.
    """
    found = []
    for figure in claim.claims.figures:
        passing = [k for k in _by_value(figure, claim, report) if k[1].passes]
        if passing:
            found.append(_told(figure, passing, claim, report))
    return tuple(found)


def _links(points: Sequence[Point], article: str) -> dict[str, list[tuple[Figure, Verdict, str]]]:
    """For each figure of the sentence, the report's figures of the same thing."""
    linked: dict[str, list[tuple[Figure, Verdict, str]]] = {}
    for point in points:
        for pair in point.pairs:
            both = point.claims[pair.a], point.claims[pair.b]
            own = [c for c in both if c.article == article and isinstance(c, Figure)]
            other = [c for c in both if c.article != article and isinstance(c, Figure)]
            if len(own) == 1 and len(other) == 1 and isinstance(other[0], Figure):
                linked.setdefault(own[0].id, []).append((other[0], pair.verdict, pair.reason))
    return linked


def _verdict(
    figure: Figure,
    linked: Sequence[tuple[Figure, Verdict, str]],
    claim: Reading,
    report: Evidence,
) -> FigureVerdict:
    words = claim.text[figure.start : figure.end]
    known = [
        (f, _outcome(figure, f, v), r)
        for f, v, r in linked
        if v in _FROM_VERDICT and not (v in _DIFFERS and _elsewhere(figure, f, claim, report))
    ]
    if not known:
        known = _by_value(figure, claim, report)
    if not known:
        message = f"The source has no figure for “{words}”."
        return FigureVerdict(figure.start, figure.end, words, Outcome.NOT_FOUND, message)
    return _told(figure, known, claim, report)


def _told(
    figure: Figure,
    known: Sequence[tuple[Figure, Outcome, str]],
    claim: Reading,
    report: Evidence,
) -> FigureVerdict:
    words = claim.text[figure.start : figure.end]
    best, outcome, why = min(known, key=lambda k: (_rank(k[0], k[1]), k[0].start))
    theirs = report.report.article.text[best.start : best.end]
    message = f"“{words}” against “{theirs}” in the source: {why}"
    return FigureVerdict(figure.start, figure.end, words, outcome, message, best.span)


def _outcome(ours: Figure, theirs: Figure, verdict: Verdict) -> Outcome:
    """The pair's verdict; the same number in another hedge is a caveat, not a contradiction."""
    opposite = {ours.hedge, theirs.hedge} in _OPPOSITE
    if ours.point is not None and ours.point == theirs.point and not opposite:
        return Outcome.SUPPORTED if ours.hedge == theirs.hedge else Outcome.CAVEAT
    return _FROM_VERDICT[verdict]


def _rank(theirs: Figure, outcome: Outcome) -> int:
    """Which of a report's own figures speaks: the one that agrees, then an exact one that does
    not, then a hedged one with which the sentence can be true as well."""
    if outcome is Outcome.CONTRADICTED and theirs.hedge is None:
        return 1
    return {Outcome.SUPPORTED: 0, Outcome.CAVEAT: 2}.get(outcome, 3)


def _elsewhere(ours: Figure, theirs: Figure, claim: Reading, report: Evidence) -> bool:
    """Whether both sentences name places, people or bodies, and none in common."""
    here = _named(claim.annotated, ours.sentence)
    there = _named(report.report, theirs.sentence)
    return bool(here) and bool(there) and not here & there


def _named(report: Annotated, sentence: int) -> set[str]:
    at = report.sentences[sentence]
    return {
        report.article.text[e.start : e.end].casefold()
        for e in report.entities
        if e.label in _NAMES and at.start <= e.start < at.end
    }


def _by_value(
    figure: Figure, claim: Reading, report: Evidence
) -> list[tuple[Figure, Outcome, str]]:
    if figure.point is None:
        return []
    alike = [
        f
        for f in report.claims.figures
        if f.unit == figure.unit and f.point is not None and _shares_word(figure, f, claim, report)
    ]
    bare = figure.unit in _GENERAL and figure.point <= _SMALL
    equal = [f for f in alike if f.point == figure.point and not bare]
    if equal:
        return [
            (
                f,
                Outcome.SUPPORTED if f.hedge == figure.hedge else Outcome.CAVEAT,
                "the same amount."
                if f.hedge == figure.hedge
                else "the same amount, hedged in another way.",
            )
            for f in equal
        ]
    same = [f for f in alike if _same_thing(f, figure)]
    disjoint = [f for f in same if not f.interval.meets(figure.interval)]
    exact = [f for f in disjoint if f.hedge is None]
    if exact or len(disjoint) == len(same):
        return [(f, Outcome.CONTRADICTED, "another number of the same.") for f in exact or disjoint]
    meeting = [f for f in same if f not in disjoint]
    return [(f, Outcome.CAVEAT, "both can be true.") for f in meeting]


def _same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures count the same by a noun of their own, or in the same place, or measure
    what one event has once."""
    if one.counted == other.counted and one.counted not in _GENERAL and not other.predicate:
        return True
    here, there = one.scope, other.scope
    if one.unit in _ONCE and one.predicate == other.predicate:
        return not _apart(here.place, there.place) and not _apart(here.time, there.time)
    return (
        one.predicate == other.predicate != ""
        and here.place == there.place is not None
        and (here.population, here.part_of) == (there.population, there.part_of)
    )


def _apart(one: str | None, other: str | None) -> bool:
    """Whether both are known and differ."""
    return one is not None and other is not None and one != other


def _shares_word(ours: Figure, theirs: Figure, claim: Reading, report: Evidence) -> bool:
    """Whether both sentences have a content word in common besides the figure."""
    sentence = report.report.sentences[theirs.sentence]
    words = {
        stem(w.norm)
        for w in report.words_between(sentence.start, sentence.end)
        if not is_mark(w) and w.kind == "word" and w.norm not in FUNCTION_WORDS
    }
    return any(
        stem(w.norm) in words
        for w in claim.words
        if w.kind == "word"
        and w.norm not in FUNCTION_WORDS
        and not ours.start <= w.start < ours.end
    )
