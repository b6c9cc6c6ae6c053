"""A newsroom with stories in it, on each database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copydesk.model import Document, Dossier, DraftSentence, Outcome, SentenceVerdict, State
from copydesk.model.newsroom import DeskRole
from copydesk.newsroom.desk import draft_edits
from copydesk.newsroom.desk.rights import Person
from copydesk.store import Store, of_article
from dossiers import ferry
from store.conftest import postgresql_server, postgresql_url, store, store_url

__all__ = ["postgresql_server", "postgresql_url", "store", "store_url"]

NOON = datetime(2031, 3, 5, 12, tzinfo=UTC)
VERA = Person("vera", DeskRole.EDITOR, "v" * 64)
OMAR = Person("omar", DeskRole.EDITOR, "o" * 64)
ADA = Person("ada", DeskRole.ADMINISTRATOR, "a" * 64)
RITA = Person("rita", DeskRole.READER, "r" * 64)
STORY = "story-ferry"


def composed(version: int = 1) -> Dossier:
    """The ferry story as the line leaves it: only what the gate passed."""
    base = ferry()
    draft = draft_edits._kept(
        base.draft, lambda s: s.verdict is not None and s.verdict.outcome.passes
    )
    order = base.story.articles
    reports = tuple(sorted(base.reports, key=lambda r: order.index(r.article.id)))
    return replace(
        base, reports=reports, draft=draft, version=version, changes=(), state=State.PUBLISHED
    )


def put(store: Store, dossier: Dossier) -> None:
    """Keep a story with its reports, their annotations, and a version."""
    for report in dossier.reports:
        article = report.article
        store.keep_articles(Document(article.source, article.text.encode()), [article])
    store.keep_annotated([(of_article(r.article), r) for r in dossier.reports], "test")
    store.keep_dossier(dossier, f"evidence {dossier.version}")


def judge(_: str, sentences: Sequence[DraftSentence]) -> tuple[DraftSentence, ...]:
    """A gate with one rule: what says “sank” is not borne out."""
    return tuple(
        replace(
            s,
            verdict=SentenceVerdict(Outcome.NOT_FOUND if "sank" in s.text else Outcome.SUPPORTED),
        )
        for s in sentences
    )


@pytest.fixture
def newsroom(store: Store) -> Store:
    """A store with the ferry story at the desk, published."""
    from copydesk.newsroom.desk.arrivals import Rule, bring_in

    put(store, composed())
    assert bring_in(store, Rule(), judge, NOON) == 1
    return store
