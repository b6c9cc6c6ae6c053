"""A cue of speech and what it takes to find one: verbs, noun phrases, phrases."""

from __future__ import annotations

from dataclasses import dataclass

from copydesk.annotate.lookup import Reading
from copydesk.annotate.names.edges import TITLES
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.source import Source
from copydesk.english import speech

_PHRASES = {
    first: tuple(phrase for phrase in speech.PHRASES if phrase[0] == first)
    for first, *_ in speech.PHRASES
}
CLAUSE_ENDS = (".", "!", "?", ";")
_AFTER_VERB = (":", ",", ".", "that", "in", "on", "”", '"', "“", "''")
_PLAIN = ("said", "says", "told", "added", "adds", "wrote", "writes", "explained", "tweeted")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its source; ``where`` is "after" or "before" the quotation."""

    text: str
    source: Source
    where: str
    token: int


def is_verb(reading: Reading, index: int, start: int) -> bool:
    """Whether a form of the lexicon is used as a verb.

    The tagger's word, but for plain past forms and for a form between a name and a mark,
    "that" or the end, which taggers take for a plural noun ("the Example Post reports:").
    """
    token = reading.tokens[index]
    if token.pos == "VERB":
        return True
    if token.text.lower() in _PLAIN or (token.pos in ("AUX", "X") and index > start):
        return True
    if not reading.parsed or index <= max(start, 0) or not token.text.endswith("s"):
        return False
    before = reading.tokens[index - 1].text
    after = reading.tokens[index + 1].text if index + 1 < len(reading.tokens) else "."
    speaks = before[:1].isupper() or speech.organisation_like(before) or speech.person_like(before)
    return (speaks or before in speech.TEXTS) and after in _AFTER_VERB


def noun_phrase_end(reading: Reading, begin: int, last: int) -> int:
    """One past the noun phrase that starts at ``begin``, appositions included."""
    for index in range(begin, last):
        token = reading.tokens[index]
        if index in reading.entity_at and reading.entity_at[index].first < index:
            continue
        if token.text == "." and index > begin and shortened(reading, index):
            continue
        if token.text in (*CLAUSE_ENDS, ":", "(", "–", "—", '"', "“"):
            return index
        verb = token.pos in ("VERB", "AUX", "SCONJ") and index > begin
        if verb and not _before_name(reading, index, last):
            return index
    return last


def _before_name(reading: Reading, index: int, last: int) -> bool:
    """Whether what the tagger takes for a verb is a noun or title before a person's name."""
    token = reading.tokens[index]
    if not (token.tag.startswith("NN") or token.text[:1].isupper()):
        return False
    for at in range(index + 1, min(last, index + 4)):
        entity = reading.entity_at.get(at)
        if entity is not None and entity.label == "PERSON":
            return True
        if not reading.tokens[at].text[:1].isupper():
            return False
    return False


def shortened(reading: Reading, stop: int) -> bool:
    """Whether a full stop ends a title or an initial before a name: "Sgt. Jo Doe"."""
    word = reading.tokens[stop - 1].text.lower()
    after = reading.tokens[stop + 1].text if stop + 1 < len(reading.tokens) else ""
    return after[:1].isupper() and (word in TITLES or len(word) == 1)


def phrase_in(reading: Reading, start: int, last: int, *, only_first: bool) -> Cue | None:
    """according to X; as reported by X."""
    for index in range(start, min(last, start + 2) if only_first else last):
        for phrase in _PHRASES.get(reading.tokens[index].text.lower(), ()):
            length = len(phrase)
            words = tuple(t.text.lower() for t in reading.tokens[index : index + length])
            after = reading.tokens[index + length : index + length + 1]
            if words != phrase or (phrase == ("per",) and [t.text for t in after] == ["cent"]):
                continue
            begin = index + length
            source = source_in(reading, begin, noun_phrase_end(reading, begin, last))
            if source is not None:
                return Cue(" ".join(phrase), source, "after", index)
    return None


def quoted_person(reading: Reading, verb: int, last: int) -> Source | None:
    """Whom somebody else quotes: "the agency quoted Doe as saying", "the agency cited Doe"."""
    if speech.lemma_of(reading.tokens[verb].text) not in ("quote", "cite"):
        return None
    end = next((i for i in range(verb + 1, last) if reading.tokens[i].text.lower() == "as"), None)
    if end is not None and end > verb + 1:
        return source_in(reading, verb + 1, end)
    objects = [c for c in reading.children[verb] if reading.tokens[c].dep == "obj" and c > verb]
    named = objects and any(i in reading.entity_at for i in range(*reading.subtree(objects[0])))
    return source_in(reading, *reading.subtree(objects[0])) if named else None
