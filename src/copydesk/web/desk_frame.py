"""What all pages of the desk share: who is signed in, the frame, and forms that are our own."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from copydesk.errors import DeskRefused, NotAllowed
from copydesk.model.newsroom import Account, Sitting
from copydesk.newsroom.desk import credentials
from copydesk.newsroom.desk.rights import Deed, Person, allow, may
from copydesk.publish import dates
from copydesk.publish.rendering import asset_mark
from copydesk.publish.text import clipped, counted, printable
from copydesk.web.desk_assets import asset_of
from copydesk.web.service import Service, clock
from copydesk.web.visitors import cookie_name, same_site


@dataclass(frozen=True, slots=True)
class Signed:
    """Who is at the desk."""

    sitting: Sitting
    account: Account
    person: Person


class SignInFirst(Exception):
    """The page is for people who have signed in."""


class NotOurForm(DeskRefused):
    """A form that no page of this sitting sent."""


def _finalised(value: object) -> object:
    return printable(value) if type(value) is str else value


@cache
def environment() -> Environment:
    """The desk's templates: everything escaped, nothing undefined."""
    made = Environment(
        loader=PackageLoader("copydesk.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_finalised,
        auto_reload=False,
    )
    made.filters |= {
        "moment": dates.moment,
        "machine": dates.stated,
        "clipped": clipped,
        "counted": counted,
    }
    made.globals |= {"asset": asset_mark, "asset_of": asset_of, "may": may, "Deed": Deed}
    return made


class Frame:
    """Makes pages of the desk, and lets nobody in who is not signed in."""

    def __init__(self, service: Service) -> None:
        self.service = service

    def cookie(self, request: Request) -> str:
        """The secret in the browser's cookie; "" for none."""
        return request.cookies.get(cookie_name(self.service, "desk"), "")[:200]

    def signed(self, request: Request) -> Signed:
        """Who is signed in.

        Raises:
            SignInFirst: nobody is.
        """
        secret = self.cookie(request)
        found = credentials.sitting_of(self.service.store, secret, clock()) if secret else None
        if found is None:
            raise SignInFirst
        return Signed(*found, credentials.person(*found))

    def acting(self, request: Request, form: str, deed: Deed = Deed.LOOK) -> Signed:
        """Who sends a form, and may.

        Raises:
            SignInFirst: nobody is signed in.
            NotOurForm: no page of this sitting sent it.
            NotAllowed: the person may not do it.
        """
        signed = self.signed(request)
        fits = hmac.compare_digest(form.encode(), signed.sitting.form.encode())
        if not fits or not same_site(request):
            raise NotOurForm("that form was not sent from this desk: load the page again")
        allow(signed.person, deed)
        return signed

    def page(
        self, template: str, signed: Signed | None, status: int = 200, **context: Any
    ) -> HTMLResponse:
        """A page, which no cache keeps."""
        html = (
            environment()
            .get_template(template)
            .render(signed=signed, site=self.service.site, **{"error": None} | context)
        )
        return HTMLResponse(html, status, headers={"cache-control": "no-store"})

    def refused(self, request: Request, error: DeskRefused) -> Response:
        """The page that says why an act was not done."""
        try:
            signed: Signed | None = self.signed(request)
        except SignInFirst:
            signed = None
        status = 403 if isinstance(error, NotAllowed | NotOurForm) else 409
        return self.page("refused.html", signed, status, error=str(error))

    def to_sign_in(self, request: Request) -> Response:
        """To the door, and back to the page after it."""
        back = request.url.path if request.method == "GET" else "/desk"
        if request.headers.get("hx-request"):
            return Response(status_code=401, headers={"hx-redirect": "/desk/sign-in"})
        return RedirectResponse(f"/desk/sign-in?to={quote(back)}", 303)
