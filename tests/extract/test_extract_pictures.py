"""Pictures of a page: which are the report's, and what is said of each."""

from __future__ import annotations

import pytest
from extract_pages import ARTICLE

from copydesk.extract import extract
from copydesk.model import Document, Image

FIGURE = ARTICLE[ARTICLE.index("<figure>") : ARTICLE.index("</figure>") + len("</figure>")]
PICTURE = '<img src="https://img.example.org/crane-0412.jpg" width="1200">'
CAPTION = "Cranes stand still at the northern terminal."


def pictures(figure: str, head: str = "") -> tuple[Image, ...]:
    """Pictures of the example page with another figure."""
    markup = ARTICLE.replace(FIGURE, figure).replace("<meta charset", f"{head}<meta charset")
    document = Document(source="page.html", content=markup.encode(), media_type="text/html")
    return extract(document)[0].images


@pytest.mark.parametrize(
    "figure",
    [
        f'<figure>{PICTURE}</figure><div class="caption"><p>{CAPTION}</p>'
        '<p class="credit">Dana Fox</p></div>',
        f"<div><span>Photo: Dana Fox</span>{PICTURE}<div>{CAPTION}</div></div>",
        f"<figure>{PICTURE}<noscript><h3>Play</h3></noscript><figcaption>{CAPTION} Фото: Dana Fox"
        "</figcaption></figure>",
        f'<div>{PICTURE}<img src="/zoom.svg"><small>Photo: Dana Fox</small> {CAPTION}</div>',
        f"<figure>{PICTURE.replace('src=', 'data-slides-lazy-srcset=')}<figcaption>{CAPTION}"
        "<cite>Dana Fox</cite></figcaption></figure>",
    ],
)
def test_caption_and_credit_wherever_they_stand(figure: str) -> None:
    expected = Image("https://img.example.org/crane-0412.jpg", CAPTION, "Dana Fox")
    assert expected in pictures(figure)


def test_a_caption_that_only_repeats_the_pictures_description() -> None:
    described = PICTURE.replace("<img", f'<img alt="{CAPTION}"')
    (image,) = pictures(f"<div><div>{described}</div><div><span>{CAPTION}</span></div></div>")
    assert image.caption == CAPTION


def test_json_ld_gives_words_to_a_picture_that_is_shown_and_adds_no_foreign_one() -> None:
    head = f"""<script type="application/ld+json">{{"@graph":[
    {{"@type":"ImageObject","url":"https://img.example.org/crane-0412.jpg","caption":"{CAPTION}"}},
    {{"@type":"ImageObject","url":"https://img.example.org/ferry-99.jpg","caption":"A ferry."}}
    ]}}</script>"""
    (image,) = pictures(f"<p>{PICTURE}</p>", head)
    assert image.caption == CAPTION


def test_drawings_and_prices_are_left_out() -> None:
    (image,) = pictures(
        f'<img src="/brand/logo.svg" width="600"><figure>{PICTURE}<figcaption>Kettle Nine '
        "<a>$29 at Example Shop</a> <a>$31 at Other Shop</a></figcaption></figure>"
    )
    assert image.caption == "Kettle Nine"
