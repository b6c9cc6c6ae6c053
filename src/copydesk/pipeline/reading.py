"""Inputs into articles, keeping nothing. Loads no language model: reading a page needs none."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO

from copydesk.errors import InputRefused
from copydesk.extract import extract_many, without_repeats
from copydesk.gather import at_hand, gather
from copydesk.model import Article, Document
from copydesk.processes import Executor, Failed, Work
from copydesk.settings import Settings
from copydesk.store.fingerprints import of_article, revision_order

#: Called as ``progress(stage, done, total)``; total is None while it is not known.
Progress = Callable[[str, int, int | None], None]


def silent(stage: str, done: int, total: int | None) -> None:
    """A progress that shows nothing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from the inputs, in order, and what was set aside with its reason."""

    articles: tuple[Article, ...]
    refused: tuple[InputRefused, ...]


def read(
    inputs: Sequence[str],
    settings: Settings,
    stdin: BinaryIO | None = None,
    show: Progress = silent,
    records: Iterable[Mapping[str, object]] = (),
) -> Reading:
    """Gather and extract, keeping nothing; ``records`` are reports at hand, read after the inputs.

    A report of a URL that was read before is a revision: the one changed last stands. Another
    report with an id that is taken is refused.
    """
    articles: dict[str, Article] = {}
    refused: list[InputRefused] = []
    found = chain(gather(inputs, stdin=stdin), at_hand(records))
    documents = sort_out(found, refused)
    for done, (document, result) in enumerate(extracted(documents, settings), start=1):
        show("extract", done, None)
        if isinstance(result, InputRefused):
            refused.append(result)
            continue
        for article in result:
            other = articles.setdefault(article.id, article)
            if other is article or of_article(other) == of_article(article):
                continue
            if other.url and other.url == article.url:
                articles[article.id] = max(other, article, key=revision_order)
            else:
                reason = f"the id {article.id!r} was already given to {other.source}"
                refused.append(InputRefused(document.source, reason))
    return Reading(without_repeats(tuple(articles.values())), tuple(refused))


def sort_out(
    found: Iterable[Document | InputRefused], refused: list[InputRefused]
) -> Iterator[Document]:
    """Let documents through and put refusals aside."""
    for item in found:
        if isinstance(item, InputRefused):
            refused.append(item)
        else:
            yield item


def extracted(
    documents: Iterable[Document], settings: Settings, executor: Executor | None = None
) -> Iterator[tuple[Document, tuple[Article, ...] | InputRefused]]:
    """The articles of each document, in order, or why it was refused."""
    given = settings.extract
    if executor is None or not executor.remote:
        yield from extract_many(
            documents,
            workers=settings.workers,
            limit_seconds=given.limit_seconds,
            fast=given.fast,
        )
        return
    work = Work("copydesk.extract.worker:bounded_reader", (given.fast, given.limit_seconds))
    sent: deque[Document] = deque()

    def sending() -> Iterator[Document]:
        for document in documents:
            sent.append(document)
            yield document

    for found in executor.map(work, sending()):
        document = sent.popleft()
        refused = isinstance(found, Failed)
        yield document, InputRefused(document.source, found.reason) if refused else found
