"""Every kind of input, opened by what it is: documents of them all, in the order given."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from copydesk.errors import InputRefused
from copydesk.gather import contents
from copydesk.gather.characters import label
from copydesk.gather.files import read_path, read_stream
from copydesk.gather.limits import MAX_OPML_DEPTH
from copydesk.gather.sniff import Kind, kind_of
from copydesk.model import Document

if TYPE_CHECKING:
    from copydesk.gather.web import Fetcher

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://", re.I)


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
        for found in _gathered(name, stdin, fetcher):
            yield _labelled(found)


def _gathered(
    name: str, stdin: BinaryIO | None, fetcher: Fetcher | None
) -> Iterator[Document | InputRefused]:
    scheme = _SCHEME.match(name)
    if name == "-":
        yield from read_stream(stdin or sys.stdin.buffer, "-", datetime.now(UTC))
    elif scheme is not None and scheme[1].lower() in ("http", "https"):
        yield from _read_address(name, fetcher)
    elif scheme is not None and not Path(name).exists():
        reason = f"addresses of the scheme {scheme[1].lower()!r} are not read; give http or https"
        yield InputRefused(name, reason)
    else:
        yield from read_path(Path(name))


def _labelled(found: Document | InputRefused) -> Document | InputRefused:
    """The same under a name that can be written to a terminal and to a store."""
    source = label(found.source)
    if isinstance(found, InputRefused):
        reason = label(found.reason)
        same = source == found.source and reason == found.reason
        return found if same else InputRefused(source, reason)
    return found if source == found.source else replace(found, source=source)


def _read_address(
    url: str, fetcher: Fetcher | None, above: tuple[str, ...] = ()
) -> Iterator[Document | InputRefused]:
    """Documents of an address; of an OPML file those of its feeds, of a feed its reports.

    Args:
        url: the address.
        fetcher: how it is fetched.
        above: the lists of feeds that led to it.
    """
    if fetcher is None:
        from copydesk.gather.web import Fetcher  # noqa: PLC0415  files need no HTTP client

        with Fetcher() as own:
            yield from _read_address(url, own)
        return
    try:
        document = contents.served(fetcher.document(url))
        kind = kind_of(document.content, url, document.media_type)
        if kind is Kind.OPML:
            yield from _read_listed(document, fetcher, above)
        elif kind is Kind.FEED:
            yield from _read_entries(document, fetcher)
        else:
            yield from contents.documents(document, kind)
    except InputRefused as refused:
        yield refused


def _read_listed(
    listed: Document, fetcher: Fetcher, above: tuple[str, ...]
) -> Iterator[Document | InputRefused]:
    if len(above) >= MAX_OPML_DEPTH:
        yield InputRefused(listed.source, "lists of feeds within one another")
        return
    from copydesk.gather.opml import read_opml  # noqa: PLC0415  pages need no reader of XML

    above = (*above, listed.source, listed.url or listed.source)
    for feed in read_opml(listed.content, listed.source):
        if feed not in above:  # a list may name itself
            yield from _read_address(feed, fetcher, above)


def _read_entries(feed: Document, fetcher: Fetcher) -> Iterator[Document | InputRefused]:
    from copydesk.gather.feeds import read_feed  # noqa: PLC0415  pages need no reader of XML

    entries = read_feed(feed.content, feed.source, feed.url, feed.charset)
    if not entries:
        yield InputRefused(feed.source, "a feed without entries")
    for entry in entries:
        whole = entry.document(feed.source, feed.fetched)
        if whole is not None:
            yield whole
        elif entry.url is not None:
            try:
                yield contents.served(fetcher.document(entry.url))
            except InputRefused as refused:
                yield refused
        else:
            yield InputRefused(f"{feed.source}#{entry.id}", "announced without text and address")
