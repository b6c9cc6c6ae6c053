"""The story page: all that the template prints of one story."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import imagesize

from copydesk.model import Change, Dossier, Rating, State
from copydesk.publish.charts import Chart, charts
from copydesk.publish.citations import Citations, CitedSentence, Piece, shown_headline
from copydesk.publish.comparison_page import GROUPS, group_of
from copydesk.publish.directory import Card, Directory, headline_of, kicker_of, standfirst_of
from copydesk.publish.disputes import Standing, disputed, key_figures
from copydesk.publish.site import Site
from copydesk.publish.source_list import Source, byline, outlets_of, sources
from copydesk.publish.speakers import Speaker, speakers
from copydesk.publish.text import web_address
from copydesk.publish.timeline import Entry, timeline

#: Figures, and differences, in the rail beside a story.
_IN_RAIL = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """The lead picture.

    ``file``: path of a local copy from the site's root; None: link only. ``size``: its width and
    height in pixels, so that a page keeps its place while it loads; None when it cannot be told.
    """

    link: str | None
    file: str | None
    caption: str | None
    credit: str | None
    outlet: str | None
    source: int | None
    size: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class DeepSection:
    """A section of the Deep Look with its checked paragraphs."""

    id: str
    title: str
    paragraphs: tuple[tuple[CitedSentence, ...], ...]


@dataclass(frozen=True, slots=True)
class StoryPage:
    """View model of the story page. Lists are empty where the story has nothing for them."""

    slug: str
    headline: CitedSentence
    title: str
    description: str
    kicker: str
    section: str
    outlets: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    version: int
    state: State
    standfirst: tuple[CitedSentence, ...]
    picture: Picture | None
    reports: int
    origins: int
    groups: tuple[tuple[str, str, int], ...]
    quick_looks: tuple[CitedSentence, ...]
    dateline: str | None
    sections: tuple[DeepSection, ...]
    charts: tuple[Chart, ...]
    timeline: tuple[Entry, ...]
    speakers: tuple[Speaker, ...]
    key_figures: tuple[Standing, ...]
    differences: tuple[Standing, ...]
    contents: tuple[tuple[str, str, bool], ...]
    first_report: datetime | None
    last_report: datetime | None
    sources: tuple[Source, ...]
    changes: tuple[Change, ...]
    corrections: tuple[Change, ...]
    rating: Rating
    refused: int
    more: tuple[Card, ...]
    latest: tuple[Card, ...]
    newer: Card | None
    older: Card | None


def story_page(dossier: Dossier, directory: Directory, site: Site) -> StoryPage:
    """View model of one story of the directory.

    Raises:
        PublishError: when a sentence cites what is not there.
    """
    outlets = outlets_of(dossier)
    citations = Citations(dossier, outlets)
    draft = dossier.draft
    headline = shown_headline(draft)
    index = next(i for i, d in enumerate(directory.dossiers) if d is dossier)
    cards = directory.cards
    card = cards[index]
    # Links are numbered as they are made: in the order of the page.
    cited_headline = (
        CitedSentence((Piece(headline_of(dossier), ()),))
        if headline is None or dossier.state is State.WITHDRAWN
        else citations.sentence(headline)
    )
    standfirst = citations.sentences(draft.standfirst)
    quick_looks = citations.sentences(draft.quick_looks)
    sections = _deep_look(dossier, citations)
    drawn = charts(dossier, citations.numbers)
    events = timeline(dossier, citations.numbers)
    said = speakers(dossier, citations.numbers)
    times = [r.article.published for r in dossier.reports if r.article.published is not None]
    more = tuple(c for c in directory.section_of(card).cards if c is not card)[:4]
    latest = tuple(c for c in cards[:12] if c is not card and c not in more)[:6]
    return StoryPage(
        slug=dossier.slug,
        headline=cited_headline,
        title=headline_of(dossier),
        description=standfirst_of(dossier),
        kicker=kicker_of(dossier),
        section=card.section,
        outlets=tuple(byline(dossier)),
        published=dossier.published,
        updated=dossier.updated,
        version=dossier.version,
        state=dossier.state,
        standfirst=standfirst,
        picture=_picture(dossier, citations, outlets, site),
        reports=len(dossier.reports),
        origins=len(dossier.story.origins),
        groups=_groups(dossier),
        quick_looks=quick_looks,
        dateline=draft.dateline,
        sections=sections,
        charts=drawn,
        timeline=events,
        speakers=said,
        key_figures=key_figures(dossier, _IN_RAIL),
        differences=tuple(standing for _, standing in disputed(dossier, _IN_RAIL)),
        contents=_contents(
            dossier, bool(quick_looks), sections, bool(drawn), bool(events), bool(said)
        ),
        first_report=min(times, default=None),
        last_report=max(times, default=None),
        sources=sources(dossier, citations, directory.outlets, site.owners),
        changes=tuple(c for c in dossier.changes if not c.correction),
        corrections=tuple(c for c in dossier.changes if c.correction),
        rating=dossier.rating,
        refused=len(draft.refused),
        more=more,
        latest=latest,
        newer=cards[index - 1] if index > 0 else None,
        older=cards[index + 1] if index + 1 < len(cards) else None,
    )


def _contents(
    dossier: Dossier,
    quick: bool,
    sections: tuple[DeepSection, ...],
    charts: bool,
    timeline: bool,
    said: bool,
) -> tuple[tuple[str, str, bool], ...]:
    """What the page holds: id, name, and whether it is a part of the Deep Look."""
    corrected = any(change.correction for change in dossier.changes)
    changed = any(not change.correction for change in dossier.changes)
    deep = [
        ("deep-look", "Deep Look", False),
        *((s.id, s.title, True) for s in sections if s.title),
    ]
    found = [
        *([("quick-looks", "Quick Looks", False)] if quick else []),
        *(deep if sections else []),
        *([("figures", "Figures over time", False)] if charts else []),
        *([("timeline", "Timeline", False)] if timeline else []),
        *([("said", "Who said what", False)] if said else []),
        ("sources", "Sources", False),
        *([("corrections", "Corrections", False)] if corrected else []),
        *([("changes", "What changed", False)] if changed else []),
    ]
    return tuple(found)


def _deep_look(dossier: Dossier, citations: Citations) -> tuple[DeepSection, ...]:
    sections = []
    for number, section in enumerate(dossier.draft.sections, 1):
        cited = (citations.sentences(paragraph) for paragraph in section.paragraphs)
        paragraphs = tuple(p for p in cited if p)
        if paragraphs:
            sections.append(DeepSection(f"deep-{number}", section.title, paragraphs))
    return tuple(sections)


def _groups(dossier: Dossier) -> tuple[tuple[str, str, int], ...]:
    keys = [group_of(point) for point in dossier.points]
    return tuple((key, title, keys.count(key)) for key, title, _ in GROUPS if key in keys)


def _picture(
    dossier: Dossier, citations: Citations, outlets: dict[str, str], site: Site
) -> Picture | None:
    hero, article = dossier.draft.hero, dossier.draft.hero_article
    if hero is None:
        return None
    link = web_address(hero.url)
    file = picture_file(hero.url, site)
    if link is None and file is None and not hero.caption:
        return None
    return Picture(
        link=link,
        file=file,
        caption=hero.caption,
        credit=hero.credit,
        outlet=outlets.get(article) if article else None,
        source=citations.numbers.get(article) if article else None,
        size=_size(site.pictures[hero.url]) if file is not None else None,
    )


def _size(picture: Path) -> tuple[int, int] | None:
    width, height = imagesize.get(picture)
    return (width, height) if width > 0 and height > 0 else None


def picture_file(url: str, site: Site) -> str | None:
    """Path that a picture's local copy gets on the site; None without a copy."""
    copy = site.pictures.get(url) if site.copy_images else None
    if copy is None or copy.suffix.lower() not in PICTURES:
        return None
    return f"pictures/{picture_name(url)}{copy.suffix.lower()}"


#: Kinds of picture that a page shows; a drawing that may hold scripts (SVG) is not among them.
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"})


def picture_name(url: str) -> str:
    """A name for a picture that its address alone decides."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:16]
