"""A story of our own invention, as three outlets tell it, and a fourth report of something else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from copydesk import annotate
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Claims,
    Figure,
    Image,
    Interval,
    Origin,
    Pair,
    Point,
    Role,
    Story,
    Verdict,
)

COURIER = "\n".join(
    (
        "PORT MAREN, Velland (VPA) — A ferry with 212 people on board caught fire off Port "
        "Maren on Tuesday, killing at least nine passengers, officials said.",
        "The fire broke out in the engine room of the Northern Star shortly before dawn.",
        "Harbour master Mary Brandt said the crew had tried to put out the flames for an hour.",
        "She praised the fishermen who pulled dozens of passengers from the water.",
        "Meanwhile, the operator of the ferry said it would pay for the funerals of the victims.",
        "The Northern Star, which was built in 1987, had passed an inspection in March.",
        "“We have never seen a rescue like this,” Brandt told reporters at the port.",
        "Investigators will examine the engine room next week.",
        "Sign up for our newsletter to get the news of the day.",
        "The ferry line carries about 300,000 passengers a year between the islands.",
    )
)

GAZETTE = "\n".join(
    (
        "PORT MAREN — Eleven people died when a ferry caught fire near Port Maren on Tuesday,"
        " the coast guard said.",
        "The ferry, the Northern Star, was on its way from Port Maren to the island of Osk "
        "with 212 people on board.",
        "Fishermen pulled dozens of passengers from the water before the coast guard arrived.",
        "The fire started in the engine room, said coast guard captain Tomas Reed.",
        "Reed said two crew members were still missing.",
        "He said divers had searched the lower deck twice.",
        "Prime Minister Anna Holt called the fire a national tragedy and ordered flags to be "
        "lowered.",
        "The inspection in March found no faults, the transport ministry said.",
        "(VPA Photo/Jan Olsen)",
        "In 2011, a ferry of the same line ran aground off Osk, and nobody was hurt.",
    )
)

HERALD = "\n".join(
    (
        "A fire on the ferry Northern Star killed at least nine people off Port Maren, and "
        "two members of the crew are missing.",
        "It is not clear what caused the fire, but it began in the engine room, the coast "
        "guard said.",
        "Passengers jumped into the sea as smoke filled the lower deck, survivors said.",
        "Survivor Mara Lind said the alarm did not ring until the cabin was full of smoke.",
        "“I could not see my own hands,” Lind said.",
        "The transport ministry will publish a first report in 30 days.",
        "The line's other two ferries have been ordered to stay in port until they are inspected.",
        "This is what you need to know about the fire.",
    )
)

OTHER = "\n".join(
    (
        "The national orchestra opened its season with a concert of early music in the new hall.",
        "Tickets for the spring series go on sale on Friday, the orchestra said.",
        "The conductor, Pia Sund, has led the ensemble for six seasons.",
        "The hall has 1,900 seats and cost 40 million crowns to build.",
    )
)

TITLES = (
    "Ferry fire off Port Maren kills at least nine | The Courier",
    "Eleven die as ferry burns near Port Maren",
    "WATCH: Fire on ferry Northern Star kills nine off Port Maren",
    "Orchestra opens season in new hall",
)
OUTLETS = ("The Courier", "Gazette", "Morning Herald", "Arts Weekly")


@dataclass(frozen=True)
class Given:
    """What compose takes."""

    story: Story
    reports: tuple[Annotated, ...]
    claims: tuple[Claims, ...]
    points: tuple[Point, ...]


def article(index: int, text: str) -> Article:
    """A report whose lines are its blocks."""
    blocks = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        role = Role.LEDE if number == 0 else Role.BODY
        role = Role.CREDIT if line.startswith("(VPA") else role
        blocks.append(Block(at, at + len(line), role))
        at += len(line) + 1
    images = (
        (Image("https://courier.example/ferry.jpg", "The ferry off Port Maren", "Jan Olsen"),)
        if index == 0
        else (Image("https://gazette.example/plain.jpg"),)
    )
    return Article(
        id=f"a{index}",
        text=text,
        blocks=tuple(blocks),
        outlet=OUTLETS[index],
        title=TITLES[index],
        published=datetime(2031, 3, 4 + index, 9, tzinfo=UTC),
        language="en",
        images=images,
        dateline="PORT MAREN, Velland" if index == 0 else None,
    )


@pytest.fixture(scope="session")
def annotated(language: annotate.Language) -> Callable[..., Annotated]:
    """Annotate a text of our own."""

    def make(text: str, index: int = 0, published: datetime | None = None) -> Annotated:
        report = article(index, text)
        if published is not None:
            report = replace(report, id=f"{report.id}-{published:%m%d}", published=published)
        return annotate.annotate(report, language)

    return make


def _toll(report: Annotated, words: str, value: float, interval: Interval) -> Figure:
    start = report.article.text.index(words)
    number = next(i for i, s in enumerate(report.sentences) if s.start <= start < s.end)
    return Figure(
        f"{report.article.id}:f0",
        report.article.id,
        start,
        start + len(words),
        number,
        Role.LEDE,
        value,
        interval,
        "people",
        "killed",
        "person",
    )


@pytest.fixture(scope="session")
def given(annotated: Callable[..., Annotated]) -> Given:
    """Three reports of the fire and one of a concert, with the point of the toll."""
    reports = tuple(annotated(text, i) for i, text in enumerate((COURIER, GAZETTE, HERALD, OTHER)))
    origins = tuple(Origin(f"o{i}", OUTLETS[i], "outlet", (f"a{i}",)) for i in range(len(reports)))
    story = Story("s1", tuple(f"a{i}" for i in range(len(reports))), origins)
    nine, eleven = Interval(9, None), Interval(11, 11)
    tolls = (
        _toll(reports[0], "nine", 9, Interval(9, 10)),
        _toll(reports[1], "Eleven", 11, eleven),
        _toll(reports[2], "nine", 9, Interval(9, 10)),
    )
    assert nine.meets(eleven)
    point = Point(
        "p1",
        "figure",
        "people killed",
        Verdict.DIFFER,
        "One says 9, the other 11.",
        tolls,
        (Pair(0, 1, Verdict.DIFFER, "9 is not 11"),),
        ("o0", "o1", "o2"),
        (0, 1, 2),
    )
    claims = tuple(Claims(report.article.id) for report in reports)
    return Given(story, reports, claims, (point,))
