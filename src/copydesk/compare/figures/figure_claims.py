"""A report's figures: its quantities with what they count, their scope and who says them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from copydesk.compare.figures import ages, frames, owners, scope
from copydesk.compare.figures.clause_words import Clauses
from copydesk.compare.figures.frames import Frame
from copydesk.compare.stems import lexicon
from copydesk.model import (
    NARRATOR,
    Annotated,
    Attribution,
    Figure,
    Interval,
    Quantity,
    Role,
    Scope,
)

#: Roles whose numbers are never the report's.
_SILENT = frozenset({Role.FURNITURE, Role.FOREIGN, Role.CREDIT, Role.BYLINE, Role.KICKER})


def read(report: Annotated) -> tuple[Figure, ...]:
    """The figures of a report, in order of text.

    Args:
        report: with its quantities; quotations and statements give the attribution.

    Returns:
        figures whose spans are those of the quantities.
    """
    clauses = Clauses(report)
    about = scope.setting(report)
    spoken = _Spoken(report)
    drafts: list[tuple[Quantity, Frame, scope.Where]] = []
    for quantity, others in _by_sentence(report.quantities):
        if report.sentences[quantity.sentence].role in _SILENT:
            continue
        found = frames.frame(clauses, quantity, others)
        if quantity.kind in ("money", "percent"):
            found = replace(found, owner=owners.owner(clauses, quantity, about))
        place = scope.where(clauses, quantity, found, about)
        if place.event is None and drafts and _goes_on(clauses, quantity, drafts[-1][0]):
            place = drafts[-1][2]
        drafts.append((quantity, found, place))
    drafts = _known_again(drafts)
    figures = [_figure(report, number, draft, about, spoken) for number, draft in enumerate(drafts)]
    figures = _without_whole(figures, drafts)
    return tuple(_with_ages(report, figures, spoken))


def _with_ages(report: Annotated, figures: list[Figure], spoken: _Spoken) -> list[Figure]:
    """The figures with the ages of people among them, numbered in order of text."""
    found = list(figures)
    for start, end, age, sentence, owner in ages.read(report):
        at = report.sentences[sentence]
        if at.role in _SILENT or any(f.start < end and start < f.end for f in figures):
            continue
        found.append(
            Figure(
                id="",
                article=report.article.id,
                start=start,
                end=end,
                sentence=sentence,
                role=at.role,
                point=age,
                interval=Interval(age, age),
                unit="year",
                predicate="age",
                counted="",
                scope=Scope(population=owner),
                attribution=spoken.at(start),
            )
        )
    found.sort(key=lambda f: (f.start, f.end))
    return [replace(f, id=f"{report.article.id}:f{n}") for n, f in enumerate(found)]


def _by_sentence(
    quantities: Sequence[Quantity],
) -> list[tuple[Quantity, tuple[Quantity, ...]]]:
    lines: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        lines.setdefault(quantity.sentence, []).append(quantity)
    return [(q, tuple(lines[q.sentence])) for q in quantities]


_GOES_ON = lexicon("it they this that these those")


def _goes_on(clauses: Clauses, quantity: Quantity, last: Quantity) -> bool:
    """Whether the sentence goes on about the event of the sentence before ("It destroyed")."""
    if last.sentence == quantity.sentence:
        line = clauses.words(quantity.sentence)
        return line[0].low in _GOES_ON
    return last.sentence + 1 == quantity.sentence and (
        clauses.words(quantity.sentence)[0].low in _GOES_ON
    )


Draft = tuple[Quantity, Frame, scope.Where]


def _known_again(drafts: list[Draft]) -> list[Draft]:
    """Frames of numbers that a report takes up again ("the 21 girls") from where it gave them.

    Within one report the same number of the same kind of thing, taken up with "the" or without
    a predicate of its own, is the same fact; across reports no value is ever looked at.
    """
    done: list[Draft] = []
    for quantity, found, place in drafts:
        if done and _elliptic(quantity, found, done[-1]):
            done.append((quantity, replace(done[-1][1], definite=False), done[-1][2]))
            continue
        earlier = _given(quantity, found, done) if _takes_up(quantity, found) else None
        if earlier is not None:
            found = replace(
                found,
                predicate=earlier[1].predicate,
                part_of=earlier[1].part_of,
                unit=found.unit or earlier[1].unit,
                counted=found.counted or earlier[1].counted,
                modifiers=found.modifiers or earlier[1].modifiers,
            )
            place = earlier[2]
        elif found.definite and not found.finite and place.event is None:
            place = _only_event(found, done) or place
        done.append((quantity, found, place))
    return done


_ELLIPTIC = lexicon("hear put report reach stand rise climb")


def _elliptic(quantity: Quantity, found: Frame, last: Draft) -> bool:
    """ "More than 70 are dead. At one point we heard 73": a bare number right after a full one."""
    near = 0 <= quantity.sentence - last[0].sentence <= 1
    bare = quantity.kind == "count" and not found.counted and found.predicate in _ELLIPTIC
    return near and bare and last[0].kind == "count" and last[1].unit == "people"


def _only_event(found: Frame, done: list[Draft]) -> scope.Where | None:
    """ "The 276 girls seized": the event of which the report told just that before."""
    same = [d[2] for d in done if d[1].predicate == found.predicate and d[1].unit == found.unit]
    events = {place.event for place in same}
    return same[0] if found.predicate and len(events) == 1 else None


def _takes_up(quantity: Quantity, found: Frame) -> bool:
    if quantity.point is None or quantity.kind not in ("count", "money"):
        return False
    return found.definite or not found.predicate


def _given(quantity: Quantity, found: Frame, done: list[Draft]) -> Draft | None:
    """The first draft with the same number of the same kind of thing, and a predicate."""
    for draft in done:
        other, frame, _ = draft
        if other.point != quantity.point or other.kind != quantity.kind or frame.part_of:
            continue
        if not frame.predicate or frame.owner != found.owner:
            continue
        if frame.unit in (found.unit, "") or not found.unit:
            return draft
    return None


def _figure(
    report: Annotated, number: int, draft: Draft, about: scope.Setting, spoken: _Spoken
) -> Figure:
    quantity, found, place = draft
    sentence = report.sentences[quantity.sentence]
    return Figure(
        id=f"{report.article.id}:f{number}",
        article=report.article.id,
        start=quantity.start,
        end=quantity.end,
        sentence=quantity.sentence,
        role=sentence.role,
        point=quantity.point,
        interval=quantity.interval,
        unit=found.unit or ("people" if found.all_but else quantity.unit),
        predicate=found.predicate,
        counted=found.counted,
        hedge=quantity.hedge,
        implicit=quantity.implicit,
        scope=Scope(
            place=place.place,
            time=place.time,
            population=scope.population(found, about),
            part_of=found.part_of,
            event=place.event,
        ),
        attribution=spoken.at(quantity.start),
        modality=_modality(report, quantity),
    )


def _without_whole(figures: list[Figure], drafts: list[Draft]) -> list[Figure]:
    """ "All but three" of 21 is 18, where the report gives the whole before it."""
    done: list[Figure] = []
    for figure, (_, found, _) in zip(figures, drafts, strict=True):
        if found.all_but and figure.point is not None:
            wholes = [
                f.point
                for f in reversed(done)
                if f.point and f.point > figure.point and f.hedge is None and f.unit == "people"
            ]
            released = [
                f.point
                for f in done
                if f.point and f.predicate == "released" and f.unit == "people"
            ]
            whole = next(iter(released or wholes), None)
            if whole is not None:
                left = whole - figure.point
                figure = replace(figure, point=left, interval=Interval(left, left), unit="people")
        done.append(figure)
    return done


_MODAL = re.compile(
    r"\b(?P<planned>will|plans?\s+to|planning\s+to|expects?\s+to|expecting|expected\s+to|preparing\s+to|aims?\s+to|set\s+to)\b|"
    r"\b(?P<possible>could|may|might|possibly|potentially|feared|likely)\b|"
    r"\b(?P<conditional>if|unless|would)\b|\b(?P<alleged>allegedly|alleged|accused|claimed|purported(?:ly)?)\b|"
    r"\b(?P<denied>denied|denies|not|never|no)\b",
    re.IGNORECASE,
)


def _modality(report: Annotated, quantity: Quantity) -> str:
    """Modality of the words before the number in its clause; the nearest wins."""
    sentence = report.sentences[quantity.sentence]
    before = report.article.text[max(sentence.start, quantity.start - 60) : quantity.start]
    before = re.split(r"[,;:]|\b(?:and|but)\s+(?:only|just|at least)\b", before)[-1]
    if quantity.hedge_start is not None:
        before = before[: len(before) - (quantity.start - quantity.hedge_start)]
    names = [m.lastgroup for m in _MODAL.finditer(before)]
    return names[-1] if names and names[-1] is not None else "asserted"


class _Spoken:
    """Who says what stands at an offset: quotations and statements of the report."""

    def __init__(self, report: Annotated) -> None:
        stretches = [
            (segment.start, segment.end, quotation.attribution)
            for quotation in report.quotations
            for segment in quotation.segments
        ]
        stretches += [(s.start, s.end, s.attribution) for s in report.statements]
        self._stretches = sorted(stretches, key=lambda s: (s[0], s[1]))
        self._starts = [s[0] for s in self._stretches]

    def at(self, offset: int) -> Attribution:
        """The innermost attribution over the offset; the narrator's where there is none."""
        best: tuple[int, Attribution] | None = None
        for start, end, attribution in self._stretches[: bisect_right(self._starts, offset)]:
            if start <= offset < end and (best is None or end - start < best[0]):
                best = (end - start, attribution)
        return NARRATOR if best is None else best[1]
