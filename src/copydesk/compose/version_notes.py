"""Why a story has a new version, in words: reports that came in, outlets that put theirs right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.compose.recompose import changes
from copydesk.model import Article, Draft, Story

#: How outlets head the note with which they put a report right.
CORRECTED = re.compile(r"^\W*(?:correction|corrected|clarification|erratum)\b", re.I | re.M)

#: What changed is told in so many sentences; a story that is new throughout is told as that.
MOST = 8


def history(
    before: Story,
    previous: Draft,
    now: Story,
    draft: Draft,
    articles: Sequence[Article],
    earlier: Sequence[Article],
) -> tuple[tuple[str, ...], bool]:
    """What a new version changed, and why.

    Args:
        before, previous: the story and the draft as published.
        now, draft: as they are to be published.
        articles: the story's reports.
        earlier: their earlier revisions, of any age.

    Returns:
        sentences, the reasons first; and whether it is a correction: an outlet that put a
        report right, as against news that came in.
    """
    told = []
    came = [a for a in articles if a.id not in before.articles]
    if came:
        told.append(f"New: {_outlets(came)}.")
    left = [key for key in before.articles if key not in now.articles]
    if left:
        told.append(f"{_count(len(left), 'report')} moved to another story.")
    revised = [a for a in articles if a.id in before.articles and _revised(a, earlier)]
    put_right = [a for a in revised if CORRECTED.search(a.text)]
    if put_right:
        told.append(f"Corrected by its outlet: {_outlets(put_right)}.")
    elif revised:
        told.append(f"Revised by its outlet: {_outlets(revised)}.")
    wording = changes(previous, draft)
    if len(wording) > MOST:
        rest = _count(len(wording) - MOST + 1, "other sentence")
        wording = (*wording[: MOST - 1], f"{rest} changed.")
    return (*told, *wording), bool(put_right)


def _revised(article: Article, earlier: Sequence[Article]) -> bool:
    return any(old.id == article.id and old.text != article.text for old in earlier)


def _outlets(articles: Sequence[Article]) -> str:
    names = sorted({a.outlet or a.title or a.id for a in articles})
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
