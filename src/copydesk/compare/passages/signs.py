"""What tells of which event a sentence is: signs of a sentence beside those of its report.

A report's own event is what its headline and opening tell. A sentence of another event has names,
places and times that those lack; background is told in the past perfect or with a time of its
own; opinion and page matter read like no reporting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.language import vectors
from copydesk.model import Annotated, Role, Sentence

Floats = NDArray[np.float32]

_ROLES: Final = (Role.HEADLINE, Role.STANDFIRST, Role.LEDE, Role.BULLET, Role.CAPTION, Role.SUBHEAD)
_SILENT: Final = frozenset({Role.FURNITURE, Role.FOREIGN, Role.CREDIT, Role.BYLINE, Role.KICKER})
_WORD: Final = re.compile(r"[^\W\d_][\w’'-]*|\d[\d.,]*|[^\w\s]")
_YEAR: Final = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_EARLIER: Final = re.compile(
    r"\b(ago|since|previous(?:ly)?|earlier|former(?:ly)?|last (?:year|month|decade|century)|"
    r"once|then|history|anniversary|record|deadliest|worst|largest|first time)\b",
    re.IGNORECASE,
)
_LATER: Final = re.compile(r"\b(will|would|expected|due|plans?|scheduled|next)\b", re.IGNORECASE)
_JUDGING: Final = re.compile(
    r"\b(should|must|ought|clearly|surely|sadly|perhaps|of course|we|our|us|I|you|your)\b"
)
_PAGE: Final = re.compile(
    r"read (?:more|also)|sign up|subscribe|newsletter|click|photo|getty|follow us|©|copyright|"
    r"advert|comment|share|correction|updated?:|reporting by|editing by|watch|related|all rights",
    re.IGNORECASE,
)
_MARKS: Final = ("?", "!", "|", "“", '"', "(", ":", "*")
#: Sentences of running text that tell what the report's event is.
_OPENING: Final = 2

#: Names of the signs, in order of the columns that `signs` gives (before the vectors).
NAMES: Final = (
    *(f"role {role.value}" for role in _ROLES), "position", "first", "second", "last fifth",
    "length", "short", "ends as a sentence", "like the title", "like the opening",
    "like the report", "like the one before", "like the one after", "names", "names of the opening",
    "new names", "new places", "places of the opening", "old year", "this year", "days away",
    "days known", "same day", "past perfect", "past", "present", "future", "earlier", "later",
    "judging", "page", "quoted", "figures", "attributed", "capitals",
    *(f"mark {mark}" for mark in _MARKS),
)  # fmt: skip


def silent(sentence: Sentence) -> bool:
    """Whether the sentence's block is page matter by its role."""
    return sentence.role in _SILENT


def words(text: str) -> list[str]:
    """Words and marks of a stretch, for its vector."""
    return _WORD.findall(text)


def headline(report: Annotated) -> str:
    """The report's title; without one what stands in its headline's block."""
    article = report.article
    blocks = [article.text[b.start : b.end] for b in article.blocks if b.role is Role.HEADLINE]
    return article.title or next(iter(blocks), "")


def signs(report: Annotated) -> tuple[Floats, Floats]:
    """The signs of every sentence of a report.

    Returns:
        a row a sentence of `NAMES`, and a row a sentence of unit vectors.
    """
    table = vectors.shipped()
    texts = [report.sentence_text(n) for n in range(len(report.sentences))]
    rows = [table.words(words(t)).sum(0) for t in texts]
    said = vectors.unit(np.stack(rows)) if rows else np.zeros((0, vectors.SIZE), np.float32)
    about = _About(report, said)
    found = np.zeros((len(texts), len(NAMES)), np.float32)
    for n, text in enumerate(texts):
        found[n] = about.row(n, text)
    return found, said


class _About:
    """What a report's opening tells of its event."""

    def __init__(self, report: Annotated, said: Floats) -> None:
        self.report, self.said = report, said
        self.count = len(report.sentences)
        running = [n for n, s in enumerate(report.sentences) if not silent(s)]
        self.opening = running[: _OPENING + 1]
        title = headline(report)
        self.title = vectors.shipped().stretch(words(title))
        start = said[self.opening].sum(0) if self.opening else np.zeros(vectors.SIZE, np.float32)
        self.start = vectors.unit(start)
        whole = said[running].sum(0) if running else start
        self.whole = vectors.unit(whole)
        names = re.findall(r"[A-ZÀ-Þ][\w’-]+", title)
        self.names: set[str] = {w.lower() for w in names}
        self.named: list[list[tuple[str, str]]] = [[] for _ in range(self.count)]
        first = [s.start for s in report.sentences]
        for entity in report.entities:
            if entity.label in ("PERSON", "ORG", "LOC", "NORP") and first:
                n = max(0, int(np.searchsorted(first, entity.start, "right")) - 1)
                text = report.article.text[entity.start : entity.end]
                self.named[n].append((text, entity.label))
        for n in self.opening:
            self.names |= {w.lower() for text, _ in self.named[n] for w in text.split()}
        self.days: list[list[tuple[date, date]]] = [[] for _ in range(self.count)]
        for time in report.times:
            if time.first and time.last and first:
                n = max(0, int(np.searchsorted(first, time.start, "right")) - 1)
                self.days[n].append((time.first, time.last))
        published = report.article.published
        self.day = published.date() if published else self._opening_day()
        self.tags: list[list[tuple[str, str]]] = [[] for _ in range(self.count)]
        for token in report.tokens:
            self.tags[token.sentence].append((token.tag, token.lemma))
        quoted = np.zeros(self.count)
        for quotation in report.quotations:
            for segment in quotation.segments:
                n = max(0, int(np.searchsorted(first, segment.start, "right")) - 1)
                quoted[n] += segment.end - segment.start
        self.quoted = quoted
        self.attributed = {s.sentence for s in report.statements}
        self.figures = np.zeros(self.count)
        for quantity in report.quantities:
            self.figures[quantity.sentence] += 1

    def _opening_day(self) -> date | None:
        days = [d for n in self.opening for d, _ in self.days[n]]
        return max(days) if days else None

    def row(self, n: int, text: str) -> list[float]:
        """The signs of one sentence."""
        sentence = self.report.sentences[n]
        vector = self.said[n]
        place = n / max(1, self.count - 1)
        size = len(text.split())
        around = [m for m in (n - 1, n + 1) if 0 <= m < self.count]
        near = {m: float(self.said[m] @ vector) for m in around}
        return [
            *(float(sentence.role is role) for role in _ROLES),
            place, float(n == 0), float(n == 1), float(place > 0.8),
            min(size, 50) / 25, float(size < 6), float(text.rstrip()[-1:] in ".!?”\"’'"),
            float(self.title @ vector), float(self.start @ vector), float(self.whole @ vector),
            near.get(n - 1, 0.0), near.get(n + 1, 0.0),
            *self._names(n), *self._times(n, text), *self._verbs(n),
            *(min(2.0, len(p.findall(text))) for p in (_EARLIER, _LATER, _JUDGING, _PAGE)),
            float(self.quoted[n]) / max(1, len(text)), min(self.figures[n], 4.0),
            float(n in self.attributed),
            sum(c.isupper() for c in text) / max(1, len(text)) * 5,
            *(float(mark in text) for mark in _MARKS),
        ]  # fmt: skip

    def _names(self, n: int) -> list[float]:
        names = self.named[n]
        known = [any(w.lower() in self.names for w in text.split()) for text, _ in names]
        places = [k for (_, label), k in zip(names, known, strict=True) if label in ("LOC", "NORP")]
        return [
            min(len(names), 4), float(sum(known)) / max(1, len(names)),
            min(known.count(False), 4), min(places.count(False), 3), min(places.count(True), 3),
        ]  # fmt: skip

    def _times(self, n: int, text: str) -> list[float]:
        years = [int(y) for y in _YEAR.findall(text)]
        current = self.day.year if self.day else max(years, default=0)
        away = [(self.day - last).days for _, last in self.days[n] if self.day is not None]
        gap = max(away, default=0)
        return [
            float(any(y < current for y in years)), float(current in years),
            float(np.log1p(min(max(gap, 0), 20_000))), float(bool(away)),
            float(any(abs(a) <= 1 for a in away)),
        ]  # fmt: skip

    def _verbs(self, n: int) -> list[float]:
        tags = self.tags[n]
        had = sum(
            tag == "VBD" and lemma == "have" and any(t == "VBN" for t, _ in tags[i + 1 : i + 4])
            for i, (tag, lemma) in enumerate(tags)
        )
        past = sum(tag in ("VBD", "VBN") for tag, _ in tags)
        present = sum(tag in ("VBZ", "VBP") for tag, _ in tags)
        future = sum(tag == "MD" and lemma in ("will", "shall") for tag, lemma in tags)
        return [float(min(had, 2)), float(min(past, 4)), float(min(present, 4)), float(future)]


def around(rows: Sequence[Floats] | Floats, reach: int = 1) -> Floats:
    """Rows beside those of the sentences before and after, zeros past the ends."""
    table = np.asarray(rows, np.float32)
    shifted = [table]
    for step in range(1, reach + 1):
        before, after = np.zeros_like(table), np.zeros_like(table)
        before[step:], after[:-step] = table[:-step], table[step:]
        shifted += [before, after]
    return np.hstack(shifted)
