"""Sentences that set reports against each other: every figure against the outlet that has it."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.words import Word, is_mark, read_words
from copydesk.model import Annotated, CitationVerdict, Outcome, Reason, SentenceVerdict, Span

_JOINTS = frozenset({"while", "but", "and", "whereas", ";", "against"})


def judge_comparison(text: str, cited: Sequence[tuple[Span, Annotated]]) -> SentenceVerdict:
    """The verdict on a comparison: each number must stand in a span of the outlet it is given to.

    Args:
        text: the sentence.
        cited: its spans with their reports.
    """
    words = read_words(text)
    spans = [(span, _numbers(span.of(r.article.text)), _outlet(r)) for span, r in cited]
    citations = []
    used: set[int] = set()
    for clause in _clauses(words, [outlet for _, _, outlet in spans]):
        named = [i for i, (_, _, outlet) in enumerate(spans) if _has(clause, outlet)]
        for word in clause:
            if word.kind != "number" or _in_name(word, clause, spans):
                continue
            holders = [i for i in (named or range(len(spans))) if word.norm in spans[i][1]]
            if not holders:
                return _refused(word, [s for s, _, _ in spans], named)
            used.update(holders)
    citations = [CitationVerdict(span, Outcome.SUPPORTED) for span, _, _ in spans]
    return SentenceVerdict(
        Outcome.SUPPORTED,
        (Reason("numbers", "Each figure stands in a span of the report it is given to."),),
        tuple(citations),
    )


def _refused(word: Word, spans: Sequence[Span], named: Sequence[int]) -> SentenceVerdict:
    where = spans[named[0]] if named else spans[0]
    message = f"No cited span of the report it is given to has {word.text}."
    reason = Reason("numbers", message, word.text, where)
    return SentenceVerdict(
        Outcome.CONTRADICTED,
        (reason,),
        tuple(CitationVerdict(s, Outcome.CONTRADICTED, (reason,)) for s in spans),
    )


def _outlet(report: Annotated) -> tuple[str, ...]:
    name = report.article.outlet or ""
    return tuple(w.norm for w in read_words(name) if not is_mark(w) and w.norm != "the")


def _numbers(text: str) -> frozenset[str]:
    return frozenset(w.norm for w in read_words(text) if w.kind == "number")


def _has(clause: Sequence[Word], outlet: tuple[str, ...]) -> bool:
    norms = tuple(w.norm for w in clause if not is_mark(w))
    size = len(outlet)
    return size > 0 and any(norms[i : i + size] == outlet for i in range(len(norms) - size + 1))


def _in_name(
    word: Word,
    clause: Sequence[Word],
    spans: Sequence[tuple[Span, frozenset[str], tuple[str, ...]]],
) -> bool:
    return any(word.norm in outlet and _has(clause, outlet) for _, _, outlet in spans)


def _clauses(words: Sequence[Word], outlets: Sequence[tuple[str, ...]]) -> list[tuple[Word, ...]]:
    """The sentence cut at conjunctions, pieces without an outlet joined to the one before."""
    pieces: list[list[Word]] = [[]]
    for word in words:
        if word.norm in _JOINTS:
            pieces.append([])
        pieces[-1].append(word)
    clauses: list[list[Word]] = []
    for piece in pieces:
        names_one = any(_has(piece, o) for o in outlets)
        if clauses and not (names_one and any(w.kind == "number" for w in clauses[-1])):
            clauses[-1].extend(piece)
        else:
            clauses.append(piece)
    return [tuple(c) for c in clauses if c]
