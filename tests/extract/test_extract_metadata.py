"""What a page says of itself when its statements differ."""

from __future__ import annotations

from datetime import timedelta

import pytest
from extract_pages import ARTICLE, PARAGRAPHS, TITLE

from copydesk.extract import extract
from copydesk.model import Article, Document

SEARCHED = "Dock strike in Portville over: what dockers got"


def read(markup: str) -> Article:
    content = markup.encode()
    return extract(Document(source="page.html", content=content, media_type="text/html"))[0]


def with_headlines(*, stated: str, window: str, shared: str, seen: str) -> str:
    """The example page with other headlines in its four places."""
    markup = ARTICLE.replace(f'"headline":"{TITLE}"', f'"headline":"{stated}"')
    markup = markup.replace(f"<title>{TITLE}", f"<title>{window}")
    markup = markup.replace(
        "<meta charset", f'<meta property="og:title" content="{shared}"><meta charset'
    )
    return markup.replace(f"<h1>{TITLE}", f"<h1>{seen}")


def test_a_headline_for_search_engines_gives_way_to_the_one_that_is_shown_and_shared() -> None:
    markup = with_headlines(stated=SEARCHED, window=SEARCHED, shared=TITLE, seen=TITLE)
    assert read(markup).title == TITLE


def test_a_stated_headline_stands_where_only_one_place_has_another() -> None:
    shown = with_headlines(stated=TITLE, window=TITLE, shared=TITLE, seen=SEARCHED)
    assert read(shown).title == TITLE
    shared = with_headlines(stated=TITLE, window=TITLE, shared=SEARCHED, seen=TITLE)
    assert read(shared).title == TITLE


def test_a_name_behind_the_stated_headline_is_left_out() -> None:
    long = f"{TITLE} - Business"
    markup = with_headlines(stated=long, window=f"{long} | Example", shared=TITLE, seen=TITLE)
    assert read(markup).title == TITLE


def test_a_headline_in_the_wrong_charset_is_mended() -> None:
    spoiled = "Portville’s dock strike ends – for now".encode().decode("cp1252")
    markup = with_headlines(stated=spoiled, window=spoiled, shared=spoiled, seen=spoiled)
    assert read(markup).title == "Portville’s dock strike ends – for now"


def test_a_headline_with_accents_is_left_as_it_is() -> None:
    plain = "Ärger in São Tomé: Ânimo – und „Geduld“"
    markup = with_headlines(stated=plain, window=plain, shared=plain, seen=plain)
    assert read(markup).title == plain


@pytest.mark.parametrize(
    ("stated", "shared", "day", "offset"),
    [
        ("2031-05-07T00:42:00+02:00", None, "2031-05-07", 2),
        ("2031-05-06T22:42:00Z", "2031-05-07T00:42:00+02:00", "2031-05-07", 2),
        ("2031-05-06T22:42:00Z", "2031-05-07T09:00:00+02:00", "2031-05-06", 0),
        ("2031-05-07T00:42:00", "2031-05-06T22:42:00Z", "2031-05-06", 0),
    ],
)
def test_the_day_of_publication_is_the_outlets_own(
    stated: str, shared: str | None, day: str, offset: int
) -> None:
    markup = ARTICLE.replace("2031-05-06T17:42:00+02:00", stated)
    markup = markup.replace('"dateModified":"2031-05-06T18:10:00+02:00",', "")
    if shared:
        meta = f'<meta property="article:published_time" content="{shared}"><meta charset'
        markup = markup.replace("<meta charset", meta)
    published = read(markup).published
    assert published is not None
    assert published.date().isoformat() == day
    assert published.utcoffset() == timedelta(hours=offset)


def test_dates_bylines_and_labels_above_the_text_are_no_text() -> None:
    above = "<p>Updated 06.05.2031, 18:10</p><p>By Bo Ek</p><p>Photo: Dana Fox</p>"
    article = read(ARTICLE.replace(f"<p>{PARAGRAPHS[0]}", f"{above}<p>{PARAGRAPHS[0]}"))
    assert "18:10" not in article.text
    assert "Dana Fox" not in article.text


def test_a_page_inside_its_footer_is_read() -> None:
    markup = ARTICLE.replace("<main>", "<footer>").replace("</main>", "</footer>")
    assert PARAGRAPHS[4] in read(markup).text
