"""What readers get: each public story's pages, made when it changes and kept in the store."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping

from copydesk.errors import StoreError
from copydesk.model import Dossier, State
from copydesk.model.serial import to_json
from copydesk.pipeline.sections import in_sections
from copydesk.pipeline.site_settings import outlets_of
from copydesk.pipeline.versions import as_written
from copydesk.publish import Site
from copydesk.publish.rendering import asset_mark
from copydesk.publish.served import ASSETS, served
from copydesk.settings import Settings
from copydesk.store import Store
from copydesk.store.shelves import Contents, Shelved
from copydesk.version import VERSION

_LOG = logging.getLogger(__name__)
_MADE_WITH = "shelf made with"


def shelve(store: Store, site: Site, settings: Settings) -> int:
    """Bring what readers see in line with what the desk has published; how many stories changed.

    Pages are made anew, too, when copydesk or the site's settings are others than those they were
    made with. Called again it does nothing.
    """
    made_with = _made_with(site)
    anew = store.mark(_MADE_WITH) != made_with
    wanted = store.desk.published() if anew else store.shelf.behind()
    done = 0
    for story, (number, state) in sorted(wanted.items()):
        try:
            dossier = dossier_of(store, story, number, settings, state)
            if dossier is not None:
                put(store, dossier, site)
                done += 1
        except StoreError:
            raise
        except Exception:  # noqa: BLE001  one story that cannot be shown must not hide the others
            _LOG.exception("the pages of the story %s, version %d, cannot be made", story, number)
    if anew:
        store.keep_mark(_MADE_WITH, made_with)
    return done


def put(store: Store, dossier: Dossier, site: Site) -> None:
    """Put a public story on the shelf."""
    store.shelf.put(*made_ready(dossier, site))


def made_ready(dossier: Dossier, site: Site) -> tuple[Shelved, Contents]:
    """A public story as it is put on the shelf."""
    made = served(dossier, site)
    shelved = Shelved(
        story=dossier.story.id,
        slug=dossier.slug,
        version=dossier.version,
        state=dossier.state,
        updated=dossier.updated or dossier.published,
        record=to_json(made.entry),
    )
    coverage = {outlet.slug: to_json(outlet) for outlet in made.outlets}
    return shelved, Contents(made.pages, coverage, made.headline, made.words)


def dossier_of(
    store: Store, story: str, number: int, settings: Settings, state: State | None = None
) -> Dossier | None:
    """A version of a story with its reports, as pages need it: without tokens and claims.

    Args:
        store, story, number: which version of which story, and where it is kept.
        settings: who is who among the outlets.
        state: in the place of the one the story has now.
    """
    version = store.version(story, number)
    dossier = as_written(version, store, outlets_of(settings), state) if version else None
    if dossier is None:
        return None
    desk = store.desk.get(story)
    chosen = desk is not None and desk.overrides.kicker is not None
    return dossier if chosen else in_sections(dossier, settings.site.sections)


def _made_with(site: Site) -> str:
    """What all pages are made with, as one hash."""
    shown: Mapping[str, str] = {
        "version": VERSION,
        "site": repr(site),
        **{name: asset_mark(name) for name in ASSETS},
    }
    return hashlib.sha256(json.dumps(shown, sort_keys=True).encode()).hexdigest()
