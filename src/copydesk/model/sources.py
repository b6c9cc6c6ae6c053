"""What is watched: sources, what they announced, and what is known of their hosts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

#: How often a source of which nothing is known is asked.
FIRST_INTERVAL = timedelta(hours=1)


class SourceKind(StrEnum):
    """What stands at a source's address; AUTO until it was read once."""

    AUTO = "auto"
    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"


class Health(StrEnum):
    """How a source is doing. None is ever switched off."""

    NEW = "new"
    GOOD = "good"
    FAILING = "failing"
    FLOODING = "flooding"


class PageState(StrEnum):
    """What became of an announced report."""

    WAITING = "waiting"
    READ = "read"
    REFUSED = "refused"
    OLD = "old"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Limits:
    """What a source may bring in an hour; None for the settings' own limit.

    Attributes:
        items: announced reports that are read.
        bytes: of pages and listings, as they came over the line.
        pages: requests for pages.
    """

    items: int | None = None
    bytes: int | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """What a source has brought in the hour that began at ``since``."""

    since: datetime | None = None
    items: int = 0
    bytes: int = 0
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """A feed, sitemap or section page that is watched.

    Attributes:
        address: as the user gave it; its name everywhere.
        location: where it is fetched, once a permanent redirect has moved it.
        title: its own, or the user's.
        outlet, section: given by the user; they stand on its reports where these name none.
        etag, modified: validators of the last answer, good for the address ``validated`` only.
        body_hash: SHA-256 of the last listing.
        next_fetch: when the listing is asked again, aware UTC; None for at once.
        next_read: when the next announced report may be read; None when none waits.
        interval: the rhythm it is asked in when all is well.
        repeats: answers in a row without anything new.
        failures: weighed failures since the last success; 0 when the last fetch went well.
        last_error: why the last fetch failed, or what was dropped; None when all is well.
        minutes: how long the listing itself asks to be left alone; None when it does not ask.
        hub, topic: address of its WebSub hub, and of the feed as the hub knows it; None without.
    """

    address: str
    kind: SourceKind = SourceKind.AUTO
    location: str | None = None
    title: str | None = None
    outlet: str | None = None
    section: str | None = None
    etag: str | None = None
    modified: str | None = None
    validated: str | None = None
    body_hash: str | None = None
    next_fetch: datetime | None = None
    next_read: datetime | None = None
    interval: timedelta = FIRST_INTERVAL
    repeats: int = 0
    failures: float = 0.0
    last_fetch: datetime | None = None
    last_success: datetime | None = None
    last_error: str | None = None
    health: Health = Health.NEW
    minutes: float | None = None
    hub: str | None = None
    topic: str | None = None
    limits: Limits = Limits()
    spent: Spent = Spent()

    @property
    def fetched_at(self) -> str:
        """The address that is asked."""
        return self.location or self.address


@dataclass(frozen=True, slots=True)
class Page:
    """A report that a source announced, and what became of it.

    Attributes:
        address: of the report; of one that only stands in the listing, the listing's and its id.
        source: address of the source that announced it first.
        title, outlet, published: as the listing tells.
        stamp: changes when the listing says that the report has changed; None when it cannot say.
        body: the report as the record of a `Document`, where the listing carries it whole; None
            when it must be fetched.
        etag, modified, body_hash: of the page as it was last read.
        tries: failed attempts.
        next_read: not before then, aware UTC.
        reason: why it was refused or dropped.
    """

    address: str
    source: str
    state: PageState = PageState.WAITING
    title: str | None = None
    outlet: str | None = None
    published: datetime | None = None
    stamp: str | None = None
    body: bytes | None = None
    etag: str | None = None
    modified: str | None = None
    body_hash: str | None = None
    tries: int = 0
    next_read: datetime | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Host:
    """What is known of a host that is asked.

    Attributes:
        name: host and port, lower case.
        free_at: when it may be asked again, aware UTC.
        robots_status: HTTP status of its robots.txt; None when it was not asked yet.
        robots: what stands there.
        robots_fetched: when, aware UTC.
    """

    name: str
    free_at: datetime | None = None
    robots_status: int | None = None
    robots: str = ""
    robots_fetched: datetime | None = None
