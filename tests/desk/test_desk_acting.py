"""At the desk no edit is lost, nobody is overwritten unawares, and every act is on record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from copydesk.errors import Conflict, DeskRefused, Locked, NotAllowed, NotFit
from copydesk.model import State
from copydesk.newsroom.desk import draft_edits
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.arrivals import Autopublish, Rule, bring_in
from copydesk.newsroom.desk.draft_edits import Hold, Rekick, Relabel, Retitle, Reword, Strike
from copydesk.newsroom.desk.locks import LEASE
from copydesk.newsroom.desk.rights import STEPS, Deed, Person, may
from copydesk.newsroom.desk.version_differences import Side, differences
from copydesk.store import Store
from desk.conftest import ADA, NOON, OMAR, RITA, STORY, VERA, composed, judge, put

pytestmark = pytest.mark.xdist_group("store")

SECOND = timedelta(seconds=1)


def acting(store: Store) -> Acting:
    return Acting(store, judge)


def test_an_edit_stands_with_its_verdict_and_readers_see_it_when_it_is_published(
    newsroom: Store,
) -> None:
    room = acting(newsroom)
    done = room.edit(VERA, STORY, Reword("h", "Seventeen hurt in ferry fire"), 0, NOON)
    assert done.sentence is not None
    assert done.sentence.verdict is not None
    assert done.sentence.verdict.outcome.passes
    assert done.sentence.locked
    before = newsroom.version(STORY, 1)
    assert before is not None
    assert newsroom.latest(STORY) == before
    published = room.move(VERA, STORY, Deed.PUBLISH, done.desk.revision, NOON).desk
    latest = newsroom.latest(STORY)
    assert latest is not None
    assert (latest.version, published.shown) == (2, 2)
    assert latest.draft.headline.text == "Seventeen hurt in ferry fire"
    assert any("Seventeen hurt in ferry fire" in c.text for c in latest.changes)


def test_what_the_gate_refused_is_kept_and_not_published(newsroom: Store) -> None:
    room = acting(newsroom)
    done = room.edit(VERA, STORY, Reword("h", "The ferry sank"), 0, NOON)
    with pytest.raises(NotFit, match="The ferry sank"):
        room.move(VERA, STORY, Deed.PUBLISH, done.desk.revision, NOON)
    kept = newsroom.desk.get(STORY)
    assert kept is not None
    assert kept.draft.headline.text == "The ferry sank"
    latest = newsroom.latest(STORY)
    assert latest is not None
    assert latest.version == 1


@pytest.mark.parametrize(
    "edit",
    [
        Relabel("q1", "Hospital"),
        Hold("q1", True),
        Strike("q1"),
        Retitle("developments", "The fire"),
        Rekick("Shipping"),
    ],
)
def test_every_edit_changes_its_part_and_nothing_else(
    newsroom: Store, edit: draft_edits.Edit
) -> None:
    before = newsroom.desk.get(STORY)
    assert before is not None
    after = acting(newsroom).edit(VERA, STORY, edit, 0, NOON).desk.draft
    changed = [line for line in differences(before.draft, after) if line.changed]
    assert after != before.draft
    assert len(changed) <= 2
    if not isinstance(edit, Strike):
        assert draft_edits.told(after, edit) == draft_edits.given(edit)


def test_two_at_once_are_told_of_each_other(newsroom: Store) -> None:
    room = acting(newsroom)
    room.edit(VERA, STORY, Relabel("q1", "Hurt"), 0, NOON)
    with pytest.raises(Locked, match="vera"):
        room.edit(OMAR, STORY, Relabel("q2", "Aboard"), 0, NOON + SECOND)
    later = NOON + LEASE + SECOND  # vera's lock has fallen
    with pytest.raises(Conflict, match="Hurt"):
        room.edit(OMAR, STORY, Relabel("q1", "Wounded"), 0, later)
    # Another part of the story is in nobody's way.
    done = room.edit(OMAR, STORY, Relabel("q2", "Aboard"), 0, later)
    labels = {s.id: s.label for s in done.desk.draft.quick_looks}
    assert (labels["q1"], labels["q2"]) == ("Hurt", "Aboard")


def test_what_was_not_seen_is_not_published(newsroom: Store) -> None:
    room = acting(newsroom)
    room.edit(VERA, STORY, Relabel("q1", "Hurt"), 0, NOON)
    with pytest.raises(Conflict):
        room.move(OMAR, STORY, Deed.PUBLISH, 0, NOON + LEASE + SECOND)


def test_a_lock_is_renewed_falls_and_is_broken_by_right(newsroom: Store) -> None:
    room = acting(newsroom)
    first = room.take(VERA, STORY, NOON)
    assert room.take(VERA, STORY, NOON + SECOND).until == first.until + SECOND
    with pytest.raises(NotAllowed):
        room.break_lock(OMAR, STORY, NOON)
    broken = room.break_lock(ADA, STORY, NOON + SECOND)
    assert broken.number == first.number + 1
    with pytest.raises(Locked):
        room.take(VERA, STORY, NOON + SECOND)
    assert newsroom.desk.locks(NOON + SECOND) == {STORY: broken}
    newsroom.desk.free_all(ADA.sitting)  # she signs out
    assert room.take(OMAR, STORY, NOON + SECOND).who == "omar"
    assert newsroom.desk.locks(NOON + LEASE + 2 * SECOND) == {}
    assert "break lock" in [act.kind for _, act in newsroom.desk.acts(STORY)]


@pytest.mark.parametrize("person", [RITA, OMAR, ADA], ids=lambda p: p.role.value)
@pytest.mark.parametrize("deed", [d for d in Deed if any(d is e for _, e in STEPS)])
def test_nobody_does_what_they_may_not(newsroom: Store, person: Person, deed: Deed) -> None:
    room = acting(newsroom)
    fit = (State.PUBLISHED, deed) in STEPS
    if not may(person.role, deed):
        with pytest.raises(NotAllowed):
            room.move(person, STORY, deed, 0, NOON, "why")
    elif not fit or deed is Deed.PUBLISH:  # nothing has changed since it was published
        with pytest.raises(NotFit):
            room.move(person, STORY, deed, 0, NOON, "why")
    else:
        done = room.move(person, STORY, deed, 0, NOON, "why")
        assert done.desk.state is STEPS[State.PUBLISHED, deed]
        return
    kept = newsroom.desk.get(STORY)
    assert kept is not None
    assert (kept.state, kept.revision) == (State.PUBLISHED, 0)


def test_a_correction_and_a_withdrawal_are_told_to_readers(newsroom: Store) -> None:
    room = acting(newsroom)
    edited = room.edit(VERA, STORY, Reword("h", "Seventeen hurt"), 0, NOON).desk
    with pytest.raises(NotFit, match="say why"):
        room.move(VERA, STORY, Deed.CORRECT, edited.revision, NOON)
    done = room.move(VERA, STORY, Deed.CORRECT, edited.revision, NOON, "The place was wrong.").desk
    assert done.state is State.CORRECTED
    gone = room.move(VERA, STORY, Deed.WITHDRAW, done.revision, NOON, "It was another ship.").desk
    latest = newsroom.latest(STORY)
    assert latest is not None
    assert (latest.state, gone.shown) == (State.WITHDRAWN, 3)
    told = [c.text for c in latest.changes if c.correction]
    assert told == ["Withdrawn: It was another ship.", "The place was wrong."]
    back = room.move(ADA, STORY, Deed.REINSTATE, gone.revision, NOON + LEASE + SECOND).desk
    assert back.state is State.DRAFT


def test_an_editors_words_outlive_a_new_version(newsroom: Store) -> None:
    room = acting(newsroom)
    edited = room.edit(VERA, STORY, Reword("q1", "Seventeen were hurt."), 0, NOON).desk
    edited = room.edit(VERA, STORY, Rekick("Shipping"), edited.revision, NOON).desk
    edited = room.edit(VERA, STORY, Strike("d2"), edited.revision, NOON).desk
    put(newsroom, composed(2))
    assert bring_in(newsroom, Rule(), judge, NOON + SECOND) == 1
    assert bring_in(newsroom, Rule(), judge, NOON + SECOND) == 0
    now = newsroom.desk.get(STORY)
    assert now is not None
    texts = [s.text for s in now.draft.sentences()]
    assert "Seventeen were hurt." in texts
    assert "The ship carried 212 passengers." not in texts
    assert now.draft.kicker == "Shipping"
    assert (now.shown, now.waiting) == (1, True)  # an editor was at work: nothing went out
    with pytest.raises(Conflict):  # whoever had the page open is told
        room.edit(VERA, STORY, Relabel("q1", "Hurt"), edited.revision, NOON + SECOND)


@pytest.mark.parametrize(
    ("publishing", "shown"),
    [
        (Rule(), 1),
        (Rule(Autopublish.NEVER), None),
        (Rule(Autopublish.RULE, origins=5), None),
        (Rule(Autopublish.RULE, differences=False), None),
    ],
)
def test_what_the_line_wrote_goes_out_by_rule(
    store: Store, publishing: Rule, shown: int | None
) -> None:
    put(store, composed())
    bring_in(store, publishing, judge, NOON)
    desk = store.desk.get(STORY)
    assert desk is not None
    assert desk.shown == shown
    assert desk.state is (State.DRAFT if shown is None else State.PUBLISHED)
    assert any("Reports differ: people on board" in need for need in desk.needs)
    if shown is None:
        room = acting(store)
        assert room.move(VERA, STORY, Deed.SUBMIT, 0, NOON).desk.state is State.IN_REVIEW
        assert room.move(VERA, STORY, Deed.PUBLISH, 1, NOON).desk.shown == 1


def test_a_story_goes_out_at_its_time_and_no_earlier(store: Store) -> None:
    put(store, composed())
    bring_in(store, Rule(Autopublish.NEVER), judge, NOON)
    room = acting(store)
    evening = NOON + timedelta(hours=6)
    room.schedule(VERA, STORY, evening, 0, NOON)
    assert room.publish_due(evening - SECOND) == ()
    assert room.publish_due(evening) == (STORY,)
    assert room.publish_due(evening) == ()
    desk = store.desk.get(STORY)
    assert desk is not None
    assert (desk.state, desk.shown) == (State.PUBLISHED, 1)


def test_a_difference_is_told_word_by_word() -> None:
    draft = composed().draft
    other = replace(draft, headline=replace(draft.headline, text="Eighteen hurt as fire sweeps"))
    (line,) = [x for x in differences(draft, other) if x.changed]
    before = "".join(r.text for r in line.runs if r.side is not Side.AFTER)
    after = "".join(r.text for r in line.runs if r.side is not Side.BEFORE)
    assert (before, after) == (draft.headline.text, "Eighteen hurt as fire sweeps")


# Two editors, interleaved

PARTS: dict[str, Callable[[str], draft_edits.Edit]] = {
    "label q1": lambda text: Relabel("q1", text),
    "label q2": lambda text: Relabel("q2", text),
    "sentence h": lambda text: Reword("h", text),
    "section developments": lambda text: Retitle("developments", text),
    "kicker": Rekick,
}


class TwoEditors(RuleBasedStateMachine):
    """What each saw, what stands, and what the other did since."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.store = Store(f"sqlite:///{Path(self.folder.name) / 'desk.sqlite'}")
        put(self.store, composed())
        bring_in(self.store, Rule(), judge, NOON)
        self.room = acting(self.store)
        self.now = NOON
        self.seen = {"vera": 0, "omar": 0}
        self.stands: dict[str, str] = {}
        self.changed: dict[str, int] = {}
        self.revision = 0
        self.acts = 0
        self.count = 0

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @rule(seconds=st.sampled_from([1, 30, 121]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(who=st.sampled_from([VERA, OMAR]))
    def look(self, who: Person) -> None:
        desk = self.store.desk.get(STORY)
        assert desk is not None
        self.seen[who.name] = desk.revision

    @rule(who=st.sampled_from([VERA, OMAR]))
    def leave(self, who: Person) -> None:
        self.room.release(who, STORY, self.now)

    @rule()
    def broken(self) -> None:
        self.room.break_lock(ADA, STORY, self.now)
        self.room.release(ADA, STORY, self.now)

    @rule(who=st.sampled_from([VERA, OMAR]), part=st.sampled_from(sorted(PARTS)))
    def edit(self, who: Person, part: str) -> None:
        self.count += 1
        text = f"{who.name} {self.count}"
        held = self.store.desk.locks(self.now).get(STORY)
        stale = self.changed.get(part, 0) > self.seen[who.name]
        try:
            done = self.room.edit(who, STORY, PARTS[part](text), self.seen[who.name], self.now)
        except Locked:
            assert held is not None
            assert held.who != who.name
        except Conflict:
            assert stale, "a conflict where there was none"
        else:
            assert held is None or held.who == who.name
            assert not stale, "an edit of the other was overwritten unawares"
            self.revision += 1
            assert done.desk.revision == self.revision
            self.stands[part] = text
            self.changed[part] = self.revision
            self.acts += 1

    @invariant()
    def every_edit_stands_and_is_on_record(self) -> None:
        desk = self.store.desk.get(STORY)
        assert desk is not None
        assert desk.revision == self.revision
        for part, text in self.stands.items():
            assert draft_edits.told(desk.draft, PARTS[part]("")) == text
        kinds = [act for _, act in self.store.desk.acts(STORY, most=1000)]
        assert sum(act.who in self.seen for act in kinds) == self.acts


@pytest.mark.slow
def test_two_editors_lose_no_edit_and_are_told_of_each_conflict() -> None:
    run_state_machine_as_test(
        TwoEditors, settings=settings(max_examples=6, stateful_step_count=200, deadline=None)
    )


def test_an_act_that_is_refused_leaves_nothing_behind(newsroom: Store) -> None:
    room = acting(newsroom)
    for edit in (Relabel("none", "x"), Retitle("none", "x"), Rekick(" "), Reword("h", "x" * 5000)):
        with pytest.raises(DeskRefused):
            room.edit(VERA, STORY, edit, 0, NOON)
    assert newsroom.desk.locks(NOON) == {}
    assert [act.kind for _, act in newsroom.desk.acts(STORY)] == ["write"]
