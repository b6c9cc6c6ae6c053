"""One utterance in several reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from copydesk.compare.speech import quotation_points
from copydesk.model import Point, Verdict


def several(points: tuple[Point, ...]) -> list[Point]:
    """Points that more than one report makes."""
    return [p for p in points if len({c.article for c in p.claims}) > 1]


def test_identical_and_contained_words_agree(tell: Callable) -> None:
    told = tell(
        "Flood in Harlow\n“The river came at night and took our homes,” Anna Keller said.\n",
        "Harlow under water\nAnna Keller said the river “took our homes”.\n",
    )
    (point,) = several(quotation_points.points(*told))
    assert point.verdict is Verdict.AGREE
    assert point.origins == ("o-r0", "o-r1")


def test_a_variant_differs_and_names_both_wordings_with_their_outlets(tell: Callable) -> None:
    told = tell(
        "Flood\n“It is not about the money, sadly, it is about safe homes,” Anna Keller said.\n",
        "Flood\n“This is not about the money, sadly, it is what comes next,” Anna Keller said.\n",
    )
    (point,) = several(quotation_points.points(*told))
    assert point.verdict is Verdict.DIFFER
    for words in ("about safe homes", "what comes next", "North", "South"):
        assert words in point.reason


def test_a_variant_of_another_speaker_is_no_point(tell: Callable) -> None:
    told = tell(
        "Flood\n“It is not about the money, sadly, it is about safe homes,” Anna Keller said.\n",
        "Flood\n“This is not about the money, sadly, it is what comes next,” Tom Reyes said.\n",
    )
    assert several(quotation_points.points(*told)) == []


def test_short_words_of_two_speakers_are_compatible(tell: Callable) -> None:
    told = tell(
        "Flood\nAnna Keller praised the “army of helpers” in the town.\n",
        "Flood\nTom Reyes praised the “army of helpers” on Monday.\n",
    )
    (point,) = several(quotation_points.points(*told))
    assert point.verdict is Verdict.COMPATIBLE
    assert "Anna Keller" in point.reason
    assert "Tom Reyes" in point.reason


def test_two_words_of_two_speakers_are_a_name_and_no_point(tell: Callable) -> None:
    told = tell(
        "Flood\nAnna Keller blamed the “harbour files” for the delay.\n",
        "Flood\nTom Reyes read the “harbour files” on Monday.\n",
    )
    assert several(quotation_points.points(*told)) == []


def test_words_that_lost_their_marks_and_changed_differ(tell: Callable) -> None:
    told = tell(
        "Flood\nAnna Keller called it a “test of Harlow's patience” to rebuild the town.\n",
        "Flood\nThe repair is seen as a hard test of Harlow's money to rebuild the town.\n",
    )
    (point,) = several(quotation_points.points(*told))
    assert point.verdict is Verdict.DIFFER
    assert "without marks" in point.reason


def test_a_quotation_of_one_report_is_single(tell: Callable) -> None:
    told = tell(
        "Flood\n“We will rebuild every house,” Anna Keller said.\n",
        "Flood\nThe river rose on Monday.\n",
    )
    (point,) = quotation_points.points(*told)
    assert point.verdict is Verdict.SINGLE


def test_points_are_the_same_whatever_comes_first(tell: Callable) -> None:
    story, claims, reports = tell(
        "Flood\n“We will rebuild every house,” Anna Keller said.\n",
        "Flood\nAnna Keller said “we will rebuild every house”.\n",
    )
    forward = quotation_points.points(story, claims, reports)
    backward = quotation_points.points(story, claims[::-1], reports[::-1])
    assert forward == backward


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The ruling gives clear guidance to all couples. It opens benefits that all deserve, "
            "and it lets them move freely through the country",
            "The ruling gives clear guidance to all couples, and it lets them move freely through "
            "the country",
        ),
        (
            "The snow falls off the slopping roof where nobody can gather it in the winter",
            "The snow falls off the sloping roof where nobody can gather it in the winter",
        ),
    ],
)
def test_a_quotation_cut_or_spelled_otherwise_is_no_difference(
    tell: Callable, one: str, other: str
) -> None:
    told = tell(
        f"Ruling\n“{one},” said Mayor Lena Torv.\n", f"Ruling\n“{other},” Mayor Lena Torv said.\n"
    )
    assert all(p.verdict is not Verdict.DIFFER for p in quotation_points.points(*told))
