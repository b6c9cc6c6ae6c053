"""Speech reported without quotation marks: "X said that …", "according to X, …".

Patterns over universal dependencies: clausal complements of verbs of saying, parenthetical
cues ("…, X said"), noun phrases that verbs of emphasis and support tell of, nouns of speech
with a clause ("warnings that …"), "according to", and views that nobody is said to hold
("is widely seen as …"), which stay the narrator's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.cue_after import closing_clause
from copydesk.annotate.speech.cue_before import subject_of
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.source import Source
from copydesk.annotate.speech.subjects import child_range
from copydesk.english import speech
from copydesk.model import RUNNING, Attribution, Quotation, Role, Statement

_MARKER_GAP = 3  # white space and a stop between a sentence and its citation marker
_QUOTED_SHARE = 0.5  # above this share in quotation marks it is a quotation, not a statement
_NOT = frozenset(["not", "n't", "never", "n’t"])
_REFUSING = frozenset(["decline", "refuse", "fail", "avoid"])
_SHORTEST = 2  # words
_MAY_TELL = ("VERB", "NOUN")
_READ = RUNNING | {Role.BULLET, Role.CAPTION, Role.HEADLINE}


def statements(reading: Reading, quotations: Sequence[Quotation]) -> tuple[Statement, ...]:
    """Statements of a report, in order of text, none inside another of the same source."""
    found: list[Statement] = []
    if reading.parsed:
        closing = dict(pair for n in range(len(reading.sentences)) for pair in _closing(reading, n))
        found.extend(closing.values())
        for index, token in enumerate(reading.tokens):
            tells = token.pos in _MAY_TELL or token.text.lower() == "according"
            if tells and index not in closing:
                found.extend(_at(reading, index))
    kept = [s for s in found if not _mostly_quoted(s, quotations)]
    kept.sort(key=lambda s: (s.start, -s.end, s.attribution.cue or ""))
    result: list[Statement] = []
    for statement in kept:
        repeated = any(
            s.start <= statement.start
            and statement.end <= s.end
            and s.attribution.name == statement.attribution.name
            for s in result[-4:]
        )
        if not repeated:
            result.append(statement)
    return tuple(result)


def _closing(reading: Reading, number: int) -> Iterator[tuple[int, Statement]]:
    """The bridge is closed, police said on Monday: the token of the cue, and the statement."""
    sentence = reading.sentences[number]
    if sentence.role not in _READ or sentence.last - sentence.first < _SHORTEST + 3:
        return
    found = closing_clause(reading, sentence.first + 1, sentence.last)
    if found is None:
        return
    cue, comma = found
    span = _clean(reading, sentence.first, comma)
    finite = any(reading.tokens[i].pos in ("VERB", "AUX") for i in range(*span))
    if finite and cue.source.name and cue.token not in reading.quoted:
        for statement in _statement(reading, span, cue.source, cue.text):
            yield cue.token, statement


def _at(reading: Reading, index: int) -> Iterator[Statement]:
    token = reading.tokens[index]
    if reading.sentences[token.sentence].role not in _READ:
        return
    low = token.text.lower()
    if low == "according":
        yield from _according(reading, index)
    elif token.pos == "VERB":
        lemma = reading.cue_lemma(index)
        if lemma is None:
            return
        if token.tag == "VBN" and lemma in speech.VIEWED_AS:
            yield from _view(reading, index)
        yield from _said(reading, index, lemma)
    elif token.pos == "NOUN" and token.lemma.lower() in speech.NOUNS:
        yield from _noun(reading, index)


def _said(reading: Reading, verb: int, lemma: str) -> Iterator[Statement]:
    """What a verb of saying or telling of says."""
    span = None if _unsaid(reading, verb) else _content(reading, verb, lemma)
    source = subject_of(reading, verb, verb, guess=False) if span is not None else None
    if span is None or source is None or not source.name:
        return
    speaks = source.human or lemma in speech.SPEECH_ALONE
    if speaks and not span[0] <= reading.from_offset(source.start) < span[1]:
        yield from _statement(reading, span, source, reading.tokens[verb].text)


def _unsaid(reading: Reading, verb: int) -> bool:
    """did not say; declined to comment."""
    token = reading.tokens[verb]
    words = {reading.tokens[c].text.lower() for c in reading.children[verb]}
    refused = token.dep == "xcomp" and reading.tokens[token.head].lemma.lower() in _REFUSING
    return bool(words & _NOT) or refused


def _content(reading: Reading, verb: int, lemma: str) -> tuple[int, int] | None:
    """Token range of what is said with a verb of saying."""
    children = reading.children[verb]
    for child in children:
        if reading.tokens[child].dep == "ccomp" and lemma in speech.SAYS_THAT:
            span = _clean(reading, *reading.subtree(child))
            return None if _asks(reading, child, lemma) else _outside(span, verb, reading)
    token = reading.tokens[verb]
    if token.dep == "parataxis" and lemma in speech.SPEECH_ALONE:
        sentence = reading.sentences[token.sentence]
        first, last = reading.subtree(verb)
        if first - sentence.first >= sentence.last - last:
            return _clean(reading, sentence.first, first)
        return None
    if lemma in speech.TELLS_OF:
        for child in children:
            dep = reading.tokens[child].dep
            if dep == "obj" and child > verb and reading.tokens[child].pos in ("NOUN", "PROPN"):
                return _clean(reading, *_object(reading, verb, child, lemma))
            if dep == "obl" and lemma == "warn" and child > verb:
                return _clean(reading, *child_range(reading, child))
    return None


def _object(reading: Reading, verb: int, child: int, lemma: str) -> tuple[int, int]:
    low, high = reading.subtree(child)
    if lemma in ("frame", "describe", "characterize", "characterise", "cite"):
        for other in reading.children[verb]:
            first, last = reading.subtree(other)
            if first == high and reading.tokens[first].text.lower() == "as":
                return low, last
    return low, high


def _asks(reading: Reading, child: int, lemma: str) -> bool:
    """A ccomp that is not speech: "expected to", "asked him to"."""
    marks = {reading.tokens[c].text.lower() for c in reading.children[child] if c < child}
    return "to" in marks and lemma not in ("say", "tell", "claim")


def _outside(span: tuple[int, int], verb: int, reading: Reading) -> tuple[int, int] | None:
    """The content without the cue, when the cue stands inside it."""
    first, last = span
    if not first <= verb < last:
        return span
    low, _ = reading.subtree(verb)
    if low > first:
        return _clean(reading, first, low)
    return None


def _clean(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """A token range without "that" and marks at its edges."""
    while first < last and (
        reading.tokens[first].text in (",", ":", "—", "–", "-", ".", ";")
        or (reading.tokens[first].text.lower() == "that" and _conjunction(reading, first))
    ):
        first += 1
    while last > first and reading.tokens[last - 1].text in (",", ":", "—", "–", "-", ".", ";"):
        last -= 1
    return first, last


def _conjunction(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    return token.dep == "mark" or token.pos == "SCONJ" or token.tag in ("IN", "WDT")


def _according(reading: Reading, index: int) -> Iterator[Statement]:
    if index + 2 >= len(reading.tokens) or reading.tokens[index + 1].text.lower() != "to":
        return
    sentence = reading.sentences[reading.tokens[index].sentence]
    end = index + 2
    source_end = end
    while source_end < sentence.last and reading.tokens[source_end].text not in (",", ".", ";"):
        source_end += 1
    source = source_in(reading, end, source_end)
    if source is None:
        return
    before = _clean(reading, sentence.first, index)
    after = _clean(reading, source_end, sentence.last)
    longer = max((before, after), key=lambda span: span[1] - span[0])
    yield from _statement(reading, longer, source, "according to")


def _noun(reading: Reading, index: int) -> Iterator[Statement]:
    """warnings that …; the claim by X that …"""
    clause = next(
        (
            c
            for c in reading.children[index]
            if reading.tokens[c].dep in ("acl", "ccomp", "acl:relcl")
            and any(
                reading.tokens[m].text.lower() == "that" and reading.tokens[m].dep == "mark"
                for m in reading.children[c]
            )
        ),
        None,
    )
    if clause is None:
        return
    for child in reading.children[index]:
        token = reading.tokens[child]
        by = {reading.tokens[c].text.lower() for c in reading.children[child]} & {"by", "from"}
        owner = token.dep in ("nmod:poss", "compound", "amod") and child < index
        if not (owner or (token.dep == "nmod" and by and child < clause)):
            continue
        if token.dep == "amod" and child not in reading.entity_at:
            continue
        source = source_in(reading, *child_range(reading, child))
        if source is not None and source.human:
            span = _clean(reading, *reading.subtree(clause))
            yield from _statement(reading, span, source, reading.tokens[index].text)
            return


def _view(reading: Reading, verb: int) -> Iterator[Statement]:
    """is viewed as …, with nobody named who views it so."""
    deps = {reading.tokens[c].dep: c for c in reading.children[verb]}
    if "nsubj:pass" not in deps or "obl:agent" in deps:
        return
    as_phrase = any(
        reading.tokens[i].text.lower() == "as"
        for i in range(verb + 1, min(verb + 3, len(reading.tokens)))
    )
    if not as_phrase:
        return
    first, last = _clean(reading, *reading.subtree(verb))
    start, end = reading.tokens[first].start, reading.tokens[last - 1].end
    attribution = Attribution(
        cue=reading.tokens[verb].text, via=cited_after(reading, reading.tokens[verb].sentence)
    )
    yield Statement(start, end, attribution, reading.tokens[verb].sentence)


def _statement(
    reading: Reading, span: tuple[int, int], source: Source, cue: str
) -> Iterator[Statement]:
    first, last = span
    if last - first < _SHORTEST:
        return
    sentence = reading.tokens[first].sentence
    yield Statement(
        reading.tokens[first].start,
        reading.tokens[last - 1].end,
        Attribution(
            source.kind,
            source.name,
            cue,
            source.start,
            source.end,
            cited_after(reading, sentence),
        ),
        sentence,
    )


def _mostly_quoted(statement: Statement, quotations: Sequence[Quotation]) -> bool:
    quoted = sum(
        max(0, min(statement.end, s.end) - max(statement.start, s.start))
        for q in quotations
        for s in q.segments
    )
    return quoted > _QUOTED_SHARE * (statement.end - statement.start)


def cited_after(reading: Reading, sentence: int) -> str | None:
    """The outlet named by the citation marker that follows a sentence; None without one."""
    if not reading.sentences or not reading.article.cited_outlets:
        return None
    end = reading.sentences[sentence].end
    for marker in reading.article.cited_outlets:
        if end - 1 <= marker.start <= end + _MARKER_GAP or (
            reading.sentences[sentence].start <= marker.start and marker.end == end
        ):
            return marker.name
    return None


def told(reading: Reading, cue: Cue) -> str | None:
    """The news organisation a source told: "told Example News"; None for other listeners."""
    after = cue.token + 1
    entity = reading.entity_at.get(after)
    if entity is None and after + 1 < len(reading.tokens):
        the = reading.tokens[after].text.lower() == "the"
        entity = reading.entity_at.get(after + 1) if the else None
    if cue.text.lower() not in ("told", "tells", "telling") or entity is None:
        return None
    if entity.label != "ORG":
        return None
    return reading.article.text[entity.start : entity.end]
