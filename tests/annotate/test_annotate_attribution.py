"""Speakers, kinds and reported speech, on sentences written for the test."""

from __future__ import annotations

import pytest

from copydesk import annotate
from copydesk.annotate.speech import attributions, quotation_marks
from copydesk.model import Annotated, Article, Block, CitedOutlet, Role, Sentence

REPORT = """Mayor of Harlow visits the flooded port
Mayor Anna Keller visited the port of Harlow on Monday.
“We will rebuild every house,” Keller said. “Nobody is left behind.”
She called the flood “a test of our patience” and praised the volunteers.
"The water came at night," said Peter Lund, a baker in the old town.
"I lost my shop," he added.
According to the fire service, the river rose by two metres.
Governor Tom Reyes said that the state would pay for the repairs.
“Help is coming,” according to the governor's spokeswoman, Maria Costa.
The film “Night of Rain” was shown in the town hall.
"""


@pytest.fixture(scope="module")
def report(language: annotate.Language) -> Annotated:
    return annotate.annotate(as_article(REPORT), language)


def as_article(text: str, cited: tuple[CitedOutlet, ...] = ()) -> Article:
    blocks: list[Block] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        end = at + len(line.rstrip("\n"))
        blocks.append(Block(at, end, Role.BODY if number else Role.HEADLINE))
        at += len(line)
    return Article(id="a", text=text, blocks=tuple(blocks), cited_outlets=cited, language="en")


def speaker(report: Annotated, words: str) -> str | None:
    """Speaker of the quotation that holds the words."""
    text = report.article.text
    for quotation in report.quotations:
        if any(words in text[s.start : s.end] for s in quotation.segments):
            return quotation.attribution.name
    raise AssertionError(f"no quotation holds {words!r}")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("We will rebuild", "Anna Keller"),
        ("Nobody is left", "Anna Keller"),
        ("a test of our patience", "Anna Keller"),
        ("The water came", "Peter Lund"),
        ("I lost my shop", "Peter Lund"),
        ("Help is coming", "Maria Costa"),
    ],
)
def test_speakers_by_their_fullest_name(report: Annotated, words: str, name: str) -> None:
    assert speaker(report, words) == name


def test_kinds_are_told_apart(report: Annotated) -> None:
    text = report.article.text
    kinds = {text[q.start : q.end].split()[0]: q.kind for q in report.quotations}
    assert kinds["We"] == "direct"
    assert kinds["a"] == "fragment"
    assert kinds["Night"] == "name"


def test_an_utterance_around_its_cue_is_one(report: Annotated) -> None:
    text = report.article.text
    first = report.quotations[0]
    assert [text[s.start : s.end] for s in first.segments] == [
        "We will rebuild every house,",
        "Nobody is left behind.",
    ]


def test_a_title_has_no_speaker(report: Annotated) -> None:
    assert speaker(report, "Night of Rain") is None


def test_statements_are_what_is_said_without_cue_and_source(report: Annotated) -> None:
    text = report.article.text
    said = {text[s.start : s.end]: s.attribution for s in report.statements}
    assert said["the state would pay for the repairs"].name == "Tom Reyes"
    assert said["the river rose by two metres"].cue == "according to"


def test_a_citation_marker_says_who_passes_it_on(language: annotate.Language) -> None:
    text = 'Report\nMayor Anna Keller spoke. "We stay in the town," Keller said Harlow Post1.\n'
    start = text.index("Harlow Post1")
    marker = CitedOutlet(start, start + len("Harlow Post1"), "Harlow Post", "Harlow Post1", 1)
    article = as_article(text, (marker,))
    sentences = (
        Sentence(7, 31, Role.BODY, 1, 0, 0),
        Sentence(32, start - 1, Role.BODY, 1, 0, 0),
    )
    marked = quotation_marks.find(article, sentences)
    quoted, _ = attributions.attribute(article, sentences, (), (), (), marked)
    assert [q.attribution.via for q in quoted] == ["Harlow Post"]


def test_the_speaker_stands_in_the_text(report: Annotated) -> None:
    for said in [q.attribution for q in report.quotations if q.attribution.start is not None]:
        assert said.start is not None
        assert said.end is not None
        assert 0 <= said.start < said.end <= len(report.article.text)


def test_without_a_parse_position_names_the_speaker() -> None:
    text = "Anna Keller spoke first.\n“We will rebuild,” Keller said.\n"
    article = Article(id="a", text=text, blocks=(Block(0, len(text), Role.BODY),))
    sentences = (
        Sentence(0, 24, Role.BODY, 0, 0, 0),
        Sentence(25, len(text) - 1, Role.BODY, 0, 0, 0),
    )
    marked = quotation_marks.find(article, sentences)
    quoted, stated = attributions.attribute(article, sentences, (), (), (), marked)
    assert [(q.kind, q.attribution.name) for q in quoted] == [("direct", "Anna Keller")]
    assert stated == ()


def test_turns_of_a_transcript_are_quotations() -> None:
    text = (
        "ANNA KELLER, HOST: Good morning to you all.\n"
        "PETER LUND: The bridge is closed.\n"
        "KELLER: And the road?\n"
    )
    article = Article(id="a", text=text, blocks=(Block(0, len(text), Role.BODY),))
    quoted, _ = attributions.attribute(article, (), (), (), (), ())
    assert [(q.attribution.name, text[q.start : q.end]) for q in quoted] == [
        ("Anna Keller", "Good morning to you all."),
        ("Peter Lund", "The bridge is closed."),
        ("Anna Keller", "And the road?"),
    ]


def test_a_text_whose_parse_goes_in_circles_is_read(language: annotate.Language) -> None:
    """Two possessives, of which the parse hangs the second on the first: its words cross."""
    text = (
        "The Guild’s complaint to the B.R. Court of Appeals’ Board on Professional Responsibility "
        "says Mills violated professional conduct standards by acting as Roe’s lawyer."
    )
    report = annotate.annotate(as_article(text), language)
    (said,) = report.statements
    assert said.attribution.name == "Guild"
