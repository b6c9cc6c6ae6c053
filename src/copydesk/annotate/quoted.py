"""Which words name the speaker of a quotation: the cue beside it and the source of the cue.

Close patterns come first (O'Keefe et al. 2012; Muzny et al. 2017): "…," X said, "…," said X,
according to X, X said: "…". For words inside the reporter's own sentence the dependency
parse, where there is one, tells which verb governs them and whose verb it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from copydesk.annotate import cues
from copydesk.annotate.quotations import Marked
from copydesk.annotate.reading import Reading
from copydesk.annotate.sources import Source, source_in
from copydesk.annotate.subjects import subject_span

_REACH = 30  # tokens between a mark and its cue; a longer way is another clause
_NEAR = 7
_CLAUSE_ENDS = (".", "!", "?", ";")
_NOT_MAIN = ("amod", "acl", "acl:relcl", "compound")
_DASHES = ("-", "–", "—", "―", "--", "~")
_PLAIN = ("said", "says", "told", "added", "adds", "wrote", "writes", "explained", "tweeted")
_RELATIVE = ("who", "which", "whose", "that", "whom", "where", "when")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue with its source; ``where`` is "after" or "before" the quotation."""

    text: str
    source: Source
    where: str
    token: int


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Tokens of the reporter around one pair of marks.

    ``before`` and ``after`` are token ranges within its sentence, without quoted words.
    """

    before: tuple[int, int]
    after: tuple[int, int]
    ended: bool
    starts_sentence: bool


def surroundings(reading: Reading, marked: Sequence[Marked], index: int) -> Surroundings:
    """The reporter's words before and after ``marked[index]``, up to the next marks."""
    mark = marked[index]
    text = reading.article.text
    ended = text[mark.end - 1 : mark.end] in tuple(".!?…") and text[
        mark.closed : mark.closed + 1
    ].strip() not in tuple(",;")
    left_limit = marked[index - 1].closed if index else 0
    right_limit = marked[index + 1].opened if index + 1 < len(marked) else len(text)
    line_start = text.rfind("\n", 0, mark.opened) + 1
    line_end = text.find("\n", mark.closed)
    right_limit = min(right_limit, line_end if line_end >= 0 else len(text))
    left = max(left_limit, line_start, _sentence_start(reading, mark.opened))
    right = min(right_limit, _sentence_end(reading, mark))
    before = (reading.from_offset(left), reading.from_offset(mark.opened))
    after = (reading.from_offset(mark.closed), reading.from_offset(right))
    begins = not text[max(left, line_start) : mark.opened].strip(" \t\"“'‘-–—,")
    return Surroundings(before, after, ended, begins)


def _sentence_start(reading: Reading, offset: int) -> int:
    if not reading.sentences:
        return 0
    return reading.sentences[reading.sentence_at(offset)].start


def _sentence_end(reading: Reading, mark: Marked) -> int:
    """End of the sentence that goes on after the closing mark."""
    if not reading.sentences:
        return len(reading.article.text)
    following = reading.from_offset(mark.closed)
    if following >= len(reading.tokens):
        return len(reading.article.text)
    token = reading.tokens[following]
    if token.text in (",", "-", "–", "—") and following + 1 < len(reading.tokens):
        token = reading.tokens[following + 1]
    return reading.sentences[token.sentence].end if reading.sentences else mark.closed


def find_cue(reading: Reading, mark: Marked, around: Surroundings, *, whole: bool) -> Cue | None:
    """The cue of one pair of marks.

    Args:
        whole: the marks hold a clause of their own, not words in the reporter's sentence.
    """
    after = _after(reading, around, whole=whole)
    before = _before(reading, mark, around, whole=whole)
    if around.ended and whole:
        return before or after
    if whole and after is not None and before is not None:
        return before if _colon(reading, around) else after
    return (after or before) if whole else (before or after)


# After the quotation ------------------------------------------------------------------------


def _after(reading: Reading, around: Surroundings, *, whole: bool) -> Cue | None:
    first, last = around.after
    last = min(last, first + _REACH)
    start = first
    while start < last and reading.tokens[start].pos == "PUNCT":
        start += 1
    signed = _signed(reading, first, last) if whole else None
    if signed is not None:
        return signed
    if around.ended and start < last and not _joined(reading, start, last):
        return None
    phrase = _phrase(reading, start, last if whole else around.after[1], only_first=whole)
    if phrase is not None:
        return phrase
    if whole or start > first:
        direct = _adjacent(reading, start, last)
        if direct is not None:
            return direct
    else:
        direct = _adjacent(reading, start, min(last, start + 4))
        if direct is not None and direct.token <= start + 1:
            return direct
    return None if whole else _closing_clause(reading, start, around.after[1])


def _signed(reading: Reading, first: int, last: int) -> Cue | None:
    """ "…" – Jane Smith, at the end of its line."""
    if first >= last or reading.tokens[first].text not in _DASHES or last - first > _NEAR + 3:
        return None
    if first + 1 >= last or not reading.tokens[first + 1].text[:1].isupper():
        return None
    if any(reading.tokens[i].pos in ("VERB", "AUX") for i in range(first + 1, last)):
        return None
    source = source_in(reading, first + 1, last)
    return Cue(reading.tokens[first].text, source, "after", first) if source else None


def _joined(reading: Reading, start: int, last: int) -> bool:
    """Whether words after a full stop inside the marks still belong to them."""
    token = reading.tokens[start]
    if token.text[:1].islower():
        return True
    cue = _adjacent(reading, start, last)
    if cue is None:
        return False
    after = cue.token + 1
    return after >= last or reading.tokens[after].pos == "PUNCT" or reading.tokens[after].text in (
        "in", "on", "at", "during", "after",
    )  # fmt: skip


def _phrase(reading: Reading, start: int, last: int, *, only_first: bool) -> Cue | None:
    """according to X; as reported by X."""
    for index in range(start, start + 2 if only_first else last):
        if index >= last:
            break
        for phrase in cues.PHRASES:
            length = len(phrase)
            words = tuple(t.text.lower() for t in reading.tokens[index : index + length])
            if words != phrase:
                continue
            begin = index + length
            source = source_in(reading, begin, _noun_phrase_end(reading, begin, last))
            if source is not None:
                return Cue(" ".join(phrase), source, "after", index)
    return None


def _adjacent(reading: Reading, start: int, last: int) -> Cue | None:
    """said X / X said, right behind the marks."""
    verb = _first_verb(reading, start, last)
    if verb is None:
        return None
    begin = _subject_start(reading, start, verb)
    if begin is None:
        return None
    if begin < verb:
        source = source_in(reading, begin, verb)
    else:
        begin = _past_setting(reading, verb + 1, last)
        source = source_in(reading, begin, _noun_phrase_end(reading, begin, last))
    return Cue(reading.tokens[verb].text, source, "after", verb) if source is not None else None


def _subject_start(reading: Reading, start: int, verb: int) -> int | None:
    """Where the subject between the marks and the verb begins; ``verb`` when there is none.

    A phrase that goes on from the quoted words ("…" in the old town, she said) ends at the
    last comma; None when only such a phrase is there.
    """
    lead = [i for i in range(start, verb) if reading.tokens[i].pos not in ("PUNCT", "ADV", "AUX")]
    if not lead:
        return verb
    if reading.tokens[lead[0]].pos != "ADP":
        return lead[0]
    comma = _comma_before(reading, verb, start)
    return comma + 1 if comma is not None and comma + 1 < verb else None


def _past_setting(reading: Reading, begin: int, last: int) -> int:
    """Where the speaker's name begins in "wrote on Example.com Jane Smith, mayor of …"."""
    if begin >= last or reading.tokens[begin].text.lower() not in ("on", "in", "via", "to"):
        return begin
    entity = reading.entity_at.get(begin + 1)
    name = entity.last if entity is not None and entity.label != "PERSON" else begin + 2
    if name + 1 < last and all(reading.tokens[i].text[:1].isupper() for i in (name, name + 1)):
        return name
    return last


def _first_verb(reading: Reading, start: int, last: int) -> int | None:
    """First verb of speech when only a subject stands between it and ``start``."""
    relative = False
    index = start
    while index < last:
        token = reading.tokens[index]
        low = token.text.lower()
        if low in _CLAUSE_ENDS:
            return None
        if low in _RELATIVE and index > start:
            relative = True
        elif relative and low == ",":
            relative = False
        elif not relative:
            lemma = cues.lemma_of(low)
            verbal = token.pos == "VERB" and token.dep not in _NOT_MAIN and token.tag != "VBG"
            if lemma in cues.SPEECH and _is_verb(reading, index, start):
                if low.endswith("ing") and index > start and token.pos != "VERB":
                    index += 1
                    continue
                return index
            if verbal and not _goes_on_to_say(reading, index, last):
                return None
        index += 1
    return None


def _is_verb(reading: Reading, index: int, start: int) -> bool:
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
    before = reading.tokens[index - 1]
    after = reading.tokens[index + 1].text if index + 1 < len(reading.tokens) else "."
    return before.text[:1].isupper() and (after in (":", ",", ".", "that", "in", "on", "”", '"'))


def _goes_on_to_say(reading: Reading, index: int, last: int) -> bool:
    """went on to say; took to the stage to declare."""
    for at in range(index + 1, min(last, index + 7)):
        lemma = cues.lemma_of(reading.tokens[at].text)
        if reading.tokens[at - 1].text.lower() in ("to", "and") and lemma in cues.SPEECH:
            return True
    return False


def _closing_clause(reading: Reading, start: int, last: int) -> Cue | None:
    """…, said X. / …, X said. at the end of the sentence that holds the words."""
    for index in range(last - 1, start, -1):
        token = reading.tokens[index]
        lemma = cues.lemma_of(token.text)
        if lemma not in cues.SPEECH or lemma in cues.WEAK or not _is_verb(reading, index, start):
            continue
        comma = _comma_before(reading, index, start)
        if comma is None:
            continue
        if comma == index - 1:
            end = _noun_phrase_end(reading, index + 1, last)
            source = source_in(reading, index + 1, end)
            if source is not None and not token.text.lower().endswith("ing"):
                return Cue(token.text, source, "after", index)
        elif reading.tokens[comma + 1].text.lower() not in _RELATIVE and index - comma <= 12:
            finish = index + 1 >= last or reading.tokens[index + 1].pos in ("PUNCT", "ADP", "NOUN")
            others = any(
                reading.tokens[i].pos == "VERB" or reading.tokens[i].text.lower() in _RELATIVE
                for i in range(comma + 1, index)
            )
            source = source_in(reading, comma + 1, index)
            if source is not None and finish and not others:
                return Cue(token.text, source, "after", index)
    return None


def _comma_before(reading: Reading, index: int, start: int) -> int | None:
    for at in range(index - 1, start - 1, -1):
        if reading.tokens[at].text == ",":
            return at
        if reading.tokens[at].text in _CLAUSE_ENDS:
            return None
    return None


def _noun_phrase_end(reading: Reading, begin: int, last: int) -> int:
    """One past the noun phrase that starts at ``begin``, appositions included."""
    for index in range(begin, last):
        token = reading.tokens[index]
        if index in reading.entity_at and reading.entity_at[index].first < index:
            continue
        if token.text in (*_CLAUSE_ENDS, ":", "(", "–", "—", '"', "“") or (
            token.pos in ("VERB", "AUX", "SCONJ") and index > begin
        ):
            return index
    return last


# Before the quotation -----------------------------------------------------------------------


def _colon(reading: Reading, around: Surroundings) -> bool:
    last = around.before[1] - 1
    return last >= around.before[0] and reading.tokens[last].text == ":"


def _before(reading: Reading, mark: Marked, around: Surroundings, *, whole: bool) -> Cue | None:
    first, last = around.before
    governing = _governors(reading, mark) if reading.parsed else ()
    if not whole:
        for verb in governing:
            cue = _cue_of(reading, verb, first, whole=False)
            if cue is not None:
                return cue
    for verb in _nearest_left(reading, first, last, whole=whole):
        cue = _cue_of(reading, verb, first, whole=whole)
        if cue is not None:
            return cue
    phrase = _phrase(reading, first, last, only_first=False)
    if phrase is not None:
        return replace(phrase, where="before")
    if not whole:
        return _rated(reading, mark, first, last)
    return _announced(reading, first, last) if _colon(reading, around) else None


def _rated(reading: Reading, mark: Marked, first: int, last: int) -> Cue | None:
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
        if cues.lemma_of(reading.tokens[verb].text) in cues.SPEECH - cues.WEAK:
            cue = _cue_of(reading, verb, first, whole=True)
            if cue is not None and cue.source.human:
                return cue
    return _announced(reading, first, last) if reading.tokens[last - 1].text == ":" else None


def _nearest_left(reading: Reading, first: int, last: int, *, whole: bool) -> Iterator[int]:
    colon = last > first and reading.tokens[last - 1].text == ":"
    for index in range(last - 1, first - 1, -1):
        lemma = cues.lemma_of(reading.tokens[index].text)
        if lemma is None or not _is_verb(reading, index, first):
            continue
        distance = last - index
        if (lemma in cues.SPEECH and (lemma not in cues.WEAK or distance <= _NEAR or colon)) or (
            lemma in cues.STANCE and (not whole or colon or distance <= _NEAR)
        ):
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
        lemma = cues.lemma_of(reading.tokens[at].text)
        if at not in inside and lemma is not None and _is_verb(reading, at, -1):
            found.append(at)
    return tuple(found)


def _cue_of(reading: Reading, verb: int, first: int, *, whole: bool) -> Cue | None:
    source = subject_of(reading, verb, first, guess=whole or reading.tokens[verb].pos != "VERB")
    lemma = cues.lemma_of(reading.tokens[verb].text)
    if source is not None and _what_they_call(reading, verb):
        source = subject_of(reading, reading.tokens[verb].head, first, guess=False) or source
    if source is None:
        return None
    if not source.human and (not whole or lemma not in cues.SPEECH or lemma in cues.WEAK):
        return None
    return Cue(reading.tokens[verb].text, source, "before", verb)


def _what_they_call(reading: Reading, verb: int) -> bool:
    """condemned what he called "…": the pronoun is whoever does the outer verb."""
    subject = next((c for c in reading.children[verb] if reading.tokens[c].dep == "nsubj"), None)
    if subject is None or subject == 0 or reading.tokens[verb].head == verb:
        return False
    pronoun = reading.tokens[subject].text.lower() in ("he", "she", "it", "they")
    return pronoun and reading.tokens[subject - 1].text.lower() == "what"


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
        if not guess:
            return None
    return _subject_by_position(reading, verb, first)


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
    start = verb
    while start > first and reading.tokens[start - 1].pos not in ("VERB", "SCONJ", "CCONJ"):
        start -= 1
    return source_in(reading, start, verb)
