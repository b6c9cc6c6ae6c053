"""The whole line over the example reports: cited, checked, resumable, the same twice."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk import pipeline
from copydesk.model import Verdict
from copydesk.publish.writer import OWNER
from copydesk.settings import Settings, SiteSettings
from copydesk.store import Store

SETTINGS = Settings(workers=1)

pytestmark = pytest.mark.xdist_group("pipeline")


def site_bytes(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.name != OWNER
    }


def run(inputs: list[Path], folder: Path) -> pipeline.Summary:
    with Store(f"sqlite:///{folder / 'desk.sqlite'}") as store:
        return pipeline.run([str(i) for i in inputs], folder / "site", store, SETTINGS)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, examples: Path):
    folder = tmp_path_factory.mktemp("first")
    return folder, run([examples], folder)


def test_every_report_is_read_and_each_event_is_one_story(first) -> None:
    _, summary = first
    assert summary.refused == ()
    assert summary.stories == 3
    assert summary.read == 16
    assert summary.origins == 15  # one wire dispatch is carried by two outlets


def test_reports_agree_and_differ(first) -> None:
    _, summary = first
    for verdict in (Verdict.AGREE, Verdict.DIFFER, Verdict.SINGLE, Verdict.COMPATIBLE):
        assert summary.points[verdict] > 0, verdict


def test_every_sentence_on_a_page_is_cited_and_checked(first) -> None:
    folder, summary = first
    records = [json.loads(p.read_text("utf-8")) for p in (folder / "site").rglob("*.json")]
    stories = [r for r in records if r.get("format") == "copydesk-story/1"]
    assert len(stories) == 3
    sentences = [s for story in stories for s in story["sentences"]]
    assert len(sentences) == summary.sentences
    for sentence in sentences:
        assert sentence["verdict"] in {"supported", "caveat"}
        assert sentence["evidence"]


def test_a_second_run_does_nothing_twice(first, examples: Path) -> None:
    folder, _ = first
    before = site_bytes(folder / "site")
    again = run([examples], folder)
    assert (again.new, again.recomposed) == (0, 0)
    assert (again.site.written, again.site.removed) == (0, 0)
    assert site_bytes(folder / "site") == before


def test_an_unchanged_run_is_told_from_its_mark(first, examples: Path, tmp_path: Path) -> None:
    """No stage shows progress then; anything that changed is done."""
    folder, _ = first
    shutil.copy(folder / "desk.sqlite", tmp_path)
    shutil.copytree(folder / "site", tmp_path / "site")
    reports = tmp_path / "reports"
    shutil.copytree(examples, reports)

    def again(settings: Settings = SETTINGS) -> tuple[pipeline.Summary, bool]:
        stages: set[str] = set()
        with Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as store:
            summary = pipeline.run_unless_done(
                [str(reports)],
                tmp_path / "site",
                store,
                settings,
                show=lambda stage, done, total: stages.add(stage),
            )
        return summary, not stages

    known, told = again()
    assert not told
    same, told = again()
    assert told
    assert same == replace(known, new=0, recomposed=0, site=same.site)
    assert (same.site.written, same.site.removed) == (0, 0)
    page = next((tmp_path / "site").rglob("*.html"))
    text = page.read_text("utf-8")
    page.write_text("spoilt", "utf-8")
    mended, told = again()
    assert (told, page.read_text("utf-8"), mended.site.written) == (False, text, 1)
    (reports / "late.txt").write_text("Nothing but one line.", "utf-8")
    assert not again()[1]
    assert again()[1]
    titled = SETTINGS.model_copy(update={"site": SiteSettings(title="Another title")})
    assert not again(titled)[1]


def test_the_same_reports_elsewhere_give_the_same_bytes(
    first, examples: Path, tmp_path: Path
) -> None:
    folder, _ = first
    copied = tmp_path / "elsewhere"
    shutil.copytree(examples, copied)
    run([copied], tmp_path)
    assert site_bytes(tmp_path / "site") == site_bytes(folder / "site")


def test_a_new_report_recomposes_only_its_story(first, examples: Path, tmp_path: Path) -> None:
    reports = (examples / "ferry-fire/reports.jsonl").read_text("utf-8").splitlines(keepends=True)
    inputs = tmp_path / "reports"
    shutil.copytree(examples / "plant-closure", inputs / "plant")
    (inputs / "ferry.jsonl").write_text("".join(reports[:3]), "utf-8")
    assert run([inputs], tmp_path).stories == 2
    (inputs / "late.jsonl").write_text(reports[3], "utf-8")
    later = run([inputs], tmp_path)
    assert (later.new, later.recomposed, later.stories) == (1, 1, 2)
    with Store(f"sqlite:///{tmp_path / 'desk.sqlite'}") as store:
        (changed,) = [s for s in store.stories() if "halvard-ferry" in s.articles]
        version = store.latest(changed.id)
    assert version is not None
    assert version.version == 2
    assert version.changes


def test_a_story_that_cannot_be_written_is_set_aside_and_the_rest_goes_on(tmp_path: Path) -> None:
    french = {
        "id": "quai",
        "outlet": "Le Quai",
        "title": "Le conseil municipal vote la rénovation du marché couvert",
        "published": "2025-06-03T06:10:00Z",
        "text": "Le conseil municipal a voté mardi soir la rénovation du marché couvert. Les "
        "travaux doivent commencer à l'automne, selon la mairie.",
    }
    english = {
        "id": "bridge",
        "outlet": "Outlet",
        "title": "Bridge closed after lorry fire",
        "published": "2025-03-01T08:00:00Z",
        "text": "The old bridge was closed on Saturday after a lorry caught fire, police said. "
        "Nobody was hurt. The mayor said it would open again on Monday.",
    }
    reports = tmp_path / "reports.jsonl"
    reports.write_text("\n".join(map(json.dumps, (french, english))), "utf-8")
    for _ in range(2):
        summary = run([reports], tmp_path)
        assert summary.stories == 1
        [aside] = summary.refused
        assert aside.source == f"{reports}:1"
        assert "English" in aside.reason
