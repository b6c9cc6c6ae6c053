"""View models of the pages that list: front, section, sources, source, search, about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from copydesk.model import Dossier, Figure, Point, State, Verdict
from copydesk.publish import wording
from copydesk.publish.citations import passes
from copydesk.publish.directory import Card, Directory, Section
from copydesk.publish.reports import origin_names, outlet_of, outlets_of, standing
from copydesk.publish.site import Site
from copydesk.publish.text import clipped, listed, web_address

_A_PAGE = 48
_ON_FRONT = 4
_LATEST = 12
_DIFFERENCES = 6

#: IPTC Media Topics, top level (CC BY 4.0, IPTC, https://cv.iptc.org/newscodes/mediatopic/).
TOPICS = {
    "medtop:01000000": "arts, culture, entertainment and media",
    "medtop:02000000": "crime, law and justice",
    "medtop:03000000": "disaster, accident and emergency incident",
    "medtop:04000000": "economy, business and finance",
    "medtop:05000000": "education",
    "medtop:06000000": "environment",
    "medtop:07000000": "health",
    "medtop:08000000": "human interest",
    "medtop:09000000": "labour",
    "medtop:10000000": "lifestyle and leisure",
    "medtop:11000000": "politics and government",
    "medtop:12000000": "religion",
    "medtop:13000000": "science and technology",
    "medtop:14000000": "society",
    "medtop:15000000": "sport",
    "medtop:16000000": "conflict, war and peace",
    "medtop:17000000": "weather",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A quick look without its citations."""

    label: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A point in dispute: each value with who says it. ``row`` is its row on the compare page."""

    slug: str
    row: str
    headline: str
    about: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """View model of the front page.

    ``lead`` is None for a site without stories. ``today``: the differences are those of the
    newest days; when these have none, older ones are shown.
    """

    newest: datetime | None
    lead: Card | None
    lead_looks: tuple[Look, ...]
    differences: tuple[Difference, ...]
    today: bool
    sections: tuple[Section, ...]
    latest: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One page of a section."""

    section: Section
    topic: str | None
    cards: tuple[Card, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet in the list of sources."""

    name: str
    slug: str
    reports: int
    stories: int


@dataclass(frozen=True, slots=True)
class Report:
    """A report on an outlet's page."""

    card: Card
    title: str
    link: str | None
    published: datetime | None
    standing: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """An outlet's page."""

    name: str
    slug: str
    owner: str | None
    home: str | None
    reports: tuple[Report, ...]
    stories: int


def front_page(directory: Directory) -> FrontPage:
    """The front page.

    The lead is the story of the newest two days that most independent origins report.
    """
    recent = [i for i in directory.recent(2) if not directory.cards[i].withdrawn]
    shown = recent or [i for i, c in enumerate(directory.cards) if not c.withdrawn]
    lead = min(shown, key=lambda i: (-directory.cards[i].origins, i), default=None)
    today = _differences(directory, shown)
    older = [] if today else [i for i, c in enumerate(directory.cards) if not c.withdrawn]
    looks: tuple[Look, ...] = ()
    if lead is not None:
        quick = directory.dossiers[lead].draft.quick_looks
        looks = tuple(Look(s.label, s.text) for s in quick if passes(s))[:4]
    sections = tuple(
        Section(
            s.name,
            s.slug,
            s.topic,
            tuple(c for c in s.cards if lead is None or c is not directory.cards[lead])[:_ON_FRONT],
        )
        for s in directory.sections
    )
    return FrontPage(
        newest=directory.newest,
        lead=None if lead is None else directory.cards[lead],
        lead_looks=looks,
        differences=tuple(today or _differences(directory, older)),
        today=bool(today),
        sections=tuple(s for s in sections if s.cards),
        latest=directory.cards[:_LATEST],
    )


def _differences(directory: Directory, shown: list[int]) -> list[Difference]:
    found = []
    for index in shown:
        dossier = directory.dossiers[index]
        disputed = [
            (-len(point.origins), number, point)
            for number, point in enumerate(dossier.points, 1)
            if point.verdict is Verdict.DIFFER and wording.tellable(point)
        ]
        for weight, number, point in sorted(disputed, key=lambda d: d[:2])[:2]:
            found.append((weight, index, number, point, dossier))
    found.sort(key=lambda d: d[:3])
    return [
        Difference(
            slug=dossier.slug,
            row=f"p{number}",
            headline=directory.cards[index].headline,
            about=clipped(point.about, 120),
            values=_values(point, dossier),
        )
        for _, index, number, point, dossier in found[:_DIFFERENCES]
    ]


def _values(point: Point, dossier: Dossier) -> tuple[tuple[str, str], ...]:
    """Each wording of the figure with the origins that give it."""
    names = origin_names(dossier)
    said: dict[str, tuple[str, dict[str, None]]] = {}
    for index in point.representatives or range(len(point.claims)):
        claim = point.claims[index]
        if isinstance(claim, Figure):
            words = wording.value(claim, dossier.report(claim.article))
            origin = names[dossier.story.origin_of(claim.article).id]
            said.setdefault(words.casefold(), (words, {}))[1][origin] = None
    return tuple((words, listed(list(who), 3)) for words, who in list(said.values())[:5])


def section_pages(section: Section) -> Iterator[SectionPage]:
    """The pages of a section, newest stories first."""
    pages = max(1, -(-len(section.cards) // _A_PAGE))
    for number in range(1, pages + 1):
        cards = section.cards[(number - 1) * _A_PAGE : number * _A_PAGE]
        yield SectionPage(section, TOPICS.get(section.topic or ""), cards, number, pages)


def source_pages(directory: Directory, site: Site) -> tuple[SourcePage, ...]:
    """A page for each outlet, by name."""
    reports: dict[str, list[Report]] = {name: [] for name in directory.outlets}
    homes: dict[str, list[str]] = {name: [] for name in directory.outlets}
    for dossier, card in zip(directory.dossiers, directory.cards, strict=True):
        outlets = outlets_of(dossier)
        for annotated in dossier.reports:
            article = annotated.article
            name = outlet_of(article)
            link = web_address(article.url)
            if link is not None:
                parts = urlsplit(link)
                homes[name].append(f"{parts.scheme}://{parts.netloc}/")
            told = standing(dossier.story.origin_of(article.id), article.id, outlets)
            if dossier.state is State.WITHDRAWN:
                told = "In a story that was withdrawn"
            title = clipped(article.title or "", 200) or "Untitled report"
            reports[name].append(Report(card, title, link, article.published, told))
    return tuple(
        SourcePage(
            name=name,
            slug=directory.outlets[name],
            owner=site.owners.get(name),
            home=_usual(homes[name]),
            reports=tuple(told),
            stories=len({r.card.slug for r in told}),
        )
        for name, told in reports.items()
    )


def _usual(homes: list[str]) -> str | None:
    """The address most reports came from; the first in order of text on a tie."""
    return min(homes, key=lambda h: (-homes.count(h), h)) if homes else None


def outlet_rows(pages: tuple[SourcePage, ...]) -> tuple[OutletRow, ...]:
    """The list of sources, most reports first."""
    rows = [OutletRow(p.name, p.slug, len(p.reports), p.stories) for p in pages]
    return tuple(sorted(rows, key=lambda row: (-row.reports, row.name.casefold())))
