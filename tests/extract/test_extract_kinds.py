"""What pages of the web do, kind by kind: each a small page, and what a reader should get of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from copydesk.errors import InputRefused
from copydesk.extract import extract
from copydesk.model import RUNNING, Article, Document, Role

TITLE = "Ferry pier at Low Haven closed after survey"
PARAGRAPHS = (
    "The harbour board of Low Haven closed its main ferry pier on Monday after divers found rot in "
    "nine of its forty piles.",
    "Ferries to the islands will leave from the fish quay until further notice, the board said, "
    "and "
    "the crossing will take a quarter of an hour longer.",
    "“Nobody was in danger, but we could not wait for the winter,” said Edda Brandt, who runs the "
    "board and ordered the survey in the spring.",
    "Traders on the islands said they feared for their autumn stock, and asked for a second boat "
    "on "
    "market days.",
)
LEDE, SECOND, QUOTE, LAST = PARAGRAPHS
OTHER_NEWS = "Other news of the day that is long, and of another town. " * 4
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str = BODY, head: str = "", title: str = TITLE, above: str = "") -> bytes:
    """A page with a headline and a body."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Low Haven '
        f"Herald</title>{head}</head><body>{above}<main><article><h1>{title}</h1>{body}</article>"
        "</main><footer><p>© 2030 Low Haven Herald</p></footer></body></html>"
    ).encode()


def read(content: bytes, **given: object) -> Article:
    return extract(Document("page.html", content, media_type="text/html", **given))[0]  # type: ignore[arg-type]


def running(article: Article) -> list[str]:
    kept = {*RUNNING, Role.BULLET, Role.SUBHEAD}
    return [article.text[b.start : b.end] for b in article.blocks if b.role in kept]


def linked(**fields: object) -> str:
    node = {"@type": "NewsArticle", "headline": TITLE} | fields
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    "body",
    [
        BODY.replace("divers", "<a href='/d'>divers</a>").replace("islands",
            "<a href='/i'>islands</a>"),
        "".join(f"<div class='part'><div class='text'>{p}</div></div><div "
         f"class='ad'>Advertisement</div>"
                for p in ("".join(f"<p>{q}</p>" for q in PARAGRAPHS[:2]),
                          "".join(f"<p>{q}</p>" for q in PARAGRAPHS[2:]))),
        f"<div>{LEDE}<p>{SECOND}</p>{QUOTE}<p>{LAST}</p></div>",
        BODY.replace("The harbour", "<span class='dropcap'>T</span>he harbour", 1),
        BODY.replace("harbour", "har&shy;bour").replace("ferry", "fer\u200bry"),
        BODY.replace("piles.", "piles.&#8;\x03"),
        f"<p>{LEDE}</p><p>{SECOND}</p><figure><blockquote><p>{QUOTE}</p></blockquote></figure><p>{LAST}</p>",
        f"<div hidden><p>An older beginning that nobody was meant to see again "
         f"here.</p></div>{BODY}",
        f"{BODY}<p>Read also: Tram line to the airport opens</p><p>To continue reading, log in "
         f"or subscribe.</p>",
        f"<p class='vjs'>To view this video please enable JavaScript</p>{BODY}<p>Source: "
         f"herald.example</p>",
        f"{BODY}<div class='related-articles'><h3>More</h3><p>{OTHER_NEWS}</p></div>",
        f"{BODY}<p>Did you like this article? Please support us with a donation today.</p>",
    ],
    ids=["links", "containers", "loose", "drop cap", "soft hyphens", "controls", "figure", "hidden",
         "gate", "video", "box", "donation"],
)  # fmt: skip
def test_the_body_is_whole_and_nothing_else(body: str) -> None:
    assert running(read(page(body))) == list(PARAGRAPHS)


def test_rows_of_a_table_and_questions_are_kept() -> None:
    table = "<table><tr><th>Pier</th></tr><tr><td>Main</td><td>nine of forty</td></tr></table>"
    body = f"<p><strong>What did they find?</strong></p>{BODY}{table}"
    text = "\n".join(running(read(page(body))))
    assert "What did they find?" in text
    assert "nine of forty" in text


def test_text_that_only_the_statement_has_is_read() -> None:
    content = page("<div id='root'></div>", linked(articleBody=" ".join(PARAGRAPHS * 2)))
    assert LEDE in read(content).text


@pytest.mark.parametrize(
    ("title", "text", "status"),
    [
        ("450 people moved after pier breaks", LEDE, "read"),
        ("Error in survey closed pier, board says", LEDE, "read"),
        ("Access denied: anglers kept off the pier", LEDE, "read"),
        ("Board fined over cookie banners", "The data office fined the board because it set "
         "cookies "
         "before readers could refuse, and may no longer treat scrolling as consent.", "read"),
        ("Page not found", "Try the search.", "error"),
        ("Just a moment...", "Checking your browser before you go on.", "error"),
        ("Low Haven Herald", "Sorry, we could not find that page.", "error"),
        ("Before you continue", "We value your privacy. We use cookies; you can accept all.",
            "consent"),
        ("Herald", "Wir verwenden Cookies und bitten um Ihre Zustimmung. Unsere Partner auch.",
            "consent"),
        ("Herald", "Używamy plików cookies. Klikając Akceptuję zgadzasz się na to.", "consent"),
    ],
)  # fmt: skip
def test_reports_about_walls_are_no_walls(title: str, text: str, status: str) -> None:
    assert read(page(f"<p>{text}</p>", title=title)).status == status


CEST = timezone(timedelta(hours=2))
MINUTE = datetime(2030, 9, 2, 21, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "above", "expected"),
    [
        ('<meta property="article:published_time" content="2030-09-02 9:40 pm">', "", MINUTE),
        ('<meta property="article:published_time" content="2. September 2030, 21:40 Uhr">', "",
            MINUTE),
        ('<meta property="article:published_time" content="09/02/2030 9:40 PM">', "", MINUTE),
        ('<meta property="article:published_time" content="Sept. 2, 2030, 5:40 p.m. ET">', "",
            MINUTE),
        ('<meta property="article:published_time" content="2030-09-02T23:40:00 +2:00">', "",
            MINUTE),
        (linked(datePublished=1914702000000), "", datetime(2030, 9, 3, 21, 40, tzinfo=UTC)),
        (linked(datePublished="2030-09-02") + '<meta property="article:published_time" '
         'content="2030-09-02T21:40:00Z">', "", MINUTE),
        ("", "<p>Updated <time datetime='2030-09-03T08:00Z'>3 Sept</time> · Published "
         "<time datetime='2030-09-02T21:40Z'>2 Sept</time></p>", MINUTE),
        ("", "<p class='byline'>By Ann Lorne, 2 September 2030, 21:40</p>", MINUTE),
        ("", "", None),
    ],
    ids=["pm", "German", "American", "zone name", "short offset", "milliseconds", "day and minute",
         "labels", "byline", "copyright year"],
)  # fmt: skip
def test_times(head: str, above: str, expected: datetime | None) -> None:
    published = read(page(above + BODY, head)).published
    assert published == expected


def test_a_foreign_time_is_not_the_reports() -> None:
    other = "<time datetime='2030-09-09T09:00Z'>09:00</time> <a href='/x'>Tram opens</a>"
    ticker = f"<ul><li>{other}</li></ul>"
    own = "<p class='meta'><time datetime='2030-09-02T23:40:00+02:00'>2 Sept</time></p>"
    published = read(page(own + BODY, above=ticker)).published
    assert published == MINUTE
    assert published.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("head", "above", "expected"),
    [
        (linked(author={"name": "Ann Lorne, Senior Reporter"}), "", ("Ann Lorne",)),
        (linked(author={"@list": [{"name": "Ann Lorne"}]}), "", ("Ann Lorne",)),
        (linked(author={"name": "alorne"}), "<p class='byline'>By Ann Lorne</p>", ("Ann Lorne",)),
        (linked(author={"@type": "Organization", "name": "Herald Group"}),
         "<p class='byline'>By Ann Lorne and Bo Ekdal in Westmouth</p>", ("Ann Lorne", "Bo Ekdal")),
        (linked(author={"name": "Di Sharma"}), "", ("Di Sharma",)),
        ('<meta name="author" content="ann@herald.example (Ann Lorne)">', "", ("Ann Lorne",)),
        ('<meta name="author" content="João Melo e Sousa">', "", ("João Melo e Sousa",)),
        ("", "<p class='byline'>By Ann Lorne and agencies · 2 Sept 2030 · 3 min read</p>", (
            "Ann Lorne",)),
        ("", "<div class='byline'><p>Ann Lorne</p><p>Science correspondent</p></div>", (
            "Ann Lorne",)),
        ("", "<div class='comment'><span class='author'>Troll X</span></div>", ()),
    ],
)  # fmt: skip
def test_names(head: str, above: str, expected: tuple[str, ...]) -> None:
    assert read(page(above + BODY, head)).authors == expected


OWN = {"@type": "NewsArticle", "headline": TITLE, "author": {"name": "Ann Lorne"}}
OTHER = {
    "@type": "NewsArticle",
    "headline": "Tram line opens to the airport",
    "author": {"name": "Rolf Other"},
    "datePublished": "2029-01-01T08:00Z",
    "image": "https://x.example/o.jpg",
    "description": "The tram.",
    "url": "https://herald.example/tram",
}


@pytest.mark.parametrize(
    "script",
    [
        json.dumps([OTHER, OWN]),
        json.dumps(OWN | {"mentions": [OTHER]}),
        json.dumps(OWN | {"hasPart": OTHER}),
        json.dumps({"@graph": [{"@type": "Product", "review": OTHER}, OWN]}),
        "<!-- " + json.dumps(OWN) + " -->",
        "// <![CDATA[\n" + json.dumps(OWN) + "\n// ]]>",
        "var data = " + json.dumps(OWN) + ";",
        json.dumps(OWN)[:-1] + ', "description": "She said "no" to it",,}',
        json.dumps(OWN).replace('"', "'"),
        json.dumps(OTHER) + "," + json.dumps(OWN),
        json.dumps(OWN).replace('"@type"', '"type"'),
        json.dumps(OWN).replace('"headline"', '"schema:headline"'),
    ],
)
def test_the_own_statement_is_found_however_it_is_written(script: str) -> None:
    article = read(page(head=f'<script type="application/ld+json">{script}</script>'))
    assert (article.title, article.authors) == (TITLE, ("Ann Lorne",))


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (page(above="<h1 class='logo'><a href='/'>Low Haven Herald</a></h1>"), TITLE),
        (page(above="<h1>Local news</h1>"), TITLE),
        (page().replace(b"</h1>", b"<time>2 Sept</time></h1>"), TITLE),
        (page().replace(b"<h1>", b"<h1><span class='sr-only'>Article: </span>"), TITLE),
        (page(head='<meta property="og:title" content="' + TITLE.replace("pier", "pi&amp;#101;r")
              + '">').replace(b"<h1>" + TITLE.encode() + b"</h1>", b""), TITLE),
    ],
)  # fmt: skip
def test_titles(content: bytes, title: str) -> None:
    assert read(content).title == title


@pytest.mark.parametrize(
    ("picture", "expected"),
    [
        ("<figure><img src='/p.jpg'><figcaption>The pier at low tide. Photo: Bo "
         "Ekdal</figcaption></figure>",
         ("The pier at low tide.", "Bo Ekdal")),
        ("<figure><img src='/p.jpg'><figcaption>Image caption, The pier at low tide. <b>Image "
         "Credits:"
         "</b> Wire</figcaption></figure>", ("The pier at low tide.", "Wire")),
        ("<figure><img src='/p.jpg'><figcaption>The pier at low tide. — Bo Ekdal / "
         "NP</figcaption></figure>",
         ("The pier at low tide.", "Bo Ekdal / NP")),
        ("<p><img src='/p.jpg'></p><p><em>The pier at low tide this morning.</em></p>",
         ("The pier at low tide this morning.", None)),
        ("<img src='https://count.example/na/836bb82cb09e' alt=''>", None),
        ("<img src='/c.gif?x=1' width='1' height='1'>", None),
        ("<div class='byline'><img src='/ann-portrait.jpg' width='120'><span>By Ann "
         "Lorne</span></div>", None),
    ],
)  # fmt: skip
def test_pictures(picture: str, expected: tuple[str, str | None] | None) -> None:
    article = read(page(picture + BODY), url="https://herald.example/news/pier")
    found = [(image.caption, image.credit) for image in article.images]
    assert found == ([] if expected is None else [expected])
    assert running(article) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "content",
    [
        page().replace(b"</title>", b"</title><style>/* \xff */</style>"),
        page()[:-100] + "–".encode()[:2],
        page(f"<p>A stray \ufffd here and a \x92 there, says the board of the town.</p>{BODY}"),
        page().decode().encode("utf-16-le"),
        page().decode().encode("utf-16-be"),
    ],
    ids=["bad byte", "cut", "replacement", "UTF-16 LE", "UTF-16 BE"],
)
def test_damage_of_a_byte_costs_a_byte(content: bytes) -> None:
    text = extract(Document("page.html", content))[0].text
    assert QUOTE in text or QUOTE[:60] in text
    assert "â€" not in text


def text_of(text: str) -> Article:
    return extract(Document("a.txt", text.encode(), media_type="text/plain", charset="utf-8"))[0]


def test_wrapped_text_is_read_by_its_paragraphs() -> None:
    import textwrap

    text = TITLE + "\n\n" + "\n\n".join(textwrap.fill(p, 68) for p in PARAGRAPHS)
    article = text_of(text)
    assert article.text == text
    assert [" ".join(t.split()) for t in running(article)] == list(PARAGRAPHS)


def test_lines_of_other_reports_captions_and_markdown_are_apart() -> None:
    text = "\n".join((f"# {TITLE}", "![The pier](p.jpg)", LEDE, "Read also: Tram line opens to "
     "the airport",
                      "The pier at low tide on Monday. Photo: Bo Ekdal",
                          *PARAGRAPHS[1:]))  # fmt: skip
    article = text_of(text)
    assert article.title == TITLE
    assert running(article) == list(PARAGRAPHS)


@pytest.mark.parametrize("content", [b"<a>" * 130_000, b"%PDF-1.7 x", b"", b"a\n" * 30_000])
def test_what_is_too_much_or_no_report_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused):
        extract(Document("x", content, media_type="text/html" if b"<" in content else "text/plain"))


def test_a_live_text_keeps_what_stands_under_its_times() -> None:
    times = ("20:34", "19:31", "18:44", "18:06")
    text = "\n".join(f"{time}\n{text}\n" for time, text in zip(times, PARAGRAPHS, strict=True))
    assert running(text_of(f"Pier closed: as it happened\n\n{text}")) == list(PARAGRAPHS)
