"""What the web serves, kind by kind: feeds, archives, lists, and those who mean harm."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import httpcore2
import httpx2
import pytest

from copydesk.errors import InputRefused
from copydesk.gather import Fetcher, gather
from copydesk.gather.guard import BoundedStream, Deadline, is_public
from copydesk.gather.jsonvalue import JsonError, loads
from copydesk.gather.limits import MAX_LINE_BYTES
from copydesk.gather.times import read_time
from copydesk.model import Document

TITLE = "Ferry pier at Low Haven closed"
TEXT = "The harbour board of Low Haven closed its main ferry pier on Monday after a survey. " * 8
BODY = f"<p>{TEXT}</p>"
ITEM = (
    f"<item><title>{TITLE}</title><link>/pier</link><pubDate>Mon, 02 Sep 2030 23:40:00 +0200"
    f"</pubDate><content:encoded><![CDATA[{BODY}]]></content:encoded></item>"
)
HEAD = "<channel><title>Low Haven Herald</title><link>https://herald.example/</link>"
RSS = f"<rss version='2.0'>{HEAD}{ITEM}</channel></rss>"
ATOM = (
    "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Low Haven Herald</a:title><a:entry>"
    f"<a:title type='html'>{TITLE}</a:title><a:link href='https://herald.example/pier'/>"
    "<a:published>2030-09-02T23:40:00+02:00</a:published><a:author><a:name>Ann Lorne</a:name>"
    f"</a:author><a:content type='html'>{BODY.replace('<', '&lt;')}</a:content></a:entry></a:feed>"
)

#: Without a time: each process that collects the tests must name them alike.
THRICE = gzip.compress(gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), mtime=0)


def gathered(data: bytes, name: str = "-") -> list[Document | InputRefused]:
    from copydesk.gather.files import read_stream

    return list(read_stream(io.BytesIO(data), name))


def report(found: Iterable[Document | InputRefused]) -> Document:
    [document] = found
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize(
    "feed",
    [
        f'<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?>{RSS}',
        f'<!DOCTYPE rss [<!ENTITY town "Low Haven">]>{RSS.replace("Low Haven", "&town;", 1)}',
        f"<!-- made by hand -->\n{RSS}",
        RSS.replace("Ferry pier", "Ferry  pier").replace("</rss>", ""),
        RSS.replace("<rss", "<RSS").replace("</rss>", "</RSS>"),
        RSS.encode("utf-16").decode("utf-16"),
        ATOM,
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Low Haven Herald",
                    "items": [{"title": TITLE, "url": "https://herald.example/pier",
                               "content_html": BODY, "date_published": "2030-09-02T21:40:00Z"}]}),
    ],
    ids=["stylesheet", "entity", "comment", "cut", "capitals", "plain", "prefix", "JSON"],
)  # fmt: skip
def test_feeds_are_read_behind_whatever_stands_before_them(feed: str) -> None:
    for data in (feed.encode(), feed.encode("utf-16")):
        document = report(gathered(data, "feed"))
        assert (document.title, document.outlet) == (TITLE, "Low Haven Herald")
        assert document.url == "https://herald.example/pier"
        assert document.published == datetime(2030, 9, 2, 21, 40, tzinfo=UTC)


def test_a_feed_keeps_the_day_of_its_outlet_and_its_names() -> None:
    late = RSS.replace("23:40:00 +0200", "00:30:00 +0200").replace("</item>", "<author>a@b.example "
        "(Ann Lorne)</author><enclosure url='/p.jpg' type='image/jpeg'/></item>")  # fmt: skip
    document = report(gathered(late.encode(), "feed.xml"))
    assert document.published is not None
    assert document.published.utcoffset() == timedelta(hours=2)
    assert document.authors == ("Ann Lorne",)
    assert [image.url for image in document.images] == ["https://herald.example/p.jpg"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Sand &amp;amp; stone", "Sand & stone"),
        ("<![CDATA[Sand <b>and</b> stone &#8217;s]]>", "Sand and stone ’s"),
        ("Sand & stone", "Sand & stone"),
        ("Sand&#8203; and stone", "Sand and stone"),
    ],
)
def test_titles_of_feeds(written: str, read: str) -> None:
    document = report(gathered(RSS.replace(TITLE, written).encode(), "feed.xml"))
    assert document.title == read


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<urlset><url><loc>https://a.example/x</loc></url></urlset>", "sitemap"),
        (b"<?xml version='1.0'?><orders><order/></orders>", "neither a page nor a feed"),
        (b"%PDF-1.7 x", "PDF"),
        (b"{\\rtf1 x}", "rich-text"),
        (b"{" + b'"a":' * 3 + b"[" * 99999, "nested|broken"),
        (THRICE, "within one another"),
        (b'{"id": "' + b"i" * 9999 + b'", "text": "x"}', "characters"),
    ],
)
def test_what_holds_no_report_is_refused_by_name(data: bytes, reason: str) -> None:
    [refused] = gathered(data, "x")
    assert isinstance(refused, InputRefused)
    assert re.search(reason, refused.reason)


def record(kind: str, body: bytes, head: bytes = b"", length: int | None = None) -> bytes:
    lines = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://a.example/{kind}\r\n"
    content = head + body
    told = len(content) if length is None else length
    return f"{lines}Content-Length: {told}\r\n\r\n".encode() + content + b"\r\n\r\n"


HTTP = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
PAGE = f"<html><body><h1>{TITLE}</h1>{BODY}</body></html>".encode()


@pytest.mark.parametrize(
    ("archive", "reports"),
    [
        (record("conversion", TEXT.encode()), 1),
        (b"junk\r\n" + record("response", PAGE, HTTP), 1),
        (record("response", PAGE, HTTP) + b"junk\n" + record("resource", PAGE), 2),
        (record("response", PAGE, b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n"), 1),
        (record("response", PAGE, HTTP.replace(b"text/html", b"text/html, text/html")), 1),
        (record("response", PAGE, HTTP.replace(b"text/html", b"application/octet-stream")), 1),
        (record("response", gzip.compress(PAGE, mtime=0), HTTP), 1),
        (record("response", PAGE, HTTP, len(HTTP) + len(PAGE) - 20), 1),
        (record("response", PAGE, HTTP, 99999) + record("resource", PAGE), 2),
        (record("revisit", b"", HTTP), 0),
        (record("warcinfo", b"x"), 0),
    ],
)
def test_archives_with_faults_are_read_on(archive: bytes, reports: int) -> None:
    for data in (archive, gzip.compress(archive)):
        found = gathered(data, "a.warc")
        documents = [f for f in found if isinstance(f, Document)]
        assert len(documents) == reports
        assert all(b"harbour board" in document.content for document in documents)
        assert documents or isinstance(found[0], InputRefused)


def test_a_broken_member_of_an_archive_costs_itself() -> None:
    first, second = (gzip.compress(record(k, PAGE, HTTP)) for k in ("response", "resource"))
    damaged = bytearray(first)
    damaged[40] ^= 0xFF
    found = gathered(bytes(damaged) + second, "a.warc.gz")
    assert any(isinstance(f, Document) and f.source.endswith("resource") for f in found)


def test_lines_of_other_tools_are_read_under_their_names() -> None:
    line = {"headline": TITLE, "publishedAt": "October 15, 2024 9:40 PM", "content": TEXT,
            "source": {"name": "Herald"}, "authors": ["Ann Lorne",
                {"name": "Bo Ekdal"}]}  # fmt: skip
    document = report(gathered(json.dumps(line).encode(), "a.jsonl"))
    assert (document.title, document.outlet) == (TITLE, "Herald")
    assert document.authors == ("Ann Lorne", "Bo Ekdal")
    assert document.published == datetime(2024, 10, 15, 21, 40, tzinfo=UTC)


def test_markup_and_entities_in_a_text_field_are_noted_and_read() -> None:
    page = report(gathered(json.dumps({"text": BODY * 2}).encode(), "a.jsonl"))
    text = report(gathered(json.dumps({"text": "&ldquo;Yes&rdquo; &amp; no"}).encode(), "a.jsonl"))
    assert page.media_type == "text/html"
    assert text.content.decode() == "“Yes” & no"
    assert page.notes
    assert text.notes


def test_a_line_without_end_is_left() -> None:
    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            buffer[:] = b"a" * len(buffer)
            return len(buffer)

    from copydesk.gather.jsonl import read_lines

    found = list(read_lines(io.BufferedReader(Endless(), MAX_LINE_BYTES), "x"))
    assert all(isinstance(f, InputRefused) for f in found)
    assert len(found) == 2


@pytest.mark.parametrize("text", ["[" * 5000, '{"a":' * 500 + "1" + "}" * 500, "{", "nope"])
def test_json_beyond_the_limits_says_so(text: str) -> None:
    with pytest.raises(JsonError):
        loads(text)
    assert loads("9" * 9999) == float("inf") or loads("9" * 300) > 1e299


def test_names_of_files_write_nothing_to_a_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m\n.txt").write_text(TEXT, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe")
    found = list(gather([str(tmp_path), "ftp://a.example/x", str(tmp_path / "missing\x07")]))
    sources = [f.source for f in found]
    assert all(source.isprintable() for source in sources)
    reasons = [f.reason for f in found if isinstance(f, InputRefused)]
    assert len(reasons) == 2
    assert "'ftp'" in reasons[0]
    assert reasons[1] == "no such file or folder"


@pytest.mark.parametrize(
    "address",
    ["fec0::1", "3fff::1", "192.0.0.1", "192.0.0.9", "2001:0:1::1", "2001:20::1", "64:ff9b:1::1",
     "2606:2800::5efe:10.0.0.1", "2606:2800::200:5efe:127.0.0.1", "100::1", "198.18.0.1",
     "192.88.99.1", "5f00::1", "2002:808:808::1", "::8.8.8.8"],
)  # fmt: skip
def test_special_addresses_by_the_registries(address: str) -> None:
    assert not is_public(address)


def web(answers: dict[str, tuple[int, bytes]], **given: object) -> Fetcher:
    def answer(request: httpx2.Request) -> httpx2.Response:
        status, body = answers.get(str(request.url), (404, b""))
        return httpx2.Response(status, stream=httpx2.ByteStream(body))

    return Fetcher(httpx2.MockTransport(answer), **given)  # type: ignore[arg-type]


ROBOTS = "https://herald.example/robots.txt"


def test_long_rules_are_read_to_the_limit_and_delays_are_kept() -> None:
    waited: list[float] = []
    rules = b"User-agent: *\nDisallow: /no\nCrawl-delay: 7\n" + b"# x\n" * 300_000
    pages = {f"https://herald.example/{n}": (200, PAGE) for n in "ab"}
    with web({ROBOTS: (200, rules), **pages}, clock=lambda: 0.0, sleep=waited.append) as fetcher:
        for url in pages:
            fetcher.document(url)
        with pytest.raises(InputRefused, match="does not allow"):
            fetcher.document("https://herald.example/no")
    assert waited == [7.0]


def test_a_refusal_gives_its_true_reason() -> None:
    with Fetcher() as fetcher, pytest.raises(InputRefused, match="not a public address"):
        fetcher.document("http://127.0.0.1/x")
    with web({ROBOTS: (503, b"")}) as fetcher, pytest.raises(InputRefused, match="503"):
        fetcher.document("https://herald.example/a")


def test_a_list_of_feeds_that_lists_itself_ends() -> None:
    url = "https://herald.example/feeds.opml"
    other = "https://herald.example/more.opml"
    outlines = "".join(f"<outline xmlUrl='{u}'/>" for u in (url, other))
    listed = f"<opml><body>{outlines}</body></opml>".encode()
    with web({url: (200, listed), other: (200, listed)}) as fetcher:
        assert list(gather([url], fetcher=fetcher)) == []


def test_a_head_that_drips_in_ends_with_the_deadline() -> None:
    class Dripping(httpcore2.NetworkStream):
        def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
            now[0] += 1.0
            return b"x"

    now = [0.0]
    deadline = Deadline(lambda: now[0])
    deadline.start(5.0)
    stream = BoundedStream(Dripping(), deadline)
    with pytest.raises(httpcore2.ReadTimeout):
        for _ in range(100):
            stream.read(1, 15.0)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Tue Oct 15 2024 21:40:00 GMT+0200 (Central European Summer Time)", 2),
        ("2024-10-15T21:40:00+02:00[Europe/Berlin]", 2),
        ("Di, 15 Okt 2024 21:40:00 +0200", 2),
        ("15 octobre 2024 à 21h40", None),
        ("2024年10月15日 21:40", None),
        ("15 жовтня 2024, 21:40", None),
        ("9.40pm, 15 October 2024 BST", 1),
        ("2024-10-14T24:00", None),
    ],
)
def test_times_of_many_forms(written: str, read: int | None) -> None:
    zone = None if read is None else timezone(timedelta(hours=read))
    expected = datetime(2024, 10, 15, *((0, 0) if "24:00" in written else (21, 40)), tzinfo=zone)
    assert read_time(written) == expected


@pytest.mark.parametrize(
    "written", ["soon", "2024-13-40", "1970", "15 Oct", "0", 0, True, "9" * 500]
)
def test_what_is_no_time(written: object) -> None:
    assert read_time(written) is None
