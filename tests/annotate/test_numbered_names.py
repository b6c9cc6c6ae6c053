"""Numbers of names are no figures; numbers that count stay figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotate.numbers import designations, quantities
from copydesk.model import Article, Block, Hedge, Role, Sentence

NAMES = st.sampled_from(["Kestrel", "Orlando", "Vantage", "NovaStar", "LX", "Tal’ar"])
NUMBERS = st.integers(1, 9999).filter(lambda n: not 1500 <= n < 2100).map(str)


def counted(text: str) -> list[str]:
    """The bare counts found in a loose sentence."""
    return [text[q.start : q.end] for q in quantities.read(text) if q.kind == "count"]


@pytest.mark.parametrize(
    "text",
    [
        "The {name} {number} rocket exploded on the pad.",
        "Engineers tested a {name} {number} in the desert.",
        "Sales of the {name} {number} rose sharply.",
        "It is made of three {name} {number} boosters, the firm said.",
        "The company's {name} {number} was recalled.",
        "Owners of the new {name} {number} can update it now.",
    ],
)
@given(name=NAMES, number=NUMBERS)
def test_the_number_of_a_name_counts_nothing(text: str, name: str, number: str) -> None:
    assert number not in counted(text.format(name=name, number=number))


@pytest.mark.parametrize(
    "text",
    [
        "Nobody gave {name} {number} tanks, the ministry said.",
        "The ministry praised {name}'s {number} tanks.",
        "In {name} {number} people were killed.",
        "Police said in {name} {number} were injured.",
        "On Monday {number} people died.",
        "Some {number} girls remain captive.",
        "The {number} hostages were freed.",
        "Rebels Kills {number} Soldiers In Raid",
    ],
)
@given(name=st.sampled_from(["Kestrel", "Orlando", "Marovia"]), number=NUMBERS)
def test_a_number_that_counts_stays(text: str, name: str, number: str) -> None:
    assert number in counted(text.format(name=name, number=number))


def test_a_range_behind_a_name_stays_whole() -> None:
    (found,) = quantities.read("They landed in the Sea of Orlando 125 to 155 miles west of it.")
    assert found.unit == "km"
    assert found.interval.hi is not None
    assert round(found.interval.hi) == 249


def test_a_name_that_comes_again_is_known_in_headlines() -> None:
    lines = [
        "New Kestrel 4 Firmware Arrives",
        "A Kestrel 4 costs little.",
        "Buyers of the Kestrel 4 waited.",
    ]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    roles = (Role.HEADLINE, Role.LEDE, Role.BODY)
    spans = [(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
    blocks = tuple(Block(a, b, role) for (a, b), role in zip(spans, roles, strict=True))
    sentences = [
        Sentence(a, b, role, i, 0, 0)
        for i, ((a, b), role) in enumerate(zip(spans, roles, strict=True))
    ]
    assert designations.repeated(text) == {"Kestrel 4"}
    assert quantities.find(Article("a", text, blocks), sentences, ()) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The land was taken in the Six-Day War of that year.", []),
        ("The new model has USB 2.0 ports and a slot.", []),
        ("The talks took six days and more.", ["six days"]),
    ],
)
def test_a_number_within_a_name_is_no_figure(text: str, found: list[str]) -> None:
    assert [text[q.start : q.end] for q in quantities.read(text)] == found


def test_a_bound_holds_for_the_amount_in_brackets_too() -> None:
    text = "The camp lies less than 50 km (30 miles) from the border."
    assert [q.hedge for q in quantities.read(text)] == [Hedge.LESS_THAN, Hedge.LESS_THAN]


def test_a_hedge_is_read_with_a_hyphen() -> None:
    assert quantities.read("The more-than 11 million files were read.")[0].hedge is Hedge.MORE_THAN


def test_halves_are_read_with_spaces_around_the_stroke() -> None:
    assert [q.point for q in quantities.read("She spoke for 4 1 / 2 hours.")] == [4.5]
