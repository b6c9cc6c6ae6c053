"""Who says it: quotations with their speakers, and speech reported without marks.

Use, in order::

    marked = quotations.find(article, sentences)
    quotations, statements = attribution.attribute(
        article, sentences, tokens, entities, chains, marked
    )

``tokens``, ``entities`` and ``chains`` may be empty (a language the pipeline does not read):
speakers then come from positions and capitals alone, and there are no statements.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from copydesk.annotate.lookup import Reading, crude_tokens
from copydesk.annotate.speech import reported, terms, transcripts, who_speaks
from copydesk.annotate.speech.cue import Cue
from copydesk.annotate.speech.cue_before import last_speaker
from copydesk.annotate.speech.marked import Marked
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.quoted import Surroundings, find_cue, surroundings
from copydesk.annotate.speech.source import Source
from copydesk.annotate.speech.stage import Stage
from copydesk.annotate.speech.utterances import Decider, Utterance
from copydesk.english import speech
from copydesk.model import (
    NARRATOR,
    Article,
    Attribution,
    Chain,
    Entity,
    Quotation,
    Segment,
    Sentence,
    Statement,
    Token,
)

_FINITE = ("VBD", "VBZ", "VBP", "MD")
_I = re.compile(r"\b(?:I|[Mm]y|me)\b")
_OWNS = ("'s", "’s", "'", "’")
_SENTENCES_BACK = 3  # how far back a speaker without a cue may have been named
_CLAUSE_WORDS = 6  # shorter embedded clauses are the reporter's sentence with quoted words


@dataclass(frozen=True, slots=True)
class _Read:
    """One pair of marks with what was found about it alone."""

    mark: Marked
    around: Surroundings
    whole: bool
    term: bool
    cue: Cue | None


def attribute(
    article: Article,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    entities: Sequence[Entity],
    chains: Sequence[Chain],
    marked: Sequence[Marked],
    decide: Decider | None = None,
) -> tuple[tuple[Quotation, ...], tuple[Statement, ...]]:
    """Quotations with kind and speaker, and statements, both in order of text.

    Args:
        article: the report.
        sentences, tokens, entities, chains: as the language pipeline gave them.
        marked: what `copydesk.annotate.speech.quotation_marks.find` gave for the same report.
        decide: who speaks, given the candidates and what speaks for each; None for the shipped
            model.
    """
    parsed = bool(tokens)
    reading = Reading(
        article,
        tuple(sentences),
        tuple(tokens) if parsed else crude_tokens(article, sentences),
        tuple(entities),
        tuple(chains),
        parsed,
        tuple((m.start, m.end) for m in marked),
    )
    turns = transcripts.turns(reading)
    spans = [(q.start, q.end) for q in turns]
    free = [m for m in marked if not any(a <= m.start and m.end <= b for a, b in spans)]
    uttered = [m for m in free if not terms.is_nickname(article.text, m)]
    read = [_read(reading, uttered, i) for i in range(len(uttered))]
    names = [
        Quotation((Segment(m.start, m.end),), "name", NARRATOR, m.sentence)
        for m in free
        if terms.is_nickname(article.text, m)
    ]
    said = [*_utterances(reading, read, decide or who_speaks.decided), *names, *turns]
    quotations = tuple(sorted(said, key=lambda q: q.start))
    return quotations, reported.statements(reading, quotations)


def _read(reading: Reading, marked: Sequence[Marked], index: int) -> _Read:
    mark = marked[index]
    around = surroundings(reading, marked, index)
    whole = _is_whole(reading, mark, around)
    cue = find_cue(reading, mark, around, whole=whole)
    return _Read(mark, around, whole, terms.is_term(reading, mark, cue), cue)


def _is_whole(reading: Reading, mark: Marked, around: Surroundings) -> bool:
    """Whether the marks hold a clause or more, not words inside the reporter's sentence."""
    text = reading.article.text[mark.start : mark.end]
    words = len(text.split())
    capital = text.lstrip("[(…. ")[:1].isupper()
    first, last = reading.from_offset(mark.start), reading.from_offset(mark.end)
    inside = range(first, last)
    finite = any(
        reading.tokens[i].tag in _FINITE or "VerbForm=Fin" in reading.tokens[i].morph
        for i in inside
    )
    if not reading.parsed:
        finite = words >= _CLAUSE_WORDS + 2
    set_off = around.starts_sentence or _set_off(reading, mark)
    if set_off and capital and (finite or text[-1] in ",.!?…"):
        return True
    if mark.continues or re.search(r"[.!?][\"'”’]?\s+[A-Z]", text):
        return True
    return finite and words >= (3 if set_off else _CLAUSE_WORDS)


def _set_off(reading: Reading, mark: Marked) -> bool:
    """Whether a comma, colon or dash sets the quotation off from what leads to it."""
    before = reading.article.text[max(0, mark.opened - 3) : mark.opened].rstrip(" \t\u00a0")
    return before[-1:] in tuple(":,–—")


# Utterances ---------------------------------------------------------------------------------


def _utterances(reading: Reading, read: Sequence[_Read], decide: Decider) -> list[Quotation]:
    groups: list[list[_Read]] = []
    for item in read:
        if groups and _same_utterance(reading, groups[-1], item):
            groups[-1].append(item)
        else:
            groups.append([item])
    said: list[tuple[int, Attribution]] = []  # where each speaker was last heard
    stage = Stage(reading)
    return [_quotation(stage, group, said, decide) for group in groups]


def _same_utterance(reading: Reading, group: Sequence[_Read], item: _Read) -> bool:
    previous = group[-1]
    if previous.mark.continues:
        return True
    if not (previous.whole and item.whole) or previous.term or item.term:
        return False
    text = reading.article.text
    between = text[previous.mark.closed : item.mark.opened]
    if "\n" in between:
        return False
    cue = previous.cue
    if cue is None or cue.where != "after":
        return False
    if item.cue is not None and item.cue.token >= item.around.after[0]:
        return False
    stops = [i for i in range(*previous.around.after) if reading.tokens[i].text in (".", "?", "!")]
    gap = reading.from_offset(previous.mark.closed), reading.from_offset(item.mark.opened)
    sentences = {
        reading.tokens[i].sentence for i in range(*gap) if reading.tokens[i].pos != "PUNCT"
    }
    return len(sentences) <= 1 and len(stops) <= 1


def _quotation(
    stage: Stage,
    group: Sequence[_Read],
    said: list[tuple[int, Attribution]],
    decide: Decider,
) -> Quotation:
    reading, first = stage.reading, group[0]
    whole = any(item.whole for item in group)
    term = all(item.term for item in group)
    attribution = Attribution()
    if not term:
        utterance = _utterance(reading, group, said, whole=whole)
        attribution = who_speaks.Weighing(stage).chosen(utterance, decide)
    kind = _kind(reading, group, attribution, whole=whole, term=term)
    via = attribution.via or _cited(reading, group)
    attribution = replace(attribution, via=via)
    if attribution.name is not None:
        said.append((group[-1].mark.closed, attribution))
    stage.heard.append((group[-1].mark.closed, attribution.name))
    segments = tuple(Segment(item.mark.start, item.mark.end) for item in group)
    return Quotation(segments, kind, attribution, first.mark.sentence)


def _utterance(
    reading: Reading,
    group: Sequence[_Read],
    said: Sequence[tuple[int, Attribution]],
    *,
    whole: bool,
) -> Utterance:
    """What the rules find about one utterance."""
    first, last = group[0], group[-1]
    cue = next((item.cue for item in group if item.cue is not None), None)
    how, ruled = "none", None
    owner = None if whole else _owner(reading, first)
    if owner is not None:
        how, ruled, cue = "owned", owner, None
    elif cue is not None:
        how, ruled = cue.where, _by_cue(reading, cue)
    else:
        ruled = _carried(reading, first, said) if whole else None
        how = "none" if ruled is None else "carried"
    return Utterance(
        start=first.mark.opened,
        end=last.mark.closed,
        first=reading.from_offset(first.mark.start),
        last=reading.from_offset(last.mark.end),
        before=first.around.before,
        after=group[0].around.after if len(group) > 1 else last.around.after,
        whole=whole,
        opens=first.around.starts_sentence,
        first_person=any(_I.search(reading.article.text, i.mark.start, i.mark.end) for i in group),
        cue=cue,
        how=how,
        ruled=ruled if ruled is not None and ruled.name is not None else Attribution(),
    )


def _owner(reading: Reading, item: _Read) -> Attribution | None:
    """Doe's "own words" remark: whose words a noun of speech behind the marks says they are."""
    first, last = item.around.before
    after = item.around.after[0]
    if after >= len(reading.tokens) or item.around.after[1] <= after:
        return None
    noun = reading.tokens[after].lemma.lower()
    if noun not in speech.NOUNS and noun not in (
        "line",
        "phrase",
        "speech",
        "jibe",
        "quip",
        "quote",
    ):
        return None
    end = next(
        (
            i
            for i in range(last - 1, max(first, last - 4) - 1, -1)
            if reading.tokens[i].text in _OWNS
        ),
        None,
    )
    entity = reading.entity_at.get(end - 1) if end is not None and end > first else None
    if entity is None or entity.label not in ("PERSON", "ORG"):
        return None
    source = source_in(reading, entity.first, entity.last)
    if source is None or not source.name:
        return None
    return Attribution(
        source.kind, source.name, reading.tokens[after].text, source.start, source.end
    )


def _kind(
    reading: Reading,
    group: Sequence[_Read],
    attribution: Attribution,
    *,
    whole: bool,
    term: bool,
) -> str:
    if term:
        return "name"
    if whole:
        return "direct"
    words = sum(len(reading.article.text[i.mark.start : i.mark.end].split()) for i in group)
    return "scare" if attribution.name is None and words <= 2 else "fragment"


def _by_cue(reading: Reading, cue: Cue) -> Attribution:
    source = cue.source
    if not source.name:
        return Attribution()
    via = reported.told(reading, cue)
    name = _without_opening_capital(reading, source)
    return Attribution(source.kind, name, cue.text, source.start, source.end, via)


def _without_opening_capital(reading: Reading, source: Source) -> str:
    """A description without the capital that it has only since it begins its sentence."""
    index = reading.from_offset(source.start)
    if index >= len(reading.tokens) or not source.name.startswith(reading.tokens[index].text):
        return source.name
    token = reading.tokens[index]
    before = reading.tokens[index - 1] if index else None
    begins = before is None or before.sentence != token.sentence or before.pos == "PUNCT"
    common = token.pos != "PROPN" and index not in reading.entity_at and token.text[1:].islower()
    return source.name[0].lower() + source.name[1:] if begins and common else source.name


def _carried(
    reading: Reading, item: _Read, said: Sequence[tuple[int, Attribution]]
) -> Attribution | None:
    """The speaker of a quotation without a cue: whoever was speaking just before."""
    text = reading.article.text
    line = text.rfind("\n", 0, item.mark.opened) + 1
    heard = said[-1] if said else None
    if heard is not None and heard[0] >= line:
        return heard[1]
    before = reading.from_offset(len(text[: item.mark.opened].rstrip(" \t\n\"“'‘-–—"))) - 1
    if not item.around.starts_sentence or before < 0:
        return None
    previous = text.rfind("\n", 0, max(0, line - 1)) + 1
    for sentence in range(reading.tokens[before].sentence, -1, -1):
        first, last = _tokens_of(reading, sentence, before)
        if first >= last or reading.tokens[before].sentence - sentence > _SENTENCES_BACK:
            break
        if heard is not None and heard[0] >= reading.tokens[first].start:
            return heard[1]
        if reading.tokens[first].start < previous:
            break
        cue = last_speaker(reading, first, last)
        if cue is not None:
            return _by_cue(reading, cue)
    return heard[1] if heard is not None and heard[0] >= previous else None


def _tokens_of(reading: Reading, sentence: int, before: int) -> tuple[int, int]:
    """Token range of a sentence, up to ``before``."""
    last = before + 1
    while last > 0 and reading.tokens[last - 1].sentence != sentence:
        last -= 1
    first = last
    while first > 0 and reading.tokens[first - 1].sentence == sentence:
        first -= 1
    return first, last


def _cited(reading: Reading, group: Sequence[_Read]) -> str | None:
    """The outlet whose citation marker closes a sentence of the utterance."""
    for item in group:
        for index in {reading.sentence_at(item.mark.start), reading.sentence_at(item.mark.end)}:
            name = reported.cited_after(reading, index)
            if name is not None:
                return name
    return None
