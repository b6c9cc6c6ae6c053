"""Which edits an extractive sentence may show against its evidence.

Whatever is not listed does not pass: equivalents of one phrase (`lexicon.EQUIVALENT`), a
"that" after a verb of speech, and the cuts of `copydesk.check.cuts`. Nothing between quotation
marks may be touched, and nothing may be put between quotation marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from copydesk.check.alignment import Alignment, Edit
from copydesk.check.cuts import Cut, may_cut, opener
from copydesk.check.differences import kind_of
from copydesk.check.lexicon import EQUIVALENT, SAYS
from copydesk.check.recasting import may_recast
from copydesk.check.words import Word, is_mark, read_words
from copydesk.english.plain import plain_words


@dataclass(frozen=True, slots=True)
class Violation:
    """An edit that has no licence.

    Attributes:
        check: the part of the gate that it concerns, as in `Reason.check`.
        was: the words of the evidence; ours: the words of the sentence.
        edit: where.
    """

    check: str
    was: tuple[Word, ...]
    ours: tuple[Word, ...]
    edit: Edit


def violations(alignment: Alignment, evidence: Sequence[Word]) -> tuple[Violation, ...]:
    """The edits of an alignment that have no licence.

    Args:
        alignment: of the claim to the evidence, without punctuation.
        evidence: the words of the evidence with punctuation.
    """
    found = []
    position = {w.start: i for i, w in reversed(list(enumerate(evidence))) if not is_mark(w)}
    for edit in alignment.edits:
        was = alignment.evidence[edit.e0 : edit.e1]
        ours = alignment.claim[edit.c0 : edit.c1]
        if edit.c0 == 0 and edit.e0 == 0 and not alignment.claim[0].quoted:
            was = was[opener(was) :]
        if _same(was, ours) or _licensed_insertion(alignment, edit, was, ours):
            continue
        behind = alignment.claim[edit.c1].norm if edit.c1 < len(alignment.claim) else ""
        if may_recast(was, ours, behind):
            continue
        if not ours and may_cut(Cut(was, edit, alignment, evidence, position)):
            continue
        found.append(Violation(kind_of(was, ours), was, ours, edit))
    return (*found, *_made_up_quotation(alignment))


def _same(was: Sequence[Word], ours: Sequence[Word]) -> bool:
    was_norms = tuple(w.norm for w in was)
    our_norms = tuple(w.norm for w in ours)
    if was_norms == our_norms:
        return True
    if any(w.quoted for w in (*was, *ours)):
        return False
    return (was_norms, our_norms) in EQUIVALENT or (was_norms, our_norms) in _plain_pairs()


@cache
def _plain_pairs() -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Plain words for long ones, in canonical spelling."""
    return frozenset(
        (_norms(" ".join(long)), _norms(" ".join(plain))) for long, plain in plain_words().items()
    )


def _norms(text: str) -> tuple[str, ...]:
    return tuple(w.norm for w in read_words(text) if not is_mark(w))


def _licensed_insertion(
    alignment: Alignment, edit: Edit, was: Sequence[Word], ours: Sequence[Word]
) -> bool:
    if was or len(ours) != 1 or ours[0].norm != "that" or ours[0].quoted:
        return False
    return edit.c0 > 0 and alignment.claim[edit.c0 - 1].norm in SAYS


def _made_up_quotation(alignment: Alignment) -> tuple[Violation, ...]:
    """Words that gained quotation marks on the way from the evidence to the sentence."""
    made_up = [
        (e, c)
        for e, c in alignment.pairs
        if alignment.claim[c].quoted and not alignment.evidence[e].quoted
    ]
    if not made_up:
        return ()
    (e0, c0), (e1, c1) = made_up[0], made_up[-1]
    was = alignment.evidence[e0 : e1 + 1]
    ours = alignment.claim[c0 : c1 + 1]
    return (Violation("quotations", was, ours, Edit(e0, e1 + 1, c0, c1 + 1)),)
