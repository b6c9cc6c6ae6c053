"""Who somebody is may come from another report, which the sentence then cites for just these
words; nothing else may be put in beside it."""

from dataclasses import replace

import pytest

from copydesk import annotate
from copydesk.check import check_draft
from copydesk.check.claim_reading import plain_article
from copydesk.model import Draft, DraftSentence, Span, Substitution

HERE = (
    "Carl Brook said the crane on the northern quay was 40 years old.\n"
    "Dana Reed said on Monday that the crane had not been inspected.\n"
    "Harbour master Dana Reed opened the quay at noon.\n"
    "Brook left at dusk. He locked the gate."
)
THERE = (
    "Police inspector Carl Brook closed the northern quay on Monday.\n"
    "The crane fell at noon, and police inspector Dana Holt came to the quay.\n"
    "The former police inspector Carl Brook was not the only witness."
)
TEXTS = {"here": HERE, "there": THERE}


@pytest.fixture(scope="module")
def reports(language):
    return [
        annotate.annotate(replace(plain_article(text, name), outlet=name), language)
        for name, text in TEXTS.items()
    ]


def span(article: str, words: str) -> Span:
    start = TEXTS[article].index(words)
    return Span(article, start, start + len(words))


def line(article: str, number: int) -> Span:
    return span(article, TEXTS[article].splitlines()[number])


def introduced(
    put: str, mention: Span, *, cited: Span, original: str = "Carl Brook"
) -> DraftSentence:
    own = line("here", 1 if "Reed" in original else 0)
    text = TEXTS["here"][own.start : own.end].replace(original, put)
    swap = Substitution(0, len(put), original, mention)
    return DraftSentence("q", text, (own, cited), substitutions=(swap,))


def checked(sentence: DraftSentence, reports, language) -> Draft:
    return check_draft(Draft("s", sentence, "World", quick_looks=(sentence,)), reports, language)


def test_a_role_that_another_report_gives_is_cited_for_its_words(reports, language):
    put = "Police inspector Carl Brook"
    sentence = introduced(put, span("there", put), cited=line("there", 0))
    (kept,) = checked(sentence, reports, language).quick_looks
    assert kept.evidence == (line("here", 0), line("there", 0))
    assert [c.words for c in kept.verdict.citations] == [None, (0, len(put))]


def test_a_surname_may_give_way_to_the_name_with_the_role(reports, language):
    text = "Police inspector Carl Brook left at dusk."
    swap = Substitution(0, 27, "Brook", span("there", text[:27]))
    sentence = DraftSentence(
        "q", text, (span("here", "Brook left at dusk."), line("there", 0)), substitutions=(swap,)
    )
    assert checked(sentence, reports, language).quick_looks


ATTACKS = {
    "a pronoun, which may be anybody": DraftSentence(
        "q",
        "Police inspector Carl Brook locked the gate.",
        (span("here", "He locked the gate."), line("there", 0)),
        substitutions=(Substitution(0, 27, "He", span("there", "Police inspector Carl Brook")),),
    ),
    "the role is not cited": introduced(
        "Police inspector Carl Brook",
        span("there", "Police inspector Carl Brook"),
        cited=line("there", 1),
    ),
    "another person of that first name": introduced(
        "police inspector Dana Holt",
        span("there", "police inspector Dana Holt"),
        cited=line("there", 1),
        original="Dana Reed",
    ),
    "the role of one and the name of another": introduced(
        "police inspector Dana Reed",
        span("there", "police inspector Dana Holt"),
        cited=line("there", 1),
        original="Dana Reed",
    ),
    "a role cut short, so that it is another": introduced(
        "inspector Carl Brook",
        span("there", "inspector Carl Brook"),
        cited=line("there", 0),
    ),
    "more than who it is": introduced(
        "Police inspector Carl Brook closed",
        span("there", "Police inspector Carl Brook closed"),
        cited=line("there", 0),
    ),
    "words that are not there": introduced(
        "Police chief Carl Brook",
        span("there", "Police inspector Carl Brook"),
        cited=line("there", 0),
    ),
    "a role without the name": introduced(
        "Police inspector", span("there", "Police inspector"), cited=line("there", 0)
    ),
    "what was a role once": introduced(
        "police inspector Carl Brook",
        Span("there", THERE.rindex("police"), THERE.rindex("police") + 27),
        cited=line("there", 2),
    ),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_nothing_else_passes_for_who_somebody_is(attack, reports, language):
    assert checked(attack, reports, language).quick_looks == ()


def test_a_role_goes_where_the_name_alone_stands(reports, language):
    own = line("here", 2)
    swap = Substitution(0, 4, "Harbour master Dana Reed", span("here", "Reed"))
    sentence = DraftSentence("q", "Reed opened the quay at noon.", (own,), substitutions=(swap,))
    assert checked(sentence, reports, language).quick_looks


def test_no_more_than_the_role_goes_with_the_name(reports, language):
    text = "Reed had not been inspected."
    original = "Dana Reed said on Monday that the crane"
    swap = Substitution(0, 4, original, span("here", "Reed"))
    sentence = DraftSentence("q", text, (line("here", 1),), substitutions=(swap,))
    assert checked(sentence, reports, language).quick_looks == ()
