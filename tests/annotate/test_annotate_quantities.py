"""Numbers as news writes them: values, units, hedges, intervals, and what is no figure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.annotate.numbers import quantities
from copydesk.english import hedges, number_words
from copydesk.model import Article, Block, Hedge, Interval, Quantity, Role, Sentence


def only(text: str) -> Quantity:
    found = quantities.read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("The flood killed 36 people.", 36, "count"),
        ("Forty-two miners are missing.", 42, "count"),
        ("Two hundred and five thousand voted early.", 205_000, "count"),
        ("Half a million homes lost power.", 500_000, "count"),
        ("The port handles 44million containers.", 44_000_000, "count"),
        ("The island is home to 170, 000 people.", 170_000, "count"),
        ("Donors pledged €20 billion.", 20e9, "EUR"),
        ("The fine was $5.2bn.", 5.2e9, "USD"),
        ("A ransom of $3m was paid.", 3e6, "USD"),
        ("It cost 12 million pounds.", 12e6, "GBP"),
        ("Shares fell 3.5 per cent.", 3.5, "percent"),
        ("The magnitude 6.4 quake hit at dawn.", 6.4, "magnitude"),
        ("Two-thirds of the crop is lost.", 0.6667, "fraction"),
        ("The shaking lasted one minute.", 60, "second"),
        ("A 25-ton lorry blocked the road.", 25, "t"),
        ("A double bombing hit the market.", 2, "count"),
        ("More than a dozen boats sank.", 12, "count"),
    ],
)
def test_reads_value_and_unit(text: str, value: float, unit: str) -> None:
    found = only(text)
    assert found.point == pytest.approx(value)
    assert found.unit == unit


@pytest.mark.parametrize(
    ("text", "hedge", "interval"),
    [
        ("At least 35 people died.", Hedge.AT_LEAST, Interval(35, None)),
        ("More than 35 people died.", Hedge.MORE_THAN, Interval(35, None, lo_open=True)),
        ("The pair earned it over the 35 years.", None, Interval(35, 35)),
        ("As many as 80 people were hurt.", Hedge.UP_TO, Interval(0, 80)),
        ("Fewer than 80 people came.", Hedge.LESS_THAN, Interval(0, 80, hi_open=True)),
        ("About 50 people were hurt.", Hedge.ABOUT, Interval(45, 55)),
        ("Some 50 people were hurt.", Hedge.ABOUT, Interval(45, 55)),
        ("Nearly 120 people were hurt.", Hedge.NEARLY, Interval(108, 120, hi_open=True)),
        ("It may raise $2 billion or more.", Hedge.AT_LEAST, Interval(2e9, None)),
        ("Between 40 and 70 percent burned.", Hedge.RANGE, Interval(40, 70)),
        ("They want 5 to 10 million dollars.", Hedge.RANGE, Interval(5e6, 10e6)),
        ("Dozens were hurt.", Hedge.VAGUE, Interval(24, 150)),
        ("Tens of thousands fled.", Hedge.VAGUE, Interval(20_000, 199_999)),
        ("Several hundred people fled.", Hedge.VAGUE, Interval(300, 900)),
    ],
)
def test_hedges_follow_the_conventions(text: str, hedge: Hedge, interval: Interval) -> None:
    found = only(text)
    assert found.hedge is hedge
    assert found.interval.lo == pytest.approx(interval.lo)
    assert found.interval.hi == pytest.approx(interval.hi)
    assert (found.interval.lo_open, found.interval.hi_open) == (interval.lo_open, interval.hi_open)


def test_the_hedge_stands_apart_from_the_number() -> None:
    text = "Officials say at least 35 people died."
    found = only(text)
    assert text[found.start : found.end] == "35"
    assert (found.hedge_start, found.hedge_end) == (14, 22)
    assert text[14:22] == "at least"


@pytest.mark.parametrize(
    "text",
    [
        "It happened on April 15, 2025.",
        "The law dates from 2014.",
        "7:30 p.m. The mayor arrives.",
        "Ana Silva, 42, was not hurt.",
        "A 19-year-old was held.",
        "It was the second attack.",
        "Flight 370 is still missing.",
        "The G20 meets in May.",
        "A pilot flew a Cessna 208 over the bay.",
        "Call 0207 782 4368 with tips.",
        "Average rating 0 / 5.",
        "They left two days ago.",
        "They could one day fly.",
        "No one else was hurt.",
        "One of the men spoke.",
        "It runs in 32- and 64-bit versions.",
        "He lives at 24 Harbour Street.",
        "Read more: 34 things to know.",
        "Copyright 2017 The Paper.",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert quantities.read(text) == ()


def test_a_conversion_keeps_its_rounding_width() -> None:
    """Six miles, rounded to the mile, are 10 km as well."""
    miles = only("The camp is six miles away from town.")
    kilometres = only("The camp is 10 km away from town.")
    assert miles.unit == kilometres.unit == "km"
    assert miles.point == pytest.approx(9.656064)
    assert miles.interval.meets(kilometres.interval)


def test_a_hedge_holds_for_the_same_measure_in_brackets() -> None:
    first, second = quantities.read("It is about 58 km (36 miles) from the port.")
    assert first.hedge is second.hedge is Hedge.ABOUT
    assert first.interval.meets(second.interval)


def test_a_change_is_no_range() -> None:
    old, new = quantities.read("The rate was cut from 35 percent to 21 percent.")
    assert (old.point, new.point) == (35, 21)
    assert old.hedge is new.hedge is None


def test_a_clock_time_given_twice_is_one_minute_in_utc() -> None:
    first, second = quantities.read("The quake struck at 1353 (1023 GMT) on the coast.")
    assert first.kind == second.kind == "clock"
    assert first.point == second.point == 10 * 60 + 23


def test_an_implicit_count_of_one() -> None:
    found = only("The blast killed a child.")
    assert found.implicit
    assert found.point == 1


def test_citation_markers_and_furniture_are_rejected_with_their_reason() -> None:
    text = "Aid for 12 towns was agreed The Gazette3.\nVote count: 7"
    article = Article(
        id="a",
        text=text,
        blocks=(Block(0, 41, Role.BODY), Block(42, 55, Role.FURNITURE)),
    )
    sentences = (Sentence(0, 41, Role.BODY, 0, 0, 0), Sentence(42, 55, Role.FURNITURE, 1, 0, 0))
    found = quantities.find(article, sentences, ())
    assert [text[q.start : q.end] for q in found] == ["12"]
    reasons = {text[r.start : r.end]: str(r.why) for r in quantities.rejected(article, sentences)}
    assert reasons["7"] == "rating"


HEDGE_WORDS = {
    None: "",
    Hedge.AT_LEAST: "at least ",
    Hedge.MORE_THAN: "more than ",
    Hedge.UP_TO: "up to ",
    Hedge.LESS_THAN: "less than ",
    Hedge.ABOUT: "about ",
    Hedge.NEARLY: "nearly ",
}


@given(
    st.integers(min_value=2, max_value=999_999),
    st.sampled_from(list(HEDGE_WORDS)),
    st.booleans(),
)
def test_formatting_a_number_and_reading_it_back(
    value: int, hedge: Hedge | None, commas: bool
) -> None:
    if not commas and 1500 <= value <= 2099:
        return  # four bare digits may be a year
    written = f"{value:,}" if commas else str(value)
    found = only(f"Rescuers counted {HEDGE_WORDS[hedge]}{written} people there.")
    assert found.point == value
    assert found.hedge == hedge
    assert found.interval == hedges.interval(float(value), hedge)


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


@given(st.integers(min_value=1, max_value=999))
def test_words_and_digits_say_the_same(value: int) -> None:
    ones, tens = ONES.split(), TENS.split()
    parts = []
    if value >= 100:
        parts.append(f"{ones[value // 100]} hundred")
    rest = value % 100
    if rest:
        small = ones[rest] if rest < 20 else tens[rest // 10 - 2]
        small += f"-{ones[rest % 10]}" if rest >= 20 and rest % 10 else ""
        parts.append(small)
    assert number_words.read_words(" and ".join(parts)) == value


@given(st.text(alphabet="0123456789 ,.-–$€%()'\"abekmostz:/\n", max_size=80))
def test_any_text_is_read_without_an_exception_and_spans_lie_inside(text: str) -> None:
    found = quantities.read(text)
    last = 0
    for quantity in found:
        assert 0 <= quantity.start < quantity.end <= len(text)
        assert quantity.start >= last or quantity.kind == "clock"
        last = quantity.start


def test_a_line_break_before_a_magnitude_letter() -> None:
    assert quantities.read("$0-\nk") is not None


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("The match starts at 7:30 p.m.", [1170]),
        ("Shops opened at 0900 (0500 GMT) on Monday.", [300, 300]),
        ("The window is between 1:30 and 4 p.m. on Tuesday.", [810, 960]),
        ("They won 6-3 at home.", [6, 3]),
        ("They left two years ago.", [2]),
        ("The storm killed two women and one man.", [2, 1]),
        ("He admitted two charges of theft and one count of fraud.", [2, 1]),
        ("A pair of soldiers fled.", [2]),
        ("It passes with one-third of the votes.", [0.3333]),
        ("There is a one-in-five chance of rain.", [0.2]),
        ("The talks took nine hours and 30 minutes.", [9.5]),
    ],
)
def test_a_number_that_tells_something_of_an_event_is_read(
    sentence: str, values: list[float]
) -> None:
    assert [q.point for q in quantities.read(sentence)] == values
