"""The readability rules, each over a whole story that tempts the writer to break it."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

import pytest

from copydesk import compose
from copydesk.compose.lint import lint, tells_again
from copydesk.compose.record import judging as wording
from copydesk.compose.record.blemishes import outside_quotations
from copydesk.compose.record.opinion import is_comment
from copydesk.model import Claims, Draft, DraftSentence, Origin, Story

HARBOUR = "\n".join(
    (
        "LIND, Velland (VPA) — A crane collapsed on a cargo ship in the harbour of Lind on Tuesday,"
        " injuring six dockers, officials said.",
        "The crane fell on the deck while workers unloaded steel, the port authority said.",
        "She added that the crane had been inspected in May.",
        "Port director Ines Falk says the harbour will stay closed until Thursday.",
        "Falk also said divers would search the basin for parts of the crane.",
        "Both are in hospital with broken bones.",
        "Two hours later, the tug left the basin.",
        "The collapse of the crane signals a turning point for the harbour and the dockers.",
        "“Nobody heard a warning before it came down,” docker Per Holm said.",
        "The harbour handles a third of the island's cargo.",
        "Meanwhile, three ships are waiting outside the harbour wall.",
        "The transport ministry will publish a report on the crane in April.",
    )
)
DAILY = "\n".join(
    (
        "Six dockers were hurt when a crane fell on a ship in Lind harbour on Tuesday.",
        "The port authority says the crane fell while steel was being unloaded.",
        "It was the second accident in the harbour this year.",
        "He was taken to the hospital by boat.",
        "The union of dockers says its members will not work until every crane is checked.",
        "Union leader Olaf Brun called for an inquiry into the upkeep of the cranes.",
        "“We have asked for new cranes for ten years,” Brun told the newspaper.",
        "The ship, the Maren Star, was carrying steel from Osk.",
        "Its owner also says the hull is not damaged.",
        "Ines Falk addresses the dockers following the collapse of the crane on Tuesday.",
        "The cranes of Lind were built in 1974, and two of them were replaced in 2019.",
    )
)
EVENING = "\n".join(
    (
        "The harbour of Lind closed on Tuesday after a crane came down on a cargo ship and injured"
        " six dockers.",
        "Cargo ships are being sent to the port of Osk, the port authority said.",
        "The harbour wall, which was built in 1921 after a storm that sank eleven ships of the"
        " island's fleet, was hit by the falling crane and cracked.",
        "The closure costs the island about 2 million crowns a day, the chamber of trade said.",
        "Mayor Ada Berg thanked the crews of the ambulance boats.",
        "“They were at the quay in four minutes,” Berg said.",
        "That crane was the oldest of the five in the harbour.",
        "Perhaps it is time for the island to think about its ports.",
        "The price of bread rose in the shops of Lind on Wednesday, traders said.",
        "Police are questioning the operator of the crane.",
        "What will the island do without its harbour?",
    )
)
TITLES = (
    "Crane collapses on ship in Lind harbour, six dockers hurt",
    "Six dockers hurt as crane falls on ship in Lind harbour",
    "Lind harbour closed after crane comes down on ship",
)


@pytest.fixture(scope="module")
def draft(annotated) -> Draft:
    reports = tuple(
        annotated(text, i, datetime(2031, 3, 4 + i, 18, tzinfo=UTC))
        for i, text in enumerate((HARBOUR, DAILY, EVENING))
    )
    ids = [report.article.id for report in reports]
    origins = tuple(Origin(f"o{i}", f"Outlet {i}", "outlet", (key,)) for i, key in enumerate(ids))
    story = Story("s1", tuple(ids), origins)
    return compose.compose(story, reports, tuple(Claims(key) for key in ids), ())


def body(draft: Draft) -> list[DraftSentence]:
    """All sentences but the headline, in the order of the page."""
    return [s for s in draft.sentences() if s.id != draft.headline.id]


def own_words(draft: Draft) -> list[str]:
    return [outside_quotations(s.text) for s in body(draft)]


def test_the_story_is_long_enough_to_be_judged(draft):
    assert len(body(draft)) >= 12
    assert len(draft.quick_looks) >= 5


def test_nothing_opens_on_a_pronoun_or_role_that_the_page_has_not_named(draft):
    before = ""
    for sentence in body(draft):
        pronoun = wording.PRONOUN_OPENING.match(sentence.text)
        assert pronoun is None or wording.EXPLETIVE.match(sentence.text), sentence.text
        role = wording.ROLE_OPENING.match(sentence.text)
        if role and not wording.names_office(role.group()):
            assert role.group(1).lower() in before, sentence.text
        before += " " + sentence.text.lower()


def test_nothing_hangs_on_a_sentence_that_is_not_there(draft):
    for text in own_words(draft):
        assert not re.search(r"\b(?:also|meanwhile|added that)\b", text, re.IGNORECASE), text
        assert not re.match(r"(?:Both|Another) (?:are|is)\b|Two hours later", text)


def test_relative_days_are_absolute_but_where_two_origins_share_them(draft):
    day = r"\b(?:today|yesterday|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri)day)\b"
    for sentence in body(draft):
        if re.search(day, outside_quotations(sentence.text)):
            assert len(sentence.evidence) > 1 or sentence.text.startswith("Six dockers"), (
                sentence.text
            )
    assert any(re.search(r"\bMarch [456]\b", text) for text in own_words(draft))


def test_no_fact_is_told_twice(draft):
    sentences = [s.text for s in body(draft)]
    for at, text in enumerate(sentences):
        assert not any(tells_again(text, other) for other in sentences[:at]), text


def test_attributions_vary_little_and_keep_one_tense(draft):
    verbs = Counter(
        verb
        for text in own_words(draft)
        for verb in re.findall(r"\b(said|says|stated|noted|remarked|told|added)\b", text)
    )
    assert verbs["says"] == 0
    assert verbs["said"] >= 0.7 * sum(verbs.values())


def test_no_opinion_and_no_question_of_an_outlet_is_told(draft):
    for text in own_words(draft):
        assert not is_comment(text), text
        assert "?" not in text


def test_no_caption_is_told(draft):
    assert not any("addresses the dockers" in text for text in own_words(draft))


def test_bullets_are_short(draft):
    lengths = [len(s.text.split()) for s in draft.quick_looks]
    assert sum(length <= 20 for length in lengths) >= 0.95 * len(lengths)


def test_no_section_has_one_sentence_only(draft):
    for section in draft.sections:
        if section.key != "differences":
            assert sum(len(p) for p in section.paragraphs) >= 2, section.title


def test_labels_are_short_and_name_only_who_speaks(draft):
    names = ("Falk", "Holm", "Brun", "Berg")
    for bullet in draft.quick_looks:
        label = bullet.label or ""
        assert 1 <= len(label.split()) <= 4
        assert not re.search(r"\b(?:update|details?|news)$", label, re.IGNORECASE)
        for name in names:
            if name in label:
                assert re.search(rf"{name}\W.*\b(?:said|told|called|thanked)\b", bullet.text), label
    assert len({b.label for b in draft.quick_looks}) == len(draft.quick_looks)


def test_the_lint_has_nothing_to_say(draft):
    assert [(f.kind, f.words, f.sentence) for f in lint(draft).findings] == []


def test_the_story_opens_on_what_happened(draft):
    assert "crane" in draft.standfirst[0].text
    assert re.search(r"\b(?:collapsed|fell|came down)\b", draft.standfirst[0].text)
