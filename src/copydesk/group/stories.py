"""Reports into stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from copydesk.group.copies import COPY, Copy, copies
from copydesk.group.order import in_order
from copydesk.group.origins import origins
from copydesk.group.outlets import Outlets
from copydesk.group.stream import Stream
from copydesk.model import Article, Story


def group(articles: Sequence[Article], outlets: Outlets | None = None) -> tuple[Story, ...]:
    """The stories of a batch of reports, in order of their first report.

    Of several articles with one id only the last is grouped. ``outlets`` is the table that
    says who is who; the shipped one when None.
    """
    ordered = in_order(articles)
    stream = Stream(fade=None)
    stream.extend(ordered)
    stream.repair()
    return told(stream, ordered, outlets)


def told(
    stream: Stream, articles: Sequence[Article], outlets: Outlets | None = None
) -> tuple[Story, ...]:
    """The stories of a stream with their origins and shared passages.

    ``articles`` are the stream's reports, in order of publication.
    """
    return stories_of(stream.stories(), articles, stream.redirects(), outlets)


def stories_of(
    groups: Mapping[str, Sequence[str]],
    articles: Sequence[Article],
    redirects: Mapping[str, str] = MappingProxyType({}),
    outlets: Outlets | None = None,
) -> tuple[Story, ...]:
    """The stories that these groups make.

    Args:
        groups: article ids in order of publication, by story id.
        articles: all of them, in order of publication.
        redirects: former story ids, each with the one that stands for it now.
        outlets: who is who; the shipped table when None.
    """
    known = {article.id: article for article in articles}
    shared: dict[str, list[Copy]] = defaultdict(list)
    for copy in copies(articles):
        shared[copy.a].append(copy)
    former = defaultdict(list)
    for old, now in redirects.items():
        former[now].append(old)
    return tuple(
        story_of(story, [known[name] for name in names], shared, tuple(former[story]), outlets)
        for story, names in groups.items()
    )


def story_of(
    story: str,
    members: Sequence[Article],
    copies_from: Mapping[str, Sequence[Copy]],
    redirects: tuple[str, ...] = (),
    outlets: Outlets | None = None,
) -> Story:
    """The story that these reports make; ``copies_from`` lists pairs by their first report."""
    inside = {article.id for article in members}
    shared = [c for article in members for c in copies_from.get(article.id, ()) if c.b in inside]
    voices = origins(members, shared, outlets)
    origin = {article: voice.id for voice in voices for article in voice.articles}
    passages = sorted(
        passage
        for copy in shared
        if copy.score < COPY and origin[copy.a] != origin[copy.b]
        for passage in copy.passages
    )
    ids = tuple(article.id for article in members)
    return Story(story, ids, voices, tuple(passages), redirects)
