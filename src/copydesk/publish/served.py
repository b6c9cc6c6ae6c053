"""The same pages for a server: each story's to be kept, the lists made when they are asked for.

What a story's page has of other stories (menu, neighbours, votes) is left open in it and filled in
when it is sent, so that a story that comes changes no other story's page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from copydesk.model import Dossier, Rating, State
from copydesk.publish import listings, slugs, syndication
from copydesk.publish.citations import passes
from copydesk.publish.directory import Card, Directory, directory, sections_of
from copydesk.publish.disputes import Standing
from copydesk.publish.edition import feed_files, page_file, story_files
from copydesk.publish.rendering import asset, render
from copydesk.publish.site import Site
from copydesk.publish.text import printable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: What is left open in a page, to be filled in.
MENU, ONWARD, RATING = b"<!--menu-->", b"<!--onward-->", b"<!--rating-->"
#: Files beside the pages that every reader gets.
ASSETS = ("copydesk.css", "copydesk.js", "icon.svg", "live.js")
_MENU, _MORE, _LATEST = 6, 4, 6
#: Results of a search on one page.
RESULTS = 50


@dataclass(frozen=True, slots=True)
class OutletTold:
    """What an outlet has in one story."""

    slug: str
    name: str
    owner: str | None
    seat: str | None
    home: str | None
    compared: int
    differed: int
    reports: tuple[listings.Report, ...]


@dataclass(frozen=True, slots=True)
class OutletCount:
    """What the list of outlets counts of one story."""

    slug: str
    name: str
    owner: str | None
    seat: str | None
    reports: int
    compared: int
    differed: int


@dataclass(frozen=True, slots=True)
class Entry:
    """What lists need of a story."""

    card: Card
    topic: str | None
    highlights: listings.Highlights
    outlets: tuple[OutletCount, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """A story made ready: its pages by path, what lists need, and its words for a search."""

    pages: Mapping[str, bytes]
    entry: Entry
    outlets: tuple[OutletTold, ...]
    headline: str
    words: str


def served(dossier: Dossier, site: Site) -> Served:
    """Make a story ready. The story is public, and ``site.served`` is set."""
    listing = directory([dossier])
    pages = dict(story_files(dossier, listing, site))
    card = listing.cards[0]
    outlets = tuple(
        OutletTold(
            slugs.slug(page.name),
            page.name,
            page.owner,
            page.seat,
            page.home,
            page.compared,
            page.differed,
            page.reports,
        )
        for page in listings.source_pages(listing, site)
    )
    counts = tuple(
        OutletCount(o.slug, o.name, o.owner, o.seat, len(o.reports), o.compared, o.differed)
        for o in outlets
    )
    entry = Entry(card, dossier.draft.topic, listings.highlights(dossier), counts)
    words = ""
    if dossier.state is not State.WITHDRAWN:
        told = [s.text for s in dossier.draft.sentences()[1:] if passes(s)]
        words = printable(" ".join([card.kicker, *card.outlets, *told]))
    return Served(pages, entry, outlets, card.headline, words)


class Paper:
    """All lists of the site, from what is kept of its stories.

    Args:
        entries: stories by id.
        site: settings; ``served`` is set.
    """

    def __init__(self, entries: Mapping[str, Entry], site: Site) -> None:
        ordered = sorted(
            entries.items(),
            key=lambda item: (-(item[1].card.updated or _EPOCH).timestamp(), item[1].card.slug),
        )
        self._site = site
        self._entries = [entry for _, entry in ordered]
        self._by_story = dict(entries)
        cards = tuple(entry.card for entry in self._entries)
        self._directory = Directory(
            dossiers=(),
            cards=cards,
            sections=sections_of(cards, [entry.topic for entry in self._entries]),
            outlets={},
            newest=max((c.updated for c in cards if c.updated is not None), default=None),
        )
        self._place = {card.slug: place for place, card in enumerate(cards)}
        self._section = {section.slug: section for section in self._directory.sections}

    @property
    def menu(self) -> tuple[object, ...]:
        """The sections in the menu."""
        return self._directory.sections[:_MENU]

    def page(self, path: str) -> bytes | None:
        """A list page, feed or site map; None when there is none at that path."""
        makers: dict[str, Callable[[], bytes]] = {
            "index.html": self._front,
            "about.html": self._about,
            "sources.html": lambda: self.made(
                "sources.html", "sources.html", {"outlets": self._outlets()}
            ),
            "sources.opml": self._opml,
            "sitemap.xml": self._site_map,
            "news-sitemap.xml": lambda: syndication.news_sitemap(self._site, self._directory.cards),
        }
        if path == "differences.json":
            return syndication.differences_feed(self._site, path, self._differing())
        if path in makers:
            return makers[path]()
        if path in ("rss.xml", "atom.xml", "feed.json"):
            title, cards = self._site.title, self._directory.cards
            return dict(feed_files("", title, "index.html", cards, self._site))[path]
        return self._of_section(path) if path.startswith("sections/") else None

    def _differing(self) -> Iterator[tuple[Card, Standing]]:
        for entry in self._entries:
            if not entry.card.withdrawn:
                yield from ((entry.card, figure) for _, figure in entry.highlights.differences)

    def _front(self) -> bytes:
        page = listings.front_page(self._directory, lambda i: self._entries[i].highlights)
        return self.made("index.html", "front.html", page)

    def _about(self) -> bytes:
        cards = self._directory.cards
        counts = {
            "stories": len(cards),
            "reports": sum(card.reports for card in cards),
            "outlets": len({o.slug for e in self._entries for o in e.outlets}),
        }
        return self.made("about.html", "about.html", counts)

    def _site_map(self) -> bytes:
        listing = self._directory
        paths = [("index.html", listing.newest)]
        paths += [(f"stories/{c.slug}.html", c.updated) for c in listing.cards]
        paths += [(f"sections/{s.slug}.html", s.cards[0].updated) for s in listing.sections]
        return syndication.sitemap(self._site, paths)

    def _of_section(self, path: str) -> bytes | None:
        name = path.removeprefix("sections/")
        slug, _, kind = name.partition(".")
        section = self._section.get(slug)
        if section is not None and kind in ("rss.xml", "atom.xml", "feed.json"):
            title = f"{self._site.title}: {section.name}"
            home = f"sections/{slug}.html"
            found = feed_files(f"sections/{slug}.", title, home, section.cards, self._site)
            return dict(found)[path]
        if kind != "html":
            return None
        number = 1
        if section is None:
            stem, _, digits = slug.rpartition("-")
            section, number = self._section.get(stem), int(digits) if digits.isdecimal() else 0
        if section is None or number < 1:
            return None
        pages = listings.section_pages(section)
        page = next((p for p in pages if p.number == number), None)
        return self.made(path, "section.html", page) if page is not None else None

    def source(self, slug: str, told: Mapping[str, OutletTold]) -> bytes | None:
        """An outlet's page, from what it has in each story."""
        known = {story: told[story] for story in told if story in self._by_story}
        if not known:
            return None
        first = next(iter(known.values()))
        homes = [o.home for o in known.values() if o.home]
        ordered = sorted(
            known.items(), key=lambda item: self._place[self._by_story[item[0]].card.slug]
        )
        reports = tuple(
            replace(report, card=self._by_story[story].card)
            for story, outlet in ordered
            for report in outlet.reports
        )
        page = listings.SourcePage(
            name=first.name,
            slug=slug,
            owner=first.owner,
            seat=first.seat,
            home=min(homes, key=lambda h: (-homes.count(h), h)) if homes else None,
            reports=reports,
            stories=len(known),
            compared=sum(o.compared for o in known.values()),
            differed=sum(o.differed for o in known.values()),
        )
        return self.made(f"sources/{slug}.html", "source.html", page)

    def _outlets(self) -> tuple[listings.OutletRow, ...]:
        rows: dict[str, list[OutletCount]] = {}
        for entry in self._entries:
            for outlet in entry.outlets:
                rows.setdefault(outlet.slug, []).append(outlet)
        found = [
            listings.OutletRow(
                name=held[0].name,
                slug=slug,
                owner=held[0].owner,
                seat=held[0].seat,
                reports=sum(o.reports for o in held),
                stories=len(held),
                compared=sum(o.compared for o in held),
                differed=sum(o.differed for o in held),
            )
            for slug, held in rows.items()
        ]
        return tuple(sorted(found, key=lambda row: (-row.reports, row.name.casefold())))

    def _opml(self) -> bytes:
        """The outlets, each with its page here."""
        pages = [
            listings.SourcePage(r.name, r.slug, r.owner, r.seat, None, (), r.stories, 0, 0)
            for r in self._outlets()
        ]
        return syndication.opml(self._site, pages)

    def found(self, query: str, stories: Sequence[str]) -> bytes:
        """The page of a search's results."""
        cards = [self._by_story[s].card for s in stories if s in self._by_story]
        page = {"query": query, "cards": cards, "more": len(stories) >= RESULTS, "mark": ""}
        return self.made("search.html", "search.html", page)

    def filled(self, path: str, body: bytes, rating: Rating | None) -> bytes:
        """A story's page with what it left open."""
        root = "../" * path.count("/")
        if MENU in body:
            menu = render(
                "menu.html",
                self._site.templates,
                menu=self.menu,
                root=root,
                path=path,
                current=lambda here: "",
            )
            body = body.replace(MENU, menu.encode(), 1)
        if RATING in body and rating is not None:
            told = render(
                "rating.html",
                self._site.templates,
                site=self._site,
                root=root,
                standalone_style=None,
                page={"rating": rating, "slug": slug_of(path)},
            )
            body = body.replace(RATING, told.encode(), 1)
        if ONWARD in body:
            told = render(
                "onward.html",
                self._site.templates,
                site=self._site,
                root=root,
                standalone_style=None,
                page=self._onward(slug_of(path)),
            )
            body = body.replace(ONWARD, told.encode(), 1)
        return body

    def _onward(self, slug: str) -> dict[str, object]:
        """The stories that a story's page leads on to."""
        cards = self._directory.cards
        place = self._place.get(slug)
        if place is None:
            return {"newer": None, "older": None, "more": (), "latest": (), "kicker": ""}
        card = cards[place]
        same = self._section[card.section].cards
        more = tuple(c for c in same[: _MORE + 1] if c is not card)[:_MORE]
        latest = tuple(c for c in cards[:12] if c is not card and c not in more)[:_LATEST]
        return {
            "newer": cards[place - 1] if place > 0 else None,
            "older": cards[place + 1] if place + 1 < len(cards) else None,
            "more": more,
            "latest": latest,
            "kicker": card.kicker,
        }

    def missing(self, path: str) -> bytes:
        """What is told where no page is."""
        return self.made(path, "missing.html", None)

    def made(self, path: str, template: str, page: object) -> bytes:
        """A page of the site from its template."""
        return page_file(path, template, self._directory, self._site, page=page, menu=self.menu)[1]


def slug_of(path: str) -> str:
    """The slug in a story's path."""
    return path.rpartition("/")[2].partition(".")[0]


def static_file(name: str, site: Site) -> bytes | None:
    """A style sheet or script, the icon, the theme, the logo; None for any other name."""
    if name in ASSETS:
        return asset(name)
    if name == "theme.css" and site.theme:
        return site.theme_css().encode()
    if site.logo is not None and site.logo_file == f"static/{name}":
        return site.logo.read_bytes()
    return None
