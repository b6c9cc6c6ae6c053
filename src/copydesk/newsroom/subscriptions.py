"""Lists of sources as files: OPML, which every reader writes, and TOML, which says more."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from copydesk.errors import InputRefused
from copydesk.model import Limits, Source, SourceKind

#: What OPML calls a feed.
_RSS = "rss"
_FIELDS = ("address", "kind", "title", "outlet", "section")
_LIMITS = {"items_per_hour": "items", "bytes_per_hour": "bytes", "pages_per_hour": "pages"}
Found = Source | InputRefused


def read_list(content: bytes, name: str) -> tuple[Found, ...]:
    """The sources that a file lists, each once; lines that cannot be read, with the reason.

    Args:
        content: OPML or TOML.
        name: for messages; a name that ends in ``.toml`` is TOML.

    Raises:
        InputRefused: the file is neither.
    """
    found = _toml(content, name) if name.endswith(".toml") else _opml(content, name)
    kept: dict[str, Found] = {}
    for item in found:
        kept.setdefault(item.address if isinstance(item, Source) else str(item), item)
    return tuple(kept.values())


def from_address(address: str, place: str) -> Source:
    """A source of which only the address is known.

    Raises:
        InputRefused: it is no web address.
    """
    if not address.startswith(("http://", "https://")) or any(c.isspace() for c in address):
        raise InputRefused(place, f"{address!r} is not a web address: it begins with https://")
    return Source(address)


def _toml(content: bytes, name: str) -> Iterator[Found]:
    try:
        record = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputRefused(name, f"not TOML: {error}") from error
    rows = record.get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InputRefused(name, "a list of sources has a [[source]] for each")
    for number, row in enumerate(rows, start=1):
        try:
            yield _source(row, f"{name}: source {number}")
        except InputRefused as refused:
            yield refused


def _source(row: dict[str, Any], place: str) -> Source:
    unknown = sorted(row.keys() - {*_FIELDS, *_LIMITS})
    if unknown:
        raise InputRefused(place, f"{unknown[0]!r} is not one of {', '.join((*_FIELDS, *_LIMITS))}")
    texts = {key: row[key] for key in _FIELDS if key in row}
    if not all(isinstance(value, str) for value in texts.values()):
        raise InputRefused(place, f"{', '.join(_FIELDS)} are texts")
    limits = {ours: row[key] for key, ours in _LIMITS.items() if key in row}
    if not all(type(value) is int and value > 0 for value in limits.values()):
        raise InputRefused(place, "limits are whole numbers above 0")
    plain = from_address(texts.get("address", ""), place)
    return Source(
        plain.address,
        kind=_kind(texts.get("kind"), place),
        title=texts.get("title"),
        outlet=texts.get("outlet"),
        section=texts.get("section"),
        limits=Limits(**limits),
    )


def _kind(value: str | None, place: str) -> SourceKind:
    try:
        return SourceKind(value or SourceKind.AUTO)
    except ValueError:
        kinds = ", ".join(SourceKind)
        raise InputRefused(place, f"the kind {value!r} is not one of {kinds}") from None


def _opml(content: bytes, name: str) -> Iterator[Found]:
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused(name, f"neither OPML nor TOML: {error}") from error
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise InputRefused(name, "neither OPML nor TOML")
    for outline in root.iter("{*}outline"):
        fields = {str(key).lower(): str(value).strip() for key, value in outline.attrib.items()}
        if not fields.get("xmlurl"):
            continue
        title = fields.get("title") or fields.get("text")
        try:
            plain = from_address(fields["xmlurl"], f"{name}: {title or 'a feed'}")
            kind = fields.get("type", _RSS).lower()
            declared = _kind(kind, name) if kind in tuple(SourceKind) else SourceKind.AUTO
        except InputRefused as refused:
            yield refused
            continue
        yield Source(
            plain.address,
            kind=SourceKind.FEED if kind == _RSS else declared,
            title=title,
            outlet=fields.get("outlet"),
            section=_folder(outline),
        )


def _folder(outline: Any) -> str | None:
    """Text of the folder that a feed stands in."""
    parent = outline.getparent()
    if parent is None or etree.QName(parent).localname != "outline":
        return None
    return parent.get("title") or parent.get("text") or None


def as_toml(sources: Iterable[Source]) -> str:
    """The sources as TOML, with all that a user may set."""
    parts = []
    for source in sources:
        rows = [(key, getattr(source, key)) for key in _FIELDS]
        rows += [(key, getattr(source.limits, ours)) for key, ours in _LIMITS.items()]
        lines = [
            f"{key} = {json.dumps(value, ensure_ascii=False)}"
            for key, value in rows
            if value is not None and value != SourceKind.AUTO
        ]
        parts.append("\n".join(["[[source]]", *lines]) + "\n")
    return "\n".join(parts)


def as_opml(sources: Sequence[Source]) -> str:
    """The sources as OPML 2.0, in folders by section."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "copydesk sources"
    body = etree.SubElement(root, "body")
    folders: dict[str, Any] = {}
    for source in sources:
        place: Any = body
        if source.section:
            if source.section not in folders:
                folders[source.section] = etree.SubElement(
                    body, "outline", text=_clean(source.section)
                )
            place = folders[source.section]
        feed = source.kind in (SourceKind.FEED, SourceKind.AUTO)
        name = _clean(source.title or source.outlet or source.address)
        fields = {"type": _RSS if feed else source.kind.value, "text": name, "title": name}
        fields["xmlUrl"] = _clean(source.address)
        if source.outlet:
            fields["outlet"] = _clean(source.outlet)
        etree.SubElement(place, "outline", fields)
    xml = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return xml.decode()


def _clean(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(c for c in text if c.isprintable())
