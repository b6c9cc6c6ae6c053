"""The search index of a static site: a script, so that it also loads from a disk."""

from __future__ import annotations

import json

from copydesk.model import Dossier
from copydesk.publish import dates
from copydesk.publish.citations import passes
from copydesk.publish.directory import Directory
from copydesk.publish.text import listed, printable


def search_index(directory: Directory) -> bytes:
    """JavaScript that sets ``copydeskStories``: one record a story, newest first."""
    records = [
        {
            "slug": card.slug,
            "headline": printable(card.headline),
            "section": printable(card.kicker),
            "outlets": printable(listed(card.outlets)),
            "updated": dates.day(card.updated) if card.updated else "",
            "text": printable(_text(dossier)),
        }
        for dossier, card in zip(directory.dossiers, directory.cards, strict=True)
        if not card.withdrawn
    ]
    lines = ",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in records)
    # Both are line ends in a script but not in JSON.
    safe = lines.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.copydeskStories = [\n{safe}\n];\n".encode()


def _text(dossier: Dossier) -> str:
    draft = dossier.draft
    return " ".join(s.text for s in (*draft.standfirst, *draft.quick_looks) if passes(s))
