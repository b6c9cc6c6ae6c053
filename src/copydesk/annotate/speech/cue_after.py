"""The cue behind a quotation: "…," X said; "…," said X; "…" according to X; "…" – X."""

from __future__ import annotations

from copydesk.annotate.lookup import Reading
from copydesk.annotate.speech.cue import (
    CLAUSE_ENDS,
    Cue,
    is_verb,
    noun_phrase_end,
    phrase_in,
    quoted_person,
    shortened,
)
from copydesk.annotate.speech.noun_phrases import source_in
from copydesk.annotate.speech.source import Source
from copydesk.english import speech

_REACH = 30  # tokens between a mark and its cue; a longer way is another clause
_CLOSING = 4  # tokens of a subject that closes the sentence with its verb
_SUBJECT = 16  # tokens of a subject with its appositions
_TELLING = ("tell", "inform", "assure", "advise")
_MARKS = ("“", "”", '"', "''", "``")
_SIGNATURE = 10  # tokens of a name after a dash
_RELATIVE = ("who", "which", "whose", "that", "whom", "where", "when")
_NOT_MAIN = ("amod", "acl", "acl:relcl", "compound")
_DASHES = ("-", "–", "—", "―", "--", "~")


def find_after(
    reading: Reading, after: tuple[int, int], *, ended: bool, apart: bool, whole: bool
) -> Cue | None:
    """The cue in the reporter's words behind a quotation.

    Args:
        after: token range of those words, within their sentence.
        ended: the quoted words end their own sentence.
        apart: a comma inside the marks parts them from what follows.
        whole: the marks hold a clause of their own.
    """
    first, last = after
    last = min(last, first + _REACH)
    start = first
    while start < last and reading.tokens[start].pos == "PUNCT":
        start += 1
    signed = _signed(reading, first, last) if whole else None
    if signed is not None:
        return signed
    if ended and start < last and not _joined(reading, start, last):
        return None
    phrase = phrase_in(reading, start, last if whole else after[1], only_first=whole)
    if phrase is not None:
        return phrase
    if whole or apart or start > first:
        direct = _adjacent(reading, start, last)
        if direct is not None:
            return direct
    else:
        direct = _adjacent(reading, start, min(last, start + 4))
        if direct is not None and direct.token <= start + 1:
            return direct
    closing = None if whole else closing_clause(reading, start, after[1])
    return closing[0] if closing is not None else None


def closes(reading: Reading, after: tuple[int, int], cue: Cue) -> bool:
    """Whether nothing but "X said" or "said X" stands between the marks and the clause's end.

    Behind a comma inside the marks it tells who says them, wherever the parse hangs them.
    """
    first, last = after
    words = [i for i in range(first, last) if reading.tokens[i].pos != "PUNCT"]
    if not words or reading.tokens[words[0]].pos in ("CCONJ", "SCONJ", "ADP"):
        return False
    lemma = reading.cue_lemma(cue.token)
    if lemma not in speech.SPEECH_ALONE or cue.token > words[0] + _CLOSING:
        return False
    if cue.token == words[0]:
        return True
    return cue.token + 1 >= last or reading.tokens[cue.token + 1].pos == "PUNCT"


def _signed(reading: Reading, first: int, last: int) -> Cue | None:
    """ "…" – Jane Smith, at the end of its line."""
    if first >= last or reading.tokens[first].text not in _DASHES or last - first > _SIGNATURE:
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
        particle = speech.lemma_of(reading.tokens[verb].text) is None
        begin = verb + 1 + particle
        source = source_in(reading, begin, noun_phrase_end(reading, begin, last))
    quoted = quoted_person(reading, verb, last)
    source = quoted or source
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


def _first_verb(reading: Reading, start: int, last: int) -> int | None:
    """First verb of speech when only a subject stands between it and ``start``."""
    relative = False
    index = start
    while index < last:
        token = reading.tokens[index]
        low = token.text.lower()
        ends = low in CLAUSE_ENDS and not (
            low == "." and index > start and shortened(reading, index)
        )
        if ends or (low in ("when", "after") and index == start):
            return None
        if low in _RELATIVE and index > start:
            relative = True
        elif relative and low == ",":
            relative = False
        elif not relative:
            lemma = reading.cue_lemma(index)
            verbal = token.pos == "VERB" and token.dep not in _NOT_MAIN and token.tag != "VBG"
            if lemma in speech.SPEECH and is_verb(reading, index, start):
                if low.endswith("ing") and index > start and token.pos != "VERB":
                    index += 1
                    continue
                return index
            if verbal:
                return None
        index += 1
    return None


def closing_clause(reading: Reading, start: int, last: int) -> tuple[Cue, int] | None:
    """…, said X. / …, X said. at the end of a sentence, by position.

    Parsers trained on little news hang this clause anywhere; its shape is plain.

    Returns:
        the cue, and the token of the comma that parts it from what is said.
    """
    for index in range(last - 1, start, -1):
        token = reading.tokens[index]
        lemma = reading.cue_lemma(index)
        if lemma not in speech.SPEECH or lemma in speech.WEAK or not is_verb(reading, index, start):
            continue
        comma = _comma_before(reading, index, start)
        if comma == index - 1 and lemma not in _TELLING and not token.text.endswith("ing"):
            end = noun_phrase_end(reading, index + 1, last)
            source = source_in(reading, index + 1, end)
            if source is not None and not _sets_a_scene(reading, index + 1):
                return Cue(token.text, source, "after", index), comma
        if comma is not None and _ends_there(reading, index, last):
            found = _subject_back_to(reading, comma, index, start)
            if found is not None:
                return Cue(token.text, found[0], "after", index), found[1]
    return None


def _sets_a_scene(reading: Reading, index: int) -> bool:
    """on Monday, in a statement: no inverted subject."""
    token = reading.tokens[index]
    return token.pos in ("ADP", "ADV", "SCONJ") or token.text.lower() in ("that", "there")


def _ends_there(reading: Reading, index: int, last: int) -> bool:
    """Whether the verb ends its sentence but for time, place and listener."""
    after = reading.tokens[index + 1] if index + 1 < last else None
    if after is None or after.pos in ("PUNCT", "ADP", "PROPN"):
        return True
    told = reading.cue_lemma(index) in _TELLING
    return told and after.pos in ("NOUN", "PRON", "DET")


def _subject_back_to(
    reading: Reading, comma: int, verb: int, start: int
) -> tuple[Source, int] | None:
    """The subject before the verb, appositions included, and the comma before it."""
    best: tuple[Source, int] | None = None
    at, end = comma, verb
    while verb - at <= _SUBJECT:
        source = _noun_phrase(reading, at + 1, end)
        if source is not None:
            named = source.name[:1].isupper()
            again = best is not None and best[0].name == source.name
            if best is None or again or (named and not best[0].name[:1].isupper()):
                best = (source, at)
            elif not named and source.kind == "person" and source.human and best[1] == end:
                best = (best[0], at)
            else:
                break
        elif at + 1 < end:
            break
        before = _comma_before(reading, at, start)
        if before is None:
            break
        at, end = before, at
    return best


def _noun_phrase(reading: Reading, first: int, last: int) -> Source | None:
    """The source in a stretch that is nothing but a noun phrase."""
    words = [t for t in reading.tokens[first:last] if t.pos != "PUNCT"]
    if not words or words[0].pos in ("ADP", "SCONJ", "CCONJ", "ADV"):
        return None
    for token in words:
        main = token.pos == "VERB" and token.dep not in _NOT_MAIN
        if main or token.text.lower() in (*_RELATIVE, "and"):
            return None
    marks = any(t.text in _MARKS for t in reading.tokens[first:last])
    source = None if marks else source_in(reading, first, last)
    return source if source is not None and source.human else None


def _comma_before(reading: Reading, index: int, start: int) -> int | None:
    for at in range(index - 1, start - 1, -1):
        if reading.tokens[at].text == "," and not _in_number(reading, at):
            return at
        if reading.tokens[at].text in CLAUSE_ENDS:
            return None
    return None


def _in_number(reading: Reading, comma: int) -> bool:
    """Whether a comma groups digits that a space has torn apart: 120, 000."""
    around = reading.tokens[max(0, comma - 1) : comma + 2]
    return len(around) == 3 and around[0].text.isdigit() and around[2].text == "000"
