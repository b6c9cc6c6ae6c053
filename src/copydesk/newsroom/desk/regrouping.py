"""Editors' groupings: drop a source, move a report, split a story, merge two.

All four put reports somewhere else. The stories concerned are then compared and written anew by
whoever has the desk: the watcher, or the service where no watcher runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from copydesk.errors import NotFit
from copydesk.model.newsroom import Act, Placement
from copydesk.newsroom.desk import locks
from copydesk.newsroom.desk.rights import Deed, Person, allow
from copydesk.pipeline.placing import placed
from copydesk.settings import Settings
from copydesk.store import Store

_DONE = "placements done"
#: Name of the lease of whoever groups and composes: the watcher's, or the service's.
DESK = "desk"


def put_reports(
    store: Store,
    person: Person,
    story: str,
    reports: tuple[str, ...],
    to: str | None,
    now: datetime,
    reason: str = "",
) -> str | None:
    """Put reports of a story somewhere else; the id of the story they are put in.

    Args:
        store, person, story, now: where, who, from which story, and when.
        reports: ids of the story's reports.
        to: id of another story; "new" for a story of their own; None for no story.
        reason: why, for the audit trail.

    Raises:
        NotAllowed, Locked: the person may not, or somebody else is at work on a story concerned.
        NotFit: a report is not of the story, or there is no such other story.
    """
    allow(person, Deed.REGROUP)
    latest = store.latest(story)
    if latest is None or not reports or not set(reports) <= set(latest.story.articles):
        raise NotFit("choose reports of this story")
    if to == story:
        raise NotFit("they are in this story already")
    if to == "new":
        if len(reports) == len(latest.story.articles):
            raise NotFit("these are all reports of the story: it is a story of its own already")
        digest = hashlib.sha256("\x1f".join(sorted(reports)).encode("utf-8", "replace"))
        to = f"s-{digest.hexdigest()[:12]}"
    elif to is not None and store.latest(to) is None:
        raise NotFit(f"there is no story {to!r}")
    if to is not None and store.desk.get(to) is not None:
        with store.desk.opened(to) as opened:  # somebody at work on it must not be surprised
            locks.taken(opened.lock, opened.lock_number, to, person, now)
    with store.desk.opened(story) as opened:
        desk = opened.desk
        if desk is None:
            raise NotFit(f"the desk has no story {story!r}")
        opened.keep_lock(locks.taken(opened.lock, opened.lock_number, story, person, now))
        for report in reports:
            opened.place(Placement(report, to, now, person.name))
        needs = ("Its reports were regrouped: it is being written anew", *desk.needs)
        desk = replace(desk, revision=desk.revision + 1, changed=now, needs=needs[:8])
        opened.keep(desk)
        details = {"reports": ", ".join(reports), "to": to or "no story", "reason": reason}
        opened.add(Act(now, person.name, "regroup", story, "reports", desk.revision, details))
    return to


def is_pending(store: Store) -> bool:
    """Whether reports were put somewhere and the stories not yet written anew."""
    return (store.mark(_DONE) or "") != _mark(store)


def rewriting(url: str, settings: Settings) -> Callable[[str], int]:
    """What a process of its own does: writes anew the stories that editors regrouped."""
    store = Store(url)
    return lambda _: rewrite(store, settings)


def rewrite(store: Store, settings: Settings) -> int:
    """Write anew the stories that editors regrouped; how many were.

    Whoever calls has the desk: no other process groups or composes for this store meanwhile.
    """
    from copydesk.pipeline.reading import silent  # noqa: PLC0415  loads the language model
    from copydesk.pipeline.upkeep import Upkeep  # noqa: PLC0415
    from copydesk.processes import Here  # noqa: PLC0415

    mark = _mark(store)
    articles = store.articles()
    before = store.stories()
    stories = placed(before, store.desk.placements(), articles, settings)
    known = {story.id: story for story in before}
    changed = [story for story in stories if known.get(story.id) != story]
    written, _ = Upkeep(store, settings, Here(), silent).bring_up_to_date(changed, articles)
    store.withdraw(known.keys() - {story.id for story in stories})
    store.keep_mark(_DONE, mark)
    return len(written)


def _mark(store: Store) -> str:
    placements = store.desk.placements()
    told = "\n".join(f"{p.article}\x1f{p.story}\x1f{p.at.isoformat()}" for p in placements)
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest() if placements else ""
