"""What a page leaves out because it hangs on what is not told, and what stands under which head."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.compose.choose.facet_of import opens_back, section_of
from copydesk.compose.choose.plan import protagonists
from copydesk.compose.choose.selection import content_stems
from copydesk.compose.edit.antecedents import Said, hangs, missing
from copydesk.compose.record.candidates import Unit
from copydesk.compose.write.deep_look import joined
from copydesk.model import Attribution, DraftSentence, Span


@pytest.mark.parametrize(
    "text",
    [
        "Later on Sunday, the ferry sailed.",
        "Half an hour later the pier was closed.",
        "The remainder includes two cranes.",
        "Fellow docker Jon Reed backed the strike.",
        "Reed went on to wish the crew well.",
        "The launch went well, they said.",
    ],
)
def test_what_goes_on_from_another_sentence_hangs(text):
    assert hangs(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "Earlier this year, the line bought two ships.",
        "The first ferry of the day was late.",
        "“Later on Sunday we sailed,” Mary Brandt said.",
        "The union moved to stop work at noon.",
    ],
)
def test_what_stands_by_itself_does_not_hang(text):
    assert hangs(text) is None


def test_a_noun_that_its_report_had_before_needs_the_page_to_have_it(annotated):
    report = annotated("Divers found an anchor. The anchor weighed two tonnes.")
    assert missing(report, 1, report.sentence_text(1), told("Something happened.")) == "The anchor"
    assert missing(report, 1, report.sentence_text(1), told("An anchor lay on the bed.")) is None


def told(*sentences):
    said = Said()
    for sentence in sentences:
        said.add(sentence)
    return said


@pytest.mark.parametrize(
    ("text", "back"),
    [
        ("“It needed some tuning,” Brandt said.", True),
        ("“This is not a wall,” Brandt said.", True),
        ("“This pier is closed,” Brandt said.", False),
        ("“We sail at noon,” Brandt said.", False),
    ],
)
def test_a_quotation_that_opens_on_what_was_said_before(text, back):
    assert opens_back(text) is back


def unit(text, speaker=None, *, to_come=False):
    made = Unit(0, 4, 4, Span("a1", 0, len(text)), text, "o0", content_stems(text), (), speaker)
    return replace(made, to_come=to_come)


def test_only_somebody_else_reacts():
    brandt = Attribution(kind="person", name="Mary Brandt", start=0, end=11)
    text = "Mary Brandt condemned the closure of the pier."
    assert section_of(unit(text, brandt)) == "reactions"
    heroes = protagonists(["Brandt closes pier", "Pier closed by Brandt", "Harbour shut"])
    assert section_of(unit(text, brandt), heroes) == "developments"
    plain = "“The pier is shut and the cranes stand still,” Mary Brandt said."
    assert section_of(unit(plain, brandt)) == "developments"


def test_what_comes_next_has_a_time_or_is_planned():
    assert section_of(unit("The court will hear the case on Monday.", to_come=True)) == "next"
    later = "The phone will have a larger screen."
    assert section_of(unit(later, to_come=True)) == "developments"


def test_single_sentences_are_joined_and_longer_paragraphs_left_alone():
    one, two, three = (
        (DraftSentence(id=str(n), text=f"Sentence {n}.", evidence=(Span("a1", n, n + 1),)),)
        for n in range(3)
    )
    pair = (*one, *two)
    assert joined([one, two, three]) == ((*one, *two, *three),)
    assert joined([pair, three]) == (pair, three)
