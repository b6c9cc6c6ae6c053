"""Figures: what is counted, which figures speak of one thing, and how they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk import annotate, compare
from copydesk.annotate.numbers import quantities
from copydesk.compare.figures import figure_claims, figure_names, figure_verdicts, intervals
from copydesk.english import hedges
from copydesk.model import (
    Annotated,
    Article,
    Block,
    Claims,
    Entity,
    Figure,
    Hedge,
    Interval,
    Origin,
    Point,
    Role,
    Sentence,
    Story,
    Verdict,
)


def report(name: str, *lines: str, published: datetime | None = None) -> Annotated:
    """A report whose first line is its headline; each further line is one sentence.

    Nothing is parsed: frames must hold without the language pipeline as well.
    """
    text, blocks, sentences = "", [], []
    for number, line in enumerate(lines):
        role = Role.HEADLINE if number == 0 else Role.BODY
        if line.startswith("* "):
            role, line = Role.BULLET, line[2:]
        start = len(text)
        text += line + "\n"
        blocks.append(Block(start, start + len(line), role))
        sentences.append(Sentence(start, start + len(line), role, number, 0, 0))
    article = Article(name, text, tuple(blocks), outlet=name, published=published)
    found = quantities.find(article, sentences, ())
    return Annotated(article, tuple(sentences), quantities=found)


def points(*reports: Annotated) -> list[Point]:
    ids = tuple(r.article.id for r in reports)
    story = Story("s", ids, tuple(Origin(i, i, "outlet", (i,)) for i in ids))
    claims = [Claims(r.article.id, figures=figure_claims.read(r)) for r in reports]
    return [p for p in compare.compare(story, claims, reports) if p.kind == "figure"]


def point_of(found: list[Point], *articles: str) -> Point:
    """The one point that exactly these reports share."""
    same = [p for p in found if {c.article for c in p.claims} == set(articles)]
    assert len(same) == 1, found
    return same[0]


def read(sentence: str) -> list[Figure]:
    return list(figure_claims.read(report("a", "Floods", sentence)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The storm killed at least 35 people.", [("killed", "people", None)]),
        ("Nine people were injured.", [("injured", "people", None)]),
        (
            "It killed 35 civilians, including two children, and wounded 119 more.",
            [
                ("killed", "people", None),
                ("killed", "people", "killed"),
                ("injured", "people", None),
            ],
        ),
        ("The death toll rose to 85.", [("killed", "people", None)]),
        ("The release of 21 girls was announced.", [("released", "people", None)]),
        ("Seven villages were destroyed.", [("damaged", "village", None)]),
        ("The valley is home to 120,000 people.", [("population", "people", None)]),
        ("Forty-two people are in critical condition.", [("badly injured", "people", None)]),
        ("Donors have pledged $5 billion.", [("pledged", "USD", None)]),
    ],
)
def test_frames(sentence: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert [(f.predicate, f.unit, f.scope.part_of) for f in read(sentence)] == expected


def test_a_part_of_a_whole_keeps_its_own_predicate() -> None:
    freed, held = read("They freed 21 of the 276 girls who were kidnapped in 2014.")
    assert freed.predicate == "released"
    assert held.predicate == "abducted"


def test_all_but_three_is_what_is_left_of_the_whole() -> None:
    found = figure_claims.read(
        report("a", "Miners freed", "They freed 21 miners.", "All but three were unhurt.")
    )
    assert found[-1].point == 18


def test_a_number_taken_up_again_is_the_same_fact() -> None:
    found = figure_claims.read(
        report("a", "Girls freed", "Rebels freed 21 girls.", "The 21 girls were flown home.")
    )
    assert [f.predicate for f in found] == ["released", "released"]


def test_equal_tolls_agree_and_differing_tolls_differ() -> None:
    found = points(
        report("a", "Storm hits coast", "The storm killed 36 people."),
        report("b", "Storm hits coast", "The storm killed 36 people on the coast."),
        report("c", "Storm hits coast", "The storm killed 31 people."),
    )
    toll = point_of(found, "a", "b", "c")
    assert toll.verdict is Verdict.DIFFER
    said = {(p.a, p.b): p.verdict for p in toll.pairs}
    assert said == {(0, 1): Verdict.AGREE, (0, 2): Verdict.DIFFER, (1, 2): Verdict.DIFFER}
    assert "36" in toll.reason
    assert "31" in toll.reason


def test_bounds_that_meet_are_compatible_and_both_are_shown() -> None:
    found = points(
        report("a", "Storm hits coast", "The storm killed at least 4 people."),
        report("b", "Storm hits coast", "The storm killed at least 6 people."),
    )
    toll = point_of(found, "a", "b")
    assert toll.verdict is Verdict.COMPATIBLE
    assert "At least 4" in toll.reason
    assert "at least 6" in toll.reason


def test_a_score_is_two_numbers_and_no_range() -> None:
    told = report("North", "Harlow wins", "Harlow came back from a 3-1 deficit in nine rounds.")
    assert [f.point for f in figure_claims.read(told)] == [3, 1, 9]


def test_the_age_of_somebody_who_only_speaks_is_no_figure() -> None:
    told = report(
        "North",
        "Fire kills man",
        "Tom Dorn, 40, died in the fire. “It was loud,” said Nora Vell, 36, a neighbour.",
    )
    text = told.article.text
    people = tuple(
        Entity(text.index(name), text.index(name) + len(name), "PERSON", 0, 2)
        for name in ("Tom Dorn", "Nora Vell")
    )
    assert [f.point for f in figure_claims.read(replace(told, entities=people))] == [40]


def test_a_dropped_hedge_is_no_contradiction() -> None:
    found = points(
        report("a", "Donors meet", "Donors pledged more than €20 billion."),
        report("b", "Donors meet", "Donors pledged €20 billion."),
    )
    assert point_of(found, "a", "b").verdict is Verdict.COMPATIBLE


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        ("about 60", "about 150", Verdict.DIFFER),
        ("about 60", "150", Verdict.DIFFER),
        ("about 60", "70", Verdict.COMPATIBLE),
        ("dozens of", "about 700", Verdict.COMPATIBLE),
    ],
)
def test_a_rough_number_is_contradicted_by_a_very_different_one(
    first: str, second: str, verdict: Verdict
) -> None:
    found = [
        figure_claims.read(report(name, "Storm", f"The storm killed {said} people."))[0]
        for name, said in (("a", first), ("b", second))
    ]
    assert figure_verdicts.verdict(*found, (first, second), (None, None))[0] is verdict


def test_a_later_and_higher_toll_is_an_update() -> None:
    found = points(
        report(
            "a", "Storm", "The storm killed 60.", published=datetime(2025, 7, 14, 6, tzinfo=UTC)
        ),
        report(
            "b", "Storm", "The storm killed 84.", published=datetime(2025, 7, 15, 6, tzinfo=UTC)
        ),
    )
    toll = point_of(found, "a", "b")
    assert toll.verdict is Verdict.UPDATED
    assert toll.reason == "a first said 60, later b 84."


def test_a_later_number_of_something_else_is_no_update() -> None:
    (dead,) = figure_claims.read(report("a", "Lift falls", "The fall killed 30 people."))
    (read,) = figure_claims.read(report("b", "Lift falls", "The lift carried 34 people."))
    held = replace(read, predicate="carry")
    times = datetime(2025, 7, 14, 6, tzinfo=UTC), datetime(2025, 7, 15, 6, tzinfo=UTC)
    said, _ = figure_verdicts.verdict(dead, held, ("30", "34"), times)
    assert said is Verdict.COMPATIBLE


def test_another_place_or_time_is_not_comparable() -> None:
    found = points(
        report("a", "Quake shakes Norland", "The quake killed 10 people."),
        report(
            "b",
            "Quake shakes Norland",
            "The quake killed 12 people.",
            "In 2003 a quake killed 31,000 people in Oldport.",
        ),
    )
    toll = point_of(found, "a", "b")
    assert {c.point for c in toll.claims} == {10, 12}
    assert point_of(found, "b").claims[0].point == 31_000


def test_two_attacks_of_one_story_keep_their_own_counts() -> None:
    shelling = "The shelling of Oldport wounded 119 people."
    drones = "Three people were wounded in a drone attack during the night."
    found = points(
        report("a", "Envoy visits Newport", shelling, drones),
        report("b", "Envoy visits Newport", drones, shelling),
        report("c", "Envoy visits Newport", "The shelling of Oldport wounded nearly 120 people."),
    )
    counts = [{c.point for c in p.claims} for p in found if len({c.article for c in p.claims}) > 1]
    assert counts == [{119, 120}, {3}]
    assert not any(p.verdict is Verdict.DIFFER for p in found)


def test_job_cuts_are_one_count_however_they_are_told(language: annotate.Language) -> None:
    def read(name: str, *lines: str) -> Annotated:
        return annotate.annotate(replace(report(name, *lines).article, language="en"), language)

    found = points(
        read("a", "Plant to close", "Acme will close the plant, cutting 1,200 jobs."),
        read("b", "Plant to close", "The union said 1,400 jobs would go."),
        read("c", "Plant to close", "The plant will close with the loss of 1,200 jobs."),
    )
    cut = point_of(found, "a", "b", "c")
    assert cut.verdict is Verdict.DIFFER
    assert cut.about == "jobs cut"
    others = points(
        read("a", "Plant", "The plant made 60,000 vans last year, and added 300 jobs."),
        read("b", "Plant", "The plant made vans this year, and 900 jobs depend on it."),
    )
    assert not any(p.verdict is Verdict.DIFFER for p in others)
    assert "the number of vans" in {p.about for p in others}


def test_a_part_is_not_set_against_the_whole() -> None:
    found = points(
        report("a", "Storm", "The storm killed 36 people, including two children."),
        report("b", "Storm", "The storm killed 36 people."),
    )
    assert point_of(found, "a", "b").verdict is Verdict.AGREE
    assert point_of(found, "a").claims[0].point == 2


def test_sums_of_different_owners_stay_apart() -> None:
    found = points(
        report("a", "Acme faces fine", "Acme Corp. will take a $5 billion charge."),
        report("b", "Acme faces fine", "Rival Globex Inc. will take a $3 billion charge."),
    )
    assert all(p.verdict is Verdict.SINGLE for p in found)


def test_numbers_are_never_linked_by_their_value() -> None:
    found = points(
        report("a", "Storm", "The storm killed 36 people."),
        report("b", "Storm", "Police arrested 36 people."),
    )
    assert all(p.verdict is Verdict.SINGLE for p in found)


def test_a_headline_never_speaks_for_a_report_whose_body_does() -> None:
    found = points(
        report("a", "Storm kills 40", "The storm killed 36 people."),
        report("b", "Storm", "The storm killed 36 people."),
    )
    toll = point_of(found, "a", "b")
    assert toll.verdict is Verdict.AGREE
    assert [toll.claims[i].point for i in toll.representatives] == [36, 36]
    assert [p.verdict for p in toll.internal] == [Verdict.DIFFER]


def test_a_bullet_speaks_beside_the_body() -> None:
    found = points(
        report("a", "Storm", "* Storm killed 35 people.", "The storm killed at least 35 people."),
        report("b", "Storm", "The storm killed 36 people."),
    )
    assert point_of(found, "a", "b").verdict is Verdict.DIFFER


def test_copies_of_one_origin_do_not_corroborate() -> None:
    reports = [report(n, "Storm", "The storm killed 36 people.") for n in ("a", "b")]
    story = Story("s", ("a", "b"), (Origin("wire", "Wire", "agency", ("a", "b")),))
    claims = [Claims(r.article.id, figures=figure_claims.read(r)) for r in reports]
    (toll,) = (p for p in compare.compare(story, claims, reports) if p.kind == "figure")
    assert toll.origins == ("wire",)
    assert toll.verdict is Verdict.SINGLE


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [
        report("a", "Storm", "The storm killed 36 people and injured 12."),
        report("b", "Storm", "The storm killed at least 30 people and injured nearly 20."),
        report("c", "Storm", "The storm killed 31 people."),
    ]
    claims = [Claims(r.article.id, figures=figure_claims.read(r)) for r in reports]
    ids = ("a", "b", "c")
    story = Story("s", ids, tuple(Origin(i, i, "outlet", (i,)) for i in ids))
    assert compare.compare(story, claims, reports) == compare.compare(
        story, claims[::-1], reports[::-1]
    )


POINT_HEDGES = [h for h in Hedge if h not in (Hedge.VAGUE, Hedge.RANGE)]


@st.composite
def figure(draw: st.DrawFn) -> Figure:
    value = float(draw(st.integers(min_value=1, max_value=400)))
    hedge = draw(st.sampled_from([None, *POINT_HEDGES]))
    return Figure(
        id=draw(st.sampled_from(["x", "y"])),
        article="a",
        start=0,
        end=1,
        sentence=0,
        role=Role.BODY,
        point=value,
        interval=hedges.interval(value, hedge),
        unit="people",
        predicate=draw(st.sampled_from(["killed", "pledged"])),
        counted="people",
        hedge=hedge,
    )


TIMES = st.sampled_from([None, datetime(2025, 1, 1, tzinfo=UTC), datetime(2025, 1, 3, tzinfo=UTC)])


@given(figure(), figure(), TIMES, TIMES)
def test_verdicts_are_symmetric_and_deterministic(
    a: Figure, b: Figure, then: datetime | None, now: datetime | None
) -> None:
    first = figure_verdicts.verdict(a, b, ("a", "b"), (then, now))
    assert first == figure_verdicts.verdict(a, b, ("a", "b"), (then, now))
    assert first[0] is figure_verdicts.verdict(b, a, ("b", "a"), (now, then))[0]


@given(figure(), figure())
def test_disjoint_intervals_never_agree(a: Figure, b: Figure) -> None:
    said, _ = figure_verdicts.verdict(a, b, ("a", "b"), (None, None))
    if said is Verdict.AGREE:
        assert intervals.meets(a.interval, b.interval)
    if said is Verdict.DIFFER:
        assert not intervals.meets(a.interval, b.interval)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.booleans())
def test_meeting_is_symmetric(a: float, b: float, c: float, d: float, is_open: bool) -> None:
    first = Interval(min(a, b), max(a, b), lo_open=is_open)
    second = Interval(min(c, d), max(c, d))
    assert intervals.meets(first, second) == intervals.meets(second, first)


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (36, "people", "36"),
        (120_000, "people", "120,000"),
        (2_600_000, "people", "2.6 million"),
        (20e9, "EUR", "€20 billion"),
        (5.9, "magnitude", "5.9"),
        (13, "percent", "13 per cent"),
        (623, "clock", "10:23"),
    ],
)
def test_amounts_are_printed_as_news_prints_them(value: float, unit: str, printed: str) -> None:
    assert intervals.amount(value, unit) == printed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The home side took a three-run lead.", "The home side built a four-run lead."),
        ("The driver trails by 19 points.", "The driver trails by 12 points."),
        ("The club lost 94 of its games.", "The club lost three games at home."),
        ("The rocket reached 2,300 miles.", "The rocket reached about 550 km."),
        ("The keeper went 59-35-1.", "The keeper went 9-3."),
        ("Shares of the mill rose 7 per cent.", "The town's tax rose 30 per cent on bread."),
        ("The 5.50 update adds folders.", "The 5.00 update added folders."),
    ],
)
def test_numbers_without_a_typed_fact_never_differ(one: str, other: str) -> None:
    found = points(report("a", "News of the day", one), report("b", "News of the day", other))
    assert all(p.verdict not in (Verdict.DIFFER, Verdict.UPDATED) for p in found)


def test_the_same_number_in_the_same_words_still_agrees() -> None:
    line = "The rocket reached a height of 550 km over the northern sea."
    found = points(report("a", "Rocket", line), report("b", "Rocket", line))
    assert point_of(found, "a", "b").verdict is Verdict.AGREE


def test_the_toll_of_another_attack_in_a_list_is_not_set_against_the_own() -> None:
    found = points(
        report(
            "a",
            "Attack on the market",
            "The attack on the market killed at least 50 people.",
            "Earlier attacks:",
            "Harbour club: 14 killed.",
        ),
        report("b", "Attack on the market", "The attack on the market killed 59 people."),
    )
    assert all(p.verdict is not Verdict.DIFFER for p in found)


def test_counts_joined_by_and_make_the_whole() -> None:
    found = points(
        report("a", "Crash", "The crash killed 10 guests and two crew members."),
        report("b", "Crash", "The crash killed 12 people."),
    )
    assert all(p.verdict not in (Verdict.DIFFER, Verdict.UPDATED) for p in found)


def test_a_reason_names_the_outlets() -> None:
    story = Story(
        "s",
        ("a", "b"),
        (Origin("a", "The A", "outlet", ("a",)), Origin("b", "The B", "outlet", ("b",))),
    )
    reports = [
        report("a", "Storm", "The storm killed 35 people."),
        report("b", "Storm", "The storm killed 36 people."),
    ]
    nameless = [replace(r, article=replace(r.article, outlet=None)) for r in reports]
    claims = [Claims(r.article.id, figures=figure_claims.read(r)) for r in reports]
    for told, names in ((reports, ("a", "b")), (nameless, ("The A", "The B"))):
        (toll,) = (p for p in compare.compare(story, claims, told) if p.kind == "figure")
        assert toll.reason == f"{names[0]} says 35, {names[1]} says 36; both cannot hold."


def test_an_update_names_the_earlier_outlet_first() -> None:
    found = points(
        report(
            "b", "Storm", "The storm killed 36 people.", published=datetime(2025, 1, 3, tzinfo=UTC)
        ),
        report(
            "a", "Storm", "The storm killed 9 people.", published=datetime(2025, 1, 1, tzinfo=UTC)
        ),
    )
    assert point_of(found, "a", "b").reason == "a first said 9, b later 36."


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The storm killed 35 people.", "people killed"),
        ("It killed 35 civilians, including two children.", "people killed"),
        ("Rebels seized 21 girls.", "girls abducted"),
        ("The bank pledged $20 million.", "sum pledged"),
        ("The agency conducted two tests.", "the number of tests"),
        ("It took a three-run lead.", "a number"),
        ("The tower is 12 km off.", "distance"),
    ],
)
def test_a_point_is_named_in_words_of_the_text(sentence: str, name: str) -> None:
    told = report("a", "Floods", sentence)
    found = figure_claims.read(told)
    assert figure_names.about(found[:1], told.article.text) == name
