"""Signing in through an OpenID provider: OpenID Connect Core 1.0, the code flow with PKCE.

The provider says who somebody is; what they may at the desk follows from a claim that the settings
name. Tokens are verified by PyJWT, requests go through the guard like all others. Why not a whole
client library: decision 9.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_network
from typing import Any
from urllib.parse import quote, urlencode

from copydesk.errors import InputRefused, NotAllowed, SettingsError
from copydesk.gather.web import Fetcher
from copydesk.model.calls import SignInFlow
from copydesk.model.newsroom import DeskRole
from copydesk.settings import OpenIdSettings, Settings

#: A sign-in at the provider takes no longer.
_FLOW = timedelta(minutes=10)
#: What the provider tells of itself is asked anew after this time, and its keys sooner when a token
#: names one that is not known, but not more often than that.
_TOLD, _KEYS_AT_MOST_EVERY = timedelta(hours=1), timedelta(minutes=1)
#: Signatures that are accepted: by key pairs only, so that nobody signs with our own secret.
_ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA", "RS384", "PS384", "ES384", "RS512", "PS512"]
_LEEWAY_SECONDS = 60
_ANSWER_BYTES = 256 * 1024
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Who:
    """Whom the provider vouches for.

    Attributes:
        subject: issuer and subject: what never changes.
        name: what they are called at the desk.
        role: what they may.
    """

    subject: str
    name: str
    role: DeskRole


@dataclass(frozen=True, slots=True)
class Begun:
    """A sign-in that has begun: where the browser goes, and the secret of its cookie."""

    address: str
    secret: str
    flow: SignInFlow


class Provider:
    """An OpenID provider, as the settings name it.

    Args:
        settings: in force; ``openid.issuer`` is set.

    Raises:
        SettingsError: a setting is missing, or the extra is not installed.
    """

    def __init__(self, settings: Settings) -> None:
        try:
            import jwt  # noqa: F401, PLC0415  of the extra "openid"
        except ImportError as error:
            raise SettingsError(
                "openid.issuer needs its extra: pip install 'copydesk[openid]'"
            ) from error
        given = settings.openid
        if given.issuer is None or given.client_id is None or settings.site.base_url is None:
            raise SettingsError("openid needs openid.issuer, openid.client_id and site.base_url")
        if not given.issuer.startswith("https://") and not given.networks:
            raise SettingsError("openid.issuer begins with https://")
        self._settings: OpenIdSettings = given
        self._issuer = given.issuer
        self._client = given.client_id
        self._secret = os.environ.get(given.secret_variable)
        self.callback = f"{settings.site.base_url.rstrip('/')}/desk/openid/callback"
        networks = [ip_network(network) for network in given.networks]
        self._fetcher = Fetcher(obey_robots=False, private=networks)
        self._turn = threading.Lock()
        self._told: dict[str, Any] = {}
        self._told_at: datetime | None = None
        self._keys: list[dict[str, Any]] = []
        self._keys_at: datetime | None = None

    def close(self) -> None:
        """Close the connections."""
        self._fetcher.close()

    def begin(self, to: str, now: datetime) -> Begun:
        """Begin a sign-in.

        Args:
            to: page of the desk that is wanted.
            now: aware UTC.

        Raises:
            NotAllowed: the provider does not answer as it should.
        """
        told = self._metadata(now)
        secret, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(64)
        flow = SignInFlow(
            mark=hashlib.sha256(secret.encode()).hexdigest(),
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=verifier,
            to=to,
            until=now + _FLOW,
        )
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": self.callback,
            "scope": self._settings.scopes,
            "state": flow.state,
            "nonce": flow.nonce,
            "code_challenge": challenge.rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        where = str(told["authorization_endpoint"])
        joined = "&" if "?" in where else "?"
        return Begun(f"{where}{joined}{urlencode(asked, quote_via=quote)}", secret, flow)

    def finish(self, flow: SignInFlow, given: Mapping[str, str], now: datetime) -> Who:
        """End a sign-in: the browser came back from the provider.

        Args:
            flow: what was begun in that browser.
            given: fields that it came back with.
            now: aware UTC.

        Raises:
            NotAllowed: it does not fit, is not vouched for, or may not work here.
        """
        if not hmac.compare_digest(given.get("state", "").encode(), flow.state.encode()):
            raise NotAllowed("that sign-in was not begun in this browser: try again")
        told = self._metadata(now)
        stated = given.get("iss")
        if stated != self._issuer and (
            stated is not None or told.get("authorization_response_iss_parameter_supported")
        ):
            raise NotAllowed("another provider answered than was asked (RFC 9207)")
        if "code" not in given:
            why = given.get("error", "no code")[:80]
            raise NotAllowed(f"the provider did not let you in: {why}")
        tokens = self._tokens(told, flow, given["code"][:4000])
        claims = self._verified(str(tokens.get("id_token", "")), flow, now)
        if self._settings.role_claim not in claims or self._settings.name_claim not in claims:
            claims = {**self._more(told, tokens, claims), **claims}
        return Who(f"{self._issuer} {claims['sub']}", self._name(claims), self._role(claims))

    def _name(self, claims: Mapping[str, Any]) -> str:
        name = str(claims.get(self._settings.name_claim) or "")
        plain = "".join(c if c.isalnum() or c in "_.@+-" else "-" for c in name)[:_LONGEST_NAME]
        if not plain.strip("-"):
            raise NotAllowed(f"the provider gives no {self._settings.name_claim!r} for you")
        return plain

    def _role(self, claims: Mapping[str, Any]) -> DeskRole:
        given = claims.get(self._settings.role_claim)
        has = {given} if isinstance(given, str) else set(map(str, given or ()))
        for role, names in (
            (DeskRole.ADMINISTRATOR, self._settings.administrators),
            (DeskRole.EDITOR, self._settings.editors),
            (DeskRole.READER, self._settings.readers),
        ):
            if has & set(names):
                return role
        raise NotAllowed("the provider knows you, but you have no role at this desk")

    def _tokens(self, told: Mapping[str, Any], flow: SignInFlow, code: str) -> dict[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.callback,
            "code_verifier": flow.verifier,
        }
        headers = {"content-type": "application/x-www-form-urlencoded"}
        methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if self._secret is None:
            form["client_id"] = self._client
        elif "client_secret_basic" in methods:
            pair = f"{quote(self._client, safe='')}:{quote(self._secret, safe='')}"
            headers["authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": self._client, "client_secret": self._secret}
        return self._answer(str(told["token_endpoint"]), headers, urlencode(form).encode())

    def _more(
        self, told: Mapping[str, Any], tokens: Mapping[str, Any], claims: Mapping[str, Any]
    ) -> dict[str, Any]:
        """What the provider tells when it is asked with the access token (Core, 5.3)."""
        if "userinfo_endpoint" not in told or "access_token" not in tokens:
            return {}
        headers = {"authorization": f"Bearer {tokens['access_token']}"}
        more = self._answer(str(told["userinfo_endpoint"]), headers)
        if more.get("sub") != claims["sub"]:
            raise NotAllowed("the provider told of somebody else (OpenID Connect Core, 5.3.2)")
        return more

    def _verified(self, token: str, flow: SignInFlow, now: datetime) -> dict[str, Any]:
        """The claims of an ID token that is signed, for us, in time, and of this sign-in."""
        import jwt  # noqa: PLC0415

        try:
            key = self._key(jwt.get_unverified_header(token), now)
            claims: dict[str, Any] = jwt.decode(
                token,
                key,
                algorithms=_ALGORITHMS,
                audience=self._client,
                issuer=self._issuer,
                leeway=_LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "sub", "aud", "iss", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise NotAllowed(f"the provider's token is not good: {error}") from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", self._client if not several else None) != self._client:
            raise NotAllowed("the provider's token was made for another program")
        if not hmac.compare_digest(str(claims["nonce"]).encode(), flow.nonce.encode()):
            raise NotAllowed("the provider's token belongs to another sign-in")
        return claims

    def _key(self, header: Mapping[str, Any], now: datetime) -> Any:
        import jwt  # noqa: PLC0415

        if header.get("alg") not in _ALGORITHMS:
            raise NotAllowed("the provider's token is not signed with a pair of keys")
        found = self._known_key(header)
        with self._turn:
            stale = self._keys_at is None or now - self._keys_at >= _KEYS_AT_MOST_EVERY
            if found is None and stale:
                answer = self._answer(str(self._told["jwks_uri"]), {})
                keys = answer.get("keys")
                self._keys = [k for k in keys if isinstance(k, dict)] if keys else []
                self._keys_at = now
        found = found or self._known_key(header)
        if found is None:
            raise NotAllowed("the provider's token is signed with a key that it does not show")
        return jwt.PyJWK(found, algorithm=str(header.get("alg")))

    def _known_key(self, header: Mapping[str, Any]) -> dict[str, Any] | None:
        named = header.get("kid")
        fit = [k for k in self._keys if k.get("use", "sig") == "sig" and k.get("kty") != "oct"]
        if named is not None:
            return next((k for k in fit if k.get("kid") == named), None)
        return fit[0] if len(fit) == 1 else None

    def _metadata(self, now: datetime) -> dict[str, Any]:
        """What the provider tells of itself (OpenID Connect Discovery 1.0)."""
        with self._turn:
            if self._told_at is not None and now - self._told_at < _TOLD:
                return self._told
            place = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
            told = self._answer(place, {})
            needed = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            if told.get("issuer") != self._issuer or any(name not in told for name in needed):
                raise NotAllowed("the provider does not describe itself as it should")
            self._told, self._told_at = told, now
            return told

    def _answer(
        self, address: str, headers: dict[str, str], posted: bytes | None = None
    ) -> dict[str, Any]:
        headers = {"accept": "application/json", **headers}
        try:
            answer = self._fetcher.request(address, headers, _ANSWER_BYTES, posted=posted)
            found = json.loads(answer.content) if answer.status == 200 else None
        except (InputRefused, ValueError, RecursionError) as error:
            raise NotAllowed("the provider cannot be asked now: try again later") from error
        if not isinstance(found, dict):
            raise NotAllowed(f"the provider would not answer (HTTP status {answer.status})")
        return found
