"""The lint finds what an editor would strike, each with its words, and nothing in clean prose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.compose.lint import KINDS, lint, lint_text
from copydesk.model import Draft, DraftSentence, Section, Span

SPAN = Span("a", 0, 5)


def sentence(text: str, label: str | None = None) -> DraftSentence:
    return DraftSentence("s", text, (SPAN,), label=label)


CLEAN = Draft(
    story="s",
    headline=sentence("Dam bursts above town"),
    kicker="News",
    standfirst=(sentence("A dam above the town of Lind burst on Monday."),),
    quick_looks=(sentence("Rescuers took forty residents to a school.", "Rescue effort"),),
    sections=(
        Section(
            "developments",
            "Key Developments",
            (
                (
                    sentence("Mayor Ada Berg ordered people in the valley to leave."),
                    sentence("She thanked the crews."),
                ),
            ),
        ),
    ),
)


def kinds(text: str) -> list[str]:
    return [finding.kind for finding in lint_text(text).findings]


def test_clean_prose_has_no_findings():
    assert lint(CLEAN).findings == ()


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("He left the town on Monday with his family.", "opening", "He"),
        ("The suspect was taken to a hospital nearby.", "opening", "The suspect"),
        ("“The water came at night and took it all.”", "quotation", "“The water came"),
        ("“The water came at night, the mayor said.", "quotation", "“The water came"),
        ("LIND, Velland — The dam burst on Monday night.", "dateline", "LIND, Velland —"),
        ("(VPA) The dam burst on Monday night.", "outlet mark", "(VPA)"),
        ("Mayor Ada Berg in the town hall (VPA Photo/J. Olsen).", "caption", "(VPA Photo"),
        ("The dam burst on Monday night #lind.", "social", "#lind"),
        ("Sign up for our newsletter for more of this.", "furniture", "Sign up"),
        ("VELLAND has nine dams in its northern hills.", "capitals", "VELLAND"),
        (
            "“Nobody knew of it at all,” the spokesperson said.",
            "speaker",
            "” the spokesperson said",
        ),
        ("• The dam: The dam burst on Monday night.", "label", "The dam"),
        ("The dam burst in a shocking way on Monday.", "evaluative", "shocking"),
        (" ".join(["word"] * 41) + ".", "long sentence", "41 words"),
        ("• Dam burst: " + " ".join(["word"] * 21) + ".", "long bullet", "21 words"),
        ("• Quickly: The dam burst on Monday night.", "label", "Quickly"),
    ],
)
def test_each_fault_is_found_with_its_words(text, kind, words):
    found = [f for f in lint_text(text).findings if f.kind == kind]
    assert found, kinds(text)
    assert found[0].words.startswith(words)
    assert kind in KINDS


def test_judging_words_may_stand_in_a_quotation():
    assert "evaluative" not in kinds("“It was a shocking night,” Mayor Ada Berg said.")


def test_a_fact_told_twice_is_found():
    again = replace(
        CLEAN, quick_looks=(sentence("Rescuers took forty residents to the school.", "A school"),)
    )
    twice = replace(
        again, standfirst=(sentence("Rescuers took forty residents to a school hall."),)
    )
    assert [f.kind for f in lint(twice).findings if f.kind == "repeated"] == ["repeated"]


def test_what_the_page_knows_may_not_be_unknown_to_it():
    text = "No group has claimed responsibility.\nThe League claimed responsibility on Friday."
    assert "stale" in kinds(text)
    assert "stale" not in kinds("No group has claimed responsibility for the attack.")


def test_a_section_of_one_sentence_is_found():
    section = Section("next", "What Comes Next", ((sentence("The council will meet in May."),),))
    found = lint(replace(CLEAN, sections=(*CLEAN.sections, section)))
    assert [f.kind for f in found.findings] == ["section"]


def test_rates_are_per_thousand_words():
    report = lint_text("He left the town on Monday with all his things.")
    assert report.words == 10
    assert report.per_thousand() == 100.0
    assert report.per_thousand("opening") == 100.0
    assert report.per_thousand("caption") == 0.0
