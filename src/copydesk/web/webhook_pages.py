"""Webhooks at the desk: who is told, and what came of telling them."""

from __future__ import annotations

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from copydesk.errors import DeskRefused
from copydesk.model.newsroom import Act
from copydesk.newsroom import notices_out
from copydesk.newsroom.desk.rights import Deed, allow
from copydesk.web.desk_frame import Frame, Signed
from copydesk.web.service import clock

_HERE = "/desk/webhooks"


class WebhookPages:
    """The page of webhooks, for administrators."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._store = frame.service.store

    def add_to(self, app: FastAPI) -> None:
        """Answer under /desk/webhooks."""
        for method, handler in (("GET", self.page), ("POST", self.change)):
            app.add_api_route(_HERE, handler, methods=[method], include_in_schema=False)

    def page(self, request: Request) -> Response:
        """All webhooks with their latest events."""
        signed = self._frame.signed(request)
        allow(signed.person, Deed.CONNECT)
        return self._page(signed)

    def _page(
        self, signed: Signed, status: int = 200, error: str | None = None, secret: str = ""
    ) -> Response:
        hooks = self._store.webhooks.all()
        return self._frame.page(
            "webhooks.html",
            signed,
            status,
            hooks=[(hook, self._store.webhooks.log(hook.id)) for hook in hooks],
            events=notices_out.EVENTS,
            secret=secret,
            error=error,
        )

    def change(
        self,
        request: Request,
        form: str = Form("", max_length=200),
        what: str = Form(max_length=20),
        address: str = Form("", max_length=1000),
        event: list[str] = Form([]),
        hook: str = Form("", max_length=40),
        delivery: str = Form("", max_length=80),
    ) -> Response:
        """Add, remove or try a webhook, or send an event again."""
        signed = self._frame.acting(request, form, Deed.CONNECT)
        now, by = clock(), signed.person.name
        try:
            if what == "add":
                _, secret = notices_out.add(self._store, address.strip(), event, now, by)
                return self._page(signed, secret=secret)
            if what == "remove":
                notices_out.remove(self._store, hook, now, by)
            elif what == "try":
                notices_out.trial(self._store, hook, now)
            elif what == "again" and self._store.webhooks.again(delivery, now):
                self._store.desk.add(Act(now, by, "send again", None, f"event {delivery}"))
        except DeskRefused as error:
            return self._page(signed, 409, str(error))
        return RedirectResponse(_HERE, 303)
