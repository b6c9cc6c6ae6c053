"""People are introduced where the page first names them, then go by the surname."""

from __future__ import annotations

import re

import pytest

from copydesk.compose.edit.introductions import Named, introductions
from copydesk.compose.edit.people import shared_surnames
from copydesk.compose.edit.rewrite import rewrite

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


def test_who_has_been_introduced_is_not_introduced_again(annotated):
    named = Named()
    named.add("Mary Brandt", introduced=True)
    assert first(annotated, INTRODUCED, 0, named) == "Brandt spoke to the crew on the pier."
    text = "Harbour master Mary Brandt spoke to the crew on the pier."
    assert first(annotated, text, 0, named) == "Brandt spoke to the crew on the pier."


def test_a_full_name_that_the_page_has_had_becomes_the_surname(annotated):
    named = Named()
    named.add("Mary Brandt")
    text = "Divers said Mary Brandt’s crew had passed every test of the year."
    assert first(annotated, text, 0, named) == (
        "Divers said Brandt’s crew had passed every test of the year."
    )


def test_a_pronoun_becomes_the_surname_of_who_was_named(annotated):
    text = "Mary Brandt spoke to the crew.\nShe praised the fishermen for their help."
    named = Named()
    assert first(annotated, text, 1, Named()).startswith("Mary Brandt praised")
    named.add("Mary Brandt")
    assert first(annotated, text, 1, named).startswith("Brandt praised")


def test_a_pronoun_becomes_the_name_with_who_it_is(annotated):
    text = (
        "Harbour master Mary Brandt spoke to the crew.\nShe praised the fishermen for their help."
    )
    assert first(annotated, text, 1).startswith("Harbour master Mary Brandt praised")


def test_a_surname_gets_the_role_that_another_report_gives(annotated):
    here = annotated(f"{BARE}\nThe sea was rough.\nBrandt thanked the crew for their help.")
    named = Named(introductions=introductions([here, annotated(ELSEWHERE, 1)]))
    assert rewrite(here, 2, named)[0].text.startswith("Coast guard captain Mary Brandt thanked")


def test_a_ship_with_the_name_of_a_person_keeps_it(annotated):
    named = Named()
    named.add("Mary Brandt")
    text = "The Mary Brandt left the pier at noon."
    assert first(annotated, text, 0, named) == text


def test_a_surname_is_no_name_in_full(annotated):
    named = Named()
    named.add("Brandt")
    text = "Mary Brandt spoke to the crew on the pier."
    assert first(annotated, text, 0, named) == text


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Master Mary Brandt of Port Maren spoke to the crew.",
        "Divers praised the new harbour master Mary Brandt on the pier.",
    ],
)
def test_a_role_that_something_hangs_on_stays(annotated, text):
    named = Named()
    named.add("Mary Brandt", introduced=True)
    assert re.search("master (?:Mary )?Brandt", first(annotated, text, 0, named), re.IGNORECASE)


def test_a_name_behind_a_role_stays_in_full(annotated):
    named = Named()
    named.add("Mary Brandt", introduced=True)
    text = "The harbour master, Mary Brandt, spoke to the crew on the pier."
    assert first(annotated, text, 0, named) == text


ELSEWHERE = "Coast guard captain Mary Brandt led the search for the crew."
BARE = "Mary Brandt said the ferry had passed every test of the year."


def test_another_report_says_who_it_is(annotated):
    here, there = annotated(BARE), annotated(ELSEWHERE, 1)
    named = Named(introductions=introductions([here, there]))
    wording = rewrite(here, 0, named)[0]
    assert wording.text == (
        "Coast guard captain Mary Brandt said the ferry had passed every test of the year."
    )
    (swap,) = wording.substitutions
    assert swap.mention.article == there.article.id
    assert swap.mention.of(there.article.text) == "Coast guard captain Mary Brandt"


@pytest.mark.parametrize(
    "text",
    [
        "Rooftop sniper Mary Brandt was seen on the pier at noon.",
        "Gunman Mary Brandt was seen on the pier at noon.",
        "Divers praised the accused smuggler Mary Brandt on the pier.",
        "Divers met the then harbour master Mary Brandt on the pier.",
    ],
)
def test_nobody_is_introduced_as_what_they_are_taken_for_or_were(annotated, text):
    named = Named(introductions=introductions([annotated(BARE), annotated(text, 1)]))
    assert first(annotated, BARE, 0, named) == BARE


def test_who_the_sentence_introduces_in_its_own_way_is_not_introduced_twice(annotated):
    here = annotated("Mary Brandt, a captain for ten years, said the ferry had passed.")
    named = Named(introductions=introductions([here, annotated(ELSEWHERE, 1)]))
    assert rewrite(here, 0, named)[0].text.count("captain") == 1


def test_who_a_role_in_front_names_is_not_introduced(annotated):
    here = annotated("The head of the line, Mary Brandt, said the ferry had passed every test.")
    named = Named(introductions=introductions([here, annotated(ELSEWHERE, 1)]))
    assert "captain" not in rewrite(here, 0, named)[0].text


def test_the_last_line_of_a_block_above_does_not_hide_a_role(annotated):
    from copydesk.compose.edit.people import is_introduced

    report = annotated("A launch from the pier\nHarbour master Mary Brandt left the pier at noon.")
    (chain,) = [c for c in report.chains if c.name == "Mary Brandt"]
    assert is_introduced(report, chain.mentions[0])


def test_a_role_with_a_hyphen_introduces_too(annotated):
    from copydesk.compose.edit.people import is_introduced

    report = annotated("Harbour Secretary-General Mary Brandt visited the port on Tuesday.")
    (chain,) = [c for c in report.chains if c.label == "PERSON"]
    assert is_introduced(report, chain.mentions[0])


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
