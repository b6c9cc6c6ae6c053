"""What grouping over partitions promises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk import group, scale
from copydesk.errors import CopydeskError
from copydesk.group.order import in_order
from copydesk.group.partitions import deal, join, pieces, regrouped, within
from copydesk.group.stream import Links
from copydesk.group.views import read
from copydesk.model import Article, Story
from copydesk.processes import Crew, Here

START = datetime(2031, 3, 4, 8, tzinfo=UTC)
#: Who, what happened, where: each event is told in several orders of the same facts.
EVENTS = (
    ("Ines Talvik", "opened a lifeboat station", "Marrow Point", "coastguard harbour volunteers"),
    ("Quornbahn", "halted nine tram lines", "Quorn", "drivers union night shifts walkout"),
    ("The Harrow observatory", "showed a spiral galaxy", "Harrow", "mirror infrared astronomers"),
    ("Judge Orla Venn", "fined a quarry owner", "Eastholm", "dust blasting neighbours court"),
)
TELLINGS = (
    "{who} {what} in {where} on Tuesday. People there spoke of {words}, and {where} talked of it.",
    "In {where}, {who} {what}, it was said on Tuesday; {words} were named in {where} all day long.",
    "Much was heard of {words} in {where} after {who} {what}, as residents of {where} recalled.",
)


def telling(event: int, version: int, hours: float | None) -> Article:
    who, what, where, words = EVENTS[event]
    text = TELLINGS[version].format(who=who, what=what, where=where, words=words)
    return Article(
        id=f"{event}-{version}",
        text=text,
        blocks=(),
        title=f"{who} {what} in {where}",
        outlet=f"Paper {version}",
        published=None if hours is None else START + timedelta(hours=hours),
    )


def reports() -> list[Article]:
    """Twelve reports of four events, hours apart."""
    return [telling(n % 4, n // 4, 3.0 * n) for n in range(12)]


def stories(found: Sequence[Story]) -> set[frozenset[str]]:
    return {frozenset(story.articles) for story in found}


WANTED = {frozenset(f"{event}-{version}" for version in range(3)) for event in range(4)}


def test_one_partition_gives_the_stories_of_the_stream() -> None:
    found = scale.group(reports())
    assert [(s.articles, s.origins) for s in found] == [
        (s.articles, s.origins) for s in group.group(reports())
    ]
    assert stories(found) == WANTED


@pytest.mark.parametrize("cap", [4, 6, 5000])
def test_several_processes_give_what_one_gives(cap: int) -> None:
    odd = [
        *reports(),
        replace(reports()[0], id="copy", outlet="Copyist"),
        replace(reports()[5], id="undated", published=None),
        Article(id="empty", text="", blocks=()),
    ]
    alone = scale.group(odd, cap=cap)
    with Crew(3) as crew:
        assert scale.group(odd, executor=crew, cap=cap) == alone
    assert sorted(a for s in alone for a in s.articles) == sorted(a.id for a in odd)


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 20), st.permutations(range(12)), st.randoms(use_true_random=False))
def test_neither_order_of_work_nor_of_input_changes_a_story(
    cap: int, order: list[int], random: Random
) -> None:
    given_order = [reports()[n] for n in order]
    ordered = in_order(given_order)
    readings = read(ordered)
    partitions = deal(readings, cap)
    random.shuffle(partitions)
    found = [within([ordered[place] for place in members]) for members in partitions]
    alone, todo = pieces(join(readings, partitions, found))
    random.shuffle(todo)
    groups = sorted(alone + [group for piece in todo for group in regrouped(piece)])
    assert groups == scale.partition(in_order(reports()), cap=cap)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.integers(0, 3), st.integers(0, 2), st.none() | st.floats(0, 5000)),
        max_size=30,
    ),
    st.integers(2, 12),
)
def test_every_report_is_dealt_and_no_partition_is_too_large(
    rows: list[tuple[int, int, float | None]], cap: int
) -> None:
    ordered = [replace(telling(*row), id=str(n)) for n, row in enumerate(rows)]
    partitions = deal(read(ordered), cap)
    assert {place for members in partitions for place in members} == set(range(len(rows)))
    assert all(len(members) <= cap for members in partitions)
    assert all(members == sorted(set(members)) for members in partitions)


@pytest.mark.parametrize("days", [0, 10, 29])
def test_reports_of_one_month_meet_in_a_partition(days: int) -> None:
    pair = [telling(0, 0, 0), telling(1, 1, 24 * days)]
    assert [0, 1] in deal(read(pair))


def test_reports_of_distant_years_do_not_meet_unless_one_is_undated() -> None:
    far = [telling(0, 0, 0), telling(0, 1, 24 * 400)]
    assert all(len(members) == 1 for members in deal(read(far)))
    assert [0, 1, 2] in deal(read([*far, telling(0, 2, None)]))


def links(
    copies: Sequence[tuple[int, int]] = (), pairs: Sequence[tuple[int, int, float]] = ()
) -> Links:
    """Links of one partition, whose likely pairs are also neighbours."""
    copy, original = np.array(copies, dtype=np.int64).reshape(-1, 2).T
    later = np.array([pair[0] for pair in pairs], dtype=np.int64)
    earlier = np.array([pair[1] for pair in pairs], dtype=np.int64)
    value = np.array([pair[2] for pair in pairs])
    return Links(copy, original, later, earlier, value, later, earlier, value)


def test_a_copy_found_in_one_partition_is_a_copy_in_all() -> None:
    readings = read([telling(0, 0, 0), telling(1, 0, 1), telling(0, 1, 2)])
    found = join(
        readings,
        [[0, 2], [1, 2]],
        [links(copies=[(1, 0)]), links(pairs=[(1, 0, 0.9), (0, 1, 0.9)])],
    )
    assert found.original == {2: 0}
    assert sorted(found.met) == [0, 1]
    assert not (found.live.near == 2).any()


@pytest.mark.parametrize("first", [0, 1])
def test_a_pair_is_as_likely_as_where_it_was_most_so(first: int) -> None:
    readings = read([telling(0, 0, 0), telling(0, 1, 1), telling(1, 0, 2)])
    parts = [([0, 1], links(pairs=[(1, 0, 0.2)])), ([0, 1, 2], links(pairs=[(1, 0, 0.7)]))]
    ordered = [parts[first], parts[1 - first]]
    found = join(readings, [members for members, _ in ordered], [part for _, part in ordered])
    partners, likely = found.met[1]
    assert (partners.tolist(), likely.tolist()) == ([0], [0.7])
    assert found.live.near_cosine[1].max() == pytest.approx(0.7)


def test_copies_stand_with_their_originals_whatever_the_cap() -> None:
    copy = replace(reports()[0], id="copy", text=reports()[0].text + " Printed in the evening.")
    found = scale.group([*reports(), copy], cap=6)
    without = scale.group(reports(), cap=6)
    assert {story - {"copy"} for story in stories(found)} == stories(without)
    assert any({"copy", "0-0"} <= story for story in stories(found))


def broken(value: str) -> str:
    raise ValueError(f"{value} is too odd")


def test_a_group_is_never_made_without_what_could_not_be_worked_on() -> None:
    with pytest.raises(CopydeskError, match="a is too odd"):
        scale.mapped(broken, ["a"], Here())


def test_nothing_gives_nothing() -> None:
    assert scale.group([]) == ()
