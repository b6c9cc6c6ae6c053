"""What kind of thing some bytes are, told from the bytes, their media type and their name."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from copydesk.gather.decode import utf16_of


class Kind(StrEnum):
    """The kinds of input that gather reads, or refuses by name."""

    HTML = "html"
    TEXT = "text"
    JSONL = "jsonl"
    JSON = "json"
    TABLE = "table"
    WARC = "warc"
    FEED = "feed"
    OPML = "opml"
    SITEMAP = "sitemap"
    XML = "xml"
    GZIP = "gzip"


_SUFFIXES = {
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
    ".json": Kind.JSON,
    ".csv": Kind.TABLE,
    ".tsv": Kind.TABLE,
    ".tab": Kind.TABLE,
    ".warc": Kind.WARC,
    ".opml": Kind.OPML,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
}
MARKUP_TYPES = frozenset(("text/html", "application/xhtml+xml"))
FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
TABLE_TYPES = frozenset(("text/csv", "text/tab-separated-values"))
JSON_TYPES = frozenset(("application/json", "application/feed+json"))
XML_TYPES = frozenset(("application/xml", "text/xml"))
#: What servers send for want of a type: then the bytes tell.
VAGUE_TYPES = frozenset(
    ("application/octet-stream", "binary/octet-stream", "unknown/unknown", "application/unknown",
     "application/force-download", "application/x-download", "text/unknown", "*/*", "text", "html",
     "unknown", "content/unknown", "application/binary")
)  # fmt: skip

#: First bytes of what people drop into a folder of reports by mistake.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a media file"),
    (b"%PDF-", "a PDF file (save the page as HTML, or the PDF as text)"),
    (b"PK\x03\x04", "a ZIP archive or office document (unpack it, or save it as text)"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xd0\xcf\x11\xe0", "an office document (save it as text)"),
    (b"{\\rtf", "a rich-text document (save it as plain text)"),
    (b"SQLite format 3", "a database"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive (unpack it first)"),
    (b"BZh", "a bzip2 archive (unpack it first)"),
    (b"\xfd7zXZ", "an xz archive (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive (unpack it first)"),
    (b"ID3", "a sound file"),
    (b"OggS", "a media file"),
    (b"wOF", "a font"),
)
#: Endings that are believed; JSON has to look like it.
_TOLD_BY_NAME = (Kind.HTML, Kind.FEED, Kind.OPML, Kind.TABLE, Kind.TEXT, Kind.WARC)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_MAX_CONTROL_SHARE = 0.05
#: A stray zero in a page is a fault of its server; more of them are no text.
_MAX_ZERO_SHARE = 0.002
_CONTROLS = bytes(c for c in range(32) if c not in b"\t\n\r\x0b\x0c\x1b")
#: What tells the kind of an input stands within its first bytes.
HEAD_BYTES = 65_536
#: First elements of the kinds of markup, without their prefix.
_ROOTS = {
    "rss": Kind.FEED,
    "feed": Kind.FEED,
    "rdf": Kind.FEED,
    "channel": Kind.FEED,
    "opml": Kind.OPML,
    "urlset": Kind.SITEMAP,
    "sitemapindex": Kind.SITEMAP,
}
_HTML_ROOTS = frozenset(
    ("html", "head", "body", "article", "div", "p", "h1", "meta", "title", "main", "section",
     "link", "script", "style", "span", "table", "center", "base", "h2", "header", "figure", "ul",
     "blockquote", "br", "img", "a", "b", "strong", "em", "i")
)  # fmt: skip


def why_binary(data: bytes) -> str | None:
    """What the bytes are when they are no text, in words; None when they may be text."""
    head = data[:4096]
    if head.startswith(_MARKS[1:]):  # UTF-16 has a zero in every other byte
        return None
    for magic, name in _MAGIC:
        # Two or three letters may begin a text; a program or a sound file has zeros soon.
        if head.startswith(magic) and (b"\x00" in head or magic not in (b"MZ", b"BZh", b"ID3")):
            return name
    if utf16_of(head):
        return None
    zeros = head.count(b"\x00")
    controls = len(head) - len(head.translate(None, _CONTROLS))
    if zeros > max(2, len(head) * _MAX_ZERO_SHARE) or controls > max(
        4, len(head) * _MAX_CONTROL_SHARE
    ):
        return "binary data"
    return None


def strip_mark(data: bytes) -> bytes:
    """The bytes without a UTF-8 byte order mark."""
    return data.removeprefix(_MARKS[0])


def kind_of(data: bytes, name: str = "", media_type: str | None = None) -> Kind:
    """The kind of an input that is not binary.

    The first element tells; then the media type; then the ending of the name; then what the
    bytes look like.

    Args:
        data: its first kilobytes at least.
        name: file name or URL.
        media_type: as a server declared it.
    """
    head = data[:HEAD_BYTES]
    if head.startswith(b"\x1f\x8b"):
        return Kind.GZIP
    text = _ascii(head)
    if text.startswith("WARC/"):
        return Kind.WARC
    declared = (media_type or "").lower()
    suffix = _SUFFIXES.get(PurePosixPath(name.removesuffix(".gz")).suffix.lower())
    root, doctype = _first_element(text)
    told = _ROOTS.get(root.rsplit(":", 1)[-1])
    if told is not None and not (told is Kind.FEED and root == "channel" and "rss" not in declared):
        return told
    if doctype == "html" or root in _HTML_ROOTS:
        if declared == "text/plain" and doctype != "html" and root not in ("html", "body"):
            return Kind.TEXT
        return Kind.HTML
    return _by_label(declared, suffix) or _by_look(text, root, suffix)


def _by_label(declared: str, suffix: Kind | None) -> Kind | None:
    """What media type or ending say of markup and text; JSON has to look like it."""
    if declared in MARKUP_TYPES:
        return Kind.HTML
    if declared in FEED_TYPES:
        return Kind.FEED
    if declared in TABLE_TYPES:
        return Kind.TABLE
    if declared == "text/plain":
        return Kind.TEXT
    return suffix if suffix in _TOLD_BY_NAME else None


def _by_look(text: str, root: str, suffix: Kind | None) -> Kind:
    stripped = text.lstrip()
    if suffix in (Kind.JSON, Kind.JSONL):
        return suffix
    if stripped.startswith("{"):
        return Kind.JSONL
    if stripped.startswith("[") and stripped[1:].lstrip()[:1] in ("{", "]"):
        return Kind.JSON
    lower = text.lower()
    if root and lower[:200].lstrip().startswith("<?xml"):  # news in XML has paragraphs too
        return Kind.HTML if "<p>" in lower or "<body" in lower else Kind.XML
    within = any(f"<{tag}" in lower for tag in ("html", "body", "article", "head>"))
    return Kind.HTML if within else Kind.TEXT


def _ascii(head: bytes) -> str:
    """The head as text; only its ASCII counts."""
    for mark, marked in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(marked, "ignore")
    if wide := utf16_of(head):
        return head.decode(wide, "ignore")
    return strip_mark(head).decode("latin-1")


def _first_element(text: str) -> tuple[str, str]:
    """Name of the first element and of the document type, in lower case; empty without.

    Declarations, comments and processing instructions before it are skipped, each in one step.
    """
    position, doctype = 0, ""
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        if text.startswith("<!--", position):
            end = text.find("-->", position)
            step = 3
        elif text.startswith("<?", position):
            end = text.find(">", position)
            step = 1
        elif text[position : position + 9].lower() == "<!doctype":
            doctype = doctype or _name(text, position + 9)
            inner = text.find("[", position)
            end = text.find(">", position)
            step = 1
            if 0 <= inner < end:  # declarations of its own
                end, step = text.find("]", inner), 1
                end = text.find(">", end) if end >= 0 else -1
        else:
            break
        if end < 0:
            return "", doctype
        position = end + step
    named = text.startswith("<", position)
    return (_name(text, position + 1) if named else "", doctype)


def _name(text: str, position: int) -> str:
    while position < len(text) and text[position].isspace():
        position += 1
    end = position
    while end < len(text) and end - position < 60 and (text[end].isalnum() or text[end] in ":-_."):
        end += 1
    return text[position:end].lower()
