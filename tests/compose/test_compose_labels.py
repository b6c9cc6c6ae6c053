"""Labels of quick looks: noun phrases of two to four words that name the facet."""

from __future__ import annotations

import pytest

from copydesk.compose.choose.plan import points_within
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.labels import label_for
from copydesk.compose.write.page import Page
from copydesk.compose.write.quick_looks import Bullets
from copydesk.model import Attribution, Span


def label(
    annotated,
    text: str,
    taken=frozenset(),
    speaker=None,
    names=frozenset(),
    weight=None,
    cut=None,
    weak=False,
):
    report = annotated(text)
    sentence = report.sentences[0]
    span = Span(report.article.id, sentence.start, sentence.end)
    unit = Unit(0, 0, 3, span, text, "o0", content_stems(text), (), speaker)
    return label_for(unit, report, weight or {}, taken, cut or text, names, weak=weak)


def test_a_compound_of_the_subject_names_the_facet(annotated):
    text = "The launch window opens at noon and closes in the evening."
    assert label(annotated, text) == "Launch window"


def test_a_noun_of_a_noun_becomes_a_compound(annotated):
    text = "Workers repaired the roof of the terminal within a week."
    assert label(annotated, text, weight={"roof": 1.0, "termin": 1.0}) == "Terminal roof"


def test_a_deed_is_named_with_what_it_was_done_to(annotated):
    text = "The suspect was arrested near the border before dawn."
    assert label(annotated, text, weight={"suspect": 1.0, "arrest": 1.0}) == "Suspect arrest"


def test_a_toll_is_called_one(annotated):
    assert label(annotated, "At least nine people were killed in the fire.") == "Death toll"


def test_no_toll_is_announced_that_the_bullet_does_not_give(annotated):
    text = "The visit came after the fire in the terminal roof, killing at least nine people."
    cut = "The visit came after the fire in the terminal roof."
    assert label(annotated, text) == "Death toll"
    assert label(annotated, text, cut=cut) != "Death toll"


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


def test_failing_a_phrase_the_subject_stands_with_its_article(annotated):
    assert label(annotated, "The bridge is old and weak.") == "The bridge"


def test_where_any_label_will_do_a_weak_phrase_goes_before_a_noun(annotated):
    text = "The bridge was grey beneath a leaden sky."
    weight = {"leaden": 0.4, "sky": 0.4}
    assert label(annotated, text, weight=weight) == "The bridge"
    assert label(annotated, text, weight=weight, weak=True) == "Leaden sky"


def test_a_level_of_something_names_a_facet(annotated):
    assert label(annotated, "The water level was high at the time.", weak=True) == "Water level"


def test_a_thing_is_named_with_what_it_has(annotated):
    weight = {"bridg": 0.5, "rail": 0.5}
    assert label(annotated, "The bridge has a rickety railing.", weight=weight) == "Bridge railing"


def test_speech_is_named_by_who_speaks_and_how(annotated):
    text = "Brandt warned that it was not safe to sail."
    speaker = Attribution("person", "Mary Brandt", "warned", 0, 6)
    assert label(annotated, text, speaker=speaker, names={"Mary", "Brandt"}) == "Brandt warning"


def test_nobody_is_named_who_does_not_speak(annotated):
    text = "Fishermen from the island rescued Brandt and her crew."
    made = label(annotated, text, names={"Mary", "Brandt"})
    assert "Brandt" not in made


@pytest.mark.parametrize(
    "text",
    [
        "The country's second stage of repairs costs several very large sums.",
        "In the first half the visitors had the better of it.",
        "The operator of the northern ferry line paid the families of the victims.",
        "Forecasters expect heavy snow in the mountains from Thursday.",
        "The council approved the plan for a new harbour wall on Monday.",
    ],
)
def test_labels_are_short_and_have_words_of_the_sentence(annotated, text):
    made = label(annotated, text)
    if made:
        words = made.split()
        assert 2 <= len(words) <= 4
        assert made[0].isupper()
        stems = content_stems(text)
        assert any(content_stems(word) & stems for word in words)


def test_no_label_uses_words_of_another(annotated):
    text = "The launch window opens at noon and closes in the evening."
    assert label(annotated, text, taken=content_stems("launch")) != "Launch window"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Several rounds were fired near the pier before dawn.", "Round dismissal"),
        ("The ministry targeted launches from the northern pier.", "Launch targeting"),
        ("As victims fell, the crew ran for the pier.", "Victim fall"),
        ("They chose Anna Holt to become the next secretary of state.", "State secretary"),
    ],
)
def test_no_label_has_another_sense_than_its_words(annotated, text, wrong):
    assert label(annotated, text) != wrong


def test_a_word_of_a_name_is_not_taken_off_as_weak(annotated):
    text = "Nobody was on the Long Bridge tram at noon."
    weight = {"long": 1.0, "bridg": 1.0, "tram": 1.0}
    assert label(annotated, text, weight=weight) == "Long Bridge tram"


def test_a_body_that_speaks_is_named_in_full(annotated):
    text = "Parent company Blue Harbour said it would pay."
    start = text.index("Blue")
    speaker = Attribution("organisation", "Blue Harbour", "said", start, start + 12)
    assert label(annotated, text, speaker=speaker) == "Blue Harbour statement"


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
