"""XML as the web serves it: trees of broken files, without network, entities or surprises."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from copydesk.errors import InputRefused
from copydesk.gather import characters
from copydesk.gather.decode import decode

_ENTITY = re.compile(
    r"""<!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"<&%]{0,100})"|'([^'<&%]{0,100})')\s*>"""
)
_REFERENCE = re.compile(r"&([A-Za-z][\w.-]{0,60});")
#: An ampersand that begins no reference.
_BARE = re.compile(r"&(?![A-Za-z][\w.-]{0,60};|#\d{1,8};|#[xX][0-9a-fA-F]{1,7};)")
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.S)
_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
#: How often a document may refer to its own declarations.
_MAX_RESOLVED = 10_000
#: Where the declarations of a document end.
_PROLOGUE = 20_000


def tree_of(content: bytes, source: str, charset: str | None = None) -> Any:
    """The root element of an XML file, as far as it can be read.

    Args:
        content: the file.
        source: for messages.
        charset: of the header; None for none.

    Raises:
        InputRefused: there is no element in it.
    """
    text = characters.markup(decode(content, charset, markup=True).text).lstrip("\ufeff \t\r\n")
    if text.rfind("<![CDATA[") > text.rfind("]]>"):  # cut within
        text += "]]>"
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        encoding="utf-8", remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(_resolved(text).encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputRefused(source, f"the XML cannot be read: {error}") from error
    if root is None:
        raise InputRefused(source, "the XML holds no element")
    return root


def _resolved(text: str) -> str:
    """The text with names of HTML's characters, and those that it declares itself, resolved.

    Only plain declarations count, whose values refer to nothing: none can grow.
    """
    prologue = text[:_PROLOGUE]
    own = {m[1]: m[2] if m[2] is not None else m[3] for m in _ENTITY.finditer(prologue)}

    resolved = 0

    def character(match: re.Match[str]) -> str:
        nonlocal resolved
        name = match[1]
        if name in _OWN:
            return match[0]
        if name in own:
            resolved += 1
            return own[name] if resolved <= _MAX_RESOLVED else ""
        found = html.unescape(match[0])
        return match[0] if found == match[0] else html.escape(found)

    parts = _CDATA.split(text)
    parts[::2] = [_REFERENCE.sub(character, _BARE.sub("&amp;", part)) for part in parts[::2]]
    return "".join(parts)


def name_of(element: Any) -> str:
    """Name of an element without namespace or prefix, in lower case."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def space_of(element: Any) -> str:
    """What tells an element's vocabulary: its namespace, or the prefix that stands for one."""
    tag = str(element.tag)
    space = tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]
    return space.lower()


def children(element: Any, *names: str) -> Iterator[Any]:
    """Children of the given names, in order."""
    for child in element:
        if name_of(child) in names:
            yield child


def text_of(element: Any) -> str:
    """All text of an element."""
    return "".join(element.itertext())


def inner(element: Any) -> str:
    """What an element holds, as markup."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts)
