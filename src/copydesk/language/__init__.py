"""The shipped English model ``en_copydesk_news``: a spaCy pipeline kept as package data.

How it was made stands in ``training/``; what it was made from, its licences and what it gets
wrong stand in ``en_copydesk_news/CARD.md``.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Final

#: Name of the shipped pipeline, as the setting ``language.model`` and the card call it.
NAME: Final = "en_copydesk_news"


def path() -> Path:
    """Folder of the shipped pipeline; give it to ``spacy.load``."""
    return Path(__file__).parent / NAME


@cache
def version() -> str:
    """Version of the shipped pipeline, read from its own facts without loading it."""
    return str(json.loads((path() / "meta.json").read_text("utf-8")).get("version", ""))
