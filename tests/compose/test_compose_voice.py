"""One tense, one verb of speech, nothing that hangs on a sentence which is not there."""

from __future__ import annotations

import pytest

from copydesk.compose.edit.introductions import Named
from copydesk.compose.edit.rewrite import rewrite
from copydesk.compose.record.statement_form import is_statement


def wordings(annotated, text: str, **options) -> tuple[str, ...]:
    report = annotated(text)
    return tuple(w.text for w in rewrite(report, 0, Named(), **options))


def test_what_a_report_says_was_said(annotated):
    written = wordings(annotated, "The coast guard says the crew of the ferry is safe.")
    assert written[0] == "The coast guard said the crew of the ferry is safe."
    assert written[-1] == "The coast guard says the crew of the ferry is safe."


def test_a_quotation_keeps_its_tense(annotated):
    text = "“Nobody says a word about it,” harbour master Mary Brandt told reporters."
    assert wordings(annotated, text) == (text,)


def test_what_is_said_as_a_rule_or_only_now_stays_in_the_present(annotated):
    written = wordings(annotated, "The operator now says the pump was old.")
    assert written == ("The operator now says the pump was old.",)


def test_also_goes(annotated):
    written = wordings(annotated, "The operator also confirmed the loss of the ferry.")
    assert written[0] == "The operator confirmed the loss of the ferry."


def test_not_only_but_also_stays(annotated):
    text = "The fire burned not only the deck but also the bridge of the ferry."
    assert wordings(annotated, text) == (text,)


def test_a_stray_space_before_a_stop_goes(annotated):
    written = wordings(annotated, "The ferry burned for an hour on social media .")
    assert all(text.endswith("media.") for text in written)


@pytest.mark.parametrize(
    "text",
    [
        "Two years later, the line bought the ferry back.",
        "An hour later the ferry sank off the pier.",
        "At the time, the ferry was the largest of the line.",
        "By comparison, the older ferry has six lifeboats.",
        "Despite this, the line kept the ferry in service.",
        "It warned the crew of the other ferry at once.",
    ],
)
def test_what_hangs_on_another_sentence_is_not_taken(annotated, text):
    assert wordings(annotated, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Both are expected to sail again in the spring.",
        "Another was found on the beach by a fisherman.",
        "Prime Minister Anna Holt addresses the islanders following the fire on Tuesday.",
        "At 10:13 p.m., the crew leaves the burning ferry in two boats.",
    ],
)
def test_stand_ins_and_captions_are_no_statements(annotated, text):
    report = annotated(text)
    assert not is_statement(report, report.sentences[0])


@pytest.mark.parametrize(
    "text",
    [
        "Both ferries are expected to sail again in the spring.",
        "Another ferry was found on the beach by a fisherman.",
        "Prime Minister Anna Holt addressed the islanders following the fire on Tuesday.",
        "At 10:13 p.m., the crew left the burning ferry in two boats.",
    ],
)
def test_the_same_with_a_noun_or_in_the_past_are(annotated, text):
    report = annotated(text)
    assert is_statement(report, report.sentences[0])


@pytest.mark.parametrize(
    ("told", "past"),
    [
        (
            "Officials say the crew of the ferry is safe.",
            "Officials said the crew of the ferry is safe.",
        ),
        (
            "In the report Mary Brandt writes that the pump was old.",
            "In the report Mary Brandt wrote that the pump was old.",
        ),
        (
            "Captain Tomas Reed tells reporters that the pump was old.",
            "Captain Tomas Reed told reporters that the pump was old.",
        ),
    ],
)
def test_verbs_of_speech_stand_in_one_tense_and_the_gate_knows_them(
    annotated, language, told, past
):
    from copydesk import check

    assert past in wordings(annotated, told)
    assert check.check_pair(past, told, language).outcome.passes


def test_what_happened_in_a_past_year_is_not_told_in_the_present(annotated):
    report = annotated("A captain of the line runs a ferry aground off Osk in April 2011.")
    assert not is_statement(report, report.sentences[0])
    report = annotated("A captain of the line ran a ferry aground off Osk in April 2011.")
    assert is_statement(report, report.sentences[0])


def test_words_of_an_unnamed_holder_of_a_role_are_not_taken(annotated):
    assert wordings(annotated, "“The pump was old and slow,” the spokesperson said.") == ()
    assert wordings(annotated, "“The pump was old and slow,” the ministry spokesperson said.")


def test_a_quotation_in_single_marks_must_close(annotated):
    assert wordings(annotated, "The captain put it in these words: 'Nobody was told of it.") == ()


def test_capitals_at_the_head_of_a_page_go(annotated):
    text = "VELLAND'S ferries stay in port until the spring.\nVelland has nine islands in all."
    assert wordings(annotated, text)[0] == "Velland's ferries stay in port until the spring."
