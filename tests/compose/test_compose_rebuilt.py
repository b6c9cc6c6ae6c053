"""What a sentence says besides may go to its front; the gate lets nothing else move."""

from __future__ import annotations

import pytest

from copydesk.check import Checker
from copydesk.check.moved_adjunct import moves_adjunct
from copydesk.compose.write.rebuilt import rebuilt
from copydesk.model import DraftSentence, Span

CLAUSE = "The harbour board, facing a long and costly lawsuit, closed the old pier to all boats."
DAY = "The harbour board closed the old northern pier on Monday to save money for the new quay."
TWO = "The harbour board closed the old pier on Monday and opened the new quay to all boats."


def builds(report):
    sentence = report.sentences[0]
    span = Span(report.article.id, sentence.start, sentence.end)
    draft = DraftSentence("x-1", report.sentence_text(0), (span,), kind="extract")
    return list(rebuilt(draft, {report.article.id: report}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (CLAUSE, "Facing a long and costly lawsuit, the harbour board closed the old pier to all "
                 "boats."),
        (DAY, "On Monday, the harbour board closed the old northern pier to save money for the new "
              "quay."),
    ],
)  # fmt: skip
def test_what_is_said_besides_goes_to_the_front_and_passes_the_gate(
    annotated, language, text, expected
):
    report = annotated(text)
    made = builds(report)
    assert expected in [sentence.text for sentence in made]
    checker = Checker({report.article.id: report}, language)
    assert all(checker.checked(sentence).verdict.outcome.passes for sentence in made)


def test_a_day_stays_where_a_second_deed_follows(annotated):
    assert not builds(annotated(TWO))


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, the harbour board closed the old northern pier to save money for a new quay.",
        "The new quay, the harbour board closed the old northern pier on Monday to save money for.",
        "On Monday, the harbour board closed the old northern pier to save money.",
        "On Monday, the harbour board opened the old northern pier to save money for the new quay.",
    ],
)
def test_nothing_else_may_move_or_change(text):
    assert not moves_adjunct(text, DAY)
