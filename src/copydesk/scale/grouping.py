"""Group a large batch of reports over partitions, wherever an executor works on them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from copydesk.group.lasting_ids import keep_ids, story_id
from copydesk.group.order import in_order
from copydesk.group.outlets import Outlets
from copydesk.group.partitions import CAP, deal, join, pieces, regrouped, within
from copydesk.group.stories import stories_of
from copydesk.group.views import Reading, read
from copydesk.model import Article, Story
from copydesk.processes import Executor, Here
from copydesk.scale.workers import mapped

#: Reports that one call reads.
_READ = 256


def group(
    articles: Sequence[Article],
    outlets: Outlets | None = None,
    *,
    executor: Executor | None = None,
    cap: int = CAP,
) -> tuple[Story, ...]:
    """The stories of a batch of reports, in order of their first report.

    Args:
        articles: of several with one id only the last is grouped.
        outlets: who is who; the shipped table when None.
        executor: where partitions are worked on, which changes nothing in the result; None for
            this process.
        cap: most reports of one partition; see `copydesk.group.partitions`.
    """
    ordered = in_order(articles)
    groups = [[ordered[place] for place in found] for found in partition(ordered, executor, cap)]
    names = [[article.id for article in found] for found in groups]
    ids, _ = keep_ids({}, names, [story_id(found[0]) for found in groups])
    return stories_of(dict(zip(ids, names, strict=True)), ordered, outlets=outlets)


def partition(
    ordered: Sequence[Article], executor: Executor | None = None, cap: int = CAP
) -> list[list[int]]:
    """Places of the reports of each story, ascending, in order of the first.

    Args:
        ordered: in order of publication, no two with one id.
        executor: where partitions are worked on; None for this process.
        cap: most reports of one partition.
    """
    executor = executor or Here()
    chunks = [ordered[start : start + _READ] for start in range(0, len(ordered), _READ)]
    readings: list[Reading] = [r for chunk in mapped(read, chunks, executor) for r in chunk]
    partitions = deal(readings, cap)
    links = mapped(within, [[ordered[place] for place in p] for p in partitions], executor)
    joined = join(readings, partitions, links)
    groups, todo = pieces(joined)
    for found in mapped(regrouped, todo, executor):
        groups += found
    copies = defaultdict(list)
    for copy, original in joined.original.items():
        copies[original].append(copy)
    whole = [sorted([*members, *(c for m in members for c in copies[m])]) for members in groups]
    return sorted(whole)
