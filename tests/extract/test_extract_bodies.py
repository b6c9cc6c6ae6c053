"""What of a page is the report's text, and what stands around it."""

from __future__ import annotations

import pytest
from extract_pages import ARTICLE, PARAGRAPHS

from copydesk.extract import extract
from copydesk.model import Article, Document, Role

OTHER = (
    "The ferry line between Portville and Westhaven opened with a parade of boats, and the mayors "
    "of both towns cut a ribbon on board in front of some two thousand guests."
)


def read(markup: str) -> Article:
    document = Document(source="page.html", content=markup.encode(), media_type="text/html")
    return extract(document)[0]


def texts(article: Article, *roles: Role) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.role in roles]


def test_reports_whose_headline_is_a_link_are_others() -> None:
    card = f'<article><h2><a href="/ferry">Ferry line opens</a></h2><p>{OTHER}</p></article>'
    for place in ("</article>", "</main>", f"<p>{PARAGRAPHS[3]}"):
        assert "ribbon" not in read(ARTICLE.replace(place, card + place)).text


def test_a_part_with_a_headline_that_leads_nowhere_is_the_reports_own() -> None:
    part = f'<article><h2><a href="#ferry">Ferry line opens</a></h2><p>{OTHER}</p></article>'
    assert "ribbon" in read(ARTICLE.replace("</article>", f"{part}</article>")).text


def test_boxes_that_appear_over_a_word_are_no_text() -> None:
    box = '<span class="tooltip-content">Port of Portville: ten berths, built 1904</span>'
    article = read(ARTICLE.replace("Shipping lines had", f"Shipping lines{box} had"))
    assert PARAGRAPHS[3] in texts(article, Role.BODY)


@pytest.mark.parametrize(
    "label",
    [
        "<h3>More from the harbour desk</h3>",
        "<h3>Most read in Business</h3>",
        "<h3>By Bo Ek</h3>",
        "<h3>Trending</h3>",
        "<p>Ferry line opens to Westhaven after nine years of talks [VIDEO]</p>",
        "<p>harbour, docks, wages, strike, portville, port unions</p>",
        "<p>***</p>",
    ],
)
def test_labels_between_paragraphs_are_no_heads(label: str) -> None:
    plain = read(ARTICLE)
    assert read(ARTICLE.replace(f"<p>{PARAGRAPHS[3]}", f"{label}<p>{PARAGRAPHS[3]}")).text == (
        plain.text
    )


def test_a_head_that_a_page_prints_twice_names_a_module() -> None:
    module = "<h3>What readers of Portville liked</h3>"
    markup = ARTICLE.replace(f"<p>{PARAGRAPHS[3]}", f"{module}<p>{PARAGRAPHS[3]}")
    markup = markup.replace(f"<p>{PARAGRAPHS[4]}", f"{module}<p>{PARAGRAPHS[4]}")
    assert texts(read(markup), Role.SUBHEAD) == ["A signature at last"]


def test_a_quick_reading_that_lacks_most_of_a_page_is_not_believed() -> None:
    hidden = "".join(f"<p>{text}</p>" for text in PARAGRAPHS[1:])
    rest = ARTICLE[ARTICLE.index(f"<p>{PARAGRAPHS[1]}") : ARTICLE.index("</article>")]
    split = ARTICLE.replace(rest, f'</article><section class="comment-body">{hidden}</section>')
    assert PARAGRAPHS[4] in read(split).text


def test_a_fast_reading_has_all_but_the_judges() -> None:
    document = Document(source="page.html", content=ARTICLE.encode(), media_type="text/html")
    (fast,), (full,) = extract(document, fast=True), extract(document)
    assert fast == full
