"""Pages and feeds from the web, bounded in size, time and reach."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import TracebackType
from urllib.parse import urljoin, urlsplit

import httpcore2
import httpx2

from copydesk.errors import InputRefused
from copydesk.gather.guard import Deadline, Forbidden, GuardedBackend, Network
from copydesk.gather.headers import content_type
from copydesk.gather.inflate import InflateError, decode_content
from copydesk.gather.limits import (
    ANSWER_SECONDS,
    MAX_CRAWL_DELAY,
    MAX_PAGE_BYTES,
    READ_SECONDS,
)
from copydesk.gather.robots import MAX_ROBOTS_BYTES, Answer, Robots
from copydesk.model import Document
from copydesk.version import VERSION

AGENT = "copydesk"
_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NOT_MODIFIED = 304


class Failure(StrEnum):
    """Why no answer came."""

    NAME = "the name does not resolve"
    CONNECTION = "no connection"
    TIMEOUT = "too slow"
    SIZE = "too large"
    ADDRESS = "not an address that is fetched"
    BROKEN = "a broken answer"


class NoAnswer(InputRefused):
    """A request that brought nothing, with the kind of failure."""

    def __init__(self, source: str, reason: str, failure: Failure) -> None:
        super().__init__(source, reason)
        self.failure = failure

    @property
    def passes(self) -> bool:
        """Whether another try may bring an answer."""
        return self.failure not in (Failure.SIZE, Failure.ADDRESS)


def user_agent(contact: str | None = None) -> str:
    """What requests are signed with; ``contact`` is an address that a site's owner can turn to."""
    whom = f"+{contact}; " if contact else ""
    return f"{AGENT}/{VERSION} ({whom}news reader; robots.txt respected)"


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered, inflated, after redirects."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    note: str | None = None

    def header(self, name: str) -> str | None:
        """Value of a header by its lower-case name."""
        return dict(self.headers).get(name)


class _Stream(httpx2.SyncByteStream):
    """The raw body, left open until httpx2 closes it."""

    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        yield from self._response.iter_stream()

    def close(self) -> None:
        self._response.close()


class GuardedTransport(httpx2.BaseTransport):
    """HTTP over connections that `GuardedBackend` opens."""

    def __init__(
        self,
        backend: httpcore2.NetworkBackend | None = None,
        private: Sequence[Network] = (),
        deadline: Deadline | None = None,
    ) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=ssl.create_default_context(),
            max_connections=10,
            network_backend=backend or GuardedBackend(private=private, deadline=deadline),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request."""
        raw = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        response = self._pool.handle_request(raw)
        return httpx2.Response(response.status, headers=response.headers, stream=_Stream(response))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()


class Fetcher:
    """Fetches pages: public addresses only, robots.txt obeyed, size and time bounded.

    Args:
        transport: how requests are sent; by default over the guard.
        obey_robots: whether robots.txt is asked first.
        timeout_seconds: for connecting and for each read.
        deadline_seconds: for a whole answer, its head included.
        clock, sleep: seconds that only grow, and waiting for some; parameters so that a test
            need not wait.
        contact: web or mail address in the User-Agent, for owners of sites.
        private: networks that may be called though they are not public.
    """

    def __init__(
        self,
        transport: httpx2.BaseTransport | None = None,
        *,
        obey_robots: bool = True,
        timeout_seconds: float = READ_SECONDS,
        deadline_seconds: float = ANSWER_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        contact: str | None = None,
        private: Sequence[Network] = (),
    ) -> None:
        self._deadline = Deadline(clock)
        guarded = GuardedTransport(private=private, deadline=self._deadline)
        self._client = httpx2.Client(
            transport=transport or guarded,
            headers={"user-agent": user_agent(contact), "accept-encoding": "gzip, deflate, br"},
            timeout=timeout_seconds,
            follow_redirects=False,
            trust_env=False,
        )
        self._deadline_seconds = deadline_seconds
        self._clock = clock
        self._sleep = sleep
        self._asked: dict[str, float] = {}
        self._robots = Robots(AGENT, self._fetch_robots) if obey_robots else None

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Fetch an address, following redirects.

        Args:
            url: http or https.
            etag, last_modified: of the copy at hand; the answer may then be status 304.

        Raises:
            InputRefused: not allowed, not reachable, too large, too slow, or an error status.
        """
        conditions = {"if-none-match": etag, "if-modified-since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        address = url
        for _ in range(_MAX_REDIRECTS + 1):
            self._keep_rules(_checked(address))
            response = self.request(address, headers, MAX_PAGE_BYTES)
            location = response.header("location")
            if response.status in _REDIRECTS and location:
                address = _joined(address, location)
                continue
            if response.status not in (200, _NOT_MODIFIED):
                raise InputRefused(address, f"HTTP status {response.status}")
            return response
        raise InputRefused(url, f"more than {_MAX_REDIRECTS} redirects")

    def document(self, url: str) -> Document:
        """Fetch a page as a document.

        Raises:
            InputRefused: as in `get`.
        """
        response = self.get(url)
        media_type, charset = content_type(response.header("content-type"))
        return Document(
            source=url,
            content=response.content,
            media_type=media_type,
            charset=charset,
            url=response.url,
            fetched=datetime.now(UTC),
            headers=response.headers,
            notes=(response.note,) if response.note else (),
        )

    def _keep_rules(self, url: str) -> None:
        """Ask robots.txt, and wait as long as it wants between two requests.

        Raises:
            InputRefused: it does not allow the address, or asks for too long a wait.
        """
        if self._robots is None:
            return
        why = self._robots.why_not(url)
        if why is not None:
            raise InputRefused(url, why)
        host = urlsplit(url).netloc
        delay = self._robots.delay(url)
        last = self._asked.get(host)
        if delay and last is not None:
            if delay > MAX_CRAWL_DELAY:
                reason = f"robots.txt asks to wait {delay:g} s between pages; give one at a time"
                raise InputRefused(url, reason)
            self._sleep(max(0.0, last + delay - self._clock()))
        self._asked[host] = self._clock()

    def _fetch_robots(self, url: str) -> Answer:
        address = url
        try:
            for _ in range(_MAX_REDIRECTS + 1):
                response = self.request(address, {}, MAX_ROBOTS_BYTES, cut=True)
                location = response.header("location")
                if response.status not in _REDIRECTS or not location:
                    return response.status, response.content
                address = _joined(address, location)
        except InputRefused as refused:
            return f"its robots.txt cannot be read: {refused.reason}"
        return 404, b""

    def request(
        self,
        url: str,
        headers: Mapping[str, str],
        limit: int,
        *,
        cut: bool = False,
        posted: bytes | None = None,
    ) -> Response:
        """One request, redirects and error statuses as they come, robots.txt not asked.

        The body is inflated within bounds.

        Args:
            url, headers: of the request.
            limit: bytes of the body.
            cut: whether a longer body is cut there; else it is refused.
            posted: sent as a POST; without it the request is a GET.

        Raises:
            NoAnswer: no whole answer came.
        """
        self._deadline.start(self._deadline_seconds)
        body = bytearray()
        try:
            method = "GET" if posted is None else "POST"
            checked = _checked(url)
            with self._client.stream(method, checked, headers=headers, content=posted) as answer:
                for chunk in answer.iter_raw():
                    body += chunk
                    if len(body) > limit:
                        if cut:
                            break
                        raise NoAnswer(url, f"more than {limit:,} bytes", Failure.SIZE)
                    if self._deadline.passed():
                        late = f"not done in {self._deadline_seconds:g} s"
                        raise NoAnswer(url, late, Failure.TIMEOUT)
                fields = tuple((k.lower(), v) for k, v in answer.headers.multi_items())
                status = answer.status_code
            encoding = dict(fields).get("content-encoding")
            content, note = decode_content(bytes(body[:limit]), encoding)
        except (httpx2.TimeoutException, httpcore2.TimeoutException) as error:
            reason = f"cannot be fetched: {type(error).__name__}"
            raise NoAnswer(url, reason, Failure.TIMEOUT) from error
        except (httpx2.InvalidURL, UnicodeError) as error:
            raise NoAnswer(url, f"cannot be fetched: {error}", Failure.ADDRESS) from error
        except (httpx2.HTTPError, httpcore2.NetworkError) as error:
            raise NoAnswer(url, f"cannot be fetched: {error}", _why(error)) from error
        except httpcore2.ProtocolError as error:
            reason = f"cannot be fetched: {type(error).__name__}"
            raise NoAnswer(url, reason, Failure.BROKEN) from error
        except InflateError as error:
            raise NoAnswer(url, str(error), Failure.SIZE) from error
        return Response(url, status, fields, content, note)


def _why(error: BaseException) -> Failure:
    """The kind of failure that an error or one of its causes tells."""
    causes: BaseException | None = error
    while causes is not None:
        if isinstance(causes, socket.gaierror):
            return Failure.NAME
        if isinstance(causes, Forbidden):
            return Failure.ADDRESS
        causes = causes.__cause__ or causes.__context__
    return Failure.CONNECTION


def _joined(address: str, location: str) -> str:
    try:
        return urljoin(address, location)
    except ValueError as error:
        raise NoAnswer(address, f"leads to no address: {error}", Failure.ADDRESS) from error


def _checked(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError as error:
        raise NoAnswer(url, f"not an address: {error}", Failure.ADDRESS) from error
    if parts.scheme not in ("http", "https") or not host:
        raise NoAnswer(url, "only http and https addresses are fetched", Failure.ADDRESS)
    if parts.username or parts.password:
        raise NoAnswer(url, "addresses with a password are not fetched", Failure.ADDRESS)
    return url
