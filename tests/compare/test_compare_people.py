"""One name a person in a story, and two people under two."""

from __future__ import annotations

import pytest

from copydesk.compare.speech import same_people
from copydesk.model import (
    Annotated,
    Article,
    Attribution,
    Chain,
    Claims,
    Mention,
    QuotedClaim,
    Role,
    Segment,
)


def told(article: str, *names: str, title: str | None = None) -> tuple[Claims, Annotated]:
    """A report that quotes each of the people once and tells them apart."""
    text = "The mayor."
    quotations = tuple(
        QuotedClaim(
            id=f"{article}:{n}",
            article=article,
            segments=(Segment(0, 5),),
            sentence=0,
            role=Role.BODY,
            text="words",
            kind="direct",
            attribution=Attribution("person", name, "said", 0, 9),
        )
        for n, name in enumerate(names)
    )
    chains = tuple(Chain(n, "PERSON", (Mention(0, 5, "name"),), title) for n in names)
    report = Annotated(Article(article, text, (), outlet=article), chains=chains)
    return Claims(article, quotations=quotations), report


def named(*reports: tuple[Claims, Annotated]) -> list[str | None]:
    """The names under which the speakers of all reports are told, in order."""
    held = same_people.under_one_name([c for c, _ in reports], [r for _, r in reports])
    return [q.attribution.name for claims in held for q in claims.quotations]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Helen Strand", "Strand"),
        ("Helen Strand", "Helen B. Strand"),
        ("Helen Strand", "H. Strand"),
        ("Jim Strand", "James Strand"),
        ("Hélène Strand", "Helene Strand"),
        ("Helen Strandberg", "Helen Stranberg"),
        ("Karolos Dimas", "Carolos Dimas"),
        ("Helen Strand", "Councilwoman Helen Strand"),
        ("Ana Dell Orta", "Ana Dell"),
        ("Vera Del Rio", "Vera DelRio"),
    ],
)
def test_one_person_is_told_under_one_name(first: str, second: str) -> None:
    assert len(set(named(told("a", first), told("b", second)))) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Helen Strand", "Mara Strand"),
        ("Helen Strand", "Helen Brand"),
        ("Ann Vale", "Anna Vale"),
        ("Helen A. Strand", "Helen B. Strand"),
    ],
)
def test_two_people_keep_two_names(first: str, second: str) -> None:
    assert len(set(named(told("a", first), told("b", second)))) == 2


def test_people_whom_one_report_tells_apart_stay_two() -> None:
    both = told("a", "Helen Strandberg", "Helen Stranberg")
    assert len(set(named(both, told("b", "Helen Strandberg")))) == 2


def test_a_bare_surname_that_two_people_bear_stays_bare() -> None:
    reports = (told("a", "Helen Strand"), told("b", "Mara Strand"), told("c", "Strand"))
    assert named(*reports)[-1] == "Strand"


def test_the_name_told_does_not_depend_on_the_order_of_reports() -> None:
    reports = [told("a", "Helen Strand"), told("b", "Strand"), told("c", "Helen B. Strand")]
    assert set(named(*reports)) == set(named(*reports[::-1]))


def test_an_office_that_one_person_of_the_story_holds_is_told_under_its_bearer() -> None:
    by_office, chains = told("b", "mayor")[0], told("b", "Karl Dunn")[1]
    assert named(told("a", "Helen Strand", title="Mayor"), (by_office, chains)) == [
        "Helen Strand",
        "Helen Strand",
    ]


def test_an_office_that_two_people_hold_names_neither() -> None:
    by_office, chains = told("c", "mayor")[0], told("c", "Karl Dunn")[1]
    mayors = [told("a", "Helen Strand", title="Mayor"), told("b", "Mara Brand", title="Mayor")]
    assert named(*mayors, (by_office, chains))[-1] == "mayor"
