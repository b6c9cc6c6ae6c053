"""The desk's own build of a sentence: what it says besides, set in front.

- "The board, facing a lawsuit, closed the pier" is "Facing a lawsuit, the board closed the pier";
- "The board closed the pier on Monday to save money" is "On Monday, the board closed the pier to
  save money".

Nothing is put in. The gate holds such a sentence to the words it was made from
(`copydesk.check.moved_adjunct`); where it does not let it stand the report's own order does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from copydesk.compose.edit.edits import is_quoted
from copydesk.compose.write.reordered import free_wordings, in_sentence
from copydesk.english.calendar import MONTH, WEEKDAY
from copydesk.model import Annotated, DraftSentence, Part, Sentence, Token

#: Words behind what was set in front, at least.
SHORTEST_REST = 5
#: Words of what is set in front, at least (of a participle of the past) and at most.
FEWEST_FRONTED, FEWEST_PASSIVE, LONGEST_FRONTED = 3, 6, 16
_WHEN = re.compile(
    rf"on {WEEKDAY}(?: (?:morning|afternoon|evening|night))?|on {MONTH} \d{{1,2}}|"
    rf"in {MONTH}(?: \d{{4}})?|in (?:19|20)\d\d|last (?:week|month|year|night)|"
    rf"earlier this (?:week|month|year)|{WEEKDAY}(?: (?:morning|afternoon|evening|night))?"
)
_SUBJECTS = ("nsubj", "nsubj:pass")
#: Participles that open no clause of their own.
_NO_CLAUSE = frozenset(
    {"including", "following", "according", "regarding", "concerning", "involving"}
)


def rebuilt(sentence: DraftSentence, reports: Mapping[str, Annotated]) -> Iterator[DraftSentence]:
    """The sentence in other builds, each with the report's own as its fallback.

    Args:
        sentence: an extract with no words put in and no quotation, else there are none.
        reports: of the story, by article id.
    """
    for plain, report, own in free_wordings(sentence, reports):
        read = _Read.of(plain.text, report, own)
        if read is None:
            continue
        for text in (*_fronted_day(read), *_fronted_clause(read)):
            said = plain.text.rstrip(".")
            part = Part(0, len(text.rstrip(".")), plain.evidence, said)
            yield replace(plain, text=text, kind="desk", parts=(part,), fallback=sentence)


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence as the page would have it, and its tokens in the report."""

    said: str
    report: str
    tokens: Sequence[Token]
    first: int
    root: int

    @classmethod
    def of(cls, said: str, report: Annotated, own: Sentence) -> _Read | None:
        tokens = report.tokens[own.first : own.last]
        root = next((i for i, t in enumerate(tokens) if t.head == own.first + i), None)
        if root is None or any(is_quoted(report, t.start) for t in tokens):
            return None
        return cls(said, report.article.text, tokens, own.first, root)

    def up(self, at: int) -> int:
        head = self.tokens[at].head - self.first
        return head if 0 <= head < len(self.tokens) else at

    def under(self, at: int) -> tuple[int, int]:
        """First and last token of what hangs on one."""
        inside = {at}
        while True:
            more = {i for i in range(len(self.tokens)) if self.up(i) in inside} - inside
            if not more:
                return min(inside), max(inside)
            inside |= more

    def words(self, first: int, last: int) -> str:
        """The report's words from one token to another."""
        return self.report[self.tokens[first].start : self.tokens[last].end]

    def opens_on_subject(self) -> int | None:
        """The subject, where the sentence opens on it."""
        for at in range(self.root):
            if self.tokens[at].dep in _SUBJECTS and self.up(at) == self.root:
                begins = self.under(at)[0] == 0
                return (
                    at
                    if begins
                    and self.said[:12]
                    == self.report[self.tokens[0].start : self.tokens[0].start + 12]
                    else None
                )
        return None


def _fronted_day(read: _Read) -> Iterator[str]:
    """When it happened, set in front."""
    if read.opens_on_subject() is None:
        return
    for at in range(read.root + 1, len(read.tokens)):
        token = read.tokens[at]
        if read.up(at) != read.root or not token.dep.startswith("obl"):
            continue
        begin, end = read.under(at)
        when = read.words(begin, end)
        joined = any(
            read.tokens[i].dep == "conj" and read.up(i) == read.root
            for i in range(len(read.tokens))
        )
        measured = read.tokens[begin - 1].pos in ("NUM", "ADV", "ADP", "ADJ")
        if joined or measured or not _WHEN.fullmatch(when) or read.said.count(f" {when} ") != 1:
            continue
        before, _, behind = read.said.partition(f" {when} ")
        if len(behind.split()) < SHORTEST_REST or before.endswith(","):
            continue
        plain = in_sentence(before, read.tokens[0], read.report)
        front = when if when.startswith(("on ", "in ", "last ", "earlier ")) else f"on {when}"
        if front == when:
            yield f"{front[0].upper()}{front[1:]}, {plain} {behind}"


def _fronted_clause(read: _Read) -> Iterator[str]:
    """What the subject does meanwhile, set in front: "…, facing a lawsuit, …"."""
    who = read.opens_on_subject()
    if who is None:
        return
    for at in range(who + 1, read.root):
        token = read.tokens[at]
        if token.tag not in ("VBG", "VBN") or token.dep not in ("acl", "advcl"):
            continue
        begin, end = read.under(at)
        while begin < at and read.tokens[begin].pos == "PUNCT":
            begin += 1
        clause = read.words(begin, end).strip(" ,")
        aside = f", {clause}, "
        if begin != at or read.up(at) not in (who, read.root) or read.said.count(aside) != 1:
            continue
        before, _, behind = read.said.partition(aside)
        words = len(clause.split())
        finite = any(t.tag in ("VBD", "VBZ", "VBP") for t in read.tokens[:begin])
        # "Seen by Reuters" is no opening.
        fewest = FEWEST_PASSIVE if token.tag == "VBN" else FEWEST_FRONTED
        if token.text.lower() in _NO_CLAUSE or finite or not fewest <= words <= LONGEST_FRONTED:
            continue
        plain = in_sentence(before, read.tokens[0], read.report)
        yield f"{clause[0].upper()}{clause[1:]}, {plain} {behind}"
