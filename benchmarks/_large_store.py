"""A store of many short reports, made without the language model, and one more report into it.

The reports are those of `benchmarks.newsroom`: invented events, seeded. The line reads and groups
them, and they are kept by the store's own steps, many in one transaction. What the line does not
make is the page of a story: its headline and its one sentence stand in its report, and no gate has
read them. The report that comes in afterwards goes the whole way.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from benchmarks.newsroom import _page, event
from copydesk.annotate import unparsed
from copydesk.group import group
from copydesk.model import (
    Annotated,
    Article,
    CitationVerdict,
    Document,
    Dossier,
    Draft,
    DraftSentence,
    Outcome,
    SentenceVerdict,
    Span,
    State,
    Story,
)
from copydesk.model.newsroom import Desk
from copydesk.model.serial import to_json
from copydesk.newsroom.rounds import Rounds, served_site
from copydesk.newsroom.shelving import _MADE_WITH, _made_with
from copydesk.pipeline.growing import Growing
from copydesk.pipeline.reading import read
from copydesk.pipeline.upkeep import evidence_of, pipeline_id_of
from copydesk.publish import slug
from copydesk.settings import Settings
from copydesk.store import Store, of_article, pack
from copydesk.store.connection import connect
from copydesk.store.desk_tables import ShelfRow
from copydesk.store.desks import Opened
from copydesk.store.keeping import keep_dossier
from copydesk.store.reports import LEAD_ALONE, insert, keep_articles
from copydesk.store.tables import AnnotationRow

#: Rows of one transaction.
_AT_ONCE = 500
T = TypeVar("T")


def fill(url: str, many: int) -> None:
    """Have a store of so many reports, unless it is there."""
    with Store(url) as store, tempfile.TemporaryDirectory() as folder:
        if store.count() >= many:
            return
        began = time.process_time()
        now = datetime.now(UTC) - timedelta(days=30)
        given = Path(folder) / "reports.jsonl"
        lines = (
            _page(event(n, n % 2, now + timedelta(seconds=n * 2_500_000 / many)), f"Paper {n % 40}")
            for n in range(many)
        )
        given.write_text("\n".join(lines), "utf-8")
        articles = read((str(given),), Settings(workers=1)).articles
        _told(f"read {len(articles)}", began)
        stories = group(articles)
        _told(f"grouped into {len(stories)}", began)
        engine = connect(url)
        document = Document(str(given), given.read_bytes()[:1000], "application/json")
        for part in _parts(articles):
            with Session(engine) as session, session.begin():
                keep_articles(session, document, part)
        _told("reports kept", began)
        by_id = {article.id: article for article in articles}
        pipeline = pipeline_id_of(Settings())
        taken: set[str] = set()
        serial = 0
        for told in _parts(stories):
            with Session(engine) as session, session.begin():
                for story in told:
                    serial += 1
                    _keep(session, story, by_id, pipeline, taken, serial)
        site = served_site(Settings())
        store.keep_mark(_MADE_WITH, _made_with(site))
        store.keep_mark("shelf serial", str(serial))
        engine.dispose()
        _told("stories kept", began)


def _keep(
    session: Session,
    story: Story,
    articles: dict[str, Article],
    pipeline: str,
    taken: set[str],
    serial: int,
) -> None:
    reports = tuple(unparsed(articles[key]) for key in story.articles)
    reads = LEAD_ALONE if len(story.origins) < 2 else pipeline
    for report in reports:
        row = {"fingerprint": of_article(report.article), "pipeline": reads}
        insert(session, AnnotationRow, {**row, "compressed": pack(report)})
    draft = _draft(story, reports[0])
    name = slug(draft.headline.text, taken)
    taken.add(name)
    at = reports[-1].article.published
    dossier = Dossier(story, reports, (), (), draft, name, reports[0].article.published, at)
    keep_dossier(session, dossier, evidence_of(story, articles, pipeline))
    session.flush()
    desk = Desk(story.id, State.PUBLISHED, 0, 1, 1, draft, changed=at or datetime.now(UTC))
    Opened(session, story.id).keep(desk)
    session.add(
        ShelfRow(
            story=story.id,
            slug=name,
            version=1,
            state=State.PUBLISHED.value,
            updated=at,
            serial=serial,
            record=to_json(draft.headline),
        )
    )


def _draft(story: Story, report: Annotated) -> Draft:
    def sentence(name: str, number: int) -> DraftSentence:
        found = report.sentences[number]
        span = Span(report.article.id, found.start, found.end)
        verdict = SentenceVerdict(
            Outcome.SUPPORTED, (), (CitationVerdict(span, Outcome.SUPPORTED),)
        )
        words = report.article.text[found.start : found.end]
        return DraftSentence(name, words, (span,), verdict=verdict)

    return Draft(
        story.id, sentence("headline", 0), kicker="News", standfirst=(sentence("standfirst", 1),)
    )


def _parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def _told(what: str, began: float) -> None:
    print(f"{what}, {time.process_time() - began:.0f} s", file=sys.stderr, flush=True)


def rounds(url: str, many: int, entries: int = 12) -> list[tuple[float, float]]:
    """Clock and processor seconds of the first round of a watcher over a filled store, and of one
    after each of some further reports, half of them second reports of stories that stand."""
    settings = Settings(workers=1)
    spent: list[tuple[float, float]] = []
    with Store(url) as store, tempfile.TemporaryDirectory() as folder:
        desk = Rounds(store, settings, lambda _, sentences: tuple(sentences))
        growing = Growing(store, settings, None, lambda: desk.take_in(datetime.now(UTC)))
        before = store.count()
        for number in range(entries + 1):
            clock, busy = time.perf_counter(), time.process_time()
            if number:  # the first round takes in what stands
                new = before + 1000 + number if number % 2 else many - 1 - number * 7
                voice = 0 if number % 2 else 1 - new % 2
                line = _page(event(new, voice, datetime.now(UTC)), f"Gazette {number % 8}")
                given = Path(folder) / f"{number}.jsonl"
                given.write_text(line, "utf-8")
                (article,) = read((str(given),), settings).articles
                store.keep_articles(Document(article.source, line.encode()), [article])
            grown = growing.update(datetime.now(UTC))
            shelved = desk.shelve()
            spent.append((time.perf_counter() - clock, time.process_time() - busy))
            if number and (not grown.stories or not shelved):
                print(f"report {number} changed nothing", file=sys.stderr)
    return spent
