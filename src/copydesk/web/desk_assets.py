"""Files of the desk's pages: its style sheet, and HTMX, shipped with copydesk."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response

_MEDIA = {"desk.css": "text/css; charset=utf-8", "htmx.min.js": "text/javascript; charset=utf-8"}


@cache
def _file(name: str) -> bytes:
    return files("copydesk.web").joinpath("static", name).read_bytes()


@cache
def asset_of(name: str) -> str:
    """Hex digits that change with the file."""
    return sha256(_file(name)).hexdigest()[:8]


def add_to(app: FastAPI) -> None:
    """Answer under /desk/static."""

    @app.get("/desk/static/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        if name not in _MEDIA:
            return PlainTextResponse("There is no such file here.\n", 404)
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(_file(name), media_type=_MEDIA[name], headers=headers)
