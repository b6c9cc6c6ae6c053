"""Readers' votes: one a reader and story.

A reader is a cookie that we signed. Who votes without one is given one and led to a second step
that counts the vote only where the cookie came back: so no vote is counted for a reader whom nobody
could know again, and no page that caches hold has a cookie of its own.
"""

from __future__ import annotations

import secrets
from collections import deque
from datetime import timedelta
from urllib.parse import urlencode

from fastapi import FastAPI, Form, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from copydesk.publish.slugs import fits
from copydesk.web.counters import Measures
from copydesk.web.reader_pages import ReaderPages
from copydesk.web.service import Service, clock
from copydesk.web.visitors import address_of, cookie_name, same_site

_YEAR = 365 * 24 * 3600
#: New readers from one address in an hour: a household, a school, no machine that makes readers.
NEW_READERS = 200


class Votes:
    """Takes votes."""

    def __init__(self, service: Service, pages: ReaderPages, measures: Measures) -> None:
        self._service = service
        self._pages = pages
        self._measures = measures
        self._new: dict[str, deque[float]] = {}

    def add_to(self, app: FastAPI) -> None:
        """Answer at /vote."""
        app.add_api_route("/vote", self.give, methods=["POST"], include_in_schema=False)
        app.add_api_route("/vote", self.confirm, methods=["GET"], include_in_schema=False)

    def give(
        self, request: Request, story: str = Form(max_length=200), stars: int = Form(ge=1, le=5)
    ) -> Response:
        """A vote from a story's page."""
        if not same_site(request):
            return PlainTextResponse("A vote is given on the story's own page.\n", 403)
        if not fits(story) or story not in self._service.edition.stories:
            return PlainTextResponse("There is no such story here.\n", 404)
        reader = self._reader(request)
        if reader is not None:
            return self._count(story, stars, reader)
        if not self._welcome(address_of(request)):
            return PlainTextResponse("Too many new readers from there: try later.\n", 429)
        reader = secrets.token_urlsafe(18)
        proof = self._service.signed(f"{reader}:{story}:{stars}")
        answer = RedirectResponse(f"/vote?{urlencode({'vote': proof})}", 303)
        answer.set_cookie(
            cookie_name(self._service, "reader"),
            self._service.signed(reader),
            max_age=_YEAR,
            secure=self._service.secure,
            httponly=True,
            samesite="lax",
            path="/",
        )
        return answer

    def confirm(self, request: Request, vote: str) -> Response:
        """The second step of a new reader's first vote."""
        proven = self._service.unsigned(vote)
        parts = proven.split(":") if proven else []
        reader = self._reader(request)
        if len(parts) != 3 or reader is None or reader != parts[0]:
            return PlainTextResponse(
                "The vote was not counted: your browser keeps no cookie for this site.\n", 403
            )
        return self._count(parts[1], int(parts[2]), reader)

    def _count(self, slug: str, stars: int, reader: str) -> Response:
        story = self._service.edition.stories.get(slug)
        if story is None:
            return PlainTextResponse("There is no such story here.\n", 404)
        if self._service.store.accounts.vote(story, reader, stars, clock()):
            self._measures.votes.inc()
        self._pages.forget(slug)
        return RedirectResponse(f"/stories/{slug}.html#rating", 303)

    def _reader(self, request: Request) -> str | None:
        return self._service.unsigned(request.cookies.get(cookie_name(self._service, "reader"), ""))

    def _welcome(self, address: str) -> bool:
        """Whether another new reader may come from there."""
        now = clock().timestamp()
        since = now - timedelta(hours=1).total_seconds()
        if len(self._new) > 10_000:
            self._new = {a: times for a, times in self._new.items() if times[-1] > since}
        times = self._new.setdefault(address, deque())
        while times and times[0] < since:
            times.popleft()
        if len(times) >= NEW_READERS:
            return False
        times.append(now)
        return True
