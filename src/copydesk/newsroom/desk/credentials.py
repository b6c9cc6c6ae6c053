"""Accounts, passwords, sittings and keys: who is at the door.

Passwords are kept as argon2id hashes with the parameters of RFC 9106's second recommendation (the
library's default). Whether a name exists cannot be told from the answer or its time: a name that
does not is checked against a hash that no password fits. What stands in a cookie or a key is 256
bits of the system's randomness; the store keeps its SHA-256 only.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from copydesk.errors import NotAllowed, NotFit, SettingsError
from copydesk.model.newsroom import AccessKey, Account, Act, DeskRole, Sitting
from copydesk.newsroom.desk.acting import LINE
from copydesk.newsroom.desk.openid import Who
from copydesk.newsroom.desk.rights import Person
from copydesk.store import Store

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: Length of a password in code points (NIST SP 800-63B-4, section 3.1.1.2: 15 where it is the
#: only factor, at least 64 allowed).
SHORTEST, LONGEST = 15, 256
#: A sitting ends after this time without use, and after this time whatever happens.
IDLE, WHOLE = timedelta(hours=2), timedelta(hours=12)
#: Failed sign-ins of one name, and from one address, within this time, before the next is refused.
WINDOW, OF_A_NAME, OF_AN_ADDRESS = timedelta(minutes=15), 10, 50
#: What a key may open.
SCOPES = ("read", "edit", "publish")
_NAME = re.compile(r"[\w.@+-]{1,80}")


@cache
def _hasher() -> PasswordHasher:
    try:
        from argon2 import PasswordHasher  # noqa: PLC0415  of the extra "serve"
    except ImportError as error:
        raise SettingsError("accounts need the extra: pip install 'copydesk[serve]'") from error
    return PasswordHasher()


@cache
def _nobody() -> str:
    """A hash that no password fits, for names that do not exist."""
    return _hasher().hash(secrets.token_hex(32))


def mark_of(secret: str) -> str:
    """What the store keeps of a cookie's or a key's secret."""
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def hashed(password: str, name: str) -> str:
    """A password's hash.

    Raises:
        NotFit: it is too short or too long, or is one of the first that anybody would guess.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise NotFit(f"a password has {SHORTEST} to {LONGEST} characters; a few words make one")
    folded = password.casefold()
    if len(set(folded)) < 5 or name.casefold() * 2 in folded or "copydesk" in folded:
        raise NotFit("that password would be guessed first: take another")
    return _hasher().hash(password)


def add(store: Store, name: str, role: DeskRole, password: str, now: datetime, by: str) -> None:
    """Make an account.

    Raises:
        NotFit: the name is taken or unfit, or the password is.
    """
    if not _NAME.fullmatch(name):
        raise NotFit("a name has 1 to 80 letters, digits and any of . _ - + @")
    if not store.accounts.add(Account(name, role, hashed(password, name), now)):
        raise NotFit(f"there is an account {name!r} already")
    store.desk.add(Act(now, by, "add account", None, f"account {name}", None, {"role": role}))


def set_password(store: Store, name: str, password: str, now: datetime, by: str) -> None:
    """Give an account another password; all its sittings end.

    Raises:
        NotFit: there is no such account, or the password is unfit.
    """
    if not store.accounts.change(name, secret=hashed(password, name)):
        raise NotFit(f"there is no account {name!r}")
    store.accounts.forgive(_by_name(name))
    store.desk.add(Act(now, by, "change password", None, f"account {name}"))


def close(store: Store, name: str, now: datetime, by: str) -> None:
    """Let an account sign in no more. Its name stays, for the acts it stands under.

    Raises:
        NotFit: there is no such account, or it is the last administrator's.
    """
    left = [
        a
        for a in store.accounts.all()
        if a.active and a.role is DeskRole.ADMINISTRATOR and a.name != name
    ]
    account = store.accounts.get(name)
    if account is not None and account.role is DeskRole.ADMINISTRATOR and not left:
        raise NotFit(f"{name} is the only administrator: add another first")
    if not store.accounts.change(name, active=False):
        raise NotFit(f"there is no account {name!r}")
    store.desk.add(Act(now, by, "close account", None, f"account {name}"))


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A new sitting; ``secret`` is for the browser's cookie and kept nowhere."""

    sitting: Sitting
    account: Account
    secret: str


def sign_in(
    store: Store, name: str, password: str, address: str, now: datetime, former: str | None = None
) -> SignedIn:
    """Begin a sitting.

    Args:
        store: where accounts are kept.
        name, password: as typed.
        address: of the browser's machine.
        now: the time.
        former: secret of the browser's present cookie: its sitting ends.

    Raises:
        NotAllowed: name or password is wrong, or there were too many wrong ones lately.
    """
    keys = (_by_name(name), _by_address(address))
    _not_too_often(store, keys[0], OF_A_NAME, now)
    not_too_often(store, address, now)
    account = store.accounts.get(name[:80])
    usable = account is not None and account.active
    secret = account.secret if account is not None and usable and account.secret else _nobody()
    if not _fits(secret, password[: LONGEST + 1]) or account is None or not usable:
        store.accounts.failed(keys, now, now - 4 * WINDOW)
        store.desk.add(Act(now, name[:80] or "?", "failed sign in", details={"from": address}))
        raise NotAllowed("name or password is wrong")
    store.accounts.forgive(keys[0])
    if _hasher().check_needs_rehash(account.secret):
        store.accounts.renew_secret(account.name, _hasher().hash(password))
    return _begin(store, account, address, now, former)


def sign_in_through(
    store: Store, who: Who, address: str, now: datetime, former: str | None = None
) -> SignedIn:
    """Begin a sitting of somebody whom an OpenID provider vouches for.

    Who comes for the first time gets an account; what they may is what the provider says today.

    Args:
        store, address, now, former: as for `sign_in`.
        who: whom the provider vouches for.

    Raises:
        NotAllowed: the account is closed, or its name is somebody else's here.
    """
    account = store.accounts.known_as(who.subject)
    if account is None:
        account = Account(who.name, who.role, "", now, subject=who.subject)
        if not store.accounts.add(account):
            raise NotAllowed(
                f"the name {who.name!r} is another account's here: ask an administrator"
            )
        details = {"role": who.role.value, "subject": who.subject}
        store.desk.add(
            Act(now, who.name, "add account", None, f"account {who.name}", None, details)
        )
    if not account.active:
        raise NotAllowed("your account here is closed")
    if account.role is not who.role:
        store.accounts.change(account.name, role=who.role)
        details = {"role": who.role.value}
        store.desk.add(
            Act(now, LINE, "change role", None, f"account {account.name}", None, details)
        )
        account = replace(account, role=who.role)
    return _begin(store, account, address, now, former)


def _begin(
    store: Store, account: Account, address: str, now: datetime, former: str | None
) -> SignedIn:
    cookie = secrets.token_urlsafe(32)
    sitting = Sitting(
        mark_of(cookie), account.name, secrets.token_urlsafe(32), now, now, now + WHOLE
    )
    store.accounts.begin(sitting, mark_of(former) if former else None)
    store.desk.add(Act(now, account.name, "sign in", details={"from": address}))
    return SignedIn(sitting, account, cookie)


def not_too_often(store: Store, address: str, now: datetime) -> None:
    """See that not too many sign-ins from an address failed lately.

    Raises:
        NotAllowed: they did.
    """
    _not_too_often(store, _by_address(address), OF_AN_ADDRESS, now)


def _not_too_often(store: Store, key: str, most: int, now: datetime) -> None:
    if store.accounts.attempts(key, now - WINDOW) >= most:
        minutes = round(WINDOW.total_seconds() / 60)
        raise NotAllowed(f"too many failed sign-ins: wait {minutes} minutes and try again")


def note_failed(store: Store, address: str, now: datetime, why: str) -> None:
    """Note that a sign-in through a provider failed."""
    store.accounts.failed((_by_address(address),), now, now - 4 * WINDOW)
    details = {"from": address, "why": why[:200]}
    store.desk.add(Act(now, "?", "failed sign in", details=details))


def _by_address(address: str) -> str:
    return f"address {address[:100]}"


def _by_name(name: str) -> str:
    return f"name {mark_of(name.casefold())}"


def _fits(secret: str, password: str) -> bool:
    from argon2.exceptions import Argon2Error, InvalidHashError  # noqa: PLC0415

    try:
        return _hasher().verify(secret, password)
    except (Argon2Error, InvalidHashError):
        return False


def sitting_of(store: Store, secret: str, now: datetime) -> tuple[Sitting, Account] | None:
    """The sitting that a cookie belongs to; None when it has ended or never was."""
    found = store.accounts.sitting(mark_of(secret))
    if found is None:
        return None
    sitting, account = found
    if not account.active or now >= sitting.until or now - sitting.seen > IDLE:
        end(store, sitting)
        return None
    if now - sitting.seen > timedelta(minutes=1):
        store.accounts.saw(sitting.mark, now)
    return found


def end(store: Store, sitting: Sitting) -> None:
    """End a sitting and free its locks."""
    store.desk.free_all(sitting.mark)
    store.accounts.end(sitting.mark)


def sittings_of(store: Store, account: str, now: datetime) -> tuple[Sitting, ...]:
    """Where somebody is signed in now, the last used first."""
    found = store.accounts.sittings(account, now)
    return tuple(sitting for sitting in found if now - sitting.seen <= IDLE)


def person(sitting: Sitting, account: Account) -> Person:
    """Who acts through that sitting."""
    return Person(account.name, account.role, sitting.mark)


def add_key(
    store: Store,
    account: str,
    name: str,
    scopes: tuple[str, ...],
    now: datetime,
    until: datetime | None = None,
) -> str:
    """Make a key for a program; the secret, which is told once and kept nowhere.

    Raises:
        NotFit: there is no such account or scope.
    """
    if store.accounts.get(account) is None:
        raise NotFit(f"there is no account {account!r}")
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise NotFit(f"a key's scopes are of {', '.join(SCOPES)}")
    secret = f"cd_{secrets.token_urlsafe(32)}"
    wanted = tuple(scope for scope in SCOPES if scope in scopes)
    store.accounts.add_key(AccessKey(mark_of(secret), name[:80], account, wanted, now, until))
    store.desk.add(Act(now, account, "add key", None, f"key {name[:80]}"))
    return secret


def key_of(store: Store, secret: str, now: datetime) -> tuple[AccessKey, Account] | None:
    """The key that a program shows; None when it is none, has run out or its account is closed."""
    found = store.accounts.key(mark_of(secret))
    if found is None or not found[1].active:
        return None
    return None if found[0].until is not None and found[0].until <= now else found
