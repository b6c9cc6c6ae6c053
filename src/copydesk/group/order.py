"""The order of publication."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.model import Article


def content_key(article: Article) -> tuple[str, ...]:
    """What an article is, apart from its id: breaks ties so that ids never do."""
    return (article.title or "", article.text, article.url or "", article.outlet or "")


def in_order(articles: Sequence[Article]) -> tuple[Article, ...]:
    """By time of publication; an undated article keeps its place.

    Equal times are ordered by content. Of several articles with one id the last stands, as a
    later version of the same report.
    """
    latest = list({article.id: article for article in articles}.values())
    dated = iter(
        sorted(
            (article for article in latest if article.published is not None),
            key=lambda article: (article.published, content_key(article)),
        )
    )
    return tuple(article if article.published is None else next(dated) for article in latest)
