"""Two values differ only where nothing beside them says that they are of two things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from copydesk import annotate, compare
from copydesk.compare.figures.circumstances import Circumstances
from copydesk.model import Annotated, Article, Block, Figure, Role

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
Sides = Callable[[str, str], tuple[list[Annotated], Figure, Figure]]


@pytest.fixture
def sides(language: annotate.Language) -> Sides:
    """Two reports of one sentence each, in which [ ] stands around the number asked for."""

    def read(name: str, marked: str) -> tuple[Annotated, Figure]:
        at = marked.index("[")
        text = marked.replace("[", "").replace("]", "")
        article = Article(
            name,
            text,
            (Block(0, len(text), Role.BODY),),
            outlet=name,
            published=NOON,
            language="en",
        )
        report = annotate.annotate(article, language)
        figures = compare.claims(report).figures
        return report, next(f for f in figures if f.start <= at < f.end)

    def told(one: str, other: str) -> tuple[list[Annotated], Figure, Figure]:
        (a, x), (b, y) = read("a", one), read("b", other)
        return [a, b], x, y

    return told


TWO = [
    # part of a whole, and one of several
    ("Police seized [nine] rifles.", "Police seized seven pistols and [two] other rifles."),
    ("The court fined [23] defendants.", "The court fined the [22] other defendants."),
    ("Police arrested [85] people.", "Of those arrested [33] people were freed."),
    ("One of the quakes, of magnitude [7.3], was felt abroad.", "The quake had magnitude [7.7]."),
    ("Police seized [nine] assault rifles.", "Police seized [seven] AB-47 assault rifles."),
    ("The 11-inch model runs for [five hours].", "The 13-inch model runs for [seven hours]."),
    ("The camp is 10 miles ([15 kilometres]) off.", "The camp is [10 miles] off."),
    # whom or what the counted noun is told of
    ("The wave killed [170,000] people in the province.", "It killed [230,000] people in 9 lands."),
    # another place, another day, another hour
    ("A gunman killed [49] people in Torvale.", "A gunman killed [58] people at a fair."),
    ("The raid on Monday killed [12] people.", "The raid on Wednesday killed [seven] people."),
    ("The quake struck at 7:30 a.m. at a depth of [14 km].",
     "The quake struck at 2:09 a.m. at a depth of [12 km]."),
    # what is asked for, and what there is
    ("Scientists advise a catch of [440 tonnes].", "They agreed on a catch of [480 tonnes]."),
    # ages of nobody in particular, and of one person at two times
    ("The girls were between 12 and [16] years old.", "The women were [18] years old."),
    ("In 2015, at the age of [91], Mark Vell spoke to a magazine.",
     "Mark Vell has died at the age of [95]."),
    # a stretch reckoned from another time, an average, another place measured from the same one
    ("The rule takes effect [nine days] before the vote.", "The rule takes effect in [30 days]."),
    ("Claims fell by 92,000 to [498,000].", "Claims fell 92,000 from [590,000] the week before."),
    ("The average of claims fell to [395,000].", "Claims rose to [412,000]."),
    ("Lorne in Belmor is [700 km] east of Arle.", "Torvale in Ostia is [602 km] east of Arle."),
    # two things measured
    ("Water broke into a gallery [640 metres] down.", "The borehole is [655 metres] deep."),
]  # fmt: skip
ONE = [
    ("The blast killed [35] people.", "The blast in the market killed [36] people."),
    ("The raid on Monday killed [12] people.", "Monday's raid killed [seven] people."),
    ("Tom Vell, [34], was held.", "Police held Tom Vell, [36]."),
    ("The storm lasted [31 hours].", "The storm lasted for [26 hours]."),
    ("Robbers took [121 kg] of gold.", "The robbers' gold weighed [112 kg]."),
    ("The blast hurt [23] people.", "The blast killed three people and hurt [22] others."),
    ("Police seized [three] other rifles.", "Police seized [two] other rifles."),
]


@pytest.mark.parametrize(("one", "other"), TWO)
def test_what_is_told_of_two_things_is_no_difference(sides: Sides, one: str, other: str) -> None:
    reports, a, b = sides(one, other)
    circumstances = Circumstances(reports)
    assert circumstances.apart(a, b) is not None
    assert circumstances.apart(b, a) is not None


@pytest.mark.parametrize(("one", "other"), ONE)
def test_what_is_told_of_one_thing_may_differ(sides: Sides, one: str, other: str) -> None:
    reports, a, b = sides(one, other)
    circumstances = Circumstances(reports)
    assert circumstances.apart(a, b) is None
    assert circumstances.apart(b, a) is None


def test_the_children_of_one_who_died_are_no_toll(sides: Sides) -> None:
    _, children, dead = sides(
        "A mother of [two] died when a car struck her.", "It killed [a woman]."
    )
    assert children.predicate != dead.predicate == "killed"
