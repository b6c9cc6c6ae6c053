"""What the line brings to the desk: new versions are published by rule, or wait for an editor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from copydesk.compose.recompose import recompose
from copydesk.model import Draft, DraftSentence, Outcome, Point, State, Verdict
from copydesk.model.newsroom import Act, Desk
from copydesk.newsroom.desk import draft_edits
from copydesk.newsroom.desk.acting import LINE, Judge
from copydesk.store import Store, Version
from copydesk.store.desks import Arrival, Opened

#: Things that need eyes, told of one story at most.
_MOST_NEEDS = 8


class Autopublish(StrEnum):
    """When the line's own versions are shown to readers without an editor."""

    ALWAYS = "always"
    RULE = "rule"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rule:
    """The newsroom's rule of publishing.

    Attributes:
        when: always, never, or when the rest holds.
        origins: independent origins that a story needs.
        differences: whether a story may go out in which reports differ.
    """

    when: Autopublish = Autopublish.ALWAYS
    origins: int = 2
    differences: bool = False

    def holds(self, version: Version) -> bool:
        """Whether that version may be shown without an editor."""
        if self.when is not Autopublish.RULE:
            return self.when is Autopublish.ALWAYS
        enough = len(version.story.origins) >= self.origins
        calm = self.differences or not any(p.verdict is Verdict.DIFFER for p in version.points)
        plain = all(
            s.verdict is not None and s.verdict.outcome is Outcome.SUPPORTED
            for s in version.draft.sentences()
        )
        return enough and calm and plain


def bring_in(store: Store, rule: Rule, judge: Judge, now: datetime) -> int:
    """Take in what the line has written since: how many stories.

    Called again it does nothing; two processes may call it at once. What an editor did to a story
    stays: the working copy is the new version with the editor's words in it.
    """
    taken = 0
    for arrival in store.desk.arrivals():
        taken += _take_in(store, arrival, rule, judge, now)
    return taken


def _take_in(store: Store, arrival: Arrival, rule: Rule, judge: Judge, now: datetime) -> int:
    newest = store.version(arrival.story, arrival.newest)
    if newest is None:
        return 0
    desk = store.desk.get(arrival.story)
    draft = newest.draft
    if desk is not None and desk.touched and desk.base < arrival.newest:
        draft = _rewritten(desk, newest.draft, arrival.story, judge)
    with store.desk.opened(arrival.story) as opened:
        now_there = opened.desk
        if (now_there.revision if now_there else None) != (desk.revision if desk else None):
            return 0  # an editor was quicker: the next call sees it
        if desk is None:
            _first(opened, newest, arrival, rule, now)
        elif arrival.withdrawn and desk.base >= arrival.newest:
            _gone(opened, desk, now)
        else:
            shown = store.version(arrival.story, desk.shown) if desk.shown else None
            _next(opened, desk, newest, shown, draft, rule, now)
    return 1


def _first(opened: Opened, newest: Version, arrival: Arrival, rule: Rule, now: datetime) -> None:
    out = arrival.withdrawn or (
        rule.holds(newest) and newest.state in (State.PUBLISHED, State.CORRECTED)
    )
    state = newest.state if out else State.DRAFT
    opened.keep(
        Desk(
            story=arrival.story,
            state=state,
            revision=0,
            base=newest.version,
            shown=newest.version if out else None,
            draft=newest.draft,
            changed=now,
            waiting=not out,
            needs=needs(None, newest),
        )
    )
    details = {"version": str(newest.version), "state": state.value}
    opened.add(Act(now, LINE, "write", arrival.story, "story", 0, details))


def _next(
    opened: Opened,
    desk: Desk,
    newest: Version,
    shown: Version | None,
    draft: Draft,
    rule: Rule,
    now: datetime,
) -> None:
    """A new version of a story that the desk knows."""
    version, changes = newest.version, newest.changes
    passes = all(s.verdict is not None and s.verdict.outcome.passes for s in draft.sentences())
    withdrawn = desk.state is State.WITHDRAWN and desk.touched
    held = withdrawn or (desk.touched and desk.waiting) or desk.state is State.IN_REVIEW
    out = not held and rule.holds(newest) and passes
    if out and draft != newest.draft:
        version = opened.add_version(draft, changes, newest.updated or now)
    state = desk.state
    if out:
        corrected = any(c.correction and c.version == newest.version for c in changes)
        state = State.CORRECTED if corrected else State.PUBLISHED
        if desk.state is State.CORRECTED:
            state = State.CORRECTED
    opened.keep(
        replace(
            desk,
            state=state,
            revision=desk.revision + 1,
            base=version,
            shown=version if out else desk.shown,
            draft=draft,
            waiting=not out,
            changed=now,
            needs=needs(shown, newest, draft),
        )
    )
    details = {"version": str(newest.version), "published": "yes" if out else "no"}
    opened.add(Act(now, LINE, "write", desk.story, "story", desk.revision + 1, details))


def _gone(opened: Opened, desk: Desk, now: datetime) -> None:
    """The story's reports were found to tell other stories: it stands no longer."""
    opened.keep(replace(desk, state=State.WITHDRAWN, revision=desk.revision + 1, changed=now))
    opened.add(Act(now, LINE, "withdraw", desk.story, "story", desk.revision + 1))


def _rewritten(desk: Desk, newest: Draft, story: str, judge: Judge) -> Draft:
    """The new version with what an editor locked, wrote and set, checked against what came in."""
    draft = draft_edits.with_overrides(recompose(desk.draft, newest), desk.overrides)
    locked = [s for s in draft.sentences() if s.locked]
    for sentence in judge(story, locked):
        draft = draft_edits.replaced(draft, replace(sentence, locked=True))
    return draft


def needs(before: Version | None, now: Version, draft: Draft | None = None) -> tuple[str, ...]:
    """Why somebody should look at the new version, in words, the gravest first.

    Args:
        before: what readers see; None while they see nothing.
        now: what the line wrote.
        draft: the working copy made from it.
    """
    known = {p.about: p for p in before.points} if before else {}
    told = [
        f"An editor's sentence is no longer borne out: “{s.text[:80]}”"
        for s in (draft or now.draft).sentences()
        if s.locked and not _passes(s)
    ]
    if any(c.correction and c.version == now.version for c in now.changes):
        told.append("A source was corrected")
    told += [
        f"Reports differ: {p.about}"
        for p in now.points
        if p.verdict is Verdict.DIFFER and not _differed(known.get(p.about))
    ]
    if before is not None:
        told += [
            f"Changed: {p.about}"
            for p in now.points
            if p.kind == "figure" and p.about in known and _values(known[p.about]) != _values(p)
        ]
    refused = len(now.draft.refused)
    if refused:
        told.append(f"{refused} sentence{'' if refused == 1 else 's'} refused by the gate")
    return tuple(dict.fromkeys(told))[:_MOST_NEEDS]


def _passes(sentence: DraftSentence) -> bool:
    return sentence.verdict is not None and sentence.verdict.outcome.passes


def _differed(point: Point | None) -> bool:
    return point is not None and point.verdict is Verdict.DIFFER


def _values(point: Point) -> Sequence[object]:
    found = {getattr(claim, "interval", None) for claim in point.claims}
    return sorted(str(value) for value in found)
