"""Reports that share a form and not an event are no story; copies and updates of one are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from copydesk import pipeline
from copydesk.group import group
from copydesk.model import Article
from copydesk.settings import Settings

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRMS = ["Arden Looms", "Bexley Cables", "Corran Foods", "Dunmore Steel", "Elsby Papers"]
TOWNS = ["Halden", "Ostrava Vale", "Penrith Moor", "Quarley", "Rushcombe"]
PEOPLE = ["Ada Lindqvist", "Bram Osei", "Carla Venn", "Dov Marsh", "Edda Toll"]


def results(number: int) -> tuple[str, str]:
    firm, net = FIRMS[number], 1310 + 217 * number
    return (
        f"{firm} third-quarter results",
        f"{firm} Plc said net profit was {net} million crowns in the quarter, against "
        f"{net - 93 - number} million a year before. Sales were {net * 7} million against "
        f"{net * 6 + 41} million. The board of {firm} will pay {3 + number * 2} crowns a share.",
    )


def obituary(number: int) -> tuple[str, str]:
    name, age = PEOPLE[number], 61 + 7 * number
    return (
        f"{name} dies at {age}",
        f"{name}, who taught at the school of music in {TOWNS[number]} for {11 + 3 * number} "
        f"years, has died at the age of {age}, the family said. {name} was born in {1990 - age} "
        f"and leaves two children. The funeral will be held in {TOWNS[number]} on the "
        f"{number + 4}th.",
    )


def weather(number: int) -> tuple[str, str]:
    town, low = TOWNS[number], 3 + 4 * number
    return (
        f"Weather for {town}",
        f"Tomorrow in {town}: lows of {low} degrees in the morning, highs of {low + 8 + number} "
        f"in the afternoon, wind from the west at {12 + 5 * number} kilometres an hour. Rain is "
        f"put at {9 + 16 * number} per cent around {town} and the hills.",
    )


def bond(number: int) -> tuple[str, str]:
    firm, rate = FIRMS[number], 3 + number
    return (
        f"{firm} issues bond",
        f"{firm} is issuing a {55 + 35 * number} million crown bond due in {2031 + number}, "
        f"paying {rate}.{number + 1} per cent and priced at {98 + number}.{number + 3}, lead "
        f"manager {PEOPLE[number].split()[1]} Bank said. Bonds of {firm} are sold in lots of "
        f"{number + 2},000.",
    )


FORMS = {"results": results, "obituary": obituary, "weather": weather, "bond": bond}


def article(key: str, title: str, text: str, minutes: int) -> Article:
    return Article(
        key, text, (), outlet=key, title=title, published=NOON + timedelta(0, 60 * minutes)
    )


@pytest.mark.parametrize("name", FORMS)
def test_one_form_of_many_events_is_no_story(name: str) -> None:
    reports = [article(f"{name}{n}", *FORMS[name](n), n) for n in range(5)]
    assert [len(story.articles) for story in group(reports)] == [1] * 5


@pytest.mark.parametrize("name", FORMS)
def test_a_copy_and_an_update_stay_with_their_report(name: str) -> None:
    title, text = FORMS[name](1)
    reports = [
        article("first", title, text, 0),
        article("copy", title, text.replace("said", "told reporters"), 5),
        article("update", f"UPDATE 1-{title}", f"{text} Analysts had expected as much.", 30),
        article("other", *FORMS[name](3), 10),
    ]
    assert sorted(sorted(story.articles) for story in group(reports)) == [
        ["copy", "first", "update"],
        ["other"],
    ]


def test_a_toll_that_rises_is_one_event() -> None:
    """Only the number changes: names and title say that it is the same."""
    text = (
        "A ferry sank off Quarley on Monday and {} people died, the coast guard said. Captain Dov "
        "Marsh said {} boats were searching near Halden. The ferry Edda had left Rushcombe at dawn."
    )
    reports = [
        article("one", "Ferry sinks off Quarley", text.format(14, 3), 0),
        article("two", "Ferry sinks off Quarley", text.format(21, 9), 90),
    ]
    assert len(group(reports)) == 1


@pytest.mark.shared
def test_the_quarterly_results_of_the_cases_are_no_story(shared: Path) -> None:
    folder = shared / "cases" / "stories"
    for name in ("earnings", "earnings_outlets"):
        reading = pipeline.read([str(folder / f"{name}.jsonl")], Settings(workers=1))
        assert [len(story.articles) for story in group(reading.articles)] == [1] * 8
