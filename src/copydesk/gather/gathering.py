"""Every kind of input, opened by what it is: documents of them all, in the order given."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from copydesk.errors import InputRefused
from copydesk.gather.feeds import read_feed, read_opml
from copydesk.gather.files import read_path, read_stream
from copydesk.gather.sniff import Kind, kind_of
from copydesk.model import Document

if TYPE_CHECKING:
    from copydesk.gather.web import Fetcher


def gather(
    inputs: Sequence[str], *, stdin: BinaryIO | None = None, fetcher: Fetcher | None = None
) -> Iterator[Document | InputRefused]:
    """Documents of all inputs, in the order given.

    Args:
        inputs: paths of files or folders, http(s) addresses of pages, feeds or OPML files, or
            ``-`` for standard input. Files may be HTML, plain text, JSON, JSON Lines, feeds
            or WARC, each also gzipped.
        stdin: what ``-`` reads; standard input by default.
        fetcher: for addresses; one with the usual limits by default.
    """
    for name in inputs:
        if name == "-":
            yield from read_stream(stdin or sys.stdin.buffer, "-", datetime.now(UTC))
        elif name.startswith(("http://", "https://")):
            yield from _read_address(name, fetcher)
        else:
            yield from read_path(Path(name))


def _read_address(url: str, fetcher: Fetcher | None) -> Iterator[Document | InputRefused]:
    if fetcher is None:
        from copydesk.gather.web import Fetcher  # noqa: PLC0415  files need no HTTP client

        with Fetcher() as own:
            yield from _read_address(url, own)
        return
    try:
        document = fetcher.document(url)
        kind = kind_of(document.content, url, document.media_type)
        if kind is Kind.OPML:
            for feed in read_opml(document.content, url):
                yield from _read_address(feed, fetcher)
        elif kind is Kind.FEED:
            yield from _read_entries(document, fetcher)
        else:
            yield document
    except InputRefused as refused:
        yield refused


def _read_entries(feed: Document, fetcher: Fetcher) -> Iterator[Document | InputRefused]:
    for entry in read_feed(feed.content, feed.source, feed.url):
        whole = entry.document(feed.source, feed.fetched)
        if whole is not None:
            yield whole
        elif entry.url is not None:
            try:
                yield fetcher.document(entry.url)
            except InputRefused as refused:
                yield refused
