"""What readers get is what was published, made from the reports as they were then."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta

import pytest

from copydesk.model import Block, Document, Role
from copydesk.newsroom.desk.acting import Acting
from copydesk.newsroom.desk.arrivals import Rule, bring_in
from copydesk.newsroom.desk.draft_edits import Relabel
from copydesk.newsroom.shelving import shelve
from copydesk.pipeline import site_of
from copydesk.settings import Settings
from copydesk.store import Store
from desk.conftest import NOON, STORY, VERA, composed, judge, put
from dossiers import another

pytestmark = pytest.mark.xdist_group("store")

SETTINGS = Settings()
SITE = replace(site_of(SETTINGS), served=True)


def page_of(store: Store, slug: str) -> str:
    page = store.shelf.page(f"stories/{slug}.html")
    assert page is not None
    return page.body.decode()


def test_a_held_version_keeps_the_words_it_rests_on(newsroom: Store) -> None:
    slug = composed().slug
    shelve(newsroom, SITE, SETTINGS)
    words = "Nearly 230 people were on board."
    assert words in page_of(newsroom, slug)
    # An editor is at work, so the version that a revised report brings is held.
    Acting(newsroom, judge).edit(VERA, STORY, Relabel("q1", "Hurt"), 0, NOON)
    report = composed().report("r4").article
    later = report.modified + timedelta(days=1) if report.modified else NOON
    revised = replace(report, text="Short.", blocks=(Block(0, 6, Role.BODY),), modified=later)
    newsroom.keep_articles(Document(revised.source, b"Short."), [revised])
    put(newsroom, replace(composed(2), updated=later))
    bring_in(newsroom, Rule(), judge, NOON)
    desk = newsroom.desk.get(STORY)
    assert desk is not None
    assert desk.shown == 1
    assert shelve(newsroom, replace(SITE, title="Another name"), SETTINGS) == 1
    assert words in page_of(newsroom, slug)
    assert "Another name" in page_of(newsroom, slug)


def test_a_story_that_cannot_be_shown_hides_no_other(
    newsroom: Store, caplog: pytest.LogCaptureFixture
) -> None:
    draft = composed().draft
    # Both would be shown under one address: the second cannot be.
    broken = replace(another(1), slug="no/address", draft=replace(draft, story="story-1"))
    put(newsroom, broken)
    put(newsroom, replace(another(2), draft=replace(draft, story="story-2")))
    bring_in(newsroom, Rule(), judge, NOON)
    with caplog.at_level(logging.ERROR):
        assert shelve(newsroom, SITE, SETTINGS) == 2
    assert "story-1" in caplog.text
    assert STORY in newsroom.shelf.standing()
    assert shelve(newsroom, SITE, SETTINGS) == 0


def test_nothing_is_made_twice(newsroom: Store) -> None:
    assert shelve(newsroom, SITE, SETTINGS) == 1
    serial = newsroom.shelf.serial()
    assert shelve(newsroom, SITE, SETTINGS) == 0
    assert newsroom.shelf.serial() == serial
