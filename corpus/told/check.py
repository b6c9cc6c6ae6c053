"""Check told events: ``python corpus/told/check.py FILE...`` prints what is wrong, and counts.

Reads the form that ``README.md`` beside this file defines and nothing else: no judgement on the
prose, no knowledge of copydesk. Ends with 1 when a file is wrong.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


EVENT_TYPES = _words(
    "attack disaster accident election court deal talks policy protest sport science crime "
    "weather health labour space culture other"
)
OUTLET_KINDS = _words(
    "wire bulletin broadsheet tabloid local broadcaster trade foreign official liveblog digest "
    "roundup magazine blog agency"
)
HEDGES = _words("at_least more_than up_to less_than about nearly vague range")
FUNCTIONS = _words("lead fact toll reaction background next colour opinion stale page")
FALSE_KINDS = _words(
    "subset conflation role cause modality hedge attribution generalise time added quote negation "
    "comparison half stale entity"
)
STATES = ("update", "correction", "dispute", "error")
ELEMENTS = frozenset("snqpxi")
_REFERENCES = ("k", "f")
FEWEST_CLAIMS = 8
LONGEST_SHARED_RUN = 6

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z]+="[^"]*")*)\s*(/?)>')
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
_DECLARATION = re.compile(r"(key|fact|person|other|body|state)\s+(\S+):\s*(.*)")
_CITED = re.compile(r"([+-])\s+((?:r\d+\.\d+\s*)+)$")
_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?$")
_NUMERALS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_NUMERALS.split())}
_SMALL |= {word: 10 * number for number, word in enumerate(_TENS.split(), start=2)}
_SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "m": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that a writer might make of the reports, and whether they bear it out."""

    event: str
    true: bool
    #: What it cites, as ``report.sentence``.
    cites: tuple[str, ...]
    text: str
    #: The kind of error of a false claim, else empty.
    kind: str


@dataclass(slots=True)
class Told:
    """One told event as read, with what is wrong in it."""

    name: str
    errors: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    declared: dict[str, dict[str, str]] = field(default_factory=dict)
    #: Sentences of each report, without marks.
    reports: dict[str, list[str]] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    claims: list[Claim] = field(default_factory=list)
    #: Values of each key that the reports give in the unit of the key.
    values: dict[str, set[str]] = field(default_factory=dict)
    used: dict[str, set[str]] = field(default_factory=dict)

    def names(self, kind: str) -> dict[str, str]:
        """What the header declares of one kind: name to definition."""
        return self.declared.get(kind, {})


def value(words: str) -> float | None:
    """The number that digits or plain words give, or None: "1,850", "sixty-four", "1.9 billion"."""
    text = words.lower().replace(",", "").replace("\N{NO-BREAK SPACE}", "").strip()
    figures = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*([a-z]+)?", text)
    if figures:
        scale = _SCALES.get(figures[2]) if figures[2] else 1.0
        return None if scale is None else float(figures[1]) * scale
    total, current, seen = 0.0, 0.0, False
    for word in re.split(r"[\s-]+", text):
        if word in ("and", "a", "an"):
            current = current or (1.0 if word != "and" else 0.0)
        elif word in _SMALL:
            current += _SMALL[word]
        elif word == "hundred":
            current = (current or 1.0) * 100
        elif word in _SCALES:
            total, current = total + (current or 1.0) * _SCALES[word], 0.0
        else:
            return None
        seen = seen or word not in ("and", "a", "an")
    return total + current if seen else None


def _plain(number: str) -> str:
    """One way to write a value: "1.2e3" and "1200" are the same, a range keeps its two ends."""
    ends = []
    for end in number.split(".."):
        try:
            ends.append(f"{float(end):g}" if abs(float(end)) < 1e5 else f"{float(end):.6g}")
        except ValueError:
            return number
    return "..".join(ends)


def read(path: Path) -> Told:
    """Read one file; what is wrong stands in the result.

    Raises OSError or UnicodeDecodeError where the file cannot be read.
    """
    told = Told(path.stem)
    parts = re.split(r"(?m)^=== (\S+)\s*$", path.read_text("utf-8"))
    _read_header(told, parts[0])
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        if name == "claims":
            _read_claims(told, body)
        else:
            _read_report(told, name, body)
    _check_declared(told)
    _check_states(told)
    _check_runs(told)
    for sign in ("true", "false"):
        if told.counts[sign] < FEWEST_CLAIMS:
            told.errors.append(f"only {told.counts[sign]} {sign} claims")
    return told


def _read_header(told: Told, text: str) -> None:
    for line in filter(str.strip, text.splitlines()):
        declaration = _DECLARATION.match(line)
        if declaration:
            kind, name, rest = declaration.groups()
            if name in told.declared.setdefault(kind, {}):
                told.errors.append(f"{kind} {name} is declared twice")
            told.declared[kind][name] = rest
            if kind == "key" and "|" not in rest:
                told.errors.append(f"key {name}: no unit")
            continue
        differ = re.match(r"differ\s+(\S+)\s*/\s*(\S+):", line)
        if differ:
            told.declared.setdefault("differ", {})[f"{differ[1]} {differ[2]}"] = line
            continue
        single = re.match(r"(event|type|what|place|day):\s*(.+)", line)
        if not single:
            told.errors.append(f"header line not understood: {line[:60]}")
        elif single[1] == "type" and single[2].strip() not in EVENT_TYPES:
            told.errors.append(f"type {single[2]!r} is unknown")
        elif single[1] == "event" and single[2].strip() != told.name:
            told.errors.append(f"event {single[2]!r} is not the name of the file")


def _read_report(told: Told, name: str, body: str) -> None:
    head, _, text = body.partition("\n---\n")
    _check_report_header(told, name, head)
    sentences: list[str] = []
    stack: list[tuple[str, dict[str, str], int]] = []
    plain, end = "", 0
    for tag in _TAG.finditer(text):
        between, end = text[end : tag.start()], tag.end()
        if not stack and re.search(r"\w", between):
            told.errors.append(f"{name}: text outside of a sentence: {between.strip()[:50]}")
        plain += between
        closing, element, attributes, empty = tag.groups()
        if empty:
            continue
        if not closing:
            given = dict(_ATTRIBUTE.findall(attributes))
            stack.append((element, given, len(plain)))
            _check_element(told, name, element, given)
            continue
        if not stack or stack[-1][0] != element:
            told.errors.append(f"{name}: </{element}> closes nothing near {plain[-40:]!r}")
            stack = []
            continue
        element, given, start = stack.pop()
        if element == "s":
            sentences.append(plain[start:])
        elif element == "n":
            _read_figure(told, name, given, plain[start:])
    if stack:
        told.errors.append(f"{name}: left open: {[element for element, _, _ in stack]}")
    if "<" in plain + text[end:] or ">" in plain + text[end:]:
        told.errors.append(f"{name}: an angle bracket that is no mark")
    told.reports[name] = sentences
    told.counts["words"] += len(plain.split())


def _check_report_header(told: Told, name: str, head: str) -> None:
    fields = dict(re.findall(r"(?m)^([a-z_]+):\s*(.*)$", head))
    for needed in ("outlet", "published", "title"):
        if needed not in fields:
            told.errors.append(f"{name}: no {needed}")
    if fields.get("outlet_kind", "wire") not in OUTLET_KINDS:
        told.errors.append(f"{name}: outlet_kind {fields['outlet_kind']!r} is unknown")
    if "copies" in fields:
        told.copies.add(name)
    told.counts["reports"] += 1


def _check_element(told: Told, name: str, element: str, given: dict[str, str]) -> None:
    if element not in ELEMENTS:
        told.errors.append(f"{name}: <{element}> is unknown")
        return
    told.counts[element] += 1
    for attribute, allowed in _allowed(told, element).items():
        found = given.get(attribute, "")
        if attribute in _REFERENCES:
            told.used.setdefault(found, set()).add(name)
        if found not in allowed:
            told.errors.append(f"{name}: <{element} {attribute}={found!r}> is not allowed here")
    if "asof" in given and not _TIME.match(given["asof"]):
        told.errors.append(f"{name}: asof {given['asof']!r} is no ISO time")


def _allowed(told: Told, element: str) -> dict[str, Iterable[str]]:
    """The values that each attribute of an element may have."""
    if element in ("q", "i"):
        # Files without body lines name bodies freely.
        bodies = told.names("body")
        return {"by": {*told.names("person"), *bodies, "?"}} if bodies else {}
    tables: dict[str, dict[str, Iterable[str]]] = {
        "s": {"e": {"main", "none", *told.names("other")}, "t": FUNCTIONS},
        "n": {"k": {*told.names("key"), "-"}, "h": {*HEDGES, ""}},
        "x": {"f": told.names("fact")},
        "p": {"id": told.names("person")},
    }
    return tables[element]


def _read_figure(told: Told, name: str, given: dict[str, str], words: str) -> None:
    number = given.get("v")
    if number is None:
        found = value(words)
        number = None if found is None else repr(found)
        if number is None and given.get("k") != "-" and told.names("state"):
            told.errors.append(f"{name}: {words!r} needs v=")
    if number is not None and "u" not in given:
        told.values.setdefault(given.get("k", ""), set()).add(_plain(number))


def _read_claims(told: Told, body: str) -> None:
    for line in filter(str.strip, body.splitlines()):
        fields = [part.strip() for part in line.split("|")]
        cited = _CITED.match(fields[0])
        if not cited or len(fields) < 2:
            told.errors.append(f"claim not understood: {line[:70]}")
            continue
        true = cited[1] == "+"
        kind = fields[2] if len(fields) > 2 else ""
        if not true and kind not in FALSE_KINDS:
            told.errors.append(f"claim: kind {kind!r} is unknown: {line[:70]}")
        for cite in cited[2].split():
            report, number = cite.split(".")
            if not 1 <= int(number) <= len(told.reports.get(report, [])):
                told.errors.append(f"claim cites {cite}: no such sentence")
        told.claims.append(Claim(told.name, true, tuple(cited[2].split()), fields[1], kind))
        told.counts["true" if true else "false"] += 1


def _check_declared(told: Told) -> None:
    for pair in told.names("differ"):
        for side in pair.split():
            if side not in told.names("fact") and side not in told.names("key"):
                told.errors.append(f"differ {side}: no such fact")
    for kind in ("key", "fact"):
        told.errors += [
            f"{kind} {name} is never used" for name in told.names(kind) if name not in told.used
        ]


def _check_states(told: Told) -> None:
    for key, states in told.names("state").items():
        if key not in told.names("key"):
            told.errors.append(f"state {key}: no such key")
        for state in states.split(","):
            word, _, numbers = state.strip().partition(" ")
            if word not in STATES:
                told.errors.append(f"state {key}: {word!r} is unknown")
            for number in re.split(r"\s*[>/]\s*", numbers.strip()):
                if _plain(number) not in told.values.get(key, set()):
                    told.errors.append(f"state {key}: no report gives {number}")


def _check_runs(told: Told) -> None:
    runs = {
        name: _runs("\n".join(sentences))
        for name, sentences in told.reports.items()
        if name not in told.copies
    }
    names = list(runs)
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            common = sorted(runs[one] & runs[other])
            if common:
                told.errors.append(f"{one} and {other} share: {' '.join(common[0])}")


def _runs(text: str) -> set[tuple[str, ...]]:
    """Runs of words one longer than two independent reports may share, quotations left out."""
    size = LONGEST_SHARED_RUN + 1
    words = re.findall(r"[\w'’]+|\|", re.sub(r'[“"‘][^”"’]*[”"’]', " | ", text).lower())
    runs = (tuple(words[start : start + size]) for start in range(len(words) - LONGEST_SHARED_RUN))
    return {run for run in runs if "|" not in run}


def area(true: Sequence[float], false: Sequence[float]) -> float:
    """Area under the curve: how often a true claim scores above a false one, ties half."""
    pairs = [(one > other) + 0.5 * (one == other) for one in true for other in false]
    return sum(pairs) / len(pairs)


def files(folder: Path) -> list[Path]:
    """All told events under a folder, sorted by name."""
    return sorted(folder.glob("*/*.txt"))


def main(paths: Iterable[str]) -> int:
    """Check each file; 1 when one is wrong."""
    total: Counter[str] = Counter()
    wrong = False
    for path in map(Path, paths):
        told = read(path)
        total += told.counts
        wrong = wrong or bool(told.errors)
        lengths = {
            sign: [len(claim.text.split()) for claim in told.claims if claim.true is sign]
            for sign in (True, False)
        }
        means = " ".join(f"{sum(each) / max(len(each), 1):.1f}" for each in lengths.values())
        sys.stdout.write(f"{path.stem}: {dict(told.counts)}, words of a claim {means}\n")
        sys.stdout.writelines(f"   ! {error}\n" for error in told.errors)
    sys.stdout.write(f"all: {dict(total)}\n")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
