"""Clauses as commitments and events read them: who does what, to whom, how surely."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.subjects import subject_head
from copydesk.model import NARRATOR, Annotated, Attribution

_NEGATIONS = frozenset(["not", "n't", "never", "no", "neither", "nor", "without"])
_POSSIBLE = frozenset(["may", "might", "could", "can", "possibly", "perhaps", "reportedly"])
_FUTURE = frozenset(["will", "shall", "wo", "'ll", "’ll"])
_WOULD = frozenset(["would", "should", "must"])
_PLANNING = frozenset(
    ["plan", "intend", "expect", "schedule", "want", "hope", "aim", "seek", "prepare", "set", "due"]
)
_REFUSING = frozenset(["refuse", "fail", "decline", "deny", "reject", "avoid", "stop", "cease"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb, or a noun of action, with its dependents, by token index."""

    reading: Reading
    head: int

    def dependents(self, *deps: str) -> list[int]:
        """Direct dependents with one of those relations, in order of text."""
        return [c for c in self.reading.children[self.head] if self.reading.tokens[c].dep in deps]

    def words(self) -> set[str]:
        """Direct dependents and the word itself, in lower case."""
        tokens = self.reading.tokens
        return {tokens[c].text.lower() for c in self.reading.children[self.head]}

    @property
    def lemma(self) -> str:
        """Lemma of the head, in lower case."""
        return self.reading.tokens[self.head].lemma.lower()

    def span(self) -> tuple[int, int]:
        """Code points of the clause: the subtree of its head, without marks at the edges."""
        first, last = self.reading.subtree(self.head)
        tokens = self.reading.tokens
        while first < self.head and tokens[first].pos in ("PUNCT", "SCONJ", "CCONJ"):
            first += 1
        while last - 1 > self.head and tokens[last - 1].pos == "PUNCT":
            last -= 1
        return tokens[first].start, tokens[last - 1].end


def subjects(clause: Clause) -> tuple[str, ...]:
    """Names of those who do it, coordination resolved; empty when the text does not say.

    A verb without its own subject has that of the verb it hangs on; a passive has its agent.
    """
    found = subject_head(clause.reading, clause.head)
    if found is None:
        return ()
    head, before = found
    return names(clause.reading, head, before=before)


def names(reading: Reading, index: int, before: int | None = None) -> tuple[str, ...]:
    """Canonical names in a noun phrase, one for each of its coordinated parts."""
    found: list[str] = []
    for part in [index, *_conjuncts(reading, index)]:
        first, last = reading.subtree(part)
        last = min(last, before) if before is not None else last
        nested = [c for c in _conjuncts(reading, part) if c > part]
        if nested:
            last = min(last, reading.subtree(nested[0])[0])
        while first < part and reading.tokens[first].dep in ("case", "cc", "punct", "fixed"):
            first += 1
        source = source_in(reading, first, last)
        if source is None or not source.name:
            continue
        pair = source.name.split(" and ") if source.kind != "officials" else [source.name]
        for name in pair if all(part[:1].isupper() for part in pair) else [source.name]:
            if name not in found:
                found.append(name)
    return tuple(found)


def _conjuncts(reading: Reading, index: int) -> list[int]:
    return [c for c in reading.children[index] if reading.tokens[c].dep == "conj"]


def negated(clause: Clause) -> bool:
    """Whether the clause is negated, or hangs on a verb of refusing."""
    if clause.words() & _NEGATIONS:
        return True
    return any(c.lemma in _REFUSING for c in governors(clause))


def governors(clause: Clause) -> Iterator[Clause]:
    """The verbs above, as long as the clause is their open complement."""
    reading, at = clause.reading, clause.head
    while reading.tokens[at].dep in ("xcomp",) and reading.tokens[at].head != at:
        at = reading.tokens[at].head
        yield Clause(reading, at)


def modality(clause: Clause) -> str:
    """ "asserted", "planned", "possible", "conditional" or "denied"."""
    words = clause.words()
    if negated(clause):
        return "denied"
    if words & _POSSIBLE:
        return "possible"
    marks = {clause.reading.tokens[c].text.lower() for c in clause.dependents("mark")}
    if "if" in marks or "unless" in marks or words & _WOULD:
        return "conditional"
    if words & _FUTURE or any(c.lemma in _PLANNING for c in governors(clause)):
        return "planned"
    return "asserted"


def spoken_by(report: Annotated, start: int, end: int) -> Attribution:
    """Who says what stands at ``start:end``: the innermost quotation or statement around it."""
    best: tuple[int, Attribution] | None = None
    for statement in report.statements:
        if statement.start <= start and end <= statement.end + 1:
            size = statement.end - statement.start
            if best is None or size < best[0]:
                best = (size, statement.attribution)
    for quotation in report.quotations:
        if quotation.start <= start and end <= quotation.end + 1:
            return quotation.attribution
    return best[1] if best is not None else NARRATOR
