"""What stands around one figure in its report: words, names, numbers, and the parse over it.

`sights` sets the surroundings of all figures of a story in rows.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from copydesk.compare.same import measures
from copydesk.compare.stems import STOP, Word, stem, words
from copydesk.model import RUNNING, Annotated, Claims, Figure, Hedge, Role, Told

#: Words either side of a number that are its surroundings; those right behind it its object.
_BEFORE: Final = 7
_BEHIND: Final = 7
_OBJECT: Final = 3
#: Steps up the parse to the verb over a number, and words either side of it with its subject.
_UP: Final = 6
_SPAN: Final = 25
_YEAR: Final = re.compile(r"\b(?:1[5-9]\d\d|20\d\d)\b")
_PART: Final = re.compile(r"\b(?:including|include[sd]?|among|of (?:them|whom|those|these|the))\b")
_MORE: Final = re.compile(r"\b(?:another|other|more|further|additional|extra)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Of one figure: weighted words by view, weighted bags by kind, and numbers by name."""

    views: dict[str, list[tuple[str, float]]]
    bags: dict[str, dict[str, float]]
    numbers: dict[str, float]


class Page:
    """A report, cut once for all its figures."""

    def __init__(self, report: Annotated, held: Claims) -> None:
        self.report, self.held = report, held
        self._starts = [t.start for t in report.tokens]
        self._lines: dict[int, tuple[Word, ...]] = {}
        self._by_sentence: dict[int, list[Figure]] = {}
        for figure in held.figures:
            self._by_sentence.setdefault(figure.sentence, []).append(figure)
        self._order = {f.id: n for n, f in enumerate(held.figures)}
        self._kinds: dict[tuple[str, str], list[Figure]] = {}
        for figure in held.figures:
            self._kinds.setdefault(_kind(figure), []).append(figure)
        self._names: dict[int, list[str]] = {}
        firsts = [s.start for s in report.sentences]
        for e in report.entities:
            if e.label in ("PERSON", "ORG", "LOC", "NORP") and firsts:
                n = max(0, bisect_right(firsts, e.start) - 1)
                text = report.article.text[e.start : e.end]
                self._names.setdefault(n, []).extend(w.lower() for w in text.split())
        self._people: dict[int, set[str]] = {}
        self._chain: dict[int, str] = {}
        for chain in report.chains:
            for m in chain.mentions:
                n = max(0, bisect_right(firsts, m.start) - 1) if firsts else 0
                self._people.setdefault(n, set()).update(w.lower() for w in chain.name.split())
                self._chain[m.start] = chain.name.lower().rpartition(" ")[2]
        self._days: dict[int, set[str]] = {}
        for t in report.times:
            if t.first and t.last and (t.last - t.first).days <= 1 and firsts:
                n = max(0, bisect_right(firsts, t.start) - 1)
                self._days.setdefault(n, set()).add(t.first.isoformat())
        self._published = report.article.published
        self._of_unit: dict[str, set[float | None]] = {}
        for figure in held.figures:
            self._of_unit.setdefault(figure.unit, set()).add(figure.point)

    def _line(self, sentence: int) -> tuple[Word, ...]:
        if sentence not in self._lines:
            at = self.report.sentences[sentence]
            self._lines[sentence] = words(self.report.article.text, at.start, at.end)
        return self._lines[sentence]

    def of(self, figure: Figure) -> Surroundings:
        """All that one figure shows."""
        text = self.report.article.text
        line = self._line(figure.sentence)
        starts = [w.start for w in line]
        left = line[: bisect_left(starts, figure.start)]
        right = line[bisect_left(starts, figure.end) :]
        near = [(w.low, 1 / (1 + n / 4)) for n, w in enumerate(reversed(left[-_BEFORE:]))]
        near += [(w.low, 1 / (1 + n / 4)) for n, w in enumerate(right[:_BEHIND])]
        counted, governor = self._parsed(figure)
        before = self._line(figure.sentence - 1) if figure.sentence else ()
        views = {
            "around": near,
            "object": [(w.low, 1.0) for w in right[:_OBJECT]],
            "counted": [(w, 1.0) for w in counted],
            "governor": [(w, 1.0) for w in governor],
            "sentence": [(w.low, 1.0) for w in (*left, *right) if w.is_word],
            "before": [(w.low, 1.0) for w in before if w.is_word],
        }
        sentence_stems: dict[str, float] = {}
        for side in (tuple(reversed(left)), right):
            for n, w in enumerate(side):
                if w.is_word and w.low not in STOP:
                    key = stem(w.low)
                    sentence_stems[key] = max(sentence_stems.get(key, 0.0), 1 / (1 + n / 6))
        close = {
            stem(w.low): 1.0 for w in (*left[-4:], *right[:4]) if w.is_word and w.low not in STOP
        }
        others = {
            f"{f.unit}:{f.point:.6g}": 1.0
            for f in self._by_sentence[figure.sentence]
            if f is not figure and f.point is not None
        }
        about = {
            f"{f.unit}:{f.point:.6g}": 1.0
            for n in (figure.sentence - 1, figure.sentence, figure.sentence + 1)
            for f in self._by_sentence.get(n, ())
            if f is not figure and f.point is not None
        }
        people = dict.fromkeys(self._people.get(figure.sentence - 1, ()), 0.4)
        people |= dict.fromkeys(self._people.get(figure.sentence, ()), 1.0)
        names = dict.fromkeys(self._names.get(figure.sentence, ()), 1.0)
        names |= dict.fromkeys(self._days.get(figure.sentence, ()), 1.0)
        sentence = text[self.report.sentences[figure.sentence].start :][
            : self.report.sentences[figure.sentence].end
            - self.report.sentences[figure.sentence].start
        ]
        numbers = self._numbers(figure, left, right, sentence)
        return Surroundings(
            views,
            {
                "words": sentence_stems,
                "near": close,
                "names": names,
                "others": others,
                "people": people,
                "about": about,
            },
            numbers,
        )

    def subject(self, figure: Figure) -> str:
        """Who or what the verb over the number is said of: a name's last word, or a lemma."""
        tokens = self.report.tokens
        at = bisect_left(self._starts, figure.start)
        if at >= len(tokens):
            return ""
        for _ in range(_UP):
            verb = tokens[at].head
            if tokens[verb].pos == "VERB" or verb == at:
                break
            at = verb
        low, high = max(0, verb - _SPAN), min(len(tokens), verb + _SPAN)
        for i in range(low, high):
            if tokens[i].head == verb and tokens[i].dep.startswith("nsubj"):
                inside = [j for j in range(max(0, i - 5), i + 1) if j == i or tokens[j].head == i]
                named = (self._chain.get(tokens[j].start) for j in inside)
                return next((n for n in named if n), tokens[i].lemma.lower())
        return ""

    def _parsed(self, figure: Figure) -> tuple[list[str], list[str]]:
        """Lemmas of the thing counted with its attributes, and of what governs it."""
        tokens = self.report.tokens
        first = bisect_left(self._starts, figure.start)
        last = bisect_left(self._starts, figure.end, lo=first)
        if first >= last:
            return [figure.counted.lower()] if figure.counted else [], [figure.predicate]
        inside = range(first, last)
        top = next((i for i in inside if tokens[i].head not in inside), first)
        counted: list[str] = []
        noun = tokens[top].head if tokens[top].dep in ("nummod", "compound", "advmod") else top
        if noun not in inside:
            counted.append(tokens[noun].lemma)
        lo, hi = max(0, min(noun, first) - 6), min(len(tokens), max(noun, last) + 8)
        counted += [
            tokens[i].lemma
            for i in range(lo, hi)
            if tokens[i].head == noun
            and i not in inside
            and tokens[i].dep in ("amod", "compound", "nmod", "acl", "nmod:poss")
            and tokens[i].sentence == tokens[top].sentence
        ]
        governor: list[str] = []
        at = noun
        for _ in range(3):
            above = tokens[at].head
            if above == at or above in inside:
                break
            governor.append(tokens[above].lemma)
            if tokens[above].pos == "VERB":
                break
            at = above
        return counted, governor

    def _numbers(
        self, figure: Figure, left: Sequence[Word], right: Sequence[Word], sentence: str
    ) -> dict[str, float]:
        size = figure.point
        if size is None:
            bounds = [b for b in (figure.interval.lo, figure.interval.hi) if b is not None]
            size = sum(bounds) / len(bounds) if bounds else 0.0
        size *= measures.factor(figure.unit)
        just = " ".join(w.low for w in left[-5:])
        after = " ".join(w.low for w in right[:4])
        count = max(1, len(self.report.sentences) - 1)
        told = self.held.passages[figure.sentence] if self.held.passages else None
        years = [int(y) for y in _YEAR.findall(sentence)]
        published = self._published.year if self._published else None
        alike = self._kinds[_kind(figure)]
        return {
            "size": size,
            "log size": float(np.log10(abs(size) + 1e-3)),
            "vague": float(figure.point is None),
            "hedge": float(_HEDGES.index(figure.hedge)),
            "place": figure.sentence / count,
            "sentence": float(figure.sentence),
            "index": min(figure.sentence, 30),
            "head": float(figure.role in (Role.HEADLINE, Role.STANDFIRST, Role.BULLET)),
            "running": float(figure.role in RUNNING),
            "other": float(told is not None and told.event is Told.OTHER),
            "away": 0.0 if told is None or told.event is Told.MAIN else told.confidence,
            "part": float(bool(_PART.search(just)) or after.startswith("of ")),
            "more": float(bool(_MORE.search(just[-20:] + " | " + after[:20]))),
            "said": float(figure.attribution.kind != "narrator"),
            "old year": float(any(published is not None and y < published for y in years)),
            "year": float(years[0]) if years else 0.0,
            "order": float(self._order[figure.id]),
            "people": float(figure.unit == "people"),
            "unit": float(_hash(figure.unit)),
            "first of kind": float(alike[0] is figure or alike[0].point == figure.point),
            "alone of kind": float(len({f.point for f in alike}) == 1),
            "values of unit": float(min(len(self._of_unit[figure.unit]), _UNITS)),
            "rank in unit": _rank(figure.point, self._of_unit[figure.unit]),
            "owned": float(figure.unit == "percent" or measures.is_money(figure.unit)),
            "definite": float(bool(left) and left[-1].low in ("the", "those", "these")),
            "words before": min(len(left), 20) / 10,
            "words behind": min(len(right), 20) / 10,
        }


_HEDGES: Final = (None, *Hedge)
_UNITS: Final = 12


def _rank(point: float | None, values: set[float | None]) -> float:
    """Share of a report's values of a unit that are below one."""
    known = [v for v in values if v is not None]
    return sum(v < point for v in known) / len(known) if point is not None and known else 0.5


def _hash(text: str) -> int:
    value = 7
    for c in text:
        value = (value * 31 + ord(c)) % 65_521
    return value


def _kind(figure: Figure) -> tuple[str, str]:
    """What is said of what, and of whom: a report mostly gives one number of a kind."""
    return figure.predicate or figure.counted.lower(), figure.scope.part_of or figure.unit
