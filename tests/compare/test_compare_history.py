"""What comparison promises of values over time, of tellings altered, and of groups of figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.compare.figures import course, figure_verdicts
from copydesk.compare.same import boosted, groups, pair_signs, value_parts
from copydesk.compare.speech.alterations import Kind, alteration
from copydesk.model import Figure, Hedge, Interval, Role, Scope, Standing, Verdict

DAWN = datetime(2026, 3, 3, 6, tzinfo=UTC)


def figure(
    article: str, point: float, *, hedge: Hedge | None = None, said: str = "killed", **scope: str
) -> Figure:
    interval = Interval(point, None if hedge is Hedge.AT_LEAST else point)
    return Figure(
        id=f"{article}:f{point}", article=article, start=0, end=2, sentence=0, role=Role.BODY,
        point=point, interval=interval, unit="people", predicate=said, counted="people",
        hedge=hedge, scope=Scope(**scope),
    )  # fmt: skip


def told(*values: float, said: str = "killed", text: str = "12 people were killed."):
    """The stages of values told an hour after each other by outlets of their own."""
    names = [chr(ord("a") + n) for n in range(len(values))]
    figures = [figure(a, v, said=said) for a, v in zip(names, values, strict=True)]
    times = {a: DAWN + timedelta(hours=n) for n, a in enumerate(names)}
    return course.stages(figures, times, {a: a for a in names}, dict.fromkeys(names, text))


def test_a_rising_toll_is_a_history_whose_last_value_holds():
    stages, current = told(2, 4, 6)
    assert [s.standing for s in stages] == [Standing.FIRST, Standing.LATER, Standing.LATER]
    assert current == 2


def test_a_report_that_lags_is_shown_as_lagging_and_never_holds():
    stages, current = told(2, 6, 2)
    assert [s.standing for s in stages] == [Standing.FIRST, Standing.LATER, Standing.LAGGING]
    assert stages[0].claims == (0,)
    assert stages[2].claims == (2,)
    assert current == 1


def test_a_lower_toll_is_a_correction_where_the_report_takes_the_old_one_back():
    stages, current = told(19, 17, text="Police revised the toll down to 17 from 19.")
    assert [s.standing for s in stages] == [Standing.FIRST, Standing.CORRECTED]
    assert current == 1


def test_a_lower_toll_without_a_correction_is_disputed():
    stages, _ = told(19, 17)
    assert stages[1].standing is Standing.DISPUTED


def test_fewer_missing_is_no_dispute():
    stages, current = told(9, 5, said="missing")
    assert stages[1].standing is Standing.LATER
    assert current == 1


def test_what_does_not_change_has_no_history():
    assert told(3, 4, said="own") == ((), None)


def test_a_part_is_no_earlier_state_of_the_whole():
    figures = [figure("a", 11, population="passenger"), figure("b", 12)]
    times = {"a": DAWN, "b": DAWN + timedelta(hours=2)}
    texts = {"a": "", "b": ""}
    assert course.stages(figures, times, {"a": "a", "b": "b"}, texts) == ((), None)


WORDS = ("one", "other")


def verdict(a: Figure, b: Figure, *, hours: float = 0, sure: float = 1.0) -> Verdict:
    times = (DAWN, DAWN + timedelta(hours=hours))
    return figure_verdicts.verdict(a, b, WORDS, times, sure)[0]


def test_scope_comes_before_time_and_time_before_the_interval():
    assert verdict(figure("a", 35), figure("b", 36)) is Verdict.DIFFER
    assert verdict(figure("a", 35), figure("b", 36), hours=3) is Verdict.UPDATED
    part = figure("a", 4, part_of="killed")
    assert verdict(part, figure("b", 36), hours=3) is Verdict.COMPATIBLE


def test_two_values_stand_side_by_side_where_it_is_not_sure_that_they_are_of_one_thing():
    assert verdict(figure("a", 35), figure("b", 36), sure=0.1) is Verdict.COMPATIBLE
    assert verdict(figure("a", 35), figure("b", 36), hours=3, sure=0.0) is Verdict.COMPATIBLE


def test_a_round_number_does_not_contradict_what_it_rounds():
    assert verdict(figure("a", 170_000), figure("b", 168_400)) is Verdict.COMPATIBLE
    assert verdict(figure("a", 35), figure("b", 36)) is Verdict.DIFFER


@given(st.integers(1, 500), st.integers(1, 500), st.sampled_from([None, Hedge.AT_LEAST]))
def test_verdicts_are_the_same_both_ways_round(one, other, hedge):
    a, b = figure("a", one, hedge=hedge), figure("b", other)
    times = (DAWN, DAWN)
    there = figure_verdicts.verdict(a, b, WORDS, times)[0]
    assert there is figure_verdicts.verdict(b, a, WORDS[::-1], times)[0]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("the road was safe", "the road was not safe", Kind.NEGATION),
        ("we will rebuild it", "if the fund agrees, we will rebuild it", Kind.CONDITION),
        ("it would pay $20,000 to each", "it would pay $5,000 to each", Kind.NUMBER),
        ("the coach left on Sunday", "the coach left on Monday", Kind.DAY),
        ("the coach had left Arle early", "the coach had left Sorrel early", Kind.NAME),
        ("the driver was drunk", "the driver was sober", Kind.WORD),
    ],
)
def test_what_was_altered_between_two_tellings_is_seen(one, other, kind):
    found = alteration(one, other)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("twelve people died", "12 people died"),
        ("1,200 homes burnt", "1200 homes burnt"),
        ("the deal was signed", "the accord was signed"),
        ("the road was shut", "the road was shut on Monday"),
    ],
)
def test_the_same_in_other_words_and_more_detail_are_no_alteration(one, other):
    assert alteration(one, other) is None


def test_one_lucky_pair_does_not_join_two_groups():
    a, b = np.array([0, 2, 0, 0, 1, 1]), np.array([1, 3, 2, 3, 2, 3])
    scores = np.array([0.9, 0.9, 0.6, 0.0, 0.0, 0.0], np.float32)
    assert list(groups.linked(4, a, b, scores, 0.3)) == [0, 0, 2, 2]


@given(st.integers(2, 12), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_pairs(count, random):
    pairs = [(i, j) for i in range(count) for j in range(i + 1, count)]
    scores = {pair: round(random.random(), 3) for pair in pairs}
    shuffled = random.sample(pairs, len(pairs))

    def found(order):
        a, b = (np.array([p[n] for p in order]) for n in (0, 1))
        held = np.array([scores[p] for p in order], np.float32)
        return list(groups.linked(count, a, b, held, 0.5))

    assert found(pairs) == found(shuffled)


def test_the_shipped_linker_was_fitted_on_the_signs_that_are_read():
    assert boosted.shipped("figures").names == pair_signs.NAMES
    assert boosted.shipped("parts").names == value_parts.NAMES


def ages(gap: timedelta, one: float, other: float) -> Verdict:
    """What two ages of one person say that were told so far apart."""
    a, b = (replace(figure(n, v, said="age"), unit="year") for n, v in (("a", one), ("b", other)))
    words = (f"{one:.0f}", f"{other:.0f}")
    return figure_verdicts.verdict(a, b, words, (DAWN, DAWN + gap))[0]


def test_a_year_older_months_later_is_no_difference():
    assert ages(timedelta(hours=5), 38, 39) is Verdict.DIFFER
    assert ages(timedelta(days=200), 38, 39) is Verdict.COMPATIBLE
    assert ages(timedelta(days=200), 39, 38) is Verdict.DIFFER


def test_sums_shares_and_times_of_day_are_never_told_as_different():
    for unit in ("EUR", "percent", "clock"):
        a, b = (replace(figure(n, v, said=""), unit=unit) for n, v in (("a", 20), ("b", 31)))
        said, _ = figure_verdicts.verdict(a, b, ("20", "31"), (DAWN, DAWN), 1.0)
        assert said is Verdict.COMPATIBLE


def test_trees_give_each_row_the_same_share_whatever_it_is_read_with():
    model = boosted.shipped("figures")
    rows = np.random.default_rng(0).normal(size=(9000, len(model.names))).astype(np.float32)
    whole = model.probabilities(rows)
    assert np.array_equal(whole[4000:4100], model.probabilities(rows[4000:4100]))
    assert ((whole >= 0) & (whole <= 1)).all()
