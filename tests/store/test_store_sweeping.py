"""Raw bytes are let go by age and size; what a story cites stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from copydesk.errors import InputRefused
from copydesk.model import Article, Block, Document, Role, Span
from copydesk.store import Store
from dossiers import bare

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def keep(store: Store, key: str, days_ago: int | None, size: int = 1000) -> str:
    """A report whose raw bytes cannot be compressed; their hash."""
    content = b"".join(sha256(f"{key} {n}".encode()).digest() for n in range(size // 32))
    text = f"Report {key}."
    article = Article(
        key,
        text,
        (Block(0, len(text), Role.BODY),),
        source=key,
        published=None if days_ago is None else NOON - days_ago * DAY,
        content_hash=sha256(content).hexdigest(),
    )
    store.keep_articles(Document(key, content), [article])
    return article.content_hash or ""


def cite(store: Store, key: str) -> None:
    dossier = bare()
    headline = replace(dossier.draft.headline, evidence=(Span(key, 0, 6),))
    store.keep_dossier(replace(dossier, draft=replace(dossier.draft, headline=headline)), "e")


@pytest.fixture
def marks(store: Store) -> dict[str, str]:
    """Five reports: one cited and old, two old, one new, one without a date."""
    days = {"cited": 90, "older": 60, "old": 40, "new": 1, "undated": None}
    marks = {key: keep(store, key, ago) for key, ago in days.items()}
    cite(store, "cited")
    return marks


def there(store: Store, marks: dict[str, str]) -> set[str]:
    return {key for key, mark in marks.items() if store.raw(mark) is not None}


def test_old_pages_go_and_what_is_cited_stays(store: Store, marks: dict[str, str]) -> None:
    assert store.let_raw_go(NOON - 30 * DAY, None) == 2
    assert there(store, marks) == {"cited", "new", "undated"}
    assert len(store.articles()) == 5
    assert store.let_raw_go(NOON - 30 * DAY, None) == 0


def test_the_oldest_go_when_all_together_are_too_large(store: Store, marks: dict[str, str]) -> None:
    store.let_raw_go(None, 4200)
    assert there(store, marks) == {"cited", "old", "new", "undated"}
    store.let_raw_go(None, 1)
    assert there(store, marks) == {"cited"}


def test_refused_inputs_go_first(store: Store, marks: dict[str, str]) -> None:
    content = b"".join(sha256(bytes([n])).digest() for n in range(31))
    store.keep_refusal(InputRefused("x", "no report"), Document("x", content))
    store.let_raw_go(None, 5300)
    assert there(store, marks) == set(marks)
    assert store.raw(sha256(content).hexdigest()) is None


def test_an_input_that_was_let_go_is_not_read_again(store: Store, marks: dict[str, str]) -> None:
    known = store.known_inputs()
    store.let_raw_go(NOON, None)
    assert store.known_inputs() == known
