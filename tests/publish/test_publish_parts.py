"""Small parts of publish: texts, times, slugs, marked words, charts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from copydesk.model import Dossier, Hedge, Interval, Point, Span, Stage, Standing, Verdict
from copydesk.publish import dates, slug
from copydesk.publish.charts import Chart, charts, short
from copydesk.publish.citations import words_of
from copydesk.publish.disputes import key_figures
from copydesk.publish.slugs import distinct, fits
from copydesk.publish.speakers import speakers
from copydesk.publish.text import clipped, counted, listed, one_line, printable, web_address
from dossiers import Desk, ferry, report, reports

anything = st.text(st.characters(codec=None), max_size=80)


@given(anything)
def test_printable_text_can_stand_in_xml_and_utf8(text: str) -> None:
    element = etree.Element("a")
    element.text = printable(text)
    assert len(printable(text)) == len(text)
    printable(text).encode()


@given(anything, st.integers(1, 40))
def test_clipped_text_keeps_to_its_limit(text: str, limit: int) -> None:
    short_text = clipped(text, limit)
    assert len(short_text) <= limit + 1
    if len(one_line(text)) <= limit:
        assert short_text == one_line(text)


@given(anything, st.lists(st.text(max_size=12), max_size=5))
def test_a_slug_can_be_a_file_name_and_is_not_taken(text: str, others: list[str]) -> None:
    taken = {slug(o) for o in others} | {slug(text)}
    assert fits(slug(text))
    assert slug(text, taken) not in taken
    assert fits(slug(text, taken))


@given(st.lists(anything, max_size=8))
def test_slugs_of_different_names_differ(names: list[str]) -> None:
    slugs = distinct(names)
    assert set(slugs) == set(names)
    assert len(set(slugs.values())) == len(slugs)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NATO’s visit: 35 dead, 1.5 million out", "natos-visit-35-dead-1-5-million-out"),
        ("Élan à Évreux", "elan-a-evreux"),
        ("don't", "dont"),
    ],
)
def test_slugs_read_like_the_headline(text: str, expected: str) -> None:
    assert slug(text.replace("’", "'")) == expected


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " https://a.example",
        "//a.example",
        "https:",
        "data:text/html,x",
        "https://a.example/\x00",
        "http://[::1",
        "",
        None,
    ],
)
def test_unsafe_addresses_are_not_linked(url: str | None) -> None:
    assert web_address(url) is None


def test_safe_addresses_are_linked_as_they_are() -> None:
    assert web_address("HTTPS://a.example/x?y=<z>") == "HTTPS://a.example/x?y=<z>"


def test_names_and_counts_read_like_prose() -> None:
    assert listed(["A", "B", "C"]) == "A, B and C"
    assert listed(["A", "B", "C"], 2) == "A, B and C"
    assert listed(["A", "B", "C", "D"], 2) == "A, B and 2 more"
    assert counted(1, "story") == "1 story"
    assert counted(1200, "story") == "1,200 stories"


def test_times_are_in_utc_and_days_stay_days() -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    when = datetime(2031, 3, 4, 2, 10, tzinfo=east)
    assert dates.moment(when) == "3 March 2031, 20:40 UTC"
    assert dates.machine(when) == "2031-03-03T20:40:00Z"
    midnight = datetime(2031, 3, 4, tzinfo=UTC)
    assert dates.moment(midnight) == "4 March 2031"
    assert dates.stated(midnight) == "2031-03-04"


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2031-03-04", "4 March 2031"),
        ("2031-03-04/2031-03-05", "4 March 2031 to 5 March 2031"),
        ("2031-03-04/2031-03-04", "4 March 2031"),
        ("March", None),
        ("", None),
        ("2031-03-04/2031-03-05/2031-03-06", None),
    ],
)
def test_days_of_events_in_words(when: str, words: str | None) -> None:
    assert dates.event_days(when) == words


@given(st.integers(0, 400), st.integers(0, 400))
def test_marked_words_are_the_span_in_whole_sentences(a: int, b: int) -> None:
    found = reports()[3]
    text = found.article.text
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    words = words_of(found, Span("r4", start, end))
    assert words.marked == one_line(text[start:end])
    around = [s for s in found.sentences if s.start < end and start < s.end]
    if around:
        whole = text[min(start, around[0].start) : max(end, around[-1].end)]
        together = words.before + words.marked + words.after
        assert "".join(together.split()) == "".join(whole.split())


def test_long_context_is_cut_at_words() -> None:
    long = report("x", "X", f"Title\n{'before ' * 90}HERE {'after ' * 90}.\n", None)
    words = words_of(long, Desk(long).span("x", "HERE"))
    assert words.before.startswith("…before ")
    assert words.after.endswith("after…")
    assert len(words.before) < 260
    assert words.marked == "HERE"


# Charts


def drawn(dossier: Dossier) -> tuple[Chart, ...]:
    return charts(dossier, {r.article.id: n for n, r in enumerate(dossier.reports, 1)})


def with_point(point: Point) -> Dossier:
    return replace(ferry(), points=(point,))


def test_a_chart_has_one_mark_an_origin_and_value() -> None:
    (injured,) = drawn(ferry())
    assert [(r.origin, r.value) for r in injured.rows] == [
        ("The Maren Courier", "At least nine"),
        ("NPA via two outlets", "Fourteen"),
        ("Evening Post", "Seventeen people"),
    ]


def test_a_key_figure_is_one_that_the_story_tells_on_top() -> None:
    told = ferry()
    [injured] = key_figures(told, 5)
    assert injured.values == (("Seventeen people", "Evening Post"),)
    draft = replace(told.draft, standfirst=(), quick_looks=())
    assert key_figures(replace(told, draft=draft), 5) == ()


def test_an_age_and_a_count_without_a_name_are_no_key_figures() -> None:
    told = ferry()
    injured = told.points[0]
    nameless = replace(injured, about="the number of people")
    assert key_figures(replace(told, points=(nameless,)), 5) == ()
    ages = tuple(replace(c, predicate="age", unit="year") for c in injured.claims)  # type: ignore[type-var, call-arg]
    assert key_figures(replace(told, points=(replace(injured, claims=ages),)), 5) == ()


def test_two_values_are_no_chart() -> None:
    aboard = ferry().points[1]
    assert len({claim.point for claim in aboard.claims}) == 2
    assert drawn(with_point(aboard)) == ()


def test_values_and_times_rise_to_the_right_and_up() -> None:
    (injured,) = drawn(ferry())
    xs = [r.x for r in injured.rows]
    ys = [r.y for r in injured.rows if r.y is not None]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert all(0 <= x <= 640 for x in xs)
    assert all(0 <= y <= 280 for y in ys)


def test_an_open_interval_is_an_arrow_and_a_closed_one_a_whisker() -> None:
    desk = Desk(*reports())
    claims = (
        desk.figure("r1", "nine", 9, Interval(9, None), Hedge.AT_LEAST),
        desk.figure("r2", "Fourteen", 14),
        desk.figure("r4", "Seventeen people", 17, Interval(15.3, 17), Hedge.NEARLY),
    )
    point = replace(ferry().points[0], claims=claims, pairs=(), representatives=(0, 1, 2))
    (chart,) = drawn(with_point(point))
    least, exact, nearly = chart.rows
    assert least.open_top
    assert not least.open_bottom
    assert least.top is not None
    assert exact.top is None
    assert not nearly.open_top
    assert nearly.bottom is not None
    assert nearly.top is not None
    assert nearly.bottom > nearly.top


def test_a_line_is_drawn_through_updates_and_not_through_disputes() -> None:
    (injured,) = drawn(ferry())
    assert injured.line.startswith("M")
    assert "V" in injured.line
    history = (
        Stage(Standing.FIRST, (0,), None, 1),
        Stage(Standing.DISPUTED, (1,), None, 1),
        Stage(Standing.DISPUTED, (2,), None, 1),
    )
    disputed = replace(ferry().points[0], verdict=Verdict.DIFFER, history=history)
    (chart,) = drawn(with_point(disputed))
    assert chart.line == ""
    assert "no line is drawn" in chart.summary


def test_what_reports_merely_differ_on_is_not_drawn() -> None:
    differing = replace(ferry().points[0], verdict=Verdict.DIFFER, history=())
    assert drawn(with_point(differing)) == ()


def test_what_is_no_series_is_not_drawn() -> None:
    point = ferry().points[0]
    one_origin = replace(point, origins=("o1",))
    assert drawn(with_point(one_origin)) == ()
    copies = replace(point, representatives=(1, 2))
    assert drawn(with_point(copies)) == ()


def test_one_value_over_time_is_no_chart() -> None:
    point = ferry().points[1]
    same = replace(point, verdict=Verdict.AGREE, representatives=(0, 1))
    assert drawn(with_point(same)) == ()


@given(st.lists(st.floats(-1e12, 1e12), min_size=3, max_size=3, unique=True))
def test_any_three_numbers_can_be_drawn(values: list[float]) -> None:
    desk = Desk(*reports())
    claims = (
        desk.figure("r1", "nine", values[0], Interval(values[0], None), Hedge.AT_LEAST),
        desk.figure("r2", "Fourteen", values[1]),
        desk.figure("r4", "Seventeen people", values[2]),
    )
    point = replace(ferry().points[0], claims=claims, pairs=(), representatives=(0, 1, 2))
    (chart,) = drawn(with_point(point))
    assert all(-0.1 <= r.y <= 280.1 for r in chart.rows if r.y is not None)
    assert 2 <= len(chart.y_ticks) <= 12


@pytest.mark.parametrize(
    ("value", "label"),
    [(1200, "1,200"), (2.5, "2.5"), (20e6, "20 m"), (1.5e9, "1.5 bn"), (0, "0"), (3e12, "3 tn")],
)
def test_axis_labels(value: float, label: str) -> None:
    assert short(value) == label


def test_a_vague_word_does_not_press_the_numbers_onto_the_floor() -> None:
    desk = Desk(*reports())
    claims = (
        replace(desk.figure("r1", "nine", 9), point=None, interval=Interval(200, 2000)),
        desk.figure("r2", "Fourteen", 230),
        desk.figure("r4", "Seventeen people", 240),
    )
    vague = (replace(claims[0], hedge=Hedge.VAGUE), *claims[1:])
    point = replace(ferry().points[0], claims=vague, pairs=(), representatives=(0, 1, 2))
    (chart,) = drawn(with_point(point))
    hundreds, _, named = chart.rows
    assert hundreds.y is None
    assert hundreds.open_top
    assert named.y is not None
    assert named.y < 200


def test_numbers_of_marks_at_one_place_stand_apart() -> None:
    desk = Desk(*reports())
    claims = (
        desk.figure("r1", "nine", 9),
        desk.figure("r2", "Fourteen", 30),
        desk.figure("r3", "Fourteen", 30.1),
    )
    point = replace(ferry().points[0], claims=claims, pairs=(), representatives=(0, 1, 2))
    (chart,) = drawn(with_point(point))
    _, second, third = (row.label for row in chart.rows)
    assert abs(second[0] - third[0]) > 12 or abs(second[1] - third[1]) > 12


def test_whole_numbers_have_no_fractions_on_the_axis() -> None:
    desk = Desk(*reports())
    claims = (
        desk.figure("r1", "nine", 212),
        desk.figure("r2", "Fourteen", 213),
        desk.figure("r4", "Seventeen people", 214),
    )
    point = replace(ferry().points[0], claims=claims, pairs=(), representatives=(0, 1, 2))
    (chart,) = drawn(with_point(point))
    assert [label for _, label in chart.y_ticks] == ["212", "213", "214"]


def test_a_figure_of_one_origin_or_of_two_values_is_no_key_figure() -> None:
    told = ferry()
    injured = told.points[0]
    alone = replace(injured, origins=injured.origins[:1])
    assert key_figures(replace(told, points=(alone,)), 5) == ()
    unlike = replace(injured, verdict=Verdict.COMPATIBLE)
    assert key_figures(replace(told, points=(unlike,)), 5) == ()


def test_a_key_figure_says_whose_and_where() -> None:
    told = ferry()
    injured = replace(told.points[0], about="people injured (Port Maren)")
    [figure] = key_figures(replace(told, points=(injured,)), 5)
    assert figure.about == "people injured in Port Maren"


def test_the_fullest_quotation_says_who_speaks_and_no_passing_word_of_another_does() -> None:
    whole = "He refused to say the words open door, and he should step down for it,"
    texts = (
        ("one", f"Talks\n“{whole}” Karl Dunn said."),
        *(
            (name, "Talks\nIda Lorne would not say “open door” in her remarks.")
            for name in ("two", "three")
        ),
    )
    desk = Desk(*(report(name, name, text, None) for name, text in texts))
    said = (
        desk.quotation("one", whole, "Karl Dunn"),
        desk.quotation("two", "open door", "Ida Lorne"),
        desk.quotation("three", "open door", "Ida Lorne"),
    )
    point = Point(
        "p", "quotation", "open door", Verdict.AGREE, "", said, (), ("one", "two", "three")
    )
    given = ferry()
    dossier = replace(given, reports=tuple(desk.reports.values()), points=(point,))
    (told,) = speakers(dossier, {name: n for n, name in enumerate(desk.reports, 1)})
    assert told.name == "Karl Dunn"
    (utterance,) = told.utterances
    assert [w.relation for w in utterance.wordings] == [None]
