"""Who speaks: candidates for one quotation, and what speaks for each.

Candidates are whoever the rules name, every person and body that the report names, and nobody.
What speaks for a candidate (`evidence`) is counted in features: where it stands to the quotation,
what it does there, whether gender and role fit the words of the cue, who spoke before. A small
softmax model (`copydesk.language.speakers`, made by ``python -m training speakers``) weighs them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from typing import Final

from copydesk.annotate.lookup import Reading
from copydesk.annotate.names import role_nouns
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.source import chain_name
from copydesk.annotate.speech.utterances import Candidate, Decider, Evidence, Utterance
from copydesk.english import speech
from copydesk.language import choice
from copydesk.model import Attribution

#: Bodies that are named this often are among the candidates.
_BODIES: Final = 12
_PEOPLE: Final = 40
#: Below this probability nobody is named: a wrong speaker is worse than none.
UNSURE: Final = 0.35
_FAR: Final = 12.0
#: Tokens between a cue and the marks that it stands right beside.
_BESIDE: Final = 3
_SUBJECTS: Final = ("nsubj", "nsubj:outer")
_OBJECTS: Final = ("obj", "iobj", "obl", "nsubj:pass")
_TELLING: Final = ("tell", "inform", "assure", "remind", "ask", "urge")
#: Verbs whose object is not who says the quoted words.
_AIMED_AT: Final = (
    *("call", "describe", "accuse", "condemn", "criticize", "criticise", "blame", "praise"),
    *("thank", "dismiss", "brand", "label", "slam", "blast", "denounce", "attack", "mock"),
)


@dataclass
class Stage:
    """A report as a stage: who is mentioned where, and who has spoken so far."""

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
            line += "\n" in text[at : token.start]
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

    def chosen(self, utterance: Utterance, decide: Decider) -> Attribution:
        """Who says it: the rules where they did better than what was learned, else ``decide``."""
        if self._settled(utterance):
            return utterance.ruled
        candidates = self.candidates(utterance)
        if len(candidates) == 1:
            return candidates[0].attribution
        evidence = [self.evidence(utterance, candidate) for candidate in candidates]
        return candidates[decide(utterance, candidates, evidence)].attribution

    def _settled(self, utterance: Utterance) -> bool:
        """Whether the rules decide: no verb gives words to anybody, or it names who says them."""
        if not utterance.whole and utterance.how == "none":
            return True
        cue = utterance.cue
        return cue is not None and cue.source.human and self._form(cue) == "name"

    def line(self, token: int) -> int:
        """Line of a token; that of the last one behind the end."""
        return self.lines[min(token, len(self.lines) - 1)] if self.lines else 0

    def candidates(self, utterance: Utterance) -> list[Candidate]:
        """Nobody first, then whom the rules name, then the other persons and bodies."""
        ruled = utterance.ruled
        found = [Candidate(Attribution(), None, ruled.name is None)]
        known = next((i for i, n in enumerate(self.names) if ruled.name and n == ruled.name), None)
        if ruled.name is not None:
            found.append(Candidate(ruled, known, ruled=True))
        for index in self.speakers:
            if index == known:
                continue
            chain = self.reading.chains[index]
            kind = "person" if chain.label == "PERSON" else "organisation"
            first, last = self._nearest(index, utterance)
            tokens = self.reading.tokens
            attribution = Attribution(
                kind, self.names[index], None, tokens[first].start, tokens[last - 1].end
            )
            found.append(Candidate(attribution, index, ruled=False))
        return found

    def _nearest(self, chain: int, utterance: Utterance) -> tuple[int, int]:
        """The last mention before the quotation, or the first of all."""
        spans = self.mentions[chain]
        before = [s for s in spans if s[1] <= utterance.first]
        return before[-1] if before else spans[0]

    def evidence(self, utterance: Utterance, candidate: Candidate) -> Evidence:
        """What speaks for a candidate, as features by name."""
        state = {"after": "cue", "before": "cue", "none": "none"}.get(utterance.how, "near")
        kind = "whole" if utterance.whole else "part"
        found = dict(self._ruled(utterance, candidate, kind))
        if candidate.attribution.name is None:
            found |= {f"nobody {state} {kind}": 1.0}
            if not self._anybody_near(utterance):
                found["nobody near"] = 1.0
            words = utterance.last - utterance.first
            found[f"nobody short {kind}"] = 1.0 if words <= 2 else 0.0
            return found
        base = dict(self._who(utterance, candidate))
        if candidate.chain is not None:
            base |= self._where(utterance, candidate.chain)
        base |= self._spoke(utterance, candidate)
        for name, value in base.items():
            found[f"{name} {state}"] = value
            found[f"{name} {kind}"] = value
        return found

    # What the rules say ---------------------------------------------------------------------

    def _ruled(
        self, utterance: Utterance, candidate: Candidate, kind: str
    ) -> Iterator[tuple[str, float]]:
        if not candidate.ruled:
            return
        yield "ruled", 1.0
        yield f"ruled {utterance.how} {kind}", 1.0
        cue = utterance.cue
        if cue is None or candidate.attribution.name is None:
            return
        yield f"ruled source {self._form(cue)} {kind}", 1.0
        lemma = speech.lemma_of(cue.text)
        strong = "said" if lemma in speech.SPEECH_ALONE else "weak" if lemma else "phrase"
        yield f"ruled {utterance.how} {strong} {kind}", 1.0
        if not cue.source.human:
            yield "ruled not human", 1.0
        if utterance.first <= cue.token < utterance.last:
            yield "ruled inside", 1.0
        distance = min(abs(cue.token - utterance.first), abs(cue.token - utterance.last))
        yield "ruled far", min(distance, _FAR) / _FAR
        if distance <= _BESIDE:
            yield f"ruled beside {self._form(cue)}", 1.0

    def _form(self, cue: Cue) -> str:
        """How the source of a cue is worded."""
        words = self.reading.article.text[cue.source.start : cue.source.end].split()
        if not words:
            return "empty"
        if words[0].lower() in speech.PRONOUNS and len(words) == 1:
            return "pronoun"
        if cue.source.name[:1].isupper() and words[-1][:1].isupper():
            return "name"
        noun = words[-1].lower()
        class_ = (
            "text"
            if noun.rstrip("s") in speech.TEXTS
            else "body"
            if speech.organisation_like(noun)
            else "human"
        )
        return f"{'the' if words[0].lower() == 'the' else 'a'} {class_}"

    # Who it is ------------------------------------------------------------------------------

    def _who(self, utterance: Utterance, candidate: Candidate) -> Iterator[tuple[str, float]]:
        yield candidate.attribution.kind, 1.0
        chain = self.reading.chains[candidate.chain] if candidate.chain is not None else None
        if chain is not None:
            yield "often", log(1 + len(chain.mentions)) / 3
            if candidate.chain in self.speakers[:1]:
                yield "first of all", 1.0
        cue = utterance.cue
        if cue is None:
            return
        form = self._form(cue)
        if form == "pronoun":
            yield from self._pronoun(cue, candidate)
        elif chain is not None and form.startswith(("the", "a ")):
            words = self.reading.article.text[cue.source.start : cue.source.end].split()
            words = words[1:] if words and words[0].lower() in ("the", "a", "an") else words
            if chain.title and role_nouns.echoes(words, chain.title):
                yield "title echoes", 1.0
            elif chain.title and words and words[-1].lower() in chain.title.lower().split():
                yield "title shares", 1.0
            if form == "the body" and chain.label == "ORG":
                yield "the body", 1.0
                if candidate.chain == self._last_body(utterance.first):
                    yield "the body, last named", 1.0
            if form == "the human" and chain.label == "PERSON":
                yield "the human", 1.0

    def _pronoun(self, cue: Cue, candidate: Candidate) -> Iterator[tuple[str, float]]:
        low = self.reading.article.text[cue.source.start : cue.source.end].lower()
        gender = {"he": "male", "she": "female"}.get(low)
        chain = self.reading.chains[candidate.chain] if candidate.chain is not None else None
        person = chain is not None and chain.label == "PERSON"
        if gender is None:
            yield f"{'person' if person else 'body'} for {low}", 1.0
        elif not person:
            yield "body for he or she", 1.0
        else:
            own = chain.gender if chain is not None else None
            fits = "unknown" if own is None else "fits" if own == gender else "clashes"
            yield f"gender {fits}", 1.0

    def _last_body(self, token: int) -> int | None:
        bodies = [
            (spans[0], chain)
            for chain, all_spans in self.mentions.items()
            if self.reading.chains[chain].label == "ORG"
            for spans in all_spans
            if spans[1] <= token
        ]
        return max(bodies)[1] if bodies else None

    # Where it stands ------------------------------------------------------------------------

    def _where(self, utterance: Utterance, chain: int) -> Evidence:
        found: Evidence = {}
        line = self.line(utterance.first)
        first, last = utterance.first, utterance.last
        for span in self.mentions[chain]:
            if first <= span[0] < last:
                found["inside"] = 1.0
            elif utterance.before[0] <= span[0] < utterance.before[1]:
                self._near("before", span, first - span[1], found)
            elif utterance.after[0] <= span[0] < utterance.after[1]:
                self._near("after", span, span[0] - last, found)
            elif span[1] <= first and self.line(span[0]) == line:
                self._near("same line", span, first - span[1], found)
            elif span[1] <= first and self.line(span[0]) == line - 1:
                self._near("line before", span, first - span[1], found)
            elif span[0] >= last and self.line(span[0]) <= line + 1:
                self._near("line after", span, span[0] - last, found)
            elif span[1] <= first:
                found["earlier"] = 1.0
            else:
                found["later"] = 1.0
        rank = self._recency(utterance, chain)
        if rank is not None:
            found[f"recency {min(rank, 3)}"] = 1.0
        return found

    def _near(self, place: str, span: tuple[int, int], distance: int, found: Evidence) -> None:
        found[place] = 1.0
        near = 1.0 / (1.0 + distance / 8.0)
        found[f"{place} near"] = max(found.get(f"{place} near", 0.0), near)
        head = next((i for i in range(*span) if self._outside(i, span)), span[0])
        token = self.reading.tokens[head]
        verb = self.reading.cue_lemma(token.head) if token.head != head else None
        if token.dep in _SUBJECTS:
            found[f"{place} subject"] = 1.0
            if verb is not None:
                found[f"{place} speaks"] = 1.0 if verb in speech.SPEECH_ALONE else 0.6
        elif token.dep in _OBJECTS:
            found[f"{place} object"] = 1.0
            if verb in _TELLING:
                found[f"{place} listener"] = 1.0
            elif verb in _AIMED_AT:
                found[f"{place} aimed at"] = 1.0
        elif token.dep == "nmod:poss":
            found[f"{place} owner"] = 1.0

    def _outside(self, token: int, span: tuple[int, int]) -> bool:
        return not span[0] <= self.reading.tokens[token].head < span[1]

    def _recency(self, utterance: Utterance, chain: int) -> int | None:
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

    def _anybody_near(self, utterance: Utterance) -> bool:
        line = self.line(utterance.first)
        return any(line - 1 <= self.line(first) <= line for first, _ in self.persons_at)

    # Who spoke before -----------------------------------------------------------------------

    def _spoke(self, utterance: Utterance, candidate: Candidate) -> Evidence:
        found: Evidence = {}
        name = candidate.attribution.name
        here = self._sentence(utterance.first)
        for back, (offset, earlier) in enumerate(reversed(self.heard[-4:])):
            if earlier is None or earlier != name:
                continue
            token = self.reading.from_offset(offset)
            gap = min(max(here - self._sentence(max(0, token - 1)), 0), 3)
            lines = min(max(self.line(utterance.first) - self.line(token), 0), 2)
            found.setdefault(f"spoke {min(back, 1)}, {lines} lines ago", 1.0)
            found.setdefault(f"spoke {min(back, 1)}, {gap} sentences ago", 1.0)
            if back == 0 and utterance.opens:
                found["spoke last, opens"] = 1.0
        if any(earlier == name for _, earlier in self.heard):
            found["spoke"] = 1.0
        if candidate.chain is not None and self.heard:
            since = self.reading.from_offset(self.heard[-1][0])
            if any(
                since <= first < utterance.first
                and any(self.reading.tokens[i].dep in _SUBJECTS for i in range(first, last))
                for first, last in self.mentions[candidate.chain]
            ):
                found["subject since"] = 1.0
        return found

    def _sentence(self, token: int) -> int:
        tokens = self.reading.tokens
        return tokens[min(token, len(tokens) - 1)].sentence if tokens else 0


def decided(
    utterance: Utterance, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
) -> int:
    """The likeliest candidate by the shipped model where it is asked, else whom the rules name."""
    weights = choice.weights("speakers")
    return asked(utterance, candidates, evidence, lambda: choice.best(weights, evidence, UNSURE))


def asked(
    utterance: Utterance,
    candidates: Sequence[Candidate],
    evidence: Sequence[Evidence],
    weigh: Callable[[], int],
) -> int:
    """What ``weigh`` chooses where weighing did better than the rules on events left out.

    That is where the source is a definite description ("the company", "the mayor"), and where
    nothing beside a whole quotation names a speaker.
    """
    ruled = next((i for i, c in enumerate(candidates) if c.ruled), 0)
    described = any(name.startswith("ruled source the ") for name in evidence[ruled])
    return weigh() if described or (utterance.whole and utterance.how == "none") else ruled
