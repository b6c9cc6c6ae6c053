"""The gate over a whole draft: what passes, what gives way, what is refused."""

from dataclasses import replace

import pytest

from copydesk import annotate
from copydesk.check import check_draft
from copydesk.check.claim_reading import plain_article
from copydesk.check.gate import closed
from copydesk.model import Draft, DraftSentence, Outcome, Section, Span, Substitution

ONE = (
    "A fire in the harbour killed 35 people on Monday.\n"
    "Inspector Carl Brook said the crane was old.\n"
    "He arrested a worker after the blaze."
)
TWO = "A fire in the harbour killed 36 people on Monday.\nThe quay will stay closed for a week."


@pytest.fixture(scope="module")
def reports(language):
    found = []
    for name, text in (("one", ONE), ("two", TWO)):
        article = replace(plain_article(text, name), outlet=f"The {name.title()} Post")
        found.append(annotate.annotate(article, language))
    return found


def span(article: str, words: str) -> Span:
    text = {"one": ONE, "two": TWO}[article]
    start = text.index(words)
    return Span(article, start, start + len(words))


def sentence(key: str, text: str, *evidence: Span, **more) -> DraftSentence:
    return DraftSentence(key, text, evidence, **more)


FIRE = sentence("head", "Fire", span("one", ONE.splitlines()[0]))
TITLE = replace(FIRE, text="A fire in the harbour killed 35 people on Monday.")


def checked(reports, language, *looks: DraftSentence, headline=TITLE, sections=()) -> Draft:
    draft = Draft("s", headline, "World", quick_looks=looks, sections=sections)
    return check_draft(draft, reports, language)


def test_a_sentence_keeps_the_citations_that_pass_by_themselves(reports, language):
    both = sentence("q", TITLE.text, span("two", TWO.splitlines()[0]), *TITLE.evidence)
    (kept,) = checked(reports, language, both).quick_looks
    assert kept.evidence == TITLE.evidence
    assert kept.verdict is not None
    assert [c.outcome.passes for c in kept.verdict.citations] == [True, False]


def test_a_citation_moved_to_its_neighbour_does_not_pass(reports, language):
    moved = sentence("q", "Inspector Carl Brook said the crane was old.", TITLE.evidence[0])
    draft = checked(reports, language, moved)
    assert draft.quick_looks == ()
    assert [s.id for s in draft.refused] == ["q"]


def test_a_fallback_takes_the_place_of_what_fails(reports, language):
    wrong = sentence("q", "The harbour burned down.", *TITLE.evidence, fallback=TITLE)
    draft = checked(reports, language, wrong)
    assert [s.text for s in draft.quick_looks] == [TITLE.text]
    assert draft.refused == ()


def test_sections_left_empty_disappear(reports, language):
    wrong = sentence("d", "Nobody died in the harbour.", *TITLE.evidence)
    right = sentence("e", "The quay will stay closed for a week.", span("two", TWO.splitlines()[1]))
    sections = (
        Section("developments", "Key Developments", ((wrong,), (right,))),
        Section("next", "What Comes Next", ((replace(wrong, id="f"),),)),
    )
    draft = checked(reports, language, sections=sections)
    assert [(s.key, len(s.paragraphs)) for s in draft.sections] == [("developments", 1)]
    assert {s.id for s in draft.refused} == {"d", "f"}


def test_a_headline_without_a_version_that_passes_says_so(reports, language):
    wrong = replace(TITLE, text="Harbour fire kills 40")
    draft = checked(reports, language, headline=wrong)
    assert draft.headline.verdict is not None
    assert not draft.headline.verdict.outcome.passes
    assert [s.id for s in draft.refused] == ["head"]


def test_a_headline_that_does_not_stand_gives_way_to_a_sentence_that_does(reports, language):
    wrong = replace(TITLE, text="Harbour fire kills 40")
    look = sentence("q", TITLE.text, *TITLE.evidence)
    draft = checked(reports, language, look, headline=wrong)
    assert draft.headline.text == TITLE.text.rstrip(".")
    assert draft.headline.id == wrong.id
    assert draft.headline.verdict is not None
    assert draft.headline.verdict.outcome.passes
    assert "head" in {s.id for s in draft.refused}
    kept = checked(reports, language, look, headline=replace(wrong, locked=True))
    assert kept.headline.text == wrong.text


def test_a_sentence_that_cites_nothing_is_refused(reports, language):
    draft = checked(reports, language, sentence("q", TITLE.text))
    assert [s.id for s in draft.refused] == ["q"]


def test_a_report_that_is_not_of_the_story_is_unavailable(reports, language):
    draft = checked(reports, language, sentence("q", TITLE.text, Span("three", 0, 10)))
    (refused,) = draft.refused
    assert refused.verdict is not None
    assert refused.verdict.outcome is Outcome.UNAVAILABLE


def pronoun(put: str, mention: str) -> DraftSentence:
    text = f"{put} arrested a worker after the blaze."
    swap = Substitution(0, len(put), "He", span("one", mention))
    return sentence("q", text, span("one", ONE.splitlines()[2]), substitutions=(swap,))


def test_a_shown_substitution_passes(reports, language):
    draft = checked(reports, language, pronoun("Carl Brook", "Carl Brook"))
    assert [s.id for s in draft.quick_looks] == ["q"]


@pytest.mark.parametrize(("put", "mention"), [("Dan Reed", "Carl Brook"), ("Monday", "Monday")])
def test_a_substitution_that_the_report_does_not_show_is_refused(put, mention, reports, language):
    draft = checked(reports, language, pronoun(put, mention))
    assert [s.id for s in draft.refused] == ["q"]


BOTH = (span("one", ONE.splitlines()[0]), span("two", TWO.splitlines()[0]))


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("Reports differ on the dead: The One Post says 35; The Two Post says 36.", True),
        ("Reports differ on the dead: The One Post says 36; The Two Post says 35.", False),
        ("Reports differ on the dead: The One Post says 35; The Two Post says 37.", False),
        ("Reports differ on the dead: The One Post and The Two Post say 35.", False),
        ("Reports differ on the dead: some say 35, others 36.", False),
    ],
)
def test_a_comparison_gives_each_outlet_its_own_figure(text, passes, reports, language):
    draft = checked(reports, language, sentence("q", text, *BOTH, kind="comparison"))
    assert bool(draft.quick_looks) is passes


def test_a_check_that_breaks_is_not_a_check_that_passes():
    def broken():
        raise RuntimeError("no such table")

    verdict = closed(broken)
    assert verdict.outcome is Outcome.UNAVAILABLE
    assert "no such table" in verdict.reasons[0].message
