"""Pages are valid HTML, by the checker of the standard's own community (vnu)."""

from __future__ import annotations

from pathlib import Path

from copydesk.publish import Site, publish_site, story_html
from dossiers import edition_of_all, ferry
from markup import complaints


def test_every_page_is_valid_and_the_checker_awake(tmp_path: Path) -> None:
    site = Site(rating_action="https://votes.example/rate")
    publish_site(edition_of_all(), tmp_path, site, {"ferry-old": "story-ferry"})
    (tmp_path / "alone.html").write_text(story_html(ferry()), encoding="utf-8")
    faulty = "<!DOCTYPE html><html lang=en><title>x</title><p><div></p>"
    (tmp_path / "faulty.html").write_text(faulty, encoding="utf-8")
    found = complaints(tmp_path)
    assert [c for c in found if not c.startswith("faulty.html")] == []
    assert found
