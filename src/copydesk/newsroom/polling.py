"""Asking a source what is new: conditional, bounded, and told truly whatever comes back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from copydesk.errors import InputRefused
from copydesk.gather.web import Failure, NoAnswer, Response
from copydesk.model import Limits, PageState, Source, SourceKind, Spent
from copydesk.newsroom import schedule
from copydesk.newsroom.announcements import Listing, read_listing
from copydesk.newsroom.clock import Clock
from copydesk.newsroom.hosts import TOO_MANY, Answer, Copy, Disallowed, Gate, Later
from copydesk.newsroom.schedule import Failed, Fetched, Trouble
from copydesk.settings import WatchSettings
from copydesk.store.watchlist import Sources

#: Bytes of a feed, sitemap or section page (as Miniflux bounds them).
MAX_LISTING_BYTES = 15 * 1024 * 1024
#: Reports of one source that may wait, for each that may be read in an hour.
_HOURS_WAITING = 10
_NOT_MODIFIED = 304
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Polled:
    """What asking a source came to.

    Attributes:
        source: as it is known now.
        new: reports that were not known.
        told: one plain sentence for the log; None when nothing is worth it.
    """

    source: Source
    new: int = 0
    told: str | None = None


class Poller:
    """Asks sources.

    Args:
        sources: the store's.
        gate: asks hosts.
        clock: tells the time.
        settings: limits.
    """

    def __init__(self, sources: Sources, gate: Gate, clock: Clock, settings: WatchSettings) -> None:
        self._sources = sources
        self._gate = gate
        self._clock = clock
        self._settings = settings

    def poll(self, source: Source) -> Polled:
        """Ask a source whose time has come; its announced reports are kept before this returns."""
        copy = Copy(source.validated, source.etag, source.modified)
        try:
            answer = self._gate.get(source.fetched_at, MAX_LISTING_BYTES, copy)
        except InputRefused as refused:
            return self._failed(source, _failure_of(refused))
        if isinstance(answer, Later):
            return Polled(replace(source, next_fetch=answer.at))
        source = spend(source, self._clock.now(), size=len(answer.response.content))
        failure = self._status(answer.response)
        if failure is not None:
            return self._failed(source, failure)
        if answer.response.status == _NOT_MODIFIED:
            return self._unchanged(source, answer.response, not_modified=True)
        return self._listed(source, answer)

    def _status(self, response: Response) -> Failed | None:
        if response.status in (200, _NOT_MODIFIED):
            return None
        reason = f"HTTP status {response.status}"
        asked = schedule.retry_after(dict(response.headers), self._clock.now())
        if response.status == TOO_MANY or (response.status == 503 and asked):
            return Failed(Trouble.BUSY, reason, asked)
        soft = response.status >= 500 or response.status == 408
        return Failed(Trouble.SOFT if soft else Trouble.HARD, reason, asked)

    def _failed(self, source: Source, failure: Failed) -> Polled:
        then = schedule.after(source, failure, self._clock.now())
        if source.location and failure.trouble is Trouble.HARD:
            then = replace(then, location=None)  # where it had moved to is no better: ask again
        told = failure.reason if failure.reason != source.last_error else None
        return Polled(then, told=told)

    def _unchanged(self, source: Source, response: Response, *, not_modified: bool) -> Polled:
        now = self._clock.now()
        # A 304 has no body, so what the listing asked for is remembered.
        floor = schedule.floor_of(dict(response.headers), source.minutes, now)
        outcome = Fetched(unchanged=True, not_modified=not_modified, floor=floor)
        return Polled(schedule.after(_validated(source, response), outcome, now))

    def _listed(self, source: Source, answer: Answer) -> Polled:
        response, now = answer.response, self._clock.now()
        digest = hashlib.sha256(response.content).hexdigest()
        if answer.moved is not None:
            source = replace(source, location=answer.moved)
        if digest == source.body_hash and source.failures == 0:
            return self._unchanged(source, response, not_modified=False)
        try:
            oldest = (source.last_success or now) - timedelta(days=self._settings.first_days)
            listing = read_listing(source, response, now, oldest)
        except InputRefused as refused:
            return self._failed(source, Failed(Trouble.HARD, refused.reason))
        if source.kind is SourceKind.AUTO and listing.feed and listing.feed != response.url:
            # A page that names a feed: the feed is what the user wants.
            moved = replace(source, kind=SourceKind.FEED, location=listing.feed, next_fetch=now)
            return Polled(moved, told=f"a page; its feed {listing.feed} is watched")
        new = self._sources.announce(listing.pages, now)
        for address in listing.maps:
            child = Source(address, SourceKind.SITEMAP, outlet=source.outlet)
            self._sources.add(replace(child, section=source.section, limits=source.limits))
        flooded = self._flooded(source)
        times = [page.published for page in listing.pages if page.published is not None]
        floor = schedule.floor_of(dict(response.headers), listing.minutes, now)
        outcome = Fetched(new, times, floor=floor, flooded=flooded)
        source = replace(
            _validated(_known(source, listing), response),
            body_hash=digest,
            minutes=listing.minutes,
            hub=listing.hub,
            topic=listing.topic or response.url,
        )
        told = flooded if flooded != source.last_error else None
        return Polled(schedule.after(source, outcome, now), new, told)

    def _flooded(self, source: Source) -> str | None:
        """Let the oldest go of more reports than can be read in ten hours; why, in words."""
        items = limits_of(source, self._settings).items or 1
        waiting = self._sources.counts(source.address)[PageState.WAITING]
        if waiting <= items:
            return None
        most = items * _HOURS_WAITING
        reason = f"the source announced more than {most} reports at once; the newest were read"
        dropped = self._sources.drop_waiting(source.address, most, reason)
        more = f", {dropped} let go" if dropped else ""
        return f"announces more than the {items} reports an hour that are read of it{more}"


def _known(source: Source, listing: Listing) -> Source:
    return replace(source, kind=listing.kind, title=source.title or listing.title)


def _validated(source: Source, response: Response) -> Source:
    """The source with the validators of this answer, which hold at this answer's address."""
    etag, modified = response.header("etag"), response.header("last-modified")
    if response.status == _NOT_MODIFIED:
        etag, modified = etag or source.etag, modified or source.modified
    return replace(source, etag=etag, modified=modified, validated=response.url)


def _failure_of(refused: InputRefused) -> Failed:
    if isinstance(refused, NoAnswer) and refused.failure is Failure.NAME:
        return Failed(Trouble.NAME, refused.reason)
    passes = isinstance(refused, NoAnswer | Disallowed) and refused.passes
    return Failed(Trouble.SOFT if passes else Trouble.HARD, refused.reason)


def limits_of(source: Source, settings: WatchSettings) -> Limits:
    """The limits in force for a source."""
    own = source.limits
    return Limits(
        items=own.items or settings.items_per_hour,
        bytes=own.bytes or settings.bytes_per_hour,
        pages=own.pages or settings.pages_per_hour,
    )


def spend(
    source: Source, now: datetime, *, items: int = 0, pages: int = 0, size: int = 0
) -> Source:
    """The source with what it brought counted in its hour."""
    spent = source.spent
    if spent.since is None or now - spent.since >= _HOUR:
        spent = Spent(since=now)
    more = Spent(spent.since, spent.items + items, spent.bytes + size, spent.pages + pages)
    return replace(source, spent=more)


def over_budget(source: Source, settings: WatchSettings, now: datetime) -> datetime | None:
    """When a source that has used up its hour may bring more; None while it may."""
    spent, limits = source.spent, limits_of(source, settings)
    if spent.since is None or now - spent.since >= _HOUR:
        return None
    used = (
        (spent.items, limits.items),
        (spent.bytes, limits.bytes),
        (spent.pages, limits.pages),
    )
    over = any(most is not None and count >= most for count, most in used)
    return spent.since + _HOUR if over else None
