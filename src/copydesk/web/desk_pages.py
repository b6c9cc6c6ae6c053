"""The desk's pages: what needs eyes, a story beside its evidence, its versions, every act."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from fastapi import FastAPI, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from copydesk.errors import Conflict, DeskRefused, Locked, NotAllowed, NotFit
from copydesk.model import Annotated, State
from copydesk.model.newsroom import Desk
from copydesk.newsroom.desk import draft_edits, locks, regrouping
from copydesk.newsroom.desk.rights import Deed, allow, steps_from
from copydesk.newsroom.desk.version_differences import differences
from copydesk.newsroom.shelving import dossier_of
from copydesk.publish import story_html
from copydesk.web import desk_views
from copydesk.web.api import refusal
from copydesk.web.desk_frame import Frame, Signed, SignInFirst
from copydesk.web.http_answers import POLICY
from copydesk.web.service import clock

_SHOWN = 200


class DeskPages:
    """Queue, stories, versions and the audit trail."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._service = frame.service

    def add_to(self, app: FastAPI) -> None:
        """Answer under /desk."""
        routes: tuple[tuple[str, str, Callable[..., Response]], ...] = (
            ("/desk", "GET", self.queue),
            ("/desk/acts", "GET", self.acts),
            ("/desk/stories/{story}", "GET", self.story),
            ("/desk/stories/{story}/edit", "POST", self.edit),
            ("/desk/stories/{story}/verdict", "POST", self.verdict),
            ("/desk/stories/{story}/lock", "POST", self.lock),
            ("/desk/stories/{story}/step", "POST", self.step),
            ("/desk/stories/{story}/reports", "POST", self.put_reports),
            ("/desk/stories/{story}/preview", "GET", self.preview),
            ("/desk/stories/{story}/versions", "GET", self.versions),
            ("/desk/stories/{story}/acts", "GET", self.story_acts),
        )
        for path, method, handler in routes:
            app.add_api_route(path, handler, methods=[method], include_in_schema=False)

        @app.exception_handler(SignInFirst)
        def to_sign_in(request: Request, _: Exception) -> Response:
            return self._frame.to_sign_in(request)

        @app.exception_handler(DeskRefused)
        def refused(request: Request, error: Exception) -> Response:
            assert isinstance(error, DeskRefused)
            if request.url.path.startswith("/api/"):
                return refusal(error)
            return self._frame.refused(request, error)

    # Lists

    def queue(self, request: Request, show: str = Query("eyes", max_length=20)) -> Response:
        """Stories by what needs eyes, and all of them by state."""
        signed = self._frame.signed(request)
        wanted = {state.value: (state,) for state in State}
        found = self._service.store.desk.standings(_SHOWN, wanted.get(show, ()))
        if show == "eyes":
            found = tuple(
                s
                for s in found
                if s.state is not State.WITHDRAWN and (s.needs or s.waiting or s.publish_at)
            )
            found = tuple(
                sorted(found, key=lambda s: (s.state is not State.IN_REVIEW, -len(s.needs)))
            )
        held = self._service.store.desk.locks(clock())
        return self._frame.page(
            "queue.html", signed, stories=found, locks=held, show=show, states=list(State)
        )

    def acts(self, request: Request, before: int | None = None) -> Response:
        """The audit trail of the whole desk."""
        signed = self._frame.signed(request)
        allow(signed.person, Deed.EDIT)
        found = self._service.store.desk.acts(None, _SHOWN, before)
        return self._frame.page("acts.html", signed, acts=found, story=None, desk=None)

    def story_acts(self, request: Request, story: str, before: int | None = None) -> Response:
        """The audit trail of a story."""
        signed = self._frame.signed(request)
        desk = self._desk(story)
        found = self._service.store.desk.acts(story, _SHOWN, before)
        return self._frame.page("acts.html", signed, acts=found, story=story, desk=desk)

    # A story

    def story(self, request: Request, story: str) -> Response:
        """The working copy beside the reports."""
        return self._story(self._frame.signed(request), story)

    def _story(
        self,
        signed: Signed,
        story: str,
        status: int = 200,
        error: str | None = None,
        unsaved: str = "",
    ) -> Response:
        desk = self._desk(story)
        reports = self._reports(story)
        by_id = {r.article.id: r for r in reports}
        held = self._service.store.desk.locks(clock()).get(story)
        latest = self._service.store.latest(story)
        return self._frame.page(
            "story.html",
            signed,
            status,
            desk=desk,
            slug=latest.slug if latest else "",
            rows=desk_views.rows(desk, by_id),
            sources=desk_views.sources(reports),
            lock=held,
            mine=locks.mine(held, signed.person, clock()),
            steps=steps_from(desk.state, signed.account.role),
            public=desk.shown is not None,
            error=error,
            unsaved=unsaved,
        )

    def edit(
        self,
        request: Request,
        story: str,
        form: str = Form("", max_length=200),
        kind: str = Form(max_length=20),
        seen: int = Form(),
        sentence: str = Form("", max_length=200),
        text: str = Form("", max_length=5000),
        evidence: list[str] = Form([]),
        more: str = Form("", max_length=500),
    ) -> Response:
        """Change one part of the working copy; what was typed comes back when it cannot be kept."""
        signed = self._frame.acting(request, form, Deed.EDIT)
        try:
            change = self._change(story, kind, sentence, text, evidence, more)
            self._service.acting.edit(signed.person, story, change, seen, clock())
        except NotAllowed:
            raise
        except DeskRefused as error:
            return self._story(signed, story, 409, str(error), text)
        where = f"#s-{sentence}" if sentence and kind != "strike" else ""
        return RedirectResponse(f"/desk/stories/{story}{where}", 303)

    def _change(
        self, story: str, kind: str, sentence: str, text: str, kept: list[str], more: str
    ) -> draft_edits.Edit:
        makers: dict[str, Callable[[], draft_edits.Edit]] = {
            "reword": lambda: draft_edits.Reword(
                sentence, text, desk_views.evidence(kept, more, self._reports(story))
            ),
            "relabel": lambda: draft_edits.Relabel(sentence, text),
            "lock": lambda: draft_edits.Hold(sentence, True),
            "unlock": lambda: draft_edits.Hold(sentence, False),
            "strike": lambda: draft_edits.Strike(sentence),
            "retitle": lambda: draft_edits.Retitle(sentence, text),
            "kicker": lambda: draft_edits.Rekick(text),
            "picture": lambda: draft_edits.Picture(*desk_views.picture(text, self._reports(story))),
        }
        if kind not in makers:
            raise NotFit("that is nothing that can be changed")
        return makers[kind]()

    def verdict(
        self,
        request: Request,
        story: str,
        form: str = Form("", max_length=200),
        sentence: str = Form(max_length=200),
        text: str = Form("", max_length=5000),
        evidence: list[str] = Form([]),
        more: str = Form("", max_length=500),
    ) -> Response:
        """What the gate says of a sentence that is being typed; nothing is kept."""
        signed = self._frame.acting(request, form, Deed.EDIT)
        try:
            spans = desk_views.evidence(evidence, more, self._reports(story))
            wanted = draft_edits.reworded(
                self._desk(story).draft, draft_edits.Reword(sentence, text, spans)
            )
            checked = next(iter(self._service.gate(story, [wanted])))
        except NotFit as error:
            return self._frame.page("verdict.html", signed, verdict=None, error=str(error))
        return self._frame.page("verdict.html", signed, verdict=checked.verdict)

    def lock(
        self,
        request: Request,
        story: str,
        form: str = Form("", max_length=200),
        what: str = Form("look", max_length=10),
    ) -> Response:
        """Take, renew, free or break the lock; asked by a script, only its state comes back."""
        signed = self._frame.acting(request, form)
        error = ""
        try:
            if what in ("take", "renew"):
                self._service.acting.take(signed.person, story, clock())
            elif what == "free":
                self._service.acting.release(signed.person, story, clock())
            elif what == "break":
                self._service.acting.break_lock(signed.person, story, clock())
        except Locked as told:
            error = str(told)
        if not request.headers.get("hx-request"):
            if error:
                return self._story(signed, story, 409, error)
            return RedirectResponse(f"/desk/stories/{story}", 303)
        held = self._service.store.desk.locks(clock()).get(story)
        mine = locks.mine(held, signed.person, clock())
        desk = self._desk(story)
        return self._frame.page("lock.html", signed, desk=desk, lock=held, mine=mine, error=error)

    def step(
        self,
        request: Request,
        story: str,
        form: str = Form("", max_length=200),
        deed: Deed = Form(),
        seen: int = Form(),
        note: str = Form("", max_length=2000),
        at: str = Form("", max_length=40),
    ) -> Response:
        """Submit, return, publish, correct, schedule, withdraw or reinstate."""
        signed = self._frame.acting(request, form, deed)
        try:
            if deed is Deed.SCHEDULE:
                when = _time(at)
                self._service.acting.schedule(signed.person, story, when, seen, clock())
            else:
                self._service.acting.move(signed.person, story, deed, seen, clock(), note)
        except (Conflict, Locked, NotFit) as error:
            return self._story(signed, story, 409, str(error), note)
        self._service.shelve()
        return RedirectResponse(f"/desk/stories/{story}", 303)

    def put_reports(
        self,
        request: Request,
        story: str,
        form: str = Form("", max_length=200),
        report: list[str] = Form([]),
        where: str = Form(max_length=20),
        other: str = Form("", max_length=200),
        reason: str = Form("", max_length=600),
    ) -> Response:
        """Drop sources, move reports, split the story, or merge it with another."""
        signed = self._frame.acting(request, form, Deed.REGROUP)
        to = {"none": None, "new": "new"}.get(where, other.strip() or "?")
        try:
            regrouping.put_reports(
                self._service.store, signed.person, story, tuple(report), to, clock(), reason
            )
        except (Locked, NotFit) as error:
            return self._story(signed, story, 409, str(error), reason)
        return RedirectResponse(f"/desk/stories/{story}", 303)

    def preview(self, request: Request, story: str) -> Response:
        """The page as readers would get it, of the working copy."""
        self._frame.signed(request)
        desk = self._desk(story)
        dossier = dossier_of(self._service.store, story, desk.base, self._service.settings)
        if dossier is None:
            raise NotFit("the reports of this story are not kept any more")
        shown = replace(dossier, draft=desk.draft, state=State.PUBLISHED)
        html = story_html(shown, replace(self._service.site, served=False))
        # The page stands alone with its style in it; its own policy names that style's hash.
        style = re.search(r"style-src ('sha256-[^']+')", html)
        policy = POLICY.replace("style-src 'self'", f"style-src {style[1] if style else ''}")
        headers = {
            "cache-control": "no-store",
            "content-security-policy": f"{policy}; frame-ancestors 'none'",
        }
        return HTMLResponse(html, headers=headers)

    def versions(
        self, request: Request, story: str, a: int | None = None, b: int | None = None
    ) -> Response:
        """Two versions and what one has that the other has not; 0 is the working copy."""
        signed = self._frame.signed(request)
        desk = self._desk(story)
        kept = tuple(self._service.store.versions(story))
        numbers = [version.version for version in kept]
        drafts = {version.version: version.draft for version in kept} | {0: desk.draft}
        before = a if a in drafts else (desk.shown or numbers[-1])
        after = b if b in drafts else 0
        return self._frame.page(
            "versions.html",
            signed,
            desk=desk,
            versions=kept[::-1],
            before=before,
            after=after,
            lines=differences(drafts[before], drafts[after]),
        )

    def _desk(self, story: str) -> Desk:
        desk = self._service.store.desk.get(story[:200])
        if desk is None:
            raise NotFit("the desk has no such story")
        return desk

    def _reports(self, story: str) -> tuple[Annotated, ...]:
        latest = self._service.store.latest(story)
        if latest is None:
            return ()
        dossier = dossier_of(self._service.store, story, latest.version, self._service.settings)
        return dossier.reports if dossier else ()


def _time(text: str) -> datetime | None:
    """A time as a form gives it, UTC; None for none.

    Raises:
        NotFit: it is no time.
    """
    if not text.strip():
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise NotFit("give the time as 2026-12-31T18:00, UTC") from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)
