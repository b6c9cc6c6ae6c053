"""People are introduced where the page first names them, then go by the surname."""

from __future__ import annotations

import pytest

from copydesk.compose.people import shared_surnames
from copydesk.compose.references import Named
from copydesk.compose.rewrite import rewrite

INTRODUCED = (
    "Mary Brandt, the harbour master of Port Maren, spoke to the crew on the pier.\n"
    "Later that day, divers reached the wreck of the ferry.\n"
    "Brandt said the ferry had passed every test of the year."
)


def first(annotated, text: str, number: int, named: Named | None = None, **options) -> str:
    report = annotated(text)
    return rewrite(report, number, named or Named(), **options)[0].text


def test_the_first_mention_says_who_it_is(annotated):
    assert first(annotated, INTRODUCED, 2) == (
        "Mary Brandt, the harbour master of Port Maren, said the ferry had passed every test of "
        "the year."
    )


def test_the_gate_can_find_the_words_that_were_put_in(annotated):
    report = annotated(INTRODUCED)
    wording = rewrite(report, 2, Named())[0]
    (swap,) = wording.substitutions
    assert swap.original == "Brandt"
    assert swap.mention.of(report.article.text) == "Mary Brandt, the harbour master of Port Maren"


def test_a_quick_look_without_room_has_the_full_name_alone(annotated):
    assert first(annotated, INTRODUCED, 2, words=14) == (
        "Mary Brandt said the ferry had passed every test of the year."
    )


def test_who_has_been_introduced_goes_by_the_surname(annotated):
    named = Named()
    named.add("Mary Brandt", introduced=True)
    assert first(annotated, INTRODUCED, 2, named) == (
        "Brandt said the ferry had passed every test of the year."
    )


def test_what_a_planned_sentence_says_of_somebody_is_not_said_before(annotated):
    report = annotated(INTRODUCED)
    named = Named(planned=(report_span(report, 0),))
    assert rewrite(report, 2, named)[0].text.startswith("Mary Brandt said")


def test_a_role_with_a_hyphen_introduces_too(annotated):
    from copydesk.compose.people import is_introduced

    report = annotated("Harbour Secretary-General Mary Brandt visited the port on Tuesday.")
    (chain,) = [c for c in report.chains if c.label == "PERSON"]
    assert is_introduced(report, chain.mentions[0])


def report_span(report, number: int):
    from copydesk.model import Span

    sentence = report.sentences[number]
    return Span(report.article.id, sentence.start, sentence.end)


def test_a_role_in_front_of_the_name_goes_with_it(annotated):
    text = (
        "Coast guard captain Tomas Reed led the search for the crew.\n"
        "The ferry sank at noon.\nReed said two men were missing from the lower deck."
    )
    assert first(annotated, text, 2) == (
        "Coast guard captain Tomas Reed said two men were missing from the lower deck."
    )


def test_honorifics_go(annotated):
    named = Named()
    named.add("Tomas Reed", introduced=True)
    text = "Tomas Reed led the search.\nOn the pier Mr. Reed said two men were missing."
    assert first(annotated, text, 1, named) == "On the pier Reed said two men were missing."


def test_two_people_of_one_surname_are_named_in_full(annotated):
    reports = [
        annotated("Anna Holt thanked the crew on the pier.\nHolt left at noon with her staff."),
        annotated("Peter Holt steered the ferry to the pier.", 1),
    ]
    shared = shared_surnames(reports)
    assert shared == {"holt"}
    named = Named(shared=shared)
    named.add("Anna Holt")
    assert rewrite(reports[0], 1, named)[0].text == "Anna Holt left at noon with her staff."


@pytest.mark.parametrize("other", ["Ann Holt", "Anna M. Holt"])
def test_one_person_in_two_spellings_is_one(annotated, other):
    reports = [
        annotated("Anna Holt thanked the crew on the pier."),
        annotated(f"{other} thanked the crew on the pier.", 1),
    ]
    assert shared_surnames(reports) == frozenset()
