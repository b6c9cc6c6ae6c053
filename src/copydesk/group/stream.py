"""A stream of reports into stories."""

from __future__ import annotations

from copydesk.group.stories import group
from copydesk.model import Article, Story


class Stream:
    """Reports as they come, grouped as they stand."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._stories: tuple[Story, ...] = ()

    def add(self, article: Article) -> str:
        """Take one report; the id of the story it falls into."""
        self._articles.append(article)
        return next(story.id for story in self.repair() if article.id in story.articles)

    def repair(self) -> tuple[Story, ...]:
        """Regroup what is live."""
        self._stories = group(self._articles)
        return self._stories
