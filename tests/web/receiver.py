"""A program that is told: real HTTP, and signatures checked as Standard Webhooks has it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Came:
    """A request that came."""

    headers: dict[str, str]
    body: bytes

    @property
    def told(self) -> dict[str, Any]:
        """What it says."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    def signed_with(self, secret: str) -> bool:
        """Whether it is signed with that secret, over id, time and body."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        given = f"{self.headers['webhook-id']}.{self.headers['webhook-timestamp']}.".encode()
        mark = base64.b64encode(hmac.new(key, given + self.body, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(self.headers["webhook-signature"], f"v1,{mark}")


class Receiver:
    """Takes what it is told; ``answers`` are given one by one, then 204."""

    def __init__(self, *answers: int, location: str = "") -> None:
        self.came: list[Came] = []
        self.answers = list(answers)
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                named = {name.lower(): value for name, value in self.headers.items()}
                receiver.came.append(Came(named, body))
                self.send_response(receiver.answers.pop(0) if receiver.answers else 204)
                if location:
                    self.send_header("location", location)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """Where it is told."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/told"

    def __enter__(self) -> Receiver:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
