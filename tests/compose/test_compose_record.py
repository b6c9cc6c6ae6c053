"""The event record: which event a sentence tells, which toll stands, what is told whole."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from copydesk import check, compare, compose
from copydesk.compose.record.histories import histories, stale
from copydesk.compose.record.scenes import Scene, scenes
from copydesk.compose.record.spoken import whole_quotations
from copydesk.compose.write import tolls
from copydesk.compose.write.credited import copied, credit
from copydesk.compose.write.introduction import join
from copydesk.model import DraftSentence, Origin, Outcome, Part, Span, Story

FIRST = datetime(2031, 3, 4, 8, tzinfo=UTC)
LATER = datetime(2031, 3, 5, 8, tzinfo=UTC)

MORNING = (
    "PORT MAREN — A fire on the ferry Northern Star killed four people off Port Maren on Tuesday, "
    "the coast guard said.\n"
    "The fire broke out in the engine room shortly before dawn.\n"
    "Fishermen pulled dozens of passengers from the water.\n"
    "In a separate case, a freighter of the Blue Anchor line sank off Sundholm in 2019.\n"
    "Its captain, Ove Dahl, was never found.\n"
    "In 2011, the Northern Star ran aground off Osk.\n"
)
EVENING = (
    "PORT MAREN — Nine people were killed and more than 40 injured when the ferry Northern Star "
    "burned off Port Maren, the coast guard said on Wednesday.\n"
    "The fire broke out in the engine room.\n"
    "Divers searched the lower deck twice.\n"
)


@pytest.fixture(scope="module")
def reports(annotated):
    return (annotated(MORNING, 0, FIRST), annotated(EVENING, 1, LATER))


@pytest.fixture(scope="module")
def story(reports):
    ids = tuple(r.article.id for r in reports)
    return Story("s", ids, tuple(Origin(f"o{i}", i, "outlet", (i,)) for i in ids))


@pytest.fixture(scope="module")
def claims(reports):
    return tuple(compare.claims(report) for report in reports)


def told_of(reports):
    return scenes(reports, ["a", "b"])


def scene_of(reports, words: str) -> Scene:
    for index, report in enumerate(reports):
        for number, _ in enumerate(report.sentences):
            if words in report.sentence_text(number):
                return told_of(reports).scene(index, number)
    raise AssertionError(words)


@pytest.mark.parametrize(
    ("words", "scene"),
    [
        ("killed four people", Scene.EVENT),
        ("engine room shortly", Scene.EVENT),
        ("freighter of the Blue Anchor", Scene.OTHER),
        ("Ove Dahl", Scene.OTHER),
        ("ran aground off Osk", Scene.PAST),
        ("Divers searched", Scene.EVENT),
    ],
)
def test_each_sentence_is_of_one_event(reports, words, scene):
    assert scene_of(reports, words) is scene


def test_the_highest_value_of_a_toll_stands_and_the_others_are_overtaken(reports, story, claims):
    made = histories(story, reports, claims, told_of(reports))
    killed = next(h for h in made if h.deed == "killed")
    assert [v.point for v in killed.values] == [4.0, 9.0]
    assert killed.newest.point == 9.0
    assert killed.changed
    assert (0, 0) in stale(made, reports, claims)


def test_no_overtaken_value_is_told_as_it_stands(reports, story, claims, language):
    points = compare.compare(story, claims, reports)
    draft = check.check_draft(compose.compose(story, reports, claims, points), reports, language)
    told = [s.text for s in draft.sentences() if s.kind != "comparison"]
    assert not any("four people" in text for text in told)
    assert any("Nine people" in text for text in told)


def test_no_sentence_of_another_event_is_told(reports, story, claims):
    points = compare.compare(story, claims, reports)
    draft = compose.compose(story, reports, claims, points)
    assert not any("Sundholm" in s.text or "Dahl" in s.text for s in draft.sentences())
    assert any(left.reason == "of another event" for left in draft.left_out)


def checked(reports, language, sentence):
    checker = check.Checker({r.article.id: r for r in reports}, language)
    return checker.checked(sentence)


def test_a_toll_in_the_desks_words_passes(reports, story, claims, language):
    made = histories(story, reports, claims, told_of(reports))
    told = tolls.toll(made, reports, "standfirst")
    assert told is not None
    assert told.text == "Nine people were killed and more than 40 injured."
    assert told.parts[-1].end == len(told.text) - 1
    assert checked(reports, language, told).verdict.outcome.passes


def test_a_toll_with_another_number_is_refused(reports, story, claims, language):
    made = histories(story, reports, claims, told_of(reports))
    told = tolls.toll(made, reports, "standfirst")
    wrong = DraftSentence(
        "x",
        told.text.replace("Nine", "Eleven"),
        told.evidence,
        kind="desk",
        parts=tuple(
            type(p)(p.start + 2 * bool(p.start), p.end + 2, p.evidence, p.said) for p in told.parts
        ),
    )
    assert not checked(reports, language, wrong).verdict.outcome.passes


def extract(report, words: str) -> DraftSentence:
    number = next(i for i, _ in enumerate(report.sentences) if words in report.sentence_text(i))
    sentence = report.sentences[number]
    span = Span(report.article.id, sentence.start, sentence.end)
    return DraftSentence(f"developments-{number}", report.sentence_text(number), (span,))


def test_two_facts_in_one_sentence_keep_their_own_citations(reports, language):
    both = join(extract(reports[0], "Fishermen pulled"), extract(reports[1], "Divers searched"))
    assert both is None or len({p.evidence[0].article for p in both.parts}) == 2
    both = join(extract(reports[1], "Divers searched"), extract(reports[0], "The fire broke"))
    assert both is not None
    assert both.text.endswith(
        "twice, and the fire broke out in the engine room shortly before dawn."
    )
    assert checked(reports, language, both).verdict.outcome.passes


LONG = (
    "The old wooden lighthouse on the northern headland was struck by lightning three times "
    "during the storm that passed over the islands last night.\n"
    "“We saw the flash,” Brandt said. “It lit up the whole bay.”\n"
    "Harbour master Mary Brandt was unequivocal: “Nobody should sail before the light is mended, "
    "and nobody will.”\n"
)


def test_a_long_extract_is_credited_to_its_outlet(annotated, language):
    report = annotated(LONG)
    sentence = extract(report, "lighthouse")
    told = credit(sentence, {report.article.id: report})
    assert told is not None
    outlet = report.article.outlet
    assert told.text.endswith(f",” {outlet} reported.") or told.text.endswith(
        f",” the {outlet} reported."
    )
    assert checked([report], language, told).verdict.outcome.passes
    words = {report.article.id: " " + " ".join(LONG.lower().replace(".", "").split()) + " "}
    assert copied(sentence.text, sentence.evidence, words) > 12
    assert copied(told.text, told.evidence, words) == 0


def test_no_words_are_credited_that_the_outlet_has_not(annotated, language):
    report = annotated(LONG)
    told = credit(extract(report, "lighthouse"), {report.article.id: report})
    text = told.text.replace("three times", "four times")
    wrong = DraftSentence("x", text, told.evidence, kind="desk", parts=told.parts)
    assert not checked([report], language, wrong).verdict.outcome.passes
    other = told.text.replace(report.article.outlet, "Evening Echo")
    wrong = DraftSentence("x", other, told.evidence, kind="desk", parts=told.parts)
    assert not checked([report], language, wrong).verdict.outcome.passes


def test_a_quotation_in_two_halves_is_told_whole(annotated):
    report = annotated(LONG)
    whole = [s.text for s in whole_quotations(report).values() if s.halves]
    assert all(text.count("“") == 2 for text in whole)


def test_a_quotation_is_only_given_to_who_said_it(annotated, language):
    report = annotated(
        "Harbour master Mary Brandt and captain Tomas Reed met on the pier.\n"
        "“Nobody should sail before the light is mended,” Brandt told reporters.\n"
    )
    sentence = report.sentences[1]
    span = Span(report.article.id, sentence.start, sentence.end)
    words = "Nobody should sail before the light is mended"

    def by(who: str) -> Outcome:
        text = f"“{words},” {who} said."

        part = Part(1, 1 + len(words), (span,))
        told = DraftSentence("x", text, (span,), kind="desk", parts=(part,))
        return checked([report], language, told).verdict.outcome

    assert by("Brandt").passes
    assert not by("Reed").passes
