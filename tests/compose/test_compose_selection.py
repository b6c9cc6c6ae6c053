"""What independent reports have in common weighs most."""

from __future__ import annotations

from hypothesis import strategies as st

from copydesk.compose.choose.selection import (
    Passage,
    content_stems,
    weights,
    words_of,
)

words = st.lists(
    st.sampled_from(["dam", "town", "burst", "night", "mayor", "river", "flood", "bridge"]),
    max_size=9,
)
report = st.lists(words.map(" ".join), max_size=5)


def test_words_lose_their_possessive_and_stop_words_their_place():
    assert words_of("The mayor’s plan") == ["the", "mayor", "plan"]
    assert content_stems("The mayors said the plans of the") == {"mayor", "plan"}


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
