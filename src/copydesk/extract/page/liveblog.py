"""Live blogs: each time-stamped update is a report of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from copydesk.extract.page import published, statements
from copydesk.extract.page.judges import words_of

#: A page with fewer updates is an article with a list.
MIN_UPDATES = 3
_MIN_WORDS = 8


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog.

    Attributes:
        key: stable within the blog.
        title: its own headline; None without.
        paragraphs: its text.
        published: aware UTC.
        url: its own address; None without.
    """

    key: str
    title: str | None
    paragraphs: tuple[str, ...]
    published: datetime
    url: str | None


def updates_of(nodes: tuple[statements.Node, ...]) -> tuple[Update, ...]:
    """Updates that a page's JSON-LD states (schema.org LiveBlogPosting), oldest first.

    Empty for a page that is no live blog.
    """
    blogs = [node for node in nodes if "LiveBlogPosting" in statements.types_of(node)]
    found = {update.key: update for blog in blogs for update in _updates(blog)}
    if len(found) < MIN_UPDATES:
        return ()
    return tuple(sorted(found.values(), key=lambda update: (update.published, update.key)))


def _updates(blog: statements.Node) -> Iterator[Update]:
    entries = blog.get("liveBlogUpdate")
    for entry in entries if isinstance(entries, list) else [entries]:
        if not isinstance(entry, dict):
            continue
        text = statements.paragraphs(entry.get("articleBody") or entry.get("description"))
        time = published.parse(entry.get("datePublished") or entry.get("dateModified"))
        if not text or time is None or len(words_of(text)) < _MIN_WORDS:
            continue
        aware = time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
        url = entry.get("url") if isinstance(entry.get("url"), str) else None
        seed = f"{url}|{aware.isoformat()}|{text[:200]}".encode("utf-8", "replace")
        yield Update(
            key=hashlib.sha256(seed).hexdigest()[:8],
            title=statements.text(entry.get("headline")),
            paragraphs=tuple(text.splitlines()),
            published=aware,
            url=url,
        )
