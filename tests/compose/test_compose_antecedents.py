"""What a sentence takes for granted must stand on the page before it."""

from __future__ import annotations

import pytest

from copydesk.compose.edit.antecedents import Said, missing


def points(annotated, text, *before, labels=()):
    said = Said()
    said.add("Something happened.")
    for sentence in before:
        said.add(sentence, labels)
    report = annotated(text)
    return missing(report, 0, report.sentence_text(0), said)


@pytest.mark.parametrize(
    "text",
    [
        "The company cut forty jobs in the north.",
        "Police searched the vehicle for an hour.",
        "The two men left before dawn.",
        "Harbour staff backed the deal.",
        "Such a warning came in May.",
        "Others said it burned for hours.",
    ],
)
def test_what_points_back_needs_its_introduction(annotated, text):
    assert points(annotated, text) is not None


@pytest.mark.parametrize(
    ("text", "before", "labels"),
    [
        ("The company cut forty jobs in the north.", "Norwick Ferries posted a loss.", ("ORG",)),
        ("Police searched the vehicle for an hour.", "A truck stood at the pier.", ()),
        ("The two men left before dawn.", "Anna Holt met Jon Reed.", ("PERSON", "PERSON")),
        ("Harbour staff backed the deal.", "The town and the line agreed on a price.", ()),
        ("Such a warning came in May.", "Divers gave a warning.", ()),
    ],
)
def test_what_was_introduced_stands(annotated, text, before, labels):
    assert points(annotated, text, before, labels=labels) is None


@pytest.mark.parametrize(
    "text",
    [
        "The company that owns Pier Nine cut forty jobs.",
        "The vehicle of the harbour master burned.",
        "The police closed the pier.",
        "A man left his car and the car rolled into the water.",
        "“The company lied to us,” Mary Brandt said.",
    ],
)
def test_what_explains_itself_stands(annotated, text):
    assert points(annotated, text) is None
