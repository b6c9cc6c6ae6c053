"""What grouping promises of origins."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from group_reports import EVENTS, article

from copydesk import group
from copydesk.errors import SettingsError
from copydesk.group.credits import credited, marks
from copydesk.group.outlets import fold, shipped
from copydesk.model import Article, Block, Origin, Role

ONE, TWO, THREE = (text for _, text in EVENTS["ferry"])


def origins(*articles: Article) -> tuple[Origin, ...]:
    return group.origins(articles, group.copies(articles))


def test_unknown_outlets_are_each_their_own() -> None:
    found = origins(article("a", ONE, outlet="Ledger"), article("b", TWO, outlet="Gazette"))
    assert [(o.name, o.articles) for o in found] == [("Ledger", ("a",)), ("Gazette", ("b",))]


def test_reports_without_outlet_are_each_their_own_and_named_by_their_titles() -> None:
    long = "Ferry with 212 people aboard runs aground off Marrow Point"
    found = origins(article("a", ONE, title="Ferry aground"), article("b", TWO, title=long))
    assert [o.name for o in found] == ["“Ferry aground”", "“Ferry with 212 people aboard runs…”"]


def test_a_report_without_outlet_and_title_is_named_by_its_first_words() -> None:
    (found,) = origins(article("a", ONE))
    assert found.name.startswith("“A passenger ferry with")
    (empty,) = origins(article("a", ""))
    assert empty.name == "unnamed outlet"


def test_copies_are_counted_in_words_and_those_of_unknown_outlets_too() -> None:
    (found,) = origins(
        article("a", ONE, outlet="Ledger"),
        article("b", ONE, outlet="Gazette"),
        article("c", ONE, title="Ferry aground"),
    )
    assert found.name == "Ledger with two copies"
    (found,) = origins(*(article(n, ONE, title="Ferry aground") for n in "abc"))
    assert found.name == "“Ferry aground” with two copies"


def test_two_reports_of_one_outlet_are_one_origin() -> None:
    (found,) = origins(article("a", ONE, outlet="Ledger"), article("b", TWO, outlet="ledger"))
    assert [join.rule for join in found.joins] == ["same outlet"]


def test_a_copy_counts_with_its_original_and_the_join_says_why() -> None:
    (found,) = origins(article("a", ONE, outlet="Ledger"), article("b", ONE, outlet="Gazette"))
    assert found.name == "Ledger with one copy"
    assert [(join.rule, join.a, join.b) for join in found.joins] == [("copy", "a", "b")]


def test_a_copied_report_does_not_speak_for_the_copyist() -> None:
    found = origins(
        article("a", ONE, outlet="Ledger"),
        article("b", ONE, outlet="Gazette"),
        article("c", TWO, outlet="Gazette"),
    )
    assert [origin.articles for origin in found] == [("a", "b"), ("c",)]


@pytest.mark.parametrize(
    "marked",
    [
        "EASTHOLM (AP) — {}",
        "EASTHOLM, March 4 (AP) - {}",
        "By The Associated Press\n{}",
        "By Ida Moss, Associated Press\n{}",
        "{}\n© 2031 The Associated Press. All rights reserved.",
        "{}\nSource: AP",
    ],
)
def test_marks_of_one_agency_join(marked: str) -> None:
    (found,) = origins(
        article("a", marked.format(ONE), outlet="Ledger"),
        article("b", "MARROW POINT (AP) — " + TWO, outlet="Gazette"),
    )
    assert found.kind == "agency"
    assert found.name == "The Associated Press via two outlets"
    assert [join.rule for join in found.joins] == ["wire mark"]
    assert "AP" in found.joins[0].detail


def test_the_agency_itself_is_of_the_same_origin() -> None:
    (found,) = origins(
        article("a", ONE, outlet="AP"), article("b", "EASTHOLM (AP) - " + TWO, outlet="Gazette")
    )
    assert found.articles == ("a", "b")


def test_a_dateline_names_an_agency_that_no_table_lists() -> None:
    (found,) = origins(
        article("a", "EASTHOLM (Marrow Wire) - " + ONE, outlet="Ledger"),
        article("b", "MARROW POINT (Marrow Wire) - " + TWO, outlet="Gazette"),
    )
    assert (found.name, found.kind) == ("Marrow Wire via two outlets", "agency")


def test_an_outlets_own_name_in_its_dateline_is_no_mark() -> None:
    assert marks(article("a", "EASTHOLM (CNN) - " + ONE, outlet="CNN"), shipped()) == ()


@pytest.mark.parametrize(
    "text",
    [
        ONE + "\nA tug off Marrow Point. (AP Photo/Ida Moss)",
        "Ida Moss/AP\n" + ONE,
        ONE + " The senator (D-PA) was aboard.",
        ONE + " He told AP that he was well.",
    ],
)
def test_photo_credits_and_mentions_are_not_marks(text: str) -> None:
    assert not [mark for mark in marks(article("a", text), shipped()) if mark.sure]


def test_marks_in_a_caption_do_not_count() -> None:
    caption = "EASTHOLM (AP) - A tug."
    text = f"{caption}\n{ONE}"
    blocks = (
        Block(0, len(caption), Role.CAPTION),
        Block(len(caption) + 1, len(text), Role.BODY),
    )
    report = Article("a", text, blocks)
    assert marks(report, shipped()) == ()


def test_contributing_agencies_join_only_reports_that_share_passages() -> None:
    note = "\nThe Associated Press contributed to this report."
    apart = origins(
        article("a", ONE + note, outlet="Ledger"), article("b", TWO + note, outlet="Gazette")
    )
    assert len(apart) == 2
    half = " ".join(THREE.split()[:25])
    joined = origins(
        article("a", f"{ONE} {half} {TWO}" + note, outlet="Ledger"),
        article(
            "b",
            f"{half} {' '.join(text for _, text in EVENTS['strike'])}" + note,
            outlet="Gazette",
        ),
    )
    assert [join.rule for origin in joined for join in origin.joins] == ["wire mark"]


def test_outlets_of_one_family_are_one_origin() -> None:
    (found,) = origins(
        article("a", ONE, url="https://www.thetimes.co.uk/ferry"),
        article("b", TWO, outlet="The Sun"),
    )
    assert [join.rule for join in found.joins] == ["family"]
    assert found.name == "The Times with one other outlet"


def test_an_aggregator_speaks_for_nobody() -> None:
    found = origins(article("a", ONE, outlet="MSN"), article("b", TWO, outlet="MSN"))
    assert [origin.kind for origin in found] == ["aggregator", "aggregator"]


def test_a_report_that_rests_on_one_outlet_is_of_its_origin() -> None:
    (found,) = origins(
        article("a", ONE, outlet="The Kyiv Independent"),
        article("b", TWO, outlet="Ledger", cited=("Kyiv Independent",)),
    )
    assert [join.rule for join in found.joins] == ["cited outlet"]


def test_a_digest_of_several_outlets_joins_none() -> None:
    found = origins(
        article("a", ONE, outlet="The Kyiv Independent"),
        article("b", TWO, cited=("Kyiv Independent", "Euronews")),
    )
    assert [o.name for o in found] == [
        "The Kyiv Independent",
        "digest of Euronews and Kyiv Independent",
    ]
    assert found[1].kind == "aggregator"


def test_credit_in_the_lead_counts_and_a_passing_one_does_not() -> None:
    lead = article("a", "The captain told the Kyiv Independent that he was well. " + ONE)
    passing = article("b", ONE + " " + THREE * 3 + " The captain told the Kyiv Independent so.")
    assert credited(lead, shipped()) == ("The Kyiv Independent",)
    assert credited(passing, shipped()) == ()


def test_a_user_extends_the_table(tmp_path: Path) -> None:
    table = tmp_path / "outlets.json"
    rows = [
        {"name": "Ledger", "family": "Moss", "domains": ["ledger.example"]},
        {"name": "Gazette", "family": "Moss", "kind": "outlet", "names": ["The Eastholm Gazette"]},
    ]
    table.write_text(json.dumps(rows), "utf-8")
    articles = (
        article("a", ONE, url="https://news.ledger.example/1"),
        article("b", TWO, outlet="Eastholm Gazette"),
    )
    (found,) = group.origins(articles, (), group.extended(table))
    assert found.articles == ("a", "b")


@pytest.mark.parametrize(
    "text", ["{", "{}", "[{}]", '[{"name": "Ledger", "kind": "blog"}]', '["Ledger"]']
)
def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    table = tmp_path / "outlets.json"
    table.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"outlets\.json"):
        group.extended(table)


def test_the_shipped_table_is_sound() -> None:
    entries = shipped().entries
    domains = [domain for entry in entries for domain in entry.domains]
    names = [fold(name) for entry in entries for name in {entry.name, *entry.names}]
    assert len(set(domains)) == len(domains)
    assert len({fold(entry.name) for entry in entries}) == len(entries)
    assert all(names)


def test_passages_are_told_between_origins_only() -> None:
    half = " ".join(ONE.split()[:24])
    texts = [f"{half} {TWO} {THREE}", f"{THREE[:10]} {half} {' '.join(ONE.split()[24:])}"]
    reports = [
        article(str(n), t, title=EVENTS["ferry"][0][0], outlet=f"Paper {n}", hours=n)
        for n, t in enumerate(texts)
    ]
    copies = group.copies(reports)
    for story in group.group(reports):
        separate = len(story.origins) == len(story.articles)
        assert bool(story.passages) == (separate and copies[0].score < group.COPY)
