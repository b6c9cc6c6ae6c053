"""Comparisons: every side against the very report it names, in closed forms."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from copydesk import annotate
from copydesk.check.claim_reading import plain_article
from copydesk.check.comparison import judge_comparison
from copydesk.model import Block, CitedOutlet, Role, Span

POST = (
    "The fire in the harbour of Osk killed at least 35 people on Monday.\n"
    "“This is not about the crane, it is about rest after long shifts,” Mara Lind told reporters.\n"
    "Minister Anna Holt said the port companies had pledged €20 million for the quay."
)
WIRE = (
    "Minister Anna Holt pledges €20 million for quay\n"
    "The fire in the harbour of Osk killed 36 people on Monday, the coast guard said.\n"
    "“It is about what comes after long shifts, rest for the crew,” Mara Lind said.\n"
    "On Sunday the port companies had pledged €20 million for a new quay."
)
FIGURES = "Reports differ on the number of people killed in Osk: "
QUOTED = "Reports quote Mara Lind in different words: "
PLEDGED = "Reports differ on who pledged €20 million: "
FIRST = "This is not about the crane, it is about rest after long shifts"
SECOND = "It is about what comes after long shifts, rest for the crew"
DIGEST = "a digest of Coast Daily, Osk Radio and The Tide"


@pytest.fixture(scope="module")
def reports(language):
    """The Post, and a report without an outlet that was put together from three others."""
    post = replace(
        plain_article(POST, "post"), outlet="The Post", published=datetime(2031, 3, 4, tzinfo=UTC)
    )
    wire = plain_article(WIRE, "wire")
    title, *body = wire.blocks
    wire = replace(
        wire,
        blocks=(Block(title.start, title.end, Role.HEADLINE), *body),
        title=WIRE.split("\n", maxsplit=1)[0],
        published=datetime(2031, 3, 5, tzinfo=UTC),
        cited_outlets=tuple(
            CitedOutlet(0, 0, name, name, i)
            for i, name in enumerate(("The Tide", "Coast Daily", "Osk Radio"))
        ),
    )
    return [annotate.annotate(article, language) for article in (post, wire)]


def passes(text, reports, lines):
    """Whether it passes when it cites these lines of the two reports."""
    cited = []
    for index, line in lines:
        report = reports[index]
        words = report.article.text.split("\n")[line]
        start = report.article.text.index(words)
        cited.append((Span(report.article.id, start, start + len(words)), report))
    return judge_comparison(text, cited).outcome.passes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"The Post reported at least 35 people killed; {DIGEST} put the number at 36.", True),
        ("The Post reported at least 35 people killed; another report put the number at 36.", True),
        ("A digest of Coast Daily, Osk Radio and The Tide reported 36 people killed in Osk; "
         "The Post had at least 35.", True),
        ("The Post first reported at least 35 people killed; another report later put the number "
         "at 36.", True),
        ("Another report first reported 36 people killed; The Post later had at least 35.", False),
        ("The Post reported 35 people killed; another report put the number at 36.", False),
        ("The Post reported at least 35 people injured; another report put the number at 36.",
         False),
        ("The Post reported at least 35 people killed in Velland; another report put the number "
         "at 36.", False),
        ("The Post reported at least 35 people killed; two other reports put the number at 36.",
         False),
        ("The Post put the fire at 35; another report at 36.", False),
        (f"{FIGURES}The Post says at least 35; {DIGEST} says 36.", True),
        (f"{FIGURES}The Post says at least 35; another report says 36.", True),
        (f"{FIGURES}The Post says 36; {DIGEST} says at least 35.", False),
        (f"{FIGURES}The Post says 35; {DIGEST} says 36.", False),
        (f"{FIGURES}The Post says at least 35; {DIGEST} says 37.", False),
        (f"{FIGURES}The Post says at least 35; The Tide says 36.", False),
        (f"{FIGURES}The Post says at least 35; a digest of Coast Daily and The Tide says 36.",
         False),
        (f"{FIGURES}The Post and {DIGEST} say 36.", False),
        (f"{FIGURES}The Post says at least 35; {DIGEST} wrongly says 36.", False),
        (f"{FIGURES}The Post says at least 35; {DIGEST} says 36. Nobody was warned.", False),
        ("Reports differ on the 12 people killed: The Post says at least 35; "
         "another report says 36.", False),
        ("Reports differ on the people killed in Velland: The Post says at least 35; "
         "another report says 36.", False),
        ("Reports of the number of people killed changed: The Post first had at least 35; "
         "another report later had 36.", True),
        ("Reports of the number of people killed changed: another report first had 36; "
         "The Post later had at least 35.", False),
    ],
)  # fmt: skip
def test_figures_stand_where_their_report_has_them(text, expected, reports):
    assert passes(text, reports, [(0, 0), (1, 1)]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{QUOTED}The Post has “{FIRST}”; {DIGEST} has “{SECOND}”.", True),
        (f"{QUOTED}The Post has “{SECOND}”; {DIGEST} has “{FIRST}”.", False),
        (f"{QUOTED}The Post has “{FIRST}”; {DIGEST} has “{SECOND.replace('rest', 'leave')}”.",
         False),
        (f"{QUOTED}The Post has “it is about rest after long shifts”; {DIGEST} has “{SECOND}”.",
         False),
        (f"{QUOTED}The Post has “{FIRST.replace('not ', '')}”; {DIGEST} has “{SECOND}”.", False),
        (f"{QUOTED}The Post has “{FIRST}”; {DIGEST} has “{FIRST}”.", False),
        (f"{QUOTED}The Post has “{FIRST}”; The Tide has “{SECOND}”.", False),
        (f"{QUOTED}The Post falsely has “{FIRST}”; {DIGEST} has “{SECOND}”.", False),
        (f"Reports quote Anna Holt in different words: The Post has “{FIRST}”; "
         f"{DIGEST} has “{SECOND}”.", False),
    ],
)  # fmt: skip
def test_quoted_words_are_whole_and_of_that_speaker(text, expected, reports):
    assert passes(text, reports, [(0, 1), (1, 2)]) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{PLEDGED}The Post names the port companies; {DIGEST} names Holt in its headline and "
         "the port companies in its text.", True),
        (f"{PLEDGED}The Post names the port companies; {DIGEST} names Holt in its headline.", True),
        (f"{PLEDGED}The Post names Anna Holt; {DIGEST} names the port companies.", False),
        (f"{PLEDGED}The Post names Holt; {DIGEST} names the port companies.", False),
        (f"{PLEDGED}The Post names the port companies; {DIGEST} names Holt.", False),
        (f"{PLEDGED}The Post names the port companies; {DIGEST} names the port companies.", False),
        (f"{PLEDGED}The Post names the port companies; {DIGEST} names the coast guard.", False),
        (f"{PLEDGED.replace('20', '30')}The Post names the port companies; {DIGEST} names Holt in "
         "its headline.", False),
        (f"{PLEDGED.replace('pledged', 'stole')}The Post names the port companies; {DIGEST} "
         "names Holt in its headline.", False),
        (f"{PLEDGED}The Post names the port companies; {DIGEST} blames Holt in its headline.",
         False),
    ],
)  # fmt: skip
def test_an_agent_did_it_in_the_report_that_names_it(text, expected, reports):
    assert passes(text, reports, [(0, 2), (1, 0), (1, 3)]) is expected


def test_what_has_no_known_form_is_refused(reports):
    text = "Reports disagree on the dead: The Post says at least 35; another report says 36."
    assert not passes(text, reports, [(0, 0), (1, 1)])
