"""The desk's own order of words says what the report says, and the gate lets nothing else pass."""

from __future__ import annotations

import pytest

from copydesk.check import Checker
from copydesk.check.moved_attribution import moves_attribution
from copydesk.compose.write.reordered import reordered
from copydesk.model import DraftSentence, Span

SAID = "Police said that the old ferry burned for hours after it reached the northern pier."
AFTER = "The crew of the old ferry left the northern pier after the pumps failed in the storm."


def extract(report):
    sentence = report.sentences[0]
    span = Span(report.article.id, sentence.start, sentence.end)
    return DraftSentence("x-1", report.sentence_text(0), (span,), kind="extract")


@pytest.mark.parametrize("text", [SAID, AFTER])
def test_another_order_has_the_same_words_and_passes_the_gate(annotated, language, text):
    report = annotated(text)
    made = list(reordered(extract(report), {report.article.id: report}))
    assert made
    for sentence in made:
        words = sorted(w.strip(".,").lower() for w in sentence.text.split() if w != "that")
        assert words == sorted(w.strip(".,").lower() for w in text.split() if w != "that")
        checker = Checker({report.article.id: report}, language)
        assert checker.checked(sentence).verdict.outcome.passes


def test_what_has_a_quotation_keeps_its_order(annotated):
    report = annotated("Police said “the old ferry burned” for hours after it reached the pier.")
    assert not list(reordered(extract(report), {report.article.id: report}))


@pytest.mark.parametrize(
    "text",
    [
        "The old ferry burned, divers said, for hours after it reached the northern pier.",
        "The old ferry burned, police denied, for hours after it reached the northern pier.",
        "The ferry burned, police said, for hours after it reached the old northern pier.",
        "The old ferry burned for hours, police said.",
    ],
)
def test_nothing_but_who_says_it_may_move(text):
    assert not moves_attribution(text, SAID)


def test_a_second_speaker_keeps_the_sentence_as_it_is():
    said = "Police said the ferry burned after the captain said it was safe."
    assert not moves_attribution(
        "The ferry burned, police said, after the captain said it was safe.", said
    )
