"""A sentence against all that it cites together, and which citation bears which part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.prose import judge_scene
from copydesk.check.sentence import blocked, licensed
from copydesk.check.support.stronger import SupportJudge
from copydesk.check.vetoes.scene import SAID, Scene
from copydesk.model import (
    Annotated,
    CitationVerdict,
    Outcome,
    Reason,
    SentenceVerdict,
    Span,
)

#: Share of a sentence's words that a citation has from which on it is kept beside one that has
#: them better.
_KEPT = 0.5
Cited = Callable[[str, Sequence[Span]], Evidence]


def judge_union(
    claim: Reading,
    spans: Sequence[Span],
    reports: Mapping[str, Annotated],
    cited: Cited,
    judge: SupportJudge | None = None,
) -> SentenceVerdict:
    """The verdict on a sentence by its citations together.

    Args:
        claim: the sentence.
        spans: what it cites; spans of reports that are not at hand are unavailable.
        reports: by article id.
        cited: a report of which only these spans may serve.
        judge: asked in the place of the shipped model; None asks that.

    Returns:
        the verdict, with one on each citation: the words of the sentence that it bears out.
    """
    known = [s for s in spans if s.article in reports]
    absent = [s for s in spans if s.article not in reports]
    missing = tuple(
        CitationVerdict(
            s,
            Outcome.UNAVAILABLE,
            (Reason("source", f"Report {s.article!r} is not of this story."),),
        )
        for s in absent
    )
    if not known:
        reason = Reason("source", "The sentence cites nothing that is at hand.")
        outcome = Outcome.UNAVAILABLE if absent else Outcome.NOT_FOUND
        return SentenceVerdict(outcome, (reason,), missing)
    by_report: dict[str, list[Span]] = {}
    for span in known:
        by_report.setdefault(span.article, []).append(span)
    evidence = [cited(article, of) for article, of in sorted(by_report.items())]
    stopped = blocked(claim, evidence)
    if stopped:
        return stopped
    alone = _alone(claim, known, cited)
    if alone is not None:
        return SentenceVerdict(alone.outcome, alone.reasons, (*alone.citations, *missing))
    scene = Scene(claim, evidence)
    verdict = judge_scene(scene, judge=judge)
    citations = tuple(_of_span(scene, span) for span in known)
    if not verdict.outcome.passes:
        citations = tuple(
            CitationVerdict(c.span, verdict.outcome, verdict.reasons) for c in citations
        )
    return SentenceVerdict(verdict.outcome, verdict.reasons, (*citations, *missing))


def _alone(claim: Reading, spans: Sequence[Span], cited: Cited) -> SentenceVerdict | None:
    """The verdict when one citation has the very sentence, but for licensed edits."""
    verdicts = []
    for span in spans:
        found = licensed(claim, (cited(span.article, (span,)),))
        verdicts.append((span, found))
    if not any(v is not None and v.outcome is Outcome.SUPPORTED for _, v in verdicts):
        return None
    best = next(v for _, v in verdicts if v is not None and v.outcome is Outcome.SUPPORTED)
    rest = [s for s, v in verdicts if v is None]
    scene = (
        Scene(
            claim,
            [
                cited(a, [s for s in rest if s.article == a])
                for a in sorted({s.article for s in rest})
            ],
        )
        if rest
        else None
    )
    citations = tuple(
        CitationVerdict(span, v.outcome, v.reasons) if v is not None else _of_span(scene, span)
        for span, v in verdicts
        if v is not None or scene is not None
    )
    return SentenceVerdict(best.outcome, best.reasons, citations)


def _of_span(scene: Scene | None, span: Span) -> CitationVerdict:
    """What one citation bears out of a sentence: the longest run of words that it has."""
    assert scene is not None
    own: list[tuple[int, bool, bool]] = []
    for m in scene.matching.matches:
        there = m.other >= 0 and m.worth >= SAID and _inside(scene, m.sheet, m.other, span)
        own.append((m.item.token, there, _has(scene, m.item.key, m.item.value, span)))
    said = [token for token, best, has in own if best or has]
    if not said or (not any(best for _, best, _ in own) and len(said) < _KEPT * max(1, len(own))):
        reason = Reason("content", "This citation bears out no part of the sentence.")
        return CitationVerdict(span, Outcome.NOT_FOUND, (reason,))
    if len(said) == len(own):
        reason = Reason("content", "This citation has all of the sentence.")
        return CitationVerdict(span, Outcome.CAVEAT, (reason,))
    first, last = _longest([(t, b or h) for t, b, h in own])
    start, end = scene.tokens[first].start, scene.tokens[last].end
    words = scene.claim.text[start:end]
    reason = Reason("content", "The source has these words of the sentence.", words, span)
    return CitationVerdict(span, Outcome.CAVEAT, (reason,), (start, end))


def _inside(scene: Scene, sheet: int, item: int, span: Span) -> bool:
    text = scene.text(sheet)
    if text.article.id != span.article:
        return False
    at = text.sentences[scene.sheets[sheet].items[item].sentence]
    return at.start < span.end and span.start < at.end


def _has(scene: Scene, key: str, value: float | None, span: Span) -> bool:
    """Whether the cited span has the very word."""
    for sheet in scene.sheets:
        if sheet.text.article.id != span.article:
            continue
        for sentence, items in sheet.by_sentence.items():
            at = sheet.text.sentences[sentence]
            if at.start < span.end and span.start < at.end:
                for n in items:
                    item = sheet.items[n]
                    if (item.value == value) if value is not None else (item.key == key):
                        return True
    return False


def _longest(own: Sequence[tuple[int, bool]]) -> tuple[int, int]:
    """First and last token of the longest run of words that are there."""
    best = run = list[int]()
    for token, there in own:
        run = [*run, token] if there else []
        if len(run) > len(best):
            best = run
    return best[0], best[-1]
