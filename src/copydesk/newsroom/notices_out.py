"""Webhooks: other programs are told what changes before readers, signed, and told again until they
have it.

Signed as Standard Webhooks 1.0 has it: HMAC-SHA-256 over id, time and body, so that nobody else can
tell, and nothing told can be told anew later. Each event is told at least once; its id says whether
it is a second time. Nothing is told to an address that is not public, unless the settings name its
network, and no redirect is followed.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_network
from urllib.parse import urlsplit

from copydesk.errors import InputRefused, NotFit
from copydesk.gather.web import Fetcher
from copydesk.model import State
from copydesk.model.calls import Attempt, Delivery, Webhook
from copydesk.model.newsroom import Act
from copydesk.model.serial import from_json
from copydesk.publish import Site
from copydesk.publish.served import Entry
from copydesk.settings import Settings
from copydesk.store import Store
from copydesk.store.shelves import Shelved

#: What a webhook may be told of, and in which words.
EVENTS = {
    "story.published": "a story is published, or a new version of it",
    "story.corrected": "a story is corrected",
    "story.withdrawn": "a story is withdrawn",
}
#: Sent when somebody at the desk tries a webhook.
TRIAL = "test"
_OF_STATE = {
    State.PUBLISHED: "story.published",
    State.CORRECTED: "story.corrected",
    State.WITHDRAWN: "story.withdrawn",
}
#: From one try to the next, as Standard Webhooks proposes.
RETRIES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
)
#: Part of each wait that is added by chance.
_JITTER = 0.1
#: A try that takes longer is none; who has an event in hand has it for so long.
_PATIENCE_SECONDS, _IN_HAND = 10.0, timedelta(minutes=2)
_AT_ONCE, _MOST_HOOKS = 8, 50
_ANSWER_BYTES = 16 * 1024
_GONE = 410
#: Events that were told, or given up, are kept for the desk to look at.
KEPT = timedelta(days=30)
#: Changes of the shelf that are looked through at once.
_CHANGES = 200


def add(
    store: Store, address: str, events: Sequence[str], now: datetime, by: str
) -> tuple[Webhook, str]:
    """Add a webhook; it and its secret, which the desk shows once.

    Raises:
        NotFit: it is no address of the web, has no event, or there are too many already.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or len(address) > 1000:
        raise NotFit("give an address that begins with https:// (or http://)")
    if parts.username or parts.password:
        raise NotFit("an address with a password would stand in logs: sign-in is by the signature")
    wanted = tuple(event for event in EVENTS if event in events)
    if not wanted:
        raise NotFit("choose what it is to be told of")
    if len(store.webhooks.all()) >= _MOST_HOOKS:
        raise NotFit(f"there are {_MOST_HOOKS} webhooks already: remove one first")
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    key = secrets.token_hex(8)
    hook = Webhook(key, address, secret, wanted, now, by, serial=store.shelf.serial())
    store.webhooks.add(hook)
    store.desk.add(Act(now, by, "add webhook", None, address[:300]))
    return hook, secret


def remove(store: Store, key: str, now: datetime, by: str) -> None:
    """Remove a webhook.

    Raises:
        NotFit: there is none of that id.
    """
    hook = store.webhooks.get(key)
    if hook is None or not store.webhooks.remove(key):
        raise NotFit("there is no such webhook")
    store.desk.add(Act(now, by, "remove webhook", None, hook.address[:300]))


def trial(store: Store, key: str, now: datetime) -> Delivery:
    """Put an event on its way that only says that it is a trial.

    Raises:
        NotFit: there is no webhook of that id.
    """
    hook = store.webhooks.get(key)
    if hook is None:
        raise NotFit("there is no such webhook")
    if not hook.active:
        store.webhooks.switch(key, active=True)
    body = _body(TRIAL, now, {"said": "This is a trial."})
    delivery = Delivery(f"msg_{secrets.token_hex(12)}", key, TRIAL, body, now, now)
    store.webhooks.send(hook, [delivery], hook.serial)
    return delivery


def note(store: Store, site: Site, now: datetime) -> int:
    """Put what changed before readers on its way to all who want to know; how many events.

    What changes twice between two calls is told as it stands. Two processes may call it at once.
    """
    latest = store.shelf.serial()
    noted = 0
    for hook in store.webhooks.all():
        if hook.serial >= latest:
            continue
        if not hook.active:
            store.webhooks.send(hook, (), latest)  # what it misses while it is off stays missed
            continue
        serial = hook.serial
        while found := store.shelf.after(serial, _CHANGES):
            serial = found[-1].serial
            noted += store.webhooks.send(hook, _events(hook, found, site, now), serial)
    return noted


def _events(
    hook: Webhook, found: Sequence[Shelved], site: Site, now: datetime
) -> Iterator[Delivery]:
    for shelved in found:
        event = _OF_STATE.get(shelved.state)
        if event is None or event not in hook.events:
            continue
        card = from_json(Entry, shelved.record).card
        page = f"stories/{shelved.slug}.html"
        told = {
            "story": shelved.slug,
            "version": shelved.version,
            "headline": card.headline,
            "updated": shelved.updated.isoformat() if shelved.updated else None,
            "differing": card.differing,
            "page": site.address(page) if site.base_url else f"/{page}",
        }
        # The same change has the same id in every process, and at every try.
        named = hashlib.sha256(f"{hook.id} {shelved.story} {shelved.serial}".encode()).hexdigest()
        yield Delivery(f"msg_{named[:24]}", hook.id, event, _body(event, now, told), now, now)


def _body(event: str, now: datetime, data: dict[str, object]) -> str:
    told = {"type": event, "timestamp": now.isoformat(), "data": data}
    return json.dumps(told, ensure_ascii=True, separators=(",", ":"))


def signed(secret: str, key: str, at: int, body: bytes) -> dict[str, str]:
    """The headers of a signed event (Standard Webhooks 1.0).

    Args:
        secret: of the webhook, as its owner has it.
        key: id of the event.
        at: seconds since 1970.
        body: what is sent.
    """
    raw = base64.b64decode(secret.removeprefix("whsec_"))
    mark = hmac.new(raw, f"{key}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "content-type": "application/json",
        "webhook-id": key,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(mark).decode()}",
    }


class Teller:
    """Tells webhooks.

    Args:
        store: of the newsroom.
        settings: networks of one's own that may be told.
    """

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        private = [ip_network(network) for network in settings.serve.webhook_networks]
        self._fetcher = Fetcher(
            obey_robots=False,
            private=private,
            timeout_seconds=_PATIENCE_SECONDS,
            deadline_seconds=_PATIENCE_SECONDS,
        )

    def close(self) -> None:
        """Close the connections."""
        self._fetcher.close()

    def tell(self, now: datetime) -> int:
        """Try all events that are due; how many were delivered."""
        if not self._store.webhooks.is_due(now):
            return 0
        delivered = 0
        with ThreadPoolExecutor(_AT_ONCE, "webhook") as pool:
            while due := self._store.webhooks.claim(now, now + _IN_HAND, _AT_ONCE):
                delivered += sum(pool.map(lambda one: self._try(one, now), due))
        self._store.webhooks.forget(now - KEPT)
        return delivered

    def _try(self, delivery: Delivery, now: datetime) -> bool:
        hook = self._store.webhooks.get(delivery.hook)
        if hook is None:
            return False
        if not hook.active:
            self._store.webhooks.keep(replace(delivery, next_try=None))
            return False
        began = time.monotonic()
        status, reason = self._post(hook, delivery, now)
        took = round(1000 * (time.monotonic() - began))
        attempts = (*delivery.attempts, Attempt(now, status, reason, took))
        done = status is not None and 200 <= status < 300
        wait = None if done else _wait(delivery.id, len(attempts))
        if status == _GONE:
            wait = None
            self._store.webhooks.switch(hook.id, active=False, reason="it says that it is gone")
        elif not done and wait is None and delivery.event != TRIAL:
            self._store.webhooks.switch(hook.id, active=False, reason=f"given up: {reason}")
        again = now + wait if wait is not None and delivery.event != TRIAL else None
        self._store.webhooks.keep(
            replace(delivery, next_try=again, delivered=done, attempts=attempts)
        )
        return done

    def _post(self, hook: Webhook, delivery: Delivery, now: datetime) -> tuple[int | None, str]:
        body = delivery.body.encode()
        headers = signed(hook.secret, delivery.id, int(now.timestamp()), body)
        try:
            answer = self._fetcher.request(
                hook.address, headers, _ANSWER_BYTES, cut=True, posted=body
            )
        except InputRefused as refused:
            return None, refused.reason[:300]
        return answer.status, f"HTTP status {answer.status}"


def _wait(key: str, tries: int) -> timedelta | None:
    """How long until the next try; None when there is none."""
    if tries > len(RETRIES):
        return None
    chance = int.from_bytes(hashlib.sha256(f"{key} {tries}".encode()).digest()[:8]) / 2**64
    return RETRIES[tries - 1] * (1 + _JITTER * chance)
