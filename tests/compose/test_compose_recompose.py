"""Recomposition: locks survive, and changes are said in words."""

from __future__ import annotations

from dataclasses import replace

from copydesk.compose.recompose import changes, recompose
from copydesk.model import Draft, DraftSentence, Section, Span


def sentence(key: str, text: str, *, locked: bool = False) -> DraftSentence:
    return DraftSentence(key, text, (Span("a", 0, 5),), locked=locked)


def draft(standfirst: str, *sections: Section) -> Draft:
    opening = sentence(standfirst[:9], standfirst)
    return Draft("s", sentence("h", "Dam bursts"), "News", (opening,), sections=sections)


OLD = draft("The flood killed 35 people in the valley.")


def test_locked_sentences_survive_in_their_place():
    kept = sentence("x", "The editor wrote this line about the valley school.", locked=True)
    before = replace(OLD, standfirst=(kept, *OLD.standfirst))
    after = recompose(before, draft("The flood killed 36 people in the valley."))
    assert [s.text for s in after.standfirst] == [
        kept.text,
        "The flood killed 36 people in the valley.",
    ]


def test_a_locked_sentence_takes_the_place_of_its_new_wording():
    kept = sentence("x", "The flood killed 36 people in the valley, the mayor said.", locked=True)
    before = replace(OLD, standfirst=(kept,))
    after = recompose(before, draft("The flood killed 36 people in the valley."))
    assert after.standfirst == (kept,)


def test_a_section_comes_back_for_its_locked_sentence():
    kept = sentence("x", "The council meets in May.", locked=True)
    loose = sentence("y", "The mayor may speak.")
    section = Section("background", "Background", ((kept, loose),))
    now = Section("next", "What Comes Next", ((sentence("z", "Rain is expected."),),))
    after = recompose(draft("A dam burst.", section), draft("A dam burst.", now))
    assert [s.key for s in after.sections] == ["background", "next"]
    assert after.sections[0].paragraphs == ((kept,),)


def test_a_locked_headline_stays():
    before = replace(OLD, headline=sentence("h", "Our own words", locked=True))
    assert recompose(before, OLD).headline.text == "Our own words"


def test_changes_name_the_figure_that_gave_way():
    assert changes(OLD, draft("The flood killed 36 people in the valley.")) == (
        "35 became 36: “The flood killed 36 people in the valley.”",
    )


def test_changes_name_what_came_and_what_went():
    told = changes(OLD, replace(draft("Rain will fall."), headline=sentence("h", "Rain ahead")))
    assert told == (
        "The headline “Dam bursts” became “Rain ahead”.",
        "Added: “Rain will fall.”",
        "Taken out: “The flood killed 35 people in the valley.”",
    )


def test_the_same_draft_changed_nothing():
    assert changes(OLD, OLD) == ()
