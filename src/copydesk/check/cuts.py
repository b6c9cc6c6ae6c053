"""Which words of the evidence an extract may leave out.

A cut must be a stretch that the page can lose without the rest saying anything else: an opener
that joins sentences, a parenthesis, a relative clause or an aside between commas, a dateline, a
day. No cut may take a negation, a condition, a modal or an attribution with it, and none may
touch the inside of a quotation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from copydesk.check.alignment import Alignment, Edit
from copydesk.check.lexicon import (
    DISCOURSE,
    MODALS,
    NEGATIONS,
    NEGATORS,
    SAYS,
    TIME_WORDS,
    words_of,
)
from copydesk.check.words import Word
from copydesk.compose.record.judging import is_judging_word, is_weighed

_WHO = words_of("which who whose")
_RELATIVE = words_of("which who whose whom where when including such")
DISPUTES = words_of(
    "denied denies deny denying disputed disputes dispute rejected rejects false untrue wrong "
    "unproven contested dismissed later retracted withdrew withdrawn corrected acquitted"
)
_TRAILING = words_of(
    "which who whose where and while as after following when adding with making leaving amid "
    "before in at on"
)
_LEADING = words_of("when after as in on at while since during following with by for")
CONDITIONS = words_of("if unless until except although though despite but only whether")
_ASIDE_ENDS = frozenset({",", ".", "", "-", ";"})
_EDGE_MARKS = frozenset({",", ";", ":", "-", "(", ")", ".", "!", "?", '"', "'", "[", "]"})
_STOPS = frozenset({".", "!", "?", ":"})
_LONGEST_DATELINE = 8


@dataclass(frozen=True)
class Cut:
    """Words of the evidence that the sentence leaves out, with what stands around them.

    Attributes:
        words: what was left out, without punctuation.
        edit: where, in the alignment.
        alignment: of the whole sentence.
        evidence: all words of the evidence, with punctuation.
        position: index into ``evidence`` of the word at each offset.
    """

    words: tuple[Word, ...]
    edit: Edit
    alignment: Alignment
    evidence: Sequence[Word]
    position: dict[int, int]

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The words in canonical spelling."""
        return tuple(w.norm for w in self.words)

    @property
    def at_start(self) -> bool:
        """Whether the sentence begins after the cut."""
        return self.edit.c0 == 0

    @property
    def at_end(self) -> bool:
        """Whether the sentence ends before the cut."""
        return self.edit.c0 == len(self.alignment.claim)

    @property
    def quoted(self) -> bool:
        """Whether any of it stands between quotation marks."""
        return any(w.quoted for w in self.words)

    @cached_property
    def before(self) -> str:
        """The mark in front of the cut; empty where a word or nothing stands."""
        first = self.position[self.words[0].start]
        mark = self.evidence[first - 1].norm if first > 0 else ""
        return mark if mark in _EDGE_MARKS else ""

    @cached_property
    def after(self) -> str:
        """The mark behind the cut; empty at the end of the evidence, a space before a word."""
        last = self._last
        if last + 1 >= len(self.evidence):
            return ""
        mark = self.evidence[last + 1].norm
        return mark if mark in _EDGE_MARKS else " "

    @property
    def mark_after_bracket(self) -> str:
        """The mark behind a bracket that closes with the cut."""
        index = self._last + 2
        return self.evidence[index].norm if index < len(self.evidence) else ""

    @property
    def _last(self) -> int:
        last = self.position[self.words[-1].start]
        while last + 1 < len(self.evidence) and self.evidence[last + 1].start < self.words[-1].end:
            last += 1
        return last

    @property
    def ends_sentence(self) -> bool:
        """Whether a full stop follows, perhaps behind a closing mark."""
        index = self._last + 1
        while index < len(self.evidence) and self.evidence[index].norm in {'"', "'", ")"}:
            index += 1
        return index < len(self.evidence) and self.evidence[index].norm in _STOPS


def may_cut(cut: Cut) -> bool:
    """Whether one of the licences covers the cut."""
    licences = _ALWAYS if cut.quoted else (*_ALWAYS, *_UNQUOTED)
    if any(licence(cut) for licence in licences):
        return True
    if cut.quoted or turns_sense(cut.norms):
        return False
    return any(licence(cut) for licence in _HARMLESS)


def turns_sense(norms: Sequence[str]) -> bool:
    """Whether words are such that to cut them may turn the sense."""
    return any(
        n in NEGATIONS or n in MODALS or n in CONDITIONS or n in SAYS or n == "'d" for n in norms
    )


def opener(words: Sequence[Word]) -> int:
    """How many words at the front only join a sentence to the one before."""
    norms = tuple(w.norm for w in words)
    return max((n for n in (1, 2, 3, 4) if norms[:n] in DISCOURSE), default=0)


def _whole_sentence_before(cut: Cut) -> bool:
    return cut.at_start and cut.ends_sentence


def _whole_sentence_after(cut: Cut) -> bool:
    return cut.at_end and cut.before in _STOPS


def _discourse(cut: Cut) -> bool:
    if cut.norms not in DISCOURSE:
        return False
    return cut.at_start or "," in (cut.before, cut.after) or cut.norms in {("also",), ("too",)}


def _frame(cut: Cut) -> bool:
    """ "These statements come at a time when …": what stands behind it is told as so."""
    words = [w.norm for w in cut.alignment.evidence[: cut.edit.e0]] + list(cut.norms)
    # Where both open on "the", what is aligned is the first and the cut begins behind it.
    words = words[: len(words) - cut.edit.e0] if cut.edit.e0 == 1 else words
    opens = bool(words) and words[0] in {"this", "that", "these", "those", "the", "it", "they"}
    come = {"come", "comes", "came"} & set(words[1:3])
    at_start = cut.at_start or cut.edit.e0 == 1
    return at_start and opens and bool(come) and words[-4:] == ["at", "a", "time", "when"]


def _that_after_speech(cut: Cut) -> bool:
    return (
        cut.norms == ("that",)
        and cut.edit.e0 > 0
        and cut.alignment.evidence[cut.edit.e0 - 1].norm in SAYS
    )


def _parenthesis(cut: Cut) -> bool:
    return cut.before == "(" and cut.after == ")" and not set(cut.norms) & (NEGATORS | DISPUTES)


def _who_clause(cut: Cut) -> bool:
    aside = cut.before == "," and cut.after in _ASIDE_ENDS
    return aside and cut.norms[0] in _WHO and not set(cut.norms) & DISPUTES


def _dateline(cut: Cut) -> bool:
    first = cut.words[0].text
    return (
        cut.at_start
        and "-" in (cut.after, cut.mark_after_bracket)
        and len(cut.words) <= _LONGEST_DATELINE
        and first.isupper()
        and len(first) > 1
    )


def _between_dashes(cut: Cut) -> bool:
    return cut.before == "-" and cut.after == "-"


def _aside(cut: Cut) -> bool:
    return cut.before == "," and cut.after in _ASIDE_ENDS and cut.norms[0] in _RELATIVE


def _trailing_clause(cut: Cut) -> bool:
    opens = cut.norms[0] in _TRAILING or cut.norms[0].endswith("ing")
    return cut.at_end and cut.before in {",", "-", ";"} and opens


def _weighed_tail(cut: Cut) -> bool:
    """An apposition behind a dash that only says how what was told is seen, by nobody."""
    opens = cut.norms[0] in {"a", "an", "the"}
    return (
        cut.at_end
        and cut.before == "-"
        and opens
        and not set(cut.norms) & DISPUTES
        and is_weighed(" ".join(cut.norms))
    )


def _leading_clause(cut: Cut) -> bool:
    return cut.at_start and cut.after == "," and cut.norms[0] in _LEADING


def _day(cut: Cut) -> bool:
    return (
        len(cut.norms) <= 2
        and cut.norms[-1] in TIME_WORDS
        and cut.norms[0] in {"on", "last", cut.norms[-1]}
    )


def _judging_word(cut: Cut) -> bool:
    """A word that only judges, in front of the noun or verb that it judges."""
    if cut.quoted or len(cut.words) > 2:
        return False
    return is_judging_word("-".join(w.text for w in cut.words)) or all(
        is_judging_word(w.text) for w in cut.words
    )


Licence = Callable[[Cut], bool]
_ALWAYS: tuple[Licence, ...] = (_whole_sentence_before, _whole_sentence_after)
_UNQUOTED: tuple[Licence, ...] = (_discourse, _frame, _that_after_speech, _parenthesis, _who_clause)
_HARMLESS: tuple[Licence, ...] = (
    _dateline,
    _between_dashes,
    _aside,
    _trailing_clause,
    _weighed_tail,
    _leading_clause,
    _day,
    _judging_word,
)
