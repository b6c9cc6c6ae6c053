"""The outermost part of the service: every request passes here, and every answer.

It bounds what comes in, answers readers' pages itself, hands all else on, adds the headers that
keep browsers safe, counts, and writes one line of JSON a request to the log.
"""

from __future__ import annotations

import json
import logging
import time

from copydesk.errors import StoreError
from copydesk.newsroom.websub import MAX_PUSHED_BYTES
from copydesk.web.counters import Measures
from copydesk.web.http_answers import (
    Answer,
    Message,
    Receive,
    Scope,
    Send,
    header,
    safe_headers,
    send_answer,
)
from copydesk.web.reader_pages import ReaderPages
from copydesk.web.service import Service

LOG = logging.getLogger("copydesk.web.requests")
_FAULTS = logging.getLogger(__name__)
#: Bytes of a request's body: an editor's form has a few thousand.
LARGEST = 128 * 1024
#: Characters of an address.
LONGEST_PATH = 2000


class _TooLarge(Exception):
    """The body is larger than any form of ours."""


class Door:
    """The service as an ASGI application.

    Args:
        service: what is shared.
        pages: readers' pages.
        inner: the rest of the service.
        measures: what is counted.
    """

    def __init__(
        self, service: Service, pages: ReaderPages, inner: object, measures: Measures
    ) -> None:
        self._service = service
        self._pages = pages
        self._inner = inner
        self._measures = measures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)  # type: ignore[operator]
            return
        began = time.perf_counter()
        path = str(scope["path"])
        told = {"status": 500, "bytes": 0, "sent": False}
        safe = safe_headers(path, secure=self._service.secure)

        async def out(message: Message) -> None:
            if message["type"] == "http.response.start":
                told["status"], told["sent"] = message["status"], True
                named = {name for name, _ in message.get("headers", ())}
                added = [pair for pair in safe if pair[0] not in named]
                message = {**message, "headers": [*message.get("headers", ()), *added]}
            elif message["type"] == "http.response.body":
                told["bytes"] += len(message.get("body", b""))
            await send(message)

        name = None
        try:
            if len(path) + len(scope["query_string"]) > LONGEST_PATH:
                await send_answer(scope, out, _plain(414, "That address is too long.\n"))
            elif scope["method"] in ("GET", "HEAD") and (name := self._pages.path_of(path)):
                await self._pages(name, scope, receive, out)
            else:
                most = MAX_PUSHED_BYTES if path.startswith("/websub/") else LARGEST
                await self._inner(scope, _bounded(scope, receive, most), out)  # type: ignore[operator]
        except _TooLarge:
            if not told["sent"]:
                await send_answer(scope, out, _plain(413, "That is more than a form can hold.\n"))
        except StoreError as error:
            # The message names the store and no secret, yet it is not a reader's business.
            _FAULTS.error("%s", error)
            if not told["sent"]:
                await send_answer(scope, out, _plain(503, "The newsroom's store is not there.\n"))
        except Exception:  # noqa: BLE001  whatever it is, its text is for the log and not for a browser
            _FAULTS.exception("a request for %s failed", path)
            if not told["sent"]:
                await send_answer(scope, out, _plain(500, "Something went wrong here.\n"))
        finally:
            self._note(scope, path, name is not None, told, time.perf_counter() - began)

    def _note(
        self, scope: Scope, path: str, reader: bool, told: dict[str, int | bool], took: float
    ) -> None:
        part = "reader" if reader else path.split("/", 2)[1][:10] or "other"
        if part not in ("reader", "desk", "api", "vote", "events", "healthz", "metrics", "websub"):
            part = "other"
        self._measures.requests.labels(part, str(told["status"])).inc()
        self._measures.seconds.labels(part).observe(took)
        if LOG.isEnabledFor(logging.INFO):
            client = scope.get("client")
            # The last part of a hub's address is what lets it in.
            path = "/websub/…" if part == "websub" else path
            record = {
                "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "method": scope["method"],
                "path": path,
                "status": told["status"],
                "ms": round(1000 * took, 2),
                "bytes": told["bytes"],
                "from": client[0] if client else None,
                "agent": header(scope, b"user-agent")[:200],
            }
            LOG.info("%s", json.dumps(record, ensure_ascii=True))


def _bounded(scope: Scope, receive: Receive, most: int) -> Receive:
    """The request's body, which ends with an error where it grows too large."""
    if header(scope, b"content-length").isdecimal():
        declared = int(header(scope, b"content-length"))
        if declared > most:
            raise _TooLarge
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise _TooLarge
        return message

    return bounded


def _plain(status: int, text: str) -> Answer:
    return Answer(status, text.encode(), "text/plain; charset=utf-8", "", "no-store")
