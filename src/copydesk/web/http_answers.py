"""Plain answers over ASGI, with the headers that every answer of the service carries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

#: Of every page: nothing but what the service itself sends is loaded or run, and no other site
#: frames it. The cards made to be embedded are the one exception.
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'"
)
ALONE, FRAMED = f"{POLICY}; frame-ancestors 'none'", f"{POLICY}; frame-ancestors *"
_SAFE: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), interest-cohort=()"),
)
_HTTPS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, body and what goes with it."""

    status: int
    body: bytes
    media: str
    mark: str
    caching: str
    location: str = ""


def header(scope: Scope, name: bytes) -> str:
    """A header of the request; "" when it is not there."""
    for key, value in scope["headers"]:
        if key == name:
            return str(value.decode("latin-1"))
    return ""


def safe_headers(path: str, *, secure: bool) -> list[tuple[bytes, bytes]]:
    """Headers of every answer, by its path."""
    framed = path.startswith("/embed/")
    headers = [(b"content-security-policy", (FRAMED if framed else ALONE).encode()), *_SAFE]
    if not framed:
        headers += [
            (b"x-frame-options", b"DENY"),
            (b"cross-origin-resource-policy", b"same-origin"),
        ]
    if secure:
        headers.append(_HTTPS)
    return headers


async def send_answer(scope: Scope, send: Send, answer: Answer) -> None:
    """Send an answer; of a HEAD request without its body."""
    headers = [(b"cache-control", answer.caching.encode())]
    if answer.mark:
        headers.append((b"etag", answer.mark.encode()))
    if answer.media:
        headers.append((b"content-type", answer.media.encode()))
    if answer.location:
        headers.append((b"location", answer.location.encode("ascii", "ignore")))
    if answer.status != 304:
        headers.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else answer.body
    await send({"type": "http.response.body", "body": body})
