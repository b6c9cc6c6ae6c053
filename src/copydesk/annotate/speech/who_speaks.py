"""Who speaks: candidates for one quotation, and what speaks for each.

Candidates are whoever the rules name, every person and body that the report names, and nobody.
What speaks for a candidate (`evidence`) is counted in features: where it stands to the quotation,
what it does there, whether gender and role fit the words of the cue, who spoke before. A small
softmax model (`copydesk.language.speakers`, made by ``python -m training speakers``) weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from copydesk.annotate.names import role_nouns
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.stage import SUBJECTS, Stage
from copydesk.annotate.speech.utterances import Candidate, Decider, Evidence, Utterance
from copydesk.english import speech
from copydesk.language import choice
from copydesk.model import Attribution

#: Below these probabilities nobody is named, since a wrong speaker is worse than none: by how the
#: text leads to the speaker. Chosen on events left out so that another is named in three of a
#: hundred quotations (docs/reference/quotations.md, the curve).
UNSURE: Final = {"named": 0.7, "carried": 0.6, "pronoun": 0.9, "other": 0.85}
#: Below this probability a name does not take the place of the words that describe a speaker.
OVERRULED: Final = 0.8
_FAR: Final = 12.0
#: Sentences before a quotation that are looked at one by one.
_SENTENCES: Final = 2
#: Tokens between a cue and the marks that it stands right beside.
_BESIDE: Final = 3
_OBJECTS: Final = ("obj", "iobj", "obl", "nsubj:pass")
_TELLING: Final = ("tell", "inform", "assure", "remind", "ask", "urge")
#: Verbs whose object is not who says the quoted words.
_AIMED_AT: Final = (
    *("call", "describe", "accuse", "condemn", "criticize", "criticise", "blame", "praise"),
    *("thank", "dismiss", "brand", "label", "slam", "blast", "denounce", "attack", "mock"),
)


@dataclass(frozen=True)
class Weighing:
    """Candidates for the quotations of a report, and what speaks for each."""

    stage: Stage

    def chosen(self, utterance: Utterance, decide: Decider) -> Attribution:
        """Who says it, by what ``decide`` makes of the evidence for each candidate."""
        candidates = self.candidates(utterance)
        if len(candidates) == 1:
            return candidates[0].attribution
        evidence = [self.evidence(utterance, candidate) for candidate in candidates]
        return candidates[decide(utterance, candidates, evidence)].attribution

    def candidates(self, utterance: Utterance) -> list[Candidate]:
        """Nobody first, then whom the rules name, then the other persons and bodies."""
        ruled = utterance.ruled
        apart = self._named_under(utterance)
        if ruled.name is not None and ruled.name in {self.stage.names[index] for index in apart}:
            ruled = Attribution()
        found = [Candidate(Attribution(), None, ruled.name is None)]
        known = next(
            (i for i, n in enumerate(self.stage.names) if ruled.name and n == ruled.name), None
        )
        if ruled.name is not None:
            found.append(Candidate(ruled, known, ruled=True))
        if known is None and self._is_somebody_else(utterance):
            return found
        for index in self.stage.speakers:
            if index == known or index in apart:
                continue
            chain = self.stage.reading.chains[index]
            kind = "person" if chain.label == "PERSON" else "organisation"
            cue, start, end = self._mention(utterance, index)
            attribution = Attribution(kind, self.stage.names[index], cue, start, end)
            found.append(Candidate(attribution, index, ruled=False))
        return found

    def _is_somebody_else(self, utterance: Utterance) -> bool:
        """Whether the cue's own words speak of several or of somebody new: "a neighbour"."""
        cue, ruled = utterance.cue, utterance.ruled
        if cue is None or not is_description(ruled.name) or self._form(cue) == "pronoun":
            return False
        first = self.stage.reading.article.text[ruled.start : ruled.end].split()[:1]
        return ruled.kind == "officials" or [w.lower() for w in first] in (["a"], ["an"])

    def _named_under(self, utterance: Utterance) -> frozenset[int]:
        """Whom the reporter names under the verb of "he" or "she": neither is the one who speaks.

        Principle C of binding theory (Chomsky, 1981): in "He deemed Doe's plan “a con”", "he"
        is not Doe. Names within the quoted words say nothing: some speak of themselves by name.
        """
        cue, reading = utterance.cue, self.stage.reading
        if cue is None or self._form(cue) != "pronoun":
            return frozenset()
        _, last = reading.subtree(cue.token)
        return frozenset(
            chain
            for chain, spans in self.stage.mentions.items()
            for first, _ in spans
            if cue.token < first < last
            and reading.tokens[first].pos == "PROPN"
            and first not in reading.quoted
        )

    def _mention(self, utterance: Utterance, chain: int) -> tuple[str | None, int, int]:
        """The cue, and where the text mentions a candidate: at the cue, unless that has a name."""
        cue = utterance.cue
        if cue is not None and self._form(cue) != "name":
            return cue.text, cue.source.start, cue.source.end
        first, last = self.stage.nearest(chain, utterance)
        tokens = self.stage.reading.tokens
        return None, tokens[first].start, tokens[last - 1].end

    def evidence(self, utterance: Utterance, candidate: Candidate) -> Evidence:
        """What speaks for a candidate, as features by name."""
        state = {"after": "cue", "before": "cue", "none": "none"}.get(utterance.how, "near")
        kind = "whole" if utterance.whole else "part"
        found = dict(self._ruled(utterance, candidate, kind))
        if candidate.attribution.name is None:
            found |= {f"nobody {state} {kind}": 1.0}
            if not self.stage.anybody_near(utterance):
                found["nobody near"] = 1.0
            words = utterance.last - utterance.first
            found[f"nobody short {kind}"] = 1.0 if words <= 2 else 0.0
            return found
        base = dict(self._who(utterance, candidate))
        if candidate.chain is not None:
            base |= self._where(utterance, candidate.chain)
        base |= self._spoke(utterance, candidate)
        for name, value in base.items():
            found[name] = value
            found[f"{name} {state}"] = value
            found[f"{name} {kind}"] = value
        return found

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
        yield f"ruled cue {lemma or cue.text.lower()} {kind}", 1.0
        if self._form(cue) == "pronoun":
            known = self.stage.reading.chain_over(cue.source.start, cue.source.end) is not None
            yield f"ruled pronoun {'linked' if known else 'guessed'}", 1.0
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
        words = self.stage.reading.article.text[cue.source.start : cue.source.end].split()
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

    def _who(self, utterance: Utterance, candidate: Candidate) -> Iterator[tuple[str, float]]:
        yield candidate.attribution.kind, 1.0
        if utterance.first_person:
            yield f"first person {candidate.attribution.kind}", 1.0
        if candidate.chain is not None:
            yield from self._known(utterance, candidate.chain)
        cue = utterance.cue
        if cue is None:
            return
        form = self._form(cue)
        chain = self.stage.reading.chains[candidate.chain] if candidate.chain is not None else None
        if form == "pronoun":
            yield from self._pronoun(cue, candidate)
        elif chain is not None and form.startswith(("the", "a ")):
            words = self.stage.reading.article.text[cue.source.start : cue.source.end].split()
            words = words[1:] if words and words[0].lower() in ("the", "a", "an") else words
            if chain.title and role_nouns.echoes(words, chain.title):
                yield "title echoes", 1.0
            elif chain.title and words and words[-1].lower() in chain.title.lower().split():
                yield "title shares", 1.0
            if form == "the body" and chain.label == "ORG":
                yield "the body", 1.0
                if candidate.chain == self.stage.last_body(utterance.first):
                    yield "the body, last named", 1.0
            if form == "the human" and chain.label == "PERSON":
                yield "the human", 1.0

    def _known(self, utterance: Utterance, chain: int) -> Iterator[tuple[str, float]]:
        """How the report names a candidate, and whether it was told to say something last."""
        yield "often", log(1 + len(self.stage.reading.chains[chain].mentions)) / 3
        if chain in self.stage.speakers[:1]:
            yield "first of all", 1.0
        if chain not in self.stage.in_running_text:
            yield "not in running text", 1.0
        said = self.stage.said_last(utterance)
        if said is not None and said[1] == chain:
            lines = self.stage.line(utterance.first) - self.stage.line(said[0])
            yield f"said last, {min(lines, 2)} lines ago", 1.0

    def _pronoun(self, cue: Cue, candidate: Candidate) -> Iterator[tuple[str, float]]:
        low = self.stage.reading.article.text[cue.source.start : cue.source.end].lower()
        gender = {"he": "male", "she": "female"}.get(low)
        chain = self.stage.reading.chains[candidate.chain] if candidate.chain is not None else None
        person = chain is not None and chain.label == "PERSON"
        if gender is None:
            yield f"{'person' if person else 'body'} for {low}", 1.0
        elif not person:
            yield "body for he or she", 1.0
        else:
            own = chain.gender if chain is not None else None
            fits = "unknown" if own is None else "fits" if own == gender else "clashes"
            yield f"gender {fits}", 1.0

    def _where(self, utterance: Utterance, chain: int) -> Evidence:
        found: Evidence = {}
        line = self.stage.line(utterance.first)
        first, last = utterance.first, utterance.last
        for span in self.stage.mentions[chain]:
            if first <= span[0] < last:
                found["inside"] = 1.0
            elif utterance.before[0] <= span[0] < utterance.before[1]:
                self._near("before", span, first - span[1], found)
            elif utterance.after[0] <= span[0] < utterance.after[1]:
                self._near("after", span, span[0] - last, found)
            elif span[1] <= first and self.stage.line(span[0]) == line:
                self._near("same line", span, first - span[1], found)
            elif span[1] <= first and self.stage.line(span[0]) == line - 1:
                self._near("line before", span, first - span[1], found)
            elif span[0] >= last and self.stage.line(span[0]) <= line + 1:
                self._near("line after", span, span[0] - last, found)
            elif span[1] <= first:
                found["earlier"] = 1.0
            else:
                found["later"] = 1.0
        rank = self.stage.recency(utterance, chain)
        if rank is not None:
            found[f"recency {min(rank, 3)}"] = 1.0
        found |= self._told(utterance, chain)
        return found

    def _told(self, utterance: Utterance, chain: int) -> Evidence:
        """What the reporter's own sentences before and behind tell of a candidate."""
        found: Evidence = {}
        here, ends = self.stage.sentence(utterance.first), self.stage.sentence(utterance.last - 1)
        for span in self.stage.mentions[chain]:
            sentence = self.stage.reading.tokens[span[0]].sentence
            apart = sentence - here if sentence < here else max(0, sentence - ends)
            if not -_SENTENCES <= apart <= 1 or span[0] in self.stage.reading.quoted:
                continue
            place = f"sentence {apart:+}"
            found[place] = 1.0
            token = self.stage.reading.tokens[self.stage.head(span)]
            if token.dep in SUBJECTS:
                found[f"{place} subject"] = 1.0
                if self.stage.reading.cue_lemma(token.head) in speech.SPEECH:
                    found[f"{place} speaks"] = 1.0
        rank = self.stage.acting(utterance, chain)
        if rank is not None:
            found[f"acted {min(rank, 2)}"] = 1.0
        if chain in self.stage.places_of:
            found["as a place"] = 1.0
        return found

    def _near(self, place: str, span: tuple[int, int], distance: int, found: Evidence) -> None:
        found[place] = 1.0
        near = 1.0 / (1.0 + distance / 8.0)
        found[f"{place} near"] = max(found.get(f"{place} near", 0.0), near)
        head = self.stage.head(span)
        token = self.stage.reading.tokens[head]
        verb = self.stage.reading.cue_lemma(token.head) if token.head != head else None
        if token.dep in SUBJECTS:
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

    def _spoke(self, utterance: Utterance, candidate: Candidate) -> Evidence:
        found: Evidence = {}
        name = candidate.attribution.name
        here = self.stage.sentence(utterance.first)
        for back, (offset, earlier) in enumerate(reversed(self.stage.heard[-4:])):
            if earlier is None or earlier != name:
                continue
            token = self.stage.reading.from_offset(offset)
            gap = min(max(here - self.stage.sentence(max(0, token - 1)), 0), 3)
            lines = min(max(self.stage.line(utterance.first) - self.stage.line(token), 0), 2)
            found.setdefault(f"spoke {min(back, 1)}, {lines} lines ago", 1.0)
            found.setdefault(f"spoke {min(back, 1)}, {gap} sentences ago", 1.0)
            if back == 0 and utterance.opens:
                found["spoke last, opens"] = 1.0
        if any(earlier == name for _, earlier in self.stage.heard):
            found["spoke"] = 1.0
        if candidate.chain is not None and self.stage.heard:
            since = self.stage.reading.from_offset(self.stage.heard[-1][0])
            if any(
                since <= first < utterance.first
                and any(self.stage.reading.tokens[i].dep in SUBJECTS for i in range(first, last))
                for first, last in self.stage.mentions[candidate.chain]
            ):
                found["subject since"] = 1.0
        return found


def decided(
    utterance: Utterance, candidates: Sequence[Candidate], evidence: Sequence[Evidence]
) -> int:
    """The likeliest candidate by the shipped model, where it is likely enough."""
    found, likely = choice.likeliest(choice.weights("speakers"), evidence)
    return sure(candidates, found, likely, UNSURE[way(utterance, candidates, evidence, found)])


def way(
    utterance: Utterance,
    candidates: Sequence[Candidate],
    evidence: Sequence[Evidence],
    found: int,
) -> str:
    """How the text leads to a candidate, as a key of `UNSURE`."""
    if not candidates[found].ruled:
        return "other"
    if utterance.how == "carried":
        return "carried"
    pronoun = any(feature.startswith("ruled source pronoun") for feature in evidence[found])
    return "pronoun" if pronoun else "named"


def sure(candidates: Sequence[Candidate], found: int, likely: float, least: float) -> int:
    """The candidate found, where that is likely enough; when unsure, whom the text describes.

    Words by which the report itself tells the speaker ("a neighbour", "a ministry spokeswoman")
    give way only to a name that is likelier than `OVERRULED`: they are true as they stand.
    """
    ruled = next((i for i, c in enumerate(candidates) if c.ruled), 0)
    said = candidates[ruled]
    told = said.chain is None and is_description(said.attribution.name)
    if told and found != ruled and likely < OVERRULED:
        return ruled
    return found if likely >= least else ruled if told else 0


def is_description(name: str | None) -> bool:
    """Whether a speaker is described: by a common noun, or as two together ("both sides")."""
    if name is None:
        return False
    return name[:1].islower() or name.split()[-1][:1].islower() or " and " in name
