"""Reports as a table: CSV or TSV, one report a row, the first row names the columns.

The columns are those of JSON Lines (`copydesk.gather.jsonl`), in any order and in upper or lower
case; ``source`` and ``publisher`` name the outlet too, as spreadsheets call it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from copydesk.errors import InputRefused
from copydesk.gather.decode import decode
from copydesk.gather.jsonl import TakenIds, document_of, own_name
from copydesk.gather.limits import (
    MAX_PAGE_BYTES,
    MAX_RECORDS,
    MAX_TABLE_BYTES,
    MAX_TABLE_COLUMNS,
)
from copydesk.gather.streams import Readable
from copydesk.model import Document

_SEPARATORS = (",", "\t", ";", "|")
_TEXT = frozenset(("text", "html", "title"))
_OUTLET = frozenset(("source", "publisher", "publication"))
#: Names that tell a table without an ending: a text and one more field of a report.
_KNOWN = frozenset(("id", "url", "outlet", "published", *_TEXT))
#: Characters of a first row; the names of columns are words.
_MAX_FIRST_ROW = 4_000


def is_table(head: bytes) -> bool:
    """Whether a text without a telling name is a table of reports: by the names in its first row.

    Args:
        head: its beginning, of which ASCII counts.
    """
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").partition(b"\n")[0]
    if not first or len(first) > _MAX_FIRST_ROW:
        return False
    fields = {own_name(column) for column in _columns(first.decode("latin-1"))[1]}
    return bool(fields & {"text", "html"}) and len(fields & _KNOWN) > 1


def read_table(
    stream: Readable, source: str, fetched: datetime | None = None, charset: str | None = None
) -> Iterator[Document | InputRefused]:
    """Documents of a table, one a row.

    A row that is no report is given as `InputRefused` with ``source`` ``file:line``, and reading
    goes on; a table whose first row names no text is refused as a whole.

    Args:
        stream: the bytes of the table.
        source: name of the file, for messages.
        fetched: when the file was written, aware UTC.
        charset: as a server declared it; None for a file.
    """
    data = stream.read(MAX_TABLE_BYTES + 1)
    if len(data) > MAX_TABLE_BYTES:
        yield InputRefused(source, f"a table of more than {MAX_TABLE_BYTES:,} bytes; split it")
        return
    text = decode(data, charset, markup=False).text.lstrip("\ufeff\r\n")
    separator, names = _columns(text.partition("\n")[0])
    if why := _why_no_table(names):
        yield InputRefused(source, why)
        return
    yield from _rows(text, separator, names, source, fetched)


def _columns(first: str) -> tuple[str, list[str]]:
    """The separator of a first row, and the names in it as they are written."""
    separator = max(_SEPARATORS, key=first.count)
    row = next(csv.reader([first], delimiter=separator), [])
    return separator, [column.strip() for column in row]


def _why_no_table(names: list[str]) -> str | None:
    """Why a table with such columns holds no reports; None when it does."""
    fields = [own_name(name) for name in names]
    if len(names) > MAX_TABLE_COLUMNS:
        return f"a table of more than {MAX_TABLE_COLUMNS:,} columns"
    if not _TEXT & set(fields):
        shown = ", ".join(name[:40] for name in names[:12])
        return (
            "the first row of a table names the columns of its reports, one of them 'text', "
            f"'html' or 'title'; this one has: {shown}"
        )
    twice = next((name for name in names if name and names.count(name) > 1), None)
    return f"two columns are named {twice!r}; give them different names" if twice else None


def _rows(
    text: str, separator: str, names: list[str], source: str, fetched: datetime | None
) -> Iterator[Document | InputRefused]:
    # The limit is the process's own; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_PAGE_BYTES))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    taken = TakenIds()
    named = False
    for _ in range(MAX_RECORDS):
        number = rows.line_num + 1
        place = f"{source}:{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield InputRefused(place, f"not a row of a table ({error}): mend its quotation marks")
            continue
        if not any(value.strip() for value in row):
            continue
        if not named:
            named = True
            continue
        try:
            document = document_of(_record(row, names, place), place, fetched)
        except InputRefused as refused:
            yield refused
            continue
        yield from taken.once(document, "\0".join(row).encode("utf-8", "replace"), number)
    yield InputRefused(source, f"more than {MAX_RECORDS:,} rows; the rest is not read")


def _record(row: list[str], names: list[str], place: str) -> dict[str, object]:
    """A row as a record; empty cells are left out.

    Raises:
        InputRefused: it has more cells than there are columns.
    """
    extra = [value for value in row[len(names) :] if value.strip()]
    if extra:
        reason = f"{len(row)} values in {len(names)} columns: put texts in quotation marks"
        raise InputRefused(place, reason)
    cells = zip(names, row, strict=False)
    record: dict[str, object] = {own_name(name): value for name, value in cells if value.strip()}
    if "outlet" not in record:
        record["outlet"] = next((record[name] for name in sorted(_OUTLET) if name in record), None)
    for name in _OUTLET:
        record.pop(name, None)
    return record
