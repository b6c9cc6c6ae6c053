"""A count of some of those harmed is no toll; two counts of one place stand side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk import annotate
from copydesk.check import Checker
from copydesk.compare import claims
from copydesk.compose.record.event_record import EventRecord
from copydesk.compose.record.histories import History, Value, deed_of, is_whole
from copydesk.compose.write.tolls import toll
from copydesk.compose.writers.own import with_toll
from copydesk.model import Article, Block, DraftSentence, Role, Span

WHOLES = (
    ("A plane crash killed 12 people near Port Maren.", "12"),
    ("The fire left 12 dead in Port Maren.", "12"),
    ("At least 12 civilians were killed in Port Maren.", "12"),
)
PARTS = (
    ("The crash killed 10 tourists near Port Maren.", "10"),
    ("The crash killed two pilots near Port Maren.", "two"),
    ("Five of the dead were relatives, the family said in Port Maren.", "Five"),
)


def figures(language, text):
    article = Article("a", text, (Block(0, len(text), Role.BODY),), language="en")
    report = annotate.annotate(article, language)
    return report, claims(report).figures


@pytest.mark.parametrize(("text", "number"), WHOLES)
def test_everybody_is_a_toll(language, text, number):
    report, found = figures(language, text)
    tolls = [f for f in found if deed_of(f) == "killed" and is_whole(f, report)]
    assert [report.article.text[f.start : f.end] for f in tolls] == [number]


@pytest.mark.parametrize(("text", "number"), PARTS)
def test_some_are_none(language, text, number):
    report, found = figures(language, text)
    assert number in text
    assert not [f for f in found if deed_of(f) == "killed" and is_whole(f, report)]


def test_a_toll_of_one_report_among_several_is_not_put_on_top(language):
    report, (figure,) = figures(
        language, "The old dam broke a year ago. Twelve people were killed."
    )

    def record(*origins, told=()):
        value = Value(12.0, (figure,), frozenset(origins))
        made = (History("killed", (value,), value),)
        counted = {key: frozenset({"killed"}) for key in told}
        return EventRecord(None, (), (), made, (), (), (), frozenset(), counted)

    opening = (DraftSentence("s", "A fair opened.", (Span("a", 0, 10),)),)
    assert with_toll(opening, record("a"), [report]) == opening
    assert "Twelve people were killed." in [
        s.text for s in with_toll(opening, record("a", "b"), [report])
    ]
    # What already counts the dead leaves no room for a second count.
    assert with_toll(opening, record("a", "b", told=[(0, 0)]), [report]) == opening


def test_a_toll_says_where_if_the_page_has_not(language):
    report, (figure,) = figures(language, "The fire killed 12 people in Port Maren on Monday.")
    value = Value(12.0, (figure,), frozenset({"a", "b"}))
    made = (History("killed", (value,), value),)
    told = toll(made, [report], "standfirst", around="A minister came to the coast.")
    assert told is not None
    assert told.text == "In Port Maren, 12 people were killed."
    assert Checker({"a": report}, language).checked(told).verdict.outcome.passes
    elsewhere = replace(told, text="In Velland, 12 people were killed.")
    assert not Checker({"a": report}, language).checked(elsewhere).verdict.outcome.passes
    near = toll(made, [report], "standfirst", around="A fire broke out in Port Maren.")
    assert near is not None
    assert near.text == "Twelve people were killed."
    assert Checker({"a": report}, language).checked(near).verdict.outcome.passes
