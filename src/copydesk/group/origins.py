"""Who really says it: the reports of a story, joined where they are one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from copydesk.group.copies import COPY, SHARES, Copy
from copydesk.group.credits import Mark, credited, marks
from copydesk.group.outlets import Outlet, Outlets, fold, shipped
from copydesk.model import Article, Join, Origin
from copydesk.unions import Unions

#: Code points of a title that stands for an outlet nobody named.
_TITLE = 40
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class _Report:
    """What is known of one report's provenance."""

    article: Article
    outlet: Outlet | None
    marks: tuple[Mark, ...]

    @property
    def agency(self) -> Mark | None:
        """The sure mark, when exactly one agency is marked."""
        sure = [mark for mark in self.marks if mark.sure and mark.agency is not None]
        return sure[0] if len(sure) == 1 else None


def origins(
    articles: Sequence[Article], copies: Iterable[Copy], outlets: Outlets | None = None
) -> tuple[Origin, ...]:
    """Independent origins of the reports of one story.

    Args:
        articles: the story's reports, in order of publication.
        copies: pairs of reports that share text; pairs outside the story are ignored.
        outlets: who is who; the shipped table when None.

    Returns:
        Origins in order of their first report; every report is in exactly one.

    Reports are joined when one copies the other, when both carry one agency's mark, when one
    house owns both outlets, and when one rests on the other's outlet alone. A report that
    carries an agency's or another report's copy speaks for that origin, not for its outlet.
    """
    table = outlets or shipped()
    reports = [_Report(a, table.of(a.outlet, a.url), marks(a, table)) for a in articles]
    places = {article.id: place for place, article in enumerate(articles)}
    pairs = sorted(
        (places[c.a], places[c.b], c.score) for c in copies if c.a in places and c.b in places
    )
    groups = _Groups(len(articles))
    for i, j, score in pairs:
        shared = f"{round(100 * score)} % of the shorter report's words stand in the other"
        if score >= COPY:
            groups.join(i, j, "copy", shared)
        elif score >= SHARES and (words := _common_mark(reports[i], reports[j])):
            groups.join(i, j, "wire mark", f"{words}, and {shared}")
    voices = _voices(groups, reports)
    _join_voices(groups, reports, voices)
    _join_credited(groups, reports, table)
    return tuple(
        _origin(members, reports, voices, groups.joins(members, reports))
        for members in groups.members()
    )


def _common_mark(a: _Report, b: _Report) -> str | None:
    """Words of a mark, sure or weak, by which both name an agency or one names the other."""
    for one, other in ((a, b), (b, a)):
        for mark in one.marks:
            if mark.agency is not None and mark.agency == other.outlet:
                return f"one carries {mark.words!r}"
            for second in other.marks:
                if mark.agency == second.agency:
                    return f"both carry {mark.words!r}"
    return None


def _voices(groups: _Groups, reports: Sequence[_Report]) -> dict[int, tuple[str, str]]:
    """For each first member the voice its copies speak with: a key, and why."""
    voices = {}
    for members in groups.members():
        marked = next((r.agency for m in members if (r := reports[m]).agency), None)
        first = reports[members[0]]
        agency = next((o for m in members if (o := reports[m].outlet) and o.kind == "agency"), None)
        if marked is not None and marked.agency is not None:
            voices[members[0]] = (f"agency {marked.agency.name}", marked.words)
        elif agency is not None:
            voices[members[0]] = (f"agency {agency.name}", "")
        elif first.outlet is not None and first.outlet.kind != "aggregator":
            voices[members[0]] = (f"family {first.outlet.family}", "")
    return voices


def _join_voices(
    groups: _Groups, reports: Sequence[_Report], voices: dict[int, tuple[str, str]]
) -> None:
    """Join groups of copies that speak with one voice."""
    same = defaultdict(list)
    for first, (key, words) in sorted(voices.items()):
        same[key].append((first, words))
    for key, members in sorted(same.items()):
        one, words = members[0]
        for other, other_words in members[1:]:
            rule, detail = _reason(key, reports[one], reports[other], words, other_words)
            groups.join(one, other, rule, detail)


def _reason(key: str, a: _Report, b: _Report, words: str, other_words: str) -> tuple[str, str]:
    if key.startswith("agency "):
        agency = key.removeprefix("agency ")
        printed = [f"{w!r}" for w in (words, other_words) if w]
        if len(printed) == 2:
            return "wire mark", f"both carry {agency}: {' and '.join(printed)}"
        if printed:
            return "wire mark", f"one is by {agency}, the other carries {printed[0]}"
    if a.outlet and b.outlet and fold(a.outlet.name) == fold(b.outlet.name):
        return "same outlet", f"both are by {a.outlet.name}"
    return "family", f"both outlets are of {key.split(' ', 1)[1]}"


def _join_credited(groups: _Groups, reports: Sequence[_Report], outlets: Outlets) -> None:
    """Join a report to the one it rests on, when it credits that outlet alone."""
    by_name: dict[str, int] = {}
    for place, report in enumerate(reports):
        if report.outlet is not None:
            by_name.setdefault(report.outlet.name, place)
    for place, report in enumerate(reports):
        names = credited(report.article, outlets)
        if len(names) != 1:
            continue
        source = outlets.of(names[0], None)
        target = by_name.get(source.name) if source else None
        if target is not None and target != place:
            groups.join(place, target, "cited outlet", f"rests on {names[0]} alone")


def _origin(
    members: Sequence[int],
    reports: Sequence[_Report],
    voices: dict[int, tuple[str, str]],
    joins: tuple[Join, ...],
) -> Origin:
    key = voices.get(members[0], ("", ""))[0]
    own = [outlet.name if (outlet := reports[m].outlet) else None for m in members]
    if key.startswith("agency "):
        name, kind = key.removeprefix("agency "), "agency"
        what, preposition = "outlet", "via"
    else:
        name, kind = _name(reports[members[0]])
        only_copies = all(join.rule == "copy" for join in joins)
        what, preposition = ("copy" if only_copies else "other outlet"), "with"
        own = own[1:]
    carriers = len({outlet for outlet in own if outlet not in (None, name)}) + own.count(None)
    shown = f"{name} {preposition} {_counted(carriers, what)}" if carriers else name
    articles = tuple(reports[m].article.id for m in members)
    return Origin(f"origin-{articles[0]}", shown, kind, articles, joins)


def _name(report: _Report) -> tuple[str, str]:
    """Printed name and kind of the origin that a report alone would be."""
    if report.outlet is not None:
        return report.outlet.name, report.outlet.kind
    if report.article.digest:
        return report.article.digest, "aggregator"
    words = " ".join((report.article.title or report.article.text).split())
    return f"“{_shortened(words)}”" if words else "unnamed outlet", "outlet"


def _shortened(words: str) -> str:
    """The words cut behind a whole word within `_TITLE` code points, with an ellipsis."""
    if len(words) <= _TITLE:
        return words
    return words[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:.–— ") + "…"


def _counted(count: int, what: str) -> str:
    """How many of what, in words below ten."""
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    plural = what if count == 1 else what.removesuffix("y") + ("ies" if what[-1] == "y" else "s")
    return f"{number} {plural}"


class _Groups:
    """Which reports are one origin, and why."""

    def __init__(self, count: int) -> None:
        self._unions = Unions(range(count))
        self._why: list[tuple[int, int, str, str]] = []

    def join(self, a: int, b: int, rule: str, detail: str) -> None:
        self._why.append((a, b, rule, detail))
        self._unions.join(a, b)

    def members(self) -> list[list[int]]:
        return self._unions.groups()

    def joins(self, members: Sequence[int], reports: Sequence[_Report]) -> tuple[Join, ...]:
        first = self._unions.first(members[0])
        return tuple(
            Join(reports[a].article.id, reports[b].article.id, rule, detail)
            for a, b, rule, detail in self._why
            if self._unions.first(a) == first
        )
