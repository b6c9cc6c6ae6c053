"""A pretend WebSub hub: real HTTP, real signatures. Knows nothing of the newsroom."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.error import HTTPError, URLError
from urllib.parse import parse_qs, urlencode
from urllib.request import Request, urlopen


@dataclass
class Subscribed:
    """What somebody asked for, and whether they confirmed it."""

    mode: str
    topic: str
    callback: str
    secret: str
    lease: int
    confirmed: bool = False


@dataclass
class Hub:
    """Takes subscriptions, verifies them, and tells of news.

    Attributes:
        asked: all requests, in their order.
        lease: seconds that it grants.
        denies: it refuses every subscription, with this reason.
        status: what it answers a request with.
    """

    asked: list[Subscribed] = field(default_factory=list)
    lease: int = 864000
    denies: str = ""
    status: int = 202

    def __post_init__(self) -> None:
        self._changed = threading.Condition()
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
                self.send_response(hub.status)
                self.end_headers()
                if hub.status == 202:
                    threading.Thread(target=hub._verify, args=(form,), daemon=True).start()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is asked."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/hub"

    def close(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()

    def _verify(self, form: dict[str, str]) -> None:
        found = Subscribed(
            form["hub.mode"],
            form["hub.topic"],
            form["hub.callback"],
            form.get("hub.secret", ""),
            int(form.get("hub.lease_seconds", "0")),
        )
        if self.denies:
            call(found.callback, {"hub.mode": "denied", "hub.reason": self.denies}, found.topic)
        else:
            challenge = secrets.token_hex(16)
            given = {"hub.mode": found.mode, "hub.challenge": challenge}
            if found.mode == "subscribe":
                given["hub.lease_seconds"] = str(self.lease)
            status, said = call(found.callback, given, found.topic)
            found.confirmed = status == 200 and said == challenge
        with self._changed:
            self.asked.append(found)
            self._changed.notify_all()

    def wait(self, count: int) -> list[Subscribed]:
        """All that was asked, once it is so much."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.asked) >= count, timeout=120)
            return list(self.asked)

    def tell(self, to: Subscribed, body: bytes, secret: str | None = None) -> int:
        """Tell of news, signed; the status of the answer."""
        key = to.secret if secret is None else secret
        signature = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "content-type": "application/rss+xml",
            "x-hub-signature": f"sha256={signature}",
        }
        return answered(Request(to.callback, data=body, headers=headers, method="POST"))[0]


def call(callback: str, given: dict[str, str], topic: str) -> tuple[int, str]:
    """Ask a subscriber whether it meant it."""
    return answered(Request(f"{callback}?{urlencode({**given, 'hub.topic': topic})}"))


def answered(request: Request) -> tuple[int, str]:
    """Status and text of an answer."""
    try:
        with urlopen(request, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, ""
    except URLError:  # nobody is there
        return 0, ""
