"""Labels of quick looks: a thing that the sentence is about, in words that stand in it."""

from __future__ import annotations

import re

import pytest

from copydesk.compose.choose.facet_of import points_within
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.heads import head_for
from copydesk.compose.write.labels import Naming, label_for
from copydesk.compose.write.page import Page
from copydesk.compose.write.quick_looks import Bullets
from copydesk.english.inflection import verb_forms
from copydesk.english.lists import table
from copydesk.model import Attribution, Span


def label(annotated, text, taken=frozenset(), speaker=None, cut=None, *, general=False):
    report = annotated(text)
    sentence = report.sentences[0]
    span = Span(report.article.id, sentence.start, sentence.end)
    unit = Unit(0, 0, 3, span, text, "o0", content_stems(text), (), speaker)
    naming = Naming(weight={}, often={}, total=10, people=frozenset())
    return label_for(unit, report, naming, taken, cut or text, general=general)


def test_a_compound_that_stands_there_names_the_facet(annotated):
    text = "The launch window opens at noon and closes in the evening."
    assert label(annotated, text, general=True) == "Launch window"
    assert label(annotated, text) == ""


def test_a_toll_is_called_one(annotated):
    assert label(annotated, "At least nine people were killed in the fire.") == "Toll"


def test_no_toll_is_announced_that_the_bullet_does_not_give(annotated):
    text = "The visit came after the fire in the terminal roof, killing at least nine people."
    cut = "The visit came after the fire in the terminal roof."
    assert label(annotated, text) == "Toll"
    assert label(annotated, text, cut=cut) != "Toll"


def test_a_bullet_is_not_cut_short_of_the_toll(annotated):
    text = (
        "The visit of the harbour master came just days after a fire hit the old terminal of the "
        "town, killing at least nine people, including two children, and hurting thirty more."
    )
    report = annotated(text)
    span = Span(report.article.id, 0, len(text))
    unit = Unit(0, 0, 0, span, text, "o0", content_stems(text), (), None)
    bullets = Bullets(Page((report,), (unit,), None))
    assert min(len(w.text.split()) for w in bullets.page.wordings(unit, 20)) <= 20
    assert bullets.shortest(unit) > 20


TEXTS = (
    "The country's second stage of repairs costs several very large sums.",
    "In the first half the visitors had the better of it.",
    "The operator of the northern ferry line paid the families of the victims.",
    "Forecasters expect heavy snow in the mountains from Thursday.",
    "The council approved the plan for a new harbour wall on Monday.",
    "Workers repaired the roof of the terminal within a week.",
    "The suspect was arrested near the border before dawn.",
    "Several rounds were fired near the pier before dawn.",
    "A right-wing lawmaker left the hall during the post-war debate.",
    "They chose Anna Holt to become the next secretary of state.",
)


DEEDS = table("facets", "deeds")


@pytest.mark.parametrize("text", TEXTS)
def test_a_label_stands_in_the_sentence_or_names_its_deed(annotated, text):
    made = label(annotated, text)
    if made in DEEDS:
        told = {form for verb in DEEDS[made].split() for form in verb_forms(verb)}
        assert told & set(re.findall(r"[a-z]+", text.lower()))
    elif made:
        assert len(made.split()) <= 3
        assert made[0].isupper()
        assert re.search(rf"(?<![\w-]){re.escape(made)}(?!\w)", text, re.IGNORECASE), made


@pytest.mark.parametrize("text", TEXTS)
def test_no_label_uses_a_word_of_another(annotated, text):
    first = label(annotated, text)
    second = label(annotated, text, taken=content_stems(first))
    assert not content_stems(first) & content_stems(second)


def test_nobody_is_named(annotated):
    text = "Fishermen from the island rescued Mary Brandt and her crew."
    assert not {"Mary", "Brandt"} & set(label(annotated, text).split())


def test_what_is_said_names_the_facet_and_not_who_says_it(annotated):
    text = "The harbour office said the ferry needed new engines."
    speaker = Attribution("organisation", "harbour office", "said", 0, text.index(" said"))
    assert "office" not in label(annotated, text, speaker=speaker).lower()


def test_words_that_only_judge_are_left_off(annotated):
    assert "spectacular" not in label(annotated, "They took the spectacular ferry service.").lower()


EMPTY = (
    "The man stood on his own ground.",
    "The keeper is the only male in the house.",
    "The plan seemed to fail.",
    "The mayor has the backing.",
    "It was a matter of great importance to the level of the debate's nature.",
)


@pytest.mark.parametrize("text", EMPTY)
def test_a_word_that_names_nothing_is_no_label(annotated, text):
    empty = {"Ground", "Male", "Fail", "Backing", "Importance", "Nature", "Level", "Plan"}
    assert label(annotated, text) not in empty


def test_a_name_is_never_a_part_of_one(annotated):
    text = "Brandt's Landing Hotel closed."
    assert label(annotated, text) not in ("Brandt", "Landing", "Brandt's")


def test_a_theme_is_called_by_what_its_sentences_tell(annotated):
    text = (
        "Police arrested two men near the pier. Reed was arrested at the border. The ferry burned."
    )
    report = annotated(text)
    told = [
        (
            Unit(
                0,
                n,
                n,
                Span("a1", s.start, s.end),
                report.sentence_text(n),
                "o0",
                content_stems(report.sentence_text(n)),
                (),
                None,
            ),
            report,
        )
        for n, s in enumerate(report.sentences)
    ]
    naming = Naming(weight={}, often={}, total=10, people=frozenset())
    assert head_for(told[:2], naming, frozenset()) == "The arrest"
    assert head_for(told[2:], naming, frozenset()) == ""
    assert head_for(told[:2], naming, content_stems("arrest")) != "The arrest"


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("“I took that as a joke,” Brandt said.", True),
        ("“I wish he had been on the pier with us,” Brandt said.", True),
        ("“This is what we feared,” Brandt said.", True),
        ("“The ferry burned before it reached the pier,” Brandt said.", True),
        ("“Brandt said it would burn,” Reed told reporters.", True),
        ("“We thank Brandt for what she did,” Reed told reporters.", False),
        ("“The water was cold,” Brandt said.", False),
        ("Brandt said the line had been “warned that it would burn” by divers in May.", False),
    ],
)
def test_a_quotation_that_points_out_of_itself_is_no_quick_look(text, points):
    assert points_within(text) is points
