"""JSON of reports: ``{id, url, outlet, title, published, text | html}``, by the line or in a list.

Besides these names the usual ones of other tools are read: those of JSON Feed
(``content_html``, ``date_published``), of news services (``publishedAt``, ``source.name``), and
``author`` or ``authors``.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any

from copydesk.errors import InputRefused
from copydesk.gather import characters
from copydesk.gather.jsonvalue import JsonError, loads
from copydesk.gather.limits import MAX_FIELD_CHARACTERS, MAX_LINE_BYTES, MAX_RECORDS
from copydesk.model import Document

_STRINGS = ("id", "url", "outlet", "title")
#: Names that other tools give to the fields.
_ALIASES = {
    "title": ("headline",),
    "url": ("link", "external_url"),
    "published": ("date_published", "publishedAt", "datePublished", "pubDate", "date"),
    "modified": ("date_modified", "updatedAt", "dateModified", "updated"),
    "html": ("content_html",),
    "text": ("content_text", "content", "body", "maintext", "articleBody"),
}
_OWN_NAMES = {other.casefold(): own for own, others in _ALIASES.items() for other in others}
#: Lists of records in a file that is one object.
_LISTS = ("items", "articles", "results", "reports", "entries", "data")
#: So many lines in a row that are no reports: the input is something else.
_MAX_BROKEN = 1_000
#: A longer line is skipped; one that goes on for so many times the limit has no end.
_MAX_SKIPPED = 10
_BLOCK_TAG = re.compile(r"<(?:p|div|article|h[1-6]|ul|ol|br|section|html)\b[^<>]{0,500}>", re.I)
_ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[nm]dash|hellip|shy|"
    r"[A-Za-z]{1,6}(?:acute|grave|uml|circ|cedil|tilde|ring));"
)


def read_lines(
    stream: IO[bytes], source: str, fetched: datetime | None = None
) -> Iterator[Document | InputRefused]:
    """Documents of JSON Lines, one a line; blank lines are skipped.

    A line that is no report is given as `InputRefused` with ``source`` ``file:line``, and
    reading goes on. Ids are unique within a file: a line that repeats an earlier one is
    skipped, another report under a taken id is refused.

    Args:
        stream: raw lines, with or without their ends.
        source: name of the file, for messages.
        fetched: when the file was written, aware UTC.
    """
    taken = TakenIds()
    broken = 0
    for number, line in enumerate(_lines(stream), start=1):
        place = f"{source}:{number}"
        if number > MAX_RECORDS or broken >= _MAX_BROKEN or line is None:
            reason = "no report in so many lines" if broken else "too many lines"
            yield InputRefused(place, f"{reason}; the rest of the file is not read")
            return
        if not line.strip():
            continue
        try:
            document = read_record(line, place, fetched)
        except InputRefused as refused:
            broken += 1
            yield refused
            continue
        broken = 0
        yield from taken.once(document, line.strip(), number)


class TakenIds:
    """The ids of one file: a report comes once, and no two reports under one id."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[bytes, int]] = {}

    def once(
        self, document: Document, written: bytes, number: int
    ) -> Iterator[Document | InputRefused]:
        """The document; nothing when it is a repetition; a refusal when its id is taken.

        Args:
            document: with or without an id.
            written: what it was read from.
            number: its line.
        """
        if document.id is None:
            yield document
            return
        digest = hashlib.sha256(written).digest()
        first, taken = self._seen.setdefault(document.id, (digest, number))
        if taken == number:
            yield document
        elif first != digest:
            reason = f"id {document.id!r} is taken by line {taken}; give it another id"
            yield InputRefused(document.source, reason)


def _lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Lines of a stream; one beyond the limit comes cut, None stands for one without end."""
    while line := stream.readline(MAX_LINE_BYTES + 1):
        yield line
        skipped = 0
        while len(line) > MAX_LINE_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE_BYTES + 1)
            skipped += 1
            if skipped > _MAX_SKIPPED:
                yield None
                return


def read_record(line: bytes, source: str, fetched: datetime | None = None) -> Document:
    """One report of one line of JSON.

    Raises:
        InputRefused: the line is no JSON object, a field has the wrong type, or neither a
            text nor a title is there.
    """
    if len(line) > MAX_LINE_BYTES:
        raise InputRefused(source, f"a line of more than {MAX_LINE_BYTES:,} bytes")
    try:
        record = loads(line.removeprefix(b"\xef\xbb\xbf"))
    except JsonError as error:
        raise InputRefused(source, str(error)) from error
    return document_of(record, source, fetched)


def at_hand(records: Iterable[Mapping[str, object]]) -> Iterator[Document | InputRefused]:
    """Documents of reports that a program holds: the fields of JSON Lines as Python's values.

    Times may be of `datetime`; a number that is none (a table's empty cell) is left out.
    """
    for number, record in enumerate(records, start=1):
        place = f"report {number}"
        try:
            yield document_of({k: _as_json(v) for k, v in dict(record).items()}, place)
        except InputRefused as refused:
            yield refused


def _as_json(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return None if isinstance(value, float) and value != value else value  # noqa: PLR0124  NaN


def read_value(
    data: bytes, source: str, fetched: datetime | None = None
) -> Iterator[Document | InputRefused]:
    """Documents of a JSON file: one report, a list of reports, or an object that holds one.

    Raises:
        JsonError: it is not one JSON value.
    """
    value = loads(data.removeprefix(b"\xef\xbb\xbf"))
    outlet: object = None
    listed = isinstance(value, list)
    if isinstance(value, dict) and (found := held_in(value)) is not None:
        outlet = value.get("title") if "jsonfeed.org" in str(value.get("version")) else None
        value, listed = found, True
    if listed and not value:
        yield InputRefused(source, "a list without reports")
    for number, record in enumerate(value if listed else [value], start=1):
        place = f"{source}:{number}" if listed else source
        try:
            if outlet and isinstance(record, dict) and not record.get("outlet"):
                record = {**record, "outlet": outlet}
            yield document_of(record, place, fetched)
        except InputRefused as refused:
            yield refused


def held_in(value: dict[str, Any]) -> list[Any] | None:
    """The list of reports that an object holds; None when it is a report itself."""
    if _is_report(value):
        return None
    lists = (value[name] for name in _LISTS if isinstance(value.get(name), list))
    return next((held for held in lists if any(isinstance(item, dict) for item in held)), None)


def _is_report(value: dict[str, Any]) -> bool:
    return any(value.get(name) for name in ("text", "html", *_ALIASES["text"], *_ALIASES["html"]))


def document_of(record: object, source: str, fetched: datetime | None = None) -> Document:
    """One report of a parsed JSON value.

    Raises:
        InputRefused: as in `read_record`.
    """
    if not isinstance(record, dict):
        raise InputRefused(source, f"a report is a JSON object, not {type(record).__name__}")
    record = _under_own_names(record)
    for name in (*_STRINGS, "text", "html"):
        if not isinstance(record.get(name), str | int | None) or isinstance(record.get(name), bool):
            raise InputRefused(source, f"field {name!r} must be a string")
    given = {name: _field(record[name]) for name in _STRINGS if record.get(name) not in (None, "")}
    for name, value in given.items():
        if len(value) > MAX_FIELD_CHARACTERS:
            limit = f"{MAX_FIELD_CHARACTERS:,}"
            raise InputRefused(source, f"field {name!r} has more than {limit} characters")
    markup, text = record.get("html"), record.get("text")
    if text is None and markup is None and "title" not in given:
        raise InputRefused(source, "neither 'text' nor 'html' nor 'title' is given")
    from copydesk.gather.times import parse_time  # noqa: PLC0415  costs more than a page

    published, note = parse_time(record.get("published"))
    modified, _ = parse_time(record.get("modified"))
    notes = [note] if note else []
    content = characters.encodable(str(text if text is not None else markup or ""))
    is_markup = text is None and markup is not None
    if not is_markup and len(_BLOCK_TAG.findall(content[:20_000])) >= 2:
        is_markup = True
        notes.append("the text is markup, read as a page")
    elif not is_markup and _ENTITY.search(content):
        content = html.unescape(content)
        notes.append("the text had entities of markup, which are resolved")
    return Document(
        source=source,
        content=content.encode("utf-8"),
        media_type="text/html" if is_markup else "text/plain",
        charset="utf-8",
        id=given.get("id"),
        url=given.get("url"),
        outlet=given.get("outlet"),
        title=given.get("title"),
        published=published,
        fetched=fetched,
        notes=tuple(notes),
        modified=modified,
        authors=tuple(_names(record.get("authors") or record.get("author"))),
    )


def own_name(name: str) -> str:
    """The name that a field has here, whatever another tool or a spreadsheet calls it."""
    plain = name.strip().casefold()
    return _OWN_NAMES.get(plain, plain)


def _field(value: object) -> str:
    """A field on one line as a store and a terminal can hold it."""
    return characters.printable(characters.encodable(str(value))).replace("\x00", "")


def _under_own_names(record: dict[str, Any]) -> dict[str, Any]:
    """The record with the fields of other tools under copydesk's names."""
    found = dict(record)
    for name, others in _ALIASES.items():
        if found.get(name) in (None, "") and not (name == "text" and found.get("html")):
            other = next((record[o] for o in others if record.get(o) not in (None, "")), None)
            if isinstance(other, str | int):
                found[name] = other
    holder = record.get("source") or record.get("publisher")
    if found.get("outlet") in (None, "") and isinstance(holder, dict):
        title = holder.get("name") or holder.get("title")
        found["outlet"] = title if isinstance(title, str) else None
    return found


def _names(value: object) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        if isinstance(name, str) and name.strip():
            yield " ".join(_field(name).split())[:200]
