"""What pages need of each other: order, neighbours, sections and outlets of the whole site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from copydesk.errors import PublishError
from copydesk.model import Dossier, State
from copydesk.publish import slugs
from copydesk.publish.citations import passes, shown_headline
from copydesk.publish.comparison_page import group_of
from copydesk.publish.source_list import byline, outlet_of
from copydesk.publish.text import clipped, counted, one_line, printable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PUBLIC = (State.PUBLISHED, State.CORRECTED, State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list."""

    slug: str
    headline: str
    kicker: str
    section: str
    standfirst: str
    updated: datetime | None
    reports: int
    origins: int
    differing: int
    outlets: tuple[str, ...]
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its stories, newest first. ``topic``: IPTC Media Topic, None when mixed."""

    name: str
    slug: str
    topic: str | None
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Directory:
    """The site's stories and what links them.

    Attributes:
        dossiers: public ones, newest first.
        cards: of them, in the same order.
        sections: most stories first.
        outlets: slug of each outlet's page by its printed name.
        newest: time of the newest story; None when no story is dated.
    """

    dossiers: tuple[Dossier, ...]
    cards: tuple[Card, ...]
    sections: tuple[Section, ...]
    outlets: dict[str, str]
    newest: datetime | None

    def section_of(self, card: Card) -> Section:
        """The section that holds the story."""
        return next(s for s in self.sections if s.slug == card.section)

    def recent(self, days: int) -> tuple[int, ...]:
        """Indices of the stories within so many days of the newest one."""
        if self.newest is None:
            return ()
        since = self.newest - timedelta(days=days)
        return tuple(
            i for i, c in enumerate(self.cards) if c.updated is not None and c.updated >= since
        )


def directory(dossiers: Sequence[Dossier]) -> Directory:
    """The directory of the dossiers that are for the public: published, corrected, withdrawn.

    Raises:
        PublishError: when two stories have one slug, or a slug is no file name.
    """
    public = sorted(
        (d for d in dossiers if d.state in _PUBLIC),
        key=lambda d: (-(time_of(d) or _EPOCH).timestamp(), d.slug),
    )
    stories: dict[str, str] = {}
    for dossier in public:
        name = slugs.checked(dossier.slug, dossier.story.id)
        if name in stories:
            raise PublishError(
                f"stories {stories[name]!r} and {dossier.story.id!r} have one slug, {name!r}; "
                "give one of them another"
            )
        stories[name] = dossier.story.id
    kickers = slugs.distinct([kicker_of(d) for d in public])
    cards = tuple(_card(d, kickers) for d in public)
    names = {outlet_of(r.article) for d in public for r in d.reports}
    return Directory(
        dossiers=tuple(public),
        cards=cards,
        sections=sections_of(cards, [d.draft.topic for d in public]),
        outlets=slugs.distinct(sorted(names)),
        newest=max((c.updated for c in cards if c.updated is not None), default=None),
    )


def time_of(dossier: Dossier) -> datetime | None:
    """When the story was last updated, as far as its reports tell."""
    return dossier.updated or dossier.published


def kicker_of(dossier: Dossier) -> str:
    """Section name of the story; "News" when the draft names none."""
    return clipped(printable(dossier.draft.kicker), 40) or "News"


def headline_of(dossier: Dossier) -> str:
    """The checked headline; a neutral line when the story is withdrawn or none passed."""
    headline = shown_headline(dossier.draft)
    if headline is None:
        return f"{counted(len(dossier.reports), 'report')} without a verified headline"
    return one_line(printable(headline.text))


def standfirst_of(dossier: Dossier) -> str:
    """The checked sentences of the standfirst as one paragraph."""
    if dossier.state is State.WITHDRAWN:
        return "This story was withdrawn."
    return one_line(printable(" ".join(s.text for s in dossier.draft.standfirst if passes(s))))


def _card(dossier: Dossier, kickers: dict[str, str]) -> Card:
    kicker = kicker_of(dossier)
    withdrawn = dossier.state is State.WITHDRAWN
    differing = sum(group_of(p) == "differing" for p in dossier.points)
    return Card(
        slug=dossier.slug,
        headline=headline_of(dossier),
        kicker=kicker,
        section=kickers[kicker],
        standfirst=standfirst_of(dossier),
        updated=time_of(dossier),
        reports=len(dossier.reports),
        origins=len(dossier.story.origins),
        differing=0 if withdrawn else differing,
        outlets=tuple(byline(dossier)),
        withdrawn=withdrawn,
    )


def sections_of(cards: tuple[Card, ...], topics: Sequence[str | None]) -> tuple[Section, ...]:
    """The sections that the cards stand in, most stories first; ``topics`` are the cards'."""
    members: dict[str, list[int]] = {}
    for index, card in enumerate(cards):
        members.setdefault(card.section, []).append(index)
    sections = [
        Section(
            name=cards[held[0]].kicker,
            slug=slug,
            topic=_topic([topics[i] for i in held]),
            cards=tuple(cards[i] for i in held),
        )
        for slug, held in members.items()
    ]
    return tuple(sorted(sections, key=lambda s: (-len(s.cards), s.name)))


def _topic(topics: list[str | None]) -> str | None:
    counts = Counter(t for t in topics if t is not None)
    if not counts:
        return None
    topic, count = min(counts.items(), key=lambda item: (-item[1], item[0]))
    return topic if 2 * count > len(topics) else None
