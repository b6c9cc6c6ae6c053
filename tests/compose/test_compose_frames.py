"""What only frames a sentence goes, and what it frames is told; the gate lets it go."""

from __future__ import annotations

import pytest

from copydesk.check import Checker
from copydesk.compose.edit.rewrite import preview
from copydesk.model import DraftSentence, Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("These statements come at a time when engineers have raised alarms about the old pier.",
         "Engineers have raised alarms about the old pier."),
        ("Despite this, Brandt confirmed that the harbour board is working on a new quay.",
         "Brandt confirmed that the harbour board is working on a new quay."),
        ("The move came at a time when the port of Osk was closed to ferries.",
         "The port of Osk was closed to ferries."),
    ],
)  # fmt: skip
def test_a_frame_goes(annotated, language, text, expected):
    report = annotated(text)
    assert preview(report, 0) == expected
    sentence = report.sentences[0]
    span = Span(report.article.id, sentence.start, sentence.end)
    draft = DraftSentence("x-1", expected, (span,), kind="extract")
    checker = Checker({report.article.id: report}, language)
    assert checker.checked(draft).verdict.outcome.passes


def test_an_unannounced_visit_is_a_fact_and_a_surprising_result_a_judgement(annotated):
    visit = annotated("Anna Holt made a surprise visit to the port of Osk on Monday.")
    assert "surprise visit" in (preview(visit, 0) or "")
    result = annotated("The surprise result of the vote in Osk was told to all on Monday.")
    assert "surprise" not in (preview(result, 0) or "")


def test_a_closing_mark_stands_behind_what_it_closes(annotated, language):
    report = annotated('"We are working on a new quay for the old ferries, "Brandt said on Monday.')
    expected = "“We are working on a new quay for the old ferries,” Brandt said on Monday."
    assert preview(report, 0) == expected
    span = Span(report.article.id, report.sentences[0].start, report.sentences[0].end)
    checker = Checker({report.article.id: report}, language)
    said = checker.checked(DraftSentence("x-1", expected, (span,), kind="extract"))
    assert said.verdict.outcome.passes


def test_marks_that_open_behind_a_comma_stay(annotated):
    text = 'Brandt said, "We are working on a new quay for the old ferries."'
    assert preview(annotated(text), 0) == text
