"""Which words of a sentence a further citation supports, when it does not support all of them.

Two reports that tell one fact seldom tell it in one sentence that says neither more nor less. A
citation may then be set behind the part of the sentence that its report bears out: a clause, a
predicate, a counted noun phrase or a quotation. The widest such part is looked for, by the parse of
the sentence, and each is held to `copydesk.check.borne_out`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.check.borne_out import borne_out
from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence, Passage, mark_inside
from copydesk.check.figure_outcomes import figure_verdicts
from copydesk.check.identity import Meaning, subject_of
from copydesk.check.lexicon import HEDGES, MODALS, NEGATORS, SAYS, words_of
from copydesk.check.words import Word, content_words, is_mark, key, stem
from copydesk.model import Annotated, Outcome, Segment, Span, Token

#: Content words that a part has at least: a verb or a number and what it is said of.
LEAST_WORDS, LEAST_MARKED = 3, 2
#: Parts of one sentence that are aligned at most, widest first.
_MOST_TRIED = 150
#: The second half of a word that the tokenizer parts (’s, ’re), but for n’t, which denies.
_CLITIC = re.compile(r"[’'](?:s|re|ll|ve|d|m)$")
_HEADS = frozenset({"VERB", "AUX", "NOUN", "PROPN", "ADJ", "NUM"})
_NAMES = frozenset({"PERSON", "ORG", "LOC", "NORP"})
#: What completes a verb, and may not be parted from it.
_COMPLETES = frozenset({"obj", "iobj", "xcomp", "ccomp", "compound:prt", "nummod"})
_PARTICLES = frozenset({"out", "up", "off", "down", "over", "away", "back", "in", "on"})
#: Whom somebody told, and where: to have said something to them is to say nothing yet.
_ADDRESSED = frozenset(
    {"reporters", "journalists", "media", "press", "statement", "conference", "interview"}
)
#: Words of a longer quotation that may be cited by themselves.
_LONG_PIECE = 6
#: Words from which on a piece may be cited that is all that the report quotes.
_QUOTED_PIECE = 4
_NOUNS = frozenset({"NOUN", "PROPN", "PART"})
#: Content words of a noun with a participle ("the boats moored there") that tell by themselves.
_LONG_PHRASE = 5
_TIMES = frozenset(map(stem, words_of("second minute hour day night week month year decade")))
_AMOUNTS = words_of("dozens scores hundreds thousands millions billions")
_SIGNS = frozenset("$€£¥")
_NO_END = frozenset({"PUNCT", "ADP", "DET", "PART", "AUX"})
#: A part may not begin behind one of these: it would lose what they say of it.
_NOT_BEHIND = NEGATORS | MODALS | HEDGES | {"only", "not"}


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence that one citation bears out.

    Attributes:
        start, end: code points of the sentence.
        evidence: the span that bears them out.
        whole: whether they are the sentence, but for its punctuation.
        outcome: supported; caveat for a number that the report hedges in another way, or has
            from somebody.
    """

    start: int
    end: int
    evidence: Span
    whole: bool
    outcome: Outcome = Outcome.SUPPORTED


def widest_part(claim: Reading, report: Evidence) -> Part | None:
    """The widest part of a sentence that one of the report's passages bears out.

    Args:
        claim: the sentence.
        report: the report, within the cited span.

    Returns:
        the part, or None when no part that tells something is borne out.
    """
    if not report.report.parsed or not claim.words:
        return None
    elsewhere = report.once(_all_keys)
    for passage in report.passages:
        known = {key(w) for w in passage.words}
        tried = 0
        for piece in claim.once(_pieces):
            if not piece.may_be(known, elsewhere):
                continue
            part, counted = piece.part, piece.counted
            if not (piece.tells or _is_all_quoted(part, passage) or counted):
                continue
            tried += 1
            if tried > _MOST_TRIED:
                break
            outcome = borne_out(part, passage, report, counted=counted)
            if outcome.passes and counted:
                outcome = _counted_alike(part, report, outcome)
            if outcome.passes:
                end = _past_marks(claim.text, part.end)
                return Part(part.start, end, passage.span, piece.whole, outcome)
    return None


def _all_keys(report: Evidence) -> frozenset[str]:
    return frozenset(report.run_of_keys)


class _Piece:
    """A part of a sentence, with what holds of it whatever report it is held to."""

    def __init__(self, part: Meaning, *, whole: bool) -> None:
        self.part = part
        self.whole = whole

    @cached_property
    def tells(self) -> bool:
        """Whether it is the sentence, or says something by itself."""
        return self.whole or _tells(self.part)

    @cached_property
    def counted(self) -> bool:
        """Whether it is a noun phrase with a number."""
        return _is_counted(self.part)

    @cached_property
    def _wanted(self) -> tuple[tuple[str, str], ...] | None:
        """Keys and kinds of its content words that are no names; None where it has too few."""
        content = content_words(self.part.words)
        marked = any(w.kind == "number" or w.norm in _AMOUNTS or w.quoted for w in content)
        least = LEAST_MARKED if marked else LEAST_WORDS
        if sum(w.norm not in SAYS for w in content) < least:
            return None
        return tuple((key(w), w.kind) for w in content if not _is_named(w))

    def may_be(self, known: set[str], elsewhere: frozenset[str]) -> bool:
        """Whether nearly all that it says is in a passage at all; names may be resolved, and what
        is taken up with "the" have been told in full before."""
        if self._wanted is None:
            return False
        missing = [word for word in self._wanted if word[0] not in known]
        return not missing or (
            len(missing) <= 2
            and missing[0][1] == "word"
            and (len(missing) == 1 or all(word in elsewhere for word, _ in missing))
        )


def _pieces(claim: Reading) -> tuple[_Piece, ...]:
    """The sentence and its parts, widest first."""
    words = _marked(claim)
    ends = _ends(words)
    bounds = [(w.start, _end(w), w) for w in words]
    found = []
    for start, end in _parts(claim, ends):
        own = tuple(w for first, last, w in bounds if start <= first and last <= end)
        found.append(_Piece(Meaning(claim, start, end, own), whole=(start, end) == ends))
    return tuple(found)


def _past_marks(text: str, end: int) -> int:
    """The end with the closing marks that belong to it."""
    marks = re.match(r"[,.;]?[”’\"']*", text[end:])
    assert marks is not None  # it matches the empty string
    return end + (marks.end() if re.search(r"[”’\"']", marks[0]) else 0)


def _is_counted(part: Meaning) -> bool:
    """Whether a part is a noun phrase with a number."""
    tokens = part.claim.annotated.tokens
    figures = any(part.start <= f.start < part.end for f in part.claim.claims.figures)
    if not {key(w) for w in content_words(part.words) if w.kind == "word"} - _TIMES:
        return False  # "14 years" may be any
    inside = [i for i, t in enumerate(tokens) if part.start <= t.start < part.end]
    named = inside[0] - 1 if inside and inside[0] else None
    if named is not None and tokens[named].pos == "PROPN" and tokens[named].head > inside[0]:
        return False  # "2 mission" of "the Orion 2 mission"
    return figures and not any(tokens[i].pos in ("VERB", "AUX") for i in inside)


def _counted_alike(part: Meaning, report: Evidence, outcome: Outcome) -> Outcome:
    """The outcome, when the figures of a part that is no clause count in the report what they
    count here; a caveat when one of them is hedged in another way."""
    found = [
        v.outcome
        for v in figure_verdicts(part.claim, report)
        if part.start <= v.start and v.end <= part.end
    ]
    if not found or not all(o.passes for o in found):
        return Outcome.NOT_FOUND
    return Outcome.CAVEAT if Outcome.CAVEAT in found else outcome


def _marked(claim: Reading) -> tuple[Word, ...]:
    """The words of the sentence, quoted where the language stage finds a quotation too."""
    segments = [(s.start, s.end) for q in claim.annotated.quotations for s in q.segments]
    return mark_inside(claim.words, segments)


def _end(word: Word) -> int:
    """Where a word ends, without the mark behind it that may close a quotation."""
    return word.end - word.text.endswith(("'", "’"))


def _ends(words: Sequence[Word]) -> tuple[int, int]:
    plain = [w for w in words if not is_mark(w)]
    return (plain[0].start, plain[-1].end) if plain else (0, 0)


def _is_named(word: Word) -> bool:
    return word.kind == "word" and word.text[:1].isupper()


def _parts(claim: Reading, ends: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The sentence, then its parts that can be cited by themselves, widest first.

    A part runs from where a phrase begins to where one ends, by the parse and by the joints that
    need none (marks, conjunctions, prepositions).
    """
    tokens = claim.annotated.tokens
    found = {
        _trimmed(tokens, left, right)
        for left in _lefts(claim.annotated)
        for right in _rights(claim.annotated)
        if left < right
    }
    found |= {(s.start, s.end) for q in claim.annotated.quotations for s in q.segments}
    yield ends
    kept = (
        (start, end)
        for start, end in found - {ends}
        if not _cuts_a_word(claim.text, start, end)
        and not _cuts_across(claim, start, end)
        and not _cuts_a_hedge(claim, start)
    )
    yield from sorted(kept, key=lambda p: (p[0] - p[1], p[0]))


def _cuts_a_hedge(claim: Reading, start: int) -> bool:
    """Whether a part begins within the words that hedge a number: "least 14 people"."""
    before = [w.norm for w in claim.words if w.end <= start]
    first = next((w.norm for w in claim.words if w.start >= start), "")
    return first in HEDGES and bool(before) and before[-1] in HEDGES | {"at", "as"}


def _cuts_across(claim: Reading, start: int, end: int) -> bool:
    """Whether a part has a piece of a quotation and words beside it."""
    segments = (s for q in claim.annotated.quotations for s in q.segments)
    return any(
        s.start < end
        and start < s.end
        and not (start <= s.start + 1 and s.end <= end + 1)
        and not (s.start <= start and end <= s.end)
        for s in segments
    )


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Whether a part has half a word of two with a hyphen: "old boy" of "a 4-year-old boy"."""
    return bool(re.search(r"\w[-–]$", text[:start]) or re.match(r"[-–]\w", text[end:]))


def _lefts(read: Annotated) -> set[int]:
    """Where a phrase begins: at a head or its dependents, behind a joint, at a name."""
    tokens = read.tokens
    edges = _edges(tokens)
    found = {e.first for e in read.entities if e.label in _NAMES}
    for index, token in enumerate(tokens):
        if token.pos in _HEADS:
            # "Run" of "a scoring run" begins nothing; a verb without its subject may.
            found |= {edges[index][0]} if token.pos in _NOUNS else {index, edges[index][0]}
        if index == 0 or _is_joint(tokens, index - 1):
            found.add(index)
    # "’s not about": what leans on the word before it opens no part.
    found = {i + 1 if _CLITIC.match(tokens[i].text) else i for i in found}
    return {i for i in found if i < len(tokens) and not _is_joint(tokens, i)}


def _rights(read: Annotated) -> set[int]:
    """Where a phrase ends: at the last of a head's dependents, before a joint or a preposition."""
    tokens = read.tokens
    found = {last for _, last in _edges(tokens)}
    for index in range(len(tokens)):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        noun = tokens[index].pos in _NOUNS and (after is None or after.pos not in _NOUNS)
        if noun or after is None or _is_joint(tokens, index + 1) or after.pos == "ADP":
            found.add(index)
    return found


def _edges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last token of what hangs on each token, itself included."""
    first, last = list(range(len(tokens))), list(range(len(tokens)))
    for index in range(len(tokens)):
        at = index
        while tokens[at].head != at:
            at = tokens[at].head
            if first[at] <= index <= last[at]:
                continue
            first[at], last[at] = min(first[at], index), max(last[at], index)
    return list(zip(first, last, strict=True))


def _only_joins(tokens: Sequence[Token], index: int) -> bool:
    return _is_joint(tokens, index) or tokens[index].pos in ("PUNCT", "ADP")


def _is_joint(tokens: Sequence[Token], index: int) -> bool:
    """Whether a mark or a conjunction that joins clauses or phrases; no hyphen in a word."""
    token = tokens[index]
    if token.pos != "PUNCT":
        return token.pos in ("CCONJ", "SCONJ")
    if token.text not in "-–/'’":
        return True
    return token.text in "-–" and index > 0 and tokens[index - 1].end < token.start


def _trimmed(tokens: Sequence[Token], left: int, right: int) -> tuple[int, int]:
    """Offsets of a run of tokens without what only joins it to the rest."""
    while (
        left < right and _only_joins(tokens, left) and tokens[left + 1].text.lower() not in HEDGES
    ):
        left += 1
    if left > 0 and tokens[left - 1].text in _SIGNS:
        left -= 1
    while right > left and (_is_joint(tokens, right) or tokens[right].pos in _NO_END):
        right -= 1
    # "… that travel": a relative clause of two words has lost what it was to say.
    if right - 2 >= left and tokens[right].pos == "VERB" and tokens[right - 1].tag in ("WDT", "WP"):
        right -= 2
    return tokens[left].start, tokens[right].end


def _tells(part: Meaning) -> bool:
    """Whether a part says something by itself: a subject with its verb and what completes it, or
    somebody's words."""
    claim, words = part.claim, part.words
    before = [w for w in claim.words if w.end <= part.start]
    if not words or (before and before[-1].norm in _NOT_BEHIND):
        return False
    quotations = [
        s
        for q in claim.annotated.quotations
        for s in q.segments
        if s.start < part.end and part.start < s.end
    ]
    if not all(_is_whole(s, part) for s in quotations):
        return False
    said = [i for i, w in enumerate(words) if w.norm in SAYS and not w.quoted]
    if said and not any(w.norm not in _ADDRESSED for w in content_words(words[said[-1] + 1 :])):
        return any(w.quoted for w in words[: said[-1]])
    return bool(quotations) or _has_clause(part)


def _is_all_quoted(part: Meaning, passage: Passage) -> bool:
    """Whether a piece of a quotation, in which something is done, is all that a passage quotes."""
    words = [w for w in part.words if not is_mark(w)]
    quoted = [w.norm for w in passage.words if w.quoted and not is_mark(w)]
    tokens = part.claim.annotated.tokens
    return (
        len(words) >= _QUOTED_PIECE
        and all(w.quoted for w in words)
        and [w.norm for w in words] == quoted
        and any(t.pos == "VERB" and part.start <= t.start < part.end for t in tokens)
    )


def _is_whole(segment: Segment, part: Meaning) -> bool:
    """Whether a quotation is in the part as it is, or a good piece of it."""
    inside = part.start <= segment.start and segment.end <= part.end + 1
    return inside or sum(w.quoted and not is_mark(w) for w in part.words) >= _LONG_PIECE


def _has_clause(part: Meaning) -> bool:
    tokens = part.claim.annotated.tokens
    inside = {i for i, t in enumerate(tokens) if part.start <= t.start < part.end}
    last = max(inside, default=-1)
    cut = any(
        t.dep in _COMPLETES or (t.text.lower() in _PARTICLES and i == last + 1)
        for i, t in enumerate(tokens)
        if i > last and t.head in inside and t.head != i
    )
    verbs = (i for i in sorted(inside) if tokens[i].pos in _HEADS)
    participle = any(tokens[i].dep == "acl" and tokens[i].head in inside for i in inside)
    told = participle and len(content_words(part.words)) >= _LONG_PHRASE
    told = told or any(subject_of(part.claim.annotated, i) is not None for i in verbs)
    return not cut and told
