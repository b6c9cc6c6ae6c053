"""From the head's shares to passages: the event of each sentence, its short name and its day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from copydesk.compare.passages import passage_head, signs
from copydesk.model import Annotated, Entity, Passage, Role, Told

_YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)\b")
#: Shares from which a sentence is taken for something else than the report's own event. Chosen by
#: leaving events out: above them two in three are what they are taken for.
LEAST = {Told.OTHER: 0.5, Told.NONE: 0.55, Told.BACKGROUND: 0.6}


def read(report: Annotated) -> tuple[Passage, ...]:
    """Which event each sentence of a report tells, one passage a sentence, in order of text.

    Page matter by its role, and all sentences of a report in a language that is not read, are
    told without the head.
    """
    if not report.sentences:
        return ()
    shares = passage_head.shipped().probabilities(report)
    opening = {w.lower() for w in _name_words(signs.headline(report))}
    kinds = [_kind(report, n, [float(x) for x in row]) for n, row in enumerate(shares)]
    found: list[Passage] = []
    for n, (kind, _) in enumerate(kinds):
        if kind is Told.MAIN:
            opening |= {w.lower() for e in _named(report, n) for w in e[0].split()}
    before: Passage | None = None
    for n, (kind, confidence) in enumerate(kinds):
        name, day = None, None
        if kind in (Told.OTHER, Told.BACKGROUND):
            day = _day(report, n)
        if kind is Told.OTHER:
            name = _name(report, n, opening)
            if before is not None and before.event is Told.OTHER and (name is None or day is None):
                same = name in (None, before.name)
                name = name or before.name
                day = day or (before.day if same else None)
        before = Passage(n, kind, name, day, round(confidence, 3))
        found.append(before)
    return tuple(found)


def _kind(report: Annotated, n: int, shares: Sequence[float]) -> tuple[Told, float]:
    if signs.silent(report.sentences[n]):
        return Told.NONE, 1.0
    if report.sentences[n].role in (Role.HEADLINE, Role.LEDE):
        return Told.MAIN, shares[passage_head.CLASSES.index(Told.MAIN)]
    by_class = dict(zip(passage_head.CLASSES, shares, strict=True))
    for kind, least in LEAST.items():
        if by_class[kind] >= least:
            return kind, by_class[kind]
    return Told.MAIN, by_class[Told.MAIN]


def _name_words(text: str) -> list[str]:
    return re.findall(r"[A-ZÀ-Þ][\w’-]+", text)


def _named(report: Annotated, n: int) -> list[tuple[str, Entity]]:
    sentence = report.sentences[n]
    return [
        (report.article.text[e.start : e.end], e)
        for e in report.entities
        if sentence.first <= e.first < sentence.last and e.label in ("LOC", "ORG", "PERSON")
    ]


def _name(report: Annotated, n: int, opening: set[str]) -> str | None:
    """ "Springfield 1997": the place or name that the report's own event lacks, and the year."""
    new = [
        (text, e)
        for text, e in _named(report, n)
        if not any(w.lower() in opening for w in _name_words(text))
    ]
    chosen = next((text for text, e in new if e.label == "LOC"), next((t for t, _ in new), None))
    years = _YEAR.findall(report.sentence_text(n))
    parts = [" ".join(chosen.split()).removesuffix("’s").removesuffix("'s")] if chosen else []
    return " ".join([*parts, *years[:1]]) or None


def _day(report: Annotated, n: int) -> str | None:
    """The day (ISO), else the year, that the sentence names; None when it names neither."""
    sentence = report.sentences[n]
    days = [
        t for t in report.times if sentence.start <= t.start < sentence.end and t.first and t.last
    ]
    sure: list[date] = [t.first for t in days if t.first is not None and t.first == t.last]
    if sure:
        return min(sure).isoformat()
    years = _YEAR.findall(report.sentence_text(n))
    return years[0] if years else None
