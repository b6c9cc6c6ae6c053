"""The comparison: what differs, what several origins share, and what one origin alone says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from copydesk.model import Claim, Dossier, Point, Verdict
from copydesk.publish import wording
from copydesk.publish.citations import Citations, Words, words_of
from copydesk.publish.source_list import origin_names, outlets_of
from copydesk.publish.text import clipped, listed

#: Groups of the table, in order: key, heading, what it means.
GROUPS = (
    ("differing", "Where reports differ", "Reports say different things of one matter."),
    ("agreed", "Where reports agree", "Two or more independent origins say the same."),
    ("quotations", "Quotations", "Words in quotation marks, each wording by its outlet."),
    ("single", "Said by one origin only", "No second independent origin was found for it."),
)

_VERDICTS = {
    Verdict.AGREE: "Agree",
    Verdict.COMPATIBLE: "Fit each other",
    Verdict.DIFFER: "Differ",
    Verdict.UPDATED: "Updated",
    Verdict.SINGLE: "One origin",
}
_QUOTED = {
    Verdict.AGREE: "Same words",
    Verdict.COMPATIBLE: "Words that fit",
    Verdict.DIFFER: "Other words",
    Verdict.UPDATED: "Later words",
    Verdict.SINGLE: "One origin",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A source that says it: its number in the story's source list."""

    number: int
    outlet: str


def marks(
    articles: Iterable[str], numbers: dict[str, int], outlets: dict[str, str]
) -> tuple[Mark, ...]:
    """The sources of the articles, each outlet once, by its first report."""
    first: dict[str, Mark] = {}
    for article in articles:
        first.setdefault(outlets[article], Mark(numbers[article], outlets[article]))
    return tuple(first.values())


@dataclass(frozen=True, slots=True)
class Saying:
    """What an origin says of a point, in one wording.

    ``stand`` is its relation to the other columns in words ("differs from The Example").
    """

    value: str
    qualifier: str | None
    speaker: str | None
    as_of: str | None
    quoted: bool
    words: Words | None
    marks: tuple[Mark, ...]
    stand: str | None
    differs: bool
    reported: datetime | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A point: one cell of sayings for each column, empty where the origin is silent."""

    id: str
    about: str
    kind: str
    verdict: str
    key: str
    reason: str
    origins: int
    cells: tuple[tuple[Saying, ...], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """An origin. ``outlets`` are those behind it."""

    name: str
    kind: str
    outlets: tuple[str, ...]
    reports: int


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one kind of verdict."""

    key: str
    title: str
    meaning: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The whole comparison.

    Attributes:
        columns: the origins, in order of publication.
        groups: what several origins speak of: points in dispute, agreed ones, quotations.
        alone: what one origin says and no other, by origin; those with nothing are left out.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    alone: tuple[tuple[Column, tuple[Row, ...]], ...]

    @property
    def shared(self) -> bool:
        """Whether anything stands side by side that is not in dispute."""
        return any(group.rows for group in self.groups if group.key != "differing")

    @property
    def single(self) -> int:
        """How many points one origin alone makes."""
        return sum(len(rows) for _, rows in self.alone)


def group_of(point: Point) -> str:
    """Key of the group that the point belongs to; what one origin alone says is no other's."""
    if len(point.origins) < 2:
        return "single"
    if point.kind == "quotation":
        return "quotations"
    if point.verdict in (Verdict.DIFFER, Verdict.UPDATED):
        return "differing"
    return "single" if point.verdict is Verdict.SINGLE else "agreed"


def comparison(dossier: Dossier, citations: Citations) -> Comparison:
    """The comparison of a story; rows of more origins come first.

    Args:
        dossier: the story.
        citations: numbers of its sources.
    """
    outlets = outlets_of(dossier)
    names = origin_names(dossier)
    columns = tuple(
        Column(
            name=names[origin.id],
            kind=origin.kind,
            outlets=tuple(dict.fromkeys(outlets[a] for a in origin.articles)),
            reports=len(origin.articles),
        )
        for origin in dossier.story.origins
    )
    rows: dict[str, list[Row]] = {key: [] for key, _, _ in GROUPS}
    alone: dict[int, list[Row]] = {}
    table = _Table(dossier, citations, outlets, names)
    for number, point in enumerate(dossier.points, 1):
        row = table.row(point, number)
        if row.origins > 1:
            rows[group_of(point)].append(row)
        else:
            alone.setdefault(next(i for i, cell in enumerate(row.cells) if cell), []).append(row)
    groups = tuple(
        Group(key, title, meaning, tuple(sorted(rows[key], key=_by_weight)))
        for key, title, meaning in GROUPS
        if key != "single"
    )
    return Comparison(
        columns, groups, tuple((columns[index], tuple(alone[index])) for index in sorted(alone))
    )


def _by_weight(row: Row) -> tuple[int, int, str]:
    return (-row.origins, {"differ": 0, "updated": 1}.get(row.key, 2), row.about.casefold())


class _Table:
    """What every row needs of the story."""

    def __init__(
        self,
        dossier: Dossier,
        citations: Citations,
        outlets: dict[str, str],
        names: dict[str, str],
    ) -> None:
        self.dossier = dossier
        self.numbers = citations.numbers
        self.outlets = outlets
        self.names = names
        self.reports = {r.article.id: r for r in dossier.reports}
        self.origin = {a: o.id for o in dossier.story.origins for a in o.articles}

    def row(self, point: Point, number: int) -> Row:
        chosen = point.representatives or tuple(range(len(point.claims)))
        stands = self._stands(point, chosen)
        cells: dict[str, dict[str, list[int]]] = {o.id: {} for o in self.dossier.story.origins}
        for index in chosen:
            claim = point.claims[index]
            key = wording.same_words(claim, self.reports[claim.article])
            cells[self.origin[claim.article]].setdefault(key, []).append(index)
        return Row(
            id=f"p{number}",
            about=clipped(point.about, 120) or point.kind,
            kind=point.kind,
            verdict=(_QUOTED if point.kind == "quotation" else _VERDICTS)[point.verdict],
            key=point.verdict.value,
            reason=clipped(point.reason, 300),
            origins=len(point.origins),
            cells=tuple(
                tuple(self._saying(point, indices, stands) for indices in cell.values())
                for cell in cells.values()
            ),
        )

    def _saying(self, point: Point, indices: list[int], stands: dict[int, list[str]]) -> Saying:
        claim: Claim = point.claims[indices[0]]
        report = self.reports[claim.article]
        others = list(dict.fromkeys(name for i in indices for name in stands.get(i, ())))
        value = wording.value(claim, report)
        words = words_of(report, claim.span)
        alone = not (words.before.strip() or words.after.strip(" .!?"))
        return Saying(
            value=value,
            qualifier=wording.qualifier(claim, report),
            speaker=wording.speaker(claim),
            as_of=wording.as_of(claim),
            quoted=wording.is_quotation(claim),
            words=None if alone else words,
            marks=marks((point.claims[i].article for i in indices), self.numbers, self.outlets),
            stand=f"Differs from {listed(others, 3)}" if others else None,
            differs=bool(others),
            reported=report.article.published,
            language=report.article.language if report.article.language != "und" else None,
        )

    def _stands(self, point: Point, chosen: tuple[int, ...]) -> dict[int, list[str]]:
        """By claim, the names of the origins whose claim differs from it."""
        stands: dict[int, list[str]] = {}
        for pair in point.pairs:
            if pair.verdict is not Verdict.DIFFER or not {pair.a, pair.b} <= set(chosen):
                continue
            for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
                name = self.names[self.origin[point.claims[other].article]]
                if name not in stands.setdefault(one, []):
                    stands[one].append(name)
        return stands
