"""Pages: golden ones written for these tests, odd ones, and mutated ones."""

from __future__ import annotations

import gzip
import os
import random
from datetime import UTC, datetime

import pytest
from extract_pages import ARTICLE, PARAGRAPHS, STANDFIRST, TITLE

from copydesk.errors import InputRefused
from copydesk.extract import extract
from copydesk.extract.page.bylines import split_names
from copydesk.extract.page.elements import MAX_DEPTH, flatten
from copydesk.extract.page.pictures import split_credit
from copydesk.extract.page.published import parse
from copydesk.gather import read_feed
from copydesk.gather.decode import decode
from copydesk.model import Article, Document, Role

URL = "https://news.example.org/2031/05/dock-strike-ends?from=feed"


def read(markup: str | bytes, **given: str) -> tuple[Article, ...]:
    content = markup.encode() if isinstance(markup, str) else markup
    return extract(
        Document(source="page.html", content=content, media_type="text/html", url=URL, **given)
    )


def texts(article: Article, *roles: Role) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.role in roles]


def test_a_page_is_read_whole_and_alone() -> None:
    (article,) = read(ARTICLE)
    assert texts(article, Role.HEADLINE) == [TITLE]
    assert texts(article, Role.STANDFIRST) == [STANDFIRST]
    assert texts(article, Role.DATELINE) == ["PORTVILLE, Exampleland (Example Wire) —"]
    assert texts(article, Role.LEDE, Role.BODY) == [
        PARAGRAPHS[0].partition("— ")[2],
        *PARAGRAPHS[1:],
    ]
    assert texts(article, Role.SUBHEAD) == ["A signature at last"]
    assert "newsletter" not in article.text
    assert "Rail freight" not in article.text


def test_what_a_page_says_of_itself() -> None:
    (article,) = read(ARTICLE)
    assert article.title == TITLE
    assert article.outlet == "The Portville Example"
    assert article.authors == ("Bo Ek", "Cara Diaz")
    assert article.published == datetime(2031, 5, 6, 15, 42, tzinfo=UTC)
    assert article.modified == datetime(2031, 5, 6, 16, 10, tzinfo=UTC)
    assert article.section == "Business"
    assert article.language == "en"
    assert article.url == "https://news.example.org/2031/05/dock-strike-ends"
    assert article.dateline == "PORTVILLE, Exampleland"


def test_pictures_have_caption_and_credit() -> None:
    (article,) = read(ARTICLE)
    (image,) = article.images
    assert image.url == "https://img.example.org/crane-0412.jpg"
    assert image.caption == "Cranes stand still at the northern terminal on Monday."
    assert image.credit == "Dana Fox/Example Wire"


def test_the_id_is_of_the_address_and_a_given_one_wins() -> None:
    (first,), (second,) = read(ARTICLE), read(ARTICLE.replace("forty", "fifty"))
    assert first.id == second.id
    assert first.content_hash != second.content_hash
    assert read(ARTICLE, id="mine")[0].id == "mine"


def test_versions_of_a_page_from_files_share_the_id_of_its_stated_address() -> None:
    def read_file(markup: str, **given: str) -> str:
        content = markup.encode()
        (article,) = extract(Document("page.html", content, media_type="text/html", **given))
        return article.id

    corrected = ARTICLE.replace("forty", "fifty")
    stated = "https://news.example.org/2031/05/dock-strike-ends"
    assert read_file(ARTICLE) == read_file(corrected) == read_file(ARTICLE, url=stated)
    assert read_file(ARTICLE, url="https://other.example.net/a") != read_file(ARTICLE)
    unstated = ARTICLE.replace('rel="canonical"', 'rel="alternate"')
    assert read_file(unstated) != read_file(unstated.replace("forty", "fifty"))


def test_a_second_report_below_is_left_out() -> None:
    other = "The ferry to Westhaven will run four times a day from June, the council decided. "
    below = f"<article><h1>Ferry line opens</h1><p>{other * 4}</p><p>{other * 5}</p></article>"
    (article,) = read(ARTICLE.replace("</main>", below + "</main>"))
    assert "ferry" not in article.text
    assert PARAGRAPHS[4] in article.text


def test_a_live_blog_gives_its_updates() -> None:
    updates = ",".join(
        f'{{"@type":"BlogPosting","headline":"Update {n}","articleBody":"{text}",'
        f'"datePublished":"2031-05-06T1{n}:00:00Z"}}'
        for n, text in enumerate(PARAGRAPHS[1:2] + PARAGRAPHS[3:])
    )
    blog = ARTICLE.replace(
        "</head>",
        '<script type="application/ld+json">{"@type":"LiveBlogPosting",'
        f'"liveBlogUpdate":[{updates}]}}</script></head>',
    )
    first, *others = read(blog)
    assert PARAGRAPHS[2] in first.text
    assert [article.title for article in others] == ["Update 0", "Update 1", "Update 2"]
    assert [article.published.hour for article in others if article.published] == [10, 11, 12]
    assert len({article.id for article in (first, *others)}) == 4
    assert PARAGRAPHS[1] in others[0].text and PARAGRAPHS[1] not in first.text


@pytest.mark.parametrize(
    ("markup", "status"),
    [
        (
            "<h1>404 Page not found</h1><p>The page you asked for is not here. Try a search.</p>",
            "error",
        ),
        (
            "<h1>Before you continue</h1><p>We value your privacy. Accept all cookies to read on, "
            "or manage your choices and see our cookie policy for what they do.</p>",
            "consent",
        ),
    ],
)
def test_walls_and_errors_are_no_text(markup: str, status: str) -> None:
    (article,) = read(f"<html><body><main>{markup}</main></body></html>")
    assert (article.status, article.text, article.blocks) == (status, "", ())


@pytest.mark.parametrize("content", [b"", b"   \n", b"\x89PNG\r\n\x1a\n\x00\x00", b"<html></html>"])
def test_what_is_no_report_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(InputRefused, match=r"page\.html: "):
        read(content)


def test_deep_nesting_is_flattened() -> None:
    deep = "<div>" * 5_000
    (article,) = read(ARTICLE.replace("<main>", deep + "<main>"))
    assert PARAGRAPHS[4] in article.text
    assert flatten(deep).count("<div>") == MAX_DEPTH


@pytest.mark.parametrize("charset", ["cp1252", "iso-8859-15", "utf-8", "utf-16"])
def test_charsets_declared_in_a_header(charset: str) -> None:
    text = "Der Bürgermeister eröffnete die Straße – „endlich“, sagte er. Überall Jubel."
    if charset == "iso-8859-15":
        text = text.replace("–", "-").replace("„", '"').replace("“", '"')
    assert decode(text.encode(charset), charset, markup=True).text == text


def test_a_false_charset_is_seen_through_and_noted() -> None:
    text = "<p>Der Bürgermeister eröffnete die Straße, überall war großer Jubel zu hören.</p>"
    read_as_utf8 = decode(text.encode("utf-8"), "iso-8859-1", markup=True)
    assert (read_as_utf8.text, bool(read_as_utf8.note)) == (text, True)
    read_as_latin = decode(text.encode("cp1252"), "utf-8", markup=True)
    assert (read_as_latin.text, bool(read_as_latin.note)) == (text, True)


@pytest.mark.parametrize(
    ("language", "charset", "text"),
    [
        ("ko", "cp949", "항만 노동자들이 아흐레 만에 일터로 돌아왔다."),
        ("lt", "cp1257", "Uosto darbininkai grįžo į darbą po devynių dienų, šiandien švenčia."),
        ("es", "cp1252", "El puerto de Portville reabrió ayer; mañana llegará el primer año."),
    ],
)
def test_undeclared_bytes_are_read_by_the_language_of_the_page(
    language: str, charset: str, text: str
) -> None:
    page = f'<html lang="{language}"><body><p>{text}</p></body></html>'
    assert decode(page.encode(charset), None, markup=True).text == page


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-05-06T17:42:00+02:00", datetime(2031, 5, 6, 15, 42, tzinfo=UTC)),
        ("2031-05-06 17:42:00-0430", datetime(2031, 5, 6, 22, 12, tzinfo=UTC)),
        ("2031-05-06T17:42:11.123Z", datetime(2031, 5, 6, 17, 42, 11, tzinfo=UTC)),
        ("Tue, 06 May 2031 17:42:00 GMT", datetime(2031, 5, 6, 17, 42, tzinfo=UTC)),
        ("yesterday", None),
        ("2031-13-45", None),
        (7, None),
    ],
)
def test_times(value: object, expected: datetime | None) -> None:
    assert parse(value) == expected


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Bo Ek", ["Ann Lee", "Bo Ek"]),
        ("Von Ann Lee, Portville", ["Ann Lee"]),
        ("Ann Lee; Cara Diaz", ["Ann Lee", "Cara Diaz"]),
        ("https://social.example.org/annlee", []),
    ],
)
def test_bylines(byline: str, names: list[str]) -> None:
    assert split_names(byline) == names


@pytest.mark.parametrize(
    ("words", "caption", "credit"),
    [
        ("Cranes at dusk. Photo: Dana Fox/Wire", "Cranes at dusk.", "Dana Fox/Wire"),
        ("Cranes at dusk. © Dana Fox", "Cranes at dusk.", "Dana Fox"),
        ("Cranes at dusk (EW Photo/Dana Fox)", "Cranes at dusk", "EW Photo/Dana Fox"),
        ("Cranes (left) at dusk.", "Cranes (left) at dusk.", None),
    ],
)
def test_credits_at_the_end_of_captions(words: str, caption: str, credit: str | None) -> None:
    assert split_credit(words) == (caption, credit)


FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example Post</title>
<item><title>{TITLE}</title><link>https://post.example.org/a</link><guid>a-1</guid>
<pubDate>Tue, 06 May 2031 17:42:00 GMT</pubDate><description>{STANDFIRST}</description></item>
</channel></rss>"""

#: A short page, so that thousands of mutants are read in seconds.
SMALL = f"""<html lang=en><head><meta charset=utf-8><title>{TITLE}</title>
<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}",
"datePublished":"2031-05-06T17:42:00Z","author":{{"name":"Bo Ek"}},"image":"a.jpg"}}</script></head>
<body><article><h1>{TITLE}</h1><figure><img src="a.jpg"><figcaption>Cranes. Photo: D. Fox
</figcaption>
</figure><p>{PARAGRAPHS[0]}</p><h2>Talks</h2><p>{PARAGRAPHS[1]}</p></article></body></html>"""

_TOKENS = (
    "<", ">", "</div>", "<div>", "<table><tr>", "<!--", "-->", "]]>", "<![CDATA[", '"', "&#0;",
    "&#x110000;", "\x00", "\ufffd", "\U0001f600", "<p>", "</p>", "<script>", "</script>", "{", "}",
    "<a href='http://[::1'>", "<img src='data:,'>", "<time datetime='9999-99-99'>", "<br>" * 50,
    "2031-99-99T99:99", "<svg>", "<article>", "<h1>", "\u2028", "[1]", "(x, 1)", "<frameset>",
)  # fmt: skip


def mutate(text: str, chance: random.Random) -> bytes:
    """The text with up to eight cuts, copies, insertions and broken bytes."""
    for _ in range(chance.randint(1, 8)):
        a, b = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                text = text[:a] + text[min(b, a + 200) :]
            case 1:
                text = text[:b] + text[a : a + 300] + text[b:]
            case 2:
                text = text[:a] + chance.choice(_TOKENS) + text[a:]
            case 3:
                text = text[:a] + chance.choice(_TOKENS) * chance.randint(1, 60) + text[a:]
            case _:
                text = text[: max(10, a)]
    data = bytearray(text.encode("utf-8", "replace"))
    for _ in range(chance.randint(0, 3) if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return gzip.compress(bytes(data)) if chance.random() < 0.01 else bytes(data)


#: Continuous integration sets 5,000; a fifth of the mutants are feeds.
MUTANTS = int(os.environ.get("COPYDESK_MUTANTS", "200"))
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_mutated_pages_and_feeds_raise_nothing_but_refusals(part: int) -> None:
    chance = random.Random(part)
    for number in range(MUTANTS // PARTS):
        feed = number % 5 == 0
        content = mutate(FEED if feed else SMALL, chance)
        try:
            if feed:
                read_feed(content, "mutant", "https://post.example.org/feed")
                continue
            articles = read(content)
        except InputRefused:
            continue
        for article in articles:
            ends = [0, *(block.end for block in article.blocks)]
            assert all(b.start >= end for b, end in zip(article.blocks, ends, strict=False))
            assert ends[-1] <= len(article.text)
