"""Sources as files, as listings, and on the command line."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.errors import InputRefused
from copydesk.gather.web import Response
from copydesk.model import Limits, Page, PageState, Source, SourceKind
from copydesk.newsroom.announcements import Listing, plain_address, read_listing
from copydesk.newsroom.subscriptions import as_opml, as_toml, read_list
from copydesk.store import Store

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1)
sources = st.builds(
    Source,
    address=st.integers(1, 10**6).map("https://outlet{}.example/feed?a=1&b=<2>".format),
    kind=st.sampled_from(SourceKind),
    title=st.none() | texts,
    outlet=st.none() | texts,
    section=st.none() | texts,
    limits=st.builds(Limits, st.none() | st.integers(1, 99), st.none(), st.none()),
)


@given(st.lists(sources, unique_by=lambda source: source.address))
def test_toml_brings_back_what_was_written(given: list[Source]) -> None:
    assert read_list(as_toml(given).encode(), "x.toml") == tuple(given)


@given(st.lists(sources, unique_by=lambda source: source.address))
def test_opml_brings_back_addresses_outlets_and_sections(given: list[Source]) -> None:
    found = read_list(as_opml(given).encode(), "x.opml")
    assert sorted((s.address, s.outlet, s.section) for s in found if isinstance(s, Source)) == (
        sorted((s.address, s.outlet, s.section) for s in given)
    )


@given(st.binary(), st.sampled_from(["x.opml", "x.toml", "x"]))
def test_no_file_breaks_the_reader(content: bytes, name: str) -> None:
    try:
        read_list(content, name)
    except InputRefused as refused:
        assert refused.reason


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('address = "outlet.example"', "is not a web address"),
        ('address = "https://o.example/"\nkind = "blog"', "is not one of auto, feed"),
        ('address = "https://o.example/"\ncolour = "red"', "'colour' is not one of address"),
        ('address = "https://o.example/"\nitems_per_hour = 0', "whole numbers above 0"),
        ("address = 7", "are texts"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused_and_the_rest_goes_on(row: str, reason: str) -> None:
    good = '[[source]]\naddress = "https://good.example/feed"\n'
    bad, kept = read_list(f"[[source]]\n{row}\n{good}".encode(), "list.toml")
    assert isinstance(bad, InputRefused)
    assert reason in bad.reason
    assert kept == Source("https://good.example/feed")


def listing(body: str, kind: SourceKind = SourceKind.AUTO, path: str = "") -> Listing:
    source = Source(f"https://o.example/{path}", kind)
    response = Response(source.address, 200, (("content-type", "text/html"),), body.encode())
    return read_listing(source, response, NOW, NOW - timedelta(days=3))


SITEMAP = """<?xml version="1.0"?><!-- made by hand -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://o.example/old</loc><lastmod>2025-01-01</lastmod></url>
<url><loc>https://o.example/new</loc><news:news><news:title>A bridge falls</news:title>
<news:publication_date>2026-03-02T11:00:00Z</news:publication_date></news:news></url></urlset>"""


def test_a_sitemap_lists_new_reports_and_old_ones() -> None:
    found = listing(SITEMAP)
    assert found.kind is SourceKind.SITEMAP
    assert [(p.address, p.state, p.title) for p in found.pages] == [
        ("https://o.example/new", PageState.WAITING, "A bridge falls"),
        ("https://o.example/old", PageState.OLD, None),
    ]


def test_a_sitemap_index_leads_to_sitemaps() -> None:
    found = listing(
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap>'
        "<loc>https://o.example/a.xml</loc></sitemap></sitemapindex>"
    )
    assert (found.maps, found.pages) == (("https://o.example/a.xml",), ())


PAGE = """<!doctype html><html><head><title>City desk</title>
<link rel="alternate" type="application/rss+xml" href="/city.xml"></head><body>
<nav><a href="/2026/about-us-and-our-work">All about us and our work here</a></nav>
<main><a href="/city/bridge-closed-after-storm">Bridge closed after a storm</a>
<a href="/city/bridge-closed-after-storm#comments">Bridge closed after a storm at night</a>
<a href="https://elsewhere.example/a-b-c-d">A link that leads to another house</a>
<a href="/city/">More from the city desk</a><a href="/city/88121">Read</a></main></body></html>"""


def test_a_section_page_leads_to_its_reports_and_its_feed() -> None:
    found = listing(PAGE, path="city/")
    assert found.kind is SourceKind.SECTION
    assert found.feed == "https://o.example/city.xml"
    assert [(p.address, p.title) for p in found.pages] == [
        ("https://o.example/city/bridge-closed-after-storm", "Bridge closed after a storm at night")
    ]


@pytest.mark.parametrize("body", ["", "   ", "just some words", "{}", "%PDF-1.4"])
def test_what_is_no_source_is_refused(body: str) -> None:
    with pytest.raises(InputRefused):
        listing(body)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://o.example/a?utm_source=rss&id=7#top", "https://o.example/a?id=7"),
        ("https://o.example/a?id=7&utm_campaign=x", "https://o.example/a?id=7"),
        ("https://o.example/a", "https://o.example/a"),
    ],
)
def test_an_address_is_the_same_however_it_was_counted(address: str, plain: str) -> None:
    assert plain_address(address) == plain


def copydesk(*words: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "copydesk", *words]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_sources_on_the_command_line(tmp_path: Path) -> None:
    store = ["--store", f"sqlite:///{tmp_path / 'desk.sqlite'}"]
    listed = tmp_path / "list.toml"
    listed.write_text('[[source]]\naddress = "https://b.example/feed"\noutlet = "B"\n')
    added = copydesk("sources", "add", "https://a.example/feed", "--section", "City", *store)
    assert (added.returncode, added.stderr) == (0, "")
    assert copydesk("sources", "import", str(listed), *store).returncode == 0
    printed = copydesk("sources", "list", "--json", *store).stdout
    rows = [json.loads(line) for line in printed.splitlines()]
    assert [(row["address"], row["section"], row["outlet"]) for row in rows] == [
        ("https://a.example/feed", "City", None),
        ("https://b.example/feed", None, "B"),
    ]
    again = tmp_path / "again.opml"
    again.write_text(copydesk("sources", "export", *store).stdout)
    found = read_list(again.read_bytes(), "again.opml")
    assert [s.address for s in found if isinstance(s, Source)] == [
        "https://a.example/feed",
        "https://b.example/feed",
    ]
    gone = copydesk("sources", "remove", "https://a.example/feed", "https://c.example/", *store)
    assert gone.returncode == 1
    assert "https://c.example/" in gone.stderr
    assert "https://a.example/" not in gone.stderr


def test_what_lists_no_source_is_told(tmp_path: Path) -> None:
    store = ["--store", f"sqlite:///{tmp_path / 'desk.sqlite'}"]
    empty = tmp_path / "empty.opml"
    empty.write_text("<opml><body><outline text='a'/></body></opml>", "utf-8")
    told = copydesk("sources", "import", str(empty), *store)
    assert (told.returncode, "lists no source" in told.stderr) == (1, True)
    told = copydesk("sources", "import", str(tmp_path), *store)
    assert (told.returncode, "is a folder" in told.stderr) == (1, True)
    told = copydesk("sources", "add", "ftp://a.example/feed", *store)
    assert (told.returncode, "not a web address" in told.stderr) == (1, True)


def test_a_service_says_that_it_serves_only_where_it_listens(tmp_path: Path) -> None:
    store = ["--store", f"sqlite:///{tmp_path / 'desk.sqlite'}"]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = copydesk("serve", "--port", str(port), *store)
    assert told.returncode == 1
    assert "Serving" not in told.stderr
    assert f"cannot listen at 127.0.0.1, port {port}: Address already in use" in told.stderr


def test_sources_need_a_store() -> None:
    assert "give --store URL" in copydesk("sources", "list").stderr


def claimed(store: Store, holder: str, hours: int = 0) -> str | None:
    now = NOW + timedelta(hours=hours)
    source = store.sources.claim(holder, now, now + timedelta(hours=1))
    return source.address if source else None


def test_a_source_has_one_holder_until_it_lets_go_or_dies(store: Store) -> None:
    store.sources.add(Source("https://a.example/", next_fetch=NOW))
    assert claimed(store, "one") == "https://a.example/"
    assert claimed(store, "two") is None
    assert store.sources.next_due(NOW) == NOW + timedelta(hours=1)
    assert claimed(store, "two", hours=1) == "https://a.example/"
    # The first comes back too late: what it found is not kept, and nothing is let go.
    store.sources.finish(Source("https://a.example/", title="late"), "one")
    assert claimed(store, "three", hours=1) is None
    found = store.sources.get("https://a.example/")
    assert found is not None
    assert found.title is None


def test_who_waited_longest_comes_first(store: Store) -> None:
    for name, minutes in (("a", 3), ("b", 9), ("c", 6)):
        due = NOW - timedelta(minutes=minutes)
        store.sources.add(Source(f"https://{name}.example/", next_fetch=due))
    order = [claimed(store, "one") for _ in range(4)]
    assert order == ["https://b.example/", "https://c.example/", "https://a.example/", None]


def test_a_host_is_taken_by_one_at_a_time(store: Store) -> None:
    late = NOW + timedelta(minutes=2)
    assert store.sources.reserve("a.example", NOW, late) is None
    assert store.sources.reserve("a.example", NOW, late) == late
    store.sources.free("a.example", NOW + timedelta(seconds=5))
    assert store.sources.reserve("a.example", NOW + timedelta(seconds=5), late) is None


def test_a_lease_is_renewed_by_its_holder_only(store: Store) -> None:
    soon, late = NOW + timedelta(minutes=1), NOW + timedelta(minutes=9)
    assert store.sources.lease("desk", "one", NOW, soon)
    assert not store.sources.lease("desk", "two", NOW, late)
    assert store.sources.lease("desk", "one", NOW, late)
    assert store.sources.leased("desk", soon) == "one"
    assert store.sources.lease("desk", "two", late, late + timedelta(hours=1))
    store.sources.release("desk", "one")
    assert store.sources.leased("desk", late) == "two"


def test_what_is_announced_twice_waits_once(store: Store) -> None:
    page = Page("https://a.example/1", "https://a.example/", stamp="first", next_read=NOW)
    assert store.sources.announce([page, page], NOW) == 1
    assert store.sources.announce([replace(page, source="https://b.example/")], NOW) == 0
    store.sources.keep_page(replace(page, state=PageState.READ))
    assert store.sources.announce([page], NOW) == 0
    assert store.sources.announce([replace(page, stamp="second")], NOW) == 1
