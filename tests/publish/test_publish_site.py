"""What a published site promises: cited, checked, complete, the same twice, and safe to rewrite."""

from __future__ import annotations

import csv
import itertools
import json
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html

from copydesk.errors import PublishError, SettingsError
from copydesk.model import Outcome, Reason, Role, Span, State
from copydesk.publish import Site, publish_site, story_html
from copydesk.publish.downloads import as_csv, claims_table
from copydesk.publish.edition import Rendered, edition
from copydesk.publish.writer import MANIFEST
from dossiers import MORNING, another, bare, edition_of_all, ferry, withdrawn

SITE = Site(title="The Ledger", base_url="https://ledger.example", owners={"Evening Post": "Vane"})
FERRY = "stories/fire-on-ferry-off-port-maren-injures-seventeen.html"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(edition(edition_of_all(), SITE, {"ferry-old": "story-ferry"}))


@pytest.fixture(scope="module")
def story(files: dict[str, bytes]) -> html.HtmlElement:
    return html.document_fromstring(files[FERRY].decode())


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for path, content in files.items():
        if path.endswith(".html"):
            yield path, html.document_fromstring(content.decode())


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


# Citations


def test_every_shown_sentence_ends_in_a_link_to_the_very_words(story: html.HtmlElement) -> None:
    dossier = ferry()
    marked = {m.text_content() for m in story.xpath('//*[@class="passages"]//mark')}
    for sentence in dossier.draft.sentences():
        if sentence.verdict is None or not sentence.verdict.outcome.passes:
            continue
        holders = [e for e in story.iter("p", "li", "h1") if sentence.text in text_of(e)]
        assert holders, sentence.id
        links = holders[0].xpath(".//sup/a/@href")
        assert len(links) >= len(sentence.evidence)
        for span in sentence.evidence:
            assert span.of(dossier.article(span.article).text) in marked


def test_a_citation_leads_to_its_passage_and_the_passage_back(story: html.HtmlElement) -> None:
    for link in story.xpath("//sup/a"):
        (passage,) = story.xpath(f'//li[@id="{link.get("href")[1:]}"]')
        assert f"#{link.get('id')}" in passage.xpath('.//span[@class="back"]/a/@href')
        outlet = passage.xpath("ancestor::li//b")[0].text_content()
        assert outlet in link.get("aria-label")


def test_the_marked_words_stand_in_their_sentence(story: html.HtmlElement) -> None:
    (passage,) = story.xpath(
        '//*[@class="passages"]//q[mark="Seventeen hurt as fire sweeps ferry"]'
    )
    assert text_of(passage) == "Seventeen hurt as fire sweeps ferry; owner knew of fault"


def test_a_refused_sentence_is_nowhere_on_the_site(files: dict[str, bytes]) -> None:
    for path, content in files.items():
        assert b"knew of the fault for weeks" not in content, path


def test_an_unchecked_sentence_is_not_shown() -> None:
    dossier = ferry()
    unchecked = replace(dossier.draft.quick_looks[0], text="Nobody checked this.", verdict=None)
    shown = replace(dossier, draft=replace(dossier.draft, quick_looks=(unchecked,)))
    assert "Nobody checked this" not in story_html(shown)


def test_a_headline_that_fails_gives_way_to_its_fallback() -> None:
    dossier = ferry()
    head = dossier.draft.headline
    assert head.verdict is not None
    wrong = replace(
        head,
        text="All saved",
        verdict=replace(head.verdict, outcome=Outcome.CONTRADICTED),
        fallback=head,
    )
    page = story_html(replace(dossier, draft=replace(dossier.draft, headline=wrong)))
    assert "All saved" not in page
    assert head.text in page


def test_a_caveat_shows_its_reason(story: html.HtmlElement) -> None:
    (caveat,) = story.xpath('//*[@class="caveat"]')
    assert text_of(caveat).startswith("Caveat: ")
    assert len(text_of(caveat)) > len("Caveat: ")


def test_a_doubt_that_the_cited_words_settle_is_not_told_under_the_sentence() -> None:
    dossier = ferry()
    head = dossier.draft.headline
    assert head.verdict is not None
    reason = Reason("content", "The cited text says this in other words.")
    doubt = replace(head.verdict, outcome=Outcome.CAVEAT, reasons=(reason,))
    page = story_html(
        replace(dossier, draft=replace(dossier.draft, headline=replace(head, verdict=doubt)))
    )
    assert head.text in page
    assert reason.message not in page


def test_a_name_that_replaced_a_pronoun_is_told(story: html.HtmlElement) -> None:
    assert "“She” stands for Ida Lorne." in text_of(story)


def test_a_span_past_the_end_of_a_report_is_refused() -> None:
    dossier = ferry()
    head = dossier.draft.headline
    wrong = replace(
        head, evidence=(Span("r4", 0, 10_000),), verdict=replace(head.verdict, citations=())
    )
    with pytest.raises(PublishError, match="reaches past the text of report 'r4'"):
        story_html(replace(dossier, draft=replace(dossier.draft, headline=wrong)))


def test_a_citation_of_a_foreign_report_is_refused() -> None:
    dossier = ferry()
    head = dossier.draft.headline
    wrong = replace(head, evidence=(Span("zz", 0, 1),), verdict=replace(head.verdict, citations=()))
    with pytest.raises(PublishError, match="cites report 'zz'"):
        story_html(replace(dossier, draft=replace(dossier.draft, headline=wrong)))


# The page


def test_the_story_page_has_its_parts_in_order(story: html.HtmlElement) -> None:
    heads = [text_of(h) for h in story.xpath("//article//h2[not(ancestor::aside)]")]
    assert heads == [
        "Quick Looks",
        "Deep Look",
        "Figures over time",
        "Timeline",
        "Who said what",
        "Sources",
        "Corrections",
        "What changed",
        "Take it with you",
        "Readers’ rating",
    ]


def test_the_rail_holds_contents_differences_figures_and_voices(story: html.HtmlElement) -> None:
    (rail,) = story.xpath("//article//aside")
    heads = [text_of(h) for h in rail.xpath(".//h2")]
    assert heads == ["On this page", "Where reports differ", "Key figures", "Who spoke"]
    ids = set(story.xpath("//@id"))
    assert all(link[1:] in ids for link in rail.xpath(".//a/@href") if link.startswith("#"))


def test_outlets_are_numbered_in_the_order_in_which_the_page_cites_them(
    story: html.HtmlElement,
) -> None:
    labels = [link.text for link in story.xpath("//article//sup/a")]
    numbers = [int(re.match(r"\d+", label)[0]) for label in labels]
    first = list(dict.fromkeys(numbers))
    assert first == sorted(first)
    letters = [re.sub(r"\d", "", label) for label in labels if label.startswith("1")]
    seen = list(dict.fromkeys(letters))
    assert seen == sorted(seen)
    outlets = [text_of(b) for b in story.xpath('//*[@class="source"]/b')]
    assert len(outlets) == len(set(outlets))


def test_the_byline_discloses_the_machine_and_names_the_outlets(story: html.HtmlElement) -> None:
    (byline,) = story.xpath('//*[@class="byline"]')
    told = text_of(byline)
    for part in ("automatically", "The Ledger", "5 reports", "4 independent origins"):
        assert part in told
    assert "Harbour Times" in told


def test_an_empty_section_is_left_out(story: html.HtmlElement) -> None:
    assert "Background and Expert Insight" not in text_of(story)


def test_wire_copies_share_an_origin_and_say_so(story: html.HtmlElement) -> None:
    harbour = story.xpath('//li[.//bdi="Harbour Times"]')[0]
    assert "Agency copy (both carry (NPA))" in text_of(harbour)


def test_owner_and_revision_of_a_source_are_told(story: html.HtmlElement) -> None:
    (post,) = story.xpath('//li[starts-with(@id,"source-")][.//b//bdi="Evening Post"]')
    assert "owned by Vane" in text_of(post)
    assert "revised 4 March 2031, 18:40 UTC" in text_of(post)


def test_a_day_without_a_time_shows_no_time(story: html.HtmlElement) -> None:
    assert "00:00 UTC" not in text_of(story)


def test_wordings_of_a_quotation_stay_apart(story: html.HtmlElement) -> None:
    (section,) = story.xpath('//section[@aria-labelledby="said"]')
    (quote, *_) = section.xpath(".//blockquote")
    first, second = (text_of(p) for p in quote.xpath("./p"))
    assert first.endswith("Daily Ledger, Harbour Times")
    assert second.startswith("Also worded")
    assert "Evening Post" in second


def test_the_timeline_tells_what_happened_and_nothing_to_come(story: html.HtmlElement) -> None:
    entries = [text_of(li) for li in story.xpath('//section[@class="timeline"]//li')]
    assert entries[0].startswith("27 February 2031")
    assert not any("2 April 2031" in entry for entry in entries)


def test_a_picture_is_linked_and_not_embedded(story: html.HtmlElement) -> None:
    (figure,) = story.xpath('//figure[@class="hero"]')
    assert not story.xpath("//img")
    assert figure.xpath(".//a/@href") == ["https://pictures.example/tern.jpg"]
    assert "R. Vane / NPA" in text_of(figure)


def png(width: int, height: int) -> bytes:
    """A grey picture of that size (PNG, second edition, sections 5 and 11)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + b"\x80" * width) * height)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def test_a_local_copy_of_a_picture_is_shown_where_the_user_says_so(tmp_path: Path) -> None:
    copy = tmp_path / "tern.png"
    picture = png(640, 480)
    copy.write_bytes(picture)
    url = "https://pictures.example/tern.jpg"
    site = replace(SITE, copy_images=True, pictures={url: copy})
    files = dict(edition([ferry()], site, {}))
    (shown,) = html.document_fromstring(files[FERRY].decode()).xpath("//img")
    assert files[posixpath.normpath(posixpath.join("stories", shown.get("src")))] == picture
    assert (shown.get("width"), shown.get("height")) == ("640", "480")
    assert shown.get("alt")


def test_a_site_wears_its_own_colours_logo_and_templates(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    own = tmp_path / "templates"
    own.mkdir()
    (own / "about.html").write_text(
        "{% extends 'shipped/about.html' %}{% block title %}Who we are{% endblock %}", "utf-8"
    )
    theme = {"accent": "#004b87", "dark-accent": "#8cf"}
    site = replace(SITE, logo=logo, templates=own, theme=theme)
    files = dict(edition([another(1)], site, {}))
    assert files["static/theme.css"] == (
        b":root { --accent: #004b87; }\n"
        b"@media (prefers-color-scheme: dark) { :root { --accent: #8cf; } }"
    )
    front = html.document_fromstring(files["index.html"].decode())
    assert front.xpath('//*[@class="nameplate"]//img/@alt') == [SITE.title]
    assert files["static/logo.svg"] == logo.read_bytes()
    assert "Who we are" in files["about.html"].decode()
    assert "How a story is made" in files["about.html"].decode()
    faulty = own.rename(tmp_path / "faulty")
    (faulty / "about.html").write_text("{% if %}", "utf-8")
    with pytest.raises(SettingsError, match="faulty/about"):
        dict(edition([another(1)], replace(site, templates=faulty), {}))


def test_a_rating_without_a_way_to_vote_is_left_out() -> None:
    without = dict(edition([another(1)], SITE, {}))["stories/ferry-1.html"].decode()
    assert "rating" not in without.lower()
    assert "<form" not in without
    site = replace(SITE, rating_action="https://votes.example/rate")
    page = html.document_fromstring(
        dict(edition([another(1)], site, {}))["stories/ferry-1.html"].decode()
    )
    assert "No votes yet (0 votes)." in text_of(page)
    assert page.xpath("//form/@action") == ["https://votes.example/rate"]
    assert len(page.xpath('//form//fieldset//input[@type="radio"]')) == 5
    assert "form-action https://votes.example" in page.xpath("//meta[@http-equiv]/@content")[0]


def test_a_reader_can_tell_of_an_error_where_the_site_says_how() -> None:
    by_mail = replace(SITE, contact="desk@ledger.example")
    page = dict(edition([another(1)], by_mail, {}))["stories/ferry-1.html"].decode()
    (link,) = html.document_fromstring(page).xpath('//a[text()="Report an error"]/@href')
    assert link.startswith("mailto:desk@ledger.example?subject=Error%20in%3A%20")
    assert "ferry-1.html" in link
    by_page = replace(SITE, contact="https://ledger.example/errors")
    assert 'href="https://ledger.example/errors"' in story_page_of(by_page)
    assert "Report an error" not in story_page_of(SITE)


def story_page_of(site: Site) -> str:
    return dict(edition([another(1)], site, {}))["stories/ferry-1.html"].decode()


@pytest.mark.parametrize("contact", ["nobody", "javascript:alert(1)", "a@b@c", "x y@z.example"])
def test_a_contact_that_is_no_address_is_refused(contact: str) -> None:
    with pytest.raises(SettingsError, match="contact"):
        replace(SITE, contact=contact)


def test_a_story_can_be_shown_in_another_page(files: dict[str, bytes]) -> None:
    name = FERRY.removeprefix("stories/").removesuffix(".html")
    record = json.loads(files[f"embed/{name}.json"])
    assert (record["type"], record["version"]) == ("rich", "1.0")
    assert f'src="https://ledger.example/embed/{name}.html"' in record["html"]
    card = html.document_fromstring(files[f"embed/{name}.html"].decode())
    assert card.xpath("//h1/a/@target") == ["_blank"]
    assert not card.xpath("//script")


def test_a_withdrawn_story_keeps_its_address_and_loses_its_text(files: dict[str, bytes]) -> None:
    taken_back = [n for n in files if "withdrawn" in n]
    assert "stories/a-story-that-was-withdrawn.html" in taken_back
    for name in taken_back:
        assert b"lifeboat" not in files[name], name
        assert b"lights went out" not in files[name], name
    assert b"was withdrawn" in files["stories/a-story-that-was-withdrawn.html"]
    record = json.loads(files["stories/a-story-that-was-withdrawn.ninjs.json"])
    assert record["pubStatus"] == "canceled"


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_an_unpublished_story_is_not_on_the_site(state: State) -> None:
    files = dict(edition([replace(another(1), state=state)], SITE, {}))
    assert not any("ferry-1" in name for name in files)


def test_a_story_with_nothing_but_a_headline_is_whole(files: dict[str, bytes]) -> None:
    page = html.document_fromstring(files["stories/bridge-number-1-closes.html"].decode())
    assert [text_of(h) for h in page.xpath("//article//h2")] == [
        "On this page",
        "Sources",
        "Take it with you",
    ]


def test_the_front_page_sets_the_values_in_dispute_side_by_side(files: dict[str, bytes]) -> None:
    front = html.document_fromstring(files["index.html"].decode())
    (difference, *_) = front.xpath('//section[@class="differences"]//li')
    terms = [text_of(t) for t in difference.xpath(".//dt")]
    who = [text_of(d) for d in difference.xpath(".//dd")]
    assert terms == ["212", "230"]
    assert who == ["The Maren Courier and NPA via two outlets", "Evening Post"]


def test_a_former_address_leads_to_the_story(files: dict[str, bytes]) -> None:
    page = html.document_fromstring(files["stories/ferry-old.html"].decode())
    (target,) = page.xpath("//main//a/@href")
    assert f"stories/{target}" == FERRY


# The comparison


@pytest.fixture(scope="module")
def compared(files: dict[str, bytes]) -> html.HtmlElement:
    path = FERRY.replace("stories/", "compare/")
    return html.document_fromstring(files[path].decode())


def test_the_story_counts_as_its_comparison_does(
    files: dict[str, bytes], compared: html.HtmlElement
) -> None:
    story = html.document_fromstring(files[FERRY].decode())
    told = {
        str(link.get("href")).partition("#")[2]: text_of(link).split()[0]
        for link in story.xpath('//ul[@class="tallies"]//a')
    }
    heads = {
        str(link.get("href")).removeprefix("#"): re.findall(r"\((\d+)\)", text_of(link))[0]
        for link in compared.xpath("//a[starts-with(@href, '#') and contains(., '(')]")
    }
    assert told == heads
    assert len(told) == 4


def test_a_column_is_an_origin_and_a_row_a_point(compared: html.HtmlElement) -> None:
    (table,) = compared.xpath('//table[@class="compare"]')
    heads = [text_of(th) for th in table.xpath(".//thead//th")]
    assert heads[2] == "NPA via two outlets Daily Ledger and Harbour Times"
    assert len(heads) == 1 + len(ferry().story.origins)
    rows = table.xpath('.//tr[th[@scope="row"]]')
    assert all(len(row.xpath("./td")) == len(heads) - 1 for row in rows)


def test_every_point_stands_once_and_those_of_one_origin_are_folded(
    compared: html.HtmlElement,
) -> None:
    ids = [f"p{number}" for number in range(1, len(ferry().points) + 1)]
    for number, point in zip(ids, ferry().points, strict=True):
        (row,) = compared.xpath(f'//*[@id="{number}"]')
        folded = bool(row.xpath("ancestor::details"))
        assert folded == (len(point.origins) == 1), number


def test_differences_come_first(compared: html.HtmlElement) -> None:
    heads = [text_of(h) for h in compared.xpath("//main//h2")]
    assert heads == ["Where reports differ", "Side by side", "Said by one origin only"]


def test_a_point_in_dispute_shows_each_value_with_who_says_it(compared: html.HtmlElement) -> None:
    (row,) = compared.xpath('//*[@id="p2"]')
    said = row.xpath('.//*[starts-with(@class,"saying")]')
    values = [text_of(s.xpath('.//*[@class="value"]')[0]) for s in said]
    assert values == ["212", "212", "230"]
    assert "nearly" in text_of(said[-1])
    assert all("differs" in s.get("class") for s in said)
    assert "Evening Post" in text_of(said[-1])
    assert "Nearly 230 people were on board." in text_of(said[-1])


def test_hedge_words_are_part_of_the_value(compared: html.HtmlElement) -> None:
    assert text_of(compared.xpath('//*[@id="p1"]//*[@class="value"]')[0]) == "At least nine"


def test_the_comparison_can_be_taken_away(files: dict[str, bytes]) -> None:
    name = FERRY.removeprefix("stories/").removesuffix(".html")
    text = files[f"compare/{name}.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    claims = [claim for point in ferry().points for claim in point.claims]
    assert len(rows) == len(claims)
    nine = rows[0]
    assert (nine["value"], nine["number"], nine["lowest"], nine["highest"]) == (
        "At least nine",
        "9",
        "9",
        "",
    )
    with zipfile.ZipFile(BytesIO(files[f"compare/{name}.xlsx"])) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert sheet.count("<row ") == len(claims) + 1
    assert "<f>" not in sheet


def test_no_cell_of_a_table_is_a_formula() -> None:
    dossier = ferry()
    points = tuple(replace(p, about="=cmd|' /C calc'!A0") for p in dossier.points)
    table = claims_table(replace(dossier, points=points))
    rows = list(csv.DictReader(as_csv(table).decode("utf-8-sig").splitlines()))
    assert {row["about"] for row in rows} == {"'=cmd|' /C calc'!A0"}


# Safety and links


def test_every_link_within_the_site_leads_somewhere(files: dict[str, bytes]) -> None:
    ids = {path: set(page.xpath("//@id")) for path, page in pages(files)}
    for path, page in pages(files):
        for target in page.xpath("//a/@href | //link/@href | //script/@src"):
            if "://" in target:
                continue
            name, _, fragment = target.partition("#")
            name = name.partition("?")[0]
            file = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
            )
            assert file in files, f"{path} links to {target}"
            if fragment and file.endswith(".html"):
                assert fragment in ids[file], f"{path} links to {target}"


def test_ids_are_unique(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        found = page.xpath("//@id")
        assert len(found) == len(set(found)), path


def test_no_page_loads_or_runs_anything_of_its_own_or_of_others(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        policy = page.xpath('//meta[@http-equiv="Content-Security-Policy"]/@content')[0]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self'"), path
        assert "unsafe" not in policy
        assert not page.xpath("//@style | //style"), path
        assert not [a for e in page.iter() for a in e.attrib if a.startswith("on")], path
        assert page.xpath("//script[not(@src)]/@type | //script[@type][@src]/@type") in (
            [],
            ["application/ld+json"],
        ), path
        loaded = page.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert not [u for u in loaded if "://" in u or u.startswith("//")], path


def test_headings_go_down_one_level_at_a_time(files: dict[str, bytes]) -> None:
    for path, page in pages(files):
        levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path


def test_a_story_page_is_light(files: dict[str, bytes]) -> None:
    assert (
        len(files[FERRY]) + len(files["static/copydesk.css"]) + len(files["static/copydesk.js"])
        < 60_000
    )


def test_only_links_to_web_addresses_are_made() -> None:
    dossier = ferry()
    held = tuple(
        replace(r, article=replace(r.article, url="javascript:alert(1)")) for r in dossier.reports
    )
    for content in dict(edition([replace(dossier, reports=held)], SITE, {})).values():
        assert b"javascript:" not in content.lower().replace(b"application/javascript", b"")


# Writing


def test_the_same_input_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert (
        dict(edition(list(reversed(edition_of_all())), SITE, {"ferry-old": "story-ferry"})) == files
    )


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    first = publish_site(edition_of_all(), tmp_path, SITE)
    times = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    second = publish_site(edition_of_all(), tmp_path, SITE)
    assert (second.written, second.unchanged, second.removed) == (0, first.written, 0)
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == times


def test_a_changed_story_rewrites_its_pages_and_leaves_the_others(tmp_path: Path) -> None:
    publish_site(edition_of_all(), tmp_path, SITE)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*.*") if p.is_file()}
    changed = [replace(d, version=9) if d.slug == "ferry-2" else d for d in edition_of_all()]
    publish_site(changed, tmp_path, SITE)
    differ = {p.relative_to(tmp_path).as_posix() for p, b in before.items() if p.read_bytes() != b}
    assert differ - {MANIFEST} == {f"stories/ferry-2{e}" for e in (".html", ".json", ".ninjs.json")}


def test_pages_of_a_story_that_is_gone_are_removed(tmp_path: Path) -> None:
    publish_site(edition_of_all(), tmp_path, SITE)
    done = publish_site([bare()], tmp_path, SITE)
    assert done.removed > 0
    assert not (tmp_path / FERRY).exists()
    assert (tmp_path / "stories/bridge-number-1-closes.html").exists()


def test_files_of_others_are_never_removed(tmp_path: Path) -> None:
    publish_site([ferry(), another(1)], tmp_path, SITE)
    mine = tmp_path / "stories/notes.txt"
    mine.write_text("mine")
    edited = tmp_path / "stories/ferry-1.html"
    edited.write_text("edited by hand")
    publish_site([ferry()], tmp_path, SITE)
    assert mine.read_text() == "mine"
    assert edited.read_text() == "edited by hand"
    assert not (tmp_path / "compare/ferry-1.html").exists()


def test_a_manifest_cannot_reach_outside_the_site(tmp_path: Path) -> None:
    outside = tmp_path / "precious.txt"
    outside.write_text("x")
    out = tmp_path / "site"
    publish_site([bare()], out, SITE)
    manifest = json.loads((out / MANIFEST).read_text())
    manifest["files"]["../precious.txt"] = (
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )
    (out / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(PublishError, match="not a path inside the site"):
        publish_site([bare()], out, SITE)
    assert outside.exists()


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    out = tmp_path / "site"
    publish_site([ferry(), another(1)], out, SITE)
    elsewhere = tmp_path / "elsewhere"
    (out / "compare").rename(elsewhere)
    (out / "compare").symlink_to(elsewhere)
    before = {path.name: path.read_bytes() for path in elsewhere.iterdir()}
    with pytest.raises(PublishError, match=r"compare is a link .* remove the link"):
        publish_site([ferry()], out, SITE)
    assert {path.name: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_a_linked_file_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    out = tmp_path / "site"
    outside = tmp_path / "precious.txt"
    outside.write_text("x")
    out.mkdir()
    (out / "index.html").symlink_to(outside)
    publish_site([bare()], out, SITE)
    assert outside.read_text() == "x"
    assert not (out / "index.html").is_symlink()


@pytest.mark.parametrize("theirs", ["index.html", "rss.xml"])
def test_a_file_of_somebody_else_is_not_overwritten(tmp_path: Path, theirs: str) -> None:
    (tmp_path / theirs).write_text("mine", "utf-8")
    for _ in range(2):
        with pytest.raises(PublishError, match=f"{theirs}.*copydesk did not write it"):
            publish_site([ferry()], tmp_path, SITE, owner="s")
    assert (tmp_path / theirs).read_text("utf-8") == "mine"


def test_a_folder_belongs_to_one_store(tmp_path: Path) -> None:
    publish_site([ferry()], tmp_path, SITE, owner="one")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(PublishError, match="the site of another store"):
        publish_site([bare()], tmp_path, SITE, owner="two")
    assert {path: path.read_bytes() for path in before} == before
    assert publish_site([ferry()], tmp_path, SITE, owner="one").written == 0


def test_a_damaged_manifest_stops_the_run(tmp_path: Path) -> None:
    publish_site([bare()], tmp_path, SITE)
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(PublishError, match="is damaged"):
        publish_site([bare()], tmp_path, SITE)


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.write_text("a file")
    with pytest.raises(PublishError, match="cannot be written"):
        publish_site([bare()], out, SITE)


def test_two_stories_with_one_slug_are_refused() -> None:
    with pytest.raises(PublishError, match="have one slug"):
        list(edition([another(1), replace(another(2), slug="ferry-1")], SITE, {}))


@pytest.mark.parametrize("slug", ["../up", "A", "", "a/b", "con fig", "x" * 121, "-a", "é"])
def test_a_slug_that_is_no_file_name_is_refused(slug: str) -> None:
    with pytest.raises(PublishError, match="is no file name"):
        list(edition([replace(bare(), slug=slug)], SITE, {}))


@pytest.mark.parametrize("address", ["javascript:x", "ftp://a.example", "https://a;b.example/x"])
def test_an_address_that_is_no_plain_web_address_is_refused(address: str) -> None:
    with pytest.raises(SettingsError):
        Site(rating_action=address)


def test_a_story_alone_needs_no_other_file() -> None:
    page = html.document_fromstring(story_html(replace(ferry(), state=State.DRAFT)))
    assert page.xpath("//style")
    assert not page.xpath("//script[@src] | //link[@rel='stylesheet']")
    relative = [u for u in page.xpath("//a/@href") if "://" not in u and not u.startswith("#")]
    assert relative == []


def test_an_empty_site_has_a_front_page() -> None:
    assert b"No stories yet" in dict(edition([], SITE, {}))["index.html"]


def test_sources_of_one_name_share_a_page_and_others_do_not(files: dict[str, bytes]) -> None:
    named = [n for n in files if re.fullmatch(r"sources/[^/]+\.html", n)]
    assert len(named) == 6
    assert "sources/evening-post.html" in named


def test_places_of_a_passage_are_named(story: html.HtmlElement) -> None:
    assert Role.HEADLINE in {
        t.text_content() for t in story.xpath('//*[@class="passages"]//*[@class="tag"]')
    }


def test_the_newest_story_dates_the_edition(files: dict[str, bytes]) -> None:
    assert MORNING.year == 2031
    assert b'<p class="edition">4 March 2031</p>' in files["index.html"]
    assert withdrawn().state is State.WITHDRAWN


def test_what_was_rendered_before_makes_the_same_site() -> None:
    """Stories come, change and go; each time the site is what it would be if written afresh."""
    rendered = Rendered()
    changed = replace(another(1), slug="ferry-1", version=2)
    for dossiers in (
        [ferry()],
        [ferry(), another(1)],
        [ferry(), another(1), another(2)],
        [ferry(), changed, another(2)],
        [another(2)],
        [another(2), ferry()],
    ):
        assert dict(edition(dossiers, SITE, {}, rendered)) == dict(edition(dossiers, SITE, {}))


def test_a_story_that_did_not_change_is_not_rendered_anew() -> None:
    rendered, stories = Rendered(), [ferry(), another(1), another(2)]
    first = dict(edition(stories, SITE, {}, rendered))
    then = dict(edition([*stories, another(3)], SITE, {}, rendered))
    slug = stories[0].slug
    assert then[f"compare/{slug}.xlsx"] is first[f"compare/{slug}.xlsx"]
