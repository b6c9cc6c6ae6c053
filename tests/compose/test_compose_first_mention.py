"""Whoever the page names is named in full the first time, wherever the full name stands."""

from __future__ import annotations

from dataclasses import replace

from copydesk.compose.edit.introductions import Named, full_names
from copydesk.compose.edit.rewrite import rewrite


def test_a_surname_of_one_report_has_its_full_name_from_another(annotated):
    one = annotated("The council praised Brandt on Monday for the new harbour wall.")
    two = annotated("Mary Brandt opened the harbour on Sunday. Brandt then left the town.")
    other = replace(two, article=replace(two.article, id="a2"))
    named = Named(full_names=full_names([one, other]))
    texts = [w.text for w in rewrite(one, 0, named)]
    assert any("Mary Brandt" in text for text in texts)


def test_of_two_people_of_one_surname_none_is_guessed(annotated):
    report = annotated("Mary Brandt met Jonas Brandt on the pier. Brandt left before noon.")
    assert "brandt" not in full_names([report])


def test_due_to_appear_is_not_because_of(annotated):
    report = annotated("The captain is due to appear in court on Monday over the fire.")
    assert all("because of" not in w.text for w in rewrite(report, 0, Named()))
