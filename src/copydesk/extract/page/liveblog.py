"""Live blogs: each time-stamped update is a report of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from copydesk.extract.page import published, statements
from copydesk.extract.page.judges import words_of

#: A page with fewer updates is an article with a list.
MIN_UPDATES = 3
_MIN_WORDS = 8
#: A blog of more updates is read so far.
_MAX_UPDATES = 2_000


@dataclass(frozen=True, slots=True)
class Update:
    """One entry of a live blog.

    Attributes:
        key: stable within the blog.
        title: its own headline; None without.
        paragraphs: its text.
        published: aware, with the offset that the page states.
        url: its own address; None without.
    """

    key: str
    title: str | None
    paragraphs: tuple[str, ...]
    published: datetime
    url: str | None


def updates_of(
    found: statements.Statements, blog_published: datetime | None = None
) -> tuple[Update, ...]:
    """Updates that a page's JSON-LD states (schema.org LiveBlogPosting), oldest first.

    Empty for a page that is no live blog.

    Args:
        found: what the page states.
        blog_published: when the blog began; its offset is that of updates that state none.
    """
    zone = blog_published.tzinfo if blog_published else None
    blogs = [node for node in found.own if "LiveBlogPosting" in statements.types_of(node)]
    updates = {
        update.key: update for blog in blogs for update in _updates(blog, found, zone or UTC)
    }
    if len(updates) < MIN_UPDATES:
        return ()
    return tuple(sorted(updates.values(), key=lambda update: (update.published, update.key)))


def _updates(blog: statements.Node, found: statements.Statements, zone: tzinfo) -> Iterator[Update]:
    entries = blog.get("liveBlogUpdate")
    for reference in (entries if isinstance(entries, list) else [entries])[:_MAX_UPDATES]:
        entry = statements.resolve(reference, found)
        if not isinstance(entry, dict):
            continue
        text = statements.paragraphs(entry.get("articleBody") or entry.get("description"))
        time = published.parse(entry.get("datePublished") or entry.get("dateModified"))
        if not text or time is None or len(words_of(text)) < _MIN_WORDS:
            continue
        aware = time.replace(tzinfo=zone) if time.tzinfo is None else time
        url = entry.get("url") if isinstance(entry.get("url"), str) else None
        instant = aware.astimezone(UTC).isoformat()
        seed = f"{url}|{instant}|{text[:200]}".encode("utf-8", "replace")
        yield Update(
            key=hashlib.sha256(seed).hexdigest()[:8],
            title=statements.text(entry.get("headline")),
            paragraphs=tuple(text.splitlines()),
            published=aware,
            url=url,
        )
