"""Who is who in a part of a sentence and in a report: names, subjects of verbs, speakers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from copydesk.check.alignment import Alignment
from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import SAYS, words_of
from copydesk.check.quotations import same_name
from copydesk.check.words import Word, is_mark
from copydesk.model import Annotated, Attribution

TITLES = words_of("mr mrs ms miss doctor sir lady dame president professor senator")
#: Who is said to have done one of these speaks of a fact.
_FACTIVE = words_of("announced confirmed revealed acknowledged admitted disclosed")
_PRONOUNS = words_of("he she it they him her them his its their")
#: Relations of words that name the same thing as the word that they hang on.
_SAME_THING = frozenset({"flat", "flat:name", "appos"})
_NARROWING = frozenset({"NOUN", "PROPN", "ADJ"})


#: Words in quotation marks that are not said twice by chance; that no two bodies say; no two
#: people. By judgement.
_VERY_WORDS, _BODY_WORDS, _LONG_WORDS = 4, 5, 8


@dataclass(frozen=True, slots=True)
class Meaning:
    """A part of a sentence.

    Attributes:
        claim: the sentence.
        start, end: code points of the part; words: those in it.
    """

    claim: Reading
    start: int
    end: int
    words: tuple[Word, ...]


class Names:
    """Names of the part that the passage gives in another form: "he", a surname, with a title."""

    def __init__(self, report: Evidence, alignment: Alignment, part: Meaning) -> None:
        self.report = report.report
        self.alignment = alignment
        self._evidence = report
        self._part = part

    def phrase_of(self, c0: int, c1: int) -> tuple[int, int]:
        """The run of nouns and what narrows them that words of the part belong to."""
        tokens = {t.start: t for t in self._part.claim.annotated.tokens}
        claim = self.alignment.claim

        def narrows(word: Word) -> bool:
            token = tokens.get(word.start)
            return word.kind == "word" and token is not None and token.pos in _NARROWING

        while c0 > 0 and narrows(claim[c0 - 1]):
            c0 -= 1
        while c1 < len(claim) and narrows(claim[c1]):
            c1 += 1
        return (c0, c1) if all(map(narrows, claim[c0:c1])) else (c0, c0)

    def has(self, words: Sequence[str]) -> bool:
        """Whether the report has words (their keys) one behind the other."""
        keys = self._evidence.run_of_keys
        return any(
            keys[i : i + len(words)] == tuple(words)
            for i, first in enumerate(keys)
            if first == words[0]
        )

    def resolves(self, e0: int, e1: int, c0: int, c1: int) -> bool:
        """Whether an edit only names the same person or body in another form."""
        ours, theirs = self._name_around(c0, c1), self.alignment.evidence[e0:e1]
        if c0 == c1:
            return self._within_mention(e0, e1)
        if not ours:
            return self._is_of_its_kind(c0, c1, theirs)
        wanted = {w.norm for w in ours} - TITLES
        if not wanted or any(w.norm not in wanted | TITLES for w in self.alignment.claim[c0:c1]):
            return False
        anchor = theirs or self._paired_with(ours)
        if not anchor or any(
            w.norm not in _PRONOUNS | TITLES | wanted | {"'s"} and not w.text[:1].isupper()
            for w in theirs
        ):
            return False
        for chain in self.report.chains:
            if not any(
                m.start <= w.start and w.end <= m.end for m in chain.mentions for w in anchor
            ):
                continue
            named = {
                word.lower().removesuffix("’s").removesuffix("'s") for word in chain.name.split()
            }
            if wanted <= named:
                return True
        return False

    def _is_of_its_kind(self, c0: int, c1: int, theirs: Sequence[Word]) -> bool:
        """Whether the part says "the port" of the one body that its sentence names and that the
        passage names there."""
        read = self._part.claim.annotated
        starts = {self.alignment.claim[c].start for c in range(c0, c1)}
        nouns = [i for i, t in enumerate(read.tokens) if t.start in starts and t.pos == "NOUN"]
        named = {w.norm for w in theirs if _is_name(w)}
        return (
            len(nouns) == 1 == c1 - c0
            and named == {w.norm for w in theirs}
            and (body_of(read, nouns[0]) >= named > set())
        )

    def _name_around(self, c0: int, c1: int) -> tuple[Word, ...]:
        """The capitalised words of the part that an edit belongs to."""
        claim = self.alignment.claim
        if c0 == c1:
            return ()
        while c0 > 0 and _is_name(claim[c0 - 1]):
            c0 -= 1
        while c1 < len(claim) and _is_name(claim[c1]):
            c1 += 1
        words = claim[c0:c1]
        return words if all(_is_name(w) or w.norm in TITLES | {"'s"} for w in words) else ()

    def _paired_with(self, ours: Sequence[Word]) -> tuple[Word, ...]:
        own = {w.start for w in ours}
        return tuple(
            self.alignment.evidence[e]
            for e, c in self.alignment.pairs
            if self.alignment.claim[c].start in own
        )

    def _within_mention(self, e0: int, e1: int) -> bool:
        """Whether left-out words are the first name or the title at a name that is kept."""
        cut = self.alignment.evidence[e0:e1]
        if not cut or not all(_is_name(w) or w.norm in TITLES for w in cut):
            return False
        if e1 >= len(self.alignment.evidence):
            return False
        kept = self.alignment.evidence[e1]
        return all(w.norm in TITLES for w in cut) or any(
            m.start <= cut[0].start and kept.end <= m.end
            for chain in self.report.chains
            if chain.label == "PERSON"
            for m in chain.mentions
        )


def _is_name(word: Word) -> bool:
    return word.kind == "word" and word.text[:1].isupper()


def body_of(read: Annotated, noun: int) -> set[str]:
    """The words of the only body that a sentence names before it says "the port"; else nothing."""
    tokens = read.tokens
    if not any(t.head == noun and t.text.lower() == "the" for t in tokens):
        return set()
    bodies = {
        read.article.text[e.start : e.end].lower(): e.start
        for e in read.entities
        if e.label == "ORG" and e.start < tokens[noun].start
    }
    return set(min(bodies).split()) if len(bodies) == 1 else set()


def same_subject(part: Meaning, alignment: Alignment, report: Annotated) -> bool:
    """Whether a verb whose subject stands outside the part has the same subject in both."""
    claim = part.claim.annotated
    there = {alignment.claim[c].start: alignment.evidence[e].start for e, c in alignment.pairs}
    starts = {t.start: i for i, t in enumerate(report.tokens)}
    for index, token in enumerate(claim.tokens):
        if token.pos != "VERB" or token.start not in there:
            continue
        ours = subject_of(claim, index)
        if ours is None or _is_named_in(part, ours) or _goes_on(part, index, there):
            continue
        other = starts.get(there[token.start])
        theirs = subject_of(report, other) if other is not None else None
        if theirs is None or not _one_thing(ours, claim, theirs, report):
            return False
    return True


def _goes_on(part: Meaning, verb: int, there: Mapping[int, int]) -> bool:
    """Whether an infinitive follows a verb of the part that the passage has too: who is to do it
    stands with that verb."""
    tokens = part.claim.annotated.tokens
    if tokens[verb].tag != "VB" or not any(
        t.head == verb and t.text.lower() == "to" for t in tokens[max(0, verb - 3) : verb]
    ):
        return False
    return any(
        t.pos == "VERB" and t.start in there
        for t in tokens[:verb]
        if part.start <= t.start and t.sentence == tokens[verb].sentence
    )


def _is_named_in(part: Meaning, subject: int) -> bool:
    """Whether the subject, or the name behind it ("captain Ann Poe"), stands in the part."""
    read = part.claim.annotated
    phrase = {subject, *_names_of(read, subject)}
    return any(part.start <= read.tokens[i].start < part.end for i in phrase)


def _names_of(read: Annotated, noun: int) -> list[int]:
    """The proper nouns of a noun phrase: its head and what is one thing with it."""
    tokens = read.tokens
    phrase = [noun] + [i for i, t in enumerate(tokens) if t.head == noun and t.dep in _SAME_THING]
    phrase += [i for i, t in enumerate(tokens) if t.head in phrase[1:] and t.dep in _SAME_THING]
    return [i for i in phrase if tokens[i].pos == "PROPN"]


def subject_of(report: Annotated, verb: int) -> int | None:
    """The subject of a verb, or of the verb that it goes on from."""
    for _ in range(4):
        for index, token in enumerate(report.tokens):
            if token.head == verb and index != verb and token.dep in ("nsubj", "nsubj:pass"):
                return index
        token = report.tokens[verb]
        if token.head == verb or token.dep not in ("conj", "xcomp", "advcl"):
            return None
        verb = token.head
    return None


def _one_thing(ours: int, claim: Annotated, theirs: int, report: Annotated) -> bool:
    """Whether two subjects are one: the same noun, or a name that is the same in both."""
    one, other = claim.tokens[ours], report.tokens[theirs]
    if other.pos != "PRON" and one.lemma.lower() == other.lemma.lower():
        return True
    names = {claim.tokens[i].text.lower() for i in _names_of(claim, ours)}
    names |= body_of(claim, ours) if one.pos == "NOUN" else set()
    if names & {report.tokens[i].text.lower() for i in _names_of(report, theirs)}:
        return True
    return any(
        bool(names & set(chain.name.lower().split()))
        for chain in report.chains
        if any(m.start <= other.start and other.end <= m.end for m in chain.mentions)
    )


def same_attribution(
    part: Meaning, held: Sequence[Word], passage: Passage, report: Annotated
) -> bool:
    """Whether words that the report gives to somebody are given to somebody in the sentence too:
    quoted words to the same."""
    theirs = _source(report, held[len(held) // 2].start, held[0].start, held[-1].end)
    ours = _source(part.claim.annotated, (part.start + part.end) // 2, part.start, part.end)
    if any(w.quoted for w in held):
        sentence = (part.claim.annotated, 0, len(part.claim.text))
        if _is_nobody_elses(part, ours, theirs):
            return True
        return _same_speaker(ours, theirs, sentence, (report, passage.span.start, passage.span.end))
    if theirs is None or ours is not None or theirs.cue in _FACTIVE:
        return True
    return any(w.norm in SAYS and not w.quoted for w in part.claim.words)


def _is_nobody_elses(part: Meaning, ours: Attribution | None, theirs: Attribution | None) -> bool:
    """Whether a part is nothing but somebody's very words, which no two people are said to have
    said: the report has them from a letter or only between quotation marks, or gives to a person
    what the sentence gives to a body."""
    words = [w for w in part.words if not is_mark(w)]
    if not all(w.quoted for w in words) or len(words) < _VERY_WORDS:
        return False
    if theirs is None or (len(words) >= _LONG_WORDS and theirs.kind != "person"):
        return True
    people = [a for a in (ours, theirs) if a is not None and a.kind == "person"]
    return len(words) >= (_LONG_WORDS if people else _BODY_WORDS) and len(people) < 2


def _same_speaker(
    ours: Attribution | None,
    theirs: Attribution | None,
    claim: tuple[Annotated, int, int],
    passage: tuple[Annotated, int, int],
) -> bool:
    """Whether quoted words are one speaker's, by what the language stage found or by the names
    that are the subject of a verb of speech in both."""
    names = [a.name for a in (ours, theirs) if a is not None and a.name is not None]
    if len(names) == 2 and same_name(*names):
        return True
    sides = _speakers(*claim), _speakers(*passage)
    return any(one & other for one in sides[0] for other in sides[1])


def _speakers(read: Annotated, start: int, end: int) -> list[set[str]]:
    """The names of those who are the subject of a verb of speech there."""
    found = []
    for index, token in enumerate(read.tokens):
        if start <= token.start < end and token.text.lower() in SAYS:
            subject = subject_of(read, index)
            if subject is not None:
                found.append(_called(read, _antecedent(read, subject)))
    return found


def _called(read: Annotated, noun: int) -> set[str]:
    """The words of the name of a noun phrase, or of whom a pronoun stands for."""
    token = read.tokens[noun]
    if token.pos != "PRON":
        return {read.tokens[i].text.lower() for i in _names_of(read, noun)}
    return {
        word
        for chain in read.chains
        if any(m.start <= token.start and token.end <= m.end for m in chain.mentions)
        for word in chain.name.lower().split()
    }


def _antecedent(read: Annotated, noun: int) -> int:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    if read.tokens[noun].tag not in ("WP", "WDT"):
        return noun
    verb = read.tokens[noun].head
    above = read.tokens[verb]
    return above.head if above.dep.startswith("acl") and above.head != verb else noun


def _source(report: Annotated, middle: int, start: int, end: int) -> Attribution | None:
    """Whose words the words there are; None for the outlet's own."""
    for quotation in report.quotations:
        if any(s.start < end and start < s.end for s in quotation.segments):
            return quotation.attribution if quotation.attribution.kind != "narrator" else None
    for statement in report.statements:
        if statement.start <= middle < statement.end:
            return statement.attribution if statement.attribution.kind != "narrator" else None
    return None
