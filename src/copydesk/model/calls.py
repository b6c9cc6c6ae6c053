"""Calls between newsrooms' machines: hubs that tell of news, and webhooks that we tell of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HubState(StrEnum):
    """How a subscription at a WebSub hub stands."""

    ASKED = "asked"
    LIVE = "live"
    REFUSED = "refused"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class HubSubscription:
    """That a hub is to tell us when a feed has news.

    Attributes:
        token: random; the last part of the address that the hub calls.
        source: address of the source.
        hub, topic: who tells, and of which feed, by the address it gives itself.
        secret: the hub signs with it.
        state: how it stands.
        next_ask: when the hub is asked again, to renew the lease or because it did not answer.
        ends: when the lease ends; None before the first.
        tries: times that the hub was asked since it last said yes.
        reason: why it did not.
        pushed: when the hub last told of news; None when it never did, or missed some.
    """

    token: str
    source: str
    hub: str
    topic: str
    secret: str
    state: HubState
    next_ask: datetime
    ends: datetime | None = None
    tries: int = 0
    reason: str | None = None
    pushed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pushed:
    """What a hub told: a feed, or part of one, that waits to be read."""

    id: int
    source: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told what changes before readers.

    Attributes:
        id: random.
        address: where each event is posted.
        secret: signs it; in the form of Standard Webhooks ("whsec_" and base64).
        events: kinds of events that it wants.
        since, by: who added it, and when.
        serial: of the last change of the shelf that it was told, or will be.
        active: whether it is still called.
        reason: why it is called no more.
    """

    id: str
    address: str
    secret: str
    events: tuple[str, ...]
    since: datetime
    by: str
    serial: int = 0
    active: bool = True
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to deliver an event. ``status`` is None where no answer came."""

    at: datetime
    status: int | None
    reason: str
    milliseconds: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event on its way to a webhook.

    Attributes:
        id: the same at each try, so that who gets it twice can tell.
        hook: id of the webhook.
        event: its kind.
        body: JSON, the same bytes at each try.
        at: when it came up.
        next_try: when it is tried (again); None when it was delivered or given up.
        delivered: whether it was.
        attempts: oldest first.
    """

    id: str
    hook: str
    event: str
    body: str
    at: datetime
    next_try: datetime | None
    delivered: bool = False
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class SignInFlow:
    """A sign-in that an OpenID provider is asked for, until the browser comes back.

    Attributes:
        mark: SHA-256 of what the browser's cookie holds.
        state, nonce, verifier: what the provider must give back, what its token must say, and the
            proof that it was us who asked (RFC 7636).
        to: page of the desk that is wanted.
        until: then it is too late.
    """

    mark: str
    state: str
    nonce: str
    verifier: str
    to: str
    until: datetime
