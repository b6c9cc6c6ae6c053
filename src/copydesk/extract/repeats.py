"""Furniture that one page cannot tell: blocks that an outlet prints under report after report.

Own descriptions, calls for tips, addresses of the desk read like text. Read together, the
pages of one outlet give them away.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from copydesk.model import RUNNING, Article, Block, Role

#: A block is an outlet's furniture when this many of its reports have it, as their first or
#: their last words. Two may share a paragraph of background; a judgement, not tuned on data.
MIN_REPORTS = 3
#: Reports that share more of their blocks than this are versions of one another.
_SAME = 0.5
_KEPT = frozenset({*RUNNING, Role.SUBHEAD, Role.BULLET, Role.STANDFIRST})


def without_repeats(articles: Sequence[Article]) -> tuple[Article, ...]:
    """The articles, with blocks that an outlet repeats over its reports as furniture.

    Only runs of repeated blocks at the beginning or the end of a report are set apart: a
    paragraph of background in its middle is reporting, however often it is printed. Texts,
    spans and order stay as they are.

    Args:
        articles: read together; those of one outlet are compared.
    """
    if len(articles) < MIN_REPORTS:
        return tuple(articles)
    from copydesk.extract.mastheads import registrable_domain  # noqa: PLC0415  loads lists of domains

    outlets: dict[str, list[Article]] = defaultdict(list)
    for article in articles:
        outlet = (registrable_domain(article.url) if article.url else None) or article.outlet
        if outlet:
            outlets[outlet].append(article)
    repeated = {
        article.id: keys
        for own in outlets.values()
        if len(own) >= MIN_REPORTS and (keys := _repeated(own))
        for article in own
    }
    return tuple(
        _set_apart(article, repeated[article.id]) if article.id in repeated else article
        for article in articles
    )


def _repeated(articles: Iterable[Article]) -> frozenset[str]:
    """Keys of the blocks that several of an outlet's reports have."""
    different: list[frozenset[str]] = []
    for article in articles:
        keys = frozenset(_keys(article))
        if keys and not any(_are_versions(keys, other) for other in different):
            different.append(keys)
    counts = Counter(key for keys in different for key in keys)
    return frozenset(key for key, count in counts.items() if count >= MIN_REPORTS)


def _are_versions(a: frozenset[str], b: frozenset[str]) -> bool:
    return len(a & b) > _SAME * min(len(a), len(b))


def _keys(article: Article) -> list[str]:
    from copydesk.extract.page.elements import key_of  # noqa: PLC0415  loads a parser of pages

    return [
        key_of(article.text[block.start : block.end])
        for block in article.blocks
        if block.role in _KEPT
    ]


def _set_apart(article: Article, repeated: frozenset[str]) -> Article:
    places = [index for index, block in enumerate(article.blocks) if block.role in _KEPT]
    flags = [key in repeated for key in _keys(article)]
    if all(flags):  # a report that is all repeated would be left without text
        return article
    first = flags.index(False)
    last = len(flags) - 1 - flags[::-1].index(False)
    apart = {place for i, place in enumerate(places) if not first <= i <= last}
    if not apart:
        return article
    blocks = [
        Block(block.start, block.end, Role.FURNITURE) if index in apart else block
        for index, block in enumerate(article.blocks)
    ]
    return replace(article, blocks=_with_lede(blocks))


def _with_lede(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; where the lede was set apart, the first paragraph of the rest is it."""
    if any(block.role is Role.LEDE for block in blocks):
        return tuple(blocks)
    place = next((i for i, block in enumerate(blocks) if block.role is Role.BODY), None)
    return tuple(
        replace(block, role=Role.LEDE) if index == place else block
        for index, block in enumerate(blocks)
    )
