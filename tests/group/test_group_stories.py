"""What grouping promises of stories."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from group_reports import EVENTS, START, article, reports
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import group
from copydesk.model import Article


def partition(articles: list[Article]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in group.group(articles)}


def test_reports_of_one_event_make_one_story() -> None:
    wanted = {frozenset(f"{event}-{n}" for n in range(3)) for event in EVENTS}
    assert partition(reports()) == wanted


def test_stories_and_their_reports_stand_in_order_of_publication() -> None:
    stories = group.group(list(reversed(reports())))
    time = {a.id: a.published for a in reports()}
    firsts = [time[story.articles[0]] for story in stories]
    assert firsts == sorted(firsts)
    for story in stories:
        assert [time[a] for a in story.articles] == sorted(time[a] for a in story.articles)


def test_every_report_is_in_one_story_and_one_origin() -> None:
    stories = group.group(reports())
    assert sorted(a for s in stories for a in s.articles) == sorted(a.id for a in reports())
    for story in stories:
        assert sorted(a for o in story.origins for a in o.articles) == sorted(story.articles)


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(12)))
def test_order_of_equal_times_does_not_matter(order: list[int]) -> None:
    same_time = [replace(a, published=START) for a in reports()]
    assert group.group([same_time[n] for n in order]) == group.group(same_time)


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(12)), st.lists(st.integers(0, 12), max_size=4))
def test_neither_order_of_input_nor_batches_change_a_story(
    order: list[int], cuts: list[int]
) -> None:
    assert group.group([reports()[n] for n in order]) == group.group(reports())
    at_once, in_parts = group.Stream(), group.Stream()
    at_once.extend(reports())
    edges = [0, *sorted(cuts), 12]
    for start, end in pairwise(edges):
        in_parts.extend(reports()[start:end])
    assert in_parts.state() == at_once.state()
    assert in_parts.repair() == at_once.repair()


def test_another_process_finds_the_same_stories_and_copies() -> None:
    code = (
        "from group_reports import reports; from copydesk import group; "
        "print(group.group(reports())); print(group.copies(reports() + reports()))"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@settings(deadline=None, max_examples=10)
@given(st.permutations([f"{n:02}" for n in range(12)]))
def test_ids_never_change_the_partition(ids: list[str]) -> None:
    renamed = {a.id: new for a, new in zip(reports(), ids, strict=True)}
    found = partition([replace(a, id=renamed[a.id]) for a in reports()])
    assert found == {frozenset(renamed[a] for a in story) for story in partition(reports())}


@settings(deadline=None, max_examples=15)
@given(
    st.integers(0, 11),
    st.sampled_from(["", "\nSubscribe to our letters for more.", "\nBy our staff"]),
    st.integers(0, 40),
)
def test_a_copy_never_changes_who_is_with_whom(which: int, footer: str, hours: int) -> None:
    original = reports()[which]
    assert original.published is not None
    copy = replace(
        original,
        id="copy",
        outlet="Copyist",
        text=original.text + footer,
        published=original.published + timedelta(hours=hours),
    )
    found = partition([*reports(), copy])
    assert {story - {"copy"} for story in found} == partition(reports())
    assert any({"copy", original.id} <= story for story in found)


def test_near_copies_do_not_crowd_out_the_neighbours_of_others() -> None:
    original = reports()[0]
    assert original.published is not None
    near = [
        replace(
            original,
            id=f"copy {n}",
            text=f"{original.text} Printed on page {n}.",
            published=original.published + timedelta(minutes=n),
        )
        for n in range(1, 13)
    ]
    found = partition([*reports(), *near])
    copies = {copy.id for copy in near}
    assert {story - copies for story in found} == partition(reports())
    assert any({original.id, *copies} <= story for story in found)


def test_story_id_does_not_depend_on_article_ids() -> None:
    renamed = [replace(a, id=f"x{a.id}") for a in reports()]
    assert [s.id for s in group.group(renamed)] == [s.id for s in group.group(reports())]


def test_empty_and_odd_input() -> None:
    assert group.group([]) == ()
    odd = [
        article("empty", ""),
        article("empty too", ""),
        article("undated", "Nothing here has a date but the words still make a text.", hours=None),
        article("future", "A report that claims to come from far ahead of now.", hours=10**6),
        article("long", "A very long report about nothing in particular. " * 45_000),
    ]
    assert sorted(a for s in group.group(odd) for a in s.articles) == sorted(a.id for a in odd)


def test_neither_a_missing_nor_a_future_date_parts_reports_of_one_event_text() -> None:
    original = reports()[0]
    odd = [
        replace(original, id="undated", outlet="A", published=None),
        replace(original, id="future", outlet="B", published=START + timedelta(days=40_000)),
    ]
    stories = group.group([*reports(), *odd])
    (found,) = (story.articles for story in stories if original.id in story.articles)
    assert {"undated", "future"} <= set(found)
    assert {frozenset(story.articles) - {"undated", "future"} for story in stories} == partition(
        reports()
    )


def test_a_report_from_the_future_keeps_no_other_story_from_fading() -> None:
    stream = group.Stream(fade=timedelta(days=30))
    stream.extend(reports())
    ahead = article("ahead", "The comet of the next century is seen at last.", hours=10**6)
    story = stream.add(ahead)
    assert list(stream.tick(START + timedelta(days=60))) == [story]


def test_bad_reports_pass_through_a_stream() -> None:
    odd = [
        article("empty", ""),
        article("long", " ".join(f"word{n}" for n in range(300_000))),
        article("undated", "A notice without any date at all.", hours=None),
        *(article("twice", f"Version {n} of one notice about the well.") for n in range(2)),
        *(
            replace(reports()[0], id=f"copy {n}", text=f"{reports()[0].text} {n}")
            for n in range(300)
        ),
    ]
    stream = group.Stream()
    stream.extend(reports())
    stream.extend(odd)
    known = {a.id for a in [*reports(), *odd]}
    assert sorted(a for names in stream.repair().values() for a in names) == sorted(known)
    (flooded,) = (set(names) for names in stream.stories().values() if "copy 0" in names)
    assert {f"copy {n}" for n in range(300)} <= flooded
    assert {f"ferry-{n}" for n in range(3)} <= flooded


def test_copies_do_not_keep_a_report_from_its_story_on_arrival() -> None:
    stream = group.Stream()
    first, second = reports()[0], reports()[4]
    stream.add(first)
    for n in range(5):
        stream.add(replace(first, id=f"copy {n}", outlet=f"Copyist {n}"))
    assert stream.add(second) == stream.add(replace(first, id="copy 9"))


def test_empty_reports_are_not_one_story() -> None:
    assert len(group.group([article("a", ""), article("b", "")])) == 2


def test_undated_reports_keep_their_place() -> None:
    first, second, third = (reports()[n] for n in (0, 4, 8))
    undated = replace(second, published=None)
    (story,) = group.group([third, undated, first])
    assert story.articles == (first.id, undated.id, third.id)


def test_the_later_of_two_reports_with_one_id_stands() -> None:
    older, newer = reports()[0], replace(reports()[1], id=reports()[0].id)
    stories = group.group([older, newer, reports()[5]])
    assert [s.articles for s in stories] == [(older.id, "budget-1")]


def test_many_copies_of_one_report() -> None:
    flood = [replace(reports()[0], id=f"copy {n}") for n in range(10_000)]
    (story,) = group.group(flood)
    assert len(story.articles) == 10_000
    assert len(story.origins) == 1


def test_a_stream_after_repair_stands_where_the_batch_stands() -> None:
    batch = {story.id: story.articles for story in group.group(reports())}
    stream = group.Stream()
    for report in reports():
        stream.add(report)
    assert stream.repair() == batch


@settings(deadline=None, max_examples=10)
@given(st.lists(st.integers(0, 12), max_size=4))
def test_ticks_between_reports_change_no_story(cuts: list[int]) -> None:
    stream = group.Stream()
    edges = [0, *sorted(cuts), 12]
    for start, end in pairwise(edges):
        stream.extend(reports()[start:end])
        stream.tick(START)
    assert {frozenset(names) for names in stream.tick(START).values()} == partition(reports())
    assert stream.tick(START) == stream.repair()


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(12)))
def test_late_reports_fall_into_the_same_stories(order: list[int]) -> None:
    stream = group.Stream()
    stream.extend([reports()[n] for n in order])
    assert {frozenset(names) for names in stream.repair().values()} == partition(reports())


def test_a_new_report_joins_the_story_at_once() -> None:
    stream = group.Stream()
    found = {report.id: stream.add(report) for report in reports()}
    assert found["ferry-0"] == found["ferry-1"]
    assert found["ferry-0"] != found["budget-0"]


def test_ids_once_given_always_lead_to_a_story() -> None:
    stream = group.Stream()
    given_out = {stream.add(report) for report in reports()}
    stream.repair()
    assert {stream.current(story) for story in given_out} <= set(stream.stories())
    with pytest.raises(KeyError):
        stream.current("s-unknown")


def test_a_restored_stream_goes_on_like_the_first() -> None:
    first = group.Stream()
    first.extend(reports()[:8])
    first.repair()
    second = group.Stream.restore(first.state(), reports()[:8])
    assert second.stories() == first.stories()
    for stream in (first, second):
        stream.extend(reports()[8:])
    assert second.repair() == first.repair()
    assert second.state() == first.state()


def test_a_story_fades_and_takes_no_more_reports() -> None:
    stream = group.Stream(fade=timedelta(days=30))
    old = stream.add(reports()[0])
    assert old not in stream.tick(START + timedelta(days=31))
    assert stream.current(old) == old
    late = replace(reports()[4], published=START + timedelta(days=32))
    assert stream.add(late) != old


def test_a_next_version_takes_the_place_of_the_first() -> None:
    stream = group.Stream()
    stream.extend(reports())
    rewritten = replace(reports()[0], title=reports()[1].title, text=reports()[1].text)
    stream.add(rewritten)
    stories = stream.repair().values()
    (found,) = (names for names in stories if rewritten.id in names)
    assert "budget-0" in found
    assert "ferry-1" not in found


def test_ids_are_kept_by_greatest_overlap() -> None:
    old = {"one": ["a", "b", "c"], "two": ["d", "e"]}
    ids, redirects = group.keep_ids(old, [["a", "b", "d", "e", "f"], ["c"]], ["new1", "new2"])
    assert ids == ("one", "new2")
    assert redirects == {"two": "one"}


def test_a_fresh_id_is_never_one_that_was_given_before() -> None:
    ids, _ = group.keep_ids({"one": []}, [["a"]], ["one"])
    assert ids[0] != "one"
