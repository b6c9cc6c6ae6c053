"""Acts on a story: each in one transaction, checked for right, lock and conflict, and on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from copydesk.compose.recompose import changes
from copydesk.errors import Conflict, DeskRefused, NotFit
from copydesk.model import Change, Draft, DraftSentence
from copydesk.model.newsroom import Act, Desk, EditLock
from copydesk.newsroom.desk import draft_edits, locks
from copydesk.newsroom.desk.rights import Deed, Person, allow, step
from copydesk.store import Store
from copydesk.store.desks import Opened

#: Gives sentences of a story their verdicts: the gate, wherever it runs.
Judge = Callable[[str, Sequence[DraftSentence]], Sequence[DraftSentence]]

#: The line itself, in the audit trail.
LINE = "copydesk"
#: Code points of a note that readers see.
LONGEST_NOTE = 600
#: Changes of wording that a version tells of; more are counted.
MOST_CHANGES = 8
#: Deeds that readers are told of in the person's own words.
NOTED = frozenset({Deed.CORRECT, Deed.WITHDRAW, Deed.RETURN})


@dataclass(frozen=True, slots=True)
class Done:
    """A story after an act; ``sentence`` is the one that was reworded, with its verdict."""

    desk: Desk
    sentence: DraftSentence | None = None


class Acting:
    """What people do to stories.

    Args:
        store: where stories are kept.
        judge: the gate.
    """

    def __init__(self, store: Store, judge: Judge) -> None:
        self._store = store
        self._judge = judge

    # The lock

    def take(self, person: Person, story: str, now: datetime) -> EditLock:
        """Take or renew the story's lock.

        Raises:
            NotAllowed, Locked, NotFit: it is not to be had.
        """
        allow(person, Deed.LOCK)
        with self._store.desk.opened(story) as opened:
            _standing(opened, story)
            return _take(opened, story, person, now)

    def release(self, person: Person, story: str, now: datetime) -> None:
        """Free the story's lock where it is the person's."""
        with self._store.desk.opened(story) as opened:
            if locks.mine(opened.lock, person, now):
                opened.keep_lock(None)

    def break_lock(self, person: Person, story: str, now: datetime) -> EditLock:
        """Take the lock out of somebody else's hands.

        Raises:
            NotAllowed: only an administrator may.
        """
        allow(person, Deed.BREAK)
        with self._store.desk.opened(story) as opened:
            desk = _standing(opened, story)
            held = locks.standing(opened.lock, now)
            lock = locks.taken(None, opened.lock_number, story, person, now)
            opened.keep_lock(lock)
            if held is not None and held.holder != person.sitting:
                details = {"from": held.who}
                opened.add(Act(now, person.name, "break lock", story, "lock", None, details))
            opened.keep(desk)
            return lock

    # Editing

    def edit(
        self, person: Person, story: str, edit: draft_edits.Edit, seen: int, now: datetime
    ) -> Done:
        """Change the working copy.

        Args:
            person, story, edit, now: who changes what, where, and when.
            seen: the revision of the story that the person had before their eyes.

        Raises:
            NotAllowed, Locked, NotFit: it may not be done.
            Conflict: somebody has changed the same part since; nothing is overwritten.
        """
        allow(person, Deed.EDIT)
        checked: DraftSentence | None = None
        if isinstance(edit, draft_edits.Reword):
            # The gate takes its time: it must not hold the story's row meanwhile.
            desk = self._store.desk.get(story)
            if desk is None:
                raise NotFit(f"the desk has no story {story!r}")
            checked = next(iter(self._judge(story, [draft_edits.reworded(desk.draft, edit)])))
        with self._store.desk.opened(story) as opened:
            desk = _standing(opened, story)
            _take(opened, story, person, now)
            _no_conflict(opened, desk, seen, draft_edits.touched_by(edit))
            before = draft_edits.told(desk.draft, edit)
            draft, overrides = draft_edits.applied(desk.draft, desk.overrides, edit, checked)
            desk = replace(
                desk,
                draft=draft,
                overrides=overrides,
                revision=desk.revision + 1,
                touched=True,
                waiting=True,
                changed=now,
            )
            opened.keep(desk)
            details = {"before": before, "after": draft_edits.given(edit)}
            if checked is not None and checked.verdict is not None:
                details["verdict"] = checked.verdict.outcome.value
            opened.add(Act(now, person.name, edit.kind, story, edit.target, desk.revision, details))
        return Done(desk, checked)

    # Steps

    def move(
        self,
        person: Person,
        story: str,
        deed: Deed,
        seen: int,
        now: datetime,
        note: str = "",
    ) -> Done:
        """Take a step: submit, return, publish, correct, withdraw, reinstate.

        Args:
            person, story, deed, now: who takes which step with which story, and when.
            seen: the revision that the person had before their eyes: what they did not see they
                do not publish.
            note: why; readers see it with a correction and a withdrawal, which need one.

        Raises:
            NotAllowed, Locked, NotFit: the step may not be taken.
            Conflict: the story has changed since.
        """
        allow(person, deed)
        with self._store.desk.opened(story) as opened:
            desk = _standing(opened, story)
            _take(opened, story, person, now)
            _no_conflict(opened, desk, seen, None)
            return Done(self._step(opened, desk, deed, person.name, now, note))

    def schedule(
        self, person: Person, story: str, at: datetime | None, seen: int, now: datetime
    ) -> Done:
        """Set when the story is to be published by itself; None takes that back.

        Raises:
            NotAllowed, Locked, NotFit, Conflict: as `move`.
        """
        allow(person, Deed.SCHEDULE)
        if at is not None and at <= now:
            raise NotFit("that time has passed: give a later one, or publish now")
        with self._store.desk.opened(story) as opened:
            desk = _standing(opened, story)
            _take(opened, story, person, now)
            _no_conflict(opened, desk, seen, None)
            if at is not None:
                step(desk.state, Deed.PUBLISH)
                _fit_to_publish(desk.draft)
            desk = replace(desk, publish_at=at, revision=desk.revision + 1, changed=now)
            opened.keep(desk)
            details = {"at": at.isoformat() if at else ""}
            opened.add(Act(now, person.name, "schedule", story, "state", desk.revision, details))
        return Done(desk)

    def publish_due(self, now: datetime) -> tuple[str, ...]:
        """Publish what was to be published by now; the stories that were.

        A story that cannot be published says so in the audit trail, and is scheduled no more.
        """
        published = []
        for story in self._store.desk.due(now):
            with self._store.desk.opened(story) as opened:
                desk = opened.desk
                if desk is None or desk.publish_at is None or desk.publish_at > now:
                    continue
                try:
                    self._step(opened, desk, Deed.PUBLISH, LINE, now, "")
                    published.append(story)
                except DeskRefused as error:
                    needs = (*desk.needs, f"Not published at its time: {error}")
                    desk = replace(
                        desk, publish_at=None, needs=needs, revision=desk.revision + 1, changed=now
                    )
                    opened.keep(desk)
                    opened.add(
                        Act(
                            now,
                            LINE,
                            "not published",
                            story,
                            "state",
                            desk.revision,
                            {"reason": str(error)},
                        )
                    )
        return tuple(published)

    def _step(
        self, opened: Opened, desk: Desk, deed: Deed, who: str, now: datetime, note: str
    ) -> Desk:
        state = step(desk.state, deed)
        told = " ".join(note.split())
        if deed in NOTED and not told:
            raise NotFit(f"to {deed.value} a story, say why")
        if len(told) > LONGEST_NOTE:
            raise NotFit(f"the note has {len(told)} characters; {LONGEST_NOTE} is the most")
        details = {"from": desk.state.value, "to": state.value, "note": told}
        if deed in (Deed.PUBLISH, Deed.CORRECT):
            desk = self._published(opened, desk, deed, now, told)
            details["version"] = str(desk.shown)
        elif deed is Deed.WITHDRAW and desk.shown is not None:
            number = desk.base + 1
            kept = self._store.version(desk.story, desk.shown)
            former = kept.changes if kept else ()
            note_ = Change(number, now, f"Withdrawn: {told}", correction=True)
            draft = kept.draft if kept else desk.draft
            number = opened.add_version(draft, (note_, *former), now)
            desk = replace(desk, base=number, shown=number, touched=True)
        desk = replace(desk, state=state, revision=desk.revision + 1, changed=now, publish_at=None)
        opened.keep(desk)
        opened.add(Act(now, who, deed.value, desk.story, "state", desk.revision, details))
        return desk

    def _published(self, opened: Opened, desk: Desk, deed: Deed, now: datetime, note: str) -> Desk:
        _fit_to_publish(desk.draft)
        if deed is Deed.PUBLISH and desk.shown is not None and not desk.waiting:
            raise NotFit("nothing has changed since it was published")
        version = desk.base
        if desk.touched or deed is Deed.CORRECT:
            before = self._store.version(desk.story, desk.shown) if desk.shown else None
            base = self._store.version(desk.story, desk.base)
            former = base.changes if base else ()
            made = _told(before.draft if before else None, desk.draft, desk.base + 1, now)
            if deed is Deed.CORRECT:
                made = (Change(desk.base + 1, now, note, correction=True), *made)
            version = opened.add_version(desk.draft, (*made, *former), now)
        return replace(desk, base=version, shown=version, waiting=False, needs=())


def _told(before: Draft | None, after: Draft, version: int, now: datetime) -> tuple[Change, ...]:
    if before is None:
        return ()
    texts = changes(before, after)
    if len(texts) > MOST_CHANGES:
        rest = len(texts) - MOST_CHANGES + 1
        texts = (*texts[: MOST_CHANGES - 1], f"{rest} other sentences changed.")
    return tuple(Change(version, now, text) for text in texts)


def _fit_to_publish(draft: Draft) -> None:
    """Only what the gate has passed goes on.

    Raises:
        NotFit: a sentence has not passed.
    """
    unproven = [s for s in draft.sentences() if s.verdict is None or not s.verdict.outcome.passes]
    if unproven:
        named = "; ".join(f"“{s.text[:80]}”" for s in unproven[:3])
        raise NotFit(
            f"{len(unproven)} of its sentences {'is' if len(unproven) == 1 else 'are'} not borne "
            f"out by what they cite: {named}. Reword them, cite what bears them out, or take them "
            "out"
        )


def _standing(opened: Opened, story: str) -> Desk:
    desk = opened.desk
    if desk is None:
        raise NotFit(f"the desk has no story {story!r}")
    return desk


def _take(opened: Opened, story: str, person: Person, now: datetime) -> EditLock:
    lock = locks.taken(opened.lock, opened.lock_number, story, person, now)
    opened.keep_lock(lock)
    return lock


def _no_conflict(opened: Opened, desk: Desk, seen: int, targets: Iterable[str] | None) -> None:
    """Nobody has changed, since that revision, any of the targets; None: anything.

    Raises:
        Conflict: somebody has, and what it reads now.
        NotFit: the story never had that revision.
    """
    if seen == desk.revision:
        return
    if seen > desk.revision or seen < 0:
        raise NotFit(f"the story has no revision {seen}: load the page again")
    wanted = None if targets is None else {*targets, "story"}
    for act in reversed(opened.acts_after(seen)):
        if wanted is None or act.target in wanted:
            reads = act.details.get("after")
            raise Conflict(
                f"{act.who} did “{act.kind}” ({act.target}) at {act.at:%H:%M:%S} UTC, after you "
                f"loaded this page{f'; it reads now: “{reads}”' if reads else ''}. Nothing was "
                "overwritten: look at it, and try again"
            )
