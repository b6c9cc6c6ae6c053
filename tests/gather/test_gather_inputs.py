"""What goes in comes out: documents, or a refusal that names input and reason."""

from __future__ import annotations

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import InputRefused
from copydesk.gather import gather, read_feed, read_opml
from copydesk.gather.inflate import InflateError, dechunk, decode_content, gunzip
from copydesk.gather.limits import MAX_PAGE_BYTES
from copydesk.gather.times import parse_time
from copydesk.model import Document

PAGE = b"<html><body><p>The strike is over.</p></body></html>"


def outcome(found: Document | InputRefused) -> str:
    return (
        found.reason
        if isinstance(found, InputRefused)
        else found.content.decode("utf-8", "replace")
    )


def test_a_folder_is_read_in_order_and_refuses_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "page.html").write_bytes(PAGE)
    (tmp_path / "a.txt").write_text("The strike is over.", encoding="utf-8")
    (tmp_path / "c.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "d.txt").write_bytes(b"")
    (tmp_path / "e.html.gz").write_bytes(gzip.compress(PAGE))
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    found = list(gather([str(tmp_path), str(tmp_path / "missing")]))
    assert [outcome(f) for f in found] == [
        "The strike is over.",
        PAGE.decode(),
        "a PNG picture is not a report",
        "empty",
        PAGE.decode(),
        "no such file or folder",
    ]
    assert [f.media_type for f in found if isinstance(f, Document)] == [
        "text/plain",
        "text/html",
        "text/html",
    ]


def test_a_folder_without_files_and_a_list_of_feeds_say_so(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    [found] = gather([str(tmp_path)])
    assert outcome(found) == "the folder holds no files"
    (tmp_path / "feeds.opml").write_text("<opml><body/></opml>", encoding="utf-8")
    [found] = gather([str(tmp_path)])
    assert isinstance(found, InputRefused)
    assert "feeds" in found.reason


def test_json_lines_keep_ids_and_texts_and_refuse_broken_lines() -> None:
    lines = [
        json.dumps(
            {"id": "a", "title": "T", "text": "\ufeffOne.\r\n\tTwo.\x00", "published": "2031-05-06"}
        ),
        '{"id": "b", "text": "cut',
        json.dumps({"id": "a", "text": "another"}),
        json.dumps({"id": "c", "title": "Only a title", "text": ""}),
        json.dumps({"id": "d", "html": "<p>x</p>", "published": "soon"}),
        json.dumps(["no", "object"]),
        json.dumps({"id": "e"}),
        json.dumps({"id": "c", "title": "Only a title", "text": ""}),
    ]
    found = list(gather(["-"], stdin=io.BytesIO("\n".join(lines).encode())))
    documents = [f for f in found if isinstance(f, Document)]
    refused = [f for f in found if isinstance(f, InputRefused)]
    assert [d.id for d in documents] == ["a", "c", "d"]
    assert documents[0].content.decode() == "\ufeffOne.\r\n\tTwo.\x00"
    assert documents[0].published == datetime(2031, 5, 6, tzinfo=UTC)
    (note,) = documents[2].notes
    assert "'soon'" in note
    assert [r.source for r in refused] == ["-:2", "-:3", "-:6", "-:7"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2031-05-06T10:00:00+02:00", datetime(2031, 5, 6, 8, tzinfo=UTC)),
        ("2031-05-06T10:00:00", datetime(2031, 5, 6, 10, tzinfo=UTC)),
        (1936000000, datetime(2031, 5, 8, 9, 46, 40, tzinfo=UTC)),
        ("9999-12-31T23:59:59-14:00", None),
        ("0001-01-01", None),
        (float("nan"), None),
        (True, None),
        ([], None),
    ],
)
def test_publication_times(value: object, expected: datetime | None) -> None:
    assert parse_time(value)[0] == expected


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2031-05-06T10:00:00", "without a zone"),
        ("2031-05-06T10:00:00+25:00", "+25:00"),
        ("2031-05-06T10:00:00+14:00", None),
    ],
)
def test_what_is_wrong_with_a_zone_is_noted(written: str, told: str | None) -> None:
    _, note = parse_time(written)
    assert note is None if told is None else told in (note or "")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_time_is_read_or_noted(value: object) -> None:
    time, note = parse_time(value)
    assert time is None or time.tzinfo is UTC
    assert time is not None or note is not None or value in (None, "")


def archive(*records: tuple[str, bytes, list[tuple[str, str]], str]) -> bytes:
    """A WARC file (ISO 28500), each record compressed by itself."""
    parts = []
    for number, (url, body, headers, status) in enumerate(records):
        fields = "".join(f"{name}: {value}\r\n" for name, value in headers)
        http = f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            "WARC-Date: 2031-05-06T10:00:00Z\r\n"
            "Content-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(http)}\r\n\r\n"
        )
        parts.append(gzip.compress(head.encode() + http + b"\r\n\r\n"))
    return b"".join(parts)


HTML = ("Content-Type", "text/html; charset=utf-8")


def test_each_record_of_an_archive_is_decoded_on_its_own(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(
        archive(
            ("http://a.example.org/1", PAGE, [HTML], "200 OK"),
            (
                "http://a.example.org/2",
                gzip.compress(PAGE),
                [HTML, ("Content-Encoding", "gzip")],
                "200 OK",
            ),
            (
                "http://a.example.org/3",
                brotli.compress(PAGE),
                [HTML, ("Content-Encoding", "br")],
                "200 OK",
            ),
            ("http://a.example.org/4", PAGE, [HTML, ("Content-Encoding", "gzip")], "200 OK"),
            ("http://a.example.org/5", chunked, [HTML, ("Transfer-Encoding", "chunked")], "200 OK"),
            ("http://a.example.org/1", PAGE, [HTML], "200 OK"),
            ("http://a.example.org/6", b"moved", [HTML], "301 Moved"),
            (
                "http://a.example.org/7",
                b"\xff\xd8\xff\x00",
                [("Content-Type", "image/jpeg")],
                "200 OK",
            ),
            ("http://a.example.org/8", b"", [HTML], "200 OK"),
        )
    )
    found = list(gather([str(path)]))
    assert [outcome(f) for f in found] == [
        *[PAGE.decode()] * 5,
        "HTTP status 301",
        "image/jpeg is not a report",
        "empty",
    ]
    notes = [f.notes for f in found if isinstance(f, Document)]
    assert [bool(note) for note in notes] == [False, False, False, True, False]


def test_a_cut_archive_is_reported_and_read_up_to_the_cut(tmp_path: Path) -> None:
    noise = bytes(range(32, 127)) * 400
    first = archive(("http://a.example.org/1", PAGE, [HTML], "200 OK"))
    second = archive(("http://a.example.org/2", PAGE + noise, [HTML], "200 OK"))
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(first + second[: len(second) // 2])
    page, cut = gather([str(path)])
    assert isinstance(page, Document)
    assert isinstance(cut, InputRefused)


def test_bombs_are_not_inflated() -> None:
    with pytest.raises(InflateError):
        gunzip(gzip.compress(bytes(2 * MAX_PAGE_BYTES)))
    with pytest.raises(InflateError):
        decode_content(brotli.compress(bytes(2 * MAX_PAGE_BYTES), quality=1), "br")


@given(st.binary(max_size=200))
def test_any_body_survives_false_encodings(body: bytes) -> None:
    for encoding in ("gzip", "deflate", "br", "gzip, br", "nonsense", None):
        content, _ = decode_content(body, encoding)
        assert isinstance(content, bytes)
    assert isinstance(dechunk(body), bytes)


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example Post</title>
<item><title>Strike &amp; talks</title><link>https://post.example.org/a</link>
<pubDate>Tue, 06 May 2031 17:42:00 GMT</pubDate><description>Short.</description></item>
<item><title>No link</title><pubDate>never</pubDate></item></channel></rss>"""


def test_feeds() -> None:
    first, second = read_feed(FEED, "feed.xml")
    assert (first.title, first.outlet, first.url) == (
        "Strike & talks",
        "Example Post",
        "https://post.example.org/a",
    )
    assert first.published == datetime(2031, 5, 6, 17, 42, tzinfo=UTC)
    assert (second.url, second.published) == (None, None)
    with pytest.raises(InputRefused):
        read_feed(b"not a feed", "feed.xml")


def test_opml_lists_addresses_once_and_loads_nothing() -> None:
    opml = (
        b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/hostname">]><opml><body>'
        b'<outline text="&x;"><outline xmlUrl="https://a.example.org/feed"/></outline>'
        b'<outline xmlurl="https://a.example.org/feed"/><outline xmlUrl="file:///etc/passwd"/>'
        b"</body></opml>"
    )
    assert read_opml(opml, "feeds.opml") == ("https://a.example.org/feed",)


@pytest.mark.parametrize(
    ("written", "day", "told"),
    [
        ("5/6/2031", "2031-06-05", True),
        ("05-06-2031 10:00", "2031-06-05", True),
        ("5.6.2031", "2031-06-05", False),
        ("5/6/2031 3:00 pm", "2031-05-06", False),
        ("13/6/2031", "2031-06-13", False),
        ("6/6/2031", "2031-06-06", False),
        ("2031-06-05", "2031-06-05", False),
    ],
)
def test_a_day_that_reads_two_ways_is_noted(written: str, day: str, told: bool) -> None:
    time, note = parse_time(written)
    assert time is not None
    assert time.date().isoformat() == day
    assert ("other way" in (note or "")) is told
