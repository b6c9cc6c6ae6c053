"""The writer behind a language model: its reply is read as data, and never trusted."""

from __future__ import annotations

import json

import pytest

from copydesk import compose
from copydesk.compose.record.candidates import units_of
from copydesk.compose.writers.chat import messages, number_evidence, read_reply
from copydesk.errors import WriterError


@pytest.fixture(scope="module")
def frame(given):
    return compose.compose(given.story, given.reports, given.claims, given.points)


@pytest.fixture(scope="module")
def evidence(given):
    return number_evidence(units_of(given.story, given.reports, given.points))


def reply(**changed) -> str:
    body = {
        "headline": {"text": "Ferry fire kills nine", "evidence": ["e1"]},
        "standfirst": [{"text": "A ferry burned.", "evidence": ["e2", "e1"]}],
        "quick_looks": [{"label": "Death toll", "text": "Nine died.", "evidence": ["e1"]}],
        "sections": [
            {"key": "developments", "paragraphs": [[{"text": "It sank.", "evidence": ["e3"]}]]}
        ],
    }
    return json.dumps(body | changed)


def test_sentences_carry_the_spans_of_the_numbers_they_cite(frame, evidence):
    draft = read_reply(f"Here it is:\n{reply()}\nDone.", frame, evidence)
    first = draft.standfirst[0]
    assert first.kind == "model"
    assert first.evidence == (evidence["e2"].span, evidence["e1"].span)
    assert first.fallback is not None
    assert first.fallback.text == evidence["e2"].text
    assert first.fallback.evidence == (evidence["e2"].span,)
    assert draft.quick_looks[0].label == "Death toll"


def test_differences_and_the_frame_stay_the_default_writers(frame, evidence):
    draft = read_reply(reply(), frame, evidence)
    assert [s.key for s in draft.sections] == ["developments", "differences"]
    assert (draft.kicker, draft.hero) == (frame.kicker, frame.hero)
    assert draft.headline.fallback == frame.headline


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("I cannot do that.", "holds no JSON object"),
        ("{not json}", "is not JSON"),
        ("{}", "headline: Field required"),
        (reply(headline={"text": "No source", "evidence": []}), "headline.evidence"),
        (
            reply(headline={"text": "Made up", "evidence": ["e999"]}),
            "'e999', which it was not shown",
        ),
    ],
)
def test_a_reply_that_is_no_cited_draft_is_refused(frame, evidence, text, message):
    with pytest.raises(WriterError, match=message.replace("(", r"\(")):
        read_reply(text, frame, evidence)


def test_the_model_sees_numbered_evidence_with_outlet_and_day(given, evidence):
    asked = messages(evidence, given.reports)
    assert [m["role"] for m in asked] == ["system", "user"]
    line = asked[1]["content"].splitlines()[0]
    assert line.startswith("[e1] (The Courier, 2031-03-04) ")
    assert "newsletter" not in asked[1]["content"]
