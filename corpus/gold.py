"""One form for the truth about an event, invented or real, and the record that scorers read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations
from typing import Any

from corpus.told_events import Mark, ToldEvent, ToldReport
from corpus.values import Value, value

#: What one of a unit is in the unit that comparisons use.
_LIKE = {
    "mi": ("km", 1.609344), "mile": ("km", 1.609344), "miles": ("km", 1.609344), "m": ("m", 1.0),
    "km": ("m", 1000.0), "ft": ("m", 0.3048), "feet": ("m", 0.3048), "min": ("min", 1.0),
    "h": ("min", 60.0), "hours": ("min", 60.0), "ha": ("ha", 1.0), "acres": ("ha", 0.40468564),
    "kg": ("kg", 1.0), "lb": ("kg", 0.45359237), "t": ("kg", 1000.0), "cm": ("m", 0.01),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A report with its text; spans are code points of ``text``, which holds no title of a told
    report and, of a real one, whatever the annotators read."""

    id: str
    outlet: str
    published: datetime | None
    title: str | None
    text: str
    url: str | None = None
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A number of an event: where it stands, of which key, how much; ``unit`` as written."""

    id: str
    document: str
    start: int
    end: int
    key: str
    unit: str
    hedge: str | None
    value: Value


@dataclass(frozen=True, slots=True)
class GoldQuotation:
    """Words in quotation marks, a segment for each pair of marks; ``speaker`` None: not told."""

    id: str
    document: str
    segments: tuple[tuple[int, int], ...]
    kind: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """Which event a sentence tells.

    ``event``: "main", "other" (``name`` says which), "background" (of the event, before it) or
    "none" (opinion, page matter). ``function`` as the corpus marks it.
    """

    document: str
    start: int
    end: int
    event: str
    name: str | None = None
    function: str | None = None
    old: bool = False


@dataclass(frozen=True, slots=True)
class GoldKey:
    """A quantity. ``other`` names the other event it belongs to; "" where that has no name."""

    name: str
    about: str
    unit: str
    evolves: bool = False
    other: str | None = None
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """All that is known of one event and its reports."""

    name: str
    real: bool
    documents: tuple[GoldDocument, ...]
    keys: Mapping[str, GoldKey]
    figures: tuple[GoldFigure, ...]
    not_figures: tuple[tuple[str, int, int], ...] = ()
    quotations: tuple[GoldQuotation, ...] = ()
    sentences: tuple[GoldSentence, ...] = ()
    record: Mapping[str, Any] = field(default_factory=dict)

    def document(self, name: str) -> GoldDocument:
        """A report by its id; raises KeyError when there is none."""
        for document in self.documents:
            if document.id == name:
                return document
        raise KeyError(name)


def of_told(event: ToldEvent) -> GoldEvent:
    """The truth of a told event, with a copydesk-gold/1 record for the scorers.

    Ids of reports are made unlike in all events: ``<event>:<report>``.
    """
    documents = tuple(
        GoldDocument(
            f"{event.name}:{r.id}",
            r.outlet,
            r.published,
            r.title,
            r.text,
            copies=tuple(f"{event.name}:{c}" for c in r.copies),
        )
        for r in event.reports
    )
    keys = {
        k.name: GoldKey(k.name, k.about, k.unit, k.evolves, k.other, k.part_of)
        for k in event.keys.values()
    }
    figures = tuple(f for r in event.reports for f in _figures(event, r))
    quotations = tuple(q for r in event.reports for q in _quotations(event, r))
    sentences = tuple(s for r in event.reports for s in _sentences(event, r))
    made = GoldEvent(
        event.name, False, documents, keys, figures, _no_figures(event), quotations, sentences
    )
    return replace(made, record=record(made))


def _no_figures(event: ToldEvent) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (f"{event.name}:{r.id}", m.start, m.end)
        for r in event.reports
        for m in r.of_kind("n")
        if m.get("k") not in event.keys
    )


def _figures(event: ToldEvent, report: ToldReport) -> Iterable[GoldFigure]:
    document = f"{event.name}:{report.id}"
    for n, mark in enumerate(report.of_kind("n")):
        key = event.keys.get(mark.get("k") or "")
        if key is None:
            continue
        found = value(report.words(mark), mark.get("h"), mark.get("v"))
        if found is None:
            continue
        unit = mark.get("u") or key.unit
        yield GoldFigure(
            f"{document}:n{n}",
            document,
            mark.start,
            mark.end,
            key.name,
            unit,
            mark.get("h"),
            found,
        )


def _quotations(event: ToldEvent, report: ToldReport) -> Iterable[GoldQuotation]:
    """Quotations; pieces of one speaker with nothing but space between are one pair of marks."""
    document = f"{event.name}:{report.id}"
    runs: list[list[Mark]] = []
    for mark in report.of_kind("q"):
        if mark.inside is not None:
            continue
        last = runs[-1][-1] if runs else None
        between = report.text[last.end : mark.start] if last is not None else "-"
        if last is not None and not between.strip() and last.get("by") == mark.get("by"):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    for n, run in enumerate(runs):
        by = run[0].get("by") or "?"
        person = event.persons.get(by)
        speaker = person.name if person else event.bodies.get(by, by)
        unnamed = speaker == "?" or speaker.startswith("(")
        yield GoldQuotation(
            f"{document}:q{n}",
            document,
            ((run[0].start, run[-1].end),),
            run[0].get("kind") or "direct",
            None if unnamed else speaker,
        )


def _sentences(event: ToldEvent, report: ToldReport) -> Iterable[GoldSentence]:
    for s in report.sentences:
        kind, name = s.event, None
        if kind not in ("main", "none"):
            kind, name = "other", s.event
        elif s.function in ("page", "opinion"):
            kind = "none"
        elif kind == "main" and s.function == "background":
            kind = "background"
        yield GoldSentence(
            f"{event.name}:{report.id}", s.start, s.end, kind, name, s.function, s.old
        )


def like(figure: GoldFigure) -> tuple[str, Value]:
    """The value in a unit in which it may be set against others."""
    unit, held = figure.unit, figure.value
    while unit in _LIKE and _LIKE[unit][0] != unit:
        unit, held = _LIKE[unit][0], held.times(_LIKE[unit][1])
    return unit, held


def verdict(a: GoldFigure, b: GoldFigure) -> str | None:
    """How two figures of one key stand: agree, compatible, differ; None for unlike units."""
    (unit, x), (other, y) = like(a), like(b)
    if unit != other:
        return None
    if a.unit != b.unit and x.size and y.size and abs(x.size / y.size - 1) < 0.1:
        return "compatible" if a.hedge != b.hedge else "agree"
    if x.same(y) and a.hedge == b.hedge:
        return "agree"
    return "compatible" if x.meets(y) else "differ"


def record(event: GoldEvent) -> dict[str, Any]:
    """The event as a copydesk-gold/1 record, with texts, as the scorers read it."""
    figures = [
        {
            "id": f.id, "doc": f.document, "span": [f.start, f.end], "key": f.key,
            "unit": f.unit, "hedge": f.hedge, "value": {
                "lo": f.value.lo, "hi": f.value.hi, "point": f.value.point,
                "lo_open": f.value.lo_open, "hi_open": f.value.hi_open,
            },
        }
        for f in event.figures
    ]  # fmt: skip
    return {
        "schema": "copydesk-gold/1",
        "event": event.name,
        "documents": [
            {
                "id": d.id, "outlet": d.outlet, "title": d.title, "url": d.url, "text": d.text,
                "published": d.published.isoformat() if d.published else None,
            }
            for d in event.documents
        ],
        "keys": {k.name: {"about": k.about, "unit": k.unit} for k in event.keys.values()},
        "figures": figures,
        "not_figures": [{"doc": d, "span": [s, e]} for d, s, e in event.not_figures],
        "quotations": [
            {
                "id": q.id, "doc": q.document, "kind": q.kind, "speaker": q.speaker,
                "segments": [{"span": list(s)} for s in q.segments],
            }
            for q in event.quotations
        ],
        "alignment": [_aligned(event, key) for key in event.keys.values()],
    }  # fmt: skip


def _aligned(event: GoldEvent, key: GoldKey) -> dict[str, Any]:
    by_document: dict[str, list[GoldFigure]] = {}
    for figure in event.figures:
        if figure.key == key.name:
            by_document.setdefault(figure.document, []).append(figure)
    chosen = [next((f for f in fs if f.hedge != "vague"), fs[0]) for fs in by_document.values()]
    pairs = [
        {"a": a.id, "b": b.id, "verdict": found}
        for a, b in combinations(chosen, 2)
        if (found := verdict(a, b)) is not None
    ]
    return {
        "key": key.name, "type": "figure", "evolves": key.evolves, "docs": list(by_document),
        "document_pairs": pairs, "pairs": [],
    }  # fmt: skip


def linked_pairs(figures: Sequence[GoldFigure]) -> int:
    """How many pairs of figures in different documents have one key."""
    return sum(a.key == b.key and a.document != b.document for a, b in combinations(figures, 2))
