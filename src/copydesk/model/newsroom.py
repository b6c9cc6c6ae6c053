"""What a newsroom keeps beside its stories: who works on them, the working copies, every act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from copydesk.model.article import Image
from copydesk.model.dossier import State
from copydesk.model.draft import Draft


class DeskRole(StrEnum):
    """What a person may do at the desk."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Account:
    """A person who may sign in.

    Attributes:
        name, role, since: who they are, what they may, and since when.
        secret: the argon2 hash of the password; "" for who signs in through a provider alone.
        active: whether they still may.
        subject: issuer and subject by which an OpenID provider knows them; None for none.
    """

    name: str
    role: DeskRole
    secret: str
    since: datetime
    active: bool = True
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A person signed in at one browser.

    Attributes:
        mark: SHA-256 of the secret in the browser's cookie, hex; the secret itself is not kept.
        account: name of the account.
        form: what every form of this sitting carries, so that no other site can send one.
        since, seen, until: when it began, was last used, and ends whatever happens.
    """

    mark: str
    account: str
    form: str
    since: datetime
    seen: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key for programs. ``mark`` is the SHA-256 of it; ``scopes`` what it opens."""

    mark: str
    name: str
    account: str
    scopes: tuple[str, ...]
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EditLock:
    """Who works on a story now.

    Attributes:
        story: id of the story.
        holder: mark of the sitting that holds it.
        who: name of its account.
        number: grows with each taking of the story's lock.
        since, until: when it was taken, and when it falls unless it is renewed.
    """

    story: str
    holder: str
    who: str
    number: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Overrides:
    """What an editor set that is no sentence, and holds when the story is written anew.

    Attributes:
        kicker: section; None as the story has it.
        pictured: whether an editor chose the picture, or that there is none.
        hero, hero_article: the picture chosen.
        titles: heads of sections by key.
        struck: texts of sentences that were taken out.
    """

    kicker: str | None = None
    pictured: bool = False
    hero: Image | None = None
    hero_article: str | None = None
    titles: tuple[tuple[str, str], ...] = ()
    struck: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """How a story stands at the desk.

    Attributes:
        story: its id.
        state: where it stands.
        revision: grows by one with every act on the story.
        base: the version that the working copy rests on.
        shown: the version that readers see; None while they see none.
        draft: the working copy.
        overrides: what of it is an editor's and no sentence.
        touched: whether an editor has worked on it: from then on only editors or a rule publish
            what the line makes of new reports, and never over an editor's words.
        waiting: whether the working copy has what readers do not see yet.
        changed: when it was last acted on.
        publish_at: when it is to be published by itself; None for not.
        needs: why somebody should look at it, in words, from what the line brought.
    """

    story: str
    state: State
    revision: int
    base: int
    shown: int | None
    draft: Draft
    changed: datetime
    overrides: Overrides = Overrides()
    touched: bool = False
    waiting: bool = False
    publish_at: datetime | None = None
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """A story in the desk's list: as `Desk`, without its text."""

    story: str
    slug: str
    headline: str
    state: State
    revision: int
    shown: int | None
    touched: bool
    waiting: bool
    changed: datetime
    publish_at: datetime | None
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One act at the desk, kept for ever.

    Attributes:
        at, who: when, and by whom: an account, "copydesk" for the line itself.
        kind: what was done ("reword", "publish", "sign in").
        story: of which story; None for none.
        target: which part ("sentence q1", "kicker", "story"); "" for none.
        revision: of the story after the act; None where it did not change one.
        details: what it was before and after, and the reason given.
    """

    at: datetime
    who: str
    kind: str
    story: str | None = None
    target: str = ""
    revision: int | None = None
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placement:
    """An editor's ruling on where a report belongs; ``story`` None: to no story."""

    article: str
    story: str | None
    at: datetime
    who: str


class Every(StrEnum):
    """How often a subscriber gets the digest."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """Somebody who gets the digest by mail.

    Attributes:
        id: random; names them in the links of their mails.
        address: of their mail.
        every: how often.
        since, confirmed: when they asked, and said yes; None until they do.
        serial, sent: the last change of the shelf they were sent, and when.
    """

    id: str
    address: str
    every: Every
    since: datetime
    confirmed: datetime | None
    serial: int
    sent: datetime
