"""Signing in through an OpenID provider: who is vouched for gets in, and nobody else."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from copydesk.errors import SettingsError
from copydesk.model.newsroom import DeskRole
from copydesk.settings import OpenIdSettings, Settings, SiteSettings
from copydesk.web.application import make
from store.conftest import postgresql_server, postgresql_url, store_url
from web.conftest import WORDS, Running, fill, running
from web.provider import CLIENT, SECRET, Provider

__all__ = ["postgresql_server", "postgresql_url", "store_url"]

pytestmark = pytest.mark.xdist_group("store")

HOME = "https://desk.example/"


@pytest.fixture
def provider() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.close()


def settings_for(provider: Provider, **more: Any) -> Settings:
    given = {
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "administrators": ("chiefs",),
        "editors": ("desk",),
        "readers": ("house",),
        "networks": ("127.0.0.0/8",),
        **more,
    }
    return Settings(openid=OpenIdSettings(**given), site=SiteSettings(base_url=HOME))


@contextmanager
def newsroom(
    provider: Provider, store_url: str, monkeypatch: pytest.MonkeyPatch, **more: Any
) -> Iterator[Running]:
    monkeypatch.setenv("COPYDESK_OPENID_SECRET", SECRET)
    with running(store_url, settings_for(provider, **more)) as found:
        yield found


@dataclass
class Browser:
    """A browser that is sent from the desk to the provider and back."""

    client: httpx2.Client
    provider: Provider

    def begin(self, to: str = "/desk/acts") -> str:
        answer = self.client.get("/desk/openid", params={"to": to})
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    def back(self, address: str) -> httpx2.Response:
        """Come back: the desk stands elsewhere than it says, as behind a proxy."""
        parts = urlsplit(address)
        assert address.startswith(HOME)
        return self.client.get(f"{parts.path}?{parts.query}")

    def sign_in(self, **who: str) -> httpx2.Response:
        return self.back(self.provider.approve(self.begin(), **who))


def test_who_is_vouched_for_gets_in_with_the_role_of_the_claim(
    provider: Provider, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsroom(provider, store_url, monkeypatch) as service, service.client() as client:
        browser = Browser(client, provider)
        assert "Sign in through your organisation" in client.get("/desk/sign-in").text
        inside = browser.sign_in()
        assert inside.status_code == 200
        assert 'content="0;url=/desk/acts"' in inside.text
        assert client.get("/desk/acts").status_code == 200
        assert client.get("/desk/people").status_code == 403
        account = service.store.accounts.get("vera")
        assert account is not None
        assert (account.role, account.subject) == (DeskRole.EDITOR, f"{provider.issuer} u-1")
        # Another name and more rights at the provider: the same account, with them.
        provider.claims |= {"preferred_username": "vera.m", "groups": ["desk", "chiefs"]}
        browser.sign_in()
        assert client.get("/desk/people").status_code == 200
        assert [a.name for a in service.store.accounts.all()] == ["vera"]
        # No password opens an account that has none.
        with service.client() as other:
            for password in ("", WORDS):
                form = {"name": "vera", "password": password or " "}
                assert other.post("/desk/sign-in", data=form).status_code == 403


def test_a_code_a_state_and_a_cookie_are_good_once_and_together(
    provider: Provider, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with newsroom(provider, store_url, monkeypatch) as service:
        with service.client() as victim, service.client() as attacker:
            mine, theirs = Browser(attacker, provider), Browser(victim, provider)
            stolen = provider.approve(mine.begin())
            theirs.begin()
            assert theirs.back(stolen).status_code == 403  # log-in forgery: another's state
            assert victim.get("/desk", follow_redirects=False).status_code == 303
            good = provider.approve(mine.begin())
            assert mine.back(good).status_code == 200
            assert mine.back(good).status_code == 403  # once
        with service.client() as nobody:
            assert Browser(nobody, provider).back(good).status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another-program"},
        {"aud": [CLIENT, "another-program"]},
        {"aud": [CLIENT, "another-program"], "azp": "another-program"},
        {"iss": "http://127.0.0.1:1"},
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"exp": int(time.time()) - 3600},
        {"exp": None},
        {"iat": int(time.time()) + 3600},
        {"sub": None},
        {"groups": ["visitors"]},
        {"groups": None},
        {"preferred_username": None},
        {"preferred_username": "///"},
    ],
)
def test_a_token_that_is_not_for_us_opens_nothing(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch, claims: dict[str, Any]
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        provider.claims |= claims
        provider.told = {"sub": "u-1"}
        answer = Browser(client, provider).sign_in()
        assert answer.status_code == 403
        assert service.store.accounts.all() == ()
        assert [act.kind for _, act in service.store.desk.acts()] == ["failed sign in"]


def test_signatures_are_those_of_the_provider_s_keys(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        browser = Browser(client, provider)
        whole = provider.key
        provider.algorithm = "none"
        assert browser.sign_in().status_code == 403
        provider.algorithm, provider.key = "HS256", SECRET.ljust(64)
        assert browser.sign_in().status_code == 403
        provider.algorithm, provider.key = "RS256", whole
        provider.named = "unknown"
        assert browser.sign_in().status_code == 403
        provider.named = "one"
        assert browser.sign_in().status_code == 200


def test_an_answer_that_names_another_provider_is_refused(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        browser = Browser(client, provider)
        provider.issuer_returned = "https://another.example"
        assert browser.sign_in().status_code == 403
        provider.issuer_returned = provider.issuer
        assert browser.sign_in().status_code == 200


def test_what_the_token_leaves_out_is_asked_for(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        browser = Browser(client, provider)
        provider.claims["groups"] = None
        provider.told = {"sub": "somebody else", "groups": ["chiefs"]}
        assert browser.sign_in().status_code == 403
        provider.told = {"sub": "u-1", "groups": ["house"]}
        assert browser.sign_in().status_code == 200
        account = service.store.accounts.get("vera")
        assert account is not None
        assert account.role is DeskRole.READER


def test_nobody_takes_an_account_over_by_its_name(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    fill(url)
    provider.claims |= {"preferred_username": "administrator"}
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        assert Browser(client, provider).sign_in().status_code == 403
        account = service.store.accounts.get("administrator")
        assert account is not None
        assert account.subject is None


def test_a_closed_account_stays_closed(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        browser = Browser(client, provider)
        assert browser.sign_in().status_code == 200
        service.store.accounts.change("vera", active=False)
        assert browser.sign_in().status_code == 403
        assert client.get("/desk", follow_redirects=False).status_code == 303


def test_passwords_can_be_switched_off(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    fill(url)
    with newsroom(provider, url, monkeypatch, only=True) as service, service.client() as client:
        assert 'type="password"' not in client.get("/desk/sign-in").text
        form = {"name": "editor", "password": WORDS}
        assert client.post("/desk/sign-in", data=form).status_code == 403


def test_a_provider_that_is_away_is_told_of_in_plain_words(
    provider: Provider, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"
    with newsroom(provider, url, monkeypatch) as service, service.client() as client:
        provider.close()
        answer = client.get("/desk/openid")
        assert answer.status_code == 403
        assert "cannot be asked now" in answer.text


def test_new_keys_of_the_provider_are_fetched_when_a_token_names_them(
    provider: Provider,
) -> None:
    from datetime import UTC, datetime, timedelta

    from copydesk.newsroom.desk.openid import Provider as Asked

    asked = Asked(settings_for(provider))
    now = datetime.now(UTC)
    try:
        for turn in range(2):
            begun = asked.begin("/desk", now + timedelta(minutes=2 * turn))
            back = urlsplit(provider.approve(begun.address)).query
            given = dict(pair.split("=") for pair in back.split("&"))
            monkey = asked._secret
            asked._secret = monkey or SECRET
            asked.finish(begun.flow, given, now + timedelta(minutes=2 * turn))
            provider.turn_keys(f"turned {turn}")
        assert provider.asked.count("/keys") == 2
    finally:
        asked.close()


@pytest.mark.parametrize("missing", ["client_id", "base_url"])
def test_settings_that_are_not_enough_end_the_start(
    provider: Provider, tmp_path: Any, missing: str
) -> None:
    whole = settings_for(provider)
    site = SiteSettings() if missing == "base_url" else whole.site
    openid = whole.openid.model_copy(update={"client_id": None} if missing == "client_id" else {})
    with pytest.raises(SettingsError, match="openid"):
        make(f"sqlite:///{tmp_path / 'd.sqlite'}", Settings(openid=openid, site=site), secure=True)
