"""Anybody's cited text: a page with links or numbered notes, a Markdown brief, a model's answer.

Each form becomes plain paragraphs with a mark ``[^n]`` behind what a link or note stands for, and a
table of what the marks point to. Nothing is fetched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit

from lxml import etree
from lxml import html as lxml_html

from copydesk.errors import InputRefused

#: Characters of a text that are read at most.
LONGEST = 2_000_000
MARK = re.compile(r"\s*\[\^(\d+)\]")
_LINK = re.compile(r"(?<!!)\[([^\]\n]{1,300})\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_FOOTNOTE = re.compile(r"\[\^([\w-]{1,40})\](?!:)")
_NOTE = re.compile(r"^\s{0,3}\[\^([\w-]{1,40})\]:\s*(.+)$")
_NUMBERED = re.compile(r"(?<=[\w.,;:!?”\"')\]])\s?((?:\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]\s?)+)")
_WITH_ADDRESS = r"(?=.*(?:https?://|www\.))"
#: "[1]: The Ledger", or "[1] …" and "1. …" with an address.
_REFERENCE = re.compile(
    rf"^\s{{0,3}}(?:\[(\d{{1,3}})\](?::|{_WITH_ADDRESS})|(\d{{1,3}})[.)]{_WITH_ADDRESS})\s+(.*)$"
)
_ADDRESS = re.compile(r"https?://[^\s<>)\]\"]+")
_HTML = re.compile(r"<(?:html|body|p|div|article|h[1-6]|ul|ol|a)[\s>]", re.IGNORECASE)
_BLOCKS = frozenset(
    ["p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figcaption", "dd", "dt", "td"]
)
_SKIPPED = frozenset(
    ["script", "style", "nav", "header", "footer", "aside", "form", "noscript", "svg"]
)


@dataclass(frozen=True, slots=True)
class CitedText:
    """A text with its citations.

    Attributes:
        paragraphs: plain, with ``[^n]`` behind what is cited.
        lines: for each paragraph its line in what was given, from 1.
        targets: what mark n points to: an address, or the words of a note.
    """

    paragraphs: tuple[str, ...]
    lines: tuple[int, ...]
    targets: dict[int, str] = field(default_factory=dict)


def read_cited(text: str) -> CitedText | None:
    """A text with links or notes; None when it has none, and is plain text.

    Raises:
        InputRefused: when it is too long to be read.
    """
    if len(text) > LONGEST:
        raise InputRefused("the audited text", f"longer than {LONGEST} characters: divide it")
    found = _html(text) if _HTML.search(text[:5000]) else _markdown(text)
    return found if found.targets else None


class _Targets:
    """Numbers for what is pointed to, in order of text."""

    def __init__(self) -> None:
        self.of: dict[int, str] = {}
        self._known: dict[str, int] = {}

    def number(self, target: str) -> int:
        known = self._known.setdefault(target, len(self._known) + 1)
        self.of[known] = target
        return known


def _markdown(text: str) -> CitedText:
    lines = text.splitlines()
    notes = {m[1]: m[2].strip() for line in lines if (m := _NOTE.match(line))}
    references = {
        m[1] or m[2]: m[3].strip()
        for line in lines
        if (m := _REFERENCE.match(line)) and not _NOTE.match(line)
    }
    targets = _Targets()

    def link(m: re.Match[str]) -> str:
        return f"{m[1]}[^{targets.number(m[2])}]"

    def note(m: re.Match[str]) -> str:
        return f"[^{targets.number(_target(notes[m[1]]))}]" if m[1] in notes else ""

    def numbered(m: re.Match[str]) -> str:
        found = [n for n in _numbers(m[1]) if n in references]
        if not found:
            return m[0]
        return "".join(f"[^{targets.number(_target(references[n]))}]" for n in found)

    paragraphs: list[str] = []
    starts: list[int] = []
    current: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        plain = line.strip()
        is_note = _NOTE.match(line) or (_REFERENCE.match(line) and references)
        opens = re.match(r"^\s*(?:#{1,6}\s|[-*+]\s|>\s?|\d{1,3}[.)]\s)", line)
        if (not plain or opens or is_note) and current:
            paragraphs.append(" ".join(current))
            current = []
        if not plain or is_note or set(plain) <= set("-=*_|: "):
            continue
        if not current:
            starts.append(number)
        plain = re.sub(r"^(?:#{1,6}\s+|[-*+]\s+|>\s?|\d{1,3}[.)]\s+)", "", plain)
        # Notes first: a link made of them would be read as another.
        plain = _FOOTNOTE.sub(note, plain)
        plain = _LINK.sub(link, plain)
        plain = _NUMBERED.sub(numbered, plain)
        current.append(re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", plain))
    return CitedText(tuple(paragraphs), tuple(starts), targets.of)


def _numbers(marks: str) -> list[str]:
    found: list[str] = []
    for inside in re.findall(r"\[([^\]]+)\]", marks):
        for part in inside.split(","):
            ends = [p for p in re.split(r"[–-]", part.replace(" ", "")) if p.isdigit()]
            if len(ends) == 2 and int(ends[0]) <= int(ends[1]) < int(ends[0]) + 20:
                found += [str(n) for n in range(int(ends[0]), int(ends[1]) + 1)]
            else:
                found += ends[:1]
    return found


def _target(note: str) -> str:
    """The address of a note, else its words."""
    found = _ADDRESS.search(note)
    return found[0].rstrip(".,;") if found else note


def _html(text: str) -> CitedText:
    parser = lxml_html.HTMLParser(no_network=True, recover=True)
    tree = lxml_html.document_fromstring(text, parser=parser)
    targets = _Targets()
    anchors = _anchors(tree)
    paragraphs: list[str] = []
    lines: list[int] = []
    for block in tree.iter(*_BLOCKS):
        if any(a.tag in _SKIPPED for a in block.iterancestors()) or _is_note(block):
            continue
        if any(child.tag in _BLOCKS for child in block.iterdescendants()):
            continue
        plain = " ".join(_inline(block, targets, anchors).split())
        if plain:
            paragraphs.append(re.sub(r"\s+(\[\^)", r"\1", plain))
            lines.append(_line(block))
    return CitedText(tuple(paragraphs), tuple(lines), targets.of)


def _line(element: etree._Element) -> int:
    return int(getattr(element, "sourceline", None) or 1)


def _anchors(tree: etree._Element) -> dict[str, str]:
    """What notes of the page itself say, by their ids."""
    found = {}
    for element in tree.iter():
        name = element.get("id") if isinstance(element.tag, str) else None
        if name and (element.tag == "li" or _is_note(element)):
            href = next(
                (str(a.get("href")) for a in element.iter("a") if _is_web(str(a.get("href")))), None
            )
            found[name] = href or " ".join(str(element.xpath("string()")).split())
    return found


def _is_note(element: etree._Element) -> bool:
    kind = f"{element.get('id') or ''} {element.get('class') or ''}".lower()
    return bool(re.search(r"\b(?:cite[_-]?note|footnote|endnote|reference|fn[\d:-])", kind))


def _is_web(address: str) -> bool:
    return urlsplit(address).scheme in ("http", "https")


def _inline(element: etree._Element, targets: _Targets, anchors: dict[str, str]) -> str:
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED:
            inner = _inline(child, targets, anchors)
            href = str(child.get("href") or "")
            if child.tag == "a" and href.startswith("#") and href[1:] in anchors:
                inner = f"[^{targets.number(anchors[href[1:]])}]"
            elif child.tag == "a" and _is_web(href):
                inner = f"{inner}[^{targets.number(href)}]"
            parts.append(inner)
        parts.append(child.tail or "")
    return unescape("".join(parts))
