"""Live changes over server-sent events: a page learns that a story changed and loads it anew."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse

from copydesk.store.shelves import Shelved
from copydesk.web.counters import Measures
from copydesk.web.service import Service

#: Pages that listen at once, and changes that wait for a slow one before it is let go.
MOST, _WAITING = 1000, 50
#: A line that keeps a connection from looking dead, so often.
_QUIET_SECONDS = 20.0


class Live:
    """Those who listen."""

    def __init__(self, service: Service, measures: Measures) -> None:
        self._measures = measures
        self._queues: set[asyncio.Queue[str | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        service.changed.append(self._changed)

    def add_to(self, app: FastAPI) -> None:
        """Answer at /events."""
        app.add_api_route("/events", self._events, methods=["GET"], include_in_schema=False)

    def stop(self) -> None:
        """Let everybody go: the service ends."""
        for queue in self._queues:
            queue.put_nowait(None)

    def _changed(self, shelved: Shelved) -> None:
        """A story has changed; called from any thread."""
        record = {"slug": shelved.slug, "version": shelved.version, "state": shelved.state.value}
        text = f"id: {shelved.serial}\nevent: story\ndata: {json.dumps(record)}\n\n"
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._tell, text)

    def _tell(self, text: str) -> None:
        for queue in tuple(self._queues):
            try:
                queue.put_nowait(text)
            except asyncio.QueueFull:
                self._queues.discard(queue)

    async def _events(self, request: Request) -> Response:
        if len(self._queues) >= MOST:
            return PlainTextResponse("Too many listen already.\n", 503, {"retry-after": "60"})
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[str | None] = asyncio.Queue(_WAITING)
        self._queues.add(queue)
        self._measures.listeners.set(len(self._queues))
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(
            self._lines(queue), media_type="text/event-stream", headers=headers
        )

    async def _lines(self, queue: asyncio.Queue[str | None]) -> AsyncIterator[str]:
        try:
            yield "retry: 3000\n\n"
            while True:
                try:
                    text = await asyncio.wait_for(queue.get(), _QUIET_SECONDS)
                except TimeoutError:
                    if queue not in self._queues:
                        return
                    text = ": still here\n\n"
                if text is None:
                    return
                yield text
        finally:
            self._queues.discard(queue)
            self._measures.listeners.set(len(self._queues))
