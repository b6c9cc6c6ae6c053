"""A report made ready to be checked against: its words in canonical spelling, by sentence."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar, cast

from copydesk.check.clauses import Clauses
from copydesk.check.predications import Predications
from copydesk.check.support.sheet import Sheet
from copydesk.check.words import Word, content_words, is_mark, key, read_words
from copydesk.compare import claims as claims_of
from copydesk.model import Annotated, Claims, Role, Span

#: Roles that never support a sentence: other reports' headlines and page furniture.
Found = TypeVar("Found")
_NO_EVIDENCE = frozenset({Role.FOREIGN, Role.FURNITURE})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence, or a few neighbouring ones, that a claim may rest on.

    Attributes:
        span: where it stands.
        words: of the passage, in order.
        counts: how often it has each word, marks left out.
        first, last: its sentences are ``Annotated.sentences[first:last]``.
    """

    span: Span
    words: tuple[Word, ...]
    first: int
    last: int
    counts: Counter[str]


def quoted_ranges(words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
    """Index ranges of words between double quotation marks, marks excluded.

    A mark opens when the next word touches it and the one before does not. A mark that opens
    while another is open starts anew: that is how multi-paragraph quotations are printed.
    """
    ranges: list[tuple[int, int]] = []
    opened: int | None = None
    for index, word in enumerate(words):
        if word.norm not in ('"', "''"):
            continue
        after = index + 1 < len(words) and words[index + 1].start == word.end
        before = index > 0 and words[index - 1].end == word.start
        if opened is not None and (not after or before or not _opens(words, index)):
            ranges.append((opened, index))
            opened = None
        elif after or opened is None:
            if opened is not None:
                ranges.append((opened, index))
            opened = index + 1
    if opened is not None:
        ranges.append((opened, len(words)))
    return tuple(ranges)


def _opens(words: Sequence[Word], index: int) -> bool:
    return words[index].text == '"' and (index == 0 or words[index - 1].end < words[index].start)


def mark_quoted(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words with ``quoted`` set by their quotation marks."""
    inside: set[int] = set()
    for first, last in quoted_ranges(words):
        inside.update(range(first, last))
    return tuple(replace(w, quoted=True) if i in inside else w for i, w in enumerate(words))


def mark_inside(words: Sequence[Word], segments: Sequence[tuple[int, int]]) -> tuple[Word, ...]:
    """The words with ``quoted`` set where they lie in one of the segments (code points)."""
    starts = [w.start for w in words]
    inside: set[int] = set()
    for start, end in segments:
        inside.update(range(bisect_left(starts, start), bisect_left(starts, end)))
    return tuple(replace(w, quoted=True) if i in inside else w for i, w in enumerate(words))


class Evidence:
    """One report, ready to be checked against.

    Args:
        report: the annotated report.
        windows: only sentences that touch these code points may serve; all when empty.
        whole: the same report without a window, whose readings are shared.
    """

    def __init__(
        self,
        report: Annotated,
        windows: Sequence[Span] = (),
        whole: Evidence | None = None,
    ) -> None:
        self.report = report
        self.windows = tuple(windows)
        self._whole = whole
        self._passages: dict[tuple[int, int], Passage] = {}
        self._read: dict[Callable[[Evidence], object], object] = {}

    def once(self, read: Callable[[Evidence], Found]) -> Found:
        """What a function reads off the whole report, read once."""
        whole = self._whole or self
        if read not in whole._read:
            whole._read[read] = read(whole)
        return cast("Found", whole._read[read])

    def within(self, windows: Sequence[Span] | Span) -> Evidence:
        """The same report, of which only the sentences that touch a window may serve."""
        of = (windows,) if isinstance(windows, Span) else tuple(windows)
        return Evidence(self.report, of, self._whole or self)

    @cached_property
    def told(self) -> Claims:
        """All that the report claims; `ready` is given it where the story has it."""
        return claims_of(self.report) if self._whole is None else self._whole.told

    @cached_property
    def claims(self) -> Claims:
        """What the usable sentences claim; nothing is read of a report without any number."""
        if not self.report.quantities:
            return Claims(self.report.article.id)
        if self._whole is None:
            return self.told
        usable = frozenset(self.usable)
        found = self._whole.claims
        return replace(found, figures=tuple(f for f in found.figures if f.sentence in usable))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words of the report, quotation marks applied."""
        if self._whole is not None:
            return self._whole.words
        words = read_words(self.report.article.text)
        if not self.report.parsed:
            return mark_quoted(words)
        segments = [
            (segment.start, segment.end)
            for quotation in self.report.quotations
            for segment in quotation.segments
        ]
        return mark_inside(words, segments)

    @cached_property
    def _starts(self) -> list[int]:
        if self._whole is not None:
            return self._whole._starts
        return [w.start for w in self.words]

    @cached_property
    def run_of_keys(self) -> tuple[str, ...]:
        """The stems and numbers of all words of the report in order, without marks."""
        if self._whole is not None:
            return self._whole.run_of_keys
        return tuple(key(w) for w in self.words if not is_mark(w))

    def words_between(self, start: int, end: int) -> tuple[Word, ...]:
        """The words whose first code point lies in ``start:end``."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    @cached_property
    def clauses(self) -> Clauses:
        """The verbs of the report, with who does what to whom."""
        return self._whole.clauses if self._whole is not None else Clauses(self.report)

    @cached_property
    def sheet(self) -> Sheet:
        """The content words of the report, laid out for matching."""
        if self._whole is not None:
            return self._whole.sheet
        return Sheet(self.report, self.clauses)

    @cached_property
    def predications(self) -> Predications:
        """What the report says of whom."""
        if self._whole is not None:
            return self._whole.predications
        return Predications(self.sheet)

    @cached_property
    def usable(self) -> tuple[int, ...]:
        """Indices of the sentences that may serve as evidence."""
        inside = [
            i
            for i, s in enumerate(self.report.sentences)
            if not self.windows or any(s.start < w.end and w.start < s.end for w in self.windows)
        ]
        kept = [i for i in inside if self.report.sentences[i].role not in _NO_EVIDENCE]
        # Whoever cites a caption or a box means its words.
        return tuple(inside if self.windows and not kept else kept)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every usable sentence as a passage."""
        return tuple(self.passage(i, i + 1) for i in self.usable)

    @cached_property
    def keys(self) -> tuple[frozenset[str], ...]:
        """For every passage the stems and numbers of its content words."""
        return tuple(frozenset(key(w) for w in content_words(p.words)) for p in self.passages)

    def passage(self, first: int, last: int) -> Passage:
        """The sentences ``first:last`` as one passage."""
        if self._whole is not None:
            return self._whole.passage(first, last)
        known = self._passages.get((first, last))
        if known is not None:
            return known
        sentences = self.report.sentences
        start, end = sentences[first].start, sentences[last - 1].end
        words = self.words_between(start, end)
        counts = Counter(w.norm for w in words if not is_mark(w))
        found = Passage(Span(self.report.article.id, start, end), words, first, last, counts)
        self._passages[first, last] = found
        return found


#: Reports that are kept ready in a process.
_READY = 64


def ready(report: Annotated, claims: Claims | None = None) -> Evidence:
    """A report as evidence, the same object for the same annotated report as long as few others
    were asked for: all sentences of a run share what was read of their reports.

    Args:
        report: the annotated report.
        claims: what it claims, where the story has it already; None to read it when it is needed.
    """
    known = _KNOWN.pop(id(report), None)
    if known is None or known.report is not report:
        known = Evidence(report)
    if claims is not None:
        known.told = claims
    _KNOWN[id(report)] = known
    while len(_KNOWN) > _READY:
        del _KNOWN[next(iter(_KNOWN))]
    return known


def forget() -> None:
    """Let go of all reports that are kept ready: their story is done."""
    _KNOWN.clear()


_KNOWN: dict[int, Evidence] = {}
