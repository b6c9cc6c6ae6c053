"""What a sentence makes of things side by side: a cause, a comparison, a speaker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.lexicon import words_of
from copydesk.check.words import Word, content_words, is_mark, key
from copydesk.english import lists
from copydesk.model import Reason

_CAUSE = words_of(
    "because due caused causing causes cause prompted prompting triggered triggering owing thanks"
)
_LEADS = words_of("led leading leads")
#: What may stand for a cause in the source.
_CAUSAL = _CAUSE | _LEADS | lists.words("check", "connections causal")  # fmt: skip
#: A side of a cause is told by a sentence of the source that has this share of its words, and
#: speech is that of a speaker from the same share on.
_MOST, _SAID = 0.6, 0.5
#: Words around "than" that are compared.
_BEFORE, _BEHIND = 3, 6


def invented_cause(claim: Reading, report: Evidence) -> Reason | None:
    """Why the sentence makes a cause of what the source tells without one.

    Each side is told by some sentence of the source, and none that has words of both has a word
    that may stand for a cause.
    """
    words = [w for w in claim.words if not is_mark(w)]
    for at, word in enumerate(words):
        if word.quoted or not _is_cause(words, at):
            continue
        left, right = _keys(words[:at]), _keys(words[at + 1 :])
        if not all(_is_told(side, report) for side in (left, right)):
            continue
        if not any(_joins(left, right, passage.words) for passage in report.passages):
            message = "The source tells both, but does not say that one is the cause."
            return Reason("content", message, word.text)
    return None


def _keys(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(key(w) for w in content_words(words))


def _is_cause(words: Sequence[Word], at: int) -> bool:
    return words[at].norm in _CAUSE or (
        words[at].norm in _LEADS and at + 1 < len(words) and words[at + 1].norm == "to"
    )


def _is_told(side: frozenset[str], report: Evidence) -> bool:
    return bool(side) and any(len(side & k) >= _MOST * len(side) for k in report.keys)


def _joins(left: frozenset[str], right: frozenset[str], words: Sequence[Word]) -> bool:
    theirs = {key(w) for w in words}
    return bool(left & theirs and right & theirs) and any(w.norm in _CAUSAL for w in words)


def turned_comparison(claim: Reading, report: Evidence) -> Reason | None:
    """Why what stands before "than" in the source stands behind it in the sentence."""
    for ours in _comparisons(claim.words):
        for passage in report.passages:
            for theirs in _comparisons(passage.words):
                if not ours[1] & theirs[1]:
                    continue
                moved_up = (ours[0] - ours[2]) & theirs[2]
                moved_back = (ours[2] - theirs[2]) & theirs[0]
                if moved_up and moved_back:
                    message = "The source compares the other way round."
                    return Reason("roles", message, claim.text, passage.span)
    return None


def _comparisons(
    words: Sequence[Word],
) -> Iterator[tuple[frozenset[str], frozenset[str], frozenset[str]]]:
    """For each "than": all that stands before it, what is compared, and what stands behind."""
    words = [w for w in words if not is_mark(w)]
    for at, word in enumerate(words):
        if word.norm != "than" or at == 0 or words[at - 1].norm in ("rather", "other"):
            continue
        behind = words[at + 1 : at + 1 + _BEHIND]
        if behind and behind[0].kind != "number":
            yield _keys(words[:at]), _keys(words[max(0, at - _BEFORE) : at]), _keys(behind)
