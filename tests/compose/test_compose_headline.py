"""Headlines: cleaned, and nearest to what all reports say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copydesk.compose import compose
from copydesk.compose.write.cleaned_titles import casing, clean
from copydesk.compose.write.headline import is_newest, is_overtaken, rank, tells, verb_stems
from copydesk.model import RUNNING, Claims, Draft, Interval, Origin, Story, Verdict
from copydesk.model.serial import from_json, to_json


@pytest.mark.parametrize(
    ("title", "outlet", "expected"),
    [
        ("Dam bursts above town | The Daily Example", None, "Dam bursts above town"),
        ("Dam bursts above the town - Example News", None, "Dam bursts above the town"),
        ("WATCH: Dam bursts above town", None, "Dam bursts above town"),
        ("Live updates: Dam bursts above town", None, "Dam bursts above town"),
        ("Dam bursts above town – example.org", "example.org", "Dam bursts above town"),
        ("Dam bursts above town.", None, "Dam bursts above town"),
        ("Dam bursts in the U.S.", None, "Dam bursts in the U.S."),
        ("Dam  bursts\nabove town (VIDEO)", None, "Dam bursts above town"),
        ("Well-known dam bursts", None, "Well-known dam bursts"),
        ("Dam bursts above town, here's what it means", None, "Dam bursts above town"),
        ("Dam bursts above town: 'Nobody warned us'", None, "Dam bursts above town"),
        ("First dam: 'Nobody warned us'", None, "First dam: 'Nobody warned us'"),
        ("Dam bursts above town. \\n", None, "Dam bursts above town"),
        ('" Dam bursts above town', None, "Dam bursts above town"),
        ("Dam bursts above the 1st town", None, "Dam bursts above the first town"),
        ("Dam bursts above town (VPA) —", None, "Dam bursts above town"),
        ("Dam bursts above town \\n LIND —", None, "Dam bursts above town"),
    ],
)
def test_clean_takes_off_what_is_not_the_title(title, outlet, expected):
    assert clean(title, outlet) == expected


def test_the_title_that_all_reports_bear_out_is_first():
    titles = [
        "Is this the end of summer?",
        "Dam bursts above town",
        "Dam above town bursts, 3 dead",
    ]
    leads = ["A dam burst above the town on Monday and three people are dead."] * 3
    assert rank(titles, leads)[-1] == 0


CASE = (
    "The Northern Star burned off Port Maren. Officials said that the ferry had been checked.\n"
    "Nobody on the Northern Star was hurt when the fire began."
)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Ferry Northern Star Burns Off Port Maren", "Ferry Northern Star burns off Port Maren"),
        ("Officials: Ferry Was Checked on Monday", "Officials: Ferry was checked on Monday"),
        ("'Burning Ferry' Had Been Checked", "'Burning ferry' had been checked"),
        ("Ferry Northern Star burns off the harbour wall", None),
        ("VPA Says Well-Checked Ferry Burned", "VPA says well-checked ferry burned"),
    ],
)
def test_a_title_with_capitals_is_written_as_a_sentence(annotated, title, written):
    assert casing([annotated(CASE)]).of_sentence(title) == (written or title)


def test_a_title_that_only_names_something_tells_nothing(annotated):
    verbs = verb_stems([annotated(CASE)])
    assert tells("Ferry burned off Port Maren", verbs)
    assert tells("Arrest on the ferry", verbs)
    assert not tells("The ferry and the harbour", verbs)


def test_a_title_of_two_words_comes_later():
    titles = ["Dam burst", "Dam above the town bursts"]
    assert rank(titles, ["A dam burst above the town on Monday."] * 2)[0] == 1


def test_a_time_told_from_one_day_comes_later_in_a_story_of_several():
    titles = ["Dam above town bursts this week", "Dam above a town bursts"]
    leads = ["A dam above a town burst this week."] * 2
    assert rank(titles, leads)[0] == 0
    assert rank(titles, leads, days=True)[0] == 1


def titled(given, *titles: str):
    """The headline of the story, its reports under other titles, with its fallbacks."""
    reports = [
        replace(r, article=replace(r.article, title=title))
        for r, title in zip(given.reports, titles, strict=False)
    ]
    return compose(given.story, reports, given.claims, ())


def texts(draft):
    sentence, found = draft.headline, []
    while sentence is not None:
        found.append(sentence.text)
        sentence = sentence.fallback
    return found


def test_a_title_with_more_dead_comes_first_and_one_with_fewer_last(given):
    few, many, none = "Fire on ferry kills 9", "11 dead in fire on ferry", "Fire on ferry burns"
    order = texts(titled(given, few, many, none, "Orchestra opens season"))
    assert order[0] == many
    assert order[-1] == few


def test_a_title_that_tells_nothing_comes_behind_the_opening_sentences(given):
    order = texts(titled(given, "The ferry off Port Maren", "", "", ""))
    assert order[-1] == "The ferry off Port Maren"
    assert len(order) > 1


def test_an_opening_far_from_the_titles_is_no_headline(given):
    order = texts(titled(given, *["Fire on a ferry off Port Maren kills nine people"] * 4))
    assert not any("season" in text or "Tickets" in text for text in order)


def test_the_opening_of_its_report_may_bear_a_title_out(given):
    draft = titled(given, "Ferry fire kills nine off Port Maren", "", "", "")
    own = [s for s in given.reports[0].sentences if s.role in RUNNING]
    # From the first to the last of its opening sentences that has a word of it.
    assert any(
        s.start == own[0].start and own[1].start < s.end <= own[2].end
        for s in draft.headline.evidence
    )


def test_empty_titles_are_left_out():
    assert rank(["", "Dam bursts"], ["", ""]) == (1,)
    assert rank([], []) == ()


def test_a_title_that_calls_on_the_reader_or_judges_comes_later():
    titles = [
        "Watch the dam above the town burst",
        "Shocking: dam bursts above the town",
        "Dam bursts above the town",
    ]
    leads = ["The dam above the town burst on Monday."] * 3
    assert rank(titles, leads)[0] == 2


def test_a_title_with_an_overtaken_toll_is_known(given):
    later = given.points[0].claims[1]
    first = replace(given.points[0].claims[0], interval=Interval(9, 9), point=9.0)
    point = replace(given.points[0], claims=(first, later))
    assert is_overtaken("Fire on ferry kills nine", [point], given.reports)
    assert not is_overtaken("Fire on ferry kills 11", [point], given.reports)
    assert not is_overtaken("Fire on ferry off Port Maren", [point], given.reports)


def test_a_title_with_the_newest_of_a_count_that_rose_is_known(given):
    days = [datetime(2025, 3, day, tzinfo=UTC) for day in range(4, 4 + len(given.reports))]
    reports = [
        replace(r, article=replace(r.article, published=day))
        for r, day in zip(given.reports, days, strict=True)
    ]
    first, later, _ = given.points[0].claims
    point = replace(given.points[0], claims=(first, later), verdict=Verdict.UPDATED)
    assert is_newest("Toll of ferry fire rises to eleven", [point], reports)
    assert not is_newest("Fire on ferry kills nine", [point], reports)
    still = replace(point, verdict=Verdict.COMPATIBLE)
    assert not is_newest("Toll of ferry fire rises to eleven", [still], reports)


def test_a_story_of_very_many_reports_is_read_back_as_it_was_written(given):
    """Each choice of a headline stands within the one before; too deep, and none reads it."""
    first = given.reports[0]
    reports = [
        replace(first, article=replace(first.article, id=f"b{n}", title=f"Ferry fire kills {n}"))
        for n in range(10, 240)
    ]
    keys = tuple(report.article.id for report in reports)
    story = Story("s2", keys, tuple(Origin(f"o{k}", k, "outlet", (k,)) for k in keys))
    draft = compose(story, reports, [Claims(key) for key in keys], ())
    assert from_json(Draft, to_json(draft)) == draft
