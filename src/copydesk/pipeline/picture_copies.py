"""Copies of lead pictures, for a site that may show them: fetched once, kept beside the site."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from copydesk.errors import InputRefused
from copydesk.model import Dossier
from copydesk.publish.story_page import picture_name
from copydesk.publish.text import web_address

if TYPE_CHECKING:
    from copydesk.gather import Fetcher

_LOG = logging.getLogger(__name__)

#: What a picture's bytes begin with, and the ending of its copy. A drawing that may hold scripts
#: (SVG) is not among them. AVIF and WebP name themselves behind a length.
_MAGIC = (
    (b"\xff\xd8\xff", 0, ".jpg"),
    (b"\x89PNG\r\n\x1a\n", 0, ".png"),
    (b"GIF8", 0, ".gif"),
    (b"WEBP", 8, ".webp"),
    (b"ftypavif", 4, ".avif"),
)
#: A copy larger than this would make a page that nobody waits for.
MAX_BYTES = 5_000_000


def copies_of(
    dossiers: Iterable[Dossier], folder: Path, fetcher: Fetcher | None = None
) -> dict[str, Path]:
    """A copy of each story's lead picture, by the picture's address.

    A copy that is there already is not fetched again. What cannot be fetched, is no picture or is
    too large stays a link; the reason is logged.

    Args:
        dossiers: the stories.
        folder: where copies are kept; made when there is one to keep.
        fetcher: for addresses; one with the usual limits by default.
    """
    wanted = {d.draft.hero.url for d in dossiers if d.draft.hero is not None}
    found: dict[str, Path] = {}
    missing: list[str] = []
    for url in sorted(wanted):
        if web_address(url) is None:
            continue
        kept = sorted(folder.glob(f"{picture_name(url)}.*")) if folder.is_dir() else []
        if kept:
            found[url] = kept[0]
        else:
            missing.append(url)
    if not missing:
        return found
    from copydesk.gather import Fetcher  # noqa: PLC0415  only where something is to be fetched

    with fetcher or Fetcher() as own:
        for url in missing:
            copy = _fetched(url, folder, own)
            if copy is not None:
                found[url] = copy
    return dict(sorted(found.items()))


def _fetched(url: str, folder: Path, fetcher: Fetcher) -> Path | None:
    try:
        content = fetcher.get(url).content
    except InputRefused as refused:
        _LOG.warning("the picture %s stays a link: %s", url, refused.reason)
        return None
    ending = next((e for magic, at, e in _MAGIC if content[at:].startswith(magic)), None)
    if ending is None or len(content) > MAX_BYTES:
        why = "it is no picture that a page shows" if ending is None else "it is too large"
        _LOG.warning("the picture %s stays a link: %s", url, why)
        return None
    folder.mkdir(parents=True, exist_ok=True)
    copy = folder / f"{picture_name(url)}{ending}"
    whole = copy.with_suffix(".part")
    whole.write_bytes(content)
    whole.replace(copy)
    return copy
