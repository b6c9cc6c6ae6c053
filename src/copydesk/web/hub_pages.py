"""Where WebSub hubs call: to ask whether a subscription was meant, and to tell of news."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, Response

from copydesk.newsroom.websub import Receipt, received, verified
from copydesk.web.service import Service, clock

#: How each call is answered. What is ignored is answered like what was kept: who tries signatures
#: learns nothing (WebSub, 8).
_STATUS = {
    Receipt.KEPT: 202,
    Receipt.IGNORED: 202,
    Receipt.UNKNOWN: 404,
    Receipt.LEFT: 410,
    Receipt.BUSY: 503,
}


class Hubs:
    """Answers hubs."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def add_to(self, app: FastAPI) -> None:
        """Answer at /websub."""
        for method, handler in (("GET", self.verify), ("POST", self.receive)):
            app.add_api_route("/websub/{token}", handler, methods=[method], include_in_schema=False)

    def verify(self, token: str, request: Request) -> Response:
        """Repeat the hub's challenge, if we asked."""
        asked = dict(request.query_params)
        challenge = verified(self._service.store, token[:100], asked, clock())
        headers = {"cache-control": "no-store"}
        if challenge is None:
            return PlainTextResponse("Nothing was asked for here.\n", 404, headers)
        return PlainTextResponse(challenge, 200, headers)

    async def receive(self, token: str, request: Request) -> Response:
        """Keep what the hub tells, for the watch to read."""
        body = await request.body()
        receipt = await asyncio.to_thread(
            received,
            self._service.store,
            token[:100],
            request.headers.get("content-type", ""),
            request.headers.get("x-hub-signature", ""),
            body,
            clock(),
        )
        return Response(status_code=_STATUS[receipt], headers={"cache-control": "no-store"})
