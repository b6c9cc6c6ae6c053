"""What a draft promises: every sentence cited, readable by itself, told once, the same twice."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from copydesk import compose
from copydesk.compose.lint import lint
from copydesk.errors import WriterError
from copydesk.model import Draft, DraftSentence, Span
from copydesk.model.serial import to_json


@pytest.fixture(scope="module")
def draft(given) -> Draft:
    return compose.compose(given.story, given.reports, given.claims, given.points)


def every(draft: Draft) -> list[DraftSentence]:
    """All sentences with all their fallbacks."""
    found: list[DraftSentence] = []
    for sentence in draft.sentences():
        at: DraftSentence | None = sentence
        while at is not None:
            found.append(at)
            at = at.fallback
    return found


def test_same_input_gives_the_same_story_byte_for_byte(given, draft):
    again = compose.compose(given.story, given.reports, given.claims, given.points)
    assert to_json(again) == to_json(draft)


def test_every_sentence_cites_sentences_of_the_reports(given, draft):
    known = {Span(r.article.id, s.start, s.end) for r in given.reports for s in r.sentences}
    starts = {(span.article, span.start) for span in known}
    ends = {(span.article, span.end) for span in known}
    for sentence in every(draft):
        assert sentence.evidence
        # A title may be borne out by the opening sentences of its report together.
        if not sentence.id.startswith("headline"):
            assert set(sentence.evidence) <= known
        assert {(span.article, span.start) for span in sentence.evidence} <= starts
        assert {(span.article, span.end) for span in sentence.evidence} <= ends


def test_text_is_the_evidence_but_for_what_is_declared(given, draft):
    texts = {r.article.id: r.article.text for r in given.reports}
    for sentence in draft.sentences():
        if sentence.kind != "extract" or sentence.id.startswith("headline"):
            continue
        text = sentence.text
        for swap in sorted(sentence.substitutions, key=lambda s: -s.start):
            text = text[: swap.start] + swap.original + text[swap.end :]
        source = re.findall(r"\w+", sentence.evidence[0].of(texts[sentence.evidence[0].article]))
        words = iter(w.lower() for w in source)
        assert all(w.lower() in words for w in re.findall(r"\w+", text)), sentence.text


def test_substitutions_say_what_stands_at_their_mention(given, draft):
    texts = {r.article.id: r.article.text for r in given.reports}
    swaps = [(s, swap) for s in every(draft) for swap in s.substitutions]
    assert swaps, "the story has pronouns and relative days to replace"
    for sentence, swap in swaps:
        put = sentence.text[swap.start : swap.end]
        mention = swap.mention.of(texts[swap.mention.article])
        if mention != swap.original:
            assert put.removesuffix("’s").removesuffix("’") == mention


def test_furniture_captions_and_other_stories_stay_out(draft):
    page = " ".join(s.text for s in every(draft))
    for words in ("Sign up", "VPA", "need to know", "orchestra", "PORT MAREN"):
        assert words not in page


def test_no_sentence_opens_on_a_pronoun_or_hangs_on_another(draft):
    for sentence in draft.sentences():
        assert not re.match(r"(?:He|She|They|Meanwhile|But|Also)\b", sentence.text)
    page = " ".join(s.text for s in draft.sentences())
    assert "Mary Brandt praised the fishermen" in page or "Brandt praised the fishermen" in page


def test_quick_looks_are_short_labelled_and_on_different_points(draft):
    assert 3 <= len(draft.quick_looks) <= 8
    labels = [s.label for s in draft.quick_looks]
    assert len(set(labels)) == len(labels)
    told: set[str] = set()
    for bullet in draft.quick_looks:
        assert len(bullet.text.split()) <= 20
        assert bullet.label
        assert 1 <= len(bullet.label.split()) <= 4
        assert not told & set(bullet.points)
        told |= set(bullet.points)


def test_reports_that_differ_are_named_with_their_numbers(given, draft):
    section = next(s for s in draft.sections if s.key == "differences")
    (paragraph,) = section.paragraphs
    assert paragraph[0].kind == "comparison"
    assert paragraph[0].text == (
        "The Courier and Morning Herald reported at least nine people killed; "
        "Gazette put the number at eleven."
    )
    outlets = [span.article for span in paragraph[0].evidence]
    assert outlets == ["a0", "a2", "a1"]
    assert paragraph[0].points == ("p1",)


def test_sections_stand_in_the_design_order_and_none_is_empty(draft):
    order = ["developments", "differences", "reactions", "background", "next"]
    keys = [section.key for section in draft.sections]
    assert keys == sorted(keys, key=order.index)
    assert all(paragraph for s in draft.sections for paragraph in s.paragraphs)


def test_the_headline_is_a_report_title_without_the_outlet(draft):
    assert draft.headline.text in {
        "Ferry fire off Port Maren kills at least nine",
        "Fire on ferry Northern Star kills nine off Port Maren",
    }


def test_picture_dateline_and_topic(draft):
    assert draft.hero is not None
    assert (draft.hero.credit, draft.hero_article) == ("Jan Olsen", "a0")
    assert draft.dateline == "PORT MAREN, Velland"
    assert (draft.kicker, draft.topic) == ("Disasters", "medtop:03000000")


def test_the_story_keeps_the_editors_rules(given, draft):
    found = lint(draft, given.reports)
    assert found.findings == (), [(f.kind, f.words) for f in found.findings]


def test_nothing_to_take_is_an_error_that_says_what_to_check(given):
    silent = tuple(replace(r, article=replace(r.article, language="vi")) for r in given.reports)
    with pytest.raises(WriterError, match="s1: no report of it"):
        compose.compose(given.story, silent, given.claims, given.points)


def test_a_draft_is_unchecked(draft):
    assert all(s.verdict is None for s in every(draft))
