"""What was to come is not told once the day has passed."""

from datetime import UTC, datetime

from copydesk import annotate
from copydesk.compose.record.overtaken import overtaken
from copydesk.model import Article, Block, Role

EARLY = (
    "The trial of the former captain opened on Monday.",
    "A hearing is set for March 12 in Port Maren.",
    "The judge said on Tuesday that the court will rule on the appeal.",
    "“The court will rule on March 14,” the judge said.",
    "The line said it would reopen on March 15.",
    "The new ferry will sail on June 3.",
)


def report(language, name, published, *sentences):
    text = "\n".join(sentences)
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block(at, at + len(sentence), Role.BODY))
        at += len(sentence) + 1
    day = datetime(2031, 3, published, 9, tzinfo=UTC)
    article = Article(name, text, tuple(blocks), language="en", published=day)
    return annotate.annotate(article, language)


def test_a_plan_is_overtaken_once_a_later_report_is_there(language):
    early = report(language, "a", 5, *EARLY)
    assert overtaken([early, report(language, "b", 20, "The captain was cleared.")]) == {(0, 1)}
    assert overtaken([early, report(language, "b", 11, "The captain fell ill.")]) == frozenset()
    assert overtaken([early]) == frozenset()


NOW = "The ferry line's share is now priced at $12.40."
LATER_NOW = "The ferry line's share is now priced at $9.15."


def test_an_amount_of_the_moment_is_told_by_the_last_report_alone(language):
    early, late = report(language, "a", 5, NOW), report(language, "b", 6, LATER_NOW)
    assert overtaken([early, late]) == {(0, 0)}
    assert overtaken([early]) == frozenset()


def test_a_month_told_from_the_day_of_writing_stays_in_that_month(language):
    told = report(language, "a", 5, "The line was fined earlier this month.")
    later = report(language, "b", 20, "The line appealed.")
    assert overtaken([told, later]) == frozenset()
    week = report(language, "a", 5, "The line was fined this week.")
    assert overtaken([week, later]) == {(0, 0)}
    assert overtaken([week, report(language, "b", 7, "The line appealed.")]) == frozenset()
