"""Reading what the commands are given, and telling what was refused."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from copydesk import pipeline
from copydesk.cli.contracts import article_from
from copydesk.cli.progress import shown
from copydesk.errors import InputRefused
from copydesk.model import Article
from copydesk.settings import Settings


def records(data: bytes, name: str) -> Iterator[tuple[str, dict[str, Any] | InputRefused]]:
    """The records of JSON Lines, each with its ``file:line``.

    A broken line is given as a refusal; the rest goes on.
    """
    for number, line in enumerate(data.split(b"\n"), start=1):
        if not line.strip():
            continue
        where = f"{name}:{number}"
        try:
            record = json.loads(line)
        except ValueError as error:
            yield where, InputRefused(where, f"not JSON ({error}): mend or remove the line")
            continue
        if isinstance(record, dict):
            yield where, record
        else:
            yield where, InputRefused(where, "not a JSON object: mend or remove the line")


def json_lines(path: str) -> Iterator[tuple[str, dict[str, Any] | InputRefused]]:
    """The records of a JSON Lines file, ``-`` for standard input.

    Raises:
        InputRefused: when the file cannot be read.
    """
    if path == "-":
        return records(sys.stdin.buffer.read(), "standard input")
    try:
        return records(Path(path).read_bytes(), path)
    except OSError as error:
        raise InputRefused(path, f"cannot be read: {error.strerror}") from error


def _is_extracted(path: str, data: bytes) -> bool:
    """Whether the input is what ``copydesk extract`` printed: articles with blocks."""
    if path != "-" and not path.endswith((".jsonl", ".ndjson")):
        return False
    first = next((line for line in data.split(b"\n", 50) if line.strip()), b"")
    try:
        record = json.loads(first)
    except ValueError:
        return False
    return isinstance(record, dict) and isinstance(record.get("blocks"), list)


def read_articles(inputs: Sequence[str], settings: Settings) -> pipeline.Reading:
    """Articles from anything: reports to extract, or lines that ``copydesk extract`` printed."""
    articles: list[Article] = []
    refused: list[InputRefused] = []
    fresh: list[str] = []
    stdin: bytes | None = None
    for given in inputs:
        if given == "-":
            data = sys.stdin.buffer.read()
        elif given.endswith((".jsonl", ".ndjson")) and Path(given).is_file():
            with Path(given).open("rb") as file:
                data = file.readline()
        else:
            data = b""
        if not _is_extracted(given, data):
            fresh.append(given)
            stdin = data if given == "-" else stdin
            continue
        whole = data if given == "-" else Path(given).read_bytes()
        for item in _extracted_lines(whole, given):
            if isinstance(item, InputRefused):
                refused.append(item)
            else:
                articles.append(item)
    if fresh:
        with shown() as show:
            reading = pipeline.read(fresh, settings, BytesIO(stdin) if stdin else None, show)
        articles.extend(reading.articles)
        refused.extend(reading.refused)
    unique, doubled = _without_doubles(articles)
    return pipeline.Reading(unique, (*refused, *doubled))


def _extracted_lines(data: bytes, name: str) -> Iterator[Article | InputRefused]:
    for where, record in records(data, "standard input" if name == "-" else name):
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


#: Characters that some readers of lines take for the end of one; JSON may escape them.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def line_of(record: dict[str, Any]) -> str:
    """A record as one line of JSON, whatever a reader takes for a line."""
    return json.dumps(record, ensure_ascii=False).translate(_LINE_ENDS)


def emit(records: Iterable[dict[str, Any]]) -> None:
    """Print records, one a line, to standard output."""
    for record in records:
        click.echo(line_of(record))
