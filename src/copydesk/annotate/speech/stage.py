"""A report as a stage: who is mentioned where, who acts and speaks, and who has spoken so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.source import chain_name
from copydesk.annotate.speech.utterances import Utterance
from copydesk.english import speech
from copydesk.model import RUNNING, Role

#: Bodies that are named this often are among the candidates.
_BODIES: Final = 12
_PEOPLE: Final = 40
_PLACING: Final = ("in", "at", "of", "near", "from", "until", "to")
SUBJECTS: Final = ("nsubj", "nsubj:outer")


@dataclass
class Stage:
    """Who is mentioned where in a report; ``heard``: who spoke, and where the words ended."""

    reading: Reading
    heard: list[tuple[int, str | None]] = field(default_factory=list)

    @cached_property
    def names(self) -> list[str]:
        """Name of each chain, as attributions print it."""
        return [chain_name(self.reading, chain) for chain in self.reading.chains]

    @cached_property
    def mentions(self) -> dict[int, list[tuple[int, int]]]:
        """Token ranges of the mentions of each chain."""
        found: dict[int, list[tuple[int, int]]] = {}
        for start, end, chain, _ in self.reading.mentions:
            first = self.reading.from_offset(start)
            found.setdefault(chain, []).append(
                (first, max(first + 1, self.reading.from_offset(end)))
            )
        return found

    @cached_property
    def persons_at(self) -> list[tuple[int, int]]:
        """First token and chain of every mention of a person, in order."""
        return sorted(
            (first, chain)
            for chain, spans in self.mentions.items()
            if self.reading.chains[chain].label == "PERSON"
            for first, _ in spans
        )

    @cached_property
    def lines(self) -> list[int]:
        """Number of the line that each token stands in."""
        text, found, line, at = self.reading.article.text, list[int](), 0, 0
        for token in self.reading.tokens:
            line += text.find("\n", at, token.start) >= 0
            at = token.start
            found.append(line)
        return found

    @cached_property
    def speakers(self) -> list[int]:
        """Chains that may speak, persons before bodies, each by how often it is named."""
        chains = self.reading.chains
        order = sorted(range(len(chains)), key=lambda i: (-len(chains[i].mentions), i))
        people = [i for i in order if chains[i].label == "PERSON"]
        bodies = [i for i in order if chains[i].label == "ORG"]
        return people[:_PEOPLE] + bodies[:_BODIES]

    @cached_property
    def sayings(self) -> list[tuple[int, int]]:
        """Token and chain of each mention that is the subject of a verb of speech, in order."""
        found: list[tuple[int, int]] = []
        for chain, spans in self.mentions.items():
            for span in spans:
                head = self.reading.tokens[self.head(span)]
                if head.dep in SUBJECTS and self.reading.cue_lemma(head.head) in speech.SPEECH:
                    found.append((span[0], chain))
        return sorted(found)

    def role(self, token: int) -> Role:
        """Role of the block that a token stands in."""
        return self.reading.sentences[self.reading.tokens[token].sentence].role

    def line(self, token: int) -> int:
        """Line of a token; that of the last one behind the end."""
        return self.lines[min(token, len(self.lines) - 1)] if self.lines else 0

    def nearest(self, chain: int, utterance: Utterance) -> tuple[int, int]:
        """The last mention before the quotation, or the first of all."""
        spans = self.mentions[chain]
        before = [s for s in spans if s[1] <= utterance.first]
        return before[-1] if before else spans[0]

    def head(self, span: tuple[int, int]) -> int:
        """Token of a mention that hangs on what stands outside it."""
        return next((i for i in range(*span) if self._outside(i, span)), span[0])

    def _outside(self, token: int, span: tuple[int, int]) -> bool:
        return not span[0] <= self.reading.tokens[token].head < span[1]

    def recency(self, utterance: Utterance, chain: int) -> int | None:
        """How many other persons were named since this one, before the quotation."""
        seen: list[int] = []
        for first, other in reversed(self.persons_at):
            if first >= utterance.first:
                continue
            if other == chain:
                return len(seen)
            if other not in seen:
                seen.append(other)
            if len(seen) > _BODIES:
                break
        return None

    @cached_property
    def actors(self) -> list[tuple[int, int]]:
        """First token and chain of every person who is a subject in the reporter's own words."""
        return [
            (first, chain)
            for first, chain in self.persons_at
            if first not in self.reading.quoted
            and any(
                self.reading.tokens[self.head(span)].dep in SUBJECTS
                for span in self.mentions[chain]
                if span[0] == first
            )
        ]

    def acting(self, utterance: Utterance, chain: int) -> int | None:
        """How many other persons were subjects since this one was, before the quotation."""
        seen: list[int] = []
        for first, other in reversed(self.actors):
            if first >= utterance.first:
                continue
            if other == chain:
                return len(seen)
            if other not in seen:
                seen.append(other)
            if len(seen) > 2:
                break
        return None

    @cached_property
    def places_of(self) -> frozenset[int]:
        """Chains that stand behind "in", "at" or "of" wherever they are named."""
        tokens = self.reading.tokens
        return frozenset(
            chain
            for chain, spans in self.mentions.items()
            if all(first and tokens[first - 1].text.lower() in _PLACING for first, _ in spans)
        )

    def anybody_near(self, utterance: Utterance) -> bool:
        """Whether a person is named in the line of an utterance or the one before."""
        line = self.line(utterance.first)
        return any(line - 1 <= self.line(first) <= line for first, _ in self.persons_at)

    def sentence(self, token: int) -> int:
        """Index of the sentence of a token; that of the last one behind the end."""
        tokens = self.reading.tokens
        return tokens[min(token, len(tokens) - 1)].sentence if tokens else 0

    @cached_property
    def in_running_text(self) -> frozenset[int]:
        """Chains that the body of the report names, not captions and page matter alone."""
        return frozenset(
            chain
            for chain, spans in self.mentions.items()
            if any(self.role(first) in RUNNING for first, _ in spans)
        )

    def said_last(self, utterance: Utterance) -> tuple[int, int] | None:
        """Who is told to say something last before the utterance, outside its own sentence."""
        place = bisect_left(self.sayings, (utterance.before[0], -1))
        return self.sayings[place - 1] if place else None

    def last_body(self, token: int) -> int | None:
        """Chain of the body named last before a token."""
        bodies = [
            (spans[0], chain)
            for chain, all_spans in self.mentions.items()
            if self.reading.chains[chain].label == "ORG"
            for spans in all_spans
            if spans[1] <= token
        ]
        return max(bodies)[1] if bodies else None
