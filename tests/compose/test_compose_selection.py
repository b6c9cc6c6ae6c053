"""Selection: what independent reports have in common comes first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.compose.choose.selection import (
    Passage,
    content_stems,
    rank,
    select,
    weights,
    words_of,
)

REPORTS = [
    ["The dam above the town burst on Monday night.", "A local band plays there every summer."],
    ["Engineers say the dam above the town burst at night.", "Bread prices rose in the capital."],
    ["The dam burst above the sleeping town on Monday.", "The mayor was born in the next valley."],
]
TITLES = ["Dam bursts above town", "Dam above town bursts", "Town flooded as dam bursts"]


def test_what_all_reports_tell_goes_before_what_one_tells():
    first, *_ = select(REPORTS, TITLES, 60)
    assert first[1] == 0
    order = select(REPORTS, TITLES, 60)
    assert {sentence for _, sentence in order[:1]} == {0}


def test_copies_of_one_origin_corroborate_nothing():
    rumour = "Officials in the harbour sold the old lighthouse to a film company last winter."
    fact = "The storm sank eleven fishing boats off the northern islands on Sunday."
    reports = [[rumour], [rumour], [fact], [fact.replace("sank", "destroyed")]]
    titles = [""] * 4
    as_copies = select(reports, titles, 5, ["wire", "wire", "b", "c"])
    assert as_copies[0][0] in (2, 3)


def test_stops_when_the_length_is_reached():
    taken = select(REPORTS, TITLES, 9)
    assert len(taken) == 1
    assert select(REPORTS, TITLES, 0) == ()


words = st.lists(
    st.sampled_from(["dam", "town", "burst", "night", "mayor", "river", "flood", "bridge"]),
    max_size=9,
)
report = st.lists(words.map(" ".join), max_size=5)


@given(st.lists(report, min_size=1, max_size=4), st.integers(0, 80))
def test_takes_each_sentence_at_most_once_and_only_such_as_there_are(reports, length):
    taken = select(reports, [""] * len(reports), length)
    assert len(set(taken)) == len(taken)
    assert all(reports[r][s] for r, s in taken)
    assert taken == select(reports, [""] * len(reports), length)


def test_words_lose_their_possessive_and_stop_words_their_place():
    assert words_of("The mayor’s plan") == ["the", "mayor", "plan"]
    assert content_stems("The mayors said the plans of the") == {"mayor", "plan"}


def test_what_was_told_is_worth_little_when_told_again():
    first = "The dam above the town burst on Monday night."
    reports = [
        [first, "Crews took forty residents to a school in the valley."],
        [first, "Forty residents slept in a school after crews came."],
    ]
    (one, two) = select(reports, ["", ""], 15)
    assert one[1] == 0
    assert two[1] == 1


def passages(*reports):
    return [
        Passage(text, report, position, str(report))
        for report, sentences in enumerate(reports)
        for position, text in enumerate(sentences)
    ]


def test_what_a_title_says_its_report_says_first():
    reports = [["Rain fell.", "The ferry sank."], ["Crews came.", "They searched for the ferry."]]
    plain = weights(passages(*reports))
    titled = weights(passages(*reports), ["Ferry sinks", "Ferry lost"])
    assert titled[("ferri",)] > plain[("ferri",)]
    assert titled[("rain",)] == plain[("rain",)] == 0


def test_a_title_bears_out_what_only_another_report_tells():
    found = weights(passages(["The ferry sank."], ["Crews came."]), ["", "Ferry lost"])
    assert found[("ferri",)] > 0


def test_function_words_weigh_less_than_content():
    story = passages(["It was at the pier that she was."], ["It was at the pier that she was."])
    found = weights(story)
    assert 0 < found[("at",)] < found[("pier",)]
    assert ("at", "the") in story[0].function
    assert ("the", "pier") in story[0].concepts


def test_function_words_do_not_wear_out():
    told = "It was by the pier that it was to be."
    wordy = "It was by the rope that it was to be."
    terse = "Rope burned rope, pier rope, pier."
    story = passages([told, wordy], [told, terse], [told, f"{wordy} {terse}"])
    of_told, of_wordy, of_terse = 0, 1, 3
    order = rank(story, [""] * 3, 30, among=[of_wordy, of_terse], before=[of_told])
    assert order[0] == of_wordy
