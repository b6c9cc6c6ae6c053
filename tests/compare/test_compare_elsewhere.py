"""When a point may be called one report's alone, and what speaks against a difference."""

from __future__ import annotations

import pytest

from copydesk import compare
from copydesk.compare import elsewhere
from copydesk.compare.figures import figure_verdicts
from copydesk.model import Verdict

FLOOD = "Flood in Marram\nThe flood in Marram killed {n} people on Monday, the mayor said.\n"


@pytest.fixture
def set_off(tell):
    """The points of a story of reports given as texts."""

    def points(*texts: str):
        story, _, reports = tell(*texts)
        return compare.compare(story, [compare.claims(r) for r in reports], reports)

    return points


def test_a_number_that_another_report_gives_too_is_not_called_one_reports_alone(set_off):
    points = set_off(
        "Flood in Marram\nThe flood in Marram swept away 14 houses along the river.\n",
        "Flood in Marram\nAlong the river in Marram 14 houses are gone after the flood.\n",
    )
    for point in points:
        if any(getattr(c, "point", None) == 14 for c in point.claims):
            assert not point.reason.startswith("Only")


def test_what_nothing_comes_near_is_one_reports_alone(set_off):
    points = set_off(
        FLOOD.format(n=3),
        FLOOD.format(n=3) + "Divers of the navy searched 27 cellars in the old brewery.\n",
    )
    [point] = [p for p in points if any(getattr(c, "point", None) == 27 for c in p.claims)]
    assert point.verdict is Verdict.SINGLE
    assert point.reason == "Only one report gives it: 27."


def test_a_word_of_another_origin_is_looked_for_not_of_the_same_one(tell):
    story, _, reports = tell(FLOOD.format(n=3), FLOOD.format(n=3))
    claims = [compare.claims(r) for r in reports]
    [figure, *_] = claims[0].figures
    assert elsewhere.Elsewhere(story, claims, reports).told(figure)
    alone = type(story)(story.id, story.articles[:1], story.origins[:1])
    assert not elsewhere.Elsewhere(alone, claims[:1], reports[:1]).told(figure)


def test_numbers_of_other_places_are_no_difference(tell):
    _, _, reports = tell(
        "Storm\nThe storm killed 11 people in Denmark on Monday.\n",
        "Storm\nThe storm killed 17 people in Norway on Monday.\n",
        "Storm\nThe storm killed 17 people in Denmark on Monday.\n",
    )
    claims = [compare.claims(r) for r in reports]
    dead = [next(f for f in c.figures if f.point in (11, 17)) for c in claims]

    def said(a, b):
        return figure_verdicts.verdict(a, b, ("11", "17"), (None, None))[0]

    assert said(dead[0], dead[1]) is Verdict.COMPATIBLE
    assert said(dead[0], dead[2]) is Verdict.DIFFER


def test_figures_told_of_other_days_are_no_difference(set_off):
    first = "A quake of magnitude 4.2 shook Osk on Sunday."
    for second, expected in (
        ("A quake of magnitude 4.6 shook Osk on Sunday.", {Verdict.DIFFER}),
        ("A quake of magnitude 4.6 shook Osk on Thursday.", {Verdict.COMPATIBLE}),
    ):
        found = set_off(f"Quake\n{first}\n", f"Quake\n{second}\n")
        told = {
            p.verdict
            for p in found
            if len(p.origins) > 1 and getattr(p.claims[0], "unit", "") == "magnitude"
        }
        assert told == expected


def test_a_measure_is_told_in_the_unit_that_the_report_has(set_off):
    found = set_off(
        "Camp\nThe camp of Osk lies 20 miles from the border.\n",
        "Camp\nThe camp of Osk lies 17 miles from the border.\n",
    )
    (point,) = (p for p in found if getattr(p.claims[0], "unit", "") == "km")
    assert "20 miles" in point.reason
    assert "17 miles" in point.reason
