"""Where editors put reports: their word stands over the grouping's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from copydesk.group.stories import stories_of
from copydesk.model import Article, Story
from copydesk.model.newsroom import Placement
from copydesk.pipeline.site_settings import outlets_of
from copydesk.settings import Settings


def placed_groups(
    groups: Mapping[str, Sequence[str]], placements: Iterable[Placement], order: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The groups with every report where an editor put it; groups left empty are gone.

    Args:
        groups: report ids by story id, as they were grouped.
        placements: where editors put reports.
        order: all report ids in order of publication.
    """
    rulings = {p.article: p.story for p in placements}
    members = {
        story: [key for key in keys if rulings.get(key, story) == story] if rulings else list(keys)
        for story, keys in groups.items()
    }
    place = {key: number for number, key in enumerate(order)}
    for key, story in rulings.items():
        if story is not None and key in place and key not in members.setdefault(story, []):
            members[story].append(key)
    return {
        story: tuple(sorted(keys, key=lambda key: place.get(key, len(place))) if keys[1:] else keys)
        for story, keys in members.items()
        if keys
    }


def heirs(before: Mapping[str, Sequence[str]], now: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each story that is gone, the one that most of its reports are in now."""
    holder = {key: story for story, members in now.items() for key in members}
    found = {}
    for gone in sorted(before.keys() - now.keys()):
        there = [holder[key] for key in before[gone] if key in holder]
        if there:
            found[gone] = min(there, key=lambda h: (-there.count(h), h))
    return found


def placed(
    stories: Sequence[Story],
    placements: Sequence[Placement],
    articles: Sequence[Article],
    settings: Settings,
) -> tuple[Story, ...]:
    """The stories with every report where an editor put it.

    A story whose reports are the same stays the very same; one without any is gone, and leads to
    the story that most of its reports were put into.

    Args:
        stories: as they were grouped, under their own ids.
        placements: where editors put reports.
        articles: all of them, in order of publication.
        settings: who is who among the outlets.
    """
    if not placements:
        return tuple(stories)
    before = {story.id: story for story in stories}
    groups = {story.id: story.articles for story in stories}
    now = placed_groups(groups, placements, [article.id for article in articles])
    changed = {key: members for key, members in now.items() if members != groups.get(key)}
    inside = {key for members in changed.values() for key in members}
    own = [article for article in articles if article.id in inside]
    made = {s.id: s for s in stories_of(changed, own, outlets=outlets_of(settings))}
    former: dict[str, set[str]] = {}
    for gone, heir in heirs(groups, now).items():
        former.setdefault(heir, set()).update({gone, *before[gone].redirects})
    result = []
    for key in now:
        story = made.get(key) or before[key]
        kept = set(before[key].redirects) if key in before else set()
        redirects = tuple(sorted(kept | former.get(key, set())))
        result.append(
            replace(story, redirects=redirects) if redirects != story.redirects else story
        )
    return tuple(result)
