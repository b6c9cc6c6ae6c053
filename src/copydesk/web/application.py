"""The service put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response

from copydesk.errors import CopydeskError, StoreError
from copydesk.newsroom.desk.acting import Judge
from copydesk.settings import Settings
from copydesk.version import VERSION
from copydesk.web import desk_assets
from copydesk.web.api import Api
from copydesk.web.counters import Measures
from copydesk.web.desk_frame import Frame
from copydesk.web.desk_pages import DeskPages
from copydesk.web.digest_pages import Subscriptions
from copydesk.web.door import Door
from copydesk.web.door_desk import DeskDoor
from copydesk.web.hub_pages import Hubs
from copydesk.web.live_changes import Live
from copydesk.web.reader_pages import ReaderPages
from copydesk.web.service import LOOK, ROUND, Service
from copydesk.web.visitors import address_of
from copydesk.web.votes import Votes
from copydesk.web.webhook_pages import WebhookPages

_LOG = logging.getLogger(__name__)


def make(url: str, settings: Settings, *, secure: bool, gate: Judge | None = None) -> Door:
    """The service over a store, as an ASGI application.

    Args:
        url: of the store.
        settings: the settings in force.
        secure: whether browsers reach it over HTTPS.
        gate: in the place of the gate in a process of its own.

    Raises:
        StoreError: the store cannot be opened.
        SettingsError: a setting cannot be used.
    """
    service = Service(url, settings, secure=secure, gate=gate)
    measures = Measures()
    pages = ReaderPages(service)
    live = Live(service, measures)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stop = asyncio.Event()
        tending = [
            asyncio.create_task(_over_and_over(service.tend, ROUND, stop)),
            asyncio.create_task(_over_and_over(service.refresh, LOOK, stop)),
            asyncio.create_task(_over_and_over(service.tell, LOOK, stop)),
        ]
        try:
            yield
        finally:
            live.stop()
            stop.set()
            # A round under way is let end, so that it holds no connection when the store closes.
            await asyncio.wait(tending, timeout=_LAST_ROUND)
            await asyncio.to_thread(service.close)

    app = FastAPI(
        title="copydesk",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=lifespan,
    )
    app.add_exception_handler(StoreError, _without_store)
    live.add_to(app)
    Votes(service, pages, measures).add_to(app)
    Subscriptions(service).add_to(app)
    Hubs(service).add_to(app)
    desk_assets.add_to(app)
    frame = Frame(service)
    DeskDoor(frame).add_to(app)
    DeskPages(frame).add_to(app)
    WebhookPages(frame).add_to(app)
    Api(service).add_to(app)
    _own_state(app, service, measures)
    return Door(service, pages, app, measures)


def _own_state(app: FastAPI, service: Service, measures: Measures) -> None:
    """Whether the service is well, and what it has counted."""

    @app.get("/healthz", include_in_schema=False)
    def health() -> Response:
        serial = service.store.shelf.serial()
        return JSONResponse(
            {"status": "well", "version": VERSION, "serial": serial},
            headers={"cache-control": "no-store"},
        )

    @app.get("/metrics", include_in_schema=False)
    def metrics(request: Request) -> Response:
        if not settings_open(service.settings) and address_of(request) not in _LOOPBACK:
            return PlainTextResponse("Only this machine may read them.\n", 403)
        measures.stories.set(len(service.edition.stories))
        measures.changes.set(service.edition.serial)
        return Response(measures.page(), media_type="text/plain; version=0.0.4; charset=utf-8")

    @app.get("/robots.txt", include_in_schema=False)
    def robots() -> Response:
        lines = ["User-agent: *", "Disallow: /desk", "Disallow: /api", "Disallow: /vote"]
        if service.site.base_url:
            lines.append(f"Sitemap: {service.site.address('sitemap.xml')}")
        return PlainTextResponse("\n".join(lines) + "\n")


def _without_store(request: Request, error: Exception) -> Response:
    """The answer while the database is away or its disk full: to be tried again."""
    _LOG.error("%s", error)
    headers = {"cache-control": "no-store", "retry-after": "5"}
    if request.url.path.startswith("/api/"):
        told = {"error": _AWAY, "kind": StoreError.__name__}
        return JSONResponse(told, 503, headers)
    return PlainTextResponse(f"{_AWAY}\n", 503, headers)


#: Its message names the store and no secret, yet it is not a reader's business.
_AWAY = "The newsroom's store is not there: nothing was changed. Try again in a moment."
#: Seconds that a round under way is given when the service ends.
_LAST_ROUND = 20.0
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


def settings_open(settings: Settings) -> bool:
    """Whether other machines may read what is measured."""
    return settings.serve.metrics


async def _over_and_over(work: Callable[[], object], every: timedelta, stop: asyncio.Event) -> None:
    """Do something round after round, until the service ends."""
    while not stop.is_set():
        try:
            await asyncio.to_thread(work)
        except CopydeskError as error:
            _LOG.error("%s; the next round tries again", error)
        except Exception:  # noqa: BLE001  a round that fails must not be the last
            _LOG.exception("a round of the desk failed; the next one tries again")
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), every.total_seconds())
