"""Who says what in a comparison: the sides of a sentence, each with the reports that it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.words import is_mark, read_words
from copydesk.model import Annotated, Reason, Span

_COUNTS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine".split(), 1)  # noqa: SIM905
}
#: Reports that have no name, so many of them.
_UNNAMED = re.compile(
    rf"(?:one|another) report\b|(?P<many>{'|'.join(_COUNTS)}) (?:other )?reports\b",
    re.IGNORECASE,
)


#: What a report may be called of which no name is known.
ANOTHER = "another report"


@dataclass(frozen=True, slots=True)
class Cited:
    """A cited span with its report, its words, and what the report may be called."""

    span: Span
    report: Annotated
    words: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """The spans of each report that a side names, and what is said of them.

    Attributes:
        named: for each name the spans of the reports called so.
        said: what the side says they have.
        least: for each name how many reports it stands for.
    """

    named: tuple[tuple[Cited, ...], ...]
    said: str
    least: tuple[int, ...]


class ComparisonRefused(Exception):
    """The sentence does not stand; carries the reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


def names_of(report: Annotated) -> tuple[str, ...]:
    """What a sentence may call a report: its outlet; without one, the outlets it was put
    together from, or just another report."""
    if report.article.outlet:
        return (report.article.outlet,)
    digest = report.article.digest
    return (f"a {digest}", ANOTHER) if digest else (ANOTHER,)


def refused(check: str, message: str, words: str, span: Span | None = None) -> ComparisonRefused:
    """Why a sentence does not stand, to be raised."""
    return ComparisonRefused(Reason(check, message, words, span))


def sides_of(text: str, spans: Sequence[Cited]) -> list[Side]:
    """The sides of a sentence, parted by semicolons.

    Raises:
        ComparisonRefused: when there are not two, or one names a report that is not cited.
    """
    found = [_named(side, spans) for side in text.split("; ")]
    if len(found) < 2:
        raise refused("source", "It does not give two sides with their reports.", text)
    return found


def _named(side: str, spans: Sequence[Cited]) -> Side:
    """The reports named at the head of a side; longer names first, so that a name within
    another is not taken for it."""
    names = sorted({n for c in spans for n in c.names}, key=lambda n: (-len(n), n))
    named: list[tuple[Cited, ...]] = []
    least: list[int] = []
    rest = side
    while True:
        # A sentence that opens on "a digest of …" has its capital.
        forms = {form: n for n in names for form in (n, f"{n[:1].upper()}{n[1:]}")}
        name = next((f for f in forms if re.match(rf"{re.escape(f)}[ ,]", rest)), "")
        unnamed = None if name else _UNNAMED.match(rest)
        if not name and unnamed is None:
            raise refused("source", "No cited report is called that.", rest)
        called = forms[name] if name else ANOTHER
        named.append(tuple(c for c in spans if called in c.names))
        many = unnamed["many"].lower() if unnamed and unnamed["many"] else "one"
        least.append(_COUNTS[many])
        rest = rest[len(name or (unnamed[0] if unnamed else "")) :]
        joined = re.match(r", | and ", rest)
        if joined is None:
            break
        rest = rest[joined.end() :]
    return Side(tuple(named), rest.strip(), tuple(least))


def norms(text: str) -> tuple[str, ...]:
    """The words of a text in canonical spelling, without marks."""
    return tuple(w.norm for w in read_words(text) if not is_mark(w))


def has_run(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether words stand among others, in a row."""
    return any(words[i : i + len(run)] == run for i in range(len(words) - len(run) + 1))
