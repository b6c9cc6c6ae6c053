"""A story opens on what happened: the result before the colour, the deed before the feelings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from copydesk.compose.choose.opening import is_contest, lead
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.model import Annotated, Span


def units(reports: Sequence[Annotated]) -> list[Unit]:
    found = []
    for index, report in enumerate(reports):
        for number, sentence in enumerate(report.sentences):
            text = report.sentence_text(number)
            span = Span(report.article.id, sentence.start, sentence.end)
            key = f"o{index}"
            found.append(
                Unit(index, number, number, span, text, key, content_stems(text), (), None)
            )
    return found


def told(annotated, titles: Sequence[str], texts: Sequence[str]) -> str:
    reports = []
    for index, (title, text) in enumerate(zip(titles, texts, strict=True)):
        report = annotated(text, index)
        reports.append(replace(report, article=replace(report.article, title=title)))
    every = units(reports)
    return lead(every, every, reports).text


def test_the_result_of_a_match_goes_before_the_colour(annotated):
    opening = told(
        annotated,
        ("Rovers beat Lind to win island cup", "Rovers win island cup"),
        (
            "Fans of the Rovers sang in the streets of Osk until dawn.\n"
            "Rain had fallen on the pitch all afternoon.\n"
            "The Rovers beat Lind City 3-1 in the final of the island cup on Saturday.",
            "Jonas Vik smiled even before the ball was in the net.\n"
            "Nobody in Osk had slept before the final.",
        ),
    )
    assert opening.startswith("The Rovers beat Lind City 3-1")


def test_what_happened_goes_before_how_people_felt(annotated):
    opening = told(
        annotated,
        ("Ferry burns off Port Maren", "Nine die as ferry burns off Port Maren"),
        (
            "Families of the nine who died off Port Maren mourned them on Wednesday.",
            "A ferry burned off Port Maren on Tuesday, and nine people died.",
        ),
    )
    assert opening.startswith("A ferry burned")


def test_a_story_without_an_outcome_is_no_contest():
    assert is_contest([content_stems("Rovers beat Lind"), content_stems("Rain over Lind")])
    assert not is_contest([content_stems("Ferry burns off Port Maren")])


def test_a_report_of_something_else_as_well_does_not_open_the_story(annotated):
    opening = told(
        annotated,
        ("Ferry burns off Port Maren", "Ferry burns off Port Maren"),
        (
            "The orchestra of Osk opened its season on Tuesday with a concert of early music.\n"
            "The new hall has 1,900 seats and cost 40 million crowns to build.",
            "Rain had fallen on the islands all through the night.\n"
            "The wind came from the north, and the sea was rough.\n"
            "A ferry burned off Port Maren at dawn, and nobody was hurt.",
        ),
    )
    assert opening.startswith("A ferry burned")
