"""A sentence with all that it cites, as the vetoes look at it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.check.claim_reading import Reading
from copydesk.check.clauses import Clause, Clauses
from copydesk.check.evidence import Evidence
from copydesk.check.support import kin as kinds
from copydesk.check.support.matching import Match, Matching, match
from copydesk.check.support.sheet import Item, Sheet
from copydesk.model import Annotated, Reason, Span, Token

#: From this worth on a word counts as said.
SAID = 0.45


@dataclass(frozen=True, slots=True)
class Veto:
    """Why a sentence may not pass.

    Attributes:
        reason: in words, with what shows it.
        contradicts: whether it names two things that cannot both hold; else the sentence only
            says what the sources do not.
    """

    reason: Reason
    contradicts: bool = False


class Scene:
    """A sentence, the reports that it cites, and each of its words beside theirs.

    Args:
        claim: the sentence.
        evidence: the reports, of which only cited sentences may serve.
    """

    def __init__(self, claim: Reading, evidence: Sequence[Evidence]) -> None:
        self.claim = claim
        self.evidence = evidence
        self.sheet = claim.sheet
        self.sheets = [e.sheet for e in evidence]
        self.matching: Matching = match(self.sheet, self.sheets, [e.usable for e in evidence])
        self.by_token = {m.item.token: m for m in self.matching.matches}

    @property
    def tokens(self) -> Sequence[Token]:
        """Of the sentence."""
        return self.claim.annotated.tokens

    def text(self, sheet: int) -> Annotated:
        """One of the reports."""
        return self.sheets[sheet].text

    def said(self, m: Match | None) -> bool:
        """Whether a word is said in what is cited."""
        return m is not None and m.other >= 0 and m.worth >= SAID

    def item(self, m: Match) -> Item:
        """The word of the report that bears a word out."""
        return self.sheets[m.sheet].items[m.other]

    def words_of(self, token: int) -> str:
        """A word of the sentence as written."""
        t = self.tokens[token]
        return self.claim.text[t.start : t.end]

    def span(self, m: Match) -> Span:
        """Where the word stands that bears out another."""
        report = self.text(m.sheet)
        t = report.tokens[self.item(m).token]
        return Span(report.article.id, t.start, t.end)

    def sentence_span(self, m: Match) -> Span:
        """The sentence of the report with that word."""
        report = self.text(m.sheet)
        s = report.sentences[self.item(m).sentence]
        return Span(report.article.id, s.start, s.end)

    @cached_property
    def lower(self) -> frozenset[str]:
        """The words of the sentence, lower case."""
        return frozenset(t.text.lower() for t in self.tokens)

    @cached_property
    def cited(self) -> frozenset[str]:
        """The words of all cited sentences, lower case."""
        return frozenset(t.text.lower() for _, tokens in self.cited_sentences() for t in tokens)

    def cited_sentences(self) -> Iterator[tuple[int, Sequence[Token]]]:
        """The tokens of each cited sentence, with the number of its report."""
        for n, report in enumerate(self.evidence):
            for s in report.usable:
                at = report.report.sentences[s]
                yield n, report.report.tokens[at.first : at.last]

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The words of the sentences that bear it out best, lower case."""
        found: set[str] = set()
        for sheet, sentence in self.matching.chosen:
            at = self.text(sheet).sentences[sentence]
            found |= {t.text.lower() for t in self.text(sheet).tokens[at.first : at.last]}
        return frozenset(found)

    def clause(self, sheet: int, token: int) -> Clause | None:
        """The verb of a report at a token."""
        return self.sheets[sheet].state.get(token)

    def of_report(self, sheet: int) -> Clauses:
        """The clauses of a report."""
        return self.sheets[sheet].clauses

    def pairs(self) -> Iterator[tuple[Match, Clause, Clause]]:
        """Each verb of the sentence with the verb of a report that says it."""
        for m in self.matching.matches:
            ours = self.sheet.state.get(m.item.token)
            if ours is None or not self.said(m):
                continue
            theirs = self.clause(m.sheet, self.item(m).token)
            if theirs is not None:
                yield m, ours, theirs

    def matched(self, head: int) -> list[Match]:
        """The matches of a head of the sentence and of the words of its name."""
        parts = self.claim.clauses.parts(head)
        return [self.by_token[i] for i in parts if i in self.by_token]


def governors(sheet: Sheet, item: int) -> Iterator[int]:
    """The items above an item."""
    seen: set[int] = set()
    at = sheet.items[item].head
    while at >= 0 and at not in seen:
        yield at
        seen.add(at)
        at = sheet.items[at].head


def alike(ours: Item, theirs: Item, cosine: float, least: float = 0.45) -> bool:
    """Whether two words may name one thing: kin by WordNet, or near as vectors."""
    if ours.key == theirs.key or ours.low == theirs.low:
        return True
    relation = kinds.kin().relation(ours.lemma_number, theirs.lemma_number)
    if relation == kinds.OPPOSITE:
        return False
    return relation <= kinds.NARROWER or cosine >= least
