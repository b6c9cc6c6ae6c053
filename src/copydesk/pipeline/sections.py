"""Sections by the rules of who runs the site: words of a headline or standfirst name one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from copydesk.model import Dossier


def in_sections(dossier: Dossier, rules: Mapping[str, Sequence[str]]) -> Dossier:
    """The story in the first section one of whose words it has; as it was when none fits.

    Words are whole words, in any case.

    Args:
        dossier: a checked story.
        rules: words by the name of the section, in the order in which they are tried.
    """
    draft = dossier.draft
    text = " ".join(s.text for s in (draft.headline, *draft.standfirst))
    for name, words in rules.items():
        if any(
            re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in words
        ):
            return replace(dossier, draft=replace(draft, kicker=name, topic=None))
    return dossier
