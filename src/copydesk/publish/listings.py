"""View models of the pages that list: front, section, sources, source, search, about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit

from copydesk.model import Dossier, Point, State, Verdict
from copydesk.publish.citations import passes
from copydesk.publish.directory import Card, Directory, Section
from copydesk.publish.disputes import Standing, disputed
from copydesk.publish.site import Site
from copydesk.publish.source_list import outlet_of, outlets_of, standing
from copydesk.publish.text import clipped, web_address

_A_PAGE = 48
_ON_FRONT = 4
_REST = 12
_DIFFERENCES = 6
_LOOKS = 4
#: Stories that a section needs to stand on the front page, and differences told of one story.
_A_SECTION, _A_STORY = 3, 2

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
class Highlights:
    """What the front page may tell of a story; each difference with its weight."""

    looks: tuple[Look, ...]
    differences: tuple[tuple[int, Standing], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A figure in dispute, and the story it belongs to."""

    slug: str
    headline: str
    figure: Standing


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
    rest: tuple[Card, ...]


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
    """An outlet in the list of sources; ``compared`` and ``differed`` as in `SourcePage`."""

    name: str
    slug: str
    owner: str | None
    seat: str | None
    reports: int
    stories: int
    compared: int
    differed: int


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
    """An outlet's page.

    ``compared``: points that the outlet shares with another origin; ``differed``: those of them
    on which another report says what cannot hold beside its own. A count, and no rating.
    """

    name: str
    slug: str
    owner: str | None
    seat: str | None
    home: str | None
    reports: tuple[Report, ...]
    stories: int
    compared: int
    differed: int


def highlights(dossier: Dossier) -> Highlights:
    """What the front page may tell of a story."""
    looks = tuple(Look(s.label, s.text) for s in dossier.draft.quick_looks if passes(s))[:_LOOKS]
    return Highlights(looks, disputed(dossier, _A_STORY))


def front_page(directory: Directory, told: Callable[[int], Highlights]) -> FrontPage:
    """The front page, on which no story stands twice.

    The lead is the story of the newest two days that most independent origins report, the newest
    of these. A section stands with three stories and more; the rest are in "More stories".

    ``told`` gives the highlights of a story by its place in the directory.
    """
    recent = [i for i in directory.recent(2) if not directory.cards[i].withdrawn]
    shown = recent or [i for i, c in enumerate(directory.cards) if not c.withdrawn]
    lead = min(shown, key=lambda i: (-directory.cards[i].origins, i), default=None)
    today = _differences(directory, shown, told)
    older = [] if today else [i for i, c in enumerate(directory.cards) if not c.withdrawn]
    top = None if lead is None else directory.cards[lead]
    sections = tuple(
        replace(section, cards=tuple(c for c in section.cards if c is not top)[:_ON_FRONT])
        for section in directory.sections
        if sum(card is not top for card in section.cards) >= _A_SECTION
    )
    placed = {card.slug for section in sections for card in section.cards}
    rest = [c for c in directory.cards if c is not top and c.slug not in placed]
    return FrontPage(
        newest=directory.newest,
        lead=top,
        lead_looks=() if lead is None else told(lead).looks,
        differences=tuple(today or _differences(directory, older, told)),
        today=bool(today),
        sections=sections,
        rest=tuple(rest[:_REST]),
    )


def _differences(
    directory: Directory, shown: list[int], told: Callable[[int], Highlights]
) -> list[Difference]:
    found = [
        (-weight, index, place, standing)
        for index in shown
        for place, (weight, standing) in enumerate(told(index).differences)
    ]
    return [
        Difference(directory.cards[index].slug, directory.cards[index].headline, standing)
        for _, index, _, standing in sorted(found, key=lambda item: item[:3])[:_DIFFERENCES]
    ]


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
    compared: Counter[str] = Counter()
    differed: Counter[str] = Counter()
    for dossier, card in zip(directory.dossiers, directory.cards, strict=True):
        outlets = outlets_of(dossier)
        if dossier.state is not State.WITHDRAWN:
            for point in dossier.points:
                compared.update(_sharing(point, outlets))
                differed.update(_differing(point, outlets))
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
            seat=site.seats.get(name),
            home=_usual(homes[name]),
            reports=tuple(told),
            stories=len({r.card.slug for r in told}),
            compared=compared[name],
            differed=differed[name],
        )
        for name, told in reports.items()
    )


def _sharing(point: Point, outlets: dict[str, str]) -> set[str]:
    """The outlets of a point that several origins make."""
    return {outlets[c.article] for c in point.claims} if len(point.origins) > 1 else set()


def _differing(point: Point, outlets: dict[str, str]) -> set[str]:
    """The outlets of a point whose claim cannot hold beside another report's."""
    sides = (i for p in point.pairs if p.verdict is Verdict.DIFFER for i in (p.a, p.b))
    return {outlets[point.claims[index].article] for index in sides}


def _usual(homes: list[str]) -> str | None:
    """The address most reports came from; the first in order of text on a tie."""
    return min(homes, key=lambda h: (-homes.count(h), h)) if homes else None


def outlet_rows(pages: tuple[SourcePage, ...]) -> tuple[OutletRow, ...]:
    """The list of sources, most reports first."""
    rows = [
        OutletRow(
            p.name, p.slug, p.owner, p.seat, len(p.reports), p.stories, p.compared, p.differed
        )
        for p in pages
    ]
    return tuple(sorted(rows, key=lambda row: (-row.reports, row.name.casefold())))
