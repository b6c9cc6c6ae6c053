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
_NUMBERS = r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]"
#: "[1]", "[1][2]", "[1, 2]", "[1], [2]" behind what they stand for.
_NUMBERED = re.compile(
    rf"(?<=[\w.,;:!?”\"'’)\]])\s?({_NUMBERS}(?:\s?[,;]?\s?{_NUMBERS})*)(?!\(|:\s)"
)
#: "【4:0†source】", "【1†report.txt】", as answers of assistants have them.
_LENTICULAR = re.compile(r"\s?【(\d{1,3})(?::\d{1,3})?†([^】\n]{0,200})】")
_WITH_ADDRESS = r"(?=.*(?:https?://|www\.))"
#: "[1]: The Ledger", or "[1] …" and "1. …" with an address.
_REFERENCE = re.compile(
    rf"^\s{{0,3}}(?:\[(\d{{1,3}})\](?::|{_WITH_ADDRESS})|(\d{{1,3}})[.)]{_WITH_ADDRESS})\s+(.*)$"
)
#: A line that opens a list of sources, and a line of such a list: "1. The Ledger", "[1] Post".
_LIST_HEAD = re.compile(
    r"^\W{0,6}(?:sources?|references?|citations?|(?:foot|end)?notes?|bibliography|works cited)"
    r"\W{0,4}$",
    re.IGNORECASE,
)
_LISTED = re.compile(r"^\s{0,3}(?:[-*+]\s+)?(?:\[(\d{1,3})\]:?|(\d{1,3})[.)])\s+(\S.*)$")
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
        lines: for each paragraph where the lines of what was given begin in it: the offset in
            the paragraph and the line's number, from 1.
        targets: what mark n points to: an address, or the words of a note.
    """

    paragraphs: tuple[str, ...]
    lines: tuple[tuple[tuple[int, int], ...], ...]
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
    references = _references(lines)
    targets = _Targets()
    paragraphs: list[str] = []
    starts: list[tuple[tuple[int, int], ...]] = []
    current: list[tuple[int, str]] = []
    for number, line in enumerate([*lines, ""], start=1):
        plain = line.strip()
        is_note = _NOTE.match(line) or number in references.lines
        opens = re.match(r"^\s*(?:#{1,6}\s|[-*+]\s|>\s?|\d{1,3}[.)]\s)", line)
        if (not plain or opens or is_note) and current:
            paragraphs.append(" ".join(words for _, words in current))
            starts.append(_offsets(current))
            current = []
        if not plain or is_note or set(plain) <= set("-=*_|: "):
            continue
        plain = re.sub(r"^(?:#{1,6}\s+|[-*+]\s+|>\s?|\d{1,3}[.)]\s+)", "", plain)
        plain = _marked(plain, notes, references.of, targets)
        current.append((number, re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", plain)))
    return CitedText(tuple(paragraphs), tuple(starts), targets.of)


def _offsets(lines: list[tuple[int, str]]) -> tuple[tuple[int, int], ...]:
    """Where each line begins in a paragraph of them, with its number."""
    found, offset = [], 0
    for number, words in lines:
        found.append((offset, number))
        offset += len(words) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _References:
    """A list of sources: what each number stands for, and the lines that it takes."""

    of: dict[str, str]
    lines: frozenset[int]


def _references(lines: list[str]) -> _References:
    """The sources that a text lists by number.

    A line is one of the list when it stands below a head such as "Sources" or when its number
    stands behind words elsewhere; "[1]" with an address or a colon is one in any case. An item
    of a numbered list that cites something itself is none.
    """
    used = {n for line in lines for m in _NUMBERED.finditer(line) for n in _numbers(m[1])}
    listed: dict[int, re.Match[str]] = {}
    dotted: dict[int, re.Match[str]] = {}
    heads: set[int] = set()
    below_head = False
    for number, line in enumerate(lines, start=1):
        if _LIST_HEAD.match(line):
            below_head = True
            heads.add(number)
            continue
        told = _REFERENCE.match(line)
        found = told or _LISTED.match(line)
        below_head = below_head and (found is not None or not line.strip())
        if found is None or any(p.search(found[3]) for p in (_NUMBERED, _FOOTNOTE, _LENTICULAR)):
            continue
        if below_head or (found[1] and (told or found[1] in used)):
            listed[number] = found
        elif told and found[2] in used:
            dotted[number] = found
    # "1. …" with an address may be a claim of a list: it is a source where no others are listed.
    taken = listed or dotted
    of = {_number(found): found[3].strip() for found in taken.values()}
    return _References(of, frozenset({*taken, *heads}) if of else frozenset())


def _number(found: re.Match[str]) -> str:
    return found[1] or found[2]


def _marked(line: str, notes: dict[str, str], references: dict[str, str], to: _Targets) -> str:
    """A line with a mark for each note, link and number; a note that is nowhere keeps its name."""

    def note(m: re.Match[str]) -> str:
        return f"[^{to.number(_target(notes[m[1]]) if m[1] in notes else m[0])}]"

    def link(m: re.Match[str]) -> str:
        return f"{m[1]}[^{to.number(m[2])}]"

    def lenticular(m: re.Match[str]) -> str:
        if m[1] in references:
            return f"[^{to.number(_target(references[m[1]]))}]"
        named = m[2].strip()
        return f"[^{to.number(named if named not in ('', 'source') else m[0].strip())}]"

    def numbered(m: re.Match[str]) -> str:
        if not references:
            return m[0]
        found = (references.get(n, f"[{n}]") for n in _numbers(m[1]))
        return "".join(f"[^{to.number(_target(words))}]" for words in found)

    # Notes first: a link made of them would be read as another.
    line = _LENTICULAR.sub(lenticular, _FOOTNOTE.sub(note, line))
    parts, at = [], 0
    for m in MARK.finditer(line):  # marks are no numbers in brackets
        parts += [_NUMBERED.sub(numbered, _LINK.sub(link, line[at : m.start()])), m[0]]
        at = m.end()
    return "".join([*parts, _NUMBERED.sub(numbered, _LINK.sub(link, line[at:]))])


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
    lines: list[tuple[tuple[int, int], ...]] = []
    for block in tree.iter(*_BLOCKS):
        if any(a.tag in _SKIPPED for a in block.iterancestors()) or _is_note(block):
            continue
        if any(child.tag in _BLOCKS for child in block.iterdescendants()):
            continue
        plain = " ".join(_inline(block, targets, anchors).split())
        if plain:
            paragraphs.append(re.sub(r"\s+(\[\^)", r"\1", plain))
            lines.append(((0, _line(block)),))
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
