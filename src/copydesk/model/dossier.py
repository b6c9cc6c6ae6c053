"""A dossier: everything that is known of one story, ready to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from copydesk.model.annotated import Annotated
from copydesk.model.article import Article
from copydesk.model.claims import Claims
from copydesk.model.draft import Draft
from copydesk.model.story import Point, Story


class State(StrEnum):
    """Where a story stands in the newsroom."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    PUBLISHED = "published"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """What one version changed, in words, with the reason. ``correction`` marks an error
    that was put right (an outlet's or ours), as against news that came in."""

    version: int
    at: datetime
    text: str
    correction: bool = False


@dataclass(frozen=True, slots=True)
class Rating:
    """Readers' votes: ``stars`` is the mean (1 to 5), None without votes."""

    stars: float | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Dossier:
    """One story with its reports, points and checked draft.

    Attributes:
        story, draft, points: as their stages gave them; the draft is checked.
        reports: annotated reports by order of publication; quotes and sentences are cut
            from them.
        claims: of the same reports, in the same order.
        slug: last part of its address, stable once published.
        published: time of the first version; updated: of this version; aware UTC. Both
            come from the reports' own times, never from a clock.
        version: from 1.
        changes: newest first.
        earlier: earlier revisions of its reports, by report, oldest first.
    """

    story: Story
    reports: tuple[Annotated, ...]
    claims: tuple[Claims, ...]
    points: tuple[Point, ...]
    draft: Draft
    slug: str
    published: datetime | None = None
    updated: datetime | None = None
    version: int = 1
    state: State = State.PUBLISHED
    changes: tuple[Change, ...] = ()
    earlier: tuple[Article, ...] = ()
    rating: Rating = Rating()

    def article(self, article_id: str) -> Article:
        """The report with that id.

        Raises:
            KeyError: when it is not of this story.
        """
        return self.report(article_id).article

    def report(self, article_id: str) -> Annotated:
        """The annotated report with that id.

        Raises:
            KeyError: when it is not of this story.
        """
        for report in self.reports:
            if report.article.id == article_id:
                return report
        raise KeyError(article_id)
