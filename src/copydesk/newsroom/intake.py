"""Reading what sources announced: fetched, extracted and kept, one transaction a report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from copydesk.errors import InputRefused
from copydesk.gather.headers import content_type
from copydesk.gather.limits import MAX_PAGE_BYTES
from copydesk.gather.web import NoAnswer, Response
from copydesk.model import Article, Document, Page, PageState, Source
from copydesk.model.serial import from_json
from copydesk.newsroom import schedule
from copydesk.newsroom.clock import Clock
from copydesk.newsroom.hosts import TOO_MANY, Copy, Disallowed, Gate, Later, host_of
from copydesk.newsroom.polling import over_budget, spend
from copydesk.settings import WatchSettings
from copydesk.store.watchlist import Sources

#: Reports of one source that are read before the next source has its turn.
SLICE = 5
#: Waiting reports that are looked through for one whose host is free.
_LOOKED_AT = 50
#: A report that could not be fetched so often is refused.
_MOST_TRIES = 6
_NOT_MODIFIED = 304

Read = Callable[[Document], tuple[Article, ...] | InputRefused]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What reading came to.

    Attributes:
        source: as it is known now.
        read: reports that were kept.
        refused: those that were set aside, with the reason.
    """

    source: Source
    read: int = 0
    refused: tuple[InputRefused, ...] = ()


class Intake:
    """Reads announced reports.

    Args:
        sources: the store's.
        gate: asks hosts.
        clock: tells the time.
        settings: limits.
        read: extracts a document.
    """

    def __init__(
        self, sources: Sources, gate: Gate, clock: Clock, settings: WatchSettings, read: Read
    ) -> None:
        self._sources = sources
        self._gate = gate
        self._clock = clock
        self._settings = settings
        self._read = read

    def take_in(self, source: Source) -> TakenIn:
        """Read a slice of what waits of a source; its ``next_read`` says when to go on."""
        now = self._clock.now()
        waiting = self._sources.waiting(source.address, now, _LOOKED_AT)
        busy: dict[str, datetime] = {}
        refused: list[InputRefused] = []
        handled = read = skipped = 0
        for page in waiting:
            over = over_budget(source, self._settings, now)
            if over is not None:
                return TakenIn(replace(source, next_read=over), read, tuple(refused))
            if handled == SLICE:
                break
            if page.body is None and host_of(page.address) in busy:
                skipped += 1
                continue
            source, found = self._one(source, page)
            if isinstance(found, Later):
                busy[host_of(page.address)] = found.at
                skipped += 1
                continue
            handled += 1
            if isinstance(found, InputRefused):
                refused.append(found)
            else:
                read += found
        only_busy = skipped and handled + skipped == len(waiting)
        next_read = min(busy.values()) if only_busy else None
        return TakenIn(replace(source, next_read=next_read), read, tuple(refused))

    def _one(self, source: Source, page: Page) -> tuple[Source, int | InputRefused | Later]:
        """One report: how many articles came of it, why not, or until when it waits."""
        now = self._clock.now()
        if page.body is not None:
            spent = spend(source, now, items=1, size=len(page.body))
            whole = replace(from_json(Document, page.body), fetched=now)
            return spent, self._keep(page, whole)
        copy = Copy(page.address, page.etag, page.modified)
        try:
            answer = self._gate.get(page.address, MAX_PAGE_BYTES, copy)
        except InputRefused as refused:
            return spend(source, now, pages=1), self._missed(page, refused)
        if isinstance(answer, Later):
            return source, answer
        size = len(answer.response.content)
        spent = spend(source, now, items=1, pages=1, size=size)
        return spent, self._answered(source, page, answer.response)

    def _answered(self, source: Source, page: Page, response: Response) -> int | InputRefused:
        now = self._clock.now()
        if response.status == _NOT_MODIFIED:
            return self._done(page)
        if response.status != 200:
            asked = schedule.retry_after(dict(response.headers), now)
            failed = InputRefused(page.address, f"HTTP status {response.status}")
            passing = response.status >= 500 or response.status in (408, TOO_MANY)
            return self._missed(page, failed, asked, passing=passing)
        digest = hashlib.sha256(response.content).hexdigest()
        page = replace(
            page,
            # Validators hold for the very address: after a redirect there is none to send.
            etag=response.header("etag") if response.url == page.address else None,
            modified=response.header("last-modified") if response.url == page.address else None,
        )
        if digest == page.body_hash:
            return self._done(page)
        before = page.body_hash is not None
        page = replace(page, body_hash=digest)
        return self._keep(page, _fetched(source, page, response, now), before=before)

    def _keep(self, page: Page, document: Document, *, before: bool = False) -> int | InputRefused:
        """Extract and keep a report; ``before`` when it was read before and has changed."""
        found = self._read(document)
        if isinstance(found, InputRefused):
            page = replace(page, state=PageState.REFUSED, reason=found.reason, body=None)
            self._sources.keep_page(page, document)
            return found
        if before:
            # Revisions are ordered by their own times; a page that states none changed by now.
            found = tuple(a if a.modified else replace(a, modified=document.fetched) for a in found)
        page = replace(page, state=PageState.READ, reason=None, body=None, next_read=None)
        refused = self._sources.keep_page(page, document, found)
        return refused[0] if refused else len(found)

    def _done(self, page: Page) -> int:
        self._sources.keep_page(replace(page, state=PageState.READ, body=None, next_read=None))
        return 0

    def _missed(
        self,
        page: Page,
        refused: InputRefused,
        floor: timedelta = timedelta(),
        *,
        passing: bool | None = None,
    ) -> InputRefused | int:
        """A report that did not come: tried again where that may help, else refused."""
        if passing is None:
            passing = isinstance(refused, NoAnswer | Disallowed) and refused.passes
        tries = page.tries + 1
        if passing and tries < _MOST_TRIES:
            again = schedule.retry_page(tries, self._clock.now(), floor)
            self._sources.keep_page(
                replace(page, tries=tries, next_read=again, reason=refused.reason)
            )
            return 0
        self._sources.keep_page(
            replace(page, state=PageState.REFUSED, tries=tries, reason=refused.reason, body=None)
        )
        return refused


def _fetched(source: Source, page: Page, response: Response, now: datetime) -> Document:
    media_type, charset = content_type(response.header("content-type"))
    return Document(
        source=page.address,
        content=response.content,
        media_type=media_type,
        charset=charset,
        url=response.url,
        outlet=source.outlet,
        published=page.published,
        fetched=now,
        headers=response.headers,
        notes=(response.note,) if response.note else (),
    )
