"""Several reports of one outlet read together."""

from __future__ import annotations

from copydesk.extract import extract, without_repeats
from copydesk.model import Article, Document, Role

ABOUT = "The Portville Example has told what happens at the harbour since the year 1904."
CALL = "Do you work at the harbour? Write to our desk, we read every single letter."
BACKGROUND = "The harbour of Portville has ten berths and handles a third of the country's grain."
TOPICS = ("ferries", "cranes", "pilots", "tugs")


def report(topic: str, *, outlet: str = "Portville Example", url: str | None = None) -> Article:
    """A report with the outlet's own words above and below, and a paragraph of background."""
    text = "\n".join(
        (
            ABOUT,
            f"Workers who handle {topic} agreed on Tuesday to go back to work after nine days.",
            BACKGROUND,
            f"Their union said that {topic} would run again from Friday, after checks.",
            f"Those who wait for {topic} were told to come to the northern gate in the morning.",
            CALL,
        )
    )
    given = Document(
        source=topic,
        content=text.encode(),
        media_type="text/plain",
        charset="utf-8",
        id=topic,
        title=f"Strike of the {topic} ends",
        outlet=outlet,
        url=url,
    )
    return extract(given)[0]


def roles(article: Article) -> list[Role]:
    return [block.role for block in article.blocks]


def test_an_outlets_own_words_above_and_below_are_furniture_and_its_background_is_not() -> None:
    reports = [report(topic) for topic in TOPICS[:3]]
    for before, after in zip(reports, without_repeats(reports), strict=True):
        assert after.text == before.text
        assert roles(after) == [
            Role.FURNITURE,
            Role.LEDE,
            Role.BODY,
            Role.BODY,
            Role.BODY,
            Role.FURNITURE,
        ]


def test_two_reports_are_too_few_to_tell() -> None:
    reports = tuple(report(topic) for topic in TOPICS[:2])
    assert without_repeats(reports) == reports


def test_outlets_are_not_compared_with_each_other() -> None:
    reports = tuple(report(topic, outlet=f"The {topic}") for topic in TOPICS)
    assert without_repeats(reports) == reports


def test_versions_of_one_report_do_not_make_its_text_furniture() -> None:
    reports = tuple(report("ferries", url=f"https://post.example.org/{n}") for n in range(4))
    assert without_repeats(reports) == reports


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [report(topic) for topic in TOPICS]
    found = {article.id: article for article in without_repeats(reports)}
    assert {a.id: a for a in without_repeats(reports[::-1])} == found
