"""Who is at the door: passwords, sittings, keys, and who tries too often."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from copydesk.errors import NotAllowed, NotFit
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk import credentials
from copydesk.store import Store
from desk.conftest import NOON

pytestmark = pytest.mark.xdist_group("store")

WORDS = "a lamp in the harbour"


def with_vera(store: Store) -> None:
    credentials.add(store, "vera", DeskRole.EDITOR, WORDS, NOON, "test")


def test_a_sitting_begins_moves_and_ends(store: Store) -> None:
    with_vera(store)
    first = credentials.sign_in(store, "vera", WORDS, "10.0.0.1", NOON)
    again = credentials.sign_in(store, "vera", WORDS, "10.0.0.1", NOON, first.secret)
    assert first.secret != again.secret
    assert credentials.sitting_of(store, first.secret, NOON) is None
    found = credentials.sitting_of(store, again.secret, NOON)
    assert found is not None
    assert found[1].name == "vera"
    assert (
        credentials.sitting_of(store, again.secret, NOON + credentials.IDLE + timedelta(1)) is None
    )
    assert credentials.sitting_of(store, again.secret, NOON) is None


def test_the_store_has_neither_password_nor_secret(tmp_path: Path) -> None:
    file = tmp_path / "desk.sqlite"
    with Store(f"sqlite:///{file}") as store:
        with_vera(store)
        secret = credentials.sign_in(store, "vera", WORDS, "10.0.0.1", NOON).secret
        key = credentials.add_key(store, "vera", "test", ("read",), NOON)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for text in (WORDS, secret, key):
        assert text.encode() not in kept


@pytest.mark.parametrize("name", ["vera", "nobody"])
def test_too_many_wrong_passwords_close_the_door_for_a_while(store: Store, name: str) -> None:
    with_vera(store)
    for _ in range(credentials.OF_A_NAME):
        with pytest.raises(NotAllowed, match="name or password is wrong"):
            credentials.sign_in(store, name, "not the password", "10.0.0.1", NOON)
    with pytest.raises(NotAllowed, match="wait"):
        credentials.sign_in(store, name, WORDS, "10.0.0.2", NOON)
    later = NOON + credentials.WINDOW + timedelta(seconds=1)
    if name == "vera":
        assert credentials.sign_in(store, name, WORDS, "10.0.0.2", later).account.name == "vera"


def test_a_new_password_ends_every_sitting_and_a_closed_account_opens_nothing(
    store: Store,
) -> None:
    with_vera(store)
    sitting = credentials.sign_in(store, "vera", WORDS, "10.0.0.1", NOON)
    key = credentials.add_key(store, "vera", "test", ("read", "edit"), NOON)
    credentials.set_password(store, "vera", "another lamp entirely", NOON, "test")
    assert credentials.sitting_of(store, sitting.secret, NOON) is None
    found = credentials.key_of(store, key, NOON)
    assert found is not None
    assert found[0].scopes == ("read", "edit")
    credentials.close(store, "vera", NOON, "test")
    assert credentials.key_of(store, key, NOON) is None
    with pytest.raises(NotAllowed):
        credentials.sign_in(store, "vera", "another lamp entirely", "10.0.0.1", NOON)


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaaa", "copydesk copydesk", "x" * 300])
def test_an_unfit_password_is_not_taken(store: Store, password: str) -> None:
    with pytest.raises(NotFit):
        credentials.add(store, "vera", DeskRole.EDITOR, password, NOON, "test")
    assert store.accounts.all() == ()


def test_the_last_administrator_stays(store: Store) -> None:
    credentials.add(store, "ada", DeskRole.ADMINISTRATOR, WORDS, NOON, "test")
    with pytest.raises(NotFit, match="only administrator"):
        credentials.close(store, "ada", NOON, "test")


def test_a_reader_votes_once_a_story(store: Store) -> None:
    assert store.accounts.vote("s1", "reader", 5, NOON)
    assert not store.accounts.vote("s1", "reader", 2, NOON)
    assert store.accounts.vote("s1", "other", 4, NOON)
    rating = store.accounts.rating("s1")
    assert (rating.stars, rating.votes) == (3.0, 2)
    assert store.accounts.rating("s2").votes == 0


@pytest.mark.slow
def test_accounts_are_kept_from_the_command_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'desk.sqlite'}"

    def users(*words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "copydesk", "users", *words, "--store", url]
        return subprocess.run(line, input=typed, capture_output=True, text=True, check=False)

    made = users("add", "vera", "--role", "administrator", "--password-stdin", typed=f"{WORDS}\n")
    assert made.returncode == 0
    assert {"vera", "administrator"} <= set(made.stdout.split())
    assert users("list").stdout.split("\t")[:2] == ["vera", "administrator"]
    assert users("key", "vera").stdout.startswith("cd_")
    assert users("password", "vera", "--password-stdin", typed=f"{WORDS} too\n").returncode == 0
    refused = users("remove", "vera")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "only administrator" in refused.stderr
