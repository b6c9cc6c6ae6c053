"""Fingerprints: what makes two inputs, reports or bodies of evidence the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from copydesk.model import Article, Document
from copydesk.model.serial import to_json


def content_hash(content: bytes) -> str:
    """SHA-256 of raw bytes, hex: their address in the store."""
    return hashlib.sha256(content).hexdigest()


def _digest(parts: Sequence[object]) -> str:
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def of_document(document: Document) -> str:
    """One input is one key, however often it is read: source, content and given fields."""
    return _digest(
        [
            document.source,
            content_hash(document.content),
            document.media_type,
            document.charset,
            document.id,
            document.url,
            document.outlet,
            document.title,
            document.published,
        ]
    )


def of_refusal(source: str, reason: str) -> str:
    """Key of an input that could not even be gathered."""
    return _digest(["refused", source, reason])


def of_article(article: Article) -> str:
    """What a report says, wherever the copy was read from: all fields but its source."""
    record = json.loads(to_json(article))
    record.pop("source")
    record.pop("content_hash")
    return _digest([record])


def of_evidence(parts: Iterable[str]) -> str:
    """What a version of a story rests on: fingerprints of its reports, settings, versions."""
    return _digest(sorted(parts))


def moment(time: datetime | None) -> datetime:
    """The time, or the earliest there is for none: a sort key."""
    return time or datetime.min.replace(tzinfo=UTC)


def revision_order(article: Article) -> tuple[datetime, datetime, str]:
    """Sort key of a report's revisions, the standing one last.

    Last change, then publication, then content: total, and the same in whatever order the
    revisions arrive.
    """
    return (moment(article.changed), moment(article.published), of_article(article))
