"""OPML: which feeds a reader follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from copydesk.errors import InputRefused
from copydesk.gather import xml
from copydesk.gather.limits import MAX_FEEDS


def read_opml(content: bytes, source: str) -> tuple[str, ...]:
    """Addresses of the feeds an OPML file lists, in its order, each once.

    Raises:
        InputRefused: it is no OPML.
    """
    root = xml.tree_of(content, source)
    if xml.name_of(root) != "opml":
        raise InputRefused(source, "not OPML")
    return tuple(islice(dict.fromkeys(_addresses(root)), MAX_FEEDS))


def _addresses(root: Any) -> Iterator[str]:
    for outline in root.iter():
        if xml.name_of(outline) != "outline":
            continue
        for name, value in outline.attrib.items():
            if name.lower() == "xmlurl" and value.strip().startswith(("http://", "https://")):
                yield value.strip()
