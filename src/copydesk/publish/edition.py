"""An edition: every file of a site, made from its dossiers."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from copydesk.errors import PublishError
from copydesk.model import Dossier, State
from copydesk.publish import listings, slugs, syndication
from copydesk.publish.citations import Citations
from copydesk.publish.comparison_page import comparison
from copydesk.publish.directory import Card, Directory, directory
from copydesk.publish.downloads import as_csv, as_xlsx, claims_table
from copydesk.publish.jsonld import embedded, news_article
from copydesk.publish.newsitems import ninjs
from copydesk.publish.oembed import oembed
from copydesk.publish.records import story_json
from copydesk.publish.rendering import asset, render
from copydesk.publish.search_index import search_index
from copydesk.publish.site import Published, Site
from copydesk.publish.source_list import outlets_of
from copydesk.publish.story_page import StoryPage, picture_file, story_page
from copydesk.publish.writer import write

_File = tuple[str, bytes]
_ASSETS = ("copydesk.css", "copydesk.js", "icon.svg")


def publish_site(
    dossiers: Sequence[Dossier],
    out: Path,
    site: Site,
    redirects: Mapping[str, str] | None = None,
    owner: str | None = None,
    rendered: Rendered | None = None,
) -> Published:
    """Write a static site; only files that changed are written.

    The same dossiers and settings give the same bytes. Pages link to each other relatively, so
    the folder can be opened from a disk or served under any path.

    Args:
        dossiers: stories; drafts and those in review are left out.
        out: folder of the site.
        site: settings.
        redirects: former slug or id of a story, and the slug or id of the one that took its
            place; a page at the former address leads to it.
        owner: names the store that the site is made from; a folder with another's site is refused.
        rendered: what was rendered before; None for a site that is written once.

    Raises:
        PublishError: when two stories have one slug, a sentence cites what is not there, or
            the folder cannot be written.
    """
    return write(edition(dossiers, site, redirects or {}, rendered), out, owner)


def edition(
    dossiers: Sequence[Dossier],
    site: Site,
    redirects: Mapping[str, str],
    rendered: Rendered | None = None,
) -> Iterator[_File]:
    """All files of the site: path from its root, and content."""
    listing = directory(dossiers)
    for name in _ASSETS:
        yield f"static/{name}", asset(name)
    if site.theme:
        yield "static/theme.css", site.theme_css().encode()
    if site.logo is not None and site.logo_file is not None:
        yield site.logo_file, _picture(site.logo)
    yield from _front(listing, site)
    for dossier in listing.dossiers:
        files = rendered.files if rendered else story_files
        yield from files(dossier, listing, site)
    if rendered:
        rendered.forget(dossier.slug for dossier in listing.dossiers)
    yield from _moved(redirects, listing, site)
    yield from _sections(listing, site)
    sources = listings.source_pages(listing, site)
    yield from _sources(sources, listing, site)
    yield from _search(listing, site)
    counts = {
        "stories": len(listing.cards),
        "reports": sum(card.reports for card in listing.cards),
        "outlets": len(listing.outlets),
        "broken": sum(
            s.verdict is not None and s.verdict.is_broken
            for d in listing.dossiers
            for s in d.draft.refused
        ),
    }
    yield page_file("about.html", "about.html", listing, site, page=counts)
    yield from _site_maps(listing, site)


def story_html(dossier: Dossier, site: Site | None = None) -> str:
    """One story as a page that stands alone: its style is in it, and it needs no other file."""
    style = Markup(asset("copydesk.css").decode())
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    listing = directory([_public(dossier)])
    settings = site or Site()
    shown = listing.dossiers[0]
    page = story_page(shown, listing, settings)
    numbers = Citations(shown, outlets_of(shown)).numbers
    _, content = _story_page(shown, page, numbers, listing, settings, style, digest)
    return content.decode()


def _public(dossier: Dossier) -> Dossier:
    """The dossier as if it were published, for an editor to look at."""
    if dossier.state in (State.DRAFT, State.IN_REVIEW):
        return replace(dossier, state=State.PUBLISHED)
    return dossier


def page_file(path: str, template: str, listing: Directory, site: Site, **context: object) -> _File:
    """A page with what all pages share.

    Of a page that is to be served, what changes with other stories is left open; ``menu`` in the
    context fills the menu in.
    """
    html = render(
        template,
        site.templates,
        site=site,
        path=path,
        root="../" * path.count("/"),
        url=site.address(path),
        current=_current,
        **{
            "style_source": Markup("'self'"),
            "standalone_style": None,
            "menu": None if site.served else listing.sections[:6],
            "form_action": Markup("'self'" if site.served else "'none'"),
        }
        | context,
    )
    return path, html.encode()


def _current(here: bool) -> Markup:
    """Marks the menu's entry for the page that is open."""
    return Markup(' aria-current="page"' if here else "")


def _front(listing: Directory, site: Site) -> Iterator[_File]:
    page = listings.front_page(listing, lambda i: listings.highlights(listing.dossiers[i]))
    yield page_file("index.html", "front.html", listing, site, page=page)
    yield from feed_files("", site.title, "index.html", listing.cards, site)


def feed_files(
    prefix: str, title: str, page: str, cards: Sequence[Card], site: Site
) -> Iterator[_File]:
    """The three feeds of the site or of a section."""
    makers = (
        ("rss.xml", syndication.rss),
        ("atom.xml", syndication.atom),
        ("feed.json", syndication.json_feed),
    )
    for name, make in makers:
        path = f"{prefix}{name}"
        yield path, make(site, title, page, path, cards)


def _story_page(
    dossier: Dossier,
    page: StoryPage,
    numbers: dict[str, int],
    listing: Directory,
    site: Site,
    style: Markup | None = None,
    digest: str = "",
) -> _File:
    path = f"stories/{dossier.slug}.html"
    shared: dict[str, object] = {}
    if style is not None:
        shared = {"standalone_style": style, "style_source": Markup(f"'sha256-{digest}'")}
    if site.rating_origin is not None and style is None:
        shared["form_action"] = site.rating_origin
    jsonld = embedded(news_article(dossier, numbers, site))
    return page_file(path, "story.html", listing, site, page=page, jsonld=jsonld, **shared)


def story_files(dossier: Dossier, listing: Directory, site: Site) -> Iterator[_File]:
    """All files of one story: its page, its card, its comparison, and its data for machines."""
    page = story_page(dossier, listing, site)
    citations = Citations(dossier, outlets_of(dossier))
    yield _story_page(dossier, page, citations.numbers, listing, site)
    yield from _beside(dossier, page, citations, listing, site)


class Rendered:
    """Files of stories as they were last rendered, for who writes one site again and again.

    A file is rendered anew where what it shows has changed: the very dossier, or what a page tells
    of other stories.
    """

    def __init__(self) -> None:
        self._pages: dict[str, tuple[Dossier, object, _File]] = {}
        self._others: dict[str, tuple[Dossier, object, tuple[_File, ...]]] = {}

    def files(self, dossier: Dossier, listing: Directory, site: Site) -> Iterator[_File]:
        """As `story_files`."""
        slug = dossier.slug
        page = story_page(dossier, listing, site)
        menu = tuple((section.name, section.slug) for section in listing.sections[:6])
        shown = (page, menu, site)
        kept = self._pages.get(slug)
        if kept is None or kept[0] is not dossier or kept[1] != shown:
            numbers = Citations(dossier, outlets_of(dossier)).numbers
            kept = dossier, shown, _story_page(dossier, page, numbers, listing, site)
            self._pages[slug] = kept
        yield kept[2]
        own = (replace(page, more=(), latest=(), newer=None, older=None), menu, site)
        others = self._others.get(slug)
        if others is None or others[0] is not dossier or others[1] != own:
            citations = Citations(dossier, outlets_of(dossier))
            others = dossier, own, tuple(_beside(dossier, page, citations, listing, site))
            self._others[slug] = others
        yield from others[2]

    def forget(self, kept: Iterable[str]) -> None:
        """Forget all stories but these, by slug."""
        gone = self._pages.keys() - set(kept)
        for slug in gone:
            del self._pages[slug], self._others[slug]


def _beside(
    dossier: Dossier, page: StoryPage, citations: Citations, listing: Directory, site: Site
) -> Iterator[_File]:
    """What stands beside a story's page, and tells of this story alone."""
    slug = dossier.slug
    item = ninjs(dossier, site)
    yield f"stories/{slug}.ninjs.json", (_json(item)).encode()
    yield f"stories/{slug}.json", story_json(dossier)
    yield page_file(f"embed/{slug}.html", "embed.html", listing, site, page=page)
    yield f"embed/{slug}.json", (_json(oembed(page.title, slug, site))).encode()
    if dossier.state is State.WITHDRAWN:
        return
    table = comparison(dossier, citations)
    yield page_file(f"compare/{slug}.html", "compare.html", listing, site, page=page, table=table)
    sheet = claims_table(dossier)
    yield f"compare/{slug}.csv", as_csv(sheet)
    yield f"compare/{slug}.xlsx", as_xlsx(sheet, dossier.updated)
    hero = dossier.draft.hero
    file = picture_file(hero.url, site) if hero is not None else None
    if hero is not None and file is not None:
        yield file, _picture(site.pictures[hero.url])


def _moved(redirects: Mapping[str, str], listing: Directory, site: Site) -> Iterator[_File]:
    """A page at each former address whose story is on the site."""
    cards = dict(zip((d.story.id for d in listing.dossiers), listing.cards, strict=True))
    cards |= {card.slug: card for card in listing.cards}
    for former, present in sorted(redirects.items()):
        if former in cards or present not in cards or not slugs.fits(former):
            continue
        page = {"card": cards[present]}
        yield page_file(f"stories/{former}.html", "moved.html", listing, site, page=page)


def _picture(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PublishError(
            f"{path}: the picture cannot be read ({error.strerror}); "
            "take it out of the site's pictures or put the file there"
        ) from error


def _json(item: object) -> str:
    return json.dumps(item, ensure_ascii=False, indent=1) + "\n"


def _sections(listing: Directory, site: Site) -> Iterator[_File]:
    for section in listing.sections:
        for page in listings.section_pages(section):
            number = f"-{page.number}" if page.number > 1 else ""
            path = f"sections/{section.slug}{number}.html"
            yield page_file(path, "section.html", listing, site, page=page)
        title = f"{site.title}: {section.name}"
        home = f"sections/{section.slug}.html"
        yield from feed_files(f"sections/{section.slug}.", title, home, section.cards, site)


def _sources(
    sources: tuple[listings.SourcePage, ...], listing: Directory, site: Site
) -> Iterator[_File]:
    rows = {"outlets": listings.outlet_rows(sources)}
    yield page_file("sources.html", "sources.html", listing, site, page=rows)
    for source in sources:
        yield page_file(f"sources/{source.slug}.html", "source.html", listing, site, page=source)
    yield "sources.opml", syndication.opml(site, sources)


def _search(listing: Directory, site: Site) -> Iterator[_File]:
    index = search_index(listing)
    yield "search-index.js", index
    mark = {"mark": sha256(index).hexdigest()[:8]}
    yield page_file("search.html", "search.html", listing, site, page=mark)


def _site_maps(listing: Directory, site: Site) -> Iterator[_File]:
    paths = [("index.html", listing.newest)]
    paths += [(f"stories/{c.slug}.html", c.updated) for c in listing.cards]
    paths += [(f"sections/{s.slug}.html", s.cards[0].updated) for s in listing.sections]
    yield "sitemap.xml", syndication.sitemap(site, paths)
    yield "news-sitemap.xml", syndication.news_sitemap(site, listing.cards)
