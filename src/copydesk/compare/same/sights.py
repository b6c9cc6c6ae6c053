"""What the figures of a story show of themselves: their words, values, names and times, in rows.

Everything is read from the words around a number and from its parse; nothing is looked up in a
list of verbs or of things counted. `pair_signs` sets two rows beside each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from copydesk.compare.same import measures
from copydesk.compare.same.surroundings import Page
from copydesk.compare.stems import stem
from copydesk.language import vectors
from copydesk.model import Annotated, Claims, Figure

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

#: Names of the vectors of a figure.
VIEWS: Final = ("around", "object", "counted", "governor", "sentence", "before")
#: Slots that are read from the grammar around a number, as far as they are sure.
SLOTS: Final = (
    "predicate", "counted", "part of", "population", "place", "time", "event", "source", "subject",
)  # fmt: skip


@dataclass(frozen=True)
class Sights:
    """The figures of a story, a row each.

    Attributes:
        figures: in the order given.
        views: figures x `VIEWS` x vector size, unit vectors.
        words, near: weighted stems of the sentence and of the surroundings, sparse, unit rows.
        names, others: names, and other numbers, of the sentence, sparse counts.
        people: who the sentence is about, pronouns and nouns for a name among them, and what stands
            before it; rare ones weigh more, sparse unit rows.
        about: other numbers of the sentences around, sparse counts.
        numbers: columns by name, one number a figure.
        slots: by name of `SLOTS`, a number a figure that stands for what fills it; 0 for nothing.
        value: number of the figure's value with its unit; values: values x reports, who gives it.
        article, block: numbers of the figure's report and of its class of units; figures of
            different blocks are never one.
        days: of each report, days from the first one's publication to its own; 0 when unknown.
    """

    figures: tuple[Figure, ...]
    views: Floats
    words: sparse.csr_matrix
    near: sparse.csr_matrix
    names: sparse.csr_matrix
    others: sparse.csr_matrix
    people: sparse.csr_matrix
    about: sparse.csr_matrix
    numbers: dict[str, Floats]
    slots: dict[str, Integers]
    value: Integers
    values: NDArray[np.bool_]
    article: Integers
    block: Integers
    days: Floats


def sights(reports: Sequence[Annotated], claims: Sequence[Claims]) -> Sights:
    """Rows of all figures of a story, report by report."""
    table = vectors.shipped()
    views: list[Floats] = []
    rows: list[dict[str, float]] = []
    bags: dict[str, list[dict[str, float]]] = {
        k: [] for k in ("words", "near", "names", "others", "people", "about")
    }
    subjects: list[str] = []
    figures: list[Figure] = []
    articles: list[int] = []
    for number, (report, held) in enumerate(zip(reports, claims, strict=True)):
        page = Page(report, held)
        for figure in held.figures:
            sight = page.of(figure)
            figures.append(figure)
            articles.append(number)
            views.append(np.stack([_sum(table, sight.views[name]) for name in VIEWS]))
            rows.append(sight.numbers)
            subjects.append(page.subject(figure))
            for kind, bag in sight.bags.items():
                bags[kind].append(bag)
    stacked = np.stack(views) if views else np.zeros((0, len(VIEWS), vectors.SIZE), np.float32)
    names = list(rows[0]) if rows else []
    kinds: dict[str, int] = {}
    block = [kinds.setdefault(_block(f), len(kinds)) for f in figures]
    value = _numbered(_values(figures))
    values = np.zeros((len(figures) + 1, max(1, len(reports))), np.bool_)
    values[value, articles] = True
    filled = [_filled(f) | {"subject": s} for f, s in zip(figures, subjects, strict=True)]
    return Sights(
        tuple(figures),
        vectors.unit(stacked),
        _matrix(bags["words"], weighed=True),
        _matrix(bags["near"], weighed=True),
        _matrix(bags["names"]),
        _matrix(bags["others"]),
        _matrix(bags["people"], weighed=True),
        _matrix(bags["about"]),
        {name: np.array([row[name] for row in rows], np.float32) for name in names},
        {slot: _numbered([row[slot] for row in filled]) for slot in SLOTS},
        value,
        values,
        np.array(articles, np.int64),
        np.array(block, np.int64),
        _days([r.article.published for r in reports]),
    )


def _days(published: Sequence[datetime | None]) -> Floats:
    known = [time for time in published if time is not None]
    first = min(known, default=None)
    gaps = [(t - first).total_seconds() if t and first else 0.0 for t in published]
    return np.array([gap / 86_400 for gap in gaps] or [0.0], np.float32)


def _filled(figure: Figure) -> dict[str, str]:
    held = figure.scope
    return {
        "predicate": figure.predicate,
        "counted": stem(figure.counted.lower()) if figure.counted else "",
        "part of": held.part_of or "",
        "population": held.population or "",
        "place": (held.place or "").lower(),
        "time": held.time or "",
        "event": held.event or "",
        "source": (figure.attribution.name or "").lower().rpartition(" ")[2],
    }


def _values(figures: Sequence[Figure]) -> list[str]:
    """A text for each figure that those of one value share, whatever unit it is given in."""
    texts = []
    known: dict[str, list[tuple[str, float, str]]] = {}
    for f in figures:
        if f.point is None:
            texts.append(f"{f.unit} {f.point} {f.interval.lo} {f.interval.hi}")
            continue
        text, kind = f"{f.unit} {f.point:.6g}", measures.kind(f.unit)
        if kind in _CONVERTED:
            size = f.point * measures.factor(f.unit)
            held = known.setdefault(kind, [])
            text = next(
                (t for t, n, u in held if u != f.unit and abs(n - size) <= _CLOSE * max(n, size)),
                text,
            )
            held.append((text, size, f.unit))
        texts.append(text)
    return texts


#: Measures that reports change into other units, and what such a change may leave.
_CONVERTED: Final = frozenset({"length", "mass", "area", "speed", "volume", "duration"})
_CLOSE: Final = 0.02


def _numbered(texts: Sequence[str]) -> Integers:
    """A number for each distinct text, 0 for the empty one."""
    known = {"": 0}
    return np.array([known.setdefault(text, len(known)) for text in texts], np.int64)


def _sum(table: vectors.Vectors, weighted: Sequence[tuple[str, float]]) -> Floats:
    total = np.zeros(vectors.SIZE, np.float32)
    for word, weight in weighted:
        total += np.float32(weight) * table.word(word)
    return total


def _block(figure: Figure) -> str:
    """Class of units; people and things counted are one class, for heads are often unclear."""
    return measures.kind(figure.unit) or "count"


def _matrix(bags: Sequence[dict[str, float]], *, weighed: bool = False) -> sparse.csr_matrix:
    """A row a figure; weighed: rare words weigh more, rows of length one."""
    column: dict[str, int] = {}
    counts = Counter(word for bag in bags for word in bag)
    data, places, ends = [], [], [0]
    for bag in bags:
        for word, weight in sorted(bag.items()):
            rarity = np.log((1 + len(bags)) / (0.5 + counts[word])) if weighed else 1.0
            data.append(weight * rarity)
            places.append(column.setdefault(word, len(column)))
        ends.append(len(places))
    shape = (len(bags), max(1, len(column)))
    made = sparse.csr_matrix((np.array(data, np.float32), places, ends), shape=shape)
    if weighed:
        length = np.sqrt(np.asarray(made.multiply(made).sum(1)).ravel())
        made = sparse.diags(1 / np.maximum(length, 1e-9)) @ made
    return sparse.csr_matrix(made, dtype=np.float32)
