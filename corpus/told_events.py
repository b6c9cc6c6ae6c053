"""Read told events (copydesk-events/1): invented reports with the truth marked in the text.

The form is described in ``corpus/told/README.md``. The reader is tolerant: attributes, header
lines and elements that it does not know are kept and passed over, so that the format can grow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

_REPORT = re.compile(r"(?m)^=== (\S+)[ \t]*$")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z]+=\"[^\"]*\")*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_NAMED = re.compile(r"(key|fact|person|other|body|state)\s+(\S+?):\s*(.*)")
_DIFFER = re.compile(r"differ\s+(\S+)\s*/\s*(\S+?):\s*(.*)")
_PLAIN = re.compile(r"([a-z_]+):\s*(.*)")
_CITE = re.compile(r"(r\d+)\.(\d+)")
_CLAIM = re.compile(r"([+-])\s+((?:r\d+\.\d+[\s,]*)+)\|\s*(.*)")


class CorpusError(ValueError):
    """A file of the corpus that cannot be read; the message says which and why."""


@dataclass(frozen=True, slots=True)
class Key:
    """One quantity of one event with one scope.

    Attributes:
        about: what is counted or measured; unit: its unit ("people", "km", "USD").
        evolves: later reports supersede earlier ones; must: an editor requires it.
        part_of: key of the whole that it is a part of; other: name of the other event whose
            quantity it is. None when neither.
    """

    name: str
    about: str
    unit: str
    evolves: bool = False
    must: bool = False
    part_of: str | None = None
    other: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A proposition without a number that matters; ``must`` where an editor requires it."""

    name: str
    about: str
    must: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the event; ``also`` are other forms of the name."""

    id: str
    name: str
    role: str
    pronoun: str | None = None
    also: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Differ:
    """Two facts (or keys) that cannot both hold, and what the reports differ about."""

    a: str
    b: str
    about: str


@dataclass(frozen=True, slots=True)
class Mark:
    """An element in a report's text, ``start:end`` in code points.

    ``kind``: "n" a number, "q" a quotation, "i" indirect speech, "p" a mention of a person, "x"
    words that state a fact, or whatever else a file uses. ``sentence`` indexes those of the report;
    ``inside`` is the index among ``ToldReport.marks`` of the quotation around it; None outside.
    """

    kind: str
    start: int
    end: int
    sentence: int
    attributes: Mapping[str, str]
    inside: int | None = None

    def get(self, name: str) -> str | None:
        """An attribute; None without."""
        return self.attributes.get(name)


@dataclass(frozen=True, slots=True)
class ToldSentence:
    """An ``<s>``: ``event`` "main", the name of another, or "none"; ``function`` as marked."""

    start: int
    end: int
    event: str
    function: str
    attributes: Mapping[str, str]

    @property
    def old(self) -> bool:
        """Whether a later report of the event overtakes it."""
        return self.function == "stale" or self.attributes.get("old") == "yes"


@dataclass(frozen=True, slots=True)
class ToldReport:
    """One report: its text without marks, and the marks."""

    id: str
    outlet: str
    published: datetime | None
    title: str
    text: str
    sentences: tuple[ToldSentence, ...]
    marks: tuple[Mark, ...]
    copies: tuple[str, ...] = ()
    credit: str | None = None
    header: Mapping[str, str] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Iterator[Mark]:
        """Its marks of one kind, in order of text."""
        return (m for m in self.marks if m.kind == kind)

    def words(self, mark: Mark | ToldSentence) -> str:
        """The text of a mark."""
        return self.text[mark.start : mark.end]


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A sentence that somebody might write of the event, and whether it is borne out.

    ``cites``: report id and sentence, counted from 1. ``kind`` of falsehood, None when true.
    """

    borne_out: bool
    cites: tuple[tuple[str, int], ...]
    text: str
    kind: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An invented event as several invented outlets told it.

    ``bodies`` are names of bodies that speak; ``states`` tell how the values of a key stand to
    each other ("update 4 > 9, dispute 11 / 15"), as written.
    """

    name: str
    type: str
    what: str
    place: str
    day: str
    keys: Mapping[str, Key]
    facts: Mapping[str, Fact]
    persons: Mapping[str, Person]
    others: Mapping[str, str]
    differ: tuple[Differ, ...]
    reports: tuple[ToldReport, ...]
    claims: tuple[ToldClaim, ...]
    bodies: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)

    def report(self, name: str) -> ToldReport:
        """A report by its id; raises KeyError when there is none."""
        for report in self.reports:
            if report.id == name:
                return report
        raise KeyError(name)


def read(path: Path) -> ToldEvent:
    """One event.

    Raises:
        CorpusError: when the file lacks what every event has, or marks are not closed.
    """
    return parse(path.read_text("utf-8"), str(path))


def read_folder(folder: Path) -> tuple[ToldEvent, ...]:
    """All events of a folder (``*.txt``), by file name."""
    return tuple(read(path) for path in sorted(folder.glob("*.txt")))


def parse(text: str, source: str = "event") -> ToldEvent:
    """An event from the text of its file; ``source`` names it in messages."""
    parts = _REPORT.split(text.replace("\r\n", "\n"))
    header = _header(parts[0])
    missing = [name for name in ("event", "type", "what") if name not in header.plain]
    if missing:
        raise CorpusError(f"{source}: the header lacks {', '.join(missing)}")
    reports: list[ToldReport] = []
    claims: list[ToldClaim] = []
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        if name == "claims":
            claims += [c for line in body.splitlines() if (c := _claim(line)) is not None]
        elif re.fullmatch(r"r\d+\w*", name):
            reports.append(_report(name, body, source))
    if not reports:
        raise CorpusError(f"{source}: no reports")
    return ToldEvent(
        name=header.plain["event"],
        type=header.plain["type"],
        what=header.plain["what"],
        place=header.plain.get("place", ""),
        day=header.plain.get("day", ""),
        keys=header.keys,
        facts=header.facts,
        persons=header.persons,
        others=header.others,
        differ=tuple(header.differ),
        reports=tuple(reports),
        claims=tuple(claims),
        bodies=header.bodies,
        states=header.states,
        header=header.plain,
    )


@dataclass
class _Header:
    plain: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Key] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    differ: list[Differ] = field(default_factory=list)


def _header(text: str) -> _Header:
    found = _Header()
    for line in text.splitlines():
        if (match := _DIFFER.match(line)) is not None:
            found.differ.append(Differ(match[1], match[2], match[3].strip()))
        elif (match := _NAMED.match(line)) is not None:
            kind, name, rest = match[1], match[2], [p.strip() for p in match[3].split("|")]
            if kind == "key":
                found.keys[name] = _key(name, rest)
            elif kind == "fact":
                notes = tuple(rest[1:])
                found.facts[name] = Fact(name, rest[0], "must" in notes, notes)
            elif kind == "person":
                found.persons[name] = _person(name, rest)
            else:
                texts = {"other": found.others, "body": found.bodies, "state": found.states}
                texts[kind][name] = rest[0]
        elif (match := _PLAIN.match(line)) is not None:
            found.plain[match[1]] = match[2].strip()
    return found


def _key(name: str, parts: list[str]) -> Key:
    about, unit, notes = parts[0], parts[1] if len(parts) > 1 else "", tuple(parts[2:])
    said = {n.split()[0]: n for n in notes if n}
    part = re.match(r"part of (\S+)", said.get("part", ""))
    other = re.match(r"other (\S+)", said.get("other", ""))
    return Key(
        name,
        about,
        unit,
        evolves="evolves" in notes,
        must="must" in notes,
        part_of=part[1] if part else None,
        other=other[1] if other else None,
        notes=notes,
    )


def _person(name: str, parts: list[str]) -> Person:
    notes = tuple(parts[2:])
    pronoun = next((n for n in notes if n in ("he", "she", "they", "it")), None)
    also = next((n.removeprefix("also:") for n in notes if n.startswith("also:")), "")
    forms = tuple(form.strip() for form in also.split(",") if form.strip())
    return Person(name, parts[0], parts[1] if len(parts) > 1 else "", pronoun, forms, notes)


def _claim(line: str) -> ToldClaim | None:
    match = _CLAIM.match(line.strip())
    if match is None:
        return None
    cites = tuple((report, int(number)) for report, number in _CITE.findall(match[2]))
    text, *rest = (part.strip() for part in match[3].split("|"))
    true = match[1] == "+"
    return ToldClaim(true, cites, text, None if true or not rest else rest[0], tuple(rest))


def _report(name: str, body: str, source: str) -> ToldReport:
    head, separator, marked = body.partition("\n---\n")
    if not separator:
        raise CorpusError(f"{source}: {name} has no line '---' between header and text")
    header = {m[1]: m[2].strip() for line in head.splitlines() if (m := _PLAIN.match(line))}
    text, sentences, marks = _unmarked(marked.strip("\n"), f"{source}: {name}")
    published = header.get("published")
    return ToldReport(
        id=name,
        outlet=header.get("outlet", ""),
        published=datetime.fromisoformat(published) if published else None,
        title=header.get("title", ""),
        text=text,
        sentences=sentences,
        marks=marks,
        copies=tuple(re.findall(r"r\d+\w*", header.get("copies", ""))),
        credit=header.get("credit"),
        header=header,
    )


@dataclass
class _Open:
    kind: str
    start: int
    attributes: dict[str, str]
    slot: int  # where it will stand among the marks of its report


def _unmarked(marked: str, where: str) -> tuple[str, tuple[ToldSentence, ...], tuple[Mark, ...]]:
    """Text without marks, and the marks in the order in which they open."""
    pieces: list[str] = []
    length, last = 0, 0
    stack: list[_Open] = []
    sentences: list[ToldSentence] = []
    marks: dict[int, Mark] = {}
    opened = 0
    for match in _TAG.finditer(marked):
        piece = marked[last : match.start()]
        pieces.append(piece)
        length += len(piece)
        last = match.end()
        closing, kind, attributes, empty = match.groups()
        if empty:
            continue
        if not closing:
            stack.append(_Open(kind, length, dict(_ATTRIBUTE.findall(attributes)), opened))
            opened += kind != "s"
            continue
        if not stack or stack[-1].kind != kind:
            raise CorpusError(f"{where}: </{kind}> closes nothing near {piece[-40:]!r}")
        done = stack.pop()
        if kind == "s":
            sentences.append(_sentence(done, length))
        else:
            around = next((o.slot for o in reversed(stack) if o.kind == "q"), None)
            marks[done.slot] = Mark(
                kind, done.start, length, len(sentences), done.attributes, around
            )
    if stack:
        raise CorpusError(f"{where}: <{stack[-1].kind}> is never closed")
    pieces.append(marked[last:])
    return "".join(pieces), tuple(sentences), tuple(marks[n] for n in sorted(marks))


def _sentence(opened: _Open, end: int) -> ToldSentence:
    event = opened.attributes.get("e", "main")
    function = opened.attributes.get("t", "fact")
    return ToldSentence(opened.start, end, event, function, opened.attributes)
