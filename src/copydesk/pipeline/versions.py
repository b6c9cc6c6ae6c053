"""A kept version of a story as the dossier that pages are made from: without tokens and claims.

Loads no stage: the service, which shows what was written, stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.group import Outlets
from copydesk.model import Annotated, Article, Dossier, State
from copydesk.pipeline.site_settings import under_their_names
from copydesk.store import Store, Version, of_article


def dossier_of(
    version: Version,
    reports: Sequence[Annotated],
    earlier: Sequence[Article],
    state: State | None = None,
) -> Dossier:
    """The dossier of a version.

    Args:
        version: what was written.
        reports: its reports; their tokens are left out.
        earlier: revisions of them that stood before.
        state: in the place of the one that the story has now.
    """
    return Dossier(
        story=version.story,
        reports=tuple(replace(report, tokens=()) for report in reports),
        claims=(),
        points=version.points,
        draft=version.draft,
        slug=version.slug,
        published=version.published,
        updated=version.updated,
        version=version.version,
        state=state or version.state,
        changes=version.changes,
        earlier=tuple(earlier),
    )


def as_written(
    version: Version, store: Store, outlets: Outlets, state: State | None = None
) -> Dossier | None:
    """The dossier of a version with its reports as they were then: its spans point into those.

    Args:
        version: what was written.
        store: where its reports are kept.
        outlets: who is who among the outlets.
        state: in the place of the one that the story has now.

    Returns:
        None when one of its reports is not kept.
    """
    reports: list[Annotated] = []
    earlier: list[Article] = []
    for key in version.story.articles:
        stood = store.revisions_at(key, version.updated)
        if not stood:
            return None
        reports.append(store.read_report(of_article(stood[-1])) or Annotated(stood[-1]))
        earlier += stood[:-1]
    return dossier_of(version, under_their_names(reports, outlets), earlier, state)
