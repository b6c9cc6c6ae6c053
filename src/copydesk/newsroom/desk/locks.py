"""The edit lock of a story: leased, renewed while the page is open, and never stale.

A lock is a row of the store and no memory of a process. It falls by itself when it is not renewed,
is freed when its sitting ends, and may be broken by who has the right. Its number grows with each
taking, so that a holder who was away learns that the story was in other hands. Whatever the lock
says, an edit also names the revision it was made from: the lock saves work, that saves words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from copydesk.errors import Locked
from copydesk.model.newsroom import EditLock
from copydesk.newsroom.desk.rights import Person

#: A lock falls after this time unless it is renewed; an open page renews it at a quarter of it.
LEASE = timedelta(seconds=120)


def standing(lock: EditLock | None, now: datetime) -> EditLock | None:
    """The lock while it holds; None when it is free or has fallen."""
    return lock if lock is not None and lock.until > now else None


def taken(
    lock: EditLock | None, number: int, story: str, person: Person, now: datetime
) -> EditLock:
    """The lock in the person's hands: taken when it is free, renewed when it is theirs already.

    A person may take over their own lock from another of their browsers.

    Args:
        lock: as it is kept; fallen or not.
        number: of its latest taking.
        story, person, now: which story, for whom, and when.

    Raises:
        Locked: somebody else holds it.
    """
    held = standing(lock, now)
    if held is not None and held.who != person.name:
        raise Locked(told(held, now))
    if held is not None and held.holder == person.sitting:
        return replace(held, until=now + LEASE)
    return EditLock(story, person.sitting, person.name, number + 1, now, now + LEASE)


def mine(lock: EditLock | None, person: Person, now: datetime) -> bool:
    """Whether the lock holds and is in the hands of that sitting."""
    held = standing(lock, now)
    return held is not None and held.holder == person.sitting


def told(lock: EditLock, now: datetime) -> str:
    """Who holds it, in a sentence."""
    seconds = max(1, round((lock.until - now).total_seconds()))
    return (
        f"{lock.who} has been at work on this story since {lock.since:%H:%M} UTC; the lock falls "
        f"in {seconds} s unless {lock.who} is still there, and an administrator may break it"
    )
