"""Outlets are shown by their names, also those that the user's own table adds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from copydesk.errors import SettingsError
from copydesk.model import Annotated, Article
from copydesk.pipeline import site_of
from copydesk.pipeline.chain import outlets_of, under_their_names
from copydesk.pipeline.sections import in_sections
from copydesk.settings import GroupSettings, Settings
from dossiers import ferry


def named(outlet: str | None, url: str | None, settings: Settings) -> str | None:
    report = Annotated(Article("a", "", (), outlet=outlet, url=url))
    (told,) = under_their_names([report], outlets_of(settings))
    return told.article.outlet


def test_a_domain_is_shown_by_the_name_the_table_has() -> None:
    assert named("reuters.com", "https://www.reuters.com/x", Settings()) == "Reuters"


def test_an_outlet_that_no_table_has_keeps_the_name_it_was_given() -> None:
    assert named("The Harbour Courier", None, Settings()) == "The Harbour Courier"
    assert named(None, None, Settings()) is None


def test_the_users_own_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "outlets.json"
    path.write_text(json.dumps([{"name": "Tidewater Radio", "domains": ["tidewater.example"]}]))
    settings = Settings(group=GroupSettings(outlets=path))
    assert named("tidewater.example", None, settings) == "Tidewater Radio"


def test_a_table_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outlets.json"
    path.write_text("{")
    with pytest.raises(SettingsError, match=r"outlets\.json"):
        outlets_of(Settings(group=GroupSettings(outlets=path)))


def test_the_site_tells_who_owns_an_outlet_and_where_it_has_its_seat(tmp_path: Path) -> None:
    path = tmp_path / "outlets.json"
    row = {"name": "Corvane Press", "kind": "agency", "family": "Tidewater Media", "country": "FR"}
    path.write_text(json.dumps([row]))
    site = site_of(Settings(group=GroupSettings(outlets=path)))
    assert site.owners["Corvane Press"] == "Tidewater Media"
    assert site.seats["Corvane Press"] == "news agency, France"


def test_a_story_stands_in_the_first_section_whose_words_it_has() -> None:
    story = ferry()
    assert in_sections(story, {}) is story
    assert in_sections(story, {"Trains": ["train"]}) is story
    rules = {"Rail": ["railway"], "At sea": ["FERRY", "ship"], "Fires": ["fire"]}
    assert in_sections(story, rules).draft.kicker == "At sea"
