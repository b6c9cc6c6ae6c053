"""The digest as a page, and joining and leaving those who get it by mail."""

from __future__ import annotations

import logging
from collections import deque
from typing import Any

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, PlainTextResponse, Response

from copydesk.errors import NotFit
from copydesk.model.newsroom import Every
from copydesk.newsroom import mailing
from copydesk.publish.digest import digest
from copydesk.web.service import Service, clock
from copydesk.web.visitors import address_of, same_site

_LOG = logging.getLogger(__name__)
#: Stories that the page tells of, and mails that one address may ask for in an hour.
_ON_PAGE, _ASKED = 24, 10


class Subscriptions:
    """The digest's page and its forms."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._asked: dict[str, deque[float]] = {}

    def add_to(self, app: FastAPI) -> None:
        """Answer at /digest."""
        for path, method, handler in (
            ("/digest.html", "GET", self.page),
            ("/digest/join", "POST", self.join),
            ("/digest/confirm", "GET", self.ask_confirm),
            ("/digest/confirm", "POST", self.confirm),
            ("/digest/leave", "GET", self.ask_leave),
            ("/digest/leave", "POST", self.leave),
        ):
            app.add_api_route(path, handler, methods=[method], include_in_schema=False)

    def page(self) -> Response:
        """The latest stories as the digest tells them, and the way to get it by mail."""
        rows = self._service.latest(_ON_PAGE)
        joins = "join" if self._service.send is not None else ""
        return self._made("digest.html", "Digest", digest=digest(rows), form=joins)

    def join(
        self,
        request: Request,
        address: str = Form(max_length=254),
        every: Every = Form(Every.DAY),
    ) -> Response:
        """Ask the address's owner."""
        service = self._service
        if service.send is None:
            return PlainTextResponse("This newsroom sends no mail.\n", 404)
        if not same_site(request) or not self._welcome(address_of(request)):
            return PlainTextResponse("Ask on the page of the digest, and not so often.\n", 429)
        try:
            mailing.join(
                service.store, service.site, service.signed, service.send, address, every, clock()
            )
        except NotFit as error:
            return PlainTextResponse(f"{error}\n", 400)
        except OSError as error:
            _LOG.error("a mail was not sent: %s", error)
            return PlainTextResponse("The mail could not be sent: try later.\n", 503)
        said = "A mail is on its way: follow the link in it to get the digest."
        return self._made("digest/join", "Look into your mail", said=said)

    def ask_confirm(self, proof: str = "") -> Response:
        """A page with a button: machines that follow the links of mails confirm nothing."""
        return self._made(
            "digest/confirm",
            "Get the digest",
            form="confirm",
            proof=proof[:300],
            button="Yes, send it to me",
        )

    def confirm(self, proof: str = Form(max_length=300)) -> Response:
        """The address's owner says yes."""
        key = self._proven(proof, "confirm")
        if key is None or not self._service.store.subscribers.confirm(
            key, self._service.store.shelf.serial(), clock()
        ):
            return PlainTextResponse("That link is not, or no longer, good.\n", 404)
        return self._made("digest/confirm", "You get the digest", said="Each mail has a way out.")

    def ask_leave(self, proof: str = "") -> Response:
        """A page with a button."""
        return self._made(
            "digest/leave",
            "No more digests",
            form="leave",
            proof=proof[:300],
            button="Send me no more",
        )

    def leave(self, request: Request, proof: str = Form("", max_length=300)) -> Response:
        """End a subscription: by the page's button, or by a mail program's one click (RFC 8058)."""
        key = self._proven(proof or request.query_params.get("proof", "")[:300], "leave")
        if key is None:
            return PlainTextResponse("That link is not good.\n", 404)
        self._service.store.subscribers.remove(key)
        return self._made(
            "digest/leave", "You get no more digests", said="Your address is forgotten."
        )

    def _proven(self, proof: str, purpose: str) -> str | None:
        found, _, key = (self._service.unsigned(proof) or "").partition(":")
        return key if found == purpose and key else None

    def _made(self, path: str, head: str, **page: Any) -> HTMLResponse:
        shown = {"head": head, "said": "", "form": "", "proof": "", "button": "", "digest": None}
        body = self._service.edition.paper.made(path, "digest.html", shown | page)
        return HTMLResponse(body, headers={"cache-control": "no-store"})

    def _welcome(self, address: str) -> bool:
        now = clock().timestamp()
        if len(self._asked) > 10_000:
            self._asked.clear()
        times = self._asked.setdefault(address, deque())
        while times and times[0] < now - 3600:
            times.popleft()
        times.append(now)
        return len(times) <= _ASKED
