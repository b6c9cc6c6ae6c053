"""One request at a time to a host, with a pause after each, and never against its robots.txt.

What is known of a host lies in the store, so that all watchers of one store together keep to it. No
thread ever sleeps: where a host must be left alone, the caller is told until when.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from copydesk.errors import InputRefused
from copydesk.gather.robots import MAX_ROBOTS_BYTES, allows
from copydesk.gather.web import AGENT, Fetcher, NoAnswer, Response
from copydesk.model import Host
from copydesk.newsroom.clock import Clock
from copydesk.newsroom.schedule import retry_after
from copydesk.store.watchlist import Sources

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_MOST_REDIRECTS = 5
#: A host is held no longer than this by one who died over a request.
_HELD = timedelta(seconds=120)
#: robots.txt is asked again after a day (RFC 9309, 2.4), sooner where there was no answer.
_ROBOTS_DAY, _ROBOTS_SOON = timedelta(hours=24), timedelta(minutes=10)
#: A host that says "too many requests" is left alone for this at least.
_BUSY = timedelta(seconds=30)
#: The longest Crawl-delay that is believed.
_LONGEST_DELAY = timedelta(hours=1)
TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Later:
    """The host must be left alone until then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        response: after redirects, whatever its status.
        moved: where a chain of permanent redirects led from the address; None without one.
    """

    response: Response
    moved: str | None


@dataclass(frozen=True, slots=True)
class Copy:
    """The copy at hand: validators, and the very address whose answer they came with."""

    address: str | None = None
    etag: str | None = None
    modified: str | None = None

    def conditions(self, address: str) -> dict[str, str]:
        """Headers that ask for a newer copy; none at any other address."""
        if address != self.address:
            return {}
        fields = {"if-none-match": self.etag, "if-modified-since": self.modified}
        return {name: value for name, value in fields.items() if value}


class Disallowed(InputRefused):
    """robots.txt does not allow the address, or, where this passes, could not be read."""

    def __init__(self, source: str, *, passes: bool) -> None:
        why = "robots.txt could not be read" if passes else "robots.txt does not allow it"
        super().__init__(source, why)
        self.passes = passes


@dataclass(slots=True)
class _Visit:
    """The hosts that one call holds, each with when it may be asked next."""

    next: dict[str, datetime] = field(default_factory=dict)


class Gate:
    """Asks hosts for addresses.

    Args:
        sources: keeps what is known of hosts.
        fetcher: sends requests; its own robots.txt handling is not used.
        clock: tells the time.
        pause: between the end of a request and the next to the same host.
    """

    def __init__(self, sources: Sources, fetcher: Fetcher, clock: Clock, pause: timedelta) -> None:
        self._sources = sources
        self._fetcher = fetcher
        self._clock = clock
        self._pause = pause

    def get(self, url: str, limit: int, copy: Copy | None = None) -> Answer | Later:
        """Fetch an address, following redirects as one visit.

        Args:
            url: http or https.
            limit: bytes.
            copy: the copy at hand; the answer may then be status 304.

        Raises:
            NoAnswer: none came.
            Disallowed: robots.txt says no.
            InputRefused: more redirects than are followed.
        """
        address, moved, permanent = url, None, True
        with self._visit() as visit:
            for _ in range(_MOST_REDIRECTS + 1):
                later = self._enter(address, visit)
                if later is not None:
                    return later
                headers = copy.conditions(address) if copy else {}
                response = self._ask(address, headers, limit, visit)
                location = response.header("location")
                if response.status not in _REDIRECTS or not location:
                    return Answer(response, moved)
                address = urljoin(address, location)
                permanent = permanent and response.status in _PERMANENT
                moved = address if permanent else moved
        raise InputRefused(url, f"more than {_MOST_REDIRECTS} redirects")

    @contextmanager
    def _visit(self) -> Iterator[_Visit]:
        visit = _Visit()
        try:
            yield visit
        finally:
            for host, at in visit.next.items():
                self._sources.free(host, at)

    def _enter(self, address: str, visit: _Visit) -> Later | None:
        """Take the address's host, unless it is this visit's already, and ask its robots.txt.

        A robots.txt that has to be fetched is a request of its own: the address comes later.
        """
        name = host_of(address)
        now = self._clock.now()
        if name not in visit.next:
            free_at = self._sources.reserve(name, now, now + _HELD)
            if free_at is not None:
                return Later(self._look_again(address, name, free_at))
            visit.next[name] = now
        host = self._sources.host(name)
        if _stale(host, now):
            self._fetch_robots(address, host, visit)
            return Later(visit.next[name])
        status, body = host.robots_status or 0, host.robots.encode("utf-8", "replace")
        allowed, delay = allows(status, body, AGENT, address)
        if not allowed:
            raise Disallowed(address, passes=not 200 <= status < 500)
        visit.next[name] = now + min(max(timedelta(seconds=delay), self._pause), _LONGEST_DELAY)
        return None

    def _look_again(self, address: str, name: str, free_at: datetime) -> datetime:
        """When to ask for a host again that is taken: it may be free long before that time.

        Somebody who is asking it now holds it for longer than a request takes, should they die.
        """
        now = self._clock.now()
        if free_at - now > _HELD:
            return free_at
        host = self._sources.host(name)
        status, body = host.robots_status or 0, host.robots.encode("utf-8", "replace")
        _, delay = allows(status, body, AGENT, address)
        pause = min(max(timedelta(seconds=delay), self._pause), _LONGEST_DELAY)
        return min(free_at, now + pause)

    def _ask(self, address: str, headers: dict[str, str], limit: int, visit: _Visit) -> Response:
        name = host_of(address)
        pause = visit.next[name] - self._clock.now()
        try:
            response = self._fetcher.request(address, headers, limit)
        finally:
            now = self._clock.now()
            visit.next[name] = now + max(pause, self._pause)
        if response.status == TOO_MANY:
            asked = retry_after(dict(response.headers), now)
            visit.next[name] = now + max(asked, _BUSY, pause)
        return response

    def _fetch_robots(self, address: str, host: Host, visit: _Visit) -> None:
        place = urljoin(address, "/robots.txt")
        status, body = 0, b""
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                response = self._fetcher.request(place, {}, MAX_ROBOTS_BYTES)
                status, body = response.status, response.content
                location = response.header("location")
                if status not in _REDIRECTS or not location:
                    break
                place = urljoin(place, location)
        except NoAnswer:
            status, body = 0, b""
        now = self._clock.now()
        text = body.decode("utf-8", "replace").replace("\0", "") if 200 <= status < 300 else ""
        self._sources.keep_robots(
            replace(host, robots_status=status, robots=text, robots_fetched=now)
        )
        _, delay = allows(status, text.encode(), AGENT, address)
        pause = max(self._pause, timedelta(seconds=delay))
        visit.next[host.name] = now + min(pause, _LONGEST_DELAY)


def host_of(address: str) -> str:
    """Host and port of an address, lower case; empty where there is none."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _stale(host: Host, now: datetime) -> bool:
    if host.robots_status is None or host.robots_fetched is None:
        return True
    read = 200 <= host.robots_status < 500
    return now - host.robots_fetched >= (_ROBOTS_DAY if read else _ROBOTS_SOON)
