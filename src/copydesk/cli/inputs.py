"""Reading what the commands are given, and telling what was refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO, Any, BinaryIO, cast

import click

from copydesk import pipeline
from copydesk.cli.progress import shown
from copydesk.contracts.article_json import article_from
from copydesk.errors import InputRefused
from copydesk.gather.characters import label
from copydesk.gather.jsonvalue import JsonError, loads
from copydesk.gather.limits import MAX_LINE_BYTES
from copydesk.gather.streams import Again, Readable, buffered
from copydesk.model import Article
from copydesk.settings import Settings


def records(
    lines: Iterable[bytes], name: str
) -> Iterator[tuple[str, dict[str, Any] | InputRefused]]:
    """The records of JSON Lines, each with its ``file:line``.

    A broken line is given as a refusal; the rest goes on.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        if len(line) > MAX_LINE_BYTES:
            reason = f"a line of more than {MAX_LINE_BYTES:,} bytes; the rest is not read"
            yield where, InputRefused(where, reason)
            return
        try:
            record = loads(line)
        except JsonError as error:
            yield where, InputRefused(where, f"not JSON ({error}): mend or remove the line")
            continue
        if isinstance(record, dict):
            yield where, record
        else:
            yield where, InputRefused(where, "not a JSON object: mend or remove the line")


def _lines(stream: Readable, first: bytes = b"") -> Iterator[bytes]:
    """Lines of a stream, each read no further than a line may be long."""
    if first:
        yield first
    ahead = buffered(stream, _AHEAD_BYTES)
    while line := ahead.readline(MAX_LINE_BYTES + 1):
        yield line


def json_lines(path: str) -> Iterator[tuple[str, dict[str, Any] | InputRefused]]:
    """The records of a JSON Lines file, ``-`` for standard input.

    Raises:
        InputRefused: when the file cannot be read.
    """
    if path == "-":
        yield from records(_lines(sys.stdin.buffer), "standard input")
        return
    try:
        with Path(path).open("rb") as stream:
            yield from records(_lines(stream), label(path))
    except OSError as error:
        raise InputRefused(label(path), f"cannot be read: {error.strerror}") from error


def _is_extracted(line: bytes) -> bool:
    """Whether a line is what ``copydesk extract`` printed: an article with blocks."""
    try:
        record = loads(line)
    except JsonError:
        return False
    return isinstance(record, dict) and isinstance(record.get("blocks"), list)


def read_articles(inputs: Sequence[str], settings: Settings) -> pipeline.Reading:
    """Articles from anything: reports to extract, or lines that ``copydesk extract`` printed."""
    articles: list[Article] = []
    refused: list[InputRefused] = []
    fresh: list[str] = []
    stdin: BinaryIO | None = None
    for given in inputs:
        stream = _opened(given)
        if stream is None:
            fresh.append(given)
            continue
        with stream if given != "-" else nullcontext():
            first = stream.readline(MAX_LINE_BYTES + 1)
            if not _is_extracted(first):
                fresh.append(given)
                if given == "-":
                    stdin = cast("BinaryIO", buffered(Again(first, stream), _AHEAD_BYTES))
                continue
            name = "standard input" if given == "-" else label(given)
            for item in _extracted_lines(_lines(stream, first), name):
                if isinstance(item, InputRefused):
                    refused.append(item)
                else:
                    articles.append(item)
    if fresh:
        with shown() as show:
            reading = pipeline.read(fresh, settings, stdin, show)
        articles.extend(reading.articles)
        refused.extend(reading.refused)
    unique, doubled = _without_doubles(articles)
    return pipeline.Reading(unique, (*refused, *doubled))


def _opened(given: str) -> IO[bytes] | None:
    """Standard input, or a file of JSON Lines; None for what may be no lines of articles."""
    if given == "-":
        return sys.stdin.buffer
    try:
        named = given.endswith((".jsonl", ".ndjson")) and Path(given).is_file()
        return Path(given).open("rb") if named else None
    except (OSError, ValueError):
        return None  # gather says why


def _extracted_lines(lines: Iterable[bytes], name: str) -> Iterator[Article | InputRefused]:
    for where, record in records(lines, name):
        try:
            yield record if isinstance(record, InputRefused) else article_from(record, where)
        except InputRefused as error:
            yield error


def _without_doubles(
    articles: Iterable[Article],
) -> tuple[tuple[Article, ...], tuple[InputRefused, ...]]:
    kept: dict[str, Article] = {}
    refused = []
    for article in articles:
        other = kept.setdefault(article.id, article)
        if other is not article and other.text != article.text:
            reason = f"the id {article.id!r} was already given to {other.source}"
            refused.append(InputRefused(article.source, reason))
    return tuple(kept.values()), tuple(refused)


#: Bytes that are looked at ahead.
_AHEAD_BYTES = 65_536
#: Characters that some readers of lines take for the end of one; JSON may escape them.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def line_of(record: Mapping[str, Any]) -> str:
    """A record as one line of JSON, whatever a reader takes for a line."""
    return json.dumps(record, ensure_ascii=False).translate(_LINE_ENDS)


def emit(records: Iterable[Mapping[str, Any]]) -> int:
    """Print records, one a line, to standard output; how many there were."""
    printed = 0
    for record in records:
        click.echo(line_of(record))
        printed += 1
    return printed
