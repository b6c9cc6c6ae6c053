"""A pretend OpenID provider: real HTTP, real keys, strict about PKCE, codes and the client."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "copydesk-test", "a secret shared with the provider"


class Provider:
    """Vouches for whoever comes.

    Attributes:
        claims: of the person, beside the standard ones; a value of None leaves one out.
        told: what is told at the user info endpoint.
        algorithm, key: what tokens are signed with.
        issuer_returned: what the answer to the browser says of who answers; None for nothing.
    """

    def __init__(self) -> None:
        self.claims: dict[str, Any] = {"preferred_username": "vera", "groups": ["desk"]}
        self.told: dict[str, Any] = {}
        self.key: Any = rsa.generate_private_key(65537, 2048)
        self.shown = [self._public("one")]
        self.algorithm, self.named = "RS256", "one"
        self.issuer_returned: str | None = None
        self.asked: list[str] = []
        self._codes: dict[str, dict[str, str]] = {}
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._get(self)

            def do_POST(self) -> None:
                form = self.rfile.read(int(self.headers["content-length"])).decode()
                provider._post(self, {k: v[0] for k, v in parse_qs(form).items()})

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def issuer(self) -> str:
        """Its name."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def close(self) -> None:
        """Let go of the port."""
        self._server.shutdown()
        self._server.server_close()

    def _public(self, name: str) -> dict[str, Any]:
        found = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {**found, "kid": name, "use": "sig"}

    def turn_keys(self, name: str) -> None:
        """Sign with another key from now on, and show that one alone."""
        self.key = rsa.generate_private_key(65537, 2048)
        self.named, self.shown = name, [self._public(name)]

    def approve(self, address: str, sub: str = "u-1") -> str:
        """What the browser is sent back to, once the person has signed in here."""
        asked = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(16)
        self._codes[code] = {**asked, "sub": sub}
        back = {"code": code, "state": asked["state"]}
        if self.issuer_returned is not None:
            back["iss"] = self.issuer_returned
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def _get(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(handler.path)
        if handler.path == "/.well-known/openid-configuration":
            self._send(
                handler,
                {
                    "issuer": self.issuer,
                    "authorization_endpoint": f"{self.issuer}/authorize",
                    "token_endpoint": f"{self.issuer}/token",
                    "userinfo_endpoint": f"{self.issuer}/me",
                    "jwks_uri": f"{self.issuer}/keys",
                },
            )
        elif handler.path == "/keys":
            self._send(handler, {"keys": self.shown})
        elif handler.path == "/me" and handler.headers["authorization"] == "Bearer let-me-see":
            self._send(handler, self.told)
        else:
            self._send(handler, {"error": "not_found"}, 404)

    def _post(self, handler: BaseHTTPRequestHandler, form: Mapping[str, str]) -> None:
        self.asked.append(handler.path)
        pair = f"{quote(CLIENT, safe='')}:{quote(SECRET, safe='')}"
        known = f"Basic {base64.b64encode(pair.encode()).decode()}"
        begun = self._codes.pop(form.get("code", ""), None)  # a code is good once
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        )
        fits = (
            begun is not None
            and handler.headers["authorization"] == known
            and begun["code_challenge"] == challenge.rstrip(b"=").decode()
            and begun["redirect_uri"] == form.get("redirect_uri")
        )
        if not fits or begun is None:
            self._send(handler, {"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": begun["sub"],
            "nonce": begun["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.claims,
        }
        given = {name: value for name, value in claims.items() if value is not None}
        key = None if self.algorithm == "none" else self.key
        token = jwt.encode(given, key, self.algorithm, {"kid": self.named})
        self._send(handler, {"id_token": token, "access_token": "let-me-see"})

    def _send(self, handler: BaseHTTPRequestHandler, record: object, status: int = 200) -> None:
        body = json.dumps(record).encode()
        handler.send_response(status)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
