"""The cue before a quotation: X said: "…"; X called it "…"; according to X, … "…"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.cue import Cue, is_verb, phrase_in, quoted_person
from copydesk.annotate.speech.marked import Marked
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.source import Source, named
from copydesk.annotate.speech.subjects import interpolated, subject_span
from copydesk.english import speech

_AS_WITHIN = 12  # tokens within which "as" follows a verb of seeing that tells a view
_THAT_WITHIN = 5  # tokens within which "that" follows a noun of speech whose clause it opens
_NEAR = 7  # tokens within which a weak verb of speech still introduces a quotation


def ends_in_colon(reading: Reading, before: tuple[int, int]) -> bool:
    """Whether the reporter's words before a quotation end in a colon."""
    last = before[1] - 1
    return last >= before[0] and reading.tokens[last].text == ":"


def find_before(
    reading: Reading, mark: Marked, before: tuple[int, int], *, whole: bool
) -> Cue | None:
    """The cue in the reporter's words before a quotation.

    Args:
        before: token range of those words, within their sentence.
        whole: the marks hold a clause of their own.
    """
    first, last = before
    governing = _governors(reading, mark) if reading.parsed else ()
    given = _bracketed(reading, first, last) or _in_owned_remark(reading, first, last)
    if given is not None:
        return given
    if not whole:
        cues = [c for v in governing if (c := _cue_of(reading, v, first, whole=False)) is not None]
        if cues:
            return next((c for c in cues[1:] if _tells_of(reading, cues[0], c)), cues[0])
    for verb in _nearest_left(reading, first, last, whole=whole):
        cue = _cue_of(reading, verb, first, whole=whole)
        if cue is not None:
            return cue
    phrase = phrase_in(reading, first, last, only_first=False)
    if phrase is not None:
        return replace(phrase, where="before")
    if not whole:
        return _rated(reading, first, last)
    return _announced(reading, first, last) if ends_in_colon(reading, before) else None


def _tells_of(reading: Reading, inner: Cue, outer: Cue) -> bool:
    """Whether quoted words under two verbs are of whoever the outer one names.

    "Doe said the police believe it a “…”": what goes on in somebody's mind is told in the words
    of whoever tells of it, and so is what a body does, by the person who speaks for it.
    """
    if reading.cue_lemma(outer.token) not in speech.SPEECH_ALONE or not outer.source.name:
        return False
    body = inner.source.kind == "organisation" and outer.source.kind == "person"
    return reading.cue_lemma(inner.token) in speech.MINDS or body


def _in_owned_remark(reading: Reading, first: int, last: int) -> Cue | None:
    """Whose remark another only takes up: Roe dismissed Doe's claim that it is “…”."""
    for noun in range(last - 1, first + 1, -1):
        token = reading.tokens[noun]
        if reading.cue_lemma(noun) in speech.SPEECH_ALONE and token.pos == "VERB":
            return None
        if token.pos != "NOUN" or token.lemma.lower() not in speech.NOUNS:
            continue
        after = [t.text.lower() for t in reading.tokens[noun + 1 : min(last, noun + _THAT_WITHIN)]]
        owner = reading.entity_at.get(noun - 2)
        owns = reading.tokens[noun - 1].text in ("'s", "’s", "'", "’") and owner is not None
        if owns and owner is not None and owner.label in ("PERSON", "ORG") and "that" in after:
            return Cue(token.text, named(reading, owner), "owned", noun)
    return None


def _bracketed(reading: Reading, first: int, last: int) -> Cue | None:
    """Whose words follow a name in brackets: Jo Doe ("…")."""
    if last - first < 2 or reading.tokens[last - 1].text != "(":
        return None
    entity = reading.entity_at.get(last - 2)
    if entity is None or entity.label != "PERSON":
        return None
    return Cue("(", named(reading, entity), "before", last - 1)


def _rated(reading: Reading, first: int, last: int) -> Cue | None:
    """X sees it as "…": any verb with a speaking subject will do."""
    if last <= first or "as" not in [t.text.lower() for t in reading.tokens[last - 3 : last]]:
        return None
    for verb in range(last - 1, first - 1, -1):
        if reading.tokens[verb].pos == "VERB":
            source = subject_of(reading, verb, first, guess=False)
            return (
                Cue(reading.tokens[verb].text, source, "before", verb)
                if (source is not None and source.human)
                else None
            )
    return None


def _announced(reading: Reading, first: int, last: int) -> Cue | None:
    """X was blunt: "…" – the subject of whatever verb leads to the colon."""
    for index in range(first, last):
        token = reading.tokens[index]
        main = token.pos in ("VERB", "AUX") and token.dep in ("", "root", "ROOT", "cop", "aux")
        if main:
            verb = token.head if token.dep in ("cop", "aux") else index
            source = subject_of(reading, verb, first)
            return Cue(token.text, source, "before", index) if source else None
    source = source_in(reading, first, last - 1)
    return Cue(":", source, "before", last - 1) if source and source.human else None


def last_speaker(reading: Reading, first: int, last: int) -> Cue | None:
    """Who speaks in the reporter's words ``first:last``, when a later quotation has no cue."""
    for verb in _nearest_left(reading, first, last, whole=True):
        if reading.cue_lemma(verb) in speech.SPEECH_ALONE:
            cue = _cue_of(reading, verb, first, whole=True)
            if cue is not None and cue.source.human:
                return cue
    return _announced(reading, first, last) if reading.tokens[last - 1].text == ":" else None


def _nearest_left(reading: Reading, first: int, last: int, *, whole: bool) -> Iterator[int]:
    colon = last > first and reading.tokens[last - 1].text == ":"
    for index in range(last - 1, first - 1, -1):
        lemma = reading.cue_lemma(index)
        if lemma is None or not is_verb(reading, index, first):
            continue
        distance = last - index
        if (
            lemma in speech.SPEECH and (lemma not in speech.WEAK or distance <= _NEAR or colon)
        ) or (lemma in speech.STANCE and (not whole or colon or distance <= _NEAR)):
            yield index


def _governors(reading: Reading, mark: Marked) -> tuple[int, ...]:
    """Verbs of the lexicon above the quoted words in the parse, nearest first."""
    first, last = reading.from_offset(mark.start), reading.from_offset(mark.end)
    if first >= last:
        return ()
    inside = range(first, last)
    root = next((i for i in inside if reading.tokens[i].head not in inside), first)
    found: list[int] = []
    at = root
    while reading.tokens[at].head != at and len(found) < 12:
        at = reading.tokens[at].head
        lemma = reading.cue_lemma(at)
        quoted = at in reading.quoted and not reading.shares_marks(at, first)
        if at not in inside and not quoted and lemma is not None and is_verb(reading, at, -1):
            found.append(at)
    return tuple(found)


def _cue_of(reading: Reading, verb: int, first: int, *, whole: bool) -> Cue | None:
    if interpolated(reading, verb):
        return None
    source = quoted_person(reading, verb, len(reading.tokens)) or subject_of(
        reading, verb, first, guess=whole or reading.tokens[verb].pos != "VERB"
    )
    lemma = reading.cue_lemma(verb)
    if source is None or (lemma == "see" and not whole and not _sees_as(reading, verb)):
        return None
    if not source.human and (not whole or lemma not in speech.SPEECH or lemma in speech.WEAK):
        return None
    return Cue(reading.tokens[verb].text, source, "before", verb)


def _sees_as(reading: Reading, verb: int) -> bool:
    """Whether a verb of seeing tells a view, "sees it as", not what eyes see."""
    return any(t.text.lower() == "as" for t in reading.tokens[verb + 1 : verb + 1 + _AS_WITHIN])


def subject_of(reading: Reading, verb: int, first: int, *, guess: bool = True) -> Source | None:
    """Who does the verb: its subject, or that of the verb it hangs on.

    Args:
        first: where the reporter's stretch begins.
        guess: go by position where the parse does not tell.
    """
    if reading.parsed:
        found = subject_span(reading, verb)
        if found is not None:
            return source_in(reading, *found)
        passive = any(reading.tokens[c].dep == "nsubj:pass" for c in reading.children[verb])
        if not guess or passive:
            return None
    return _subject_by_position(reading, verb, first)


def _before_apposition(reading: Reading, verb: int, first: int) -> Source | None:
    """The person before an apposition that a comma parts from the verb: Doe, the owner, said."""
    if verb <= first or reading.tokens[verb - 1].text != ",":
        return None
    comma = next((i for i in range(verb - 2, first, -1) if reading.tokens[i].text == ","), None)
    entity = reading.entity_at.get(comma - 1) if comma is not None else None
    return named(reading, entity) if entity is not None and entity.label == "PERSON" else None


def _subject_by_position(reading: Reading, verb: int, first: int) -> Source | None:
    """Nearest noun phrase to the left of a finite verb; the first one for a participle."""
    if reading.tokens[verb].text.lower().endswith("ing"):
        end = next(
            (
                i
                for i in range(first, verb)
                if reading.tokens[i].pos in ("VERB", "AUX") or i == verb - 1
            ),
            verb,
        )
        return source_in(reading, first, end)
    apposed = _before_apposition(reading, verb, first)
    if apposed is not None:
        return apposed
    start = verb
    while start > first and reading.tokens[start - 1].pos not in ("VERB", "SCONJ", "CCONJ"):
        start -= 1
    return source_in(reading, start, verb)
