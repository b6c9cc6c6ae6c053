"""Signing in and out, and the people of the desk."""

from __future__ import annotations

from fastapi import FastAPI, Form, Request
from fastapi.responses import RedirectResponse, Response

from copydesk.errors import DeskRefused, NotAllowed
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk import credentials
from copydesk.newsroom.desk.openid import Provider
from copydesk.newsroom.desk.rights import Deed, allow
from copydesk.web.desk_frame import Frame, Signed
from copydesk.web.service import clock
from copydesk.web.visitors import address_of, cookie_name, same_site


class DeskDoor:
    """Sign-in, sign-out, accounts and keys."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._service = frame.service

    def add_to(self, app: FastAPI) -> None:
        """Answer under /desk."""
        for path, method, handler in (
            ("/desk/sign-in", "GET", self.door),
            ("/desk/sign-in", "POST", self.sign_in),
            ("/desk/sign-out", "POST", self.sign_out),
            ("/desk/openid", "GET", self.to_provider),
            ("/desk/openid/callback", "GET", self.from_provider),
            ("/desk/people", "GET", self.people),
            ("/desk/people", "POST", self.change_people),
            ("/desk/you", "GET", self.you),
            ("/desk/you/password", "POST", self.change_password),
            ("/desk/you/keys", "POST", self.change_keys),
            ("/desk/you/sittings", "POST", self.end_sittings),
        ):
            app.add_api_route(path, handler, methods=[method], include_in_schema=False)

    def door(self, to: str = "/desk") -> Response:
        """The sign-in page."""
        return self._door(_inside(to))

    def _door(
        self, to: str = "/desk", status: int = 200, name: str = "", error: str | None = None
    ) -> Response:
        given = self._service.settings.openid
        provider = given.title if self._service.provider is not None else ""
        return self._frame.page(
            "sign_in.html",
            None,
            status,
            to=to,
            name=name,
            error=error,
            provider=provider,
            by_password=not (provider and given.only),
        )

    def sign_in(
        self,
        request: Request,
        name: str = Form(max_length=200),
        password: str = Form(max_length=1000),
        to: str = Form("/desk", max_length=500),
    ) -> Response:
        """Name and password in, a new sitting out."""
        to = _inside(to)
        try:
            if not same_site(request):
                raise NotAllowed("sign in on this page")
            if self._service.provider is not None and self._service.settings.openid.only:
                raise NotAllowed("nobody signs in by password here")
            former = self._frame.cookie(request) or None
            signed = credentials.sign_in(
                self._service.store, name, password, address_of(request), clock(), former
            )
        except NotAllowed as error:
            return self._door(to, 403, name[:80], str(error))
        return self._seated(RedirectResponse(to, 303), signed)

    def _seated(self, answer: Response, signed: credentials.SignedIn) -> Response:
        answer.set_cookie(
            cookie_name(self._service, "desk"),
            signed.secret,
            max_age=int(credentials.WHOLE.total_seconds()),
            secure=self._service.secure,
            httponly=True,
            samesite="strict",
            path="/",
        )
        return answer

    def to_provider(self, request: Request, to: str = "/desk") -> Response:
        """To the OpenID provider."""
        provider, now = self._provider(), clock()
        try:
            credentials.not_too_often(self._service.store, address_of(request), now)
            begun = provider.begin(_inside(to), now)
        except NotAllowed as error:
            return self._door(_inside(to), 403, error=str(error))
        self._service.store.accounts.begin_flow(begun.flow, now)
        answer = RedirectResponse(begun.address, 303, headers={"cache-control": "no-store"})
        answer.set_cookie(
            cookie_name(self._service, "flow"),
            begun.secret,
            max_age=600,
            secure=self._service.secure,
            httponly=True,
            samesite="lax",  # it has to come back from the provider's site
            path="/",
        )
        return answer

    def from_provider(self, request: Request) -> Response:
        """Back from the OpenID provider: in, if it vouches for somebody who may."""
        provider, store, now = self._provider(), self._service.store, clock()
        cookie = cookie_name(self._service, "flow")
        mark = credentials.mark_of(request.cookies.get(cookie, "")[:200])
        flow = store.accounts.end_flow(mark, now)
        try:
            if flow is None:
                raise NotAllowed("that sign-in is over: begin again")
            who = provider.finish(flow, dict(request.query_params), now)
            former = self._frame.cookie(request) or None
            signed = credentials.sign_in_through(store, who, address_of(request), now, former)
        except NotAllowed as error:
            credentials.note_failed(store, address_of(request), now, str(error))
            return self._door(flow.to if flow else "/desk", 403, error=str(error))
        # A page and no redirect: the desk's cookie does not go along with what another site began.
        answer = self._frame.page("signed_in.html", None, to=_inside(flow.to))
        answer.delete_cookie(cookie, path="/", secure=self._service.secure, httponly=True)
        return self._seated(answer, signed)

    def _provider(self) -> Provider:
        if self._service.provider is None:
            raise NotAllowed("there is no provider to sign in through")
        return self._service.provider

    def sign_out(self, request: Request, form: str = Form("", max_length=200)) -> Response:
        """End the sitting and free its locks."""
        signed = self._frame.acting(request, form)
        credentials.end(self._service.store, signed.sitting)
        answer = RedirectResponse("/desk/sign-in", 303)
        name = cookie_name(self._service, "desk")
        answer.delete_cookie(name, path="/", secure=self._service.secure, httponly=True)
        answer.headers["clear-site-data"] = '"cache"'
        return answer

    # People

    def people(self, request: Request) -> Response:
        """The accounts, for administrators."""
        signed = self._frame.signed(request)
        allow(signed.person, Deed.MANAGE)
        return self._people(signed)

    def _people(self, signed: Signed, status: int = 200, error: str | None = None) -> Response:
        accounts = self._service.store.accounts.all()
        return self._frame.page(
            "people.html", signed, status, accounts=accounts, roles=list(DeskRole), error=error
        )

    def change_people(
        self,
        request: Request,
        form: str = Form("", max_length=200),
        what: str = Form(max_length=20),
        name: str = Form(max_length=80),
        role: DeskRole = Form(DeskRole.EDITOR),
        password: str = Form("", max_length=1000),
    ) -> Response:
        """Add or close an account, or give it another password."""
        signed = self._frame.acting(request, form, Deed.MANAGE)
        store, by, now = self._service.store, signed.person.name, clock()
        try:
            if what == "add":
                credentials.add(store, name, role, password, now, by)
            elif what == "close":
                credentials.close(store, name, now, by)
            else:
                credentials.set_password(store, name, password, now, by)
        except DeskRefused as error:
            return self._people(signed, 409, str(error))
        return RedirectResponse("/desk/people", 303)

    def you(self, request: Request) -> Response:
        """One's own password and keys."""
        return self._you(self._frame.signed(request))

    def _you(
        self, signed: Signed, status: int = 200, error: str | None = None, secret: str = ""
    ) -> Response:
        keys = self._service.store.accounts.keys(signed.account.name)
        return self._frame.page(
            "you.html",
            signed,
            status,
            keys=keys,
            scopes=credentials.SCOPES,
            sittings=credentials.sittings_of(self._service.store, signed.account.name, clock()),
            by_password=bool(signed.account.secret),
            secret=secret,
            error=error,
        )

    def end_sittings(
        self,
        request: Request,
        form: str = Form("", max_length=200),
        mark: str = Form("", max_length=64),
    ) -> Response:
        """Sign out elsewhere: at one browser, or at all but this one."""
        signed = self._frame.acting(request, form)
        store = self._service.store
        for sitting in credentials.sittings_of(store, signed.account.name, clock()):
            if sitting.mark != signed.sitting.mark and mark in (sitting.mark, ""):
                credentials.end(store, sitting)
        return RedirectResponse("/desk/you", 303)

    def change_password(
        self,
        request: Request,
        form: str = Form("", max_length=200),
        present: str = Form(max_length=1000),
        password: str = Form(max_length=1000),
    ) -> Response:
        """Another password for oneself; the present one is asked for, and every sitting ends."""
        signed = self._frame.acting(request, form)
        name, address = signed.account.name, address_of(request)
        try:
            again = credentials.sign_in(self._service.store, name, present, address, clock())
            credentials.end(self._service.store, again.sitting)
            credentials.set_password(self._service.store, name, password, clock(), name)
        except DeskRefused as error:
            return self._you(signed, 409, str(error))
        return RedirectResponse("/desk/sign-in", 303)

    def change_keys(
        self,
        request: Request,
        form: str = Form("", max_length=200),
        what: str = Form(max_length=20),
        name: str = Form("", max_length=80),
        scope: list[str] = Form([]),
        mark: str = Form("", max_length=64),
    ) -> Response:
        """Make a key, which is shown once, or remove one."""
        signed = self._frame.acting(request, form)
        if what == "remove":
            self._service.store.accounts.remove_key(mark, signed.account.name)
            return RedirectResponse("/desk/you", 303)
        try:
            secret = credentials.add_key(
                self._service.store,
                signed.account.name,
                name or "without a name",
                tuple(scope),
                clock(),
            )
        except DeskRefused as error:
            return self._you(signed, 409, str(error))
        return self._you(signed, secret=secret)


def _inside(to: str) -> str:
    """A page of the desk to go on to; anything else leads to its first page."""
    plain = to.isascii() and to.isprintable() and "\\" not in to and not to.startswith("//")
    return to if plain and (to == "/desk" or to.startswith("/desk/")) else "/desk"
