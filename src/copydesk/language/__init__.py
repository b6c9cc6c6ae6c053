"""The shipped English model ``en_copydesk_news``: a spaCy pipeline kept as package data.

How it was made stands in ``training/``; what it was made from, its licences and what it gets
wrong stand in ``en_copydesk_news/CARD.md``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

#: Name of the shipped pipeline, as the setting ``language.model`` and the card call it.
NAME: Final = "en_copydesk_news"


def path() -> Path:
    """Folder of the shipped pipeline; give it to ``spacy.load``."""
    return Path(__file__).parent / NAME
