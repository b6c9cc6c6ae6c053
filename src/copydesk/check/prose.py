"""Tier 2: free prose against all that it cites. Vetoes first, then whether it is borne out.

A sentence is *contradicted* only where a veto names the two things that cannot both hold. What the
sources lack leaves it *not found*: it may be true, but not by these sources.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.check.claim_reading import Reading
from copydesk.check.evidence import Evidence
from copydesk.check.figure_outcomes import figures_by_value
from copydesk.check.support import score
from copydesk.check.support.matching import Matching
from copydesk.check.support.stronger import SupportJudge
from copydesk.check.told_parts import parts
from copydesk.check.vetoes.all import vetoes
from copydesk.check.vetoes.credit import credited
from copydesk.check.vetoes.scene import Scene
from copydesk.model import Outcome, Reason, SentenceVerdict, Span

_MOST_NAMED = 12
#: A stronger judge's probability from which a sentence passes.
_JUDGE_PASSES = 0.5
_NEARER = 0.7


def judge_prose(
    claim: Reading,
    evidence: Sequence[Evidence],
    *,
    thorough: bool = True,
    judge: SupportJudge | None = None,
) -> SentenceVerdict:
    """The verdict on a sentence of free prose.

    Args:
        claim: the sentence.
        evidence: reports, not empty; of each only what is cited may serve.
        thorough: name all that speaks against it even where its content is not borne out;
            without, such a sentence is not found and costs less.
        judge: asked in the place of the shipped model once no veto stands.
    """
    return judge_scene(Scene(claim, evidence), thorough=thorough, judge=judge)


def judge_scene(
    scene: Scene, *, thorough: bool = True, judge: SupportJudge | None = None
) -> SentenceVerdict:
    """The verdict on a sentence set beside what it cites; arguments as for `judge_prose`."""
    matching = credited(scene)
    probability = score.probability(scene.sheet, scene.sheets, matching)
    # What the desk itself cut from a report should be near it.
    borne_out = probability >= score.passes_from() and not score.tells_too_little(matching)
    if not thorough and any(
        m.item.role == "root" and m.item.pos == "VERB" and m.worth < _NEARER
        for m in matching.matches
    ):
        borne_out = False
    failed = _unsaid_part(scene, matching)
    if not borne_out and not thorough and judge is None:
        return SentenceVerdict(Outcome.NOT_FOUND, (_lacking(scene),))
    against = vetoes(scene)
    if any(v.contradicts for v in against):
        reasons = (*(v.reason for v in against), *_fitting(scene))
        return SentenceVerdict(Outcome.CONTRADICTED, reasons)
    if judge is not None and not against:
        return _by_judge(scene, judge)
    if against or failed or not borne_out:
        lacking = () if borne_out else (_lacking(scene),)
        lacking = (*failed, *lacking)
        return SentenceVerdict(
            Outcome.NOT_FOUND, (*(v.reason for v in against), *lacking, *_fitting(scene))
        )
    span = scene.sentence_span(scene.matching.matches[0]) if _first(scene) else None
    message = "The cited text says this in other words."
    hedged = _fitting(scene, hedged=True)
    return SentenceVerdict(Outcome.CAVEAT, (Reason("content", message, "", span), *hedged))


def _unsaid_part(scene: Scene, matching: Matching) -> tuple[Reason, ...]:
    """The first part of the sentence that nothing cited bears out."""
    sentences = [[i.sentence for i in sheet.items] for sheet in scene.sheets]
    for part in parts(scene.claim.clauses, matching, sentences):
        if part.is_lacking:
            start, end = scene.tokens[part.first].start, scene.tokens[part.last].end
            words = scene.claim.text[start:end]
            return (Reason("part", "Nothing cited bears out this part of the sentence.", words),)
    return ()


def _by_judge(scene: Scene, judge: SupportJudge) -> SentenceVerdict:
    """What a stronger judge says of a sentence against which nothing stands."""
    cited = (report.report.sentence_text(s) for report in scene.evidence for s in report.usable)
    probability = judge.probability(scene.claim.text, " ".join(cited))
    message = f"{judge.name} gives it {probability:.2f}."
    if probability < _JUDGE_PASSES:
        reason = Reason("content", f"Not borne out: {message}", scene.claim.text)
        return SentenceVerdict(Outcome.NOT_FOUND, (reason, *_fitting(scene)))
    span = scene.sentence_span(scene.matching.matches[0]) if _first(scene) else None
    reason = Reason("content", f"Borne out: {message}", "", span)
    return SentenceVerdict(Outcome.CAVEAT, (reason, *_fitting(scene, hedged=True)))


def _first(scene: Scene) -> bool:
    return bool(scene.matching.matches) and scene.matching.matches[0].other >= 0


def _lacking(scene: Scene) -> Reason:
    words = [scene.words_of(m.item.token) for m in score.not_said(credited(scene))][:_MOST_NAMED]
    message = "The cited text does not say this; what it lacks is named."
    chosen = scene.matching.chosen
    if not chosen:
        return Reason("content", message, " ".join(words))
    report = scene.text(chosen[0][0])
    at = report.sentences[chosen[0][1]]
    return Reason("content", message, " ".join(words), Span(report.article.id, at.start, at.end))


def _fitting(scene: Scene, hedged: bool = False) -> tuple[Reason, ...]:
    """Figures that reports bear out, told beside the rest.

    ``hedged``: only those that the reports hedge in another way: of a sentence that passes, a
    number that is the same is no doubt to tell a reader.
    """
    found: dict[tuple[int, int], Reason] = {}
    for report in scene.evidence:
        for f in figures_by_value(scene.claim, report):
            if hedged and f.outcome is Outcome.SUPPORTED:
                continue
            found.setdefault((f.start, f.end), Reason("numbers", f.message, f.words, f.evidence))
    return tuple(found[k] for k in sorted(found))
