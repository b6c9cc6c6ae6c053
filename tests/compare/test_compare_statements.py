"""Statements, commitments, their agents, and events across reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copydesk.compare.speech import statement_points
from copydesk.compare.speech.meaning import of_words
from copydesk.model import Point, Verdict


def several(points: tuple[Point, ...], kind: str) -> list[Point]:
    """Points of a kind that more than one report makes."""
    return [p for p in points if p.kind == kind and len({c.article for c in p.claims}) > 1]


def test_one_statement_of_one_speaker_agrees(tell: Callable) -> None:
    told = tell(
        "Flood\nGovernor Tom Reyes said that the state would pay for the repair of the bridge.\n",
        "Flood\nThe state would pay for the bridge repairs, Governor Tom Reyes said.\n",
    )
    (point,) = several(statement_points.points(*told), "statement")
    assert point.verdict is Verdict.AGREE


def test_another_modality_is_compatible(tell: Callable) -> None:
    told = tell(
        "Flood\nGovernor Tom Reyes said that the bridge repair might close the northern road.\n",
        "Flood\nGovernor Tom Reyes said that the bridge repair closes the northern road.\n",
    )
    (point,) = several(statement_points.points(*told), "statement")
    assert point.verdict is Verdict.COMPATIBLE


def test_a_denial_differs(tell: Callable) -> None:
    told = tell(
        "Flood\nGovernor Tom Reyes said that the bridge was closed on Monday by the police.\n",
        "Flood\nGovernor Tom Reyes said that the bridge was not closed on Monday by the police.\n",
    )
    (point,) = several(statement_points.points(*told), "statement")
    assert point.verdict is Verdict.DIFFER


def test_other_statements_are_not_linked(tell: Callable) -> None:
    told = tell(
        "Flood\nGovernor Tom Reyes said that the state would pay for the repair of the bridge.\n",
        "Flood\nGovernor Tom Reyes said that schools would open again next week.\n",
    )
    assert several(statement_points.points(*told), "statement") == []


def test_who_pledges_one_amount_is_compared(tell: Callable) -> None:
    told = tell(
        "Flood\nThe Northern Banks pledged $20 million in flood aid on Monday.\n",
        "Flood\nGovernor Tom Reyes pledged $20 million in flood aid on Monday.\n",
    )
    (point,) = several(statement_points.points(*told), "role")
    assert point.verdict is Verdict.DIFFER
    assert "Tom Reyes" in point.reason


def test_one_agent_of_one_pledge_agrees(tell: Callable) -> None:
    told = tell(
        "Flood\nGovernor Tom Reyes pledged $20 million in flood aid.\n",
        "Flood\nMr. Reyes has pledged $20 million in aid for the flood.\n",
    )
    points = statement_points.points(*told)
    assert several(points, "role") == []
    (point,) = several(points, "commitment")
    assert point.verdict is Verdict.AGREE


def test_a_headline_in_title_case_pledges_too(tell: Callable) -> None:
    _, claims, _ = tell(
        "Governor Reyes Visits Harlow, Pledges $20 Million in Flood Aid\nTom Reyes came.\n"
    )
    (pledge,) = claims[0].commitments
    assert pledge.type == "pledge"
    assert pledge.agent[0].endswith("Reyes")


def test_an_event_of_two_reports_agrees(tell: Callable) -> None:
    told = tell(
        "Flood\nTom Reyes visited Paris on Monday.\n",
        "Flood\nThe visit of Tom Reyes to Paris took place on Monday.\n",
    )
    (point,) = several(statement_points.points(*told), "event")
    assert point.verdict is Verdict.AGREE


def test_events_in_two_places_are_two(tell: Callable) -> None:
    told = tell(
        "Flood\nTom Reyes visited Paris on Monday.\n",
        "Flood\nTom Reyes visited London on Monday.\n",
    )
    assert several(statement_points.points(*told), "event") == []


def test_not_easy_is_difficult() -> None:
    easy, difficult = of_words(["not", "easy"]), of_words(["difficult"])
    assert easy.concepts == difficult.concepts
    assert not easy.negated


def test_what_is_only_meant_to_be_is_no_commitment(tell: Callable) -> None:
    told = tell(
        "Ferry\nThe ferry left its intended course near the old harbour wall on Monday.\n",
        "Ferry\nThe ferry was back on its intended course by noon, the port said.\n",
    )
    assert several(statement_points.points(*told), "commitment") == []


def test_what_is_denied_of_a_thing_is_no_other_statement_about_it(tell: Callable) -> None:
    told = tell(
        "Ferry\nGovernor Tom Reyes said that the ferry struck the harbour wall at noon.\n",
        "Ferry\nThe ferry did not seem to slow down near the wall or answer the pilot, Governor "
        "Tom Reyes said.\n",
    )
    assert several(statement_points.points(*told), "statement") == []


@pytest.mark.parametrize(("year", "verdict"), [("2010", "compatible"), ("2009", "agree")])
def test_one_commitment_is_not_told_as_agreed_in_two_years(
    tell: Callable, year: str, verdict: str
) -> None:
    told = tell(
        "Bonds\nIn 2009 Lorne County approved a $3 million bond to buy the old harbour.\n",
        f"Bonds\nIn {year} Lorne County approved a $3 million bond to buy the old harbour.\n",
    )
    found = several(statement_points.points(*told), "commitment")
    assert [str(p.verdict) for p in found] == [verdict]
