"""A sentence by all that it cites: fusions pass, each citation stands behind its part."""

from datetime import UTC, datetime

import pytest

from copydesk import annotate
from copydesk.check import Checker, check_claim, is_broken
from copydesk.check.claim_reading import plain_article
from copydesk.check.gate import closed
from copydesk.model import Article, Block, DraftSentence, Outcome, Role, Span

ONE = (
    "The ferry Marta struck a pier in Lorne on Tuesday evening. "
    "Captain Ida Quill was taken to hospital."
)
TWO = (
    "Police said 14 passengers were injured. "
    "Divers who may find the wreck will search again on Friday."
)


@pytest.fixture(scope="module")
def reports(language):
    def article(name: str, text: str) -> Article:
        block = Block(0, len(text), Role.BODY)
        when = datetime(2026, 3, 4, 9, tzinfo=UTC)
        return Article(name, text, (block,), language="en", published=when)

    return {
        "one": annotate.annotate(article("one", ONE), language),
        "two": annotate.annotate(article("two", TWO), language),
    }


def cited(name: str, text: str, words: str) -> Span:
    start = text.index(words)
    return Span(name, start, start + len(words))


PIER = cited("one", ONE, "The ferry Marta struck a pier in Lorne on Tuesday evening.")
HURT = cited("two", TWO, "Police said 14 passengers were injured.")
DIVERS = cited("two", TWO, "Divers who may find the wreck will search again on Friday.")


def verdict(reports, language, text, *spans):
    return check_claim(text, spans, reports, language)


def test_a_sentence_made_of_two_reports_passes_by_both(reports, language):
    text = "Fourteen passengers were hurt when the ferry Marta hit a pier in Lorne, police said."
    found = verdict(reports, language, text, PIER, HURT)
    assert found.outcome is Outcome.CAVEAT
    assert all(c.outcome.passes for c in found.citations)


def test_it_does_not_pass_by_one_alone(reports, language):
    text = "Fourteen passengers were hurt when the ferry Marta hit a pier in Lorne, police said."
    assert not verdict(reports, language, text, PIER).outcome.passes
    assert not verdict(reports, language, text, HURT).outcome.passes


def test_each_citation_stands_behind_words_of_the_sentence(reports, language):
    text = "Fourteen passengers were hurt when the ferry Marta hit a pier in Lorne, police said."
    found = verdict(reports, language, text, PIER, HURT)
    words = {c.span.article: text[slice(*c.words)] for c in found.citations if c.words}
    assert "pier in Lorne" in words["one"]
    assert "passengers were hurt" in words["two"]


@pytest.mark.parametrize(
    "text",
    [
        "Divers found the wreck on Friday.",
        "Four passengers were hurt when the ferry Marta hit a pier, police said.",
        "All passengers were hurt when the ferry Marta hit a pier in Lorne, police said.",
        "The ferry Marta hit a pier in Lorne because 14 passengers were hurt.",
        "Captain Ida Quill said 14 passengers were injured.",
    ],
)
def test_what_the_parts_do_not_bear_out_does_not_pass(reports, language, text):
    assert not verdict(reports, language, text, PIER, HURT, DIVERS).outcome.passes


def test_what_is_only_unknown_is_not_called_false(reports, language):
    found = verdict(reports, language, "The ferry Marta carried a cargo of salt.", PIER)
    assert found.outcome is Outcome.NOT_FOUND


def test_a_span_of_an_article_that_is_not_there_is_unavailable(reports, language):
    found = verdict(reports, language, "The ferry struck a pier.", Span("gone", 0, 10))
    assert found.outcome is Outcome.UNAVAILABLE


def test_a_model_s_sentence_keeps_the_citations_that_bear_it(reports, language):
    text = "Fourteen passengers were hurt when the ferry Marta hit a pier in Lorne, police said."
    sentence = DraftSentence("m", text, (PIER, HURT), kind="model")
    checked = Checker(reports, language).checked(sentence)
    assert set(checked.evidence) == {PIER, HURT}


def test_a_check_that_breaks_is_told_apart_from_strictness():
    def breaks():
        raise ZeroDivisionError("no")

    found = closed(breaks)
    assert found.outcome is Outcome.UNAVAILABLE
    assert is_broken(found)
    assert not is_broken(None)


def test_a_plain_article_can_be_cited_whole(language):
    report = annotate.annotate(plain_article(ONE, "one"), language)
    found = check_claim(
        "The ferry hit a pier in Lorne.", (Span("one", 0, len(ONE)),), {"one": report}, language
    )
    assert found.outcome.passes
