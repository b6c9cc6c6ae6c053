"""Keeping a version of a story: a step of a transaction that is under way."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from copydesk.errors import StoreError
from copydesk.model import Dossier
from copydesk.model.serial import to_json
from copydesk.store.reports import insert
from copydesk.store.tables import RedirectRow, StoryRow, VersionRow


def keep_dossier(session: Session, dossier: Dossier, evidence: str) -> None:
    """Keep a new version of a story. The same version again changes nothing.

    Raises:
        StoreError: another process has kept that version, with other evidence, meanwhile.
    """
    story = dossier.story
    record = to_json(story)
    values = {
        "id": story.id,
        "slug": dossier.slug,
        "state": dossier.state.value,
        "evidence": evidence,
        "record": record,
    }
    if not insert(session, StoryRow, values):
        change = {key: value for key, value in values.items() if key != "id"}
        session.execute(update(StoryRow).where(StoryRow.id == story.id).values(**change))
    added = insert(
        session,
        VersionRow,
        {
            "story": story.id,
            "version": dossier.version,
            "evidence": evidence,
            "published": dossier.published,
            "updated": dossier.updated,
            "draft": to_json(dossier.draft),
            "points": _list_json(dossier.points),
            "changes": _list_json(dossier.changes),
            "story_record": record,
        },
    )
    if not added:
        kept = session.get_one(VersionRow, (story.id, dossier.version))
        if kept.evidence != evidence:
            raise StoreError(
                f"version {dossier.version} of the story {dossier.slug!r} was kept by "
                "another process meanwhile, so nothing was overwritten: run again"
            )
    for former in story.redirects:
        insert(session, RedirectRow, {"former": former, "story": story.id})


def _list_json(values: Sequence[object]) -> str:
    return "[" + ",".join(to_json(value) for value in values) + "]"
