"""Names of stories that hold when stories grow, split and merge."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from copydesk.group.order import content_key
from copydesk.model import Article


def story_id(first: Article) -> str:
    """A new story's id: a hash of what its first report says."""
    return _digest("\x1f".join(content_key(first)))


def next_id(taken: str) -> str:
    """The id to try when one is taken."""
    return _digest(taken)


def keep_ids(
    old: Mapping[str, Sequence[str]], new: Sequence[Sequence[str]], fresh: Sequence[str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """Ids for new groups of articles, taken from the old groups they overlap most with.

    Args:
        old: article ids of each former story, by story id.
        new: article ids of each story now.
        fresh: the id each new story takes if it inherits none; made unlike any other when it is
            taken already.

    Returns:
        The ids of the new stories, and for each former id that none of them took the id of the
        story that now holds most of its articles. A former story whose articles are all gone
        redirects nowhere.
    """
    holder = {article: number for number, group in enumerate(new) for article in group}
    overlap: dict[tuple[str, int], int] = {}
    for story, articles in old.items():
        for article in articles:
            if article in holder:
                pair = (story, holder[article])
                overlap[pair] = overlap.get(pair, 0) + 1
    ranked = sorted(overlap, key=lambda pair: (-overlap[pair], pair[1], pair[0]))
    taken: dict[int, str] = {}
    kept: set[str] = set()
    for story, number in ranked:
        if story not in kept and number not in taken:
            taken[number] = story
            kept.add(story)
    names = set(old)
    for number, wanted in enumerate(fresh):
        if number not in taken:
            taken[number] = _unlike(wanted, names)
            names.add(taken[number])
    redirects: dict[str, str] = {}
    for story, number in ranked:
        if story not in kept:
            redirects.setdefault(story, taken[number])
    return tuple(taken[number] for number in range(len(new))), redirects


def _unlike(wanted: str, names: set[str]) -> str:
    while wanted in names:
        wanted = next_id(wanted)
    return wanted


def _digest(text: str) -> str:
    return f"s-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
