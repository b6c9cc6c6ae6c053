"""A report's tokens with the look-ups that attribution needs."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.english import speech
from copydesk.model import Annotated, Article, Chain, Entity, Sentence, Token

_CRUDE = re.compile(r"\w+(?:[-.&]\w+)*|[’']s\b|[^\w\s]")


@dataclass(frozen=True)
class Reading:
    """One report as attribution reads it; everything in order of text.

    ``marks`` are the stretches between quotation marks.

    Where the language pipeline gave no tokens, `crude_tokens` stands in: word classes then
    come from the lexicon of cues and from capitals, and there are no dependencies.
    """

    article: Article
    sentences: tuple[Sentence, ...]
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]
    chains: tuple[Chain, ...]
    parsed: bool
    marks: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, report: Annotated) -> Reading:
        """The reading of an annotated report."""
        return cls(
            report.article,
            report.sentences,
            report.tokens,
            report.entities,
            report.chains,
            report.parsed,
            tuple((s.start, s.end) for q in report.quotations for s in q.segments),
        )

    @cached_property
    def quoted(self) -> frozenset[int]:
        """Tokens that stand between quotation marks."""
        return frozenset(
            index
            for start, end in self.marks
            for index in range(self.from_offset(start), self.from_offset(end))
        )

    def shares_marks(self, one: int, other: int) -> bool:
        """Whether the marks around one token hold another one too."""
        start = self.tokens[one].start
        return any(a <= start < b and a <= self.tokens[other].start < b for a, b in self.marks)

    @cached_property
    def starts(self) -> list[int]:
        """Start of each token."""
        return [t.start for t in self.tokens]

    @cached_property
    def children(self) -> list[Sequence[int]]:
        """Dependents of each token."""
        found: dict[int, list[int]] = {}
        for index, token in enumerate(self.tokens):
            if token.head != index:
                found.setdefault(token.head, []).append(index)
        return [found.get(index, ()) for index in range(len(self.tokens))]

    @cached_property
    def entity_at(self) -> dict[int, Entity]:
        """The named entity over each token that has one."""
        return {
            index: entity
            for entity in self.entities
            if entity.label in ("PERSON", "ORG", "LOC", "NORP")
            for index in range(entity.first, entity.last)
        }

    @cached_property
    def lower_words(self) -> frozenset[str]:
        """Words that stand in lower case somewhere in the report."""
        return frozenset(t.text for t in self.tokens if t.text.islower())

    @cached_property
    def mentions(self) -> list[tuple[int, int, int, str]]:
        """Mentions of all chains: start, end, index of the chain, kind."""
        return sorted(
            (m.start, m.end, index, m.kind)
            for index, chain in enumerate(self.chains)
            for m in chain.mentions
        )

    @cached_property
    def _mention_starts(self) -> list[int]:
        return [m[0] for m in self.mentions]

    def from_offset(self, offset: int) -> int:
        """Index of the first token that starts at ``offset`` or later."""
        return bisect_left(self.starts, offset)

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds ``offset`` (the one before it in a gap)."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def chain_over(self, start: int, end: int) -> tuple[int, str] | None:
        """Chain and kind of the mention that ends with, or lies in, ``start:end``."""
        low = bisect_left(self._mention_starts, start)
        best: tuple[int, int, int, str] | None = None
        for mention in self.mentions[max(0, low - 3) : low + 12]:
            if mention[0] >= end or mention[1] <= start:
                continue
            inside = mention[0] >= start and mention[1] <= end
            if not (inside or (mention[0] <= start and mention[1] >= end)):
                continue
            if best is None or (mention[1], mention[1] - mention[0]) > (best[1], best[1] - best[0]):
                best = mention
        return (best[2], best[3]) if best else None

    def subtree(self, index: int) -> tuple[int, int]:
        """Token range ``first, past last`` of the subtree under a token."""
        low = high = index
        pending = [index]
        while pending:
            at = pending.pop()
            low, high = min(low, at), max(high, at)
            pending.extend(self.children[at])
        return low, high + 1

    def cue_lemma(self, index: int) -> str | None:
        """Lemma of a verb of the lexicon of speech at a token; None when it is none.

        A verb that speaks only with its particle ("shot back", "went on") counts as "reply".
        """
        low = self.tokens[index].text.lower()
        lemma = speech.lemma_of(low)
        if lemma is None and low in speech.phrasal_openers() and index + 1 < len(self.tokens):
            both = f"{low} {self.tokens[index + 1].text.lower()}"
            return "reply" if both in speech.phrasal_forms() else None
        return lemma

    def text(self, first: int, last: int) -> str:
        """Words of the tokens ``first:last``."""
        if first >= last:
            return ""
        return self.article.text[self.tokens[first].start : self.tokens[last - 1].end]


def crude_tokens(article: Article, sentences: Sequence[Sentence]) -> tuple[Token, ...]:
    """Tokens by a regular expression, with word classes guessed from the cue lexicon."""
    spans = [(s.start, s.end) for s in sentences] or [(0, len(article.text))]
    found: list[Token] = []
    for number, (start, end) in enumerate(spans):
        for match in _CRUDE.finditer(article.text, start, end):
            text = match.group()
            low = text.lower()
            lemma = speech.lemma_of(text)
            if not text[0].isalnum():
                pos, lemma = ("PART" if low.endswith("s") else "PUNCT"), low
            elif low in speech.PRONOUNS:
                pos, lemma = "PRON", low
            elif low in speech.DETERMINERS:
                pos, lemma = "DET", low
            elif lemma and text[0].islower():
                pos = "VERB"
            elif text[0].isupper():
                pos, lemma = "PROPN", text
            else:
                pos, lemma = "NOUN", low
            at = len(found)
            found.append(
                Token(match.start(), match.end(), text, lemma, "", pos, "", "", at, number)
            )
    return tuple(found)
