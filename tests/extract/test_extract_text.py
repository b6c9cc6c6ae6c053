"""Scraped text: it stays as it is, and each line gets its role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from extract_pages import PARAGRAPHS, TEXT, TITLE
from hypothesis import given
from hypothesis import strategies as st

from copydesk.extract import extract
from copydesk.extract.text.datelines import dateline_of
from copydesk.model import Article, Document, Role


def read(text: str, **given: str) -> Article:
    (article,) = extract(
        Document(
            source="test.jsonl:1",
            content=text.encode(),
            media_type="text/plain",
            charset="utf-8",
            **given,
        )
    )
    return article


def roles(article: Article) -> list[tuple[str, str]]:
    return [(block.role.value, article.text[block.start : block.end]) for block in article.blocks]


def test_a_page_with_all_its_furniture() -> None:
    article = read(TEXT)
    found = roles(article)
    assert article.text == TEXT
    assert article.title == TITLE
    assert article.kicker == "Business"
    assert article.outlet == "Example Post"
    assert article.authors == ("B. Ek",)
    assert article.dateline == "PORTVILLE, Exampleland"
    assert [text for role, text in found if role == "headline"] == [
        TITLE,
        "Portville Dock Strike Ends – Quick Looks",
        TITLE,
    ]
    assert [block.label for block in article.blocks if block.role is Role.BULLET] == [
        "Wage Deal",
        "Backlog",
        "New Jobs",
    ]
    assert (
        "caption",
        "Cranes stand still at the northern terminal on Monday, May 5, 2031.",
    ) in found
    assert ("credit", "(EW Photo/Dana Fox)") in found
    assert ("subhead", "A Signature at Last") in found
    assert ("dateline", "PORTVILLE, Exampleland –") in found
    assert [text for role, text in found if role == "body"] == list(PARAGRAPHS[1:])
    assert [text for role, text in found if role == "foreign"] == [
        "Ferry line opens to Westhaven",
        "Council votes on harbour tax",
    ]
    furniture = {text for role, text in found if role == "furniture"}
    assert {"Top StoryBusiness", "Deep Look", "Menu", "How useful was this article?"} <= furniture


def test_a_line_behind_a_picture_agency_is_a_caption() -> None:
    told = "AFP reporters saw the last of the pickets leave the gates of the port at noon."
    shown = "EPA Dockers at the gates of the northern terminal in Portville"
    article = read("\n".join([TITLE, PARAGRAPHS[1], shown, told, *PARAGRAPHS[2:]]), title=TITLE)
    found = {text: role for role, text in roles(article)}
    filed = (
        "FILE - In this May 5, 2030 photo cranes stand still. The union spoke on Monday. (Press)"
    )
    older = read("\n".join([TITLE, filed, *PARAGRAPHS[1:]]), title=TITLE)
    assert {r for r, text in roles(older) if text in filed} == {"caption", "credit"}
    assert found[shown] == "caption"
    assert found[told] == "body"


def test_the_given_title_makes_the_first_line_the_headline() -> None:
    article = read(TITLE + "\n" + "\n".join(PARAGRAPHS), id="x-1", title=TITLE)
    assert article.id == "x-1"
    assert [role for role, _ in roles(article)] == [
        "headline",
        "dateline",
        "lede",
        "body",
        "body",
        "body",
        "body",
    ]


def test_a_report_of_a_title_alone_is_kept() -> None:
    article = read("", id="x-2", title=TITLE)
    assert (article.text, article.blocks, article.title) == ("", (), TITLE)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("PORTVILLE, Exampleland – The strike is over.", "PORTVILLE, Exampleland"),
        ("Portville (Example Wire) - The strike is over.", "Portville"),
        ("WEST HAVEN (EW) — The strike is over.", "WEST HAVEN"),
        ("(EW) — The strike is over.", None),
    ],
)
def test_datelines(line: str, place: str | None) -> None:
    found = dateline_of(line)
    assert found is not None
    assert found[0] == place
    assert line[found[1] :] == "The strike is over."


@pytest.mark.parametrize(
    "line",
    [
        "The strike – the longest in years – is over.",
        "Lee said: The strike is over.",
        "Ten ships waited outside the port.",
    ],
)
def test_no_dateline(line: str) -> None:
    assert dateline_of(line) is None


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_keeps_its_characters_and_its_blocks_in_order(text: str) -> None:
    article = read(text, id="x", title="A title")
    end = 0
    for block in article.blocks:
        assert end <= block.start < block.end <= len(article.text)
        end = block.end
    covered = "".join(article.text[block.start : block.end] for block in article.blocks)
    assert len("".join(covered.split())) <= len("".join(article.text.split()))


@given(st.lists(st.sampled_from([*PARAGRAPHS, "Menu", "• One: two", "Read more", TITLE, ""])))
def test_every_line_has_a_role(lines: list[str]) -> None:
    text = "\n".join(lines)
    article = read(text, id="x", title=TITLE)
    for line in filter(None, lines):
        place = text.index(line)
        assert any(
            block.start < place + len(line) and block.end > place for block in article.blocks
        )


GOLD_ROLES = {
    "kicker": "furniture",
    "foreign": "furniture",
    "byline": "furniture",
    "slug": "lede",
    "standfirst": "lede",
    "dateline": "body",
}


@pytest.mark.shared
@pytest.mark.parametrize("letter", ["A", "B"])
def test_every_line_of_the_seeds_has_its_role(shared: Path, letter: str) -> None:
    gold = json.loads((shared / "data" / "claims" / "seeds_gold.json").read_text(encoding="utf-8"))
    (path,) = (d["path"] for d in gold["documents"] if d["id"] == letter)
    article = read((shared / path).read_bytes().decode())
    for unit in gold["units"]:
        if unit["doc"] != letter if "doc" in unit else unit["id"][0] != letter:
            continue
        start, end = unit["span"]
        shares: dict[str, int] = {}
        for block in article.blocks:
            role = GOLD_ROLES.get(block.role.value, block.role.value)
            shares[role] = shares.get(role, 0) + max(
                0, min(end, block.end) - max(start, block.start)
            )
        found = max(shares, key=lambda role: shares[role])
        # The gold names no lede where the page has no slug line; the first paragraph is one.
        allowed = {unit["role"], "lede"} if unit["id"] in ("B01", "B02") else {unit["role"]}
        assert found in allowed, unit["id"]


def test_a_head_that_was_copied_in_one_line_comes_apart() -> None:
    title = "Harbour workers start a campaign against night shifts"
    below = "Campaign to show what the shifts do to families, alongside a call for new rules"
    text = f"Business {title} {below}\nThe union said on Monday that 40 workers had joined it.\n"
    article = read(text, title=title)
    assert roles(article)[:3] == [
        ("kicker", "Business"),
        ("headline", title),
        ("standfirst", below),
    ]
    assert article.text == text


@pytest.mark.parametrize("rest", [" in Arle, the union said.", ", said the union.", ""])
def test_a_first_sentence_that_begins_like_the_headline_stays_whole(rest: str) -> None:
    title = "Harbour workers start a campaign against night shifts"
    article = read(f"{title}{rest}\nThe union said that 40 workers had joined.\n", title=title)
    assert roles(article)[0][1] == f"{title}{rest}"
