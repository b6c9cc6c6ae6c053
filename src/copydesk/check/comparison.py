"""Sentences that set reports against each other: every figure against the outlet that has it.

The form is that of compose: sides parted by semicolons, each "outlets, a verb, a figure". A
figure must stand in a cited span of every outlet it is given to, word for word, with no hedge in
front of it there that the sentence leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.check.lexicon import HEDGES, words_of
from copydesk.check.words import Word, is_mark, read_words
from copydesk.model import Annotated, CitationVerdict, Outcome, Reason, SentenceVerdict, Span

_VERBS = words_of("say says said had has put puts reported reports gave gives")
#: Words that hedge the number behind them; "gave up three" hedges nothing.
_BEFORE = words_of("about around roughly approximately nearly almost least most than over under")
_SIDES = frozenset({";", ":", "while", "but", "whereas"})


@dataclass(frozen=True, slots=True)
class _Cited:
    span: Span
    words: tuple[str, ...]
    outlet: tuple[str, ...]


def judge_comparison(text: str, cited: Sequence[tuple[Span, Annotated]]) -> SentenceVerdict:
    """The verdict on a comparison.

    Args:
        text: the sentence.
        cited: its spans with their reports.
    """
    spans = [
        _Cited(span, _norms(read_words(span.of(r.article.text))), _outlet(r)) for span, r in cited
    ]
    fault: Reason | None = None
    shown: set[Span] = set()
    sides = 0
    for side in _sides(read_words(text)):
        named = [c for c in spans if _find(_norms(side), c.outlet)]
        if not named:
            fault = fault or _loose(side, spans)
            continue
        figure = _figure(side)
        if not figure:
            continue
        sides += 1
        for outlet in {c.outlet: None for c in named}:
            holders = [c for c in named if c.outlet == outlet and _holds(c.words, figure)]
            shown.update(c.span for c in holders)
            fault = fault or (None if holders else _missing(side, figure, named[0].span))
    if not fault and sides < 2:
        fault = Reason("numbers", "It does not give two sides with their outlets.", text)
    outcome = Outcome.CONTRADICTED if fault else Outcome.SUPPORTED
    reason = fault or Reason("numbers", "Each figure stands where its outlet has it.")
    citations = tuple(
        CitationVerdict(
            c.span, Outcome.SUPPORTED if c.span in shown else Outcome.NOT_FOUND, (reason,)
        )
        for c in spans
    )
    return SentenceVerdict(outcome, (reason,), citations)


def _norms(words: Sequence[Word]) -> tuple[str, ...]:
    return tuple(w.norm for w in words if not is_mark(w) or w.norm in "$€£¥")


def _outlet(report: Annotated) -> tuple[str, ...]:
    return _norms(read_words(report.article.outlet or report.article.id))


def _sides(words: Sequence[Word]) -> list[tuple[Word, ...]]:
    sides: list[list[Word]] = [[]]
    for word in words:
        if word.norm in _SIDES:
            sides.append([])
        else:
            sides[-1].append(word)
    return [tuple(s) for s in sides if s]


def _figure(side: Sequence[Word]) -> tuple[str, ...]:
    """The words behind the side's last verb; empty when they hold no number."""
    at = max((i for i, w in enumerate(side) if w.norm in _VERBS), default=-1)
    behind = side[at + 1 :]
    if at < 0 or not any(w.kind == "number" or w.norm in HEDGES for w in behind):
        return ()
    return _norms(behind)


def _find(words: tuple[str, ...], piece: tuple[str, ...]) -> list[int]:
    size = len(piece)
    if not size:
        return []
    return [i for i in range(len(words) - size + 1) if words[i : i + size] == piece]


def _holds(words: tuple[str, ...], figure: tuple[str, ...]) -> bool:
    """Whether the figure stands there, and no hedge in front of it was left out."""
    return any(
        not (i > 0 and words[i - 1] in _BEFORE and words[i - 1] not in figure)
        for i in _find(words, figure)
    )


def _loose(side: Sequence[Word], spans: Sequence[_Cited]) -> Reason | None:
    """A number in front of the sides must stand in one of the spans."""
    for word in side:
        if word.kind == "number" and not any(word.norm in c.words for c in spans):
            return _missing(side, (word.norm,), spans[0].span)
    return None


def _missing(side: Sequence[Word], figure: tuple[str, ...], span: Span) -> Reason:
    said = " ".join(w.text for w in side if w.norm in figure)
    return Reason("numbers", "No cited span of that report has this figure.", said, span)
