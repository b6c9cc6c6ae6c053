"""Quotations of free prose: verbatim, not cut against their sense, of the right speaker.

Marks are folded, an ellipsis or a bracket stands for left-out words, and pieces must come in
order. Whatever is put between quotation marks and is not there word for word is altered when the
source quotes something close to it, else not found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.lexicon import NEGATORS, words_of
from copydesk.check.words import Word, content_words, is_mark, key, read_words
from copydesk.model import Outcome, Quotation, Reason, Span

#: Shorter pieces are terms that anybody may use; they are held to names and content only.
_SHORTEST = 2
#: Share of content words from which a quotation counts as the same utterance in other words.
#: Held against the reworded quotations of copydesk-gold/1 (`same_quotes`, variant).
_REWORDED = 0.5
#: Of the sentence's own quoted words at least this share must be in the source's quotation.
_LEAST_SHARED = 0.3
#: Shorter pieces are terms: whoever uses one need not be who coined it.
_LONG_ENOUGH = 5
_TURNS = NEGATORS | words_of("if unless whether deny denied denies doubt false")
_AFTER = words_of("if unless but except only until")
_REACH = 8


@dataclass(frozen=True, slots=True)
class QuoteFinding:
    """What a report shows of one quotation of a sentence.

    Attributes:
        outcome: supported, contradicted (altered, cut, or another speaker) or not found.
        reason: in words.
    """

    outcome: Outcome
    reason: Reason


def quotation_findings(claim: Reading, report: Evidence) -> tuple[QuoteFinding, ...]:
    """The finding of one report on each quoted piece of a sentence, in order of text."""
    return tuple(
        _finding(piece, claim, report) for piece in _pieces(claim.words) if not _is_title(piece)
    )


def _is_title(piece: Sequence[Word]) -> bool:
    """Whether it is the name of a work: every content word has a capital."""
    words = content_words(piece)
    return bool(words) and all(w.text[:1].isupper() or w.kind == "number" for w in words)


def _pieces(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Runs of quoted words, cut at ellipses and square brackets."""
    piece: list[Word] = []
    for word in words:
        if word.quoted and word.norm not in {"...", "[", "]"} and word.norm != '"':
            piece.append(word)
        elif piece:
            yield tuple(piece)
            piece = []
    if piece:
        yield tuple(piece)


def _finding(piece: tuple[Word, ...], claim: Reading, report: Evidence) -> QuoteFinding:
    said = claim.text[piece[0].start : piece[-1].end]
    ours = [w.norm for w in piece if not is_mark(w)]
    theirs = [w for w in report.words if not is_mark(w)]
    at = _find(ours, theirs)
    if at is None:
        return _not_verbatim(piece, said, report)
    held = theirs[at : at + len(ours)]
    span = Span(report.report.article.id, held[0].start, held[-1].end)
    if not any(w.quoted for w in held) and len(ours) > 3:
        message = "The source has these words, but not as a quotation."
        if _attributed(piece[0].start, claim.annotated.quotations):
            return _fault("quotations", message, said, span)
        return QuoteFinding(Outcome.CAVEAT, Reason("quotations", message, said, span))
    turned = _turned(at, len(ours), theirs, claim.words)
    if turned:
        message = f"The quotation leaves out “{turned}”, which turns its sense."
        return _fault("quotations", message, said, span)
    return _speaker(piece, said, span, claim, report)


def _fault(check: str, message: str, words: str, span: Span | None) -> QuoteFinding:
    outcome = Outcome.CONTRADICTED if span else Outcome.NOT_FOUND
    return QuoteFinding(outcome, Reason(check, message, words, span))


def _find(ours: Sequence[str], theirs: Sequence[Word]) -> int | None:
    if not ours:
        return None
    size = len(ours)
    starts = [
        i
        for i, w in enumerate(theirs)
        if w.norm == ours[0] and [x.norm for x in theirs[i : i + size]] == list(ours)
    ]
    quoted = [i for i in starts if theirs[i].quoted]
    return next(iter(quoted or starts), None)


def _turned(at: int, size: int, theirs: Sequence[Word], ours: Sequence[Word]) -> str:
    """The word next to the piece, inside the same quotation, that would have turned it."""
    known = {w.norm for w in ours}
    before = theirs[max(0, at - _REACH) : at]
    for word in reversed(before):
        if not word.quoted or _gap(word, theirs[at]):
            break
        if word.norm in _TURNS and word.norm not in known:
            return word.text
    after = theirs[at + size : at + size + 1]
    if after and after[0].quoted and after[0].norm in _AFTER and after[0].norm not in known:
        return after[0].text
    return ""


def _gap(word: Word, other: Word) -> bool:
    """Whether so much stands between two words that they are of different sentences."""
    return other.start - word.end > 80


def _not_verbatim(piece: tuple[Word, ...], said: str, report: Evidence) -> QuoteFinding:
    ours = {key(w) for w in content_words(piece)}
    if sum(not is_mark(w) for w in piece) < _SHORTEST or not ours:
        return QuoteFinding(
            Outcome.NOT_FOUND,
            Reason("quotations", "The source does not have these quoted words.", said),
        )
    best, share = None, 0.0
    for quotation in report.report.quotations:
        theirs = {
            key(w) for w in content_words(report.words_between(quotation.start, quotation.end))
        }
        both = len(ours & theirs)
        common = both / max(1, min(len(ours), len(theirs)))
        if both >= max(min(2, len(ours)), _LEAST_SHARED * len(ours)) and common > share:
            best, share = quotation, common
    if best is None or share < _REWORDED:
        message = "The source does not have this quotation."
        return QuoteFinding(Outcome.NOT_FOUND, Reason("quotations", message, said))
    article = report.report.article
    message = f"Altered: the source quotes “{' '.join(_of(best, article.text).split())}”."
    return _fault("quotations", message, said, Span(article.id, best.start, best.end))


def _of(quotation: Quotation, text: str) -> str:
    return " ... ".join(text[s.start : s.end] for s in quotation.segments)


def _speaker(
    piece: tuple[Word, ...], said: str, span: Span, claim: Reading, report: Evidence
) -> QuoteFinding:
    ours = _attributed(piece[0].start, claim.annotated.quotations)
    theirs = _attributed(span.start, report.report.quotations)
    long = sum(not is_mark(w) for w in piece) >= _LONG_ENOUGH
    if long and ours and theirs and not same_speaker(ours, theirs, report):
        message = f"Given to {ours}; the source gives these words to {theirs}."
        return _fault("speaker", message, said, span)
    reason = Reason("quotations", "The source has these words.", said, span)
    return QuoteFinding(Outcome.SUPPORTED, reason)


def _attributed(offset: int, quotations: Sequence[Quotation]) -> str | None:
    for quotation in quotations:
        if any(s.start <= offset < s.end for s in quotation.segments):
            return quotation.attribution.name
    return None


def same_speaker(ours: str, theirs: str, report: Evidence) -> bool:
    """Whether two names of speakers may be of one: alike, or one an office that the report puts in
    front of the other ("Secretary-General Ida Stone")."""
    if same_name(ours, theirs):
        return True
    name = [w.norm for w in read_words(theirs) if not is_mark(w)]
    office = [w.norm for w in content_words(read_words(ours))]
    words = [w.norm for w in report.words if not is_mark(w)]
    titled = office + name
    return any(words[at : at + len(titled)] == titled for at in range(len(words)))


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one person or body: all words of the shorter in the longer."""
    a, b = _name_words(one), _name_words(other)
    return not a or not b or a <= b or b <= a or bool({one.rsplit(maxsplit=1)[-1].lower()} & b)


def _name_words(name: str) -> set[str]:
    return {w for w in name.lower().replace(".", "").split() if w not in {"the", "a", "of"}}
