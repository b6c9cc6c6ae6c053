"""Being told of news by hubs (WebSub, W3C Recommendation of 23 January 2018).

The watch asks the hub that a feed names; `serve` takes the hub's calls, since it is what stands at
a public address; the watch reads what was told. What passes between the two lies in the store. A
feed is polled on, seldom, and as often as without a hub once it turns out that the hub missed one.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from urllib.parse import urlencode, urljoin, urlsplit

from copydesk.errors import InputRefused
from copydesk.gather.web import Fetcher, Response
from copydesk.model import Source
from copydesk.model.calls import HubState, HubSubscription
from copydesk.newsroom.announcements import read_listing
from copydesk.newsroom.clock import Clock
from copydesk.newsroom.polling import spend
from copydesk.settings import WatchSettings
from copydesk.store import Store

_LOG = logging.getLogger(__name__)

#: Bytes of what a hub tells at once; a longer feed is polled.
MAX_PUSHED_BYTES = 2 * 1024 * 1024
#: The lease that is asked for, and the longest and shortest that are believed of an answer.
_LEASE, _LONGEST_LEASE, _SHORTEST_LEASE = (
    timedelta(days=10),
    timedelta(days=30),
    timedelta(minutes=5),
)
#: A hub has this long to verify that we asked; then it is asked again, and each time later.
_ANSWERS_WITHIN, _LATEST_ASK = timedelta(minutes=30), timedelta(days=1)
#: Part of a lease after which it is renewed.
_RENEW = 0.8
#: A feed whose hub has told of its news is polled this seldom.
POLLED = timedelta(hours=6)
_MOST_REDIRECTS = 3
_FOLLOWED = frozenset({307, 308})
_ANSWER_BYTES = 64 * 1024
#: The methods that a hub may sign with (WebSub, 8), by the name in its header.
_METHODS = {"sha1", "sha256", "sha384", "sha512"}
_LONGEST_CHALLENGE = 1000


@dataclass(frozen=True, slots=True)
class Told:
    """What reading a hub's calls came to.

    Attributes:
        source: as it is known now.
        new: reports that were not known.
        told: one plain sentence for the log; None when nothing is worth it.
    """

    source: Source
    new: int = 0
    told: str | None = None


class Subscriber:
    """Keeps subscriptions of watched sources alive, and reads what hubs told.

    Args:
        store: of the newsroom.
        fetcher: sends requests.
        clock: tells the time.
        settings: where hubs reach `serve`.
    """

    def __init__(
        self, store: Store, fetcher: Fetcher, clock: Clock, settings: WatchSettings
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._clock = clock
        self._settings = settings

    def read(self, source: Source) -> Told:
        """Announce the reports that a hub told of. A crash between two steps doubles none."""
        new, told = 0, None
        for pushed in self._store.hubs.pushed(source.address):
            now = self._clock.now()
            where = source.topic or source.fetched_at
            answer = Response(where, 200, (("content-type", pushed.media_type),), pushed.body)
            oldest = (source.last_success or now) - timedelta(days=self._settings.first_days)
            try:
                listing = read_listing(source, answer, now, oldest)
            except InputRefused as refused:
                told = f"its hub told what cannot be read ({refused.reason}): it is asked itself"
                source = replace(source, next_fetch=now)
            else:
                new += self._store.sources.announce(listing.pages, now)
                source = spend(source, now, size=len(pushed.body))
            self._store.hubs.read(pushed)
        if new:
            told = f"{new} new, told by its hub"
        return Told(source, new, told)

    def tend(self, source: Source, new: int | None) -> Told:
        """Ask the source's hub where it is time, and poll seldom what the hub tells of.

        Args:
            source: as it is known.
            new: reports that polling it brought just now; None when it was not polled.
        """
        if self._settings.callback is None:
            return Told(source)
        told = self._asked(source)
        found = self._store.hubs.of(source.address)
        if new is None or found is None or found.state is not HubState.LIVE or source.failures:
            return Told(source, told=told)
        if new and found.pushed is not None:
            self._store.hubs.change(found.token, pushed=None)
            return Told(source, told="its hub missed news: it is polled as before")
        if found.pushed is not None:
            # Not later than the lease is to be renewed, which the same turn does.
            seldom = min(self._clock.now() + POLLED, found.next_ask)
            source = replace(source, next_fetch=max(source.next_fetch or seldom, seldom))
        return Told(source, told=told)

    def _asked(self, source: Source) -> str | None:
        """Subscribe, or renew; what is worth telling."""
        now = self._clock.now()
        found = self._store.hubs.of(source.address)
        hub, topic = source.hub, source.topic
        if found is not None and (found.hub, found.topic) != (hub, topic):
            self._store.hubs.change(found.token, state=HubState.LEAVING.value, next_ask=now)
            found = None
        if hub is None or topic is None or (found is not None and found.next_ask > now):
            return None
        if urlsplit(topic).scheme == "https" and urlsplit(hub).scheme != "https":
            return None  # anybody on the way could read the secret, and tell of a feed's news
        if found is None:
            found = HubSubscription(
                token=secrets.token_urlsafe(32),
                source=source.address,
                hub=hub,
                topic=topic,
                secret=secrets.token_urlsafe(48),
                state=HubState.ASKED,
                next_ask=now,
            )
        tries = found.tries + 1
        again = now + min(_ANSWERS_WITHIN * tries, _LATEST_ASK)
        # Kept first: the hub may call before its answer is read.
        self._store.hubs.keep(replace(found, next_ask=again, tries=tries))
        reason = self._send("subscribe", found)
        if reason is None:
            return None
        self._store.hubs.change(found.token, reason=reason)
        return f"its hub {hub} takes no subscription: {reason}" if tries == 1 else None

    def leave(self) -> None:
        """Tell hubs that sources which are watched no more are not to be told of."""
        now = self._clock.now()
        for found in self._store.hubs.to_leave(now):
            tries = found.tries + 1
            if tries > 3 or self._settings.callback is None:
                self._store.hubs.forget(found.token)
                continue
            later = now + _ANSWERS_WITHIN * tries
            self._store.hubs.change(found.token, leaving=True, next_ask=later, tries=tries)
            self._send("unsubscribe", found)

    def _send(self, mode: str, found: HubSubscription) -> str | None:
        """Ask a hub; why it would not have it."""
        fields = {
            "hub.mode": mode,
            "hub.topic": found.topic,
            "hub.callback": f"{(self._settings.callback or '').rstrip('/')}/websub/{found.token}",
        }
        if mode == "subscribe":
            fields["hub.lease_seconds"] = str(int(_LEASE.total_seconds()))
            fields["hub.secret"] = found.secret
        headers = {"content-type": "application/x-www-form-urlencoded"}
        address, form = found.hub, urlencode(fields).encode()
        try:
            for _ in range(_MOST_REDIRECTS + 1):
                answer = self._fetcher.request(
                    address, headers, _ANSWER_BYTES, cut=True, posted=form
                )
                location = answer.header("location")
                if answer.status not in _FOLLOWED or not location:
                    break
                address = urljoin(address, location)
        except InputRefused as refused:
            return refused.reason
        if 200 <= answer.status < 300:
            return None
        said = " ".join(answer.content[:200].decode("utf-8", "replace").split())
        return f"HTTP status {answer.status}" + (f" ({said})" if said else "")


# What hubs call


def verified(store: Store, token: str, asked: dict[str, str], now: datetime) -> str | None:
    """The challenge to be repeated, where a hub asks whether we meant it (WebSub, 5.3).

    Args:
        store: of the newsroom.
        token: of the address that was called.
        asked: fields of the call.
        now: aware UTC.

    Returns:
        None when we did not: the hub is answered 404. "" for a refusal, which is noted.
    """
    found = store.hubs.get(token)
    mode, challenge = asked.get("hub.mode", ""), asked.get("hub.challenge", "")
    if found is None or asked.get("hub.topic") != found.topic:
        return None
    if found.state is HubState.LEAVING:
        if mode == "unsubscribe":
            store.hubs.forget(token)
            return challenge[:_LONGEST_CHALLENGE]
        return None
    if mode == "denied":
        why = " ".join(asked.get("hub.reason", "").split())[:200] or "without a reason"
        store.hubs.change(
            token, state=HubState.REFUSED.value, reason=f"denied: {why}", next_ask=now + _LATEST_ASK
        )
        return ""
    if mode != "subscribe" or not challenge:
        return None
    seconds = asked.get("hub.lease_seconds", "")
    lease = timedelta(seconds=int(seconds[:9])) if seconds.isdecimal() else _LEASE
    lease = min(max(lease, _SHORTEST_LEASE), _LONGEST_LEASE)
    store.hubs.change(
        token,
        state=HubState.LIVE.value,
        ends=now + lease,
        next_ask=now + lease * _RENEW,
        tries=0,
        reason=None,
    )
    return challenge[:_LONGEST_CHALLENGE]


class Receipt(Enum):
    """What became of a hub's call."""

    KEPT = "kept"
    UNKNOWN = "unknown"
    LEFT = "left"
    IGNORED = "ignored"
    BUSY = "busy"


def received(
    store: Store, token: str, media_type: str, signature: str, body: bytes, now: datetime
) -> Receipt:
    """Take what a hub tells. What is not signed with our secret is not believed (WebSub, 8).

    Args:
        store: of the newsroom.
        token: of the address that was called.
        media_type, signature, body: of the call.
        now: aware UTC.
    """
    found = store.hubs.get(token)
    if found is None:
        return Receipt.UNKNOWN
    if found.state is HubState.LEAVING:
        return Receipt.LEFT
    if not _signed(found.secret, signature, body):
        _LOG.warning("a call for %s was not signed by its hub, and was ignored", found.source)
        return Receipt.IGNORED
    kept = store.hubs.receive(token, found.source, media_type, body, now)
    return Receipt.KEPT if kept else Receipt.BUSY


def _signed(secret: str, signature: str, body: bytes) -> bool:
    method, _, given = signature.partition("=")
    if method not in _METHODS:
        return False
    wanted = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
