"""All vetoes, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from copydesk.check.agents import wrong_agent
from copydesk.check.bindings import exchanged_numbers, other_day, other_subject, turned_pair
from copydesk.check.connections import turned_comparison
from copydesk.check.coverage import covering_passages
from copydesk.check.figure_outcomes import figure_verdicts
from copydesk.check.named import absent_names, moved_title, other_event, other_given_name
from copydesk.check.opposites import denied, opposite_word, other_unit
from copydesk.check.quotations import quotation_findings
from copydesk.check.roles import covering, swapped_roles
from copydesk.check.vetoes import (
    arithmetic,
    attached,
    bonds,
    bounds,
    counting,
    days,
    doers,
    joiners,
    movements,
    names_cited,
    nearness,
    offices,
    openness,
    opposed,
    other_subjects,
    quoted_words,
    senses,
    voices,
    weighty,
    whereabouts,
)
from copydesk.check.vetoes.scene import Scene, Veto
from copydesk.model import Outcome, Reason

Check = Callable[[Scene], Iterator[Veto]]


def by_wording(scene: Scene) -> Iterator[Veto]:
    """What the words of the report that has most of the sentence show to be otherwise."""
    claim = scene.claim
    found = [(*covering_passages(claim, e), e) for e in scene.evidence]
    _, passages, report = max(found, key=lambda entry: entry[0])
    sure = (
        turned_pair(claim, report),
        exchanged_numbers(claim, report, passages),
        other_day(claim, report, passages),
        turned_comparison(claim, report),
    )
    yield from (Veto(r, contradicts=True) for r in sure if r)
    open_ = (
        next((a for e in scene.evidence if (a := wrong_agent(claim, e))), None),
        swapped_roles(claim, report, passages),
        opposite_word(claim, report, passages),
        other_unit(claim, report, passages),
        moved_title(claim, report),
        denied(claim, report, passages),
        other_subject(claim, report, passages),
        other_given_name(claim, report, passages),
        other_event(claim, report, passages),
    )
    yield from (Veto(r) for r in open_ if r)
    for word in absent_names(claim, scene.evidence):
        if names_cited.is_known(scene, word.text) or names_cited.is_of_letters(scene, word.start):
            continue
        yield Veto(
            Reason(
                "names",
                f"The source nowhere has “{word.text}”.",
                claim.text[word.start : word.end],
            )
        )


def other_figures(scene: Scene) -> Iterator[Veto]:
    """A figure of the same thing with another value, where the reports do not have ours at all."""
    missing = [v for v in counting.numbers(scene) if not v.contradicts]
    once = any(f.unit == "magnitude" for f in scene.claim.claims.figures)
    near = any(covering(scene.claim, e, e.passages) for e in scene.evidence)
    if not missing or not (near or once):
        return
    for report in scene.evidence:
        for verdict in figure_verdicts(scene.claim, report):
            if verdict.outcome is Outcome.CONTRADICTED and verdict.words in missing[0].reason.words:
                yield Veto(
                    Reason("numbers", verdict.message, verdict.words, verdict.evidence),
                    contradicts=True,
                )
                return


def quoted_amiss(scene: Scene) -> Iterator[Veto]:
    """A quotation cut against its sense, or not told as one in the source."""
    found = [quotation_findings(scene.claim, e) for e in scene.evidence]
    for of_one in zip(*found, strict=True):
        if any(f.outcome.passes for f in of_one):
            continue
        wrong = next((f for f in of_one if f.outcome is Outcome.CONTRADICTED), None)
        if wrong is not None and wrong.reason.check == "quotations":
            # What the marks leave out the sentence may say in words of its own.
            yield Veto(wrong.reason)


CHECKS: tuple[Check, ...] = (
    other_figures,
    *quoted_words.ALL,
    *voices.ALL,
    *names_cited.ALL,
    *doers.ALL,
    *other_subjects.ALL,
    *openness.ALL,
    *attached.ALL,
    *arithmetic.ALL,
    *bonds.ALL,
    *offices.ALL,
    *whereabouts.ALL,
    *counting.ALL,
    *movements.ALL,
    *nearness.ALL,
    *senses.ALL,
    *opposed.ALL,
    *bounds.ALL,
    *joiners.ALL,
    *days.ALL,
    *weighty.ALL,
    by_wording,
    quoted_amiss,
)


def vetoes(scene: Scene) -> tuple[Veto, ...]:
    """Everything that speaks against a sentence, what contradicts first."""
    found = [veto for check in CHECKS for veto in check(scene)]
    kept: dict[tuple[str, str], Veto] = {}
    for veto in sorted(found, key=lambda v: not v.contradicts):
        kept.setdefault((veto.reason.check, veto.reason.words), veto)
    return tuple(kept.values())
