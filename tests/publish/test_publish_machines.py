"""What machines read of a site: feeds, site maps, ninjs, schema.org, the story's own JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import jsonschema
import pytest
import referencing
from lxml import etree, html

from copydesk.model import Dossier, Span
from copydesk.publish import Site, markdown, ninjs, story_record
from copydesk.publish.edition import edition
from copydesk.publish.jsonld import embedded
from dossiers import another, bare, edition_of_all, ferry, withdrawn

SITE = Site(title="The Ledger & Co", base_url="https://ledger.example/news/")
ADDRESS = "https://ledger.example/news/stories/fire-on-ferry-off-port-maren-injures-seventeen.html"
STORIES = {d.slug: d for d in edition_of_all()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(edition(edition_of_all(), SITE, {}))


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_a_feed_reader_finds_the_stories(files: dict[str, bytes], name: str) -> None:
    feed = feedparser.parse(files[name])
    assert not feed.bozo
    assert feed.feed.title == "The Ledger & Co"
    assert feed.entries[0].link == ADDRESS
    assert feed.entries[0].updated_parsed or feed.entries[0].published_parsed
    own = [link.href for link in feed.feed.links if link.rel == "self"]
    assert own == [f"https://ledger.example/news/{name}"]
    assert not [e for e in feed.entries if "withdrawn" in e.link]


def test_atom_leaves_out_a_story_without_a_time_and_rss_keeps_it(files: dict[str, bytes]) -> None:
    assert "Bridge" not in files["atom.xml"].decode()
    assert "Bridge" in files["rss.xml"].decode()


def test_the_json_feed_has_the_same_stories(files: dict[str, bytes]) -> None:
    feed = json.loads(files["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    rss = feedparser.parse(files["rss.xml"])
    assert [i["url"] for i in feed["items"]] == [e.link for e in rss.entries]
    assert feed["items"][0]["date_modified"] == "2031-03-04T18:40:00Z"


def test_each_section_has_its_feeds(files: dict[str, bytes]) -> None:
    world = feedparser.parse(files["sections/world.rss.xml"])
    assert [e.link.rsplit("/", 1)[1] for e in world.entries] == ["ferry-1.html"]
    assert "sections/world.atom.xml" in files
    assert "sections/world.feed.json" in files


def test_the_news_site_map_holds_the_newest_two_days(files: dict[str, bytes]) -> None:
    root = etree.fromstring(files["news-sitemap.xml"])
    spaces = {"n": "http://www.google.com/schemas/sitemap-news/0.9"}
    assert root.xpath("//n:publication/n:name/text()", namespaces=spaces)[0] == "The Ledger & Co"
    old = replace(another(1), slug="old", updated=datetime(2031, 2, 1, tzinfo=UTC))
    later = dict(edition([ferry(), old], SITE, {}))
    assert b"old.html" not in later["news-sitemap.xml"]
    assert b"old.html" in later["sitemap.xml"]


def test_the_outlets_are_an_outline(files: dict[str, bytes]) -> None:
    outlines = etree.fromstring(files["sources.opml"]).findall("body/outline")
    assert {"Evening Post", "صحيفة الميناء"} <= {o.get("text") for o in outlines}
    assert {o.get("url") for o in outlines if o.get("text") == "Evening Post"} == {
        "https://news.example/"
    }


def schema(shared_data: Path) -> jsonschema.Draft202012Validator:
    standard = json.loads((shared_data / "standards/ninjs-schema_3.1.json").read_text())
    anything = referencing.Resource.from_contents(
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object"}
    )
    registry: referencing.Registry[object] = referencing.Registry().with_resource(
        "https://geojson.org/schema/GeoJSON.json", anything
    )
    return jsonschema.Draft202012Validator(
        standard, registry=registry, format_checker=jsonschema.FormatChecker()
    )


@pytest.mark.shared
@pytest.mark.parametrize("slug", sorted(STORIES))
def test_ninjs_is_valid(slug: str, shared_data: Path) -> None:
    validator = schema(shared_data)
    item = ninjs(STORIES[slug], SITE)
    assert [e.message for e in validator.iter_errors(json.loads(json.dumps(item)))] == []


@pytest.mark.shared
def test_the_schema_refuses_what_ninjs_does_not_know(shared_data: Path) -> None:
    item = ninjs(ferry(), SITE) | {"headline": "a key of an older version"}
    assert not schema(shared_data).is_valid(json.loads(json.dumps(item)))


def test_ninjs_carries_text_topic_and_sources() -> None:
    item = ninjs(ferry(), SITE)
    assert item["uri"] == ADDRESS
    assert item["pubStatus"] == "usable"
    assert item["firstCreated"] == "2031-03-04T06:40:00Z"
    (body,) = item["bodies"]  # type: ignore[misc]
    assert "lifeboat" in body["value"]  # type: ignore[index]
    assert "knew of the fault for weeks" not in body["value"]  # type: ignore[index]
    assert item["subjects"] == [
        {
            "name": "disaster, accident and emergency incident",
            "rel": "about",
            "uri": "http://cv.iptc.org/newscodes/mediatopic/03000000",
        }
    ]
    assert len(item["infoSources"]) == 5  # type: ignore[arg-type]


def schema_org(files: dict[str, bytes], path: str) -> dict[str, object]:
    page = html.document_fromstring(files[path].decode())
    (script,) = page.xpath('//script[@type="application/ld+json"]/text()')
    record: dict[str, object] = json.loads(script)
    return record


def test_schema_org_cites_corrects_and_names_what_it_is_based_on(files: dict[str, bytes]) -> None:
    item = schema_org(files, ADDRESS.removeprefix(SITE.root))
    assert item["@type"] == "NewsArticle"
    assert item["url"] == ADDRESS
    assert len(item["citation"]) == 5  # type: ignore[arg-type]
    assert item["isBasedOn"][0] == "https://news.example/r1"  # type: ignore[index]
    (correction,) = item["correction"]  # type: ignore[misc]
    assert correction["text"].startswith("The ship’s name")  # type: ignore[index]
    assert item["aggregateRating"]["ratingCount"] == 17  # type: ignore[index]


def test_schema_org_of_an_unrated_story_has_no_rating(files: dict[str, bytes]) -> None:
    assert "aggregateRating" not in schema_org(files, "stories/ferry-1.html")
    assert "datePublished" not in schema_org(files, "stories/bridge-number-1-closes.html")


def test_schema_org_cannot_end_its_element() -> None:
    text = embedded({"headline": "</script><script>alert(1)</script> & <!-- \u2028"})
    assert "<" not in text
    assert json.loads(text)["headline"].startswith("</script>")


def test_schema_org_uses_only_names_of_the_vocabulary(
    files: dict[str, bytes], shared_data: Path
) -> None:
    shapes = (shared_data / "standards/schemaorg-shapes-30.0.shacl").read_text()
    names = set(re.findall(r"\bschema1?:(\w+)", shapes))

    def check(value: object) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                assert key.startswith("@") or key in names, key
                check(inner)
        elif isinstance(value, list):
            for inner in value:
                check(inner)

    check(schema_org(files, ADDRESS.removeprefix(SITE.root)))


def test_the_story_record_holds_evidence_and_no_whole_report() -> None:
    record = story_record(ferry())
    text = json.dumps(record)
    assert "engine room on 27 February" in text
    assert "for two hours.\\n" not in text
    first = record["sentences"][0]  # type: ignore[index]
    span = first["evidence"][0]
    report = ferry().article(span["report"])
    assert report.text[span["start"] : span["end"]] == span["words"]
    assert [p["verdict"] for p in record["points"]][:2] == ["updated", "differ"]  # type: ignore[attr-defined]
    assert record["points"][0]["claims"][0]["words"] == "At least nine"  # type: ignore[index]


def test_the_search_index_is_a_script_of_the_public_stories(files: dict[str, bytes]) -> None:
    text = files["search-index.js"].decode()
    assert text.startswith("window.copydeskStories = [")
    stories = json.loads(text.removeprefix("window.copydeskStories = ").removesuffix(";\n"))
    assert stories[0]["slug"] == ferry().slug
    assert withdrawn().slug not in [s["slug"] for s in stories]


@pytest.mark.parametrize("dossier", [ferry(), bare()], ids=["ferry", "bare"])
def test_markdown_cites_in_footnotes_that_exist(dossier: Dossier) -> None:
    text = markdown(dossier)
    used = set(re.findall(r"\[\^([^\]]+)\](?!:)", text))
    defined = set(re.findall(r"^\[\^([^\]]+)\]:", text, re.M))
    assert used
    assert used == defined


def test_markdown_escapes_what_a_report_says() -> None:
    dossier = ferry()
    head = replace(dossier.draft.headline, text="<b>*Fire* [x](y)")
    text = markdown(replace(dossier, draft=replace(dossier.draft, headline=head)))
    assert r"# \<b\>\*Fire\* \[x\](y)" in text


def test_a_citation_of_a_part_stands_behind_that_part() -> None:
    dossier = ferry()
    first, *rest = dossier.draft.standfirst
    assert first.verdict is not None
    (whole,) = first.verdict.citations
    other = dossier.reports[0]
    begin = other.sentences[-1].start
    part = replace(whole, span=Span(other.article.id, begin, other.sentences[-1].end))
    said = first.text[: first.text.index(",") + 1] if "," in first.text else first.text
    within = first.text[: first.text.index(" ", 8)]
    cited = replace(part, words=(0, len(within)))
    verdict = replace(first.verdict, citations=(whole, cited))
    sentence = replace(first, verdict=verdict, evidence=(whole.span, part.span))
    draft = replace(dossier.draft, standfirst=(sentence, *rest))

    page = dict(edition([replace(dossier, draft=draft)], SITE, {}))
    story = html.fromstring(
        next(v for k, v in page.items() if k.startswith("stories/") and k.endswith(".html"))
    )
    (place,) = [p for p in story.iter("p") if p.text and p.text.strip() == said]
    (record,) = [
        s for s in story_record(replace(dossier, draft=draft))["sentences"] if s["id"] == first.id
    ]

    assert place[0].tag == "sup" and place[0].tail == first.text[len(said) :]
    assert place[1].tag == "sup"
    assert [e.get("cited_for", {}).get("words") for e in record["evidence"]] == [None, within]
    assert f"{said}[^" in markdown(replace(dossier, draft=draft))
