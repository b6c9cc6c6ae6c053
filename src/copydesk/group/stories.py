"""Reports into stories."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from copydesk.group.copies import COPY, Copy, copies
from copydesk.group.linkage import partition
from copydesk.group.order import content_key, in_order
from copydesk.group.origins import origins
from copydesk.group.vectors import matrix
from copydesk.model import Article, Story


def group(articles: Sequence[Article]) -> tuple[Story, ...]:
    """The stories of a batch of reports, in order of their first report."""
    ordered = in_order(articles)
    if not ordered:
        return ()
    vectors = matrix(ordered)
    labels = partition((vectors @ vectors.T).tocsr())
    shared = copies(ordered)
    by_report: dict[str, list[Copy]] = defaultdict(list)
    for copy in shared:
        by_report[copy.a].append(copy)
    found: dict[int, list[Article]] = defaultdict(list)
    for article, label in zip(ordered, labels.tolist(), strict=True):
        found[label].append(article)
    return tuple(story_of(members, by_report) for members in found.values())


def story_of(members: Sequence[Article], copies_from: dict[str, list[Copy]]) -> Story:
    """The story that these reports make."""
    inside = {article.id for article in members}
    shared = [c for article in members for c in copies_from.get(article.id, ()) if c.b in inside]
    voices = origins(members, shared)
    origin = {article: voice.id for voice in voices for article in voice.articles}
    passages = sorted(
        passage
        for copy in shared
        if copy.score < COPY and origin[copy.a] != origin[copy.b]
        for passage in copy.passages
    )
    ids = tuple(article.id for article in members)
    return Story(story_id(members[0]), ids, voices, tuple(passages))


def story_id(first: Article) -> str:
    """A new story's id: a hash of what its first report says."""
    digest = hashlib.sha256("\x1f".join(content_key(first)).encode("utf-8", "surrogatepass"))
    return f"s-{digest.hexdigest()[:12]}"
