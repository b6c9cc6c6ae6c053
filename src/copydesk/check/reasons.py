"""What the gate says, in words an editor can act on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from copydesk.check.extractive import Extract
from copydesk.check.lexicon import (
    FUNCTION_WORDS,
    HEDGES,
    MODALS,
    MONTHS,
    NEGATIONS,
    NEUTRAL_SAYS,
    SAYS,
    UNITS,
    WEEKDAYS,
    words_of,
)
from copydesk.check.licence import Violation
from copydesk.check.support.kin import BROADER, kin
from copydesk.check.words import Word, content_words, key
from copydesk.english import lists
from copydesk.model import Outcome, Reason, Span


def of_violation(violation: Violation, extract: Extract) -> Reason:
    """The reason for one edit without a licence."""
    ours, was = _said(violation.ours), _said(violation.was)
    subject = _SUBJECTS.get(violation.check, "the words")
    if ours and was:
        message = f"{subject.capitalize()} differ: the sentence has “{ours}”, the source “{was}”."
    elif ours:
        message = f"The sentence adds “{ours}”, which the cited sentence does not have."
    else:
        message = f"The sentence leaves out “{was}” of the cited sentence, which it may not."
    return Reason(violation.check, message, ours or was, _where(violation, extract))


_SUBJECTS = {
    "numbers": "the figures",
    "names": "the names",
    "quotations": "the quoted words",
    "dates": "the dates",
}


def _said(words: Sequence[Word]) -> str:
    texts: list[str] = []
    last = -1
    for word in words:
        if word.start != last:
            texts.append(word.text)
        last = word.start
    return " ".join(texts)


def _where(violation: Violation, extract: Extract) -> Span:
    span = extract.passage.span
    if violation.was:
        return Span(span.article, violation.was[0].start, violation.was[-1].end)
    return span


def is_hard(violation: Violation) -> bool:  # noqa: PLR0911 - one question each
    """Whether an edit touches what no wording makes good: a number, a name or a denial put in,
    quoted words changed, what limits, denies or conditions a thing left out or put in."""
    ours, was = violation.ours, violation.was
    if any(w.quoted for w in ours) or (violation.check == "speaker"):
        return True
    if any(w.quoted for w in was):
        # A piece of a quotation may be told; what it may not leave out `quotations` knows.
        if bool(ours) and any(not w.quoted for w in ours) and violation.check != "quotations":
            return True
        return _one_for_one(ours, was)
    if _is_rounded(ours, was) or _stands_for_name(was):
        return False
    theirs = {w.norm for w in was}
    added = {w.norm for w in ours} - theirs
    lost = theirs - {w.norm for w in ours} - _harmlessly_gone(ours, was)
    if added & _POSSIBLE and lost & _POSSIBLE:
        added, lost = added - _POSSIBLE, lost - _POSSIBLE
    if any(w.kind == "number" or (_may_be_name(w) and w.norm in added) for w in ours):
        return bool(added)
    if not ours and was[0].norm == "and" and len(was) >= _CLAUSE and not theirs & _LIMITS:
        return False  # a clause beside this one, which may go
    if (added | lost) & (NEGATIONS | MODALS | _LIMITS) or (lost & SAYS and not added & SAYS):
        return True
    return bool(added & _CALENDAR) or bool(lost & (HEDGES - _SOFT)) or _one_for_one(ours, was)


def is_day_rewritten(violation: Violation, claim: Sequence[Word], extract: Extract) -> bool:
    """Whether an edit only writes a day of a month the other way round: "14 May" for "May 14"."""
    words = [*violation.ours, *violation.was]
    moved = {w.norm for w in words if w.norm not in FUNCTION_WORDS}
    theirs = _days_of_months(extract.passage.words)
    ours = _days_of_months(claim)
    return bool(moved) and ours <= theirs and moved <= {part for day in ours for part in day}


def _days_of_months(words: Sequence[Word]) -> frozenset[tuple[str, str]]:
    """The days that stand beside the name of their month, each with it."""
    found = set()
    for one, other in pairwise(words):
        for day, month in ((one, other), (other, one)):
            named = month.norm in MONTHS and month.text[:1].isupper()
            if named and day.kind == "number" and day.norm.isdigit() and int(day.norm) <= 31:
                found.add((day.norm, month.norm))
    return frozenset(found)


def leaves_out_source(violation: Violation) -> bool:
    """Whether an edit leaves out that somebody who has no name merely said so: "..., the
    coastguard said"."""
    return any(map(_is_plain_source, _pieces(violation.was))) and not (
        {w.norm for w in violation.ours} & SAYS
    )


def denies_without_source(violation: Violation, claim: Sequence[Word]) -> bool:
    """Whether an edit leaves out who said that something is not so: that nothing happened is no
    more than what they know."""
    before = [w.norm for w in claim if w.kind != "mark"][: violation.edit.c0]
    return leaves_out_source(violation) and bool(set(before) & NEGATIONS)


def _harmlessly_gone(ours: Sequence[Word], was: Sequence[Word]) -> frozenset[str]:
    """Words that limit or attribute, but have gone together with all that they limit: a measure
    between commas ("a few miles off the port"), a time to come ("in a few years"), or that
    somebody without a name said so."""
    gone: set[str] = set()
    pieces = _pieces(was)
    for n, piece in enumerate(pieces):
        norms = {w.norm for w in piece}
        parted = len(pieces) > 1 and n < len(pieces) - 1
        if not ours and norms & UNITS and (parted or piece[0].norm in ("in", "within")):
            gone |= norms & (HEDGES | _COUNTS)
        if _is_plain_source(piece):
            gone |= norms & SAYS
        gone |= {
            w.norm
            for w, behind in pairwise(piece)
            if w.norm == "under" and behind.kind == "word" and behind.norm not in FUNCTION_WORDS
        }
    return frozenset(gone)


def _pieces(words: Sequence[Word]) -> list[list[Word]]:
    """Words parted where a mark stands between them."""
    found: list[list[Word]] = []
    for word in words:
        if not found or word.start - found[-1][-1].end > 1:
            found.append([])
        found[-1].append(word)
    return found


def _is_plain_source(words: Sequence[Word]) -> bool:
    """Whether words are no more than somebody without a name and a verb that only says that they
    said so. A claim, a denial or a person's own words are never of the kind."""
    norms = [w.norm for w in words]
    return (
        len(norms) <= _LONGEST_SOURCE
        and sum(n in SAYS for n in norms) == 1
        and norms[-1] in _PLAIN_SAYS
        and not any(w.text[:1].isupper() or w.kind == "number" for w in words[1:])
        and not set(norms) & _PERSONAL
        and (not words[0].text[:1].isupper() or words[0].norm in FUNCTION_WORDS)
    )


def _may_be_name(word: Word) -> bool:
    """Whether a word may be a name: the first of a sentence has a capital whatever it is."""
    opens = word.start == 0 and word.norm in FUNCTION_WORDS | SAYS
    return word.text[:1].isupper() and not opens


#: A source without a name has no more words, and these verbs.
_LONGEST_SOURCE = 6
_PLAIN_SAYS = words_of("said says say reported reports report")
_PERSONAL = lists.words("vetoes", "sources with a side")
_COUNTS = words_of("few several many half some most second")
_POSSIBLE = words_of("possible possibly potential potentially perhaps maybe may might could")
#: Words that a clause has at least.
_CLAUSE = 4


def _is_rounded(ours: Sequence[Word], was: Sequence[Word]) -> bool:
    """Whether a hedged or otherwise written number stands for a number: left to the numbers'
    own check."""
    hedged = any(w.norm in HEDGES or w.norm in _DOZENS for w in ours)
    numbers = [w for w in was if w.kind == "number"]
    mine = [w for w in ours if w.kind == "number"]
    names = any(w.text[:1].isupper() and w.kind == "word" for w in ours[1:])
    if names or not numbers:
        return hedged and not names and not was and not mine
    return hedged or len(numbers) != len(mine) or _near(mine, numbers)


def _near(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether a number with fewer places may be the other one rounded."""
    if len(mine) != 1 or len(theirs) != 1:
        return False
    a, b = float(mine[0].norm), float(theirs[0].norm)
    return a != b and abs(a - b) <= _ROUND * abs(b) and abs(b) >= _NO_YEAR


def _stands_for_name(was: Sequence[Word]) -> bool:
    """Whether the source has a pronoun here: whose it is, its chains of mentions tell."""
    return bool(was) and all(w.norm in _PRONOUNS for w in was)


_ADDRESS = words_of("mr mrs ms miss sir doctor professor lord lady")
_ROUND = 0.006
#: From here on a number is no year.
_NO_YEAR = 2200
_DOZENS = words_of("dozens dozen scores hundreds thousands half quarter third")
_PRONOUNS = words_of("he she they it his her their its him them we i")


def _one_for_one(ours: Sequence[Word], was: Sequence[Word]) -> bool:
    """Whether one content word stands for another that is no kin of it, or one measure for
    another: a million is kin to a billion, and a day to a week."""
    mine, theirs = content_words(ours), content_words(was)
    if len(mine) != 1 or len(theirs) != 1:
        return False
    if mine[0].norm in NEUTRAL_SAYS and theirs[0].norm in SAYS:
        return False  # it claims no more than the source
    if mine[0].norm in _POSSIBLE and theirs[0].norm in _POSSIBLE:
        return False
    if mine[0].norm in UNITS and theirs[0].norm in UNITS and key(mine[0]) != key(theirs[0]):
        return True
    table = kin()
    a, b = (table.number(w.norm) for w in (mine[0], theirs[0]))
    return key(mine[0]) != key(theirs[0]) and table.relation(a, b) > BROADER


def outcome_of(violations: Sequence[Violation]) -> Outcome:
    """What edits without a licence amount to: contradicted where both sides have a number, a name
    or a day, and not the same, or one denies."""
    return Outcome.CONTRADICTED if any(map(_cannot_both_hold, violations)) else Outcome.NOT_FOUND


def _cannot_both_hold(violation: Violation) -> bool:
    ours, was = violation.ours, violation.was
    for of_kind in (_is_number, _is_name, _is_day):
        mine = [w.norm for w in ours if of_kind(w)]
        theirs = [w.norm for w in was if of_kind(w)]
        alike = of_kind is not _is_name or len(ours) == len(was) <= 3
        if mine and theirs and not set(mine) & set(theirs) and alike:
            return True
    if violation.check == "quotations" and was and any(w.quoted for w in ours):
        return True
    denies = {bool({w.norm for w in side} & NEGATIONS) for side in (ours, was)}
    return violation.check == "negation" and len(denies) == 2


def _is_number(word: Word) -> bool:
    return word.kind == "number"


def _is_name(word: Word) -> bool:
    titled = word.norm in FUNCTION_WORDS | _ADDRESS
    return word.kind == "word" and word.text[:1].isupper() and not titled


def _is_day(word: Word) -> bool:
    return word.norm in _CALENDAR


#: Words that say of how much, of whom or on what condition a thing holds.
_LIMITS = lists.words("check", "reasons limits")
_SOFT = words_of("only just over up close as more about around some exactly")
_CALENDAR = frozenset(MONTHS) | frozenset(WEEKDAYS)
