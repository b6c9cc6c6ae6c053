"""Corrections, kickers and promotions: what stands in a report and is not reporting."""

from __future__ import annotations

import pytest
from extract_pages import ARTICLE, PARAGRAPHS, STANDFIRST, TITLE

from copydesk.extract import extract
from copydesk.extract.notices import is_correction, is_promotion
from copydesk.model import RUNNING, Article, Document, Role

CORRECTION = (
    "Correction, 7 May 2031: an earlier version of this article gave the raise as 5 percent. "
    "The harbour company gives 6 percent."
)


def read_page(markup: str) -> Article:
    (article,) = extract(Document("page.html", markup.encode(), media_type="text/html"))
    return article


def read_text(*lines: str, title: str | None = TITLE) -> Article:
    content = "\n\n".join(lines).encode()
    (article,) = extract(
        Document("a.jsonl:1", content, media_type="text/plain", charset="utf-8", title=title)
    )
    return article


def texts(article: Article, *roles: Role) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.role in roles]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<figure>", f'<p class="correction">{CORRECTION}</p><figure>'),
        ("<figure>", f"<p><em>{CORRECTION}</em></p><figure>"),
        ("</article>", f"<p>{CORRECTION}</p></article>"),
        ("</article>", f"<footer><p>{CORRECTION}</p></footer></article>"),
        ("</article>", f"<h3>Correction</h3><p>{CORRECTION[24:]}</p></article>"),
    ],
)
def test_a_correction_on_a_page_is_a_note_and_no_reporting(before: str, after: str) -> None:
    plain, corrected = read_page(ARTICLE), read_page(ARTICLE.replace(before, after, 1))
    assert texts(corrected, *RUNNING) == texts(plain, *RUNNING)
    (note,) = (note for note in corrected.notes if note.startswith("correction: "))
    assert note.endswith("The harbour company gives 6 percent.")
    assert texts(corrected, Role.FURNITURE) == [note.removeprefix("correction: ")]


def test_a_correction_that_only_its_element_names() -> None:
    words = "The raise is 6 percent; we had given it as 5 percent in the first hour."
    page = read_page(ARTICLE.replace("<figure>", f'<p class="correction">{words}</p><figure>'))
    assert f"correction: {words}" in page.notes
    assert words not in texts(page, *RUNNING)


def test_a_report_that_is_all_correction_keeps_its_text() -> None:
    page = f"<html><body><article><h1>{TITLE}</h1><p>{CORRECTION * 3}</p></article></body></html>"
    assert texts(read_page(page), *RUNNING)
    assert texts(read_text(TITLE, CORRECTION), *RUNNING) == [CORRECTION]


@pytest.mark.parametrize("place", [1, 3, 6])
def test_a_correction_in_a_text_is_a_note_and_no_reporting(place: int) -> None:
    lines = [TITLE, *PARAGRAPHS]
    lines.insert(place, CORRECTION)
    article = read_text(*lines)
    assert texts(article, Role.FURNITURE) == [CORRECTION]
    assert article.notes[-1] == f"correction: {CORRECTION}"
    assert texts(article, Role.LEDE) == [PARAGRAPHS[0].partition("— ")[2]]


def test_a_name_on_its_own_line_makes_a_correction_of_the_next() -> None:
    article = read_text(TITLE, *PARAGRAPHS, "Editor’s note", "The picture shows another crane.")
    assert texts(article, Role.FURNITURE) == ["Editor’s note", "The picture shows another crane."]
    assert article.notes[-1] == "correction: The picture shows another crane."


@pytest.mark.parametrize(
    "text",
    [
        "CORRECTION (May 12): The name of the union was wrong.",
        "Correction May 12, 2031, 3:40 p.m.: The name is Lee.",
        "Clarification – The company spoke on Tuesday.",
        "Editor’s note: This story describes an accident.",
        "This article was amended on 3 May 2031 to correct the number of ships.",
        "This story has been corrected to say that the strike lasted nine days.",
        "Berichtigung: Der Streik dauerte neun Tage.",
        "Anmerkung der Redaktion: Der Text wurde ergänzt.",
    ],
)
def test_corrections(text: str) -> None:
    assert is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "Correction officers in Portville ended a strike.",
        "Corrections department spokesman Bo Ek said: nine men fled.",
        "The correction: markets fell by 9 percent.",
        "Clarifications were demanded by the union: none came.",
        "An earlier version of the report, leaked in May, said that twelve cranes failed.",
        "This report was published on Tuesday by the ministry.",
    ],
)
def test_reporting_about_corrections_is_reporting(text: str) -> None:
    assert not is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "Follow Example Post for more world news.",
        "Sign up for the Morning Tide, our newsletter, to get what matters in the harbours and "
        "on the rivers of Exampleland in your inbox at six every weekday.",
        "Get the headlines in your inbox every day at 6am.",
        "For more Portville news, follow us on Friendster.",
        "Want more news like this? Sign up for our newsletter.",
        "Folgen Sie uns auf Friendster!",
        "Suivez-nous sur Friendster.",
    ],
)
def test_promotions_are_furniture(text: str) -> None:
    assert is_promotion(text)
    assert text in texts(read_text(TITLE, *PARAGRAPHS, text), Role.FURNITURE)
    page = ARTICLE.replace("</article>", f"<p>{text}</p></article>")
    assert text not in read_page(page).text


@pytest.mark.parametrize(
    "text",
    [
        "For more than two decades the shop has drawn people who visit the castle.",
        "Follow the money for more than a mile.",
        "Join us in the streets, Ms Lee told the crowd.",
        "Get used to higher fares, the company said.",
        "Sign-up for the course closes in May, the council said in its newsletter.",
    ],
)
def test_reporting_is_no_promotion(text: str) -> None:
    assert not is_promotion(text)


@pytest.mark.parametrize("before", ["<h1>", '<p class="standfirst">'])
def test_a_kicker_on_a_page_is_no_reporting(before: str) -> None:
    markup = ARTICLE.replace(before, f'<p class="kicker">Harbours</p>{before}', 1)
    article = read_page(markup)
    assert texts(article, Role.KICKER) == ["Harbours"]
    assert article.kicker == "Harbours"
    assert article.section == "Business"
    assert texts(article, *RUNNING) == texts(read_page(ARTICLE), *RUNNING)
    assert texts(article, Role.STANDFIRST) == [STANDFIRST]


def test_a_kicker_below_the_headline_of_a_text() -> None:
    article = read_text(TITLE, "World", *PARAGRAPHS)
    assert texts(article, Role.KICKER) == ["World"]
    assert article.kicker == "World"
