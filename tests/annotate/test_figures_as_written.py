"""Each way of writing an amount is read as what it says; what is no amount is left out."""

from __future__ import annotations

import pytest

from copydesk.annotate.numbers import quantities
from copydesk.model import Hedge

READ = [
    # halves and compounds
    ("About two and a half million voters are listed.", 2.5e6, "count"),
    ("A million and a half people fled.", 1.5e6, "count"),
    ("One and a quarter million homes were dark.", 1.25e6, "count"),
    ("A half-dozen men were held.", 6, "count"),
    ("They signed a half-billion-dollar deal.", 5e8, "USD"),
    ("A quarter of a million homes were dark.", 250_000, "count"),
    ("Three quarters of a million homes were dark.", 750_000, "count"),
    ("The two-and-a-half-year term was upheld.", 2.5, "year"),
    ("The talks took an hour and a half.", 1.5, "hour"),
    ("Waters rose by half a metre.", 0.5, "m"),
    ("Rates rose by half a percentage point.", 0.5, "percent"),
    ("He lost 7½ kilos.", 7.5, "kg"),
    ("Some 2½ million voters are listed.", 2.5e6, "count"),
    ("Inflation slowed to three point five per cent.", 3.5, "percent"),
    ("Five thousand, six hundred people signed.", 5600, "count"),
    ("A score of people died.", 20, "count"),
    # grouping
    ("A fine of Rs 2,50,000 was set.", 250_000, "INR"),
    ("Two lakh people were moved.", 200_000, "count"),
    ("The plan costs Rs 1,00,000 crore.", 1e12, "INR"),
    ("Exports fell to 816 000 tonnes.", 816_000, "t"),
    ("Some 45\u00a0000 homes were dark.", 45_000, "count"),
    # letters that count
    ("They logged 3.2m cases.", 3.2e6, "count"),
    ("The clip has had 12M views.", 12e6, "count"),
    ("Some 30k homes were dark.", 30_000, "count"),
    ("Output was 12m tonnes.", 12e6, "t"),
    ("The wall is 6m high.", 6, "m"),
    # currencies by name, and before the number
    ("It cost 5.5 million Israeli shekels.", 5.5e6, "ILS"),
    ("It cost 5.5 million new shekels.", 5.5e6, "ILS"),
    ("It cost NIS 5.5 million.", 5.5e6, "ILS"),
    ("It cost 300 Danish kroner.", 300, "DKK"),
    ("It cost 40 billion Kenyan shillings.", 4e10, "KES"),
    ("It cost 4 million Czech crowns.", 4e6, "CZK"),
    ("It was 104 degrees Fahrenheit.", 104, "fahrenheit"),
    ("It was 40 degrees Celsius.", 40, "degree"),
    ("The court fined him Sh500,000.", 500_000, "KES"),
    ("Thieves took R4.5m.", 4.5e6, "ZAR"),
    ("The state released N2.5bn.", 2.5e9, "NGN"),
    ("The road cost P40 million.", 40e6, "PHP"),
    ("The bribe was Rs50,000.", 50_000, "INR"),
    ("The subsidy costs Rp 3 trillion.", 3e12, "IDR"),
    ("The dam cost USD1.2m.", 1.2e6, "USD"),
    ("They set aside 50 MUSD.", 50e6, "USD"),
    ("Petrol is at 152.3p a litre.", 152.3, "GBX"),
    ("A loaf costs 3 dollars 50 cents.", 3.5, "USD"),
    # degrees and signs
    ("It reached 38C on Tuesday.", 38, "degree"),
    ("The mercury hit -12C overnight.", -12, "degree"),
    ("It was minus 5 degrees.", -5, "degree"),
    ("The low was five degrees below zero.", -5, "degree"),
    ("Growth was minus 0.3 per cent.", -0.3, "percent"),
    # shares and multiples
    ("One in five pupils skips breakfast.", 0.2, "fraction"),
    ("Nine out of 10 wells were tainted.", 0.9, "fraction"),
    ("One out of every eight homes is empty.", 0.125, "fraction"),
    ("An eighth of homes are empty.", 0.125, "fraction"),
    ("Claims rose threefold.", 3, "times"),
    ("Twice as many people came.", 2, "times"),
    ("The bank raised its rate by 25 basis points.", 25, "basis point"),
    ("Sixty people were hurt, 38 of them badly.", None, "count"),
]


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_the_amount_is_what_the_words_say(text: str, value: float | None, unit: str) -> None:
    found = quantities.read(text)
    assert found
    if value is None:  # two amounts: none may be lost as an age or a date
        assert [q.point for q in found] == [60, 38]
        return
    assert [(q.point, q.unit) for q in found] == [(pytest.approx(value), unit)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("The number of cases rose by 20 to 140.", [20, 140]),
        ("The toll rose by three to 31.", [3, 31]),
        ("Profit rose $40m to $210m.", [40e6, 210e6]),
        ("The key rate rose 0.5 percentage points to 4.5 per cent.", [0.5, 4.5]),
        ("Shares fell 12 to 340 pence.", [12, 340]),
    ],
)
def test_a_change_and_where_it_led_are_no_range(text: str, points: list[float]) -> None:
    found = quantities.read(text)
    assert [q.point for q in found] == pytest.approx(points)
    assert all(q.hedge is None for q in found)


def test_a_range_of_a_change_stays_a_range() -> None:
    (found,) = quantities.read("Prices rose by 3 to 5 per cent.")
    assert (found.interval.lo, found.interval.hi, found.hedge) == (3, 5, Hedge.RANGE)


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("An estimated 4,500 people fled.", Hedge.ABOUT),
        ("Firms with 100 or over workers must report.", Hedge.AT_LEAST),
        ("They counted 65,000 or thereabouts.", Hedge.ABOUT),
        ("The count is “fewer than” 1,200.", Hedge.LESS_THAN),
    ],
)
def test_hedges(text: str, hedge: Hedge) -> None:
    (found,) = quantities.read(text)
    assert found.hedge is hedge


@pytest.mark.parametrize(
    "text",
    [
        "Shops will close on 24, 25 and 26 December.",
        "The fair runs from 12 to 19 May.",
        "Sales rose in the 2013-14 season and in 2024/25.",
        "It was the worst fighting since the 1950-53 war.",
        "They fired a Longwindingname-4 rocket.",
        "The fault came with software update 5.50.",
        "The cluster RX J2231-1207 was seen.",
        "The Boeing 737-800 was old.",
        "They found a 9mm pistol.",
        "It was ten past three in the canteen.",
        "Around four o'clock police came.",
        "One day, the river took the bridge.",
        "The chances are fifty-fifty.",
        "He was 74, and he had a ticket.",
        "The 6-foot-5 centre was hurt.",
        "She rode on the number 7 bus.",
        "The two are not kin.",
        "1. The next notice follows.",
        "They want a two-state solution and a three-pronged plan.",
        "The fair runs May 12-19.",
    ],
)
def test_what_is_no_amount_is_left_out(text: str) -> None:
    assert quantities.read(text) == ()
