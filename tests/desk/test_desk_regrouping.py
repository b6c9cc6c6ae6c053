"""An editor's grouping stands over the line's, and the stories are written anew from it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from copydesk import pipeline
from copydesk.errors import Locked, NotAllowed, NotFit
from copydesk.model.newsroom import Placement
from copydesk.newsroom import holders
from copydesk.newsroom.desk import regrouping
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.arrivals import Rule, bring_in
from copydesk.pipeline.placing import heirs, placed_groups
from copydesk.settings import Settings
from copydesk.store import Store
from desk.conftest import NOON, OMAR, RITA, STORY, VERA, judge

pytestmark = pytest.mark.xdist_group("store")


def test_reports_are_where_an_editor_put_them() -> None:
    groups = {"a": ("1", "2", "3"), "b": ("4",)}
    order = ["1", "4", "2", "3"]

    def now(**rulings: str | None) -> dict[str, tuple[str, ...]]:
        placements = [Placement(key[1:], to, NOON, "vera") for key, to in rulings.items()]
        return placed_groups(groups, placements, order)

    assert now() == {"a": ("1", "2", "3"), "b": ("4",)}
    assert now(_2=None) == {"a": ("1", "3"), "b": ("4",)}
    assert now(_2="b") == {"a": ("1", "3"), "b": ("4", "2")}
    assert now(_2="c", _3="c") == {"a": ("1",), "b": ("4",), "c": ("2", "3")}
    assert now(_4="a") == {"a": ("1", "4", "2", "3")}
    assert heirs(groups, now(_4="a")) == {"b": "a"}
    assert now(_9="a") == now()  # a report that is kept no more


def test_only_who_may_puts_reports_of_the_story_somewhere(newsroom: Store) -> None:
    with pytest.raises(NotAllowed):
        regrouping.put_reports(newsroom, RITA, STORY, ("r1",), None, NOON)
    for reports, to in ((("x",), None), ((), None), (("r1",), "none such"), (("r1",), STORY)):
        with pytest.raises(NotFit):
            regrouping.put_reports(newsroom, VERA, STORY, reports, to, NOON)
    Acting(newsroom, judge).take(OMAR, STORY, NOON)
    with pytest.raises(Locked):
        regrouping.put_reports(newsroom, VERA, STORY, ("r1",), None, NOON)
    assert newsroom.desk.placements() == ()
    assert not regrouping.is_pending(newsroom)
    assert regrouping.DESK == holders.DESK


@pytest.mark.slow
def test_a_dropped_source_is_in_the_story_no_more_and_stays_out(
    tmp_path: Path, examples: Path
) -> None:
    settings = Settings(workers=1)
    with Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as store:
        pipeline.run((str(examples),), tmp_path / "site", store, settings)
        bring_in(store, Rule(), judge, datetime.now(UTC))
        story = max(store.stories(), key=lambda s: (len(s.articles), s.id))
        dropped, alone = story.articles[0], story.articles[1]
        now = datetime.now(UTC)
        regrouping.put_reports(store, VERA, story.id, (dropped,), None, now, "a hoax")
        own = regrouping.put_reports(store, VERA, story.id, (alone,), "new", now)
        assert regrouping.is_pending(store)
        assert regrouping.rewrite(store, settings) == 2
        assert not regrouping.is_pending(store)
        for _ in range(2):
            found = {s.id: s for s in store.stories()}
            assert found[story.id].articles == story.articles[2:]
            assert found[own or ""].articles == (alone,)
            latest = store.latest(story.id)
            assert latest is not None
            cited = {s.article for d in latest.draft.sentences() for s in d.evidence}
            assert not cited & {dropped, alone}
            # The next run of the line keeps to it.
            pipeline.run((str(examples),), tmp_path / "site", store, settings)


def test_a_merge_leads_from_the_old_story_to_the_other() -> None:
    before = {"a": ("1",), "b": ("2", "3")}
    placements = [Placement("1", "b", NOON, "vera")]
    now = placed_groups(before, placements, ["1", "2", "3"])
    assert (now, heirs(before, now)) == ({"b": ("1", "2", "3")}, {"a": "b"})
