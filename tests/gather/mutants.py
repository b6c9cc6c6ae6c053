"""Inputs of every kind, broken at random, and a worker that reads them within limits."""

from __future__ import annotations

import gzip
import io
import json
import random
from collections.abc import Callable, Iterator

from copydesk.errors import InputRefused
from copydesk.extract.worker import attempt
from copydesk.gather.files import read_stream

TITLE = "Portville dock strike ends after nine days"
PARAGRAPHS = (
    "Dock workers in Portville ended a nine-day strike on Tuesday after the harbour company agreed "
    "to raise wages by 6 percent.",
    "The agreement covers 1,240 workers at three terminals, the harbour union said in a statement "
    "that was read out at the gates – shortly before the evening shift began.",
    "“We asked for respect and we got a signature,” said Ann Müller, who leads the union, to a "
    "crowd of several hundred people in front of the northern terminal.",
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="{charset}"><title>' + TITLE + "</title>"
    '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"' + TITLE + '",'
    '"datePublished":"2031-05-06T17:42:00+02:00","author":[{{"name":"Bo Ek"}}]}}</script></head>'
    "<body><h1>" + TITLE + '</h1><p class="byline">By Bo Ek, 6 May 2031, 5:42 pm</p><figure>'
    '<img src="/crane.jpg"><figcaption>Cranes. Photo: Dana Fox</figcaption></figure>'
    f"{BODY}</body></html>"
)
FEED = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>Example Post</title><link>'
    f"https://post.example.org/</link><item><title>{TITLE}</title><link>/a</link><pubDate>Tue, 06 "
    "May 2031 17:42:00 +0200</pubDate><creator>Bo Ek</creator>"
    f"<encoded><![CDATA[{BODY * 2}]]></encoded></item></channel></rss>"
)
LINES = "".join(
    json.dumps({"id": str(n), "title": TITLE, "text": "\n".join(PARAGRAPHS), "published": "2031"})
    + "\n"
    for n in range(3)
)
TEXT = TITLE + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n\nRead also: Ferry line opens\n[1] AP\n"
CHARSETS = ("utf-8", "cp1252", "utf-16-le", "utf-16-be", "cp1251", "shift_jis", "gb18030", "utf-7")
TOKENS = (
    "<", ">", "&", "&#0;", "&#x110000;", "\x00", "\ufffd", "\x1b[2J", "<![CDATA[", "]]>", "<!--",
    "{", "}", "[" * 60, '"', "\\u", "9" * 60, "1e999", "\r\n", "\r\n\r\n", "WARC/1.0\r\n", "a" * 90,
    "Content-Length: -1\r\n", "Content-Length: 99999999\r\n", "Content-Encoding: gzip\r\n",
    "Transfer-Encoding: chunked\r\n", "<!DOCTYPE rss [<!ENTITY a 'b'>]>", "<?xml?>", "\u2028",
        "+AD4-",
    "2031-99-99T99:99", "12:61 pm", "charset=utf-16", "<div hidden>", "<b>" * 80, "(x, 1)",
        "\udcff",
)  # fmt: skip


def archive(body: bytes, chance: random.Random) -> bytes:
    """A record of a web archive with the body."""
    kind = chance.choice(("text/html", "text/html; charset=x", "text/xml", "a/b, c/d", ""))
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {chance.choice(('response', 'resource', 'revisit', 'x'))}\r\n"
        "WARC-Target-URI: https://post.example.org/a\r\nWARC-Date: 2031-05-06T10:00:00Z\r\n"
        f"Content-Length: {len(http) + chance.choice((0, 0, 0, -50, 50))}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def sample(chance: random.Random) -> tuple[str, bytes]:
    """Name and bytes of an input before it is broken."""
    charset = chance.choice(CHARSETS)
    page = PAGE.format(charset=chance.choice(CHARSETS))
    match chance.randrange(6):
        case 0:
            return "m.html", page.encode(charset, "replace")
        case 1:
            return "m.xml", FEED.encode(charset, "replace")
        case 2:
            return "m.jsonl", LINES.encode()
        case 3:
            return "m.txt", TEXT.encode(charset, "replace")
        case 4:
            inner = chance.choice((page, FEED, TEXT)).encode()
            return "m.warc", archive(inner, chance) + archive(inner, chance)
        case _:
            return "m.warc.gz", gzip.compress(archive(page.encode(), chance)) * 2


def broken(data: bytes, chance: random.Random) -> bytes:
    """The bytes with some cuts, copies, insertions and turned bits."""
    for _ in range(chance.randint(1, 6)):
        a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        token = chance.choice(TOKENS).encode("utf-8", "surrogateescape")
        match chance.randrange(5):
            case 0:
                data = data[:a] + data[min(b, a + 200) :]
            case 1:
                data = data[:b] + data[a : a + 300] + data[b:]
            case 2:
                data = data[:a] + token * chance.randint(1, 40) + data[a:]
            case 3:
                data = data[: max(10, a)]
            case _:
                turned = bytearray(data or b"x")
                turned[chance.randrange(len(turned))] ^= 1 << chance.randrange(8)
                data = bytes(turned)
    return data


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Broken inputs, the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        name, data = sample(chance)
        yield name, broken(data, chance)


def reader() -> Callable[[tuple[str, bytes]], str | None]:
    """What a worker does with a mutant: read it all; the answer is what was wrong."""
    return read


def read(mutant: tuple[str, bytes]) -> str | None:
    """Gather and extract an input; what is wrong with what comes out, None for nothing."""
    name, data = mutant
    for found in read_stream(io.BytesIO(data), name):
        if isinstance(found, InputRefused):
            continue
        articles = attempt(found)
        if isinstance(articles, InputRefused):
            if "broke its reader" in articles.reason:
                return articles.reason
            continue
        for article in articles:
            ends = [0, *(block.end for block in article.blocks)]
            ordered = all(b.start >= end for b, end in zip(article.blocks, ends, strict=False))
            if not ordered or ends[-1] > len(article.text):
                return "blocks out of order"
            if "\x00" in article.text or "\x00" in (article.title or ""):
                return "a zero in it"
            if article.published is not None and article.published.tzinfo is None:
                return "a time without a zone"
    return None
