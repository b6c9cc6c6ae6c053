"""What a request tells of who sent it, and how far that is believed."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request

from copydesk.web.service import Service


def cookie_name(service: Service, what: str) -> str:
    """A cookie's name. The prefix binds it to this host and to HTTPS, where there is HTTPS."""
    return f"__Host-copydesk-{what}" if service.secure else f"copydesk-{what}"


def address_of(request: Request) -> str:
    """Address of the machine at the other end, as the server knows it."""
    return request.client.host if request.client else "?"


def same_site(request: Request) -> bool:
    """Whether a form was sent from a page of ours.

    Browsers say so in Sec-Fetch-Site, older ones in Origin; a request with neither is no browser's
    and carries no cookie that somebody else's page could have used.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc == request.headers.get("host", "")
