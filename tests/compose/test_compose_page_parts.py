"""Who wrote a report is no news."""

from datetime import UTC, datetime

from copydesk import annotate
from copydesk.compose.record.page_parts import author_box
from copydesk.model import Article, Block, Role

BOX = "Ilse Marten is a freelance reporter based in Port Maren."
GOES_ON = "Her passion for ships has made her a leading voice on ferries."
NEWS = "A ferry caught fire off Port Maren on Tuesday."


def report(language, title, *sentences):
    text = "\n".join(sentences)
    blocks, at = [], 0
    for sentence in sentences:
        blocks.append(Block(at, at + len(sentence), Role.BODY))
        at += len(sentence) + 1
    day = datetime(2031, 3, 5, 9, tzinfo=UTC)
    article = Article("a", text, tuple(blocks), language="en", published=day, title=title)
    return annotate.annotate(article, language)


def test_the_box_and_what_goes_on_from_it_are_found(language):
    given = report(language, "Ferry burns", NEWS, BOX, GOES_ON)
    assert author_box(given) == {1, 2}


def test_a_reporter_whom_the_news_is_about_is_no_box(language):
    assert author_box(report(language, "Marten freed", NEWS, BOX, GOES_ON)) == frozenset()
    named = "Marten was freed on Tuesday by the police of Port Maren."
    assert author_box(report(language, "Reporter freed", named, BOX)) == frozenset()
