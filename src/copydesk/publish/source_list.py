"""The reports behind a story as the page names them: outlet, owner, time, whose words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from copydesk.model import Article, Dossier, Origin
from copydesk.publish.citations import Citations, Passage
from copydesk.publish.text import clipped, host, printable, web_address

UNKNOWN = "Unknown outlet"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One report in the source list.

    Attributes:
        standing: in words, whether it is its own report or whose it carries.
        passages: what it was cited for; empty when it was read and not cited.
    """

    title: str | None
    link: str | None
    language: str | None
    authors: tuple[str, ...]
    published: datetime | None
    revised: datetime | None
    standing: str
    notes: tuple[str, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet in the source list with its reports of the story, in order of publication."""

    number: int
    outlet: str
    outlet_page: str
    owner: str | None
    reports: tuple[SourceReport, ...]

    @property
    def cited(self) -> int:
        """How many of its passages the page cites."""
        return sum(len(report.passages) for report in self.reports)


def outlet_of(article: Article) -> str:
    """Printed name of the report's outlet.

    As given, else the host, else what a digest cites, else "Unknown outlet".
    """
    name = clipped(printable(article.outlet or ""), 80)
    digest = f"a {clipped(printable(article.digest), 80)}" if article.digest else ""
    return name or host(article.url) or digest or UNKNOWN


def outlets_of(dossier: Dossier) -> dict[str, str]:
    """Outlet names by article id, in order of publication."""
    return {r.article.id: outlet_of(r.article) for r in dossier.reports}


def origin_names(dossier: Dossier) -> dict[str, str]:
    """Printed name by origin id, no two alike within the story."""
    names: dict[str, str] = {}
    seen: dict[str, int] = {}
    for origin in dossier.story.origins:
        first = dossier.article(origin.articles[0])
        name = clipped(printable(origin.name), 60) or outlet_of(first)
        seen[name] = seen.get(name, 0) + 1
        names[origin.id] = name if seen[name] == 1 else f"{name} ({seen[name]})"
    return names


def byline(dossier: Dossier) -> list[str]:
    """Outlets of the story, each once, in order of first publication."""
    return list(dict.fromkeys(outlets_of(dossier).values()))


def standing(origin: Origin, article: str, outlets: Mapping[str, str]) -> str:
    """Whether the report speaks for itself, in words."""
    details = list(dict.fromkeys(j.detail for j in origin.joins if article in (j.a, j.b)))
    why = f" ({'; '.join(details[:2])})" if details else ""
    if origin.kind == "agency":
        return f"Agency copy{why}"
    if origin.kind == "official":
        return "Official statement"
    if len(origin.articles) == 1:
        return "Own report"
    first = origin.articles[0]
    others = len(origin.articles) - 1
    if article == first:
        same = "one more report" if others == 1 else f"{others} more reports"
        return f"First of one origin with {same}{why}"
    return f"Same origin as {outlets.get(first, UNKNOWN)}{why}"


def sources(
    dossier: Dossier,
    citations: Citations,
    outlet_pages: Mapping[str, str],
    owners: Mapping[str, str],
) -> tuple[Source, ...]:
    """All outlets of the story by their number, cited ones first."""
    outlets = outlets_of(dossier)
    found: dict[int, list[str]] = {}
    for article, number in citations.numbers.items():
        found.setdefault(number, []).append(article)
    return tuple(
        Source(
            number=number,
            outlet=outlets[articles[0]],
            outlet_page=outlet_pages[outlets[articles[0]]],
            owner=owners.get(outlets[articles[0]]),
            reports=tuple(_report(dossier, a, citations, outlets) for a in articles),
        )
        for number, articles in found.items()
    )


def _report(
    dossier: Dossier, article_id: str, citations: Citations, outlets: Mapping[str, str]
) -> SourceReport:
    article = dossier.article(article_id)
    revised = article.modified
    if revised is not None and article.published is not None and revised <= article.published:
        revised = None
    return SourceReport(
        title=clipped(article.title, 200) if article.title else None,
        link=web_address(article.url),
        language=article.language if article.language != "und" else None,
        authors=article.authors[:6],
        published=article.published,
        revised=revised,
        standing=standing(dossier.story.origin_of(article_id), article_id, outlets),
        notes=article.notes,
        passages=citations.passages(article_id),
    )
