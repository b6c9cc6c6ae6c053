"""Numbers and days of free prose that the source has, but of something else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from copydesk.check.claim_reading import Reading
from copydesk.check.clauses import Clauses
from copydesk.check.evidence import Evidence, Passage
from copydesk.check.lexicon import MONTHS, WEEKDAYS, words_of
from copydesk.check.roles import covering
from copydesk.check.words import Word, is_mark, read_words
from copydesk.model import Reason, Span, Token

#: "3-1", "3 to 1": numbers that belong together in order.
_JOINTS = frozenset({"-", "to", "and"})
_FAR = 5
#: Words of one name stand at most this far apart.
_SIDE = 1


def turned_pair(claim: Reading, report: Evidence) -> Reason | None:
    """Why two numbers with a hyphen, as scores and ranges have, stand the other way round."""
    theirs = set(_number_pairs(report.words, _JOINTS))
    for one, other in _number_pairs(claim.words, frozenset("-")):
        if (one, other) not in theirs and (other, one) in theirs:
            message = f"The source has {other}-{one}."
            return Reason("numbers", message, f"{one}-{other}")
    return None


def _number_pairs(words: Sequence[Word], joints: frozenset[str]) -> Iterator[tuple[str, str]]:
    for one, joint, other in zip(words, words[1:], words[2:], strict=False):
        if one.kind == other.kind == "number" and joint.norm in joints and one.norm != other.norm:
            yield one.norm, other.norm


def other_subject(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why a number is told of a subject of which the source tells another number.

    "Revenue fell 8 percent" where the source has profit fall 8 percent and revenue rise 3. Only
    where the number stands in a sentence that has most of this one.
    """
    ours = list(_told(claim.clauses))
    if not ours:
        return None
    theirs = report.once(_told_of)
    chosen = covering(claim, report, passages)
    for number, subject, token in ours:
        same = [(s, t) for n, s, t in theirs if n == number]
        near = any(p.first <= t.sentence < p.last for _, t in same for p in chosen)
        everywhere = sum(w.kind == "number" and w.norm == number for w in report.words)
        if not near or len(same) < everywhere or any(s & subject for s, _ in same):
            continue
        if any(s & subject for n, s, _ in theirs if n != number):
            there = same[0][1]
            message = f"The source tells {number} of another subject."
            span = Span(report.report.article.id, there.start, there.end)
            return Reason("numbers", message, token.text, span)
    return None


def _told_of(report: Evidence) -> tuple[tuple[str, frozenset[str], Token], ...]:
    return tuple(_told(report.clauses))


def _told(clauses: Clauses) -> Iterator[tuple[str, frozenset[str], Token]]:
    """Each number with the words of the subject of its verb."""
    around = frozenset({"flat", "compound", "nmod", "conj", "amod", "nmod:poss", "appos"})
    by_verb = {c.token: c for c in clauses.all}
    for index, token in enumerate(clauses.tokens):
        if token.pos != "NUM":
            continue
        found = [w for w in read_words(token.text) if w.kind == "number"]
        if not found:
            continue
        path = _to_verb(clauses, index, by_verb)
        clause = by_verb.get(path[-1])
        subject = clause and (clause.agents or clause.patients)
        if subject and not set(path) & set(subject) and clauses.spoken_of(subject):
            parts = [i for head in subject for i in clauses.parts(head, around)]
            yield found[0].norm, clauses.forms(parts), token


def _to_verb(clauses: Clauses, index: int, verbs: Mapping[int, object]) -> list[int]:
    """The words from one up to the verb that governs it."""
    path = [index]
    for _ in range(_FAR):
        head = clauses.tokens[path[-1]].head
        if path[-1] in verbs or head == path[-1]:
            break
        path.append(head)
    return path


def exchanged_numbers(
    claim: Reading, report: Evidence, passages: Sequence[Passage]
) -> Reason | None:
    """Why two numbers of the sentence stand beside each other's names."""
    ours = _beside(claim.words)
    for passage in covering(claim, report, passages):
        theirs = _beside(passage.words)
        shared = sorted(ours.keys() & theirs.keys())
        for one, other in combinations(shared, 2):
            names = theirs[one] & ours[other], theirs[other] & ours[one]
            kept = theirs[one] & ours[one] or theirs[other] & ours[other]
            if all(names) and not kept:
                message = f"The source has {one} and {other} the other way round."
                return Reason("numbers", message, f"{one} … {other}", passage.span)
    return None


def _beside(words: Sequence[Word]) -> dict[str, set[str]]:
    """For each number the words of the name that stands nearest to it in the sentence."""
    found: dict[str, set[str]] = {}
    words = [w for w in words if not is_mark(w)]
    names = [i for i, w in enumerate(words) if w.kind == "word" and w.text[:1].isupper() and i]
    for at, word in enumerate(words):
        if word.kind == "number" and names:
            nearest = min(names, key=lambda i: (abs(i - at), i))
            run = [i for i in names if abs(i - nearest) <= _SIDE]
            found[word.norm] = {words[i].norm for i in run}
    return found


def other_day(claim: Reading, report: Evidence, passages: Sequence[Passage]) -> Reason | None:
    """Why the sentence of the source that has most of the sentence names another weekday, month or
    year, and not this one."""
    ours = _dates(claim.words)
    for passage in covering(claim, report, passages[:1]):
        theirs = _dates(passage.words)
        for kind, mine in ours.items():
            held = theirs[kind]
            if not mine or not held or mine.keys() & held.keys():
                continue
            if kind == "year" and any(w.norm in _RELATIVE for w in passage.words):
                continue
            word, other = min(mine.items())[1], min(held.items())[1]
            message = f"The source has {other.text} where the sentence has {word.text}."
            span = Span(report.report.article.id, other.start, other.end)
            return Reason("dates", message, word.text, span)
    return None


#: With these a sentence may name a year without its number.
_RELATIVE = words_of("year later earlier")
_YEAR = 4


def _dates(words: Sequence[Word]) -> dict[str, dict[str, Word]]:
    found: dict[str, dict[str, Word]] = {"weekday": {}, "month": {}, "year": {}}
    for word in words:
        if word.norm in WEEKDAYS:
            found["weekday"][word.norm] = word
        elif word.norm in MONTHS and word.text[:1].isupper():
            found["month"][word.norm] = word
        elif word.kind == "number" and len(word.norm) == _YEAR and word.norm[:2] in ("19", "20"):
            found["year"][word.norm] = word
    return found
