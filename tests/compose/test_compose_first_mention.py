"""Whoever the page names is named in full the first time, wherever the full name stands."""

from __future__ import annotations

from dataclasses import replace

from copydesk.compose.edit import namesakes, people
from copydesk.compose.edit.introductions import Named, full_names, introductions
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


def _named(*reports):
    return Named(
        shared=people.shared_surnames(reports),
        introductions=introductions(reports),
        full_names=full_names(reports),
        shorts=namesakes.short_forms(reports),
    )


def _wordings(reports, at, number, known=()):
    named = _named(*reports)
    for name in known:
        named.add(name, introduced=True)
    return [w.text for w in rewrite(reports[at], number, named)]


def test_a_surname_before_the_full_name_may_be_another_of_the_family(annotated):
    report = annotated(
        "President Varga lashed out on Monday at deputies whom he accused of delay. "
        "Elena Varga, his wife, stood beside the president in the hall."
    )
    texts = _wordings([report], 0, 0)
    assert texts
    assert not any("Elena" in text for text in texts)


def test_a_surname_with_a_title_has_no_full_name_of_another_report_that_lacks_it(annotated):
    one = annotated("President Varga said he would veto the bill. Varga left for the coast.")
    two = annotated("Elena Varga opened the school on Monday. Varga praised the teachers.", 1)
    for number in (0, 1):
        texts = _wordings([one, two], 0, number)
        assert texts
        assert not any("Elena" in text for text in texts)


def test_a_pronoun_of_the_other_gender_stands_against_the_full_name(annotated):
    one = annotated("Varga said he would veto the bill.")
    two = annotated("Elena Varga opened the school on Monday. Varga praised the teachers.", 1)
    texts = _wordings([one, two], 0, 0)
    assert texts
    assert not any("Elena" in text for text in texts)


def test_a_surname_that_limits_a_noun_stays_alone(annotated):
    one = annotated("A onetime Brandt campaign adviser left the harbour office in May.")
    two = annotated("Mary Brandt opened the harbour on Sunday. Brandt then left the town.", 1)
    texts = _wordings([one, two], 0, 0)
    assert texts
    assert not any("Mary" in text for text in texts)


def test_who_has_the_family_name_first_is_called_as_the_reports_call_him(annotated):
    report = annotated(
        "Leader Kim Dong Su met the envoy on Monday in the capital. Kim said the talks were good. "
        "He promised a letter to the envoy. Kim Dong Su then left the hall."
    )
    known = ["Kim Dong Su"]
    for number in (2, 3):
        texts = _wordings([report], 0, number, known)
        assert texts
        assert all(text.startswith("Kim ") for text in texts)
        assert not any(text.startswith("Su ") for text in texts)


def test_a_name_is_never_cut_at_its_hyphen(annotated):
    report = annotated(
        "President Noh Jae-min met the envoy on Monday in the capital. Noh said the talks were "
        "good. He promised a letter. Noh Jae-min then left the hall."
    )
    for number in (2, 3):
        texts = _wordings([report], 0, number, ["Noh Jae-min"])
        assert texts
        assert all(text.startswith(("Noh ", "Noh Jae-min ")) for text in texts)


def test_a_name_that_no_report_shortens_is_told_in_full_unless_its_order_is_known(annotated):
    report = annotated("Noh Jae-min met the envoy. Noh Jae-min left. Anna Holt stayed.")
    assert namesakes.short_forms([report]) == {"noh jae-min": "", "anna holt": "Holt"}


def test_a_title_stays_where_only_it_says_which_of_two_is_meant(annotated):
    both = annotated(
        "Ada Varga and her husband, Jon Varga, opened the books on Monday. "
        "The money came from ventures that belong to Mr. Varga."
    )
    assert all("Varga." not in text or "Mr. Varga" in text for text in _wordings([both], 0, 1))
    titled = annotated(
        "Mrs. Varga opened the books on Monday. The money came from ventures of Mr. Varga."
    )
    assert all("Mr. Varga" in text for text in _wordings([titled], 0, 1))
    alone = annotated(
        "Jon Varga opened the books on Monday. The money came from ventures of Mr. Varga."
    )
    assert any("Mr." not in text for text in _wordings([alone], 0, 1))
