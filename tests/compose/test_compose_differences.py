"""Where Reports Differ: each report under its name, and what it has in its own words."""

from dataclasses import replace

import pytest

from copydesk import annotate, compare, compose, group
from copydesk.check import check_draft
from copydesk.check.comparison import judge_comparison
from copydesk.compose.record.candidates import units_of
from copydesk.compose.write.disagreements import differences
from copydesk.compose.write.wordings import report_name
from copydesk.model import (
    CitedOutlet,
    Commitment,
    Origin,
    Pair,
    Point,
    QuotedClaim,
    Role,
    Verdict,
)

ONE = (
    "“This is not about the ferry, it is about rest after long shifts,” Mara Lind said.\n"
    "Port companies have pledged €20 million in aid."
)
TWO = (
    "“It is about what comes after long shifts, rest for the crew,” Mara Lind said.\n"
    "Minister Anna Holt pledged €20 million for the quay on Monday."
)


@pytest.fixture(scope="module")
def pair(annotated):
    return annotated(ONE, 0), annotated(TWO, 1)


def without_outlet(report, *cited):
    outlets = tuple(CitedOutlet(0, 0, name, name, 1) for name in cited)
    return replace(report, article=replace(report.article, outlet=None, cited_outlets=outlets))


def point(kind, about, claims):
    return Point(
        f"{kind}-1",
        kind,
        about,
        Verdict.DIFFER,
        "",
        claims,
        (Pair(0, 1, Verdict.DIFFER, ""),),
        ("o0", "o1"),
        (0, 1),
    )


def quoted(report):
    (quotation,) = [q for q in report.quotations if q.kind == "direct"]
    text = report.article.text[quotation.start : quotation.end]
    return QuotedClaim(
        "q",
        report.article.id,
        quotation.segments,
        "direct",
        0,
        Role.LEDE,
        text,
        quotation.attribution,
    )


def pledge(report):
    return next(c for c in compare.claims(report).commitments if c.type == "pledge")


def passes(sentence, reports, language: annotate.Language, given) -> bool:
    draft = compose.compose(given.story, given.reports, given.claims, given.points)
    draft = replace(draft, standfirst=(), quick_looks=(sentence,), sections=())
    return bool(check_draft(draft, (*given.reports, *reports), language).quick_looks)


def test_a_report_without_an_outlet_is_named_by_what_it_was_put_together_from(pair):
    one, _ = pair
    assert report_name(one) == "The Courier"
    assert report_name(without_outlet(one)) == "another report"
    digest = without_outlet(one, "The Tide", "Osk Radio", "Coast Daily")
    assert report_name(digest) == "a digest of Coast Daily, Osk Radio and The Tide"


def test_a_figure_of_a_report_without_an_outlet_is_told(given):
    reports = (given.reports[0], without_outlet(given.reports[1]), *given.reports[2:])
    (told,) = differences(given.points, reports)
    assert told.text == (
        "The Courier and Morning Herald reported at least nine people killed; "
        "another report put the number at eleven."
    )


def test_two_wordings_stand_side_by_side_word_for_word(pair, language, given):
    (told,) = differences([point("quotation", "", (quoted(pair[0]), quoted(pair[1])))], pair)
    assert told.text == (
        "Reports quote Mara Lind in different words: "
        "The Courier has “This is not about the ferry, it is about rest after long shifts”; "
        "Gazette has “It is about what comes after long shifts, rest for the crew”."
    )
    reports = [replace(r, article=replace(r.article, id=f"x{r.article.id}")) for r in pair]
    moved = tuple(replace(s, article=f"x{s.article}") for s in told.evidence)
    assert passes(replace(told, evidence=moved), reports, language, given)


def test_one_wording_is_no_difference(pair):
    one, _ = pair
    other = replace(one, article=replace(one.article, id="a9", outlet="Gazette"))
    claims = (quoted(one), replace(quoted(other), article="a9"))
    assert differences([point("quotation", "", claims)], (one, other)) == ()


def test_two_agents_of_one_deed_are_named_with_their_reports(pair):
    claims: tuple[Commitment, ...] = (pledge(pair[0]), pledge(pair[1]))
    (told,) = differences([point("role", "who pledged EUR 20 million", claims)], pair)
    assert told.text == (
        "Reports differ on who pledged €20 million: "
        "The Courier names Port companies; Gazette names Anna Holt."
    )


def test_the_toll_that_most_origins_carry_is_told_at_the_head(given):
    draft = compose.compose(given.story, given.reports, given.claims, given.points)
    head = (*draft.standfirst, *draft.quick_looks)
    assert any("p1" in sentence.points for sentence in head)


UNLIKE = (
    ("The boy fell 10 feet into the moat.", "The boy fell about 15 feet into the moat.",
     "The Courier put the distance the boy fell at 10 feet; Gazette at about 15 feet."),
    ("Turnout was almost 90%, officials said.", "Turnout reached 93.87 percent, officials said.",
     "The Courier put turnout at almost 90%; Gazette at 93.87 percent."),
    ("The Osk Line will buy the yard for $13 billion.",
     "The Osk Line announced a $13.9 billion purchase of the yard.",
     "The Courier put the price at $13 billion; Gazette at $13.9 billion."),
    ("The yard will close with the loss of 1,200 jobs.", "The yard is cutting 1,400 jobs.",
     "The Courier reported 1,200 jobs cut; Gazette put the number at 1,400."),
    ("Anna Holt has 20 boats.", "Anna Holt has 26 boats.",
     "The Courier put the number of Holt’s boats at 20; Gazette at 26."),
)  # fmt: skip
ALIKE = (
    ("The boy fell 10 feet into the moat.", "The stone fell 80 feet into the moat."),
    ("The 37-year-old driver left.", "The 35-year-old driver left."),
    ("On lap seven the car left.", "On lap eight the car left."),
    ("Anna Holt has 20 boats.", "Mara Lind has 26 boats."),
    (
        "The Osk Line will buy the yard for $13 billion.",
        "The Osk Line bought the Marlow pier for $19 billion in 2002.",
    ),
    ("The ferry stopped 10 km from Osk.", "The ferry stopped 12 km from Marlow."),
)


def unlike_figures(texts, annotated, language):
    reports = [annotated(text, at) for at, text in enumerate(texts)]
    told = [compare.claims(report) for report in reports]
    story = group.group([r.article for r in reports])[0]
    origins = tuple(
        Origin(f"o{at}", r.article.id, "outlet", (r.article.id,)) for at, r in enumerate(reports)
    )
    story = replace(story, articles=tuple(r.article.id for r in reports), origins=origins)
    points = compare.compare(story, told, reports)
    units = units_of(story, reports, points)
    return reports, differences(points, reports, units)


@pytest.mark.parametrize(("one", "other", "expected"), UNLIKE)
def test_unlike_figures_of_one_thing_stand_in_one_place(
    one, other, expected, annotated, language, given
):
    reports, told = unlike_figures((one, other), annotated, language)
    assert [sentence.text for sentence in told] == [expected]
    cited = [(span, next(r for r in reports if r.article.id == span.article))
             for span in told[0].evidence]  # fmt: skip
    assert judge_comparison(told[0].text, cited).outcome.passes


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_figures_of_two_things_are_not_set_side_by_side(one, other, annotated, language):
    _, told = unlike_figures((one, other), annotated, language)
    assert told == ()
