"""Is a part of a sentence told by one passage of a report, in the words of that report?

Stricter than prose and other than the edit licence: every content word of the part must stand in
the passage, in the same order; a person may be named as the report names them elsewhere; articles
and auxiliaries may differ. What the passage says around the part must not deny, limit or attribute
it otherwise than the sentence does.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.alignment import Alignment, Edit, align
from copydesk.check.cuts import CONDITIONS, DISPUTES, Cut, may_cut, turns_sense
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.identity import Meaning, Names, same_attribution, same_subject
from copydesk.check.lexicon import (
    EQUIVALENT,
    HEDGES,
    MODALS,
    NEGATIONS,
    NEUTRAL_SAYS,
    words_of,
)
from copydesk.check.words import Word, is_mark, key
from copydesk.english import lists
from copydesk.model import Annotated, Outcome

#: Words that may differ or be absent without another thing being said.
_SMALL = words_of("a an the is are was were been being has have had 's that also then now both")
#: Words that point to what was told.
_TAKES_UP = words_of("the this that these those")
#: Hedges of a number that is near this, and of one that is this or more.
_NEAR, _FROM = (
    words_of("about around roughly approximately some"),
    words_of("at least more than over"),
)
#: Hedges that a number which is not hedged bears out.
_NO_LESS = _NEAR | words_of("at least")
#: A number behind one of these counts others.
_OTHERS = words_of("another other others further additional extra")
_NOTHING: frozenset[str] = frozenset()
_AS_SAID = words_of("reportedly allegedly apparently")
#: Relations of words that make another thing of the word that they stand before.
_INSIDE_PHRASE = frozenset(
    {"compound", "amod", "nummod", "flat", "flat:name", "fixed", "nmod:poss", "case", "advmod"}
)
#: Adverbs without which more would be said, or another thing.
_NOT_QUITE = lists.words("check", "borne out not quite")
_OTHER_THING = words_of("former ex fake false mock would-be acting non anti half part quarter")


#: What is conceded leaves the rest as true as it was; what is asked is open only in its clause.
_CONCEDES, _UNSURE = words_of("but although though despite"), words_of("whether")
#: What denies or limits a verb stands before it or so near behind it.
_REACH = 4
#: Where a clause may begin or end.
_CLAUSE_JOINTS = frozenset(',;:-"()') | words_of("and but while after as when that who which")


def borne_out(part: Meaning, passage: Passage, report: Evidence, *, counted: bool) -> Outcome:
    """Whether the passage says what the part says, and nothing around it takes it back.

    Args:
        part: words of a sentence.
        passage: of the report.
        report: the report.
        counted: whether the part is a number with what it counts and no clause; that it counts
            the same is for compare to say.

    Returns:
        supported; caveat for a number that the report has from somebody; else not found.
    """
    alignment = _in_one_run(part.words, passage.words) or align(part.words, passage.words)
    if not alignment.pairs:
        return Outcome.NOT_FOUND
    names = Names(report, alignment, part)
    first, last = alignment.pairs[0][0], alignment.pairs[-1][0]
    low, high = first, last
    for edit in alignment.edits:
        if edit.c0 == edit.c1 and (edit.e1 <= first or edit.e0 > last):
            continue
        if counted and _is_hedge(edit, alignment, first):
            continue
        taken = _licensed(edit, alignment, names, passage, report.report)
        if taken is None:
            return Outcome.NOT_FOUND
        low, high = min(low, taken[0]), max(high, taken[1])
    if _quotes_differ(alignment):
        return Outcome.NOT_FOUND
    held = alignment.evidence[low : high + 1]
    hedges = _NEAR | _FROM if counted else _NOTHING
    if not (
        _nothing_takes_it_back(part, alignment, low, high, passage, hedges)
        and (all(w.quoted for w in held) or _is_whole_phrase(report.report, held))
        and same_subject(part, alignment, report.report)
    ):
        return Outcome.NOT_FOUND
    if same_attribution(part, held, passage, report.report):
        return Outcome.SUPPORTED
    quoted = any(w.quoted for w in (*held, *part.words))
    return Outcome.CAVEAT if counted and not quoted else Outcome.NOT_FOUND


def _in_one_run(claim: Sequence[Word], evidence: Sequence[Word]) -> Alignment | None:
    """The words where the passage has them one behind the other, quoted alike; an alignment of the
    whole may take another "pier" for the one behind "old"."""
    ours = tuple(w for w in claim if not is_mark(w))
    theirs = tuple(w for w in evidence if not is_mark(w))
    wanted = [(w.norm, w.quoted) for w in ours]
    size = len(wanted)
    for first in range(len(theirs) - size + 1):
        if [(w.norm, w.quoted) for w in theirs[first : first + size]] == wanted:
            pairs = tuple((first + i, i) for i in range(size))
            around = (Edit(0, first, 0, 0), Edit(first + size, len(theirs), size, size))
            return Alignment(ours, theirs, pairs, around)
    return None


def _is_hedge(edit: Edit, alignment: Alignment, first: int) -> bool:
    """Whether an edit only puts in, leaves out or changes what hedges a number, and the number
    may be the same with it and without."""
    ours = {w.norm for w in alignment.claim[edit.c0 : edit.c1]} - _SMALL
    theirs = {w.norm for w in alignment.evidence[edit.e0 : edit.e1]} - _SMALL
    if edit.e1 <= first:
        theirs = {w.norm for w in alignment.evidence[max(0, first - 2) : first]} & HEDGES
    if not theirs:
        return ours <= _NO_LESS
    if not ours:
        return theirs <= _NEAR | _FROM
    return any(ours | theirs <= alike for alike in (_NEAR, _FROM))


def _licensed(
    edit: Edit, alignment: Alignment, names: Names, passage: Passage, report: Annotated
) -> tuple[int, int] | None:
    """The first and last word of the passage that stand for an edit's words; None without licence.

    At the ends of the part the passage may go on: only its nearest words stand for ours.
    """
    e0, e1 = edit.e0, edit.e1
    c0, c1 = edit.c0, edit.c1
    claim = alignment.claim
    if e0 < e1 and _same(alignment.evidence[e0:e1], claim[c0:c1]):
        return e0, e1 - 1
    while c0 < c1 and claim[c0].norm in _SMALL:
        c0 += 1
    while c0 < c1 and claim[c1 - 1].norm in _SMALL:
        c1 -= 1
    ours = claim[c0:c1]
    spans = [(e0, e1)]
    if edit.c0 == 0:
        spans = [(max(e0, e1 - n), e1) for n in (len(ours), 0, 1)]
    elif edit.c1 == len(claim):
        spans = [(e0, min(e1, e0 + n)) for n in (len(ours), 0, 1)]
    for start, end in spans:
        was = alignment.evidence[start:end]
        if _same(was, ours) or names.resolves(start, end, c0, c1):
            return (start, end - 1) if start < end else (len(alignment.evidence), -1)
    if ours:
        return (len(alignment.evidence), -1) if _in_full(edit, alignment, names) else None
    cut = Cut(tuple(alignment.evidence[e0:e1]), edit, alignment, passage.words, _places(passage))
    if _is_modifier(alignment, edit, report) or may_cut(cut) or _is_aside(cut):
        return e0, e1 - 1
    return None


def _in_full(edit: Edit, alignment: Alignment, names: Names) -> bool:
    """Whether the part only has in full what the passage takes up with "the", and the report has
    it in full elsewhere: "the ferry" and "the harbour ferry"."""
    phrase = names.phrase_of(edit.c0, edit.c1)
    there = [e for e, c in alignment.pairs if phrase[0] <= c < phrase[1]]
    if edit.e0 != edit.e1 or not there or there[-1] - there[0] != len(there) - 1:
        return False
    before = alignment.evidence[there[0] - 1].norm if there[0] else ""
    words = [key(w) for w in alignment.claim[phrase[0] : phrase[1]]]
    return before in _TAKES_UP and len(there) + edit.c1 - edit.c0 == len(words) and names.has(words)


def _is_manner(cut: Sequence[Word], report: Annotated) -> bool:
    """Whether left-out words only say how a thing was done that is kept."""
    inside = _tokens_of(report, cut[0].start, cut[-1].end)
    return bool(inside) and all(
        report.tokens[i].pos == "ADV"
        and report.tokens[i].text.endswith("ly")
        and report.tokens[i].text.lower() not in _NOT_QUITE
        for i in inside
    )


def _places(passage: Passage) -> dict[int, int]:
    words = reversed(list(enumerate(passage.words)))
    return {w.start: i for i, w in words if not is_mark(w)}


def _same(was: Sequence[Word], ours: Sequence[Word]) -> bool:
    if any(w.quoted for w in (*was, *ours)):
        return [w.norm for w in was] == [w.norm for w in ours]
    points = all(any(w.norm in _TAKES_UP for w in side) for side in (was, ours))
    small = _SMALL | _TAKES_UP if points else _SMALL
    was_left = [w for w in was if w.norm not in small]
    ours_left = [w for w in ours if w.norm not in small]
    if (tuple(w.norm for w in was_left), tuple(w.norm for w in ours_left)) in EQUIVALENT:
        return True
    return len(was_left) == len(ours_left) and all(
        _alike(a, b) for a, b in zip(was_left, ours_left, strict=True)
    )


def _alike(one: Word, other: Word) -> bool:
    """Whether two words are one but for their ending, or two neutral verbs of speech."""
    if one.norm == other.norm:
        return True
    both = {one.norm, other.norm}
    if one.kind == "number" or other.kind == "number" or both & (NEGATIONS | MODALS):
        return False
    return both <= NEUTRAL_SAYS or key(one) == key(other)


def _is_modifier(alignment: Alignment, edit: Edit, report: Annotated) -> bool:
    """Whether left-out words only narrow a noun that is kept and is not counted."""
    cut = alignment.evidence[edit.e0 : edit.e1]
    if edit.c0 != edit.c1 or any(w.quoted for w in cut) or turns_sense([w.norm for w in cut]):
        return False
    if any(w.kind == "number" or w.norm in HEDGES | _OTHER_THING for w in cut):
        return False
    if _is_manner(cut, report):
        return True
    tokens = report.tokens
    inside = _tokens_of(report, cut[0].start, cut[-1].end)
    for index in inside:
        head = tokens[index].head
        if head in inside:
            continue
        counted = any(t.head == head and t.dep == "nummod" for t in tokens)
        if counted or head < index or tokens[index].dep not in _NARROWS:
            return False
    return bool(inside)


_NARROWS = frozenset({"amod", "compound", "nmod:poss"})


def _is_aside(cut: Cut) -> bool:
    """Words between two commas that neither turn the sense nor count something else."""
    return cut.before == "," and cut.after in {",", ""} and not turns_sense(cut.norms)


def _quotes_differ(alignment: Alignment) -> bool:
    """Whether words stand between quotation marks in one and not in the other."""
    return any(
        alignment.claim[c].quoted is not alignment.evidence[e].quoted for e, c in alignment.pairs
    )


def _nothing_takes_it_back(
    part: Meaning,
    alignment: Alignment,
    low: int,
    high: int,
    passage: Passage,
    hedges: frozenset[str],
) -> bool:
    """Whether what stands around the words leaves them as true in the passage as in the
    sentence, and the other way round; but for what hedges the number of the part."""
    start, end = alignment.evidence[low].start, alignment.evidence[high].end
    ours, theirs = part.claim.words, passage.words
    verbs = any(
        t.pos in ("VERB", "AUX") and part.start <= t.start < part.end
        for t in part.claim.annotated.tokens
    )
    # What is counted, or was said, is there, whatever may happen to it; and who passes a thing
    # on as said by others claims less than one who says it.
    spared = MODALS if not verbs or all(w.quoted or is_mark(w) for w in part.words) else _NOTHING
    of_passage = _limits(theirs, start, end, spared) - hedges
    of_sentence = _limits(ours, part.start, part.end, spared | _AS_SAID) - hedges
    return of_passage <= {w.norm for w in ours} and of_sentence <= {w.norm for w in theirs}


def _limits(words: Sequence[Word], start: int, end: int, spared: frozenset[str]) -> set[str]:
    """The words around a stretch that deny or limit it: in its clause, or from further off."""
    joints = [w for w in words if w.norm in _CLAUSE_JOINTS]
    opened = max((m.end for m in joints if m.end <= start), default=0)
    closed = min((m.start for m in joints if m.start >= end), default=words[-1].end)
    before = [w for w in words if w.end <= start]
    after = [w for w in words if w.start >= end]
    near = [w for w in before if w.start >= opened] + [w for w in after[:_REACH] if w.end <= closed]
    found = {w.norm for w in near} & (NEGATIONS | (MODALS - spared))
    found |= {w.norm for w in near} & _UNSURE
    found |= {w.norm for w in (*before, *after)} & (CONDITIONS - _CONCEDES - _UNSURE | DISPUTES)
    # "Two of the 14 hurt", "half the 14 hurt": another number than that of the 14.
    counts = [w for w in before[-3:] if w.start >= opened]
    return found | {w.norm for w in counts if w.norm in HEDGES | _OTHERS or w.kind == "number"}


def _tokens_of(report: Annotated, start: int, end: int) -> list[int]:
    return [i for i, t in enumerate(report.tokens) if start <= t.start and t.end <= end]


def _is_whole_phrase(report: Annotated, held: Sequence[Word]) -> bool:
    """Whether the words do not end within a noun phrase of the passage or lose what changes it."""
    inside = _tokens_of(report, held[0].start, held[-1].end)
    if not inside:
        return False
    first, last = inside[0], inside[-1]
    tokens = report.tokens
    for index in inside:
        head = tokens[index].head
        if head > last and tokens[index].dep in _INSIDE_PHRASE and tokens[index].pos != "PUNCT":
            return False
    lost = [
        t
        for t in tokens[max(0, first - 8) : first]
        if first <= t.head <= last
        and t.dep in _INSIDE_PHRASE
        and t.sentence == tokens[first].sentence
    ]
    return not any(t.text.lower() in _OTHER_THING or t.dep in ("nummod", "nmod:poss") for t in lost)
