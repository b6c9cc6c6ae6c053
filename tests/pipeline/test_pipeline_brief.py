"""A story that one source alone tells gets a brief page, and a whole one when another comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.extract import extract
from copydesk.model import Article, Document, Role
from copydesk.pipeline import run
from copydesk.pipeline.brief import ENOUGH, lead_of
from copydesk.processes import Crew
from copydesk.settings import Settings, WriterSettings
from copydesk.store import Store, of_article

LEAD = "A ferry sank off Marrow Point on Tuesday, killing four people, the coastguard said."
MORE = "Divers found the wreck of the vessel number {} at a depth of forty metres in the evening. "
OTHER = (
    "Four people died when a ferry went down near Marrow Point on Tuesday. "
    "The coastguard said that divers had found the wreck at a depth of forty metres."
)


def report(name: str, text: str, outlet: str) -> Article:
    document = Document(
        source=f"{name}.txt",
        content=text.encode(),
        media_type="text/plain",
        id=name,
        outlet=outlet,
        title="Ferry sinks off Marrow Point, killing four",
    )
    return extract(document)[0]


def long_report() -> Article:
    return report("a", f"{LEAD}\n\n" + "".join(MORE.format(n) for n in range(30)), "Harbour News")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(f"sqlite:///{tmp_path / 'desk.sqlite'}")


def brought(store: Store, folder: Path, *articles: Article, **settings: object) -> None:
    for article in articles:
        document = Document(source=article.source, content=article.text.encode())
        store.keep_articles(document, [article])
    run([], folder, store, Settings(workers=1, **settings))  # type: ignore[arg-type]


def test_of_a_lone_report_the_lead_is_read_and_nothing_else(tmp_path: Path, store: Store) -> None:
    article = long_report()
    brought(store, tmp_path / "site", article)
    kept = store.read_report(of_article(article))
    assert kept is not None
    assert kept.article == article
    assert store.read_report(of_article(article), whole=True) is None
    running = [s for s in kept.sentences if s.role is not Role.HEADLINE]
    assert running
    assert max(s.end for s in running) < ENOUGH + 200
    story = store.stories()[0]
    latest = store.latest(story.id)
    assert latest is not None
    assert all(span.end < ENOUGH + 200 for s in latest.draft.sentences() for span in s.evidence)


def test_when_a_second_source_comes_both_are_read_in_full(tmp_path: Path, store: Store) -> None:
    first, second = long_report(), report("b", OTHER, "The Marrow Courier")
    brought(store, tmp_path / "site", first)
    brought(store, tmp_path / "site", second)
    (story,) = store.stories()
    assert len(story.origins) == 2
    for article in (first, second):
        whole = store.read_report(of_article(article), whole=True)
        assert whole is not None
        assert whole.sentences[-1].end > len(article.text) - 5


def test_who_wants_it_gets_lone_reports_in_full(tmp_path: Path, store: Store) -> None:
    article = long_report()
    brought(store, tmp_path / "site", article, writer=WriterSettings(brief=False))
    assert store.read_report(of_article(article), whole=True) is not None


def test_the_lead_of_a_report_ends_with_a_sentence_and_keeps_every_block_in_its_place() -> None:
    article = long_report()
    lead = lead_of(article)
    assert len(lead.blocks) == len(article.blocks)
    read = [block for block in lead.blocks if block.role is not Role.FURNITURE]
    assert sum(block.end - block.start for block in read) < ENOUGH + 200
    assert article.text[: read[-1].end].endswith(".")
    assert lead_of(replace(article, blocks=())).blocks == ()


def test_a_crew_writes_the_same_pages_as_one_process(
    tmp_path: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("copydesk.processes.FEW", 1)
    pages = []
    for workers in (1, 2):
        folder = tmp_path / str(workers)
        with Store(f"sqlite:///{folder}.sqlite") as store, Crew(workers) as crew:
            run([str(examples)], folder, store, Settings(workers=1), executor=crew)
        pages.append(
            {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*.html"))}
        )
    assert pages[0] == pages[1]
    assert len(pages[0]) > 3
